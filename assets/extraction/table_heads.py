"""What a head, a row label or a caption of a table says about the numbers that stand under it: unit, scale, kind of column.

Belongs here: reading one such text. Does not: which numbers it belongs to (`tables`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from assets.extraction.measures import measure_mentions
from assets.extraction.period_model import Period
from assets.extraction.rates import rate_after
from assets.extraction.tokens import Token
from assets.extraction.units import Unit, currency_before, unit_after
from assets.extraction.vocabulary import Match, phrases, scales, words

_UNIT_LEADS = frozenset(("(", ",", "in", "of", "/", ":", "["))
_THOUSANDS = frozenset(("000", "000s", "000's"))


@dataclass(frozen=True, slots=True)
class Head:
    """A unit ('' where none is said) and a scale (1 where none is said), and what the words beside them are."""

    unit: str = ""
    dimension: str = ""
    kind: str = ""
    factor: Decimal = Decimal(1)
    scale: Decimal = Decimal(1)
    mentions: Sequence[Match] = ()
    periods: Sequence[Period] = ()
    roles: frozenset[str] = frozenset()
    thing: str = ""
    tokens: Sequence[Token] = field(default=(), repr=False)

    @property
    def counts(self) -> bool:
        """Whether it names what can be counted, which no money and no physical unit of a caption measures."""
        return any("count" in m.entry["dimensions"].split("|") for m in self.mentions)

    @property
    def is_ratio(self) -> bool:
        """Whether it names what is only ever told in percent."""
        return bool(self.mentions) and all(m.entry["dimensions"] == "ratio" for m in self.mentions)


def read_head(tokens: Sequence[Token], periods: Sequence[Period]) -> Head:
    """What a head cell, a row label or a caption says; `periods` are the times that it names."""
    unit, scale, used = _unit_of(tokens)
    roles = phrases("table_words").all(tokens)
    mentions = measure_mentions(tokens)
    per = rate_after(tokens, unit.last) if unit is not None else None
    name = "" if unit is None else unit.canonical if per is None else f"{unit.canonical}/{per[0]}"
    dimension = "" if unit is None else unit.dimension if per is None else f"{unit.dimension} rate"
    used |= {i for m in (*mentions, *roles, *periods) for i in range(m.first, m.last)}
    return Head(
        name, dimension, "" if unit is None else "rate" if per is not None else unit.kind,
        unit.factor if unit is not None else Decimal(1), scale, mentions, periods,
        frozenset(m.entry.canonical for m in roles), _thing(tokens, used), tokens,
    )  # fmt: skip


def _unit_of(tokens: Sequence[Token]) -> tuple[Unit | None, Decimal, set[int]]:
    """The unit and the scale that are said, and the places of the tokens that say them."""
    unit, scale, used = None, Decimal(1), set[int]()
    for index in range(len(tokens)):
        worth = _scale_at(tokens, index)
        if worth is not None:
            scale = scale * worth
            used.add(index)
            continue
        if unit is not None:
            continue
        money = currency_before(tokens, index + 1)
        found = money if money is not None and money.last == index + 1 else _unit_at(tokens, index, used)
        if found is not None:
            unit = found
            used |= set(range(found.first, found.last))
    return unit, scale, used


def _scale_at(tokens: Sequence[Token], index: int) -> Decimal | None:
    """'thousands', '000', 'million', and the letter in '€m'."""
    token = tokens[index]
    if token.low in _THOUSANDS:
        return Decimal(1000)
    known = scales().get(token.text) or scales().get(token.low.removesuffix("s"))
    if known is None or (token.kind != "word"):
        return None
    worth, form = known
    if form != "letter":
        return worth
    before = tokens[index - 1] if index else None
    glued = before is not None and before.end == token.start and currency_before(tokens, index) is not None
    return worth if glued else None


def _unit_at(tokens: Sequence[Token], index: int, used: set[int]) -> Unit | None:
    """A unit that the text gives as one: a percentage anywhere, others in brackets, behind a comma or 'in', or alone."""
    found = unit_after(tokens, index)
    if found is None or found.first != index or tokens[index].kind == "dash":
        return None
    if found.dimension in ("ratio", "point", "money"):
        return found
    led = index > 0 and (tokens[index - 1].low in _UNIT_LEADS or index - 1 in used)
    alone = index == 0 and found.last == len(tokens) and found.dimension not in ("time", "duration")
    return found if led or alone else None


def _thing(tokens: Sequence[Token], used: set[int]) -> str:
    """The words that are no measure, unit, time or filler: what sets this row or column apart from its neighbours."""
    kept: list[str] = []
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.text in "([") - (token.text in ")]")
        if depth == 0 and index not in used and token.kind == "word" and token.low not in _fillers():
            kept.append(token.low)
    return " ".join(kept)


@cache
def _fillers() -> frozenset[str]:
    return words("noun_stops") | frozenset(("table", "figure", "chart"))
