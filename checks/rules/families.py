"""Families: figures of one measure sorted into groups that say the same thing, and pairs of groups that nearly do.

Belongs here: who may be compared with whom, for the law that sources agree. Does not: whether they agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from checks.comparison.facets import STRENGTH, Facets, relate, status_class
from checks.comparison.intervals import Interval, all_meet
from checks.comparison.names import JOINT, core
from checks.comparison.statements import Statement

# A larger family is judged by its ends: all its pairs would be too many to ask.
MOST_PAIRED = 40


@dataclass(frozen=True, slots=True)
class Family:
    """Figures whose facets are all EQUAL, in the order of their ids, and what relating two of them gives."""

    members: tuple[Statement, ...]
    facets: Facets


def families(statements: Sequence[Statement]) -> list[Family]:
    """The groups of mutually EQUAL figures. Cells of identical facets are joined where nothing tells them apart."""
    cells = _cells(statements)
    parent = list(range(len(cells)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for a, b in _neighbours(cells):
        if root(a) != root(b) and relate(cells[a][0], cells[b][0]).cap == "conflict":
            parent[max(root(a), root(b))] = min(root(a), root(b))
    grouped: dict[int, list[Statement]] = defaultdict(list)
    for index, cell in enumerate(cells):
        grouped[root(index)].extend(cell)
    found = [tuple(sorted(members, key=lambda s: s.figure_id)) for members in grouped.values()]
    return [Family(members, _facets_of(members)) for members in sorted(found, key=lambda m: m[0].figure_id)]


def _facets_of(members: Sequence[Statement]) -> Facets:
    """What relating two of a family gives; where its ends were only joined by others, the most that any two say that do not meet."""
    ends = _ends(members)
    if ends.cap == "conflict" or len(members) > MOST_PAIRED:
        return ends
    apart = [relate(a, b) for a, b in combinations(members, 2) if not all_meet((a.signed(a.hard), b.signed(b.hard)))]
    return max(apart, key=lambda facets: STRENGTH.index(facets.cap), default=ends)


def contradicting(family: Family) -> tuple[Statement, ...]:
    """The members without those that others only joined to it: what they do not meet is of another day, and proves nothing."""
    members = family.members
    if len(members) > MOST_PAIRED or family.facets.cap != "conflict" or _ends(members).cap == "conflict":
        return members
    return tuple(one for one in members if _against(one, members) in (None, "conflict"))


def _against(one: Statement, members: Sequence[Statement]) -> str | None:
    """The most that may be said of one member against any that it does not meet; None where it meets all."""
    caps = [relate(one, s).cap for s in members if not all_meet((one.signed(one.hard), s.signed(s.hard)))]
    return max(caps, key=STRENGTH.index, default=None)


def _ends(members: Sequence[Statement]) -> Facets:
    return relate(members[0], members[-1])


Near = Mapping[str, Sequence[Family]]


def neighbourhood(found: Sequence[Family]) -> Near:
    """For each family, by the id of its first figure, the other families that share a word, a place or a product with it."""
    near: dict[str, list[Family]] = {family.members[0].figure_id: [] for family in found}
    for a, b in _neighbours([family.members for family in found]):
        near[found[a].members[0].figure_id].append(found[b])
        near[found[b].members[0].figure_id].append(found[a])
    return near


def related(found: Sequence[Family], near: Near) -> Iterator[tuple[Family, Family, Facets]]:
    """Pairs of families that are not all EQUAL but may still be tested, with the facets of the pair."""
    for family in found:
        for other in near[family.members[0].figure_id]:
            if family.members[0].figure_id > other.members[0].figure_id:
                continue
            ends = ((family.members[0], other.members[0]), (family.members[-1], other.members[-1]))
            best = max((relate(x, y) for x, y in ends), key=lambda facets: STRENGTH.index(facets.cap))
            if best.cap not in ("scope_differs", "conflict") or best.only_differs_in("basis"):
                yield family, other, best


def without_narration(members: Sequence[Statement]) -> list[Statement]:
    """Without the figures of a sentence that itself gives two values for the same thing, unless somebody else says that value.

    A writer who names two values in one breath knows what tells them apart, even where extraction did not read it. A reprint of that
    sentence names both again, and is nobody else.
    """
    by_sentence: dict[tuple[str, int, str], list[Statement]] = defaultdict(list)
    for one in members:
        by_sentence[(one.article_id, one.sentence_start, one.voice)].append(one)
    narrating = {
        key for key, said in by_sentence.items() if len(said) > 1 and not all_meet(s.signed(s.hard) for s in said)
    }
    others = [s for key, said in by_sentence.items() if key not in narrating for s in said]
    dropped = {
        s.figure_id
        for key in narrating
        for s in by_sentence[key]
        if not any(all_meet((s.signed(s.hard), o.signed(o.hard))) for o in others)
    }
    return [s for s in members if s.figure_id not in dropped]


def without_reprints(members: Sequence[Statement]) -> Sequence[Statement]:
    """All figures where two articles contradict each other, else those of one article that gives two numbers itself.

    A writer who gives two numbers can tell them apart, so a number is contradicted only by an article that does not give it too. Whoever
    reprints the article gives both again, and contradicts nobody: what is left is what may be concluded from one article alone.
    """
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for one in members:
        by_article[one.article_id].append(one)
    clashing = [said for said in by_article.values() if not all_meet(s.signed(s.hard) for s in said)]
    # reprints say the same: each set of numbers is looked at once
    told = list({frozenset(s.signed(s.hard) for s in said) for said in by_article.values()})
    if not clashing or any(_contradict(a, b) for a, b in combinations(told, 2)):
        return members
    return min(clashing, key=lambda said: said[0].figure_id)


def _contradict(a: Iterable[Interval], b: Iterable[Interval]) -> bool:
    """Whether each of two articles gives a number that nothing in the other one meets."""
    ours, theirs = list(a), list(b)
    return any(not any(all_meet((x, y)) for y in theirs) for x in ours) and any(
        not any(all_meet((x, y)) for x in ours) for y in theirs
    )


def latest_of_each_voice(members: Sequence[Statement]) -> tuple[list[Statement], list[tuple[Statement, Statement]]]:
    """The figures that each voice stands by now, and the pairs (earlier, later) in which a voice revised itself."""
    kept, revised = list(members), []
    for earlier, later in combinations(sorted(members, key=lambda s: (str(s.published_on), s.figure_id)), 2):
        if earlier.voice != later.voice or earlier.article_id == later.article_id:
            continue
        days_known = earlier.published_on is not None and later.published_on is not None
        if not days_known or earlier.published_on == later.published_on:
            continue
        if not all_meet((earlier.hard, later.hard)):
            revised.append((earlier, later))
            kept = [s for s in kept if s.figure_id != earlier.figure_id]
    return kept, revised


def _cells(statements: Iterable[Statement]) -> list[tuple[Statement, ...]]:
    """Figures with identical facets, so that facets are related once for all of them."""
    cells: dict[Hashable, list[Statement]] = defaultdict(list)
    for s in sorted(statements, key=lambda s: s.figure_id):
        day = s.as_of if s.dynamics not in ("flow", "period", "fixed") and s.statistic != "change" else None
        whose = (s.subject, s.counterparty, s.product, s.place, s.basis, s.assumed, s.role == "part")
        cells[(whose, s.period_start, s.period_end, status_class(s.status), day)].append(s)
    return [tuple(members) for members in cells.values()]


def _neighbours(cells: Sequence[Sequence[Statement]]) -> Iterator[tuple[int, int]]:
    """Pairs of cells that share a word of the subject, a place, or a product: the others cannot be related."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, cell in enumerate(cells):
        for bucket in _buckets(cell[0]):
            buckets[bucket].append(index)
    pairs = {pair for members in buckets.values() for pair in combinations(members, 2)}
    yield from sorted((a, b) for a, b in pairs if not _other_periods(cells[a][0], cells[b][0]))


def _other_periods(a: Statement, b: Statement) -> bool:
    """Whether two flows are of two read periods: most pairs of a long series, and none of this law's business."""
    if a.dynamics not in ("flow", "period") or a.period_end is None or b.period_end is None:
        return False
    return (a.period_start, a.period_end) != (b.period_start, b.period_end)


def _buckets(one: Statement) -> set[tuple[str, str]]:
    """Under what a figure can be met by others: the words of its parties, its place, and its product where it has a place."""
    found = {("word", word) for party in (one.subject or "").split(JOINT) if party for word in core(party)}
    if one.place:
        found.add(("place", one.place))
        if one.subject is None:
            found |= {("word", word) for word in core(one.place)}
        if one.product:
            found.add(("product", one.product))
    return found
