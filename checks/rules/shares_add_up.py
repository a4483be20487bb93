"""Law: shares of one whole, of which the last is told to be the rest, add up to a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.cues import holds, leads, pattern
from checks.comparison.intervals import total
from checks.comparison.passages import LONGEST, Passage, hides_number, passage_of
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.sources_agree import key_of

HUNDRED = Decimal(100)
# Shares that are no split of one whole add up to anything; a slip leaves the sum near a hundred.
NEAREST, FARTHEST = Decimal(75), Decimal(130)
_MOST_SHARES = 8


class SharesMeetHundred(LawModel):
    """There are numbers in the intervals of the shares that add up to a hundred."""

    sum_low: float = pa.Field(description="Sum of the low ends of the shares, percent.")
    sum_high: float = pa.Field(description="Sum of the high ends of the shares, percent.")
    whole: float = pa.Field(description="What they share: 100, or the share of which they are the parts.")

    @pa.dataframe_check(name="shares of one whole add up to it")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[sum of the shares] holds the whole."""
        return data.lazyframe.select(
            (pl.col("sum_low") <= with_guard("whole", 1)) & (pl.col("sum_high") >= with_guard("whole", -1))
        )


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each sentence in which a share is told to be the rest: the shares before it and itself."""
    for candidate in candidates:
        passage = passage_of(candidate.by_role)
        shares = _shares(passage) if passage is not None else []
        if shares and NEAREST <= sum(s.centre for s in shares) <= FARTHEST:
            yield _trial(shares)


def explain(trial: Trial, verdict: str) -> Saying:
    """The sum of the shares beside a hundred."""
    shares = trial.statements
    summed = sum((s.centre for s in shares), Decimal(0))
    formula = f"{' + '.join(number(s.centre) for s in shares)} = {number(summed)}; expected: 100"
    who = told(shares)
    if verdict in ("consistent", "rounding"):
        return Saying(formula, f"The shares make up the whole within their rounding. {who}.", None, Decimal(0))
    gap = abs(summed - HUNDRED) / max(summed, HUNDRED)
    text = f"The shares and the rest add up to {number(summed)} per cent, not to a hundred. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a rest of {number(HUNDRED - summed + shares[-1].centre)} per cent", gap)


RULE = Rule(
    name="shares_add_up",
    question="Do the shares of one whole and the rest of it add up to a hundred?",
    candidates="passages",
    roles=("share",),
    model=SharesMeetHundred,
    trials=trials,
    explain=explain,
    parameters={
        "cue": f"({pattern('rest')}).*(%|per ?cent)",
        "least": 2,
        "longest": LONGEST,
        "reach": 0,
        "family": 0,
        "unit": "percent",
    },
    about=("share",),
    needs=("unit",),
    within_article=True,
)


def _shares(passage: Passage) -> list[Statement]:
    """The shares up to the one that is the rest; none where a number went unread, or a change stands among them."""
    percents = [f for f in passage.figures if f.unit == "percent"]
    rests = [n for n, f in enumerate(percents) if n and leads("rest", passage.before(f))]
    if len(rests) != 1:
        return []
    shares = percents[: rests[0] + 1]
    texts = passage.gaps(shares)
    moved = any(s.change is not None or s.value is None or s.value < 0 for s in shares)
    if moved or len(shares) > _MOST_SHARES or hides_number(passage.words(shares[0], shares[-1])):
        return []
    return [] if any(holds("clause", text) for text in texts) else shares


def _trial(shares: Sequence[Statement]) -> Trial:
    """A hundred is one way to read it; the others are that one share is the whole of the others: 'holds 51, sold 20, the other 31'."""
    rows = []
    for level in LEVELS:
        summed = total(s.reading(level) for s in shares)
        rows.append({"level": level, "whole": 100.0} | ends("sum", summed))
        if len(shares) > 2:
            rows += [
                {"level": level, "whole": float(whole.centre)}
                | ends("sum", total(s.reading(level) for s in shares if s is not whole))
                for whole in shares
            ]
            rows += [
                {"level": level, "whole": 100.0} | ends("sum", total(s.reading(level) for s in (*some, shares[-1])))
                for some in combinations(shares[:-1], len(shares) - 2)
            ]
    pieces = tuple(Piece(s, "share", n) for n, s in enumerate(shares, 1))
    key = f"{key_of(shares[0])}|shares"
    return Trial(key, pieces, tuple(rows), "conflict", "roles=TOLD", "")
