"""Surroundings: the characters of a sentence before and behind a figure, and phrases of a lexicon in them.

Belongs here: slicing a statement's own sentence and finding listed phrases in it. Does not: what a phrase means to a law.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from checks.comparison.statements import Statement
from warehouse.lexicon.load import Entry, lexicon


def before(one: Statement) -> str:
    """The sentence up to the figure."""
    return one.sentence[: one.char_start - one.sentence_start]


def behind(one: Statement) -> str:
    """The sentence from the end of the figure."""
    return one.sentence[one.char_end - one.sentence_start :]


def between(first: Statement, second: Statement) -> str:
    """What stands between two figures of one sentence; '' where they overlap."""
    start = first.sentence_start
    return first.sentence[first.char_end - start : max(second.char_start - start, first.char_end - start)]


def phrases_in(text: str, name: str, sense: str | None = None) -> list[Entry]:
    """Rows of the lexicon `name` (of one `sense`) that stand in the text as whole words, each once, in order of appearance."""
    known = _rows(name, sense)
    found = (known[match.group(0).casefold()] for match in _pattern(name, sense).finditer(text))
    return list({entry.alias: entry for entry in found}.values())


@cache
def _rows(name: str, sense: str | None) -> Mapping[str, Entry]:
    return {e.alias.casefold(): e for e in lexicon(name) if sense is None or e["sense"] == sense}


@cache
def _pattern(name: str, sense: str | None) -> re.Pattern[str]:
    ordered = sorted(_rows(name, sense), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)
