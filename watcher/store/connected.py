"""The open connection that all parts of a transaction share."""

from __future__ import annotations

from sqlalchemy import Connection


class Connected:
    """Has the connection of one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
