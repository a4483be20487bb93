"""What is measured: the lexicon's measures found in a sentence, and which of them a quantity belongs to.

A counted noun that no row knows becomes a provisional measure, marked with '~'. Of whom it is, is in `subjects`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assets.extraction.folds_and_ranks import ranked_measure
from assets.extraction.name_types import name_words
from assets.extraction.nouns import singular
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import Match, phrases, words
from warehouse.lexicon import Entry, lexicon

MAX_DISTANCE = 28
LONGEST_BONUS = 6
"""What the longest phrase of a measure makes up for, in tokens."""
THING_PENALTY = 4.0
BEHIND_PENALTY = 14.0
"""A measure behind the figure that no 'of' or 'in' ties to it mostly belongs to the next figure."""
"""A thing that has the measure (a farm, a site) is weaker evidence for it than the measure's own name."""
_CLAUSE_BREAKS = frozenset((";", ":", "while", "but", "although", "whereas", "after", "when", "which", "where"))
_LINKS = frozenset(("of", "in", "for", "worth", "from"))
PERSON_NOUNS = frozenset(
    "person people victim resident passenger child woman man soldier worker adult inhabitant".split()
)


@dataclass(slots=True)
class Measured:
    """The measure of a quantity, at tokens[first:last) (-1 where it stands nowhere), and whether it was assumed."""

    measure: str | None
    scope: str
    unit: str
    statistic: str
    assumed: bool
    first: int = -1
    last: int = -1


def measure_mentions(tokens: Sequence[Token]) -> list[Match]:
    """All measure phrases of a sentence, longest first at each place."""
    return phrases("measures").all(tokens)


def measure_of(
    tokens: Sequence[Token],
    quantity: Quantity,
    quantities: Sequence[Quantity],
    mentions: Sequence[Match],
    changes: bool,
) -> Measured:
    """The mention that fits the quantity's dimension and stands nearest to it in its clause."""
    if quantity.kind == "rank":
        return _rank_measure(tokens, quantity)
    if quantity.rule == "exchange rate":
        return Measured("exchange_rate", "rank", "", "price", False)
    best: tuple[float, Match] | None = None
    condition = _end_of_condition(tokens, quantity)
    for mention in (sense for m in mentions if m.first >= condition for sense in _senses(m)):
        fit = _fit(mention, quantity, changes)
        if fit is None:
            continue
        score = _distance(tokens, quantity, quantities, mention) + fit
        if score <= MAX_DISTANCE and (best is None or score < best[0]):
            best = (score, mention)
    if best is not None:
        entry = best[1].entry
        return Measured(
            entry.canonical, entry["scope"], entry["unit"], entry["statistic"], False, best[1].first, best[1].last
        )
    if quantity.dimension == "money" and _leads_asset(tokens, quantity):
        return Measured("capital_cost", "asset", "", "", False, quantity.last)
    if quantity.kind in ("count", "rate") and quantity.unit and quantity.dimension == "count":
        noun = quantity.unit.split("/")[0]
        known = _measures_by_noun().get(noun.split(" ")[-1])
        if known is not None:
            return Measured(known.canonical, known["scope"], known["unit"], known["statistic"], False)
        return Measured(f"~{noun}", "entity", "", "", False)
    defaults = _default_measures()
    default = defaults.get(quantity.dimension) or defaults.get("/" + quantity.unit.partition("/")[2])
    if default:
        return Measured(default, "asset", "", "", False)
    noun = _substance(tokens, quantity)
    return Measured(f"~{noun}", "entity", "", "", False) if noun else Measured(None, "entity", "", "", True)


def _end_of_condition(tokens: Sequence[Token], quantity: Quantity) -> int:
    """Where 'If the deal fails, …' ends before the quantity: what a condition names is not what its outcome measures."""
    if not tokens or tokens[0].low not in ("if", "unless"):
        return 0
    return next((i for i in range(1, quantity.first) if tokens[i].text == ","), 0)


def _substance(tokens: Sequence[Token], quantity: Quantity) -> str | None:
    """'9.4 million cubic metres of sediment': what a physical amount is of, as a provisional measure."""
    if quantity.kind != "physical" or quantity.last + 1 >= len(tokens) or tokens[quantity.last].low != "of":
        return None
    noun = tokens[quantity.last + 1]
    plain = noun.kind == "word" and not noun.capitalised and noun.low not in words("noun_stops")
    return singular(noun.low) if plain else None


def names_a_count(tokens: Sequence[Token]) -> bool:
    """Whether a sentence names something that is counted, as a measure's own word: passengers, visitors, deaths."""
    return any("count" in m.entry["dimensions"].split("|") and m.entry["unit"] for m in measure_mentions(tokens))


def inherits_period(measure: str | None) -> bool:
    """Whether a measure is told by period, so that a figure without one takes the period told before."""
    return _kinds().get(measure or "") in ("flow", "net_flow", "period")


@cache
def _kinds() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("measure_kinds")}


@cache
def _sense_table() -> dict[str, tuple[Entry, ...]]:
    """Aliases with several senses -> all their rows."""
    table: dict[str, list[Entry]] = {}
    for entry in lexicon("measures"):
        table.setdefault(entry.alias.lower(), []).append(entry)
    return {alias: tuple(rows) for alias, rows in table.items() if len(rows) > 1}


def _senses(mention: Match) -> Sequence[Match]:
    rows = _sense_table().get(mention.entry.alias.lower())
    return [mention] if rows is None else [Match(mention.first, mention.last, row) for row in rows]


def _leads_asset(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'a €1.84bn scheme', 'the $90m new bridge': money as the size of a thing that is built."""
    behind = tokens[quantity.last : quantity.last + 2]
    return any(t.low in name_words("asset") or t.low in words("works") for t in behind)


@cache
def _measures_by_noun() -> dict[str, Entry]:
    """Counted noun -> the measure that counts it, for nouns that no person-measure shares."""
    return {e["unit"]: e for e in reversed(lexicon("measures")) if e["unit"] and e["unit"] not in PERSON_NOUNS}


@cache
def _default_measures() -> dict[str, str]:
    """Dimension, or '/' and the unit below the line -> what it measures when the sentence does not say."""
    return {entry.alias: entry.canonical for entry in lexicon("default_measures")}


def _rank_measure(tokens: Sequence[Token], quantity: Quantity) -> Measured:
    ranking = ranked_measure(tokens, quantity.core_first, quantity.core_last)
    if ranking is not None:
        return Measured(ranking, "rank", "", "rank", False, quantity.core_first)
    return Measured("rank_generic", "rank", "", "rank", True)


def _fit(mention: Match, quantity: Quantity, changes: bool) -> float | None:
    """Penalty for the mention as the measure of the quantity, or None where it cannot be."""
    dimensions = mention.entry["dimensions"].split("|")
    if mention.entry["unit"] == "/share" and quantity.scaled:
        return None  # no share earns billions
    if changes and quantity.dimension in ("ratio", "point", "fold"):
        if mention.entry.canonical == "share" or mention.entry["form"] == "thing":
            return None
        return 0.0 if "ratio" not in dimensions or mention.entry["statistic"] == "rate" else 6.0
    if quantity.dimension not in dimensions:
        base = quantity.dimension.removesuffix(" rate")
        loose = quantity.dimension.endswith(" rate") and base in dimensions and base != "money"
        return 2.0 if loose else None
    if quantity.dimension != "count":
        return THING_PENALTY if mention.entry["form"] == "thing" else 0.0
    unit = mention.entry["unit"]
    inside = quantity.unit_first <= mention.first < max(quantity.unit_last, quantity.last)
    if inside:
        return -20.0
    head = quantity.unit.split(" ")[-1]
    if quantity.bare or not unit or unit.startswith("/") or unit == head:
        return 0.0
    return 1.0 if unit == "person" and head in PERSON_NOUNS else None


def _distance(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], mention: Match) -> float:
    """Tokens between the two, with penalties for clause breaks and for quantities of the same dimension between."""
    if mention.last <= quantity.first:
        between = range(mention.last, quantity.first)
        penalty = 0.0
    elif mention.first >= quantity.core_last:
        between = range(max(quantity.last, quantity.core_last), mention.first)
        linked = any(tokens[i].low in _LINKS for i in between) and len(between) <= 4
        penalty = 0.0 if linked or len(between) <= 1 else BEHIND_PENALTY
    else:
        return 0.0
    if len(between) > MAX_DISTANCE + LONGEST_BONUS:
        return float("inf")
    commas = sum(tokens[i].text == "," for i in between)
    breaks = sum(tokens[i].low in _CLAUSE_BREAKS for i in between)
    crossed = sum(
        q is not quantity and q.dimension == quantity.dimension and q.role == "main" and q.core_first in between
        for q in quantities
    )
    longer = min(3, mention.last - mention.first - 1)
    return len(between) + penalty + 2 * commas + 8 * breaks + 3 * crossed - 2.0 * longer
