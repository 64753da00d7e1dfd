"""The vocabulary of the log: one function per event, one line per event, key=value.

Lines go to stderr, where the journal picks them up. They hold ids, counts and states; never a subject, a text or a secret, and a company
only where the user turned `[log] content` on. A server's own words are shortened and stripped of control characters.
"""

from __future__ import annotations

import logging
import sys
from datetime import datetime, timedelta

_log = logging.getLogger("watcher")


def set_up(*, debug: bool = False, quiet: bool = False) -> None:
    """Send our lines to stderr (or nowhere) and silence the libraries, which log what strangers write."""
    handler = logging.NullHandler() if quiet else logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    _log.handlers[:] = [handler]
    _log.setLevel(logging.DEBUG if debug else logging.INFO)
    _log.propagate = False
    for library in ("mailparser", "imapclient", "apprise", "tldextract", "filelock"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _value(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    text = "".join(char if char.isprintable() else " " for char in str(value))[:200]
    return f'"{text}"' if " " in text or "=" in text or not text else text


def _emit(level: int, event: str, **fields: object) -> None:
    _log.log(level, "%s", " ".join([f"event={event}", *(f"{key}={_value(value)}" for key, value in fields.items())]))


def started(accounts: int, targets: int, state: str) -> None:
    _emit(logging.INFO, "started", accounts=accounts, targets=targets, state=state)


def stopped(reason: str) -> None:
    _emit(logging.INFO, "stopped", reason=reason)


def reloaded(accounts: int, targets: int) -> None:
    _emit(logging.INFO, "reloaded", accounts=accounts, targets=targets)


def reload_refused(problems: str) -> None:
    _emit(logging.ERROR, "reload-refused", problems=problems, still="the former config")


def mail_decided(
    message: str,
    account: str,
    uid: int,
    label: str,
    *,
    unsure: bool,
    application: str | None,
    steps: int,
    ms: int,
    company: str | None = None,
) -> None:
    extra = {"company": company} if company is not None else {}
    _emit(
        logging.INFO,
        "mail",
        message=message,
        account=account,
        uid=uid,
        label=label,
        unsure=unsure,
        application=application,
        steps=steps,
        ms=ms,
        **extra,
    )


def mail_known(account: str, mailbox: str, uid: int, message: str) -> None:
    _emit(logging.DEBUG, "mail-known", account=account, mailbox=mailbox, uid=uid, message=message)


def mail_sent(message: str, account: str, uid: int, application: str | None, completed: int) -> None:
    _emit(logging.INFO, "sent-mail", message=message, account=account, uid=uid, application=application, completed=completed)


def mail_unreadable(message: str, account: str, uid: int, reason: str) -> None:
    _emit(logging.WARNING, "mail-unreadable", message=message, account=account, uid=uid, reason=reason)


def reader_unavailable(reason: str, again: float) -> None:
    _emit(logging.ERROR, "reader-unavailable", reason=reason, again_in=f"{again:.0f}s", lost="nothing")


def state_unavailable(reason: str, again: float) -> None:
    _emit(logging.ERROR, "state-unavailable", reason=reason, again_in=f"{again:.0f}s", lost="nothing")


def account_state(account: str, state: str, detail: str, until: datetime | None) -> None:
    level = logging.WARNING if state in {"backoff", "resting"} else logging.INFO
    _emit(level, "account", account=account, state=state, detail=detail, until=until)


def account_blind(account: str, unseen: timedelta) -> None:
    _emit(logging.WARNING, "account-blind", account=account, unseen=f"{unseen.total_seconds():.0f}s")


def account_sees(account: str) -> None:
    _emit(logging.INFO, "account-sees", account=account)


def ping_failed(detail: str) -> None:
    _emit(logging.WARNING, "ping-failed", detail=detail)


def looked(account: str, mailbox: str, uid: int, *, first: bool) -> None:
    _emit(logging.INFO if first else logging.DEBUG, "looked", account=account, mailbox=mailbox, uid=uid, first=first)


def star_flagged(application: str, message: str, *, starred: bool) -> None:
    _emit(logging.INFO, "star", application=application, message=message, starred=starred, by="flag")


def moved(account: str, verb: str, uid: int, message: str | None, application: str | None, step: str | None, did: str) -> None:
    _emit(logging.INFO, "moved", account=account, to=verb, uid=uid, message=message, application=application, step=step, did=did)


def notification_queued(notification: str, kind: str, steps: int, targets: int) -> None:
    _emit(logging.INFO, "notification", id=notification, kind=kind, steps=steps, targets=targets)


def delivered(notification: str, target: str, attempt: int) -> None:
    _emit(logging.INFO, "delivered", notification=notification, target=target, attempt=attempt)


def delivery_failed(notification: str, target: str, attempt: int, detail: str, again: datetime) -> None:
    _emit(logging.WARNING, "delivery-failed", notification=notification, target=target, attempt=attempt, detail=detail, again=again)


def target_in_trouble(target: str, cause: str, since: datetime) -> None:
    _emit(logging.WARNING, "target-in-trouble", target=target, cause=cause, since=since)


def target_healed(target: str) -> None:
    _emit(logging.INFO, "target-healed", target=target)


def desktop(*, ok: bool, detail: str) -> None:
    """The connection to the user's desktop is there, or gone; once for each change."""
    _emit(logging.INFO if ok else logging.WARNING, "desktop", reached=ok, detail=detail)


def clicked(subject: str, button: str, *, counted: bool) -> None:
    _emit(logging.INFO, "clicked", about=subject, button=button, counted=counted)


def draft_opened(subject: str, *, ok: bool, detail: str) -> None:
    _emit(logging.INFO if ok else logging.WARNING, "draft-opened", about=subject, ok=ok, detail=detail)


def draft_saved(draft: str, step: str, account: str, attempt: int) -> None:
    _emit(logging.INFO, "draft-saved", id=draft, step=step, account=account, attempt=attempt)


def draft_failed(draft: str, account: str, attempt: int, detail: str, again: datetime) -> None:
    _emit(logging.WARNING, "draft-failed", id=draft, account=account, attempt=attempt, detail=detail, again=again)


def step_set_aside(steps: str, error: str) -> None:
    _emit(logging.ERROR, "step-set-aside", steps=steps, error=error, until="the next start")


def refitted(result: str, corrections: int, share: float | None, detail: str) -> None:
    level = logging.INFO if result == "accepted" else logging.WARNING
    changed = None if share is None else f"{share:.3f}"
    _emit(level, "refit", result=result, corrections=corrections, guard_changed=changed, detail=detail)


def export_failed(again: float) -> None:
    _emit(logging.WARNING, "export-failed", again_in=f"{again:.0f}s", look="rejection-watcher export --ics FILE says why")


def thread_died(account: str, error: str) -> None:
    _emit(logging.ERROR, "thread-died", account=account, error=error, then="started again")
