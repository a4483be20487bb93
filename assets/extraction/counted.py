"""Which noun a number counts: right behind it, hung on it, behind 'of the', or behind a measure of its own.

Belongs here: where that noun stands. Does not: how far a noun phrase goes and its singular (`nouns`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.extraction.clause_words import clause_words
from assets.extraction.nouns import HYPHENS, MAX_PHRASE_WORDS, counted_noun, singular
from assets.extraction.numbers import Number
from assets.extraction.tokens import Token
from assets.extraction.units import unit_after
from assets.extraction.vocabulary import phrases_where, word_values, words

MAX_OWNER_WORDS = 4
"""Words of an owner behind 'of': 'two of the harbour board's pilots'."""


@dataclass(slots=True)
class Counted:
    """A counted noun at tokens[first:last), its canonical form, and where the quantity ends: before an 'of' phrase."""

    first: int
    last: int
    name: str
    end: int


def noun_behind(tokens: Sequence[Token], number: Number) -> Counted | None:
    """The noun that the number counts ('nine pilots', '9 or more pilots', 'nine of the pilots', 'eight 20-litre casks')."""
    trail = phrases_where("modifiers", "side", "after").at(tokens, number.last)
    plus = (
        number.last < len(tokens)
        and tokens[number.last].text == "+"
        and tokens[number.last].start == tokens[number.last - 1].end
    )
    behind = trail.last if trail is not None else number.last + 1 if plus else number.last
    noun = counted_noun(tokens, behind, one=number.value == 1)
    if noun is not None:
        return Counted(behind, noun[0], noun[1], noun[0])
    return _hung(tokens, number) or _past_measure(tokens, number) or of_phrase(tokens, number.last)


def of_phrase(tokens: Sequence[Token], of: int) -> Counted | None:
    """The plural behind 'of the', 'of my most …' or 'of the board's …'."""
    if of + 2 >= len(tokens) or tokens[of].low != "of":
        return None
    first = _behind_owner(tokens, of + 1)
    owned = first is not None
    if first is None:
        if tokens[of + 1].low not in clause_words("determiner"):
            return None
        first = of + 2
    while first < len(tokens) and (tokens[first].low in clause_words("grade") or _is_number(tokens[first])):
        first += 1
    noun = counted_noun(tokens, first, one=False)
    return Counted(of + 1 if owned else first, noun[0], noun[1], of) if noun is not None else None


def _is_number(token: Token) -> bool:
    return token.kind == "num" or token.low in word_values("cardinal") or token.low in word_values("tens")


def _behind_owner(tokens: Sequence[Token], first: int) -> int | None:
    """Where the noun begins behind "the harbour board's", or None where no owner stands."""
    for index in range(first, min(len(tokens), first + MAX_OWNER_WORDS)):
        if tokens[index].low.endswith(("'s", "s'")):
            return index + 1
        if tokens[index].kind != "word" or (index > first and tokens[index].low in words("noun_stops")):
            return None
    return None


def _hung(tokens: Sequence[Token], number: Number) -> Counted | None:
    """'the 2,000-bed hospital': the noun that hangs on a large number by a hyphen."""
    if number.value < 100 or number.form != "digits" or number.last + 1 >= len(tokens):
        return None
    dash, noun = tokens[number.last], tokens[number.last + 1]
    hung = dash.text in HYPHENS and dash.start == tokens[number.last - 1].end and noun.start == dash.end
    if not hung or noun.kind != "word" or noun.low in words("noun_stops"):
        return None
    return Counted(number.last + 1, number.last + 2, singular(noun.low), number.last + 2)


def _past_measure(tokens: Sequence[Token], number: Number) -> Counted | None:
    """'three million 330 ml bottles', 'twelve 4x4 lorries': each counted thing has a measure, and it is the things that are counted."""
    index = number.last
    if index + 1 >= len(tokens) or tokens[index].kind != "num":
        return None
    inner = unit_after(tokens, index + 1)
    code = inner is None and tokens[index + 1].kind == "word" and tokens[index + 1].start == tokens[index].end
    if inner is None and not code:
        return None
    first = inner.last if inner is not None else index + 2
    noun = counted_noun(tokens, first, one=False)
    return Counted(first, noun[0], noun[1], noun[0] if code else number.last) if noun is not None else None


def attribute(tokens: Sequence[Token], number: Number) -> Counted | None:
    """'a 16 page report': the singular between a number with an article and the noun that it describes."""
    index = number.last
    if number.value == 1 or index + 1 >= len(tokens) or not _has_article(tokens, number.first):
        return None
    noun, after = tokens[index], tokens[index + 1]
    plain = noun.kind == "word" and noun.low not in words("noun_stops") and noun.start > tokens[index - 1].end
    if not plain or after.kind != "word" or after.low in words("noun_stops"):
        return None
    return Counted(index, index + 1, singular(noun.low), index + 1)


def _has_article(tokens: Sequence[Token], first: int) -> bool:
    """Whether an article stands before tokens[first], with only plain words and figures between."""
    for index in range(first - 1, max(-1, first - 2 - MAX_OWNER_WORDS), -1):
        if tokens[index].low in clause_words("article"):
            return True
        if tokens[index].kind != "num" and not _is_plain(tokens[index]):
            return False
    return False


def whole_behind(tokens: Sequence[Token], first: int) -> Counted | None:
    """What a share in words is of: 'half the flats', 'a third of the town council'."""
    index = first + 1 if first < len(tokens) and tokens[first].low == "of" else first
    if index < len(tokens) and tokens[index].low in clause_words("determiner"):
        index += 1
    noun = counted_noun(tokens, index, one=False)
    if noun is not None:
        return Counted(index, noun[0], noun[1], first)
    if index == first:
        return None
    last = index
    while last < len(tokens) and last - index < MAX_PHRASE_WORDS and _is_plain(tokens[last]):
        last += 1
    return Counted(index, last, tokens[last - 1].low, first) if last > index else None


def _is_plain(token: Token) -> bool:
    return token.kind == "word" and (token.low not in words("noun_stops") or token.text == "US")
