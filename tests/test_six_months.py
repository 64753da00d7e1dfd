"""Six months of one life, on a real mail server and the real process, under a clock that is moved: all that the user is told, to be read.

WRITE_LIFE=1 writes life/expected.txt anew, for reading.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from life.world import six_months
from parts.moved_clock import library

EXPECTED = Path(__file__).parent / "life" / "expected.txt"


@pytest.mark.skipif(library() is None, reason="LIBFAKETIME IS MISSING, no life is lived through: pip install libfaketime")
def test_six_months_of_a_life_are_told_as_they_were_read(tmp_path, dovecot, receiver):
    told = six_months(tmp_path, dovecot, receiver)
    if os.environ.get("WRITE_LIFE"):
        EXPECTED.write_text(told)
    assert told == EXPECTED.read_text(), "read tests/life/expected.txt again: WRITE_LIFE=1"
