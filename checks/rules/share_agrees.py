"""Law: a share that stands beside an amount is that amount's share of its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.cues import follows
from checks.comparison.passages import LONGEST, Passage, passage_of
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, percent, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.share_words import shared
from checks.rules.sources_agree import key_of

HUNDRED = Decimal(100)
# "€40m, or 38 per cent", "6,200 children (23 per cent)": nothing but punctuation and a word of restating lies between.
_RESTATED = re.compile(r"^[\s,;:(–—-]*(or|i\.e\.|that is|equal to|equivalent to)?[\s,]*$", re.IGNORECASE)
# "a third of that — €28m": the share comes first and points back.
_POINTS_BACK = re.compile(r"^\s*of (that|this|it|them|these|those|the total|the sum|the whole)\b", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"^\s*of\b", re.IGNORECASE)
# "a quarter of the budget, and the port has to find €760m": another clause begins.
_BREAK = re.compile(r"[,;:]|\band\b")
# "74m, 10.8% less than": a difference, not a share.
_COMPARES = re.compile(
    r"^\s*(less|more|fewer|greater|higher|lower|above|below|up|down|rise|fall|increase|decrease|growth|"
    r",?\s*(over|above|below|under|short of|ahead of)\s+(the|its|their|a|what|last)\b)",
    re.IGNORECASE,
)
# "a saving of 46m, or 8 per cent": a change is a share of what there was before, and no part of a whole.
_CHANGE_BEFORE = re.compile(
    r"\b(saving|increase|rise|fall|cut|drop|gain|decline|reduction|growth|decrease|jump|improvement|difference|swing)s?"
    r" of\W*(\w+\W+){0,2}$",
    re.IGNORECASE,
)
# Characters between an amount and the share that restates it, and back to a whole: a clause, and two sentences.
BESIDE, REACH = 40, 400
# How many times too large or too small a share may be beside a whole that is only pointed to.
FARTHEST = Decimal(2)
# Characters between a sentence and the next.
_SENTENCE_GAP = 4


class PartIsShareOfWhole(LawModel):
    """There are numbers in the three intervals with part = share × whole."""

    share_low: float = pa.Field(description="Smallest share, as a fraction.")
    share_high: float = pa.Field(description="Largest share, as a fraction.")
    whole_low: float = pa.Field(description="Low end of the whole.")
    whole_high: float = pa.Field(description="High end of the whole.")
    part_low: float = pa.Field(description="Low end of the part.")
    part_high: float = pa.Field(description="High end of the part.")

    @pa.dataframe_check(name="an amount is its stated share of the whole")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[share × whole] meets [part]; amounts are not negative."""
        lowest = (pl.col("share_low") * pl.col("whole_low")).fill_nan(0.0)
        highest = (pl.col("share_high") * pl.col("whole_high")).fill_nan(float("inf"))
        return data.lazyframe.select((lowest <= with_guard("part_high", 1)) & (highest >= with_guard("part_low", -1)))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each share the one amount that it restates, and the one whole that the words point to; nothing where they do not."""
    for candidate in candidates:
        passage = passage_of(candidate.by_role)
        told = (
            next((f for f in passage.figures if f.figure_id == candidate.test), None) if passage is not None else None
        )
        found = shared(passage, told) if passage is not None and told is not None else None
        if found is not None:
            yield _trial(found.share, found.part, found.whole, said_so=found.sure)
            continue
        if not candidate.by_role.get("share"):
            continue
        share = candidate.by_role["share"][0]
        parts = [p for p in candidate.by_role["part"] if _restates(share, p) and p.soft.lower >= 0]
        if len(parts) != 1:
            continue
        whole = _whole(share, parts[0], candidate.by_role["whole"])
        if whole is not None and passage is not None and _is_passed_over(whole, share, passage):
            continue
        if (
            whole is not None
            and whole.value is not None
            and parts[0].value is not None
            and whole.value > parts[0].value
        ):
            said_so = bool(_POINTS_BACK.match(_after(share))) and whole.sentence_start == share.sentence_start
            yield _trial(share, parts[0], whole, said_so=said_so)


def explain(trial: Trial, verdict: str) -> Saying:
    """The share that the two amounts give, beside the stated one."""
    share, part, whole = (trial.of_role(role)[0] for role in ("share", "part", "whole"))
    actual = percent(part.centre / whole.centre)
    formula = f"{number(part.centre)} / {number(whole.centre)} = {actual}; stated: {span(share.soft)} %"
    who = told([whole, part, share])
    expected = whole.soft.multiply(share.soft.scaled(1 / HUNDRED))
    if verdict in ("consistent", "rounding"):
        only = "" if verdict == "consistent" else " only because the amounts are rounded"
        return Saying(formula, f"The amount is that share of the whole{only}. {who}.", None, Decimal(0))
    text = f"The two amounts give {actual}, not what is stated. {who}. {trial.reason}"
    return Saying(
        formula, text.strip(), f"a share of {actual}, or an amount of {span(expected)}", part.soft.gap(expected)
    )


RULE = Rule(
    name="share_agrees",
    question="Is an amount the share of its whole that is stated beside it?",
    candidates="share_agrees",
    roles=("share", "part", "whole"),
    model=PartIsShareOfWhole,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "beside": BESIDE, "reach": REACH, "longest": LONGEST},
    about=("share",),
    needs=("unit",),
    within_article=True,
)


def _between(first: Statement, second: Statement) -> str:
    """The characters of the sentence between two figures of it."""
    start = first.sentence_start
    return first.sentence[first.char_end - start : second.char_start - start]


def _after(share: Statement) -> str:
    """The rest of the sentence behind the share."""
    return share.sentence[share.char_end - share.sentence_start :]


def _restates(share: Statement, part: Statement) -> bool:
    """Whether the share says of this very amount how much of something it is."""
    if _COMPARES.match(_after(share)) or _is_change(part):
        return False
    if part.char_end <= share.char_start:
        return bool(_RESTATED.match(_between(part, share)))
    return bool(_POINTS_BACK.match(_between(share, part)))


def _is_change(part: Statement) -> bool:
    """Whether an amount tells what something changed by."""
    return part.change in ("increase_by", "decrease_by") or bool(
        _CHANGE_BEFORE.search(part.sentence[: part.char_start - part.sentence_start])
    )


def _whole(share: Statement, part: Statement, wholes: Sequence[Statement]) -> Statement | None:
    """'of that' points to the nearest amount before, 'of the growth' to the nearest increase; 'of X' to an amount of the same sentence
    after it; else one in the sentence."""
    after = _after(share)
    before = sorted(
        (w for w in wholes if w.char_end <= min(part.char_start, share.char_start)), key=lambda w: -w.char_start
    )
    if _OF_SOMETHING.match(after) and follows("grown", _OF_SOMETHING.sub("", after).removeprefix(" the")):
        grown = [w for w in before if w.change == "increase_by"]
        return grown[0] if grown else None
    wholes, before = ([w for w in some if w.statistic != "change"] for some in (wholes, before))
    if _POINTS_BACK.match(after):
        # an amount of another sentence of which nobody knows what it is, is not pointed to
        known = [
            w
            for w in before
            if _just_said(w, share) and (w.sentence_start == share.sentence_start or "measure" not in w.assumed)
        ]
        return known[0] if known else None
    if _OF_SOMETHING.match(after) and follows("whole_noun", _OF_SOMETHING.sub("", after).removeprefix(" the")):
        return min(before, key=lambda w: _misfit(share, part, w)) if before and _near(share, part, before) else None
    same = [w for w in wholes if w.sentence_start == share.sentence_start]
    if _OF_SOMETHING.match(after):
        following = sorted((w for w in same if w.char_start >= share.char_end), key=lambda w: w.char_start)
        near = following and not _BREAK.search(_between(share, following[0]))
        return following[0] if near else None
    return same[0] if len(same) == 1 else None


def _is_passed_over(whole: Statement, share: Statement, passage: Passage) -> bool:
    """Whether an amount by the week or the like stands nearer: 'grinds 900 tonnes a week, and 35% of that'."""
    return any(
        one.unit.startswith(f"{whole.unit}/") and whole.char_end <= one.char_start and one.char_end <= share.char_start
        for one in (*passage.earlier, *passage.figures)
    )


def _just_said(whole: Statement, share: Statement) -> bool:
    """Whether it stands in the same sentence or in the one before: 'that' reaches no farther."""
    return whole.sentence_start + len(whole.sentence) + _SENTENCE_GAP >= share.sentence_start


def _misfit(share: Statement, part: Statement, whole: Statement) -> Decimal:
    return part.soft.gap(whole.soft.multiply(share.soft.scaled(1 / HUNDRED)))


def _near(share: Statement, part: Statement, wholes: Sequence[Statement]) -> bool:
    """Whether all amounts that may be meant give nearly the share: a whole that no word names is taken for it only then."""
    ratios = [part.centre / w.centre * HUNDRED for w in wholes if w.centre > 0]
    return bool(ratios) and all(share.centre / FARTHEST <= ratio <= share.centre * FARTHEST for ratio in ratios)


def _trial(share: Statement, part: Statement, whole: Statement, *, said_so: bool) -> Trial:
    rows = []
    for level in LEVELS:
        fraction = share.reading(level).scaled(1 / HUNDRED)
        rows.append(
            {"level": level}
            | ends("share", fraction)
            | ends("whole", whole.term(level))
            | ends("part", part.term(level))
        )
    cap, reason = (
        ("conflict", "")
        if said_so
        else ("possible_conflict", "What it is a share of is inferred from the order of words.")
    )
    pieces = (Piece(share, "share", 1), Piece(part, "part", 2), Piece(whole, "whole", 3))
    return Trial(f"{key_of(part)}|share", pieces, tuple(rows), cap, "measure=CONTAINED; subject=EQUAL", reason)
