"""Step and application to the words: a notification, and the draft of the mail to send.

    words      every sentence, as data: to change what is said, start there
    display    strings of a mail made fit to be shown: one line, short, without markup; names and lists of names
    letter     the draft of the mail to send
    notice     the notification of one step, and of several

The tone: plain and warm, no flattery, nothing that the sender would blush at, and always a way for the other side not to answer. The
program sends none of these drafts.
"""

from __future__ import annotations

from watcher.core.compose.display import display
from watcher.core.compose.letter import Draft, Original, draft
from watcher.core.compose.notice import Detail, Notification, digest, notification, reopened

__all__ = ["Detail", "Draft", "Notification", "Original", "digest", "display", "draft", "notification", "reopened"]
