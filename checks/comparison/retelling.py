"""Retelling: how likely two figures of two reports of one story tell the same thing, judged by the sentences around them.

Belongs here: the clues of words and facets with their weights, as a table that can be read and printed. Does not: those of the values
(`value_nearness`), what follows from values that differ
(`checks.rules.retold_figures_agree`), nor facets that were read (`facets`), which have their say first.

The weights are logarithms of odds, fitted to pairs of figures from stories told by several outlets and rounded. They add up to a
score; from `least_score` on two figures are taken to tell the same thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import log, sqrt

from checks.comparison.contexts import Context, context, days_counted_to, sense
from checks.comparison.facets import relate, status_class
from checks.comparison.intervals import Interval
from checks.comparison.names import JOINT, core, relate_names, words
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement
from checks.comparison.value_nearness import SMALL, Clue
from warehouse.lexicon.load import lexicon

# Sentences that share so many other numbers tell the same thing.
SURELY_RETOLD = 2
# A name this near stands beside the figure.
BESIDE = 0.5
# From this score on, two figures are taken to tell the same thing; found on the same pairs as the weights.
SAME = -0.6
# Of shares it takes more: one story has shares of many wholes, and sentences tell them in the same words.
SAME_SHARE = 1.0
START = -2.8
# What words, nouns and measure must add to it: a period and a subject in common are those of a whole article.
LEAST_TOLD = 0.6
HUNDRED = Decimal(100)
# What a sense that stands beside figures of any kind tells, of what another one does.
FAINT = 0.3
# Facets that, once read on both sides and different, settle that two figures are not of the same thing.
_SETTLING = ("counterparty", "product")
# What is allowed is never what was measured.
LIMIT = "limit"
_MOVING = ("cumulative", "state")
_READ = ("explicit", "relative")


@dataclass(frozen=True, slots=True)
class Likeness:
    """All clues of a pair that say something; `told` is what the words, nouns and measures among them add.

    `settled` says why values that differ prove nothing, None where they do.
    """

    clues: tuple[Clue, ...]
    told: float
    settled: str | None

    @property
    def score(self) -> float:
        """The sum of all weights."""
        return START + sum(clue.weight for clue in self.clues)

    @property
    def is_telling(self) -> bool:
        """Whether the words themselves, and not only the frame, say that it is one thing, and nothing settles that it is not."""
        return self.settled is None and self.told >= LEAST_TOLD

    @property
    def text(self) -> str:
        """The waterfall: each clue with what it adds, from the strongest on."""
        ordered = sorted(self.clues, key=lambda c: (-abs(c.weight), c.what))
        return ", ".join(f"{clue.what} {clue.weight:+.1f}" for clue in ordered)


def unit_group(one: Statement) -> str | None:
    """Under what figures of a story may be compared at all; None where never (ranks)."""
    if one.statistic == "rank":
        return None
    if one.unit in ("percent", "percentage_point", "fold"):
        return "ratio"
    if one.kind in ("count", "number"):
        return "count"
    # "1.9m TEU a year" of a capacity is what another calls "1.9m TEU"
    top, _, below = one.unit.partition("/")
    return top if below in ("", "year") else one.unit


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences of a story's figures say: how much each sense tells, the words of each article, the numbers of each
    sentence, and among these the shares and multiples."""

    rare: Mapping[str, float]
    words: Mapping[str, frozenset[str]]
    numbers: Mapping[tuple[str, int], frozenset[tuple[str, Decimal]]]
    ratios: Mapping[tuple[str, int], tuple[Interval, ...]]

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Story:
        """The story that these figures are from. The fewer of its sentences have a sense, the more it tells."""
        sentences = {(s.article_id, s.sentence_start): s for s in statements}
        counts: Counter[str] = Counter()
        said: dict[str, frozenset[str]] = {}
        for (article, _), one in sorted(sentences.items()):
            counts.update(context_of(one).senses.keys())
            said[article] = said.get(article, frozenset()) | words(one.sentence)
        for one in statements:
            said[one.article_id] |= words(one.subject or "")
        every = len(sentences)
        rare = {w: log(1 + every / n) * (FAINT if w[0] == "~" else 1.0) for w, n in counts.items()}
        numbers: dict[tuple[str, int], frozenset[tuple[str, Decimal]]] = {}
        for one in statements:
            if one.value is not None and abs(one.value) > SMALL:
                place = (one.article_id, one.sentence_start)
                numbers[place] = numbers.get(place, frozenset()) | {(one.unit, one.value)}
        ratios: dict[tuple[str, int], tuple[Interval, ...]] = {}
        for one in statements:
            ratio = _ratio(one)
            if ratio is not None:
                place = (one.article_id, one.sentence_start)
                ratios[place] = (*ratios.get(place, ()), ratio)
        return cls(rare, said, numbers, ratios)

    def divided(self, a: Statement, b: Statement) -> bool:
        """Whether a share or multiple that stands beside one of two amounts leads from the one to the other: 'of the 18m, the town
        keeps half' and 'the town's 9m'."""
        if unit_group(a) == "ratio" or a.soft.lower <= 0 or b.soft.lower <= 0:
            return False
        small, large = sorted((a.soft, b.soft), key=lambda i: i.lower)
        beside = (r for s in (a, b) for r in self.ratios.get((s.article_id, s.sentence_start), ()))
        return any(small.meet(large.multiply(ratio)) is not None for ratio in beside)

    def shared_numbers(self, a: Statement, b: Statement) -> int:
        """How many numbers, but for the two themselves, the sentences of two figures have in common."""
        one, other = (self.numbers.get((s.article_id, s.sentence_start), frozenset()) for s in (a, b))
        return len((one & other) - {(s.unit, s.value) for s in (a, b) if s.value is not None})

    def tells(self, number: Statement, beside: Statement) -> bool:
        """Whether the sentence of a figure gives the very number of another one too: then that is its partner there."""
        place = (beside.article_id, beside.sentence_start)
        return number.value != beside.value and (number.unit, number.value) in self.numbers.get(place, frozenset())

    def names(self, subject: str | None, article_id: str) -> bool:
        """Whether a report has any word of a subject's name; true where there is no name."""
        return not subject or bool(core(subject) & self.words.get(article_id, frozenset()))


def least_score(one: Statement) -> float:
    """The score from which on a figure and another of its unit are taken to tell the same thing."""
    return SAME_SHARE if unit_group(one) == "ratio" else SAME


def context_of(one: Statement) -> Context:
    """The words around a figure; what it counts is one of them, its unit of measurement is not."""
    first, last = one.char_start - one.sentence_start, one.char_end - one.sentence_start
    return context(one.sentence, first, last, with_own=one.kind in ("count", "number"))


def likeness(a: Statement, b: Statement, story: Story) -> Likeness:
    """The clues of a pair, and what that was read settles that the two are not told of the same thing, or not of the same day."""
    beside = story.shared_numbers(a, b)
    alike = _words(context_of(a), context_of(b), story.rare, is_ratio=unit_group(a) == "ratio")
    if beside and not any(clue.weight > 0 for clue in alike):
        alike = []  # a short sentence in other words, which gives the same other number, is a retelling all the same
    shared = Clue("the same numbers beside", 1.2 * min(beside, SURELY_RETOLD))
    telling = [*alike, shared, *_near_names(context_of(a), context_of(b)), *_measures(a, b), *_nouns(a, b)]
    said = [
        clue
        for clue in (*telling, *_periods(a, b), *_others(a, b), *_strangers(a, b, story))
        if abs(clue.weight) >= 0.05
    ]
    settled = "number" if story.tells(a, b) or story.tells(b, a) else _settled(a, b, beside)
    if settled is None and story.divided(a, b):
        settled = "share"
    return Likeness(tuple(said), sum(clue.weight for clue in telling), settled)


def told_alike(a: Statement, b: Statement) -> float:
    """What the words, nouns and measures around two figures add, by their two sentences alone."""
    return likeness(a, b, Story.of((a, b))).told


def _ratio(one: Statement) -> Interval | None:
    """A share or a multiple as the fraction that the smaller of two amounts is of the larger; None for any other figure."""
    if one.unit == "percent" and one.change is None and 0 < one.centre < HUNDRED:
        return one.soft.scaled(1 / HUNDRED)
    if one.unit == "fold" and one.soft.lower > 1:
        return Interval.point(Decimal(1)).divide(one.soft)
    return None


def _settled(a: Statement, b: Statement, beside: int) -> str | None:
    """What was read on both sides and says that these are two things, or one thing on two days; None where nothing does.

    Two sentences that share other numbers (`beside` of them) retell each other, and a status may have been misread.
    """
    relations = relate(a, b).relations
    for name in _SETTLING:
        if relations[name] is Relation.DISJOINT and name not in a.assumed | b.assumed:
            return name
    if relations["basis"] is Relation.DISJOINT and (LIMIT in (a.basis, b.basis) or (a.basis and b.basis)):
        return "basis"
    if {a.dynamics, b.dynamics} & set(_MOVING) and _other_day(a, b):
        return "day"
    counted = [days_counted_to(s.sentence) for s in (a, b)]
    if all(counted) and not counted[0] & counted[1]:
        return "day"
    if a.change != b.change and {"increase_by", "decrease_by"} >= {a.change, b.change}:
        return "direction"
    if _done(a) != _done(b) and "status" not in a.assumed | b.assumed and beside < SURELY_RETOLD:
        return "status"
    if not _done(a) and not _done(b) and a.attribution and b.attribution and a.voice != b.voice:
        return "forecaster"
    return "period" if _periods_read(a, b) and a.period_end != b.period_end else None


def _other_day(a: Statement, b: Statement) -> bool:
    """Whether two counts of what moves from day to day are of two days."""
    days = [s.period_end or s.published_on for s in (a, b)]
    return days[0] is not None and days[1] is not None and days[0] != days[1]


def _periods_read(a: Statement, b: Statement) -> bool:
    return a.period_basis in _READ and b.period_basis in _READ and a.period_end is not None and b.period_end is not None


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
    named = len(a.names.keys() & b.names.keys())
    both = ", ".join(f"'{w}'" for _, w in shared[:3])
    return [
        Clue(f"both say {both}", 1.1 * first + 2.4 * second),
        Clue("sentences alike", (3.4 if is_ratio else 1.9) * cosine),
        Clue("names in common", 0.25 * min(named, 2)),
    ]


def _cosine(a: Context, b: Context, rare: Mapping[str, float]) -> float:
    def length(one: Context) -> float:
        return sqrt(sum((near * rare.get(w, 1.0)) ** 2 for w, near in one.senses.items()))

    product = sum(a.senses[w] * b.senses[w] * rare.get(w, 1.0) ** 2 for w in a.senses if w in b.senses)
    both = length(a) * length(b)
    return product / both if both else 0.0


def _near_names(a: Context, b: Context) -> list[Clue]:
    """Other names beside each of the two: two plants, two towns, unless the story calls one thing by both."""
    beside = [{name for name, near in one.names.items() if near >= BESIDE} for one in (a, b)]
    if all(beside) and not beside[0] & b.names.keys() and not beside[1] & a.names.keys():
        return [Clue(f"{min(beside[0])} and {min(beside[1])}", -1.7)]
    return []


def _measures(a: Statement, b: Statement) -> list[Clue]:
    if not _known(a) or not _known(b):
        return []
    if a.measure != b.measure and "measure" in a.assumed | b.assumed:
        return []
    if a.measure == b.measure:
        return [Clue("same measure", 0.3)]
    if {a.dynamics, b.dynamics} <= set(_MOVING):
        return [Clue("other measures", -1.4)]  # the dead and the injured, who is counted from day to day
    # 'passengers' and 'travellers' are two measures of the lexicon, and one thing to a reader
    return [] if unit_group(a) == "count" and _alike(_heads(a, b)) else [Clue("other measures", -1.4)]


def _known(one: Statement) -> bool:
    """Whether its measure is one of the lexicon's."""
    return one.measure is not None and not one.measure.startswith("~")


def _nouns(a: Statement, b: Statement) -> list[Clue]:
    """Of counts, what is counted."""
    if unit_group(a) != "count":
        return [Clue("a share", -1.0)] if a.unit == "percent" and a.measure is None and b.measure is None else []
    heads = _heads(a, b)
    if not all(heads):
        return [Clue("what one counts is left out", -0.5)]
    if heads[0] == heads[1] == "person":
        return [Clue("people of one kind and of any", -0.5)] if _known(a) != _known(b) else []
    if heads[0] == heads[1]:
        return [Clue(f"both count {heads[0]}s", 0.6)]
    if _alike(heads):
        return [Clue(f"{heads[0]}s and {heads[1]}s", 0.0 if _known(a) and a.measure == b.measure else -0.5)]
    return [Clue(f"{heads[0]}s are no {heads[1]}s", -1.9)]


def _alike(heads: Sequence[str]) -> bool:
    """Whether two nouns can count the same things: they have one sense, or both count people."""
    return sense(heads[0]) == sense(heads[1]) or set(heads) <= _people()


def _heads(a: Statement, b: Statement) -> list[str]:
    """The nouns that two counts count."""
    return [(s.unit.split() or [""])[-1] for s in (a, b)]


@cache
def _people() -> frozenset[str]:
    return frozenset(entry.alias for entry in lexicon("person_nouns"))


def _periods(a: Statement, b: Statement) -> list[Clue]:
    if a.period_end is None or b.period_end is None:
        return [Clue("a period is not told", 0.2)]
    if (a.period_start, a.period_end) == (b.period_start, b.period_end):
        return [Clue("same period", 3.0 if _periods_read(a, b) else 1.1)]
    return [Clue("other periods", -1.1 if _periods_read(a, b) or "period" not in a.assumed | b.assumed else -0.5)]


def _others(a: Statement, b: Statement) -> list[Clue]:
    """Who, in which role, at which point between plan and outcome, where, and by whose word."""
    assumed = a.assumed | b.assumed
    found = [*_subjects(a, b)]
    tests = (
        ((a.role == "base") != (b.role == "base"), "one is only compared with", -1.0),
        ((a.role == "part") != (b.role == "part"), "one is a part", -1.1),
        (_moved(a) != _moved(b), "a change and a level", -2.2),
        (_done(a) != _done(b), "plan or outcome", -0.3 if "status" in assumed else -1.0),
        (bool(a.place and b.place and a.place != b.place), "other places", -0.6),
        (bool(a.product and b.product and a.product != b.product), "other kinds", -1.8),
        (_one_kind(a, b) or _one_kind(b, a), "one is of one kind", -0.8),
        (bool(a.basis) != bool(b.basis), "counted on another basis", -0.7),
        (bool(a.attribution and b.attribution and a.voice != b.voice), "other speakers", -0.3),
    )
    return found + [Clue(what, weight) for holds, what, weight in tests if holds]


def _subjects(a: Statement, b: Statement) -> list[Clue]:
    """Names that were read and differ speak against; what two parties share is another thing than what one of them has."""
    names = relate_names(a.subject, b.subject)
    if names is Relation.EQUAL:
        return [Clue("same subject", 0.5)]
    if names is not Relation.DISJOINT or "subject" in a.assumed | b.assumed:
        return []
    joint = (JOINT in (a.subject or "")) != (JOINT in (b.subject or ""))
    return [Clue("of one party and of several", -3.0) if joint else Clue("other subjects", -1.5)]


def _strangers(a: Statement, b: Statement, story: Story) -> list[Clue]:
    """Subjects that were read, and that the other report never names."""
    return [
        Clue(f"{one.subject} is not named by the other", -1.5)
        for one, other in ((a, b), (b, a))
        if "subject" not in one.assumed and not story.names(one.subject, other.article_id)
    ]


def _one_kind(a: Statement, b: Statement) -> bool:
    """Whether one is of a product that the other's sentence does not name."""
    return a.product is not None and b.product is None and not words(a.product) & words(b.sentence)


def _moved(one: Statement) -> bool:
    return one.statistic == "change" or one.change in ("increase_by", "decrease_by")


def _done(one: Statement) -> bool:
    return status_class(one.status) == "actual"
