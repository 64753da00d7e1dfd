"""What services make of words by themselves, and how it is kept from them: a space of no width, which nobody sees.

A company called "@everyone" wakes nobody in a chat room: Discord, Slack, Mattermost, Rocket.Chat and Matrix see no mention where there is
such a space in it. (Discord writes <@ID>, Slack <!here>.)

A name that looks like a domain becomes a link in Telegram, Matrix clients and the notifications of phones, with nothing in the mail but a
word: what a stranger chose as a name is not to be tapped. Addresses of mail stay as they are: a tap on one writes to somebody whom the text
names, and they are what people copy.
"""

from __future__ import annotations

import re

_NO_WIDTH = "\u200b"
_MENTION = re.compile(r"<[@!]|(?<!\w)@(?=(?:everyone|here|channel|all|room)\b)", re.IGNORECASE)
# A dot, also one of those that browsers take for one (UTS 46, section 2.3), before what can be a top-level domain or the end of an
# IPv4 address; in a word without "@".
_DOT = re.compile(r"(?<=\w)[.\u3002\uff0e\uff61](?=[^\W\d_]{2}|xn--|\d)", re.IGNORECASE)
_WORD = re.compile(r"\S+")


def quieted(text: str) -> str:
    """The same to the eye."""
    return _WORD.sub(_unlinked, _MENTION.sub(f"\\g<0>{_NO_WIDTH}", text))


def _unlinked(word: re.Match[str]) -> str:
    return word[0] if "@" in word[0] else _DOT.sub(f"\\g<0>{_NO_WIDTH}", word[0])
