"""Which mark a text writes for decimals: '96,4' and '1.150', or '96.4' and '1,150'. Only numbers that allow one reading count.

Belongs here: the vote. Does not: reading a number (`digits`).
"""

from __future__ import annotations

import re

_MARKED = re.compile(r"\d[.,]\d")
# possessive, so that a run of digits and marks is read once
_CONTINENTAL = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})++,\d++|\d++,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}+)(?![.,]*+\d)")
_ENGLISH = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++\.\d{1,2})(?![.,]*+\d)")


class DecimalMarks:
    """What has been read so far of a text. What comes later has no vote, so that it cannot change a number before it."""

    def __init__(self) -> None:
        self._lead = 0

    def read(self, text: str, start: int, end: int) -> bool:
        """Whether text[start:end), a paragraph, and what was read before it write decimal commas."""
        if _MARKED.search(text, start, end) is None:
            return self._lead > 0
        self._lead += len(_CONTINENTAL.findall(text, start, end)) - len(_ENGLISH.findall(text, start, end))
        return self._lead > 0
