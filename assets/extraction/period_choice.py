"""Which time each quantity of a sentence is about: the ways to find it, tried in order.

Belongs here: what the sentence says, and what it points to or inherits from the sentences before. Does not: what times a
sentence names (`periods`), nor the times of figures that neither says (`undated`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from assets.extraction.changes import Movement
from assets.extraction.measures import Measured, inherits_period
from assets.extraction.memory import Memory
from assets.extraction.period_bases import base_period, belongs_to_base, is_a_multiple_of, stands_by
from assets.extraction.period_distance import (
    DAY_COST,
    INHERITING,
    SHARES,
    TOO_FAR,
    gap,
    is_averaged,
    is_beside,
    is_of_another_item,
    is_of_speech,
    is_taken,
    of_its_clause,
    tells_when_guessed,
)
from assets.extraction.period_model import Period, how_dated, kind_of, months_of, period_words
from assets.extraction.period_pointers import closes_a_span, event_pointed_at, lengths_named, points_back
from assets.extraction.single_quantity import Quantity
from assets.extraction.tense import is_past, is_present, tense_at, verb_tense
from assets.extraction.tokens import Token

AMOUNTS = frozenset(("money", "mass", "energy", "volume", "oil volume"))
REPEATED = 2
"""Sentences that name the article's period before an amount of no known measure takes it."""
TAKEN = 4
"""What it costs that another quantity stands right before a time."""
OPENING = 4
"""A period that begins so soon is the whole sentence's: 'In the full year to March …'."""
BESIDE = 6
"""How near a span must stand to a price or another state of a day to be its own."""
LONGEST_REPORT = 12
"""Months of the longest span whose last day is a day of balance."""

Choice: TypeAlias = tuple[Period | None, str]
"""A period with its basis: explicit, relative, inherited or none."""
NONE: Choice = (None, "none")


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence with what was found in it so far, and what the sentences before left."""

    tokens: Sequence[Token]
    quantities: Sequence[Quantity]
    movements: Sequence[Movement]
    measured: Sequence[Measured]
    memory: Memory
    plain: Sequence[Period]
    based: Sequence[Period]
    free: Sequence[Period]
    lengths: Sequence[int]
    pointed: Period | None
    clauses: Sequence[Period]

    def heir(self, n: int) -> Period | None:
        """The paragraph's period, where the measure of quantity `n` is told by period or it is a share or a change."""
        inherits = inherits_period(self.measured[n].measure) or self.quantities[n].dimension in SHARES
        return self.memory.period if inherits or self.is_averaged(n) else None

    def tells_a_time(self, n: int) -> bool:
        """Whether the sentence names a time that may be that of quantity `n`: not that of a base, nor of another item."""
        lasting = any(p.kind == "since" for p in self.plain)
        quantity = self.quantities[n]
        open_to = (p for p in self.free if p.is_open_to(quantity.core_first))
        return lasting or any(not is_of_another_item(self.tokens, quantity, self.quantities, p) for p in open_to)

    def dated(self, n: int) -> str:
        """What dates the measure of quantity `n`; an average price is none of a day."""
        return "" if self.is_averaged(n) else how_dated(self.measured[n].measure)

    def is_averaged(self, n: int) -> bool:
        """Whether quantity `n` is the average over a time of what is else of a day: 'an average oil price of $70'."""
        return how_dated(self.measured[n].measure) == "now" and is_averaged(self.tokens, self.level(n, ()))

    def anchor(self, n: int) -> Period | None:
        """The period of the sentence that stands nearest to quantity `n`, or to the level that it changes."""
        against = self.movements[n].role == "base" or is_a_multiple_of(self.tokens, self.quantities[n])
        at = self.quantities[n].core_first
        periods = [p for p in (self.plain if against else self.free) if p.is_open_to(at)]
        stands = self.level(n, periods)
        return min(periods, key=lambda p: self._distance(stands, p), default=None)

    def _distance(self, quantity: Quantity, period: Period) -> float:
        taken = TAKEN if is_taken(self.tokens, quantity, self.quantities, period) else 0
        return gap(self.tokens, quantity, self.quantities, period) + taken

    def level(self, n: int, periods: Sequence[Period]) -> Quantity:
        """A change takes the period of the level that it moves, unless one stands right beside it."""
        quantity, tokens = self.quantities[n], self.tokens
        levels = [
            q for q, m in zip(self.quantities, self.movements, strict=True)
            if m.role == "main" and q.dimension not in SHARES and q.dimension not in ("time", "duration")
        ]  # fmt: skip
        if quantity.dimension not in SHARES or not levels or any(is_beside(tokens, quantity, p) for p in periods):
            return quantity
        return min(levels, key=lambda q: abs(q.core_first - quantity.core_first))


def choose_periods(
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    movements: Sequence[Movement],
    measured: Sequence[Measured],
    periods: Sequence[Period],
    memory: Memory,
) -> list[Choice]:
    """One (period, basis) for each quantity, by the first way that finds one."""
    if len(quantities) > 1:
        periods = [of_its_clause(tokens, quantities, p) for p in periods]
    clauses = [p for p in periods if p.kind == "when"]
    usable = [
        p for p in periods if p.kind != "when" and not is_of_speech(tokens, p) and not tells_when_guessed(tokens, p)
    ]
    plain = [p for p in usable if not p.is_base and p.kind not in ("earlier", "same")]
    based = [p for p in usable if p.is_base or p.kind in ("earlier", "same")]
    bases = [q for q, m in zip(quantities, movements, strict=True) if m.role == "base" or is_a_multiple_of(tokens, q)]
    free = [p for p in plain if not any(belongs_to_base(tokens, q, p) for q in bases)]
    lengths = lengths_named(tokens) if memory.spans and not plain else ()
    pointed = event_pointed_at(tokens, memory.named) if memory.named and not plain else None
    setting = Setting(tokens, quantities, movements, measured, memory, plain, based, free, lengths, pointed, clauses)
    return _with_their_levels(setting, [_choose(setting, n) for n in range(len(quantities))])


def _with_their_levels(setting: Setting, choices: Sequence[Choice]) -> list[Choice]:
    """'dropped 14% to 9 Mt': a change for which nothing tells a time has that of the level right behind it."""
    found = list(choices)
    for n, movement in enumerate(setting.movements[:-1]):
        own, level = setting.quantities[n], setting.quantities[n + 1]
        moves = movement.role == "main" and movement.change in ("increase_by", "decrease_by") and found[n][0] is None
        joined = [t.low for t in setting.tokens[own.last : level.first]] == ["to"]
        if moves and joined and own.dimension in SHARES and level.dimension not in SHARES:
            found[n] = found[n + 1]
    return found


def _choose(setting: Setting, n: int) -> Choice:
    quantity = setting.quantities[n]
    moved = quantity.dimension == "ratio" and _stands_before(setting.tokens, quantity.last, "moved")
    compared = (setting.movements[n].role == "base" and not moved) or stands_by(
        setting.tokens, quantity, setting.based, setting.quantities
    )  # '3% up on a year ago' is no level that another is compared with
    for way in WAYS_OF_A_BASE if compared else WAYS:
        found = way(setting, n)
        if found is not None:
            return found
    return NONE


def _stands_before(tokens: Sequence[Token], index: int, role: str) -> bool:
    return index < len(tokens) and tokens[index].low in period_words(role)


def _of_what_is_compared(setting: Setting, n: int) -> Choice | None:
    """'up from 8 Mt in 2022', 'against 8 Mt a year earlier': printed, or the main period of the year before."""
    inherited = setting.heir(n) or _of_the_others(setting, n)
    anchor = setting.anchor(n)
    apart = anchor is not None and is_of_another_item(setting.tokens, setting.quantities[n], setting.quantities, anchor)
    main = inherited if apart or anchor is None else anchor
    found = base_period(
        setting.tokens, setting.quantities[n], setting.quantities, setting.plain, setting.based, main, inherited
    )
    return found if found[0] is not None else None


def _at_the_close(setting: Setting, n: int) -> Choice | None:
    """'finished 2024 with 40 ships', 'began 2025 with 12': a stock on the last or the first day of the year."""
    quantity = setting.quantities[n]
    if inherits_period(setting.measured[n].measure) or quantity.dimension in SHARES:
        return None
    for period in setting.free:
        lead = setting.tokens[period.first - 1].low if period.first else ""
        behind = setting.tokens[period.last].low if period.last < len(setting.tokens) else ""
        crossed = any(period.last <= q.core_first < quantity.core_first for q in setting.quantities)
        crossed = crossed and not _is_listed_with(setting.tokens, period.last, quantity.first)
        if period.kind == "day" or behind not in ("with", "at", "on") or crossed or period.last > quantity.first:
            continue
        day = period.end if lead in period_words("close") else period.start if lead in period_words("opening") else None
        if day is not None:
            return replace(period, start=day, end=day, kind="day"), period.basis
    return None


def _is_listed_with(tokens: Sequence[Token], first: int, last: int) -> bool:
    """'ended the year with 4m in cash, 9m of debt and 12 ships': one list of what there was."""
    behind = range(first + 1, last)
    return tokens[first].low == "with" and not any(
        tokens[i].low in period_words("break") or tokens[i].text == ";" or is_past(tokens, i) or is_present(tokens, i)
        for i in behind
    )


def _in_an_old_year(setting: Setting, n: int) -> Choice | None:
    """'the worst since 1987, when 19 drowned': what is told behind 'when' is of that year."""
    year = next((p for p in setting.clauses if p.last <= setting.quantities[n].first), None)
    return None if year is None else (year, year.basis)


def _said(setting: Setting, n: int) -> Choice | None:
    """The period that stands nearest to the quantity in its sentence, unless it is another clause's."""
    anchor, tokens, quantities = setting.anchor(n), setting.tokens, setting.quantities
    if anchor is None:
        return None
    if _is_no_day_of_a_state(setting, n, anchor):
        return None
    if anchor.start is None and anchor.end is None:
        return NONE
    opens = anchor.first <= OPENING and len(setting.plain) == 1 and anchor.kind != "day"
    day_first = anchor.kind == "day" and anchor.first <= OPENING
    cost = DAY_COST if day_first and how_dated(setting.measured[n].measure) == "now" else 0
    near = (
        opens
        or min(gap(tokens, q, quantities, anchor) for q in (quantities[n], setting.level(n, setting.free)))
        < TOO_FAR + cost
    )
    return (anchor, anchor.basis) if near else None


def _is_no_day_of_a_state(setting: Setting, n: int, anchor: Period) -> bool:
    """'up 19% so far this year, closed at 846': a price is of a day, and the span near it is that of the change."""
    if how_dated(setting.measured[n].measure) != "now" or anchor.kind not in ("year", "span"):
        return False
    quantity = setting.quantities[n]
    to_date = anchor.kind == "span" and anchor.basis == "relative" and months_of(anchor) is None
    if to_date and quantity.dimension not in SHARES:
        return True
    return gap(setting.tokens, quantity, setting.quantities, anchor) > BESIDE


def _on_the_day_of_balance(setting: Setting, n: int) -> Choice | None:
    """Debt and cash in a report on a quarter stand on its last day; what they moved by is of the whole quarter."""
    period = setting.memory.period
    closing = setting.quantities[n].dimension not in SHARES and closes_a_span(
        setting.tokens, setting.quantities[n].first
    )
    if setting.free or period is None or not (closing or how_dated(setting.measured[n].measure) == "balance"):
        return None
    if period.end is None or (months_of(period) or 99) > LONGEST_REPORT:
        return None
    moved = (setting.movements[n].change or "").endswith("_by")
    return (period if moved else replace(period, start=period.end, kind="day")), "inherited"


def _of_a_span_named_before(setting: Setting, n: int) -> Choice | None:
    """'in the quarter', 'the four-month surplus': the last span of as many months that the article named."""
    dated = how_dated(setting.measured[n].measure)
    if setting.quantities[n].dimension not in INHERITING or dated not in ("", "report"):
        return None
    spans = (setting.memory.spans.get(months) for months in setting.lengths)
    span = next((p for p in spans if p is not None), None)
    return None if span is None else (span, "inherited")


def _in_a_named_event(setting: Setting, n: int) -> Choice | None:
    """'During the visit', 'in that fire': the time that the article gave to the event before."""
    if setting.pointed is None or setting.quantities[n].dimension in ("time", "duration"):
        return None
    return setting.pointed, "inherited"


def _of_the_paragraph(setting: Setting, n: int) -> Choice | None:
    """A flow, a share or a change without a time takes the one that the paragraph or the article told before."""
    inherited = setting.heir(n)
    quantity = setting.quantities[n]
    dimension = quantity.dimension.removesuffix(" rate") if setting.is_averaged(n) else quantity.dimension
    if inherited is None or setting.tells_a_time(n) or dimension not in INHERITING:
        return None
    if setting.dated(n) or inherited.kind not in ("span", "year"):
        return None
    return None if _is_habit(setting, n) else (inherited, "inherited")


def _is_habit(setting: Setting, n: int) -> bool:
    """'carries 5 million passengers a year': what is so every year is of no past one."""
    quantity = setting.quantities[n]
    return quantity.unit.endswith("/year") and verb_tense(setting.tokens, quantity.first, quantity.last) == "now"


def _of_the_report(setting: Setting, n: int) -> Choice | None:
    """'The jobless rate was 4.2%' in a report on March: a state that is told by month is of the month reported on."""
    period = setting.memory.period or setting.memory.main_period
    if setting.free or period is None or how_dated(setting.measured[n].measure) != "report":
        return None
    return (period, "inherited") if (months_of(period) or 99) <= LONGEST_REPORT else None


def _of_those_told_before(setting: Setting, n: int) -> Choice | None:
    """'Of those, 90 were children', 'half of them': a part of what the sentence before told, and of its time."""
    told = setting.memory.last_told
    if setting.plain or told is None or setting.memory.body_sentences - told[1] > 1:
        return None
    tokens, quantity = setting.tokens, setting.quantities[n]
    pointing = any(points_back(tokens, q.last) for q in setting.quantities)
    if not (pointing or points_back(tokens, 0)) or quantity.dimension in ("time", "duration"):
        return None
    if verb_tense(tokens, quantity.first, quantity.last) == "now" and not points_back(tokens, quantity.last):
        return None
    return told[0], "inherited"


def _of_the_others_beside(setting: Setting, n: int) -> Choice | None:
    """'Profit was 5m, i.e. 3 a share': what has no measure of its own goes with the flow that the sentence tells."""
    quantity = setting.quantities[n]
    now = verb_tense(setting.tokens, quantity.first, quantity.last) == "now"
    inherited = None if setting.tells_a_time(n) or now else _of_the_others(setting, n)
    return None if inherited is None else (inherited, "inherited")


def _of_the_others(setting: Setting, n: int) -> Period | None:
    """The paragraph's period, where another quantity of the sentence inherits it and this one is not known to be no flow."""
    quantity, measure = setting.quantities[n], setting.measured[n].measure
    period = setting.memory.period
    if period is None or period.kind not in ("span", "year") or _is_lasting(measure):
        return None
    if quantity.dimension.removesuffix(" rate") not in INHERITING or setting.measured[n].scope == "asset":
        return None
    others = [
        m.measure is not None or setting.movements[k].change in ("increase_by", "decrease_by")
        for k, m in enumerate(setting.measured)
        if k != n and setting.heir(k) is not None and not how_dated(m.measure)
    ]
    return period if any(others) else None


def _of_the_article(setting: Setting, n: int) -> Choice | None:
    """'Norway was first with 9bn': an amount of no known measure, in an article whose figures are of one period."""
    period, quantity = setting.memory.main_period, setting.quantities[n]
    if setting.tells_a_time(n) or period is None or setting.measured[n].measure is not None:
        return None
    if quantity.dimension not in AMOUNTS or setting.memory.told[period.start, period.end] < REPEATED:
        return None
    if tense_at(setting.tokens, quantity.first, quantity.last) == "now":
        return None
    return period, "inherited"


def _of_the_year_before(setting: Setting, n: int) -> Choice | None:
    """'fell to 9 Mt from 10 Mt': what an amount of no known measure is compared with, in such an article."""
    found = _of_the_article(setting, n)
    if found is None:
        return None
    period = found[0]
    return base_period(
        setting.tokens, setting.quantities[n], setting.quantities, setting.plain, setting.based, period, period
    )


def _is_lasting(measure: str | None) -> bool:
    """Whether the measure is known, and known to be no flow."""
    return kind_of(measure) not in (None, "flow", "net_flow", "period")


Way: TypeAlias = Callable[[Setting, int], Choice | None]
WAYS_OF_A_BASE: tuple[Way, ...] = (
    _in_an_old_year,
    _of_what_is_compared,
    _on_the_day_of_balance,
    _of_those_told_before,
    _of_the_year_before,
)
WAYS: tuple[Way, ...] = (
    _in_an_old_year,
    _at_the_close,
    _said,
    _on_the_day_of_balance,
    _of_a_span_named_before,
    _in_a_named_event,
    _of_those_told_before,
    _of_the_report,
    _of_the_paragraph,
    _of_the_others_beside,
    _of_the_article,
)
