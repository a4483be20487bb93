"""Law: two reports of one story give the same number where their sentences tell the same thing in other words.

It meets figures by the words around them, not by facets that were read: so it finds what `sources_agree` cannot compare for want of a
measure or a subject, and it never says more than `possible_conflict`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from checks.comparison.alike_units import in_alike_unit
from checks.comparison.facets import relate
from checks.comparison.intervals import all_meet
from checks.comparison.retelling import Likeness, Story, least_score, likeness, unit_group
from checks.comparison.statements import Statement
from checks.comparison.value_nearness import nearness, too_far
from checks.comparison.verdicts import widest_gap
from checks.comparison.wording import number, span, told
from checks.rules.base import Candidate, Rule, Saying, Trial
from checks.rules.meeting import FiguresMeet, common, in_camps, readings

# More figures of one kind in one story than this are a table, in which words do not tell one row from another.
MOST_FIGURES = 300


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures of two articles, how alike they are told, and the score with what their values add."""

    a: Statement
    b: Statement
    likeness: Likeness
    score: float
    meets: bool


@dataclass(slots=True)
class _Cluster:
    """Figures that tell one thing, and the likeness of the two that are most surely so."""

    members: list[Statement]
    likeness: Likeness


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each thing of a story that its reports number differently."""
    for candidate in candidates:
        told = [in_alike_unit(one) for one in candidate.by_role["told"]]
        story = Story.of(told)
        for group in _groups(told):
            yield from _group_trials(group, story)


def explain(trial: Trial, verdict: str) -> Saying:
    """Who says what, and by which words the sentences were taken to tell the same thing."""
    sides: dict[int, list[Statement]] = {}
    for piece in sorted(trial.pieces, key=lambda p: p.side):
        sides.setdefault(piece.side, []).append(piece.statement)
    ranges = [common(members) for members in sides.values()]
    formula = " ≠ ".join(f"[{span(interval)}]" for interval in ranges)
    gap = widest_gap([s.signed(s.soft) for s in trial.statements])
    text = f"{' — against — '.join(told(members) for members in sides.values())}. {trial.reason}"
    nearest = f"the lowest at least {number(ranges[-1].lower)}, or the highest at most {number(ranges[0].upper)}"
    return Saying(formula, text, nearest, gap)


RULE = Rule(
    name="retold_figures_agree",
    question="Do reports of one story give the same number where they tell the same thing in other words?",
    candidates="retold_figures_agree",
    kin="same_story_kin",
    roles=("told",),
    model=FiguresMeet,
    trials=trials,
    explain=explain,
    parameters={"large": False},
    about=("level", "change", "share", "rate", "price"),
    needs=("unit",),
    compares_values=True,
)


def _groups(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Figures of one story that count or measure in one unit."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for one in sorted(statements, key=lambda s: s.figure_id):
        unit = unit_group(one)
        if unit is not None:
            groups[unit].append(one)
    yield from (groups[unit] for unit in sorted(groups) if len(groups[unit]) <= MOST_FIGURES)


def _group_trials(group: Sequence[Statement], story: Story) -> Iterator[Trial]:
    pairs = _pairs(group, story)
    best = _best(pairs)
    found = [p for p in pairs if _disagrees(p) and _is_best(p, best)]
    twins = [p for p in pairs if p.meets and p.score >= least_score(p.a) and _is_best(p, best)]
    for cluster in _clusters(found, twins):
        yield _trial(cluster)


def _disagrees(pair: _Pair) -> bool:
    """Whether two tellings of one thing differ, and no other law knows more of them."""
    return (
        pair.score >= least_score(pair.a)
        and pair.likeness.is_telling
        and not pair.meets
        and not too_far(pair.a, pair.b)
        and not _compared_by_facets(pair)
    )


def _pairs(group: Sequence[Statement], story: Story) -> list[_Pair]:
    """All pairs of two articles with their scores. A pair that is settled to be of two days or things still shows that neither figure
    has its partner elsewhere."""
    pairs = []
    for a, b in combinations(group, 2):
        if a.article_id != b.article_id:
            alike = likeness(a, b, story)
            score = alike.score + nearness(a, b).weight
            pairs.append(_Pair(a, b, alike, score, all_meet((a.hard, b.hard))))
    return pairs


def _best(pairs: Sequence[_Pair]) -> Mapping[tuple[str, str], float]:
    """For each figure and each other article, the best score that it has there."""
    best: dict[tuple[str, str], float] = {}
    for pair in pairs:
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            key = (one.figure_id, other.article_id)
            best[key] = max(best.get(key, pair.score), pair.score)
    return best


def _is_best(pair: _Pair, best: Mapping[tuple[str, str], float]) -> bool:
    """Whether neither figure has a better partner in the other's article."""
    return pair.score >= max(best[(pair.a.figure_id, pair.b.article_id)], best[(pair.b.figure_id, pair.a.article_id)])


def _compared_by_facets(pair: _Pair) -> bool:
    """Whether the law that sources agree compares the two, or knows why not."""
    if pair.a.comparable_key != pair.b.comparable_key or pair.a.measure is None:
        return False
    return relate(pair.a, pair.b).cap != "scope_differs"


def _clusters(found: Sequence[_Pair], twins: Sequence[_Pair]) -> Iterator[_Cluster]:
    """Disagreeing pairs that share a figure, or a figure that another repeats, as one disagreement; no article speaks twice in it
    but with one number."""
    homes: dict[str, _Cluster] = {}
    for pair in sorted(found, key=lambda p: (-p.score, p.a.figure_id, p.b.figure_id)):
        one, other = (homes.get(s.figure_id) or _Cluster([s], pair.likeness) for s in (pair.a, pair.b))
        if one is other or not all(_may_join(s, one.members) for s in other.members):
            continue
        one.members.extend(other.members)
        homes |= {member.figure_id: one for member in one.members}
    for pair in twins:
        for known, new in ((pair.a, pair.b), (pair.b, pair.a)):
            home = homes.get(known.figure_id)
            if home is not None and new.figure_id not in homes and _may_join(new, home.members):
                home.members.append(new)
                homes[new.figure_id] = home
    yield from {id(home): home for home in homes.values()}.values()


def _may_join(new: Statement, members: Sequence[Statement]) -> bool:
    return all(s.article_id != new.article_id or all_meet((s.hard, new.hard)) for s in members)


def _trial(cluster: _Cluster) -> Trial:
    members = sorted(cluster.members, key=lambda s: s.figure_id)
    reason = f"They are taken to tell the same thing, as {cluster.likeness.text}."
    facets = relate(members[0], members[-1]).text
    return Trial(_key(members), in_camps(members, "told"), readings(members), "possible_conflict", facets, reason)


def _key(members: Sequence[Statement]) -> str:
    """What the figures are about, as far as it is known: the measure and the subject that any of them has, and the unit."""
    measures = sorted({s.measure for s in members if s.measure and not s.measure.startswith("~")})
    subjects = sorted({s.subject for s in members if s.subject})
    return "|".join(["retold", unit_group(members[0]) or "", *measures[:1], *subjects[:1]])
