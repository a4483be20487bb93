"""Text of strangers, made safe for the place where it is shown: a terminal, a markdown table, a spreadsheet.

Belongs here: functions from text to text. Does not: what is shown, nor the stored text, which is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# ZWNJ and ZWJ are letters' joints in Persian, Hindi and emoji; a soft hyphen is only a place to break
_HARMLESS = frozenset("\u200c\u200d\u00ad")
_SPACES = re.compile(r"\s+")
# inside a table cell nothing else can form structure; fewer references keep tables short enough to be shown inline
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~]")
# GitHub's autolinks look at the text after entities are decoded, so a joint has to be broken, not escaped
_AUTOLINK = re.compile(r"(?i)(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=ftp:)(?=//)|(?<=www)(?=\.)|(?<=\w)(?=@)")
_ZERO_WIDTH_SPACE = "\u200b"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    """The text on one line, with control, format and bidirectional characters spelled out: ESC becomes ‹U+001B›.

    White space of any kind becomes one blank, so nothing can move the cursor, colour the screen or reorder what is read.
    """
    spelled = "".join(_spell(char) for char in text)
    return _SPACES.sub(" ", spelled)


def _spell(char: str) -> str:
    if char.isspace():
        return " "
    if char in _HARMLESS or unicodedata.category(char) not in _HIDDEN_CATEGORIES:
        return char
    return f"‹U+{ord(char):04X}›"


def clipped(text: str, length: int) -> str:
    """The text, cut at `length` characters with an ellipsis when it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def markdown_text(text: object, length: int = 280) -> str:
    """A value as markdown that shows exactly its characters: no link, no emphasis, no HTML, no new cell or row.

    Punctuation becomes character references, which cannot form structure in CommonMark; None becomes a dash.
    """
    if text is None:
        return "–"
    shown = _AUTOLINK.sub(_ZERO_WIDTH_SPACE, clipped(visible(str(text)).strip(), length))
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", shown)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]], empty: str = "none") -> str:
    """A GitHub-flavoured markdown table of values that may come from anywhere; `empty` in italics when there is no row."""
    lines = [f"| {' | '.join(markdown_text(value) for value in row)} |" for row in rows]
    if not lines:
        return f"*{markdown_text(empty)}*"
    return "\n".join([f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}", *lines])


def spreadsheet_cell(value: object) -> str:
    """A value for a CSV cell: text that a spreadsheet would run as a formula gets an apostrophe in front; None is empty.

    Numbers stay as they are, so that -3.5 remains a number.
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return str(value)
