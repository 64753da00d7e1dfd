"""Step and application to the words: a notification, and the draft of the mail to send.

    templates/ every letter, a file each: to change what is proposed, start there
    words/     every sentence that the user is told, a file a language: to change what is said, start there
    display    strings of a mail made fit to be shown: one line, short, without markup; names and lists of names
    template   how templates are looked up, checked and filled in
    letter     the draft of the mail to send: whom to, in which thread and language
    mail       the draft as RFC 5322 text and as a mailto: link
    extras     what a service can show beside the words: signs, how loud, what a tap opens
    alarms     what is told about the watcher itself
    notice     the notification of one step, and of several, in the user's language
    bubble     the bubble of one step on the user's own desktop, with its buttons
    arrivals   that of mail that came

The tone: plain and warm, no flattery, nothing that the sender would blush at, and always a way for the other side not to answer. The
program sends none of these drafts.
"""

from __future__ import annotations

from watcher.core.compose.arrivals import Wrote, beside, rejected, wrote
from watcher.core.compose.bubble import Bubble, Button, bubble, not_opened, shown
from watcher.core.compose.display import display
from watcher.core.compose.letter import Draft, Original, Writer, draft
from watcher.core.compose.mail import mailto, rfc5322
from watcher.core.compose.notice import Detail, Notification, about_the_watcher, ahead, digest, notification, reopened
from watcher.core.compose.template import Letters
from watcher.core.compose.words import Words, words_of

__all__ = [
    "Bubble",
    "Button",
    "Detail",
    "Draft",
    "Letters",
    "Notification",
    "Original",
    "Words",
    "Writer",
    "Wrote",
    "about_the_watcher",
    "ahead",
    "beside",
    "bubble",
    "digest",
    "display",
    "draft",
    "mailto",
    "not_opened",
    "notification",
    "rejected",
    "reopened",
    "rfc5322",
    "shown",
    "words_of",
    "wrote",
]
