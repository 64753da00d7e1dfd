"""A QR code in characters: two rows of it to a line where the terminal has half blocks, else in number signs."""

from __future__ import annotations

import io

import segno

QUIET = 2  # modules around the code; ISO/IEC 18004 asks for four, readers do with two


def drawn(text: str, width: int, encoding: str) -> list[str]:
    """Lines of light blocks on a dark ground; none if they would not fit into `width` columns."""
    code = segno.make(text, error="l", micro=False, boost_error=False)  # a screen has no stains: the smallest code is the best to scan
    screen = io.StringIO()
    code.terminal(screen, border=QUIET, compact=True)
    lines = screen.getvalue().splitlines()
    try:
        "".join(lines).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        lines = ["".join("  " if dark else "##" for dark in row) for row in code.matrix_iter(border=QUIET)]
    return lines if max(map(len, lines)) <= width else []
