"""Scores what the laws say against gold relations: which clashes are caught, which harmless pairs are called one, law by law.

Belongs here: the definition of caught and of false, and counting. Does not: where the figures come from (`oracle`, or a run of the
job), or what a score must reach. The definition is that of the program that comes with the gold: a relation is caught by a comparison
whose evidence holds at least two of its figures on different sides; a flag is right if it catches a relation that asks for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.gold.scoring import Gold
from warehouse.store import Store

FIRM, FLAGGED = frozenset({"conflict"}), frozenset({"conflict", "possible_conflict"})
# a clash within one article is such a relation's own only where the comparison is about nothing else
_WHOLE_ONLY = frozenset({"agreement", "consistent_check", "growth_chain", "cumulative", "internal_arithmetic"})


@dataclass(frozen=True, slots=True)
class Flag:
    """One comparison: its law, its verdict, and the figures of each side."""

    comparison_id: str
    rule: str
    verdict: str
    title: str
    sides: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One gold relation with the comparisons that hold two of its figures against each other."""

    relation: Gold
    touching: tuple[Flag, ...]

    @property
    def verdicts(self) -> frozenset[str]:
        """What is said of it, law by law."""
        return frozenset(flag.verdict for flag in self.touching)

    @property
    def wanted(self) -> frozenset[str]:
        """The verdicts that catch it."""
        return frozenset(self.relation["verdicts"] or FLAGGED)

    @property
    def must_flag(self) -> bool:
        """Whether a miss of it counts; what is implied by another one does not."""
        return self.relation["expect"] == "flag" and not self.relation.get("implied")

    @property
    def caught(self) -> bool:
        """Whether it is caught, as a possible conflict too."""
        return bool(self.verdicts & self.wanted)

    @property
    def false(self) -> bool:
        """Whether it is flagged though it should not be: a possible conflict too, unless only firm ones are asked not to be."""
        expect = self.relation["expect"]
        return (expect == "no_flag" and bool(self.verdicts & FLAGGED)) or (
            expect == "no_conflict" and bool(self.verdicts & FIRM)
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """All relations of a set with what was said of them, and all flagged comparisons."""

    judgements: Sequence[Judgement]
    flags: Sequence[Flag]

    @property
    def right(self) -> frozenset[str]:
        """Ids of flagged comparisons that catch a relation which asks for a flag, or allows one as a bonus."""
        asked = [j for j in self.judgements if j.relation["expect"] in ("flag", "stretch")]
        return frozenset(flag.comparison_id for j in asked for flag in j.touching if flag.verdict in FLAGGED)

    @property
    def recall(self) -> float:
        """Percent of the relations that must be flagged that are."""
        wanted = [j for j in self.judgements if j.must_flag]
        return percent(sum(j.caught for j in wanted), len(wanted))

    def precision(self, verdicts: frozenset[str] = FLAGGED) -> float:
        """Percent of the flagged comparisons that are right; 100 where nothing is flagged."""
        flagged = [flag for flag in self.flags if flag.verdict in verdicts]
        return percent(sum(flag.comparison_id in self.right for flag in flagged), len(flagged)) if flagged else 100.0

    def caught(self, kind: str, verdicts: frozenset[str] = FLAGGED) -> tuple[int, int]:
        """(caught, all) of the relations of one type that must be flagged."""
        mine = [j for j in self.judgements if j.must_flag and j.relation["type"] == kind]
        return sum(bool(j.verdicts & (j.wanted if verdicts is FLAGGED else verdicts)) for j in mine), len(mine)

    @property
    def false_conflicts(self) -> list[Judgement]:
        """Relations that are none and were called a conflict."""
        return [j for j in self.judgements if j.relation["expect"] in ("no_flag", "no_conflict") and j.verdicts & FIRM]

    @property
    def false_alarms(self) -> list[Judgement]:
        """Relations that must not be flagged at all and were, as a possible conflict too."""
        return [j for j in self.judgements if j.relation["expect"] == "no_flag" and j.verdicts & FLAGGED]


def score(relations: Sequence[Gold], figure_ids: Mapping[tuple[str, int], str], store: Store) -> Scores:
    """Lays the comparisons of a store beside gold relations; `figure_ids` names the figure of each (file, start) of their claims."""
    flags = all_flags(store)
    holding: dict[str, list[Flag]] = defaultdict(list)
    for flag in flags:
        for figure in flag.sides:
            holding[figure].append(flag)
    judged = []
    for relation in relations:
        claims = [(claim["file"], claim["start"]) for claim in relation["claims"]]
        ids = list(dict.fromkeys(figure_ids[place] for place in claims if place in figure_ids))
        near = {flag.comparison_id: flag for figure in ids for flag in holding[figure]}
        touching = tuple(near[name] for name in sorted(near) if _touches(near[name], ids, str(relation["type"])))
        judged.append(Judgement(relation, touching))
    return Scores(judged, [flag for flag in flags if flag.verdict in FLAGGED])


def percent(part: int, whole: int) -> float:
    """`part` of `whole` in percent, one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def _touches(flag: Flag, ids: Sequence[str], kind: str) -> bool:
    """Whether two figures of a relation stand on different sides of a comparison."""
    mine = [figure for figure in ids if figure in flag.sides]
    apart = any(
        flag.sides[a] != flag.sides[b] or len(flag.sides[a]) > 1 for n, a in enumerate(mine) for b in mine[n + 1 :]
    )
    return apart and (kind not in _WHOLE_ONLY or set(flag.sides) <= set(ids) or len(ids) == 2)


def all_flags(store: Store) -> list[Flag]:
    """All comparisons with their evidence, whatever their verdict, in the order of their ids."""
    with store.reading() as session:
        comparisons = session.query("SELECT comparison_id, rule, verdict, title FROM store.comparisons").rows(
            named=True
        )
        evidence = session.query("SELECT comparison_id, figure_id, side FROM store.evidence").rows(named=True)
    sides: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in evidence:
        sides[row["comparison_id"]][row["figure_id"]].add(row["side"])
    return [
        Flag(
            row["comparison_id"], row["rule"], row["verdict"], row["title"],
            {figure: frozenset(found) for figure, found in sides[row["comparison_id"]].items()},
        )
        for row in sorted(comparisons, key=lambda r: str(r["comparison_id"]))
    ]  # fmt: skip
