"""Law: figures of the same thing meet. Asked of two sources, of two voices in one article, and of a headline and its body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, product

from checks.comparison.contexts import days_counted_to
from checks.comparison.facets import STRENGTH, Facets, likely_same, relate, status_class
from checks.comparison.intervals import Interval, all_meet
from checks.comparison.retelling import told_alike
from checks.comparison.statements import Statement
from checks.comparison.verdicts import pair_hints, widest_gap
from checks.comparison.wording import drift, number, span, told
from checks.rules.base import Candidate, Rule, Saying, Trial
from checks.rules.families import (
    Family,
    Near,
    contradicting,
    families,
    latest_of_each_voice,
    neighbourhood,
    related,
    without_narration,
    without_reprints,
)
from checks.rules.meeting import FiguresMeet, common, in_camps, readings

# One project's figure is rarely five times that of another report of it, and the figures of two projects often are.
TWO_THINGS = 5
# Where a facet is open and values are farther apart than this, the words must tell the same thing, by so much at least.
APART, TOLD_ALIKE = Decimal("1.5"), 2.5


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """Trials within each family, and between families of which one facet is unknown, later or planned."""
    for candidate in candidates:
        found = families(candidate.by_role["statement"])
        near = neighbourhood(found)
        for family in found:
            yield from _within(family, near[family.members[0].figure_id])
        for a, b, facets in related(found, near):
            yield from _between(a, b, facets, near)


def explain(trial: Trial, verdict: str) -> Saying:
    """Who is in which camp, the ranges, and why the verdict is not stronger."""
    groups: dict[int, list[Statement]] = {}
    for piece in sorted(trial.pieces, key=lambda p: p.side):
        groups.setdefault(piece.side, []).append(piece.statement)
    ranges = [common(members) for members in groups.values()]
    formula = " ≠ ".join(f"[{span(interval)}]" for interval in ranges)
    gap = widest_gap([s.signed(s.soft) for s in trial.statements])
    if len(groups) == 1:
        low = max(s.signed(s.hard).lower for s in trial.statements)
        high = min(s.signed(s.hard).upper for s in trial.statements)
        text = (
            "All allow the same number"
            if verdict == "consistent"
            else "They agree once rounding and wording are allowed for"
        )
        return Saying(formula, f"{text}. {told(trial.statements)}.", f"a value of {span(Interval.of(low, high))}", gap)
    camps_told = " — against — ".join(told(members) for members in groups.values())
    nearest = f"the lowest at least {number(ranges[-1].lower)}, or the highest at most {number(ranges[0].upper)}"
    moved = f" {_drift(trial)}" if verdict in ("revision", "plan_vs_actual") else ""
    return Saying(formula, f"{camps_told}. The ranges do not meet. {trial.reason}{moved}".strip(), nearest, gap)


RULE = Rule(
    name="sources_agree",
    question="Do all sources, and all parts of one article, give the same number for the same thing?",
    candidates="sources_agree",
    roles=("statement",),
    model=FiguresMeet,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "blocked": []},
    compares_values=True,
    about=("level", "change", "share", "rate", "price"),
    needs=("measure", "unit"),
    by_blocks=True,
)


def _drift(trial: Trial) -> str:
    """From the plan to its outcome, or from the earlier number to the later one."""
    ordered = sorted(
        trial.statements,
        key=lambda s: (status_class(s.status) == "actual", s.as_of or date.min, s.published_on or date.min),
    )
    return drift(ordered[0], ordered[-1])


def _within(family: Family, around: Sequence[Family]) -> Iterator[Trial]:
    """One trial of what all voices of a family stand by now, and one for each voice that revised itself."""
    members, revised = latest_of_each_voice(without_narration(contradicting(family)))
    for earlier, later in revised:
        yield _trial([earlier, later], "revision", family.facets, f"{later.source} gave the later number itself.")
    if len(members) < 2 or len({(s.article_id, s.sentence_start, s.voice) for s in members}) < 2:
        return
    cap, reason = min(
        (_family_cap(said, family.facets) for said in (members, without_reprints(members))),
        key=lambda told: STRENGTH.index(told[0]),
    )
    if all_meet(s.signed(s.hard) for s in members):
        if family.facets.cap == "conflict":
            yield _trial(members, cap, family.facets, reason)
    elif (cap == "possible_conflict" and too_far_apart(members, members)) or (
        cap in ("conflict", "possible_conflict") and _of_two_days(members)
    ):
        return
    elif cap != "scope_differs" or members[0].status == "projected":
        yield _trial([*members, *_support(members, around)], cap, family.facets, reason)


def _family_cap(members: Sequence[Statement], facets: Facets) -> tuple[str, str]:
    """What may be concluded within a family, and why not more."""
    if facets.cap != "conflict":
        return _one_article_cap(members, facets.cap), _doubt(facets)
    if (
        len({s.article_id for s in members}) == 1
        and len({s.voice for s in members}) == 1
        and not _headline_and_body(members)
    ):
        if members[0].dynamics == "state":
            return "revision", "One article tells how it changed."
        return "possible_conflict", "One voice gives both; it may mean two things by them."
    if members[0].status == "projected" and len({s.article_id for s in members}) > 1:
        named = {s.attribution for s in members} - {None}
        if len(named) > 1 or members[0].dynamics not in ("static", "unlisted", "fixed"):
            return "scope_differs", "Forecasts of different voices differ by their nature."
        return "possible_conflict", "They may be forecasts of two voices, of which one is not named."
    if members[0].statistic == "change" and len({s.voice for s in members}) > 1:
        return "possible_conflict", "It is not certain that both are counted from the same base."
    return "conflict", ""


def _doubt(facets: Facets) -> str:
    """Why a pair is not compared as the same statement, by the facet that limits it."""
    doubts = {
        "status": "One is a plan, the other an outcome or a forecast.",
        "as_of": "They are of different days.",
        "basis": "They are counted on different bases.",
    }
    return doubts.get(facets.limit or "", f"It is not certain that both are about the same {facets.limit}.")


def _one_article_cap(members: Sequence[Statement], cap: str) -> str:
    """What was assumed from an article's context proves nothing against that same article, unless it names two who disagree."""
    return "scope_differs" if len({s.article_id for s in members}) == 1 and not _disputed(members) else cap


def _disputed(members: Sequence[Statement]) -> bool:
    """Whether one article names two authorities, each with its own figure."""
    named = None not in {s.attribution for s in members} and len({s.voice for s in members}) > 1
    return named and len({s.article_id for s in members}) == 1


def _headline_and_body(members: Sequence[Statement]) -> bool:
    return len({s.in_title for s in members}) == 2


def _support(members: Sequence[Statement], around: Sequence[Family]) -> list[Statement]:
    """Figures of other families that are likely about the same and repeat the number of one camp: they take a side.

    Of a toll, later counts do so too. They raise no disagreement of their own, and none that fits all camps says anything.
    """
    own = {s.figure_id for s in members}
    toll = members[0].dynamics == "cumulative"
    joined = []
    for one in (s for family in around for s in family.members if s.figure_id not in own):
        meets = [m for m in members if all_meet((one.signed(one.hard), m.signed(m.hard)))]
        if meets and len(meets) < len(members) and any(_may_support(one, m, toll) for m in meets):
            joined.append(one)
    return joined


def _may_support(one: Statement, member: Statement, toll: bool) -> bool:
    if likely_same(one, member):
        return True
    later = one.as_of is not None and member.as_of is not None and one.as_of > member.as_of
    if not (toll and later):
        return False
    return likely_same(one, member, whatever_day=True) or relate(one, member).cap == "revision"


def _between(a: Family, b: Family, facets: Facets, near: Near) -> Iterator[Trial]:
    """A trial of two families whose facets are not all EQUAL; nothing where some of the one agree with some of the other."""
    earlier, later = sorted((a, b), key=_order)
    left, right = without_narration(earlier.members), without_narration(later.members)
    left, right = _without_what_fits_both(left, right), _without_what_fits_both(right, left)
    if not left or not right or any(all_meet((x.signed(x.hard), y.signed(y.hard))) for x in left for y in right):
        return
    cap, reason = facets.cap, _doubt(facets)
    if cap == "plan_vs_actual" and _disputed([*left, *right]):
        cap, reason = (
            "possible_conflict",
            "One article sets two voices against each other; the status may have been misread.",
        )
    if cap == "revision":
        if not _consecutive(earlier, later, near):
            return
        cap, reason = _over_time(left, right)
    witnesses = without_reprints([*left, *right])
    if cap == "possible_conflict" and (
        _one_article_cap(witnesses, cap) != cap
        or too_far_apart(left, right)
        or _have_partners(left, right, near)
        or _of_two_days([*left, *right])
        or (_of_unknown_day(left, right) and not _told_alike(left, right))
    ):
        return
    yield _trial([*left, *right], cap, facets, reason)


def _of_two_days(members: Sequence[Statement]) -> bool:
    """Whether sentences name the day up to which they count, and no two of them the same: '64 as of 30 June', '71 by 4 July'."""
    named = [days for s in members if (days := days_counted_to(s.sentence))]
    return len(named) > 1 and not any(a & b for a, b in combinations(named, 2))


def _of_unknown_day(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    """Whether a thing that moves from day to day is told of a day that nobody knows: it may be any."""
    return left[0].dynamics == "state" and any(s.as_of is None for s in (*left, *right))


def _have_partners(left: Sequence[Statement], right: Sequence[Statement], near: Near) -> bool:
    """Whether each figure of one side stands beside another figure of its measure that the other side repeats: '68% (2022: 61%)' and '68%'.

    Then that is its partner, and the two are not held against each other.
    """
    around = [s for family in near[left[0].figure_id] for s in family.members]

    def is_partnered(one: Statement, others: Sequence[Statement]) -> bool:
        beside = (s for s in around if s.figure_id != one.figure_id and s.article_id == one.article_id)
        return any(
            s.sentence_start == one.sentence_start and all_meet((s.signed(s.hard), other.signed(other.hard)))
            for s in beside
            for other in others
        )

    return all(is_partnered(s, right) for s in left) or all(is_partnered(s, left) for s in right)


def _without_what_fits_both(own: Sequence[Statement], others: Sequence[Statement]) -> Sequence[Statement]:
    """Without the figures so vague that they meet everything on both sides: they say nothing of who is right."""
    every = [s.signed(s.hard) for s in (*own, *others)]
    telling = [s for s in own if not all(all_meet((s.signed(s.hard), interval)) for interval in every)]
    return telling or own


def too_far_apart(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    """Whether figures whose identity is unproven differ so much that they are more likely of two things; a slip of scale is not."""
    every = sorted(abs(s.centre) for s in (*left, *right))
    small, large = every[0], every[-1]
    if small == 0 or large / small <= APART or pair_hints([*left, *right]):
        return False
    return large / small > TWO_THINGS or not _told_alike(left, right)


def _told_alike(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    """Whether one article says so itself, or any two sentences of two articles tell the same thing."""
    return any(
        a.article_id == b.article_id or told_alike(a, b) >= TOLD_ALIKE
        for a, b in product(left, right)
        if a.figure_id != b.figure_id and not all_meet((a.signed(a.hard), b.signed(b.hard)))
    )


def _over_time(left: Sequence[Statement], right: Sequence[Statement]) -> tuple[str, str]:
    """A later number replaces an earlier one; but a toll that falls in another voice's mouth is no revision."""
    falls = max(s.hard.upper for s in right) < min(s.hard.lower for s in left)
    if left[0].dynamics == "cumulative" and falls and not {s.voice for s in left} & {s.voice for s in right}:
        return "possible_conflict", "A toll only rises, and the later count is lower."
    return "revision", "The later number is of a later day."


def _consecutive(earlier: Family, later: Family, near: Near) -> bool:
    """Whether no third family of the same subject lies between the two days, so that a series gives one step at a time."""
    subject = earlier.members[0].subject
    days = {_order(f)[0] for f in near[earlier.members[0].figure_id] if f.members[0].subject == subject}
    return not any(_order(earlier)[0] < day < _order(later)[0] for day in days)


def _order(family: Family) -> tuple[date, str]:
    return family.members[0].as_of or date.min, family.members[0].figure_id


def _trial(members: Sequence[Statement], cap: str, facets: Facets, reason: str) -> Trial:
    """The trial with its readings and each figure on the side of its camp."""
    return Trial(key_of(members[0]), in_camps(members, "statement"), readings(members), cap, facets.text, reason)


def key_of(one: Statement) -> str:
    """What a figure is about, as the key under which comparisons of it are named."""
    period = "" if one.dynamics in ("static", "unlisted") else f"{one.period_start or ''}/{one.period_end or ''}"
    parts = (one.comparable_key, one.unit, one.subject, one.counterparty, one.product, one.place, period)
    return "|".join(part or "" for part in parts)
