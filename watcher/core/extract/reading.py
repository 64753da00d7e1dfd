"""The nouns of reading a mail. They stand apart from what makes them: the daemon holds readings and never reads a mail itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """What somebody has to do with an application."""

    RECRUITER = "recruiter"  # in-house
    AGENCY = "agency"  # recruiter of an agency
    INTERVIEWER = "interviewer"
    HIRING_MANAGER = "hiring_manager"
    HR = "hr"
    CONTACT = "contact"  # a person whose part is not known


class Kind(StrEnum):
    """Why it is a no."""

    NOT_SELECTED = "not_selected"
    FILLED = "filled"
    CANCELLED = "cancelled"
    ON_HOLD = "on_hold"
    RESCINDED = "rescinded"


class Stage(StrEnum):
    """How far the application got, as far as the mail shows."""

    APPLIED = "applied"
    SCREENING = "screening"
    ASSESSMENT = "assessment"
    INTERVIEW = "interview"
    FINAL = "final"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with an address that can be answered; no-reply addresses never become contacts."""

    name: str
    addr: str
    part: Part
    evidence: str  # where this was seen: "From", "Reply-To", "signature", ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mail says. Everything that is not said is None or empty: an honest no beats a guess."""

    company: str | None
    role: str | None
    requisition_id: str | None
    contacts: tuple[Contact, ...]
    kind: Kind | None  # of a rejection
    stage: Stage | None
    feedback_offered: bool
    reapply_after: date | None
    personal: bool  # written by a person with an address that can be answered
    evidence: dict[str, str]  # field -> the sentence or header that says so
    confirmation: bool = False  # says that an application has arrived
    forward: Stage | None = None  # the stage that this mail itself invites to, or the offer that it makes
    withdrawn: bool = False  # of the user's own mail: takes the application back
    advances: bool = False  # `forward` names an interview, a next round or an offer, and the mail speaks of no feedback
    invitation: bool = False  # carries a calendar invitation that stands
