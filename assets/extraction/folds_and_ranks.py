"""Multiples and ranks in words: 'doubled', 'three times the', 'fourth-largest trading partner', 'ranked ninth'."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from assets.extraction.numbers import Number
from assets.extraction.tokens import Token
from assets.extraction.units import Unit
from assets.extraction.vocabulary import phrases, word_values
from warehouse.lexicon import lexicon

_AFTER_MULTIPLE = frozenset(
    "the that what as more higher larger bigger greater less lower fewer faster its their his her last this those in over"
    " to from since between year compared against on than increase rise growth jump surge".split()
)
_AFTER_FOLD = frozenset(
    "the that what to from its their his her in over between since by as this last compared on year within during".split()
)
_RANK_LEADS = frozenset(("ranked", "ranks", "rank", "ranking"))


@cache
def _folds() -> dict[str, Decimal]:
    return {entry.alias: Decimal(entry.canonical) for entry in lexicon("folds")}


def fold_word_at(tokens: Sequence[Token], index: int) -> Decimal | None:
    """The multiple that a single word says; 'double-decker' and 'twice a week' say none."""
    token = tokens[index]
    value = _folds().get(token.low)
    if value is None:
        return None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1].low if index else ""
    if token.low.endswith(("ed", "ing")) and before not in ("a", "the"):
        return value
    if after is None or after.kind in ("punct", "num", "sym") or after.low in _AFTER_FOLD:
        return (
            value
            if token.low not in ("twice", "thrice")
            or (after is not None and after.low in ("the", "as", "that", "what", "its"))
            else None
        )
    if token.low.endswith("fold") and after.low in ("increase", "rise", "growth", "jump", "surge", "gain"):
        return value
    possessive = after.capitalised and token.low in ("double", "triple", "twice") and not after.text.isupper()
    return value if possessive and any("'" in t.low for t in tokens[index + 1 : index + 4]) else None


def is_multiple(tokens: Sequence[Token], number: Number, unit: Unit) -> bool:
    """Whether 'n times' multiplies rather than counts occurrences; 'n-fold' and 'nx' always do."""
    word = tokens[unit.last - 1].low
    if word != "times":
        return True
    if number.value != number.value.to_integral_value():
        return True
    after = tokens[unit.last].low if unit.last < len(tokens) else ""
    moved = any(phrases("directions").at(tokens, i) for i in range(max(0, number.first - 4), number.first))
    return after in _AFTER_MULTIPLE or moved


def rank_at(tokens: Sequence[Token], index: int) -> tuple[Decimal, int] | None:
    """Rank and the end of its phrase at tokens[index]: '[second-]largest source of imports', 'ninth among'."""
    place, after = _ordinal(tokens, index)
    if place is not None:
        follows = tokens[after] if after < len(tokens) else None
        before = tokens[index - 1].low if index else ""
        if before in _RANK_LEADS or (follows is not None and follows.low == "among"):
            return place, after
        if follows is None or (follows.kind != "dash" and phrases("superlatives").at(tokens, after) is None):
            return None
        after = after + 1 if follows.kind == "dash" else after
    superlative = phrases("superlatives").at(tokens, after if place is not None else index)
    if superlative is None:
        return None
    if (
        place is None
        and any(t.low in ("among", "of") for t in tokens[max(0, index - 4) : index])
        and any(t.low in ("one", "some", "two", "three", "among") for t in tokens[max(0, index - 5) : index])
    ):
        return None
    for gap in range(3):
        noun_last = _ranked_noun(tokens, superlative.last + gap)
        if noun_last is not None:
            return place or Decimal(1), noun_last
        if superlative.last + gap >= len(tokens) or tokens[superlative.last + gap].kind not in ("word", "dash"):
            break
    if place is not None and superlative.last < len(tokens):
        return place, superlative.last
    return None


def _ranked_noun(tokens: Sequence[Token], first: int) -> int | None:
    """End of the ranked noun at tokens[first], an owner in between passed over ('source of Japan's imports')."""
    noun = phrases("ranked_nouns").at(tokens, first)
    if noun is not None:
        return noun.last
    owners = [i for i in range(first, min(first + 4, len(tokens))) if tokens[i].low.endswith("'s")]
    for owner in owners:
        kept = [*tokens[first:owner], *tokens[owner + 1 : owner + 4]]
        matches = phrases("ranked_nouns").among(kept, (0,)) if kept else []
        if matches and matches[0].last > owner - first:
            return first + matches[0].last + 1
    return None


def ranked_measure(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The ranking that a rank phrase at tokens[first:last) names."""
    for index in range(first, last):
        plain = [t for t in tokens[index:last] if not t.low.endswith("'s")]
        matches = phrases("ranked_nouns").among(plain, (0,)) if plain else []
        if matches:
            return matches[0].entry.canonical
    return None


def _ordinal(tokens: Sequence[Token], index: int) -> tuple[Decimal | None, int]:
    token = tokens[index]
    value = word_values("ordinal").get(token.low)
    if value is not None:
        return Decimal(value), index + 1
    return None, index
