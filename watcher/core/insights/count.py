"""Stories counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from watcher.core.extract import Stage, company_key, spelled
from watcher.core.schedule import add_months

STUMPING = 1  # the place of the question that asks what was hard, whichever stage chose the questions
AGAIN_MOST = 10
# Words that say nothing by coming again.
# fmt: off
_COMMON = frozenset({
    "about", "after", "again", "also", "always", "answer", "answered", "asked", "because", "been", "before", "being", "better",
    "between", "both", "came", "could", "data", "didn", "does", "doing", "done", "down", "during", "each", "even", "ever", "every",
    "from", "gave", "give", "given", "good", "hard", "have", "having", "here", "just", "kind", "knew", "know", "less", "like",
    "little", "made", "make", "many", "maybe", "might", "more", "most", "much", "must", "need", "never", "next", "nothing", "only",
    "other", "over", "question", "questions", "quite", "rather", "really", "said", "same", "should", "since", "some", "something",
    "still", "such", "sure", "talk", "than", "that", "their", "them", "then", "there", "these", "they", "thing", "things", "think",
    "this", "those", "though", "thought", "through", "time", "told", "took", "very", "want", "well", "went", "were", "what", "when",
    "where", "which", "while", "with", "without", "work", "would", "your",
})
# fmt: on
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of an application: the user's own, or theirs."""

    at: datetime
    own: bool
    rejection: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What the user wrote when looking back: question and answer, "" for a note."""

    at: datetime
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One application. `mails` are in the order they came."""

    id: int
    company: str | None
    role: str | None
    stage: str | None
    rejected_at: datetime | None
    reopened: bool
    mails: tuple[Mail, ...]
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """How many applications ended at a stage; None where the mail does not show it."""

    stage: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Company:
    """How a company dealt with the user. `letters` are the times that the user wrote and waited; days are medians."""

    name: str | None
    applications: int
    rejections: int
    letters: int
    answers: int
    answer_days: float | None
    no_days: float | None  # from the first mail of an application to its rejection


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month of the user's."""

    first: date
    rejections: int
    replies: int  # answers to mails of the user's own


@dataclass(frozen=True, slots=True)
class Stumble:
    """What the user found hard, once."""

    at: datetime
    application: int
    company: str | None
    role: str | None
    stage: str | None
    answer: str


@dataclass(frozen=True, slots=True)
class Insights:
    """All that is shown."""

    ended: tuple[Ended, ...]
    companies: tuple[Company, ...]
    months: tuple[Month, ...]
    stumbles: tuple[Stumble, ...]  # oldest first
    again: tuple[tuple[str, int], ...]  # words that came in several of them, and in how many

    @property
    def empty(self) -> bool:
        return not (self.companies or self.stumbles)


def insights(stories: Sequence[Story], zone: ZoneInfo) -> Insights:
    """Count what there is; `zone` says to which month a moment belongs."""
    stumbles = tuple(sorted((one for story in stories for one in _stumbles(story)), key=lambda one: one.at))
    return Insights(_ended(stories), _companies(stories), _months(stories, zone), stumbles, _again(stumbles))


def _rejected(stories: Iterable[Story]) -> Iterator[tuple[Story, datetime]]:
    for story in stories:
        if story.rejected_at is not None and not story.reopened:
            yield story, story.rejected_at


def _ended(stories: Sequence[Story]) -> tuple[Ended, ...]:
    found = Counter(story.stage for story, _ in _rejected(stories))
    return tuple(Ended(stage, found[stage]) for stage in (*(stage.value for stage in Stage), None) if found[stage])


def _answers(story: Story) -> Iterator[tuple[datetime, timedelta | None]]:
    """When the user wrote, and how long the answer took; what is written again before it is no second letter."""
    wrote: datetime | None = None
    for mail in story.mails:
        if mail.own:
            wrote = wrote or mail.at
        elif wrote is not None:
            yield wrote, mail.at - wrote
            wrote = None
    if wrote is not None:
        yield wrote, None


def _companies(stories: Sequence[Story]) -> tuple[Company, ...]:
    grouped: dict[str, list[Story]] = {}
    for story in stories:
        grouped.setdefault(company_key(story.company or "") or (story.company or ""), []).append(story)
    found = [_company(mine) for mine in grouped.values()]
    return tuple(sorted(found, key=lambda one: (-one.applications, one.name is None, (one.name or "").casefold())))


def _company(stories: Sequence[Story]) -> Company:
    answers = [answer for story in stories for answer in _answers(story)]
    waits = [wait for _, wait in answers if wait is not None]
    rejected = list(_rejected(stories))
    lasted = [at - story.mails[0].at for story, at in rejected if story.mails and story.mails[0].at < at]
    names = [story.company for story in stories if story.company]
    return Company(spelled(names) if names else None, len(stories), len(rejected), len(answers), len(waits), _days(waits), _days(lasted))


def _days(waits: Sequence[timedelta]) -> float | None:
    """The median: one company that took a year must not speak for the others."""
    days, middle = sorted(wait / timedelta(days=1) for wait in waits), len(waits) // 2
    return round((days[middle] + days[-middle - 1]) / 2, 1) if days else None


def _months(stories: Sequence[Story], zone: ZoneInfo) -> tuple[Month, ...]:
    """From the first month in which something happened to the last, none left out."""
    noes = Counter(_month(at, zone) for _, at in _rejected(stories))
    replies = Counter(_month(wrote + wait, zone) for story in stories for wrote, wait in _answers(story) if wait is not None)
    seen = sorted({*noes, *replies})
    months: list[Month] = []
    while seen and (not months or months[-1].first < seen[-1]):
        first = add_months(seen[0], len(months))
        months.append(Month(first, noes[first], replies[first]))
    return tuple(months)


def _month(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)


def _stumbles(story: Story) -> Iterator[Stumble]:
    for written in story.written:
        asked = [answer for question, answer in written.answers if question]
        notes = [answer for question, answer in written.answers if not question]
        told = [answer for answer in asked[STUMPING : STUMPING + 1] if answer] or notes
        for answer in told:
            yield Stumble(written.at, story.id, story.company, story.role, story.stage, answer)


def _again(stumbles: Sequence[Stumble]) -> tuple[tuple[str, int], ...]:
    found = Counter(word for one in stumbles for word in {word.casefold() for word in _WORD.findall(one.answer)} - _COMMON)
    several = sorted(((word, count) for word, count in found.items() if count > 1), key=lambda pair: (-pair[1], pair[0]))
    return tuple(several[:AGAIN_MOST])
