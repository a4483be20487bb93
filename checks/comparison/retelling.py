"""Retelling: how likely two figures of two reports of one story tell the same thing, judged by the sentences around them.

Belongs here: the clues and their weights, as a table that can be read and printed. Does not: what follows from values that differ
(`checks.rules.retold_figures_agree`), nor facets that were read (`facets`), which have their say first.

The weights are logarithms of odds, fitted to pairs of figures from stories told by several outlets and rounded. They add up to a
score; above `SAME` two figures are taken to tell the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from checks.comparison.contexts import Context, context, sense
from checks.comparison.facets import relate, status_class
from checks.comparison.names import relate_names
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement

# From this score on, two figures are taken to tell the same thing; found on the same pairs as the weights.
SAME = -0.5
START = -2.8
# Two values this near each other, as larger over smaller, and what it adds: reports of one thing seldom differ fivefold.
NEARNESS = ((1.3, 1.0), (2.0, 0.0), (5.0, -1.0))
FAR = -2.5
# Values that meet are told of the same thing more often than not.
MEETS = 2.5
# A slip of scale is the same thing told with three digits too many.
SCALES = (1e3, 1e6, 1e-3, 1e-6)
# Facets that, once read on both sides and different, settle that two figures are not of the same thing.
_SETTLING = ("counterparty", "product", "basis", "status", "period", "as_of")
_MOVING = ("cumulative", "state")
_APART = (Relation.DISJOINT, Relation.CONTAINED, Relation.OVERLAP)
_READ = ("explicit", "relative")


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for or against, with its weight."""

    what: str
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """All clues of a pair that say something."""

    clues: tuple[Clue, ...]

    @property
    def score(self) -> float:
        """The sum of all weights."""
        return START + sum(clue.weight for clue in self.clues)

    @property
    def text(self) -> str:
        """The waterfall: each clue with what it adds, from the strongest on."""
        ordered = sorted(self.clues, key=lambda c: (-abs(c.weight), c.what))
        return ", ".join(f"{clue.what} {clue.weight:+.1f}" for clue in ordered)


def unit_group(one: Statement) -> str | None:
    """Under what figures of a story may be compared at all; None where never (ranks)."""
    if one.statistic == "rank":
        return None
    moved = "change" if one.change in ("increase_by", "decrease_by") or one.statistic == "change" else "level"
    if one.unit in ("percent", "percentage_point", "fold"):
        return f"ratio {moved}"
    top, _, below = one.unit.partition("/")
    if one.kind == "count":
        return f"count {moved}"
    # "1.9m TEU a year" of a capacity is what another calls "1.9m TEU"
    return f"{top if below in ('', 'year') else one.unit} {moved}"


def rarity(statements: Sequence[Statement]) -> dict[str, float]:
    """How much each sense tells in a story: the fewer of its sentences have it, the more."""
    sentences = {(s.article_id, s.sentence_start): context_of(s) for s in statements}
    counts: dict[str, int] = {}
    for found in sentences.values():
        for word in found.senses:
            counts[word] = counts.get(word, 0) + 1
    return {word: log(1 + len(sentences) / n) for word, n in counts.items()}


def context_of(one: Statement) -> Context:
    """The words around a figure."""
    return context(one.sentence, one.char_start - one.sentence_start, one.char_end - one.sentence_start)


def likeness(a: Statement, b: Statement, rare: Mapping[str, float]) -> Likeness | None:
    """The clues of a pair; None where a facet that was read on both sides settles that they are two things."""
    if a.article_id == b.article_id or unit_group(a) != unit_group(b) or _settled(a, b):
        return None
    found = [*_words(context_of(a), context_of(b), rare, is_ratio=unit_group(a).startswith("ratio") if unit_group(a) else False)]
    found += [*_measures(a, b), *_nouns(a, b), *_periods(a, b), *_others(a, b)]
    return Likeness(tuple(clue for clue in found if abs(clue.weight) >= 0.05))


def nearness(a: Statement, b: Statement) -> Clue:
    """What two values that do not meet say of being two tellings of one."""
    small, large = sorted((abs(float(a.centre)), abs(float(b.centre))))
    if small == 0:
        return Clue("one is nothing", FAR)
    ratio = large / small
    if any(abs(ratio / scale - 1) < 0.01 for scale in SCALES):
        return Clue("the same digits at another scale", 1.0)
    for most, weight in NEARNESS:
        if ratio < most:
            return Clue(f"values {ratio:.2f} times apart", weight)
    return Clue(f"values {ratio:.3g} times apart", FAR)


def _settled(a: Statement, b: Statement) -> bool:
    """Whether something that was read on both sides says that these are two things, or one thing on two days."""
    assumed = a.assumed | b.assumed
    relations = relate(a, b).relations
    if any(relations[name] in _APART and name not in assumed for name in _SETTLING if name != "as_of"):
        return True
    if _MOVING and {a.dynamics, b.dynamics} & set(_MOVING) and _other_day(a, b):
        return True
    if a.change != b.change and {"increase_by", "decrease_by"} >= {a.change, b.change}:
        return True
    if "projected" in (a.status, b.status) and a.attribution and b.attribution and a.voice != b.voice:
        return True
    return _periods_read(a, b) and _far_apart(a, b)


def _other_day(a: Statement, b: Statement) -> bool:
    """Whether two counts of what moves from day to day are of two days."""
    days = [s.period_end or s.published_on for s in (a, b)]
    return days[0] is not None and days[1] is not None and days[0] != days[1]


def _periods_read(a: Statement, b: Statement) -> bool:
    return a.period_basis in _READ and b.period_basis in _READ and a.period_end is not None and b.period_end is not None


def _far_apart(a: Statement, b: Statement) -> bool:
    return a.period_end != b.period_end


def _words(a: Context, b: Context, rare: Mapping[str, float], *, is_ratio: bool) -> list[Clue]:
    """How alike the words around are: all of them together, and the two strongest that are shared."""
    shared = sorted(
        ((sqrt(a.senses[w] * b.senses[w]) * rare.get(w, 1.0), w) for w in a.senses if w in b.senses), reverse=True
    )
    if not shared:
        return [Clue("no word in common", -1.1)]
    top = max(1.0, max(rare.values(), default=1.0))
    cosine = _cosine(a, b, rare)
    first = shared[0][0] / top
    second = shared[1][0] / top if len(shared) > 1 else 0.0
    named = len(a.names & b.names)
    words = ", ".join(f"'{w}'" for _, w in shared[:3])
    return [
        Clue(f"both say {words}", 1.1 * first + 2.4 * second),
        Clue("sentences alike", (3.4 if is_ratio else 1.9) * cosine),
        Clue("names in common", 0.25 * min(named, 2)),
    ]


def _cosine(a: Context, b: Context, rare: Mapping[str, float]) -> float:
    def length(one: Context) -> float:
        return sqrt(sum((near * rare.get(w, 1.0)) ** 2 for w, near in one.senses.items()))

    product = sum(a.senses[w] * b.senses[w] * rare.get(w, 1.0) ** 2 for w in a.senses if w in b.senses)
    both = length(a) * length(b)
    return product / both if both else 0.0


def _measures(a: Statement, b: Statement) -> list[Clue]:
    known = [m if m and not m.startswith("~") else None for m in (a.measure, b.measure)]
    if known[0] and known[0] == known[1]:
        return [Clue("same measure", 0.3)]
    return [Clue("other measures", -1.4)] if all(known) else []


def _nouns(a: Statement, b: Statement) -> list[Clue]:
    """Of counts, what is counted."""
    if a.kind != "count" or b.kind != "count":
        return [Clue("a share", -1.0)] if a.unit == "percent" and a.measure is None and b.measure is None else []
    heads = [(s.unit.split() or [""])[-1] for s in (a, b)]
    if heads[0] == heads[1]:
        return [Clue(f"both count {heads[0]}s", 0.6)]
    if sense(heads[0]) == sense(heads[1]):
        return [Clue(f"{heads[0]}s and {heads[1]}s", -0.5)]
    return [Clue(f"{heads[0]}s are no {heads[1]}s", -1.9)]


def _periods(a: Statement, b: Statement) -> list[Clue]:
    if a.period_end is None or b.period_end is None:
        return [Clue("a period is not told", 0.2)]
    if (a.period_start, a.period_end) == (b.period_start, b.period_end):
        return [Clue("same period", 3.0 if _periods_read(a, b) else 1.1)]
    return [Clue("other periods", -1.1)]


def _others(a: Statement, b: Statement) -> list[Clue]:
    found = []
    names = relate_names(a.subject, b.subject)
    if names is Relation.EQUAL:
        found.append(Clue("same subject", 0.5))
    elif names is Relation.DISJOINT and "subject" not in a.assumed | b.assumed:
        found.append(Clue("other subjects", -1.5))
    if (a.role == "base") != (b.role == "base"):
        found.append(Clue("one is only compared with", -1.0))
    if (a.role == "part") != (b.role == "part"):
        found.append(Clue("one is a part", -1.1))
    if status_class(a.status) != status_class(b.status):
        found.append(Clue("plan or outcome", -0.4))
    if a.place and b.place and a.place != b.place:
        found.append(Clue("other places", -0.6))
    if a.attribution and b.attribution and a.voice != b.voice:
        found.append(Clue("other speakers", -0.3))
    return found
