"""Whether a mail after the rejection brings the application back to life.

It ends the plan, so what invites everybody (newsletters, surveys, fairs) must not do it, nor the talk about the reasons that the user asked
for. Automatic mail never gets here.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from watcher.core.classify import Label
from watcher.core.extract import Reading, Stage
from watcher.core.extract.vendors import Trade, vendor_of
from watcher.core.link import Application, names_same_job
from watcher.core.plan.people import addresses


def comes_back(
    label: Label,
    reading: Reading,
    application: Application,
    writers: AbstractSet[str],
    sender: str | None,
    *,
    in_thread: bool,
    in_answer: bool,
) -> Stage | None:
    """The stage that the mail opens again; None when it does not clearly do so.

    `writers`: addresses of who wrote it, folded. `in_answer`: the user has written to them since, so that a talk may be about the reasons;
    then it must say in so many words that it is about more.
    """
    if not (label is Label.RECRUITER or reading.invitation) or (in_answer and not reading.advances):
        return None
    known = not writers.isdisjoint(addresses(application.contacts))
    return reading.forward if known or in_thread or _told_by_system(reading, application, sender) else None


def _told_by_system(reading: Reading, application: Application, sender: str | None) -> bool:
    """A tracking system writes from an address of its own: it has to name the job."""
    vendor = vendor_of(sender.rpartition("@")[2]) if sender else None
    return vendor is not None and vendor.trade is Trade.TRACKING and names_same_job(reading, application)
