"""One mail to a `Reading`: each question asked of its own module."""

from __future__ import annotations

from datetime import date

from watcher.core.classify import Label, Verdict
from watcher.core.extract import sender
from watcher.core.extract.company import company_of
from watcher.core.extract.feedback import feedback_of
from watcher.core.extract.forward import advances, forward_of
from watcher.core.extract.house import spelled
from watcher.core.extract.invitation import Invitation, invitation_of
from watcher.core.extract.kind import kind_of
from watcher.core.extract.later import reapply_of
from watcher.core.extract.others import Scene
from watcher.core.extract.own import read_own
from watcher.core.extract.people import people_of
from watcher.core.extract.prose import letter
from watcher.core.extract.reading import Reading, Stage
from watcher.core.extract.requisition import requisition_of
from watcher.core.extract.role import role_of
from watcher.core.extract.said import said
from watcher.core.extract.stage import receipt_of, stage_of
from watcher.core.parse import Message
from watcher.core.text import fold, sentences

_MOST = 20_000  # characters; the judged text has the same limit
_MEETINGS = frozenset({Stage.SCREENING, Stage.INTERVIEW, Stage.FINAL})
_SENTENCES = 80  # what a mail says of an application stands in the first of them


def read(message: Message, text: str, verdict: Verdict, *, received_on: date, me: frozenset[str]) -> Reading:
    """Read a mail; the arguments are those of `extract`."""
    text = fold(text[:_MOST])
    subject = fold(message.subject[:300])
    body, block = letter(message, text)
    if message.from_ and message.from_.addr.casefold() in me:
        return read_own(message, subject, body, me)
    invitation = invitation_of(message.calendars)
    title = fold(invitation.summary) if invitation else ""
    whole = f"{subject}\n{text}\n{title}"
    told = said(sentences(whole)[:_SENTENCES])
    refused = verdict.label is Label.REJECTION
    company = company_of(message, subject, text, block) or _inviting(invitation, f"{subject}\n{title}\n{text}", me)
    kind = kind_of(told, verdict.reasons[0] if verdict.reasons else None) if refused else None
    receipt = None if refused else receipt_of(told)
    # A receipt tells of stages to come; none of them is reached yet.
    stage = (Stage.APPLIED, receipt) if receipt else stage_of(told)
    scene = Scene(message, text, company[0] if company else None, me, written_by_a_person=False)
    interview = verdict.label is Label.RECRUITER or (stage is not None and stage[0] in _MEETINGS)
    contacts, personal = people_of(scene, block, verdict.label, invitation, interview=interview)
    # A mail that says nothing of an application has no job, whatever stands in it with a capital.
    speaks = verdict.label is not Label.OTHER or stage is not None
    role = role_of(subject, body, company[0] if company else None, _names(message)) if speaks else None
    requisition = requisition_of(subject, text)
    feedback = feedback_of(told) if refused else None
    forward = None if refused or receipt else forward_of(told, whole)
    # In an answer to the user a day may be named as well; the plan asks only such mail for it.
    again = None if receipt or forward else reapply_of(told, received_on) if refused or message.in_reply_to else None
    found = {"company": company, "role": role, "requisition_id": requisition, "kind": kind, "stage": stage, "reapply_after": again}
    found["forward"] = forward
    evidence = {field: value[1] for field, value in found.items() if value and value[1]}
    if feedback:
        evidence["feedback_offered"] = feedback
    return Reading(
        company=company[0] if company else None,
        role=role[0] if role else None,
        requisition_id=requisition[0] if requisition else None,
        contacts=contacts,
        kind=kind[0] if kind else None,
        stage=stage[0] if stage else None,
        feedback_offered=feedback is not None,
        reapply_after=again[0] if again else None,
        personal=personal,
        evidence=evidence,
        confirmation=receipt is not None,
        forward=forward[0] if forward else None,
        advances=forward is not None and advances(*forward, whole),
        invitation=invitation is not None and not invitation.cancelled,
    )


def _inviting(invitation: Invitation | None, words: str, me: frozenset[str]) -> tuple[str, str] | None:
    """Whose people a scheduling tool invites to meet: the house of the first of them who has one."""
    guests = (guest for guest in (invitation.guests if invitation else ()) if guest.addr.casefold() not in me)
    label = next(filter(None, (sender.label(guest.addr) for guest in guests)), None)
    return (spelled(label, words), "From") if label else None


def _names(message: Message) -> list[str]:
    """Who writes to whom: "Koen Bakker" is no job."""
    return [address.name for address in (*([message.from_] if message.from_ else []), *message.to[:5]) if address.name]
