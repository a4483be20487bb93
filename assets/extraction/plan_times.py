"""The times of plans and goals: a figure without one takes it from the plan or the goal that the article told before.

Belongs here: what is planned, targeted or projected. Does not: which status a figure has (`statements`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from assets.extraction.memory import Memory
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_model import Clock, Period, period_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token

LONGEST_COMING = timedelta(14)
"""The longest coming event of which the next sentence tells without naming its time again."""


def settle_plan(
    tokens: Sequence[Token],
    quantity: Quantity,
    figure: ExtractedFigure,
    period: Period | None,
    memory: Memory,
    clock: Clock,
) -> None:
    """The time of a plan or a goal: its own is kept for what is said of it later; one without takes it from before.

    What is planned is not of the past period that its paragraph reports on.
    """
    intended = figure.status in ("planned", "target", "agreed", "projected")
    past = clock.published is not None and figure.period_end is not None and figure.period_end <= clock.published
    if figure.period_basis == "inherited" and figure.status in ("planned", "target", "agreed") and past:
        figure.period_start = figure.period_end = None
        figure.period_basis = "none"
        figure.assumed.discard("period")
    own = period is not None and figure.period_basis in ("explicit", "relative")
    if figure.boilerplate or figure.role == "base":
        return
    if own and period is not None:
        if _is_coming(period, clock):
            memory.coming = period, memory.body_sentences
        if figure.status == "target" and period.kind == "until":
            memory.goals[figure.dimension] = (period, memory.body_sentences)
        if intended and figure.measure and not figure.measure.startswith("~"):
            memory.plans[figure.measure, figure.subject] = (period, memory.body_sentences)
        return
    found = _of_a_goal(tokens, quantity, figure, memory)
    if found is None and intended and figure.period_basis == "none":
        plan = memory.plans.get((figure.measure or "", figure.subject))
        found = plan[0] if plan is not None and memory.body_sentences - plan[1] <= 1 else None
    if found is None and figure.period_basis == "none" and figure.status in ("projected", "planned"):
        coming = memory.coming
        found = coming[0] if coming is not None and memory.body_sentences - coming[1] <= 1 else None
    if found is not None:
        figure.period_start, figure.period_end, figure.period_basis = found.start, found.end, "inherited"
        figure.assumed.add("period")


def _is_coming(period: Period, clock: Clock) -> bool:
    """Some days that begin after the publication: 'a three-day walkout from Monday'."""
    if clock.published is None or period.start is None or period.end is None:
        return False
    return period.start > clock.published and timedelta(0) < period.end - period.start <= LONGEST_COMING


def _of_a_goal(tokens: Sequence[Token], quantity: Quantity, figure: ExtractedFigure, memory: Memory) -> Period | None:
    """'Less than half of the promise', 'the total will be 6 GW': the date of the goal that the article told before."""
    if not memory.goals:
        return None
    behind = [t.low for t in tokens[quantity.last : quantity.last + 3]]
    if behind[:1] == ["of"] and len(behind) == 3 and behind[2] in period_words("goal"):
        return list(memory.goals.values())[-1][0]
    goal = memory.goals.get(figure.dimension)
    if goal is None or figure.status not in ("projected", "target") or "status" in figure.assumed:
        return None
    just_told = memory.body_sentences - goal[1] <= 1
    undated = figure.period_basis == "none" or (figure.period_basis == "inherited" and just_told)
    return goal[0] if undated else None
