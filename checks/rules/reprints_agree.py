"""Law: a text that is printed again says the same numbers. One that changed is a slip of one of the two, or a correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.comparison.intervals import all_meet
from checks.comparison.statements import Statement, masked
from checks.comparison.wording import number, told
from checks.rules.base import Candidate, Piece, Rule, Saying, Trial
from checks.rules.meeting import FiguresMeet, readings
from checks.rules.sources_agree import key_of

# A sentence of so many characters without its numbers is one writer's; a shorter one may be a form of words.
OWN_WORDS, SOME_WORDS = 60, 35
# A state of things (a price, a level) may be told in the same words on each of so many days and more.
SAME_DAYS = 2
_CORRECTED = r"(?i)\b(?:correct(?:s|ed|ion)|updat(?:es|ed)|amended|clarification)\b"


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each number that differs from the first telling of its sentence."""
    for candidate in candidates:
        firsts = [(role, s) for role in ("first", "alike") for s in candidate.by_role.get(role, ())]
        laters = [(role, s) for role in ("reprint", "correction") for s in candidate.by_role.get(role, ())]
        for first_role, first in firsts:
            for later_role, later in laters:
                cap, reason = _cap(first, later, first_role == "alike", later_role == "correction")
                if cap:
                    yield _trial(first, later, later_role, cap, reason)


def explain(trial: Trial, verdict: str) -> Saying:
    """Both tellings of the sentence, and which came first."""
    first, later = trial.statements
    formula = f"{number(first.centre)} ≠ {number(later.centre)}"
    gap = first.soft.gap(later.soft)
    if verdict in ("consistent", "rounding"):
        return Saying(formula, f"One sentence in two articles, once more coarsely. {told([first, later])}.", None, gap)
    text = f"The same sentence stands in two articles with two numbers. {told([first, later])}. {trial.reason}"
    return Saying(formula, text.strip(), "a slip in one of the two texts, or a correction of the first", gap)


RULE = Rule(
    name="reprints_agree",
    question="Does a text that is printed again say the same numbers?",
    candidates="reprints_agree",
    kin="same_story_kin",
    roles=("first", "alike", "reprint", "correction"),
    model=FiguresMeet,
    trials=trials,
    explain=explain,
    needs=(),
    parameters={"large": False, "corrected": _CORRECTED},
    compares_values=True,
    counted_by="reprints_agree_eligible",
)


def _cap(first: Statement, later: Statement, alone: bool, corrected: bool) -> tuple[str, str]:
    """How much a changed number proves; '' where two days or two voices are told in one form of words."""
    voices = {one.attribution.casefold() for one in (first, later) if one.attribution}
    if len(voices) > 1:
        return "", ""
    if first.source == later.source or corrected:
        if first.published_on == later.published_on and not corrected:
            return "possible_conflict", "One source printed both on one day."
        return "revision", f"{later.source} gave the later number."
    days = [one.published_on for one in (first, later) if one.published_on]
    apart = abs((days[0] - days[1]).days) if len(days) == 2 else 0
    if apart > SAME_DAYS and (first.dynamics == "state" or alone):
        return "", ""
    if alone or len(masked(first.sentence)) < OWN_WORDS:
        return "possible_conflict", "The two texts share little but this sentence."
    return "conflict", ""


def _trial(first: Statement, later: Statement, role: str, cap: str, reason: str) -> Trial:
    meet = all_meet(one.signed(one.hard) for one in (first, later))
    pieces = (Piece(first, "first", 1), Piece(later, role, 1 if meet else 2))
    return Trial(key_of(first), pieces, readings((first, later), ("printed", "hard")), cap, "sentence=EQUAL", reason)
