"""The guided set-up, decided: which questions come when, and what can be guessed before asking.

interview   the whole conversation            mail, phone   its two longer parts
steps       questions, words and errands      known         what it starts from and ends with
guess       server, country, language, name   providers     mail providers, as a table
"""

from watcher.core.setup.guess import Records, Service, country_of, language_of
from watcher.core.setup.interview import interview
from watcher.core.setup.known import Facts, Person, Plan
from watcher.core.setup.steps import (
    MAILBOXES,
    Ask,
    Keep,
    Kind,
    Look,
    Looks,
    LookUp,
    NewAccount,
    Reply,
    Say,
    SendTest,
    ShowCode,
    Step,
    Stopped,
    Talk,
    Tone,
    TrySignIn,
)

__all__ = [
    "MAILBOXES",
    "Ask",
    "Facts",
    "Keep",
    "Kind",
    "Look",
    "LookUp",
    "Looks",
    "NewAccount",
    "Person",
    "Plan",
    "Records",
    "Reply",
    "Say",
    "SendTest",
    "Service",
    "ShowCode",
    "Step",
    "Stopped",
    "Talk",
    "Tone",
    "TrySignIn",
    "country_of",
    "interview",
    "language_of",
]
