"""Law: the parts that an article names fit into the whole that it states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.facets import status_class, wholes_of
from checks.comparison.intervals import total
from checks.comparison.names import is_sited, relate_names
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement
from checks.comparison.surroundings import between
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, with_guard
from checks.rules.sources_agree import key_of, too_far_apart

_SHARE_OF = re.compile(r"(?:%|\bper cent|\bpercent|\bhalf|\bthird|\bquarter|\bfifth|\btenth)\s+of\b", re.IGNORECASE)


class PartsFitIntoWhole(LawModel):
    """The smallest sum of the parts does not exceed the largest whole."""

    parts_low: float = pa.Field(description="Sum of the low ends of the parts.")
    whole_high: float = pa.Field(description="High end of the whole.")

    @pa.dataframe_check(name="the parts fit into the whole")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """parts_low ≤ whole_high, but for float noise in the sum."""
        return data.lazyframe.select(pl.col("parts_low") <= with_guard("whole_high", 1))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each whole of an article: the parts named as such in one sentence, and the parts that are so by product, place or name."""
    for candidate in candidates:
        members = sorted(candidate.by_role["member"], key=lambda s: s.char_start)
        for whole, parts in _stated(members):
            yield _trial(whole, parts, "conflict")
        for whole, parts in _implied(members):
            yield _trial(whole, _each_once(parts, whole), "possible_conflict")


def explain(trial: Trial, verdict: str) -> Saying:
    """The sum of the parts beside the whole."""
    whole, parts = trial.of_role("whole")[0], trial.of_role("part")
    summed = sum((s.centre for s in parts), Decimal(0))
    formula = f"{' + '.join(number(s.centre) for s in parts)} = {number(summed)} ≤ {number(whole.centre)}"
    who = told([whole, *parts])
    gap = total(s.soft for s in parts).gap(whole.soft)
    least = number(total(s.hard for s in parts).lower)
    if verdict == "consistent":
        return Saying(formula, f"The parts fit into the whole. {who}.", None, Decimal(0))
    if verdict == "rounding":
        text = f"The parts named add to {number(summed)}, which fits only because the figures are rounded. {who}."
        return Saying(formula, text, f"a whole of at least {least}", gap)
    text = f"The parts named add to {number(summed)}, which is more than the whole. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a whole of at least {least}, or parts that overlap", gap)


RULE = Rule(
    name="part_within_whole",
    question="Do the parts that an article names fit into the whole that it states?",
    candidates="part_within_whole",
    roles=("whole", "part"),
    model=PartsFitIntoWhole,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True},
    about=("level",),
    needs=("measure", "unit"),
    within_article=True,
)


def _stated(members: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Wholes with the parts that one sentence names as such; two sentences may divide the same whole in two ways."""
    found: dict[tuple[int, int], tuple[Statement, list[Statement]]] = {}
    for part in members:
        whole = _stated_whole(part, members)
        if whole is not None and not (part.centre > whole.centre and too_far_apart([whole], [part])):
            found.setdefault((whole.char_start, part.sentence_start), (whole, []))[1].append(part)
    yield from (found[key] for key in sorted(found))


def _implied(members: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Wholes that are no part themselves, with the figures that are parts of them by what they are about."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for part in members:
        for whole in members:
            if _is_part_by_name(part, whole):
                found[whole.figure_id].append(part)
    for whole, parts in _listed_places(members):
        found[whole.figure_id].extend(parts)
    inner = {part.figure_id for parts in found.values() for part in parts}
    outer = [whole for whole in members if whole.figure_id in found and whole.figure_id not in inner]
    for whole in outer:
        if not _twin_before(whole, outer):
            yield whole, found[whole.figure_id]


def _stated_whole(part: Statement, members: Sequence[Statement]) -> Statement | None:
    """The whole that a figure is said to be a part of: the nearest figure before it that is none, else the nearest after it."""
    if part.role != "part":
        return None
    wholes = [
        w
        for w in members
        if w.role != "part" and w.figure_id != part.figure_id and _may_hold(w, part) and not _is_share_of(w, part)
    ]
    before = [w for w in wholes if w.char_start < part.char_start and not w.in_title]
    if before:
        return max(before, key=lambda w: w.char_start)
    # what follows a part and is smaller is the next part, read without its unit or its role
    after = [w for w in wholes if w.sentence_start == part.sentence_start and w.centre > part.centre]
    return min(after, key=lambda w: w.char_start) if after else None


def _is_share_of(one: Statement, other: Statement) -> bool:
    """Whether the words say that the one is a share of the other: '11.8m tonnes, 5.5 per cent of a trade of 216m tonnes'."""
    return one.sentence_start == other.sentence_start and bool(_SHARE_OF.search(between(one, other)))


def _may_hold(whole: Statement, part: Statement) -> bool:
    """Whether nothing that was read speaks against it: status, and the period of both."""
    periods = whole.period_end is None or part.period_end is None or whole.period_end == part.period_end
    products = whole.product in (None, part.product) or part.product is None or whole.product in wholes_of(part.product)
    return status_class(whole.status) == status_class(part.status) and periods and products


def _is_part_by_name(part: Statement, whole: Statement) -> bool:
    """Whether what a figure is about is a part of what the other is about: by product, or by a name with a part word."""
    if part.figure_id == whole.figure_id or part.role == "part" or whole.role == "part" or not _may_hold(whole, part):
        return False
    if _is_share_of(whole, part):
        return False
    names = relate_names(part.subject, whole.subject)
    if part.product is not None and whole.product is not None and whole.product in wholes_of(part.product):
        return not is_sited(whole.subject)
    same_flow = part.counterparty == whole.counterparty and part.place == whole.place
    if part.product is not None and whole.product is None and part.dynamics in ("flow", "cumulative"):
        return (
            names is Relation.EQUAL
            and same_flow
            and part.period_end is not None
            and part.period_end == whole.period_end
            # behind the part, a figure that says neither product nor time is of both that were told before it
            and ("period" not in whole.assumed or whole.char_start < part.char_start)
        )
    return (
        names is Relation.CONTAINED
        and len(part.subject or "") > len(whole.subject or "")
        and part.product in (None, whole.product)
    )


def _listed_places(members: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Sentences that list one count by place, with the nearest count before them that names no place."""
    lists: dict[int, list[Statement]] = defaultdict(list)
    for one in members:
        if one.place is not None and one.role != "part" and one.dynamics in ("flow", "cumulative"):
            lists[one.sentence_start].append(one)
    for start, parts in sorted(lists.items()):
        if len({p.place for p in parts}) < max(2, len(parts)):
            continue
        before = [
            w for w in members if w.place is None and w.sentence_start < start and w.role != "part" and not w.in_title
        ]
        before = [w for w in before if all(_may_hold(w, p) and w.subject == p.subject for p in parts)]
        if before:
            yield max(before, key=lambda w: w.char_start), parts


def _each_once(parts: Sequence[Statement], whole: Statement) -> list[Statement]:
    """Parts without second mentions of what may be the same thing, of which the one nearest to the whole is kept, and without parts
    of parts."""
    kept: list[Statement] = []
    for part in sorted(parts, key=lambda p: (abs(p.char_start - whole.char_start), p.char_start)):
        if not any(part.value_key == k.value_key and _may_be_of_one(part, k) for k in kept):
            kept.append(part)
    outer = [
        p
        for p in kept
        if not any(_is_part_by_name(p, k) and p.centre <= k.centre and _may_be_of_one(p, k) for k in kept)
    ]
    return sorted(outer, key=lambda p: p.char_start)


def _may_be_of_one(a: Statement, b: Statement) -> bool:
    """Whether neither the names nor the places say that the two are about two things."""
    other_subject = relate_names(a.subject, b.subject) is Relation.DISJOINT
    other_place = a.place is not None and b.place is not None and a.place != b.place
    return not other_subject and not other_place


def _twin_before(whole: Statement, members: Sequence[Statement]) -> bool:
    """Whether the same whole already stood earlier in the article."""
    return any(
        m.char_start < whole.char_start and m.value_key == whole.value_key and m.product == whole.product
        for m in members
    )


def _trial(whole: Statement, parts: Sequence[Statement], cap: str) -> Trial:
    steps = [s.step for s in (whole, *parts)]
    rows = []
    for level in LEVELS:
        low = sum((s.reading(level, min(steps)).lower for s in parts), Decimal(0))
        rows.append(
            {"level": level, "parts_low": float(low), "whole_high": float(whole.reading(level, min(steps)).upper)}
        )
    doubtful = sorted(
        frozenset({"subject", "measure", "period"}).intersection(*[whole.assumed.union(*(p.assumed for p in parts))])
    )
    reason = "What the parts are parts of is inferred, not said."
    if cap == "conflict":
        cap, reason = (
            ("possible_conflict", f"The {', '.join(doubtful)} was assumed.") if "measure" in doubtful else (cap, "")
        )
    pieces = (Piece(whole, "whole", 1), *(Piece(p, "part", n) for n, p in enumerate(parts, 2)))
    facets = "measure=EQUAL; subject=CONTAINED; status=EQUAL"
    return Trial(key_of(whole), pieces, tuple(rows), cap, facets, reason)
