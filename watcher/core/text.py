"""The text that is judged: what a reader of the mail sees of today's message."""

from __future__ import annotations

from watcher.core.parse import Message


def judged_text(message: Message) -> str:
    """Body as a reader sees it, at most 20,000 characters: hidden text, quoted history, signature and legal footer cut, one paragraph a line."""
    raise NotImplementedError
