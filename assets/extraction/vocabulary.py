"""The lexicons in the shapes that scanning needs: phrase tables keyed by their first token. Loaded once, never changed.

Belongs here: look-up of phrases in token lists. Does not: deciding what a phrase means in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assets.extraction.tokens import Token, tokenise
from warehouse.lexicon import Entry, lexicon


@dataclass(frozen=True, slots=True)
class Match:
    """A lexicon row found at tokens[first:last)."""

    first: int
    last: int
    entry: Entry


class PhraseTable:
    """Longest-match look-up of aliases in token lists; each look-up costs the few aliases that share a first token."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Entry]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Entry]]] = {}
        for entry in entries:
            tokens = tokenise(entry.alias, 0, len(entry.alias))
            low, exact = tuple(t.low for t in tokens), tuple(t.text for t in tokens)
            self._by_first.setdefault(low[0], []).append((low, exact, entry))
            self._by_last.setdefault(low[-1], []).append((low, exact, entry))
        for table in (self._by_first, self._by_last):
            for rows in table.values():
                # exact-case rows first among equals: 'Mt' before 'mt'
                rows.sort(key=lambda row: (-len(row[0]), not row[2].case_sensitive))

    def at(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest alias that begins at tokens[first]."""
        if first >= len(tokens):
            return None
        for low, exact, entry in self._by_first.get(tokens[first].low, ()):
            last = first + len(low)
            if last <= len(tokens) and _same(tokens[first:last], low, exact, entry.case_sensitive):
                return Match(first, last, entry)
        return None

    def ending_at(self, tokens: Sequence[Token], last: int) -> Match | None:
        """The longest alias that ends just before tokens[last]."""
        if last <= 0:
            return None
        for low, exact, entry in self._by_last.get(tokens[last - 1].low, ()):
            first = last - len(low)
            if first >= 0 and _same(tokens[first:last], low, exact, entry.case_sensitive):
                return Match(first, last, entry)
        return None

    def all(self, tokens: Sequence[Token], first: int = 0, last: int | None = None) -> list[Match]:
        """All aliases in tokens[first:last), longest first at each place, without overlap."""
        found: list[Match] = []
        index, stop = first, len(tokens) if last is None else last
        while index < stop:
            match = self.at(tokens, index)
            if match is None or match.last > stop:
                index += 1
            else:
                found.append(match)
                index = match.last
        return found


def _same(tokens: Sequence[Token], low: tuple[str, ...], exact: tuple[str, ...], case_sensitive: bool) -> bool:
    if case_sensitive:
        return all(token.text == text for token, text in zip(tokens, exact, strict=True))
    return all(token.low == text for token, text in zip(tokens, low, strict=True))


@cache
def phrases(name: str) -> PhraseTable:
    """The lexicon `name` as a phrase table."""
    return PhraseTable(lexicon(name))


@cache
def phrases_where(name: str, column: str, value: str) -> PhraseTable:
    """The rows of lexicon `name` whose extra column `column` is `value`."""
    return PhraseTable(entry for entry in lexicon(name) if entry[column] == value)


@cache
def word_values(sense: str) -> dict[str, str]:
    """Number words of one sense (cardinal, tens, hundred, dozen, ordinal, fraction) -> their value as text."""
    return {entry.alias: entry.canonical for entry in lexicon("numerals") if entry["sense"] == sense}


@cache
def words(name: str) -> frozenset[str]:
    """The aliases of a lexicon in lower case, as a set."""
    return frozenset(entry.alias.lower() for entry in lexicon(name))


@cache
def scales() -> dict[str, tuple[Decimal, str]]:
    """Scale word, as written -> (factor, form: word, abbreviation or letter)."""
    table: dict[str, tuple[Decimal, str]] = {}
    for entry in lexicon("scales"):
        value = (Decimal(entry.canonical), entry["form"])
        table[entry.alias] = value
        if not entry.case_sensitive:
            table[entry.alias.capitalize()] = value
            table[entry.alias.upper()] = value
    return table
