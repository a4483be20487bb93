"""The lexicons in the shapes that scanning needs: phrase tables, and what all of them say of a sentence, found in one walk.

Belongs here: look-up of phrases in token lists. Does not: deciding what a phrase means in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from assets.extraction.tokens import Token, Tokens, tokenise
from warehouse.lexicon import Entry, lexicon


@dataclass(slots=True, eq=False)
class Match:
    """A lexicon row found at tokens[first:last). Never changed."""

    first: int
    last: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Row:
    """An alias of the phrase table `number`: its words in lower case, and as written where case counts (else empty)."""

    number: int
    low: tuple[str, ...]
    exact: tuple[str, ...]
    entry: Entry

    def stands_at(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether the alias stands at tokens[first:]; `tokens` must reach that far."""
        index = first
        if self.exact:
            for word in self.exact:
                if tokens[index].text != word:
                    return False
                index += 1
            return True
        for word in self.low:
            if tokens[index].low != word:
                return False
            index += 1
        return True


@dataclass(slots=True)
class _Head:
    """All aliases of all tables that begin with one word: those of one word, and the longer ones by their second word."""

    short: list[_Row] = field(default_factory=list)
    longer: dict[str, list[_Row]] = field(default_factory=dict)


@dataclass(slots=True)
class Senses:
    """What the phrase tables say of one sentence: for each table its longest matches by first token, and by last."""

    begins: list[dict[int, Match]]
    ends: list[dict[int, Match]]


_HEADS: dict[str, _Head] = {}
_TABLES: list[PhraseTable] = []


class PhraseTable:
    """Longest-match look-up of aliases; a table is made once and joins the one walk over each sentence."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.number = len(_TABLES)
        self._rows: dict[str, list[_Row]] = {}
        _TABLES.append(self)
        for entry in entries:
            tokens = tokenise(entry.alias, 0, len(entry.alias))
            low = tuple(t.low for t in tokens)
            exact = tuple(t.text for t in tokens) if entry.case_sensitive else ()
            row = _Row(self.number, low, exact, entry)
            head = _HEADS.setdefault(low[0], _Head())
            by_length = head.short if len(low) == 1 else head.longer.setdefault(low[1], [])
            for rows in (self._rows.setdefault(low[0], []), by_length):
                rows.append(row)
                # the longest first, exact-case rows first among equals: 'Mt' before 'mt'
                rows.sort(key=lambda row: (-len(row.low), not row.exact))

    def at(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest alias that begins at tokens[first]."""
        try:  # the hottest look-up of all: a sentence that has been walked answers at once
            return tokens.senses.begins[self.number].get(first)  # type: ignore[attr-defined]
        except (AttributeError, IndexError):
            return self._found(tokens).begins[self.number].get(first)

    def ending_at(self, tokens: Sequence[Token], last: int) -> Match | None:
        """The longest alias that ends just before tokens[last]."""
        try:
            return tokens.senses.ends[self.number].get(last)  # type: ignore[attr-defined]
        except (AttributeError, IndexError):
            return self._found(tokens).ends[self.number].get(last)

    def all(self, tokens: Sequence[Token]) -> list[Match]:
        """All aliases in the tokens, longest first at each place, without overlap."""
        found: list[Match] = []
        free = 0
        for first, match in self._found(tokens).begins[self.number].items():
            if first >= free:
                found.append(match)
                free = match.last
        return found

    def among(self, tokens: Sequence[Token], places: Iterable[int]) -> list[Match]:
        """Like `all`, for aliases that begin at the given places of any list of tokens, without walking it."""
        found: list[Match] = []
        free = 0
        for first in places:
            match = self._search(tokens, first) if first >= free else None
            if match is not None:
                found.append(match)
                free = match.last
        return found

    def _search(self, tokens: Sequence[Token], first: int) -> Match | None:
        for row in self._rows.get(tokens[first].low, ()):
            last = first + len(row.low)
            if last <= len(tokens) and row.stands_at(tokens, first):
                return Match(first, last, row.entry)
        return None

    def _found(self, tokens: Sequence[Token]) -> Senses:
        """The senses of a sentence, found at the first question; a mere list of tokens is walked at each question."""
        if type(tokens) is not Tokens:
            return _walk(tokens)
        senses = tokens.senses
        if type(senses) is not Senses or len(senses.begins) <= self.number:
            tokens.senses = senses = _walk(tokens)
        return senses


_NONE: dict[int, Match] = {}


def _walk(tokens: Sequence[Token]) -> Senses:
    """One pass over the tokens that asks all phrase tables at once."""
    begins, ends = [_NONE] * len(_TABLES), [_NONE] * len(_TABLES)
    count = len(tokens)
    for first, token in enumerate(tokens):
        head = _HEADS.get(token.low)
        if head is None:
            continue
        if head.longer and first + 1 < count:
            for row in head.longer.get(tokens[first + 1].low, ()):
                last = first + len(row.low)
                if last <= count and row.stands_at(tokens, first):
                    _keep(begins, ends, row, first, last)
        for row in head.short:
            if not row.exact or row.exact[0] == token.text:
                _keep(begins, ends, row, first, first + 1)
    return Senses(begins, ends)


def _keep(begins: list[dict[int, Match]], ends: list[dict[int, Match]], row: _Row, first: int, last: int) -> None:
    """Rows come longest first and tokens from the left, so the first match at each place is the longest."""
    match = Match(first, last, row.entry)
    if begins[row.number] is _NONE:
        begins[row.number], ends[row.number] = {}, {}
    begins[row.number].setdefault(first, match)
    ends[row.number].setdefault(last, match)


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
