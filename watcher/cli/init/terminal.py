"""Words and questions on a terminal: wrapped to its width, plain where it knows no colours, a secret without echo."""

from __future__ import annotations

import getpass
import sys
import termios
from collections.abc import Callable

from rich.cells import cell_len
from rich.padding import Padding
from rich.text import Text

from watcher.cli.init.code import drawn
from watcher.cli.output import console
from watcher.config.words import Refused
from watcher.core.setup import Ask, Kind, Tone

ROOM = 12  # columns for an answer beside its question
Check = Callable[[Ask, str], str]
_MARKS = {Tone.GOOD: ("ok", "green"), Tone.BAD: ("--", "yellow")}
_YES, _NO = ("y", "yes"), ("n", "no")


class Terminal:
    """Asks until an answer passes `check`, which returns it as it is used, or raises Refused."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._out = console(wrapped=True)
        self._answered = False  # the last thing on the screen is an answer

    # --- words

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        if self._answered and tone is not Tone.HEADING:
            self.blank()
        self._answered = False
        if tone is Tone.HEADING:
            self._out.print()
            self._out.print(Text(text, style="bold"))
        elif tone is Tone.CODE:
            self._out.print(Text(f"    {text}", style="bold"), soft_wrap=True)
        elif tone is Tone.PLAIN:
            self._out.print(Text(text))
        else:
            mark, colour = _MARKS[tone]
            self._out.print(Text(f"{mark}  ", style=colour), end="")
            self._hanging(text, len(mark) + 2)

    def _hanging(self, text: str, indent: int) -> None:
        """A text whose further lines are indented as the first one is."""
        lines = Text(text).wrap(self._out, max(20, self._out.width - indent))
        self._out.print(lines[0] if lines else Text(""))
        for line in lines[1:]:
            self._out.print(Padding(line, (0, 0, 0, indent)))

    def code(self, text: str) -> None:
        """A QR code, if there is room for it."""
        lines = drawn(text, self._out.width, self._out.encoding)
        for line in lines:
            self._out.print(Text(line, style="bright_white on black"), soft_wrap=True)

    def blank(self) -> None:
        self._answered = False
        self._out.print()

    def forget_typed(self) -> None:
        """What was typed while something was tried answers no question that is asked afterwards."""
        termios.tcflush(sys.stdin, termios.TCIFLUSH)

    # --- questions

    def ask(self, question: Ask) -> str | None:
        """The answer; None for "back to the one before". EOFError and KeyboardInterrupt pass."""
        self._answered = False
        self.blank()
        if question.kind is Kind.CHOICE:
            self.say(question.text)
            for number, (_, words) in enumerate(question.options, 1):
                self._out.print(Text(f"  {number}  "), end="")
                self._hanging(words, 5)
        while True:
            typed = self._typed(question)
            if typed == "<":
                return None
            if typed == "?" or (not typed and not question.default and not question.optional):
                self.say(question.help)
                continue
            try:
                answer = self._answer(question, typed)
            except Refused as refused:
                remedy = f" ({refused.remedy})" if refused.remedy else ""
                self.say(f"{refused.message[:1].upper()}{refused.message[1:]}{remedy}.", Tone.BAD)
            else:
                self._answered = True
                return answer

    def _answer(self, question: Ask, typed: str) -> str:
        if question.kind is Kind.YES:
            return _yes_or_no(typed.lower(), question.default)
        if question.kind is Kind.CHOICE:
            return _option(typed.lower(), question)
        text = typed or question.default
        return self._check(question, "" if question.optional and text == "-" else text)

    def _typed(self, question: Ask) -> str:
        if question.kind is Kind.SECRET:
            return getpass.getpass(f"{self._short(question.text, question)}: ")
        prompt = self._short(_asked(question), question)
        sys.stdout.flush()
        try:
            return input(f"{prompt}: ").strip()
        except UnicodeDecodeError:
            return "?"  # bytes that are no text: the question explains itself

    def _short(self, prompt: str, question: Ask) -> str:
        """A prompt that leaves room for an answer on its line: what is longer is said above it (and readline need not scroll it away)."""
        if cell_len(prompt) + ROOM <= self._out.width or question.kind is Kind.CHOICE:
            return prompt
        self.say(question.text)
        if question.kind is Kind.YES:
            return prompt.rpartition(" ")[2]
        return f"[{question.default}]" if question.default else "Here"


def _asked(question: Ask) -> str:
    """The question with what Enter answers."""
    if question.kind is Kind.YES:
        return f"{question.text} [{'Y/n' if question.default == 'yes' else 'y/N'}]"
    if question.kind is Kind.CHOICE:
        keys = [key for key, _ in question.options]
        return f"1 to {len(keys)} [{keys.index(question.default) + 1}]"
    return f"{question.text} [{question.default}]" if question.default else question.text


def _yes_or_no(typed: str, default: str) -> str:
    if not typed:
        return default
    if typed in _YES or typed in _NO:
        return "yes" if typed in _YES else "no"
    raise Refused("please answer y or n", "? explains")


def _option(typed: str, question: Ask) -> str:
    keys = [key for key, _ in question.options]
    if not typed or typed in keys:
        return typed or question.default
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:3]) <= len(keys):
        return keys[int(typed[:3]) - 1]
    raise Refused(f"please answer with a number from 1 to {len(keys)}", "? explains")
