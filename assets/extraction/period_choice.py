"""Which time each quantity of a sentence is about: the ways to find it, tried in order.

Belongs here: what the sentence says, and what it points to or inherits from the sentences before. Does not: what times a
sentence names (`periods`), nor the times of figures that neither says (`undated`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from assets.extraction.changes import Movement
from assets.extraction.measures import Measured, inherits_period
from assets.extraction.memory import Memory
from assets.extraction.period_model import Period, count_word, how_dated, kind_of, months_of, period_words, shift_years
from assets.extraction.single_quantity import Quantity
from assets.extraction.tense import tense_at
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words

TOO_FAR = 48
"""A period behind a clause break and other quantities is about those, not about this one."""
DAY_COST = 40
"""A day next to a total mostly says when it was told; any span in the sentence beats it."""
INHERITING = frozenset(
    ("money", "ratio", "point", "fold", "mass", "energy", "volume", "oil volume", "count", "container")
)
AMOUNTS = frozenset(("money", "mass", "energy", "volume", "oil volume"))
REPEATED = 2
"""Sentences that name the article's period before an amount of no known measure takes it."""
SHARES = frozenset(("ratio", "fold", "point"))
OPENING = 4
"""A period that begins so soon is the whole sentence's: 'In the full year to March …'."""
BESIDE = 6
"""How near a span must stand to a price or another state of a day to be its own."""
DATELINE = 8
"""Tokens before the date of a line that says where and when the news was sent."""
ASIDE = 9
"""Tokens from the pronoun of a relative clause to its time."""
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

    def heir(self, n: int) -> Period | None:
        """The paragraph's period, where the measure of quantity `n` is told by period or it is a share or a change."""
        inherits = inherits_period(self.measured[n].measure) or self.quantities[n].dimension in SHARES
        return self.memory.period if inherits else None

    def anchor(self, n: int) -> Period | None:
        """The period of the sentence that stands nearest to quantity `n`."""
        periods = self.plain if self.movements[n].role == "base" else self.free
        return _main_anchor(self.tokens, self.quantities[n], self.quantities, self.movements, periods)


def choose_periods(
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    movements: Sequence[Movement],
    measured: Sequence[Measured],
    periods: Sequence[Period],
    memory: Memory,
) -> list[Choice]:
    """One (period, basis) for each quantity, by the first way that finds one."""
    usable = [p for p in periods if not is_of_speech(tokens, p)]
    plain = [p for p in usable if not p.is_base and p.kind not in ("earlier", "same")]
    based = [p for p in usable if p.is_base or p.kind in ("earlier", "same")]
    bases = [q for q, m in zip(quantities, movements, strict=True) if m.role == "base"]
    free = [p for p in plain if not any(_belongs_to_base(tokens, q, p) for q in bases)]
    setting = Setting(tokens, quantities, movements, measured, memory, plain, based, free)
    return [_choose(setting, n) for n in range(len(quantities))]


def _choose(setting: Setting, n: int) -> Choice:
    quantity = setting.quantities[n]
    compared = setting.movements[n].role == "base" or _stands_by(
        setting.tokens, quantity, setting.based, setting.quantities
    )
    for way in WAYS_OF_A_BASE if compared else WAYS:
        found = way(setting, n)
        if found is not None:
            return found
    return NONE


def _of_what_is_compared(setting: Setting, n: int) -> Choice | None:
    """'up from 8 Mt in 2022', 'against 8 Mt a year earlier': printed, or the main period of the year before."""
    inherited = setting.heir(n) or _of_the_others(setting, n)
    main = setting.anchor(n) or inherited
    found = _base_period(
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
        if period.kind == "day" or behind not in ("with", "at", "on") or crossed or period.last > quantity.first:
            continue
        day = period.end if lead in period_words("close") else period.start if lead in period_words("opening") else None
        if day is not None:
            return replace(period, start=day, end=day, kind="day"), period.basis
    return None


def _said(setting: Setting, n: int) -> Choice | None:
    """The period that stands nearest to the quantity in its sentence, unless it is another clause's."""
    anchor, tokens, quantities = setting.anchor(n), setting.tokens, setting.quantities
    if anchor is None:
        return None
    if _is_no_day_of_a_state(setting, n, anchor):
        return None
    opens = anchor.first <= OPENING and len(setting.plain) == 1 and anchor.kind != "day"
    near = opens or _gap(tokens, quantities[n], quantities, anchor) < TOO_FAR
    return (anchor, anchor.basis) if near else None


def _is_no_day_of_a_state(setting: Setting, n: int, anchor: Period) -> bool:
    """'up 19% so far this year, closed at 846': a price is of a day, and the span near it is that of the change."""
    if how_dated(setting.measured[n].measure) != "now" or anchor.kind not in ("year", "span"):
        return False
    quantity = setting.quantities[n]
    to_date = anchor.kind == "span" and anchor.basis == "relative" and months_of(anchor) is None
    if to_date and quantity.dimension not in SHARES:
        return True
    return _gap(setting.tokens, quantity, setting.quantities, anchor) > BESIDE


def _on_the_day_of_balance(setting: Setting, n: int) -> Choice | None:
    """Debt and cash in a report on a quarter stand on its last day; what they moved by is of the whole quarter."""
    period = setting.memory.period
    if setting.plain or period is None or how_dated(setting.measured[n].measure) != "balance":
        return None
    if period.end is None or (months_of(period) or 99) > LONGEST_REPORT:
        return None
    moved = (setting.movements[n].change or "").endswith("_by")
    return (period if moved else replace(period, start=period.end, kind="day")), "inherited"


def _of_a_span_named_before(setting: Setting, n: int) -> Choice | None:
    """'in the quarter', 'the four-month surplus': the last span of as many months that the article named."""
    quantity, tokens = setting.quantities[n], setting.tokens
    if setting.plain or quantity.dimension not in INHERITING or how_dated(setting.measured[n].measure):
        return None
    for months in _lengths_named(tokens, quantity):
        span = next((p for p in reversed(setting.memory.spans) if months_of(p) == months), None)
        if span is not None:
            return span, "inherited"
    return None


def _lengths_named(tokens: Sequence[Token], quantity: Quantity) -> list[int]:
    """Months of the spans that the sentence points back to, where a noun or a preposition uses them as a time."""
    found = [int(m.entry.canonical) for m in phrases("span_references").all(tokens) if m.first != quantity.first]
    for i in range(len(tokens) - 2):
        if tokens[i + 1].kind == "dash" and tokens[i + 2].low == "month":
            value = count_word(tokens[i])
            found.extend([value] if value else [])
    return found


def _in_a_named_event(setting: Setting, n: int) -> Choice | None:
    """'During the visit', 'in that fire': the time that the article gave to the event before."""
    if setting.plain or setting.quantities[n].dimension in ("time", "duration"):
        return None
    for i in range(len(setting.tokens) - 2):
        pointed = setting.tokens[i].low in _POINTING and setting.tokens[i + 1].low in ("this", "that", "the")
        event = setting.memory.named.get(setting.tokens[i + 2].low) if pointed else None
        if event is not None:
            return event, "inherited"
    return None


_POINTING = frozenset(("during", "at", "in", "after"))


def _of_the_paragraph(setting: Setting, n: int) -> Choice | None:
    """A flow, a share or a change without a time takes the one that the paragraph or the article told before."""
    inherited = setting.heir(n)
    quantity = setting.quantities[n]
    if inherited is None or setting.plain or quantity.dimension not in INHERITING:
        return None
    if how_dated(setting.measured[n].measure) or inherited.kind not in ("span", "year"):
        return None
    return inherited, "inherited"


def _of_the_others_beside(setting: Setting, n: int) -> Choice | None:
    """'Profit was 5m, i.e. 3 a share': what has no measure of its own goes with the flow that the sentence tells."""
    inherited = None if setting.plain else _of_the_others(setting, n)
    return None if inherited is None else (inherited, "inherited")


def _of_the_others(setting: Setting, n: int) -> Period | None:
    """The paragraph's period, where another quantity of the sentence inherits it and this one is not known to be no flow."""
    quantity, measure = setting.quantities[n], setting.measured[n].measure
    period = setting.memory.period
    if period is None or period.kind not in ("span", "year") or is_lasting(measure):
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
    if setting.plain or period is None or setting.measured[n].measure is not None:
        return None
    if quantity.dimension not in AMOUNTS or _times_told(setting.memory, period) < REPEATED:
        return None
    if tense_at(setting.tokens, quantity.first, quantity.last) == "now":
        return None
    return period, "inherited"


def _times_told(memory: Memory, period: Period) -> int:
    return sum((p.start, p.end) == (period.start, period.end) for p in memory.spans)


def is_lasting(measure: str | None) -> bool:
    """Whether the measure is known, and known to be no flow."""
    return kind_of(measure) not in (None, "flow", "net_flow", "period")


Way: TypeAlias = Callable[[Setting, int], Choice | None]
WAYS_OF_A_BASE: tuple[Way, ...] = (_of_what_is_compared, _on_the_day_of_balance, _of_the_article)
WAYS: tuple[Way, ...] = (
    _at_the_close,
    _said,
    _on_the_day_of_balance,
    _of_a_span_named_before,
    _in_a_named_event,
    _of_the_paragraph,
    _of_the_others_beside,
    _of_the_article,
)


def is_of_speech(tokens: Sequence[Token], period: Period) -> bool:
    """A day that says when somebody spoke or where the news was sent from, not when something was so."""
    if period.kind != "day" or tokens[period.first].low[-2:] == "'s":
        return False
    behind = tokens[period.last] if period.last < len(tokens) else None
    if behind is not None and period.first <= DATELINE and (behind.kind == "dash" or behind.text == "("):
        return period.basis == "explicit"
    verbs, telling = words("speech_verbs"), period_words("telling")
    around = range(max(0, period.first - 4), min(len(tokens), period.last + 1))
    return any(
        tokens[i].low in verbs or tokens[i].low in telling for i in around if not period.first <= i < period.last
    )


def _belongs_to_base(tokens: Sequence[Token], base: Quantity, period: Period) -> bool:
    """'from 8 Mt in 2022', 'than the 8 Mt pencilled in when they met in 2022': the year is that of the base alone."""
    between = [t.low for t in tokens[base.last : period.first]]
    if period.first < base.last:
        return False
    while between and between[-1] in _FILLERS:
        between.pop()
    return not between or (len(between) <= 12 and between[0] in period_words("told of a base"))


def _gap(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], period: Period) -> float:
    """Tokens between quantity and period; crossing another quantity or a clause break costs more."""
    low, high = (period.last, quantity.first) if period.last <= quantity.first else (quantity.last, period.first)
    between, breaks_words = range(low, high), period_words("break")
    crossed = sum(q is not quantity and low <= q.core_first < high for q in quantities)
    breaks = sum(tokens[i].low in breaks_words or tokens[i].low == ";" for i in between)
    joints = sum(tokens[i].low in ("and", ",") for i in between)
    day = DAY_COST if period.kind == "day" and quantity.dimension in INHERITING else 4 if period.kind == "day" else 0
    aside = TOO_FAR if period.last <= quantity.first and _is_in_an_aside(tokens, period) else 0
    return max(0, high - low) + 6 * crossed + 20 * breaks + 3 * joints + day + aside


def _is_in_an_aside(tokens: Sequence[Token], period: Period) -> bool:
    """'the crews, who have been here since May, lifted …': a time of the relative clause between two commas."""
    if period.last < len(tokens) and tokens[period.last].low in ("has", "have", "had", "was", "were", "is", "are"):
        return any(tokens[i].low in ("that", "which", "who") for i in range(max(0, period.first - 6), period.first))
    if not any(tokens[i].text == "," for i in range(period.last, min(len(tokens), period.last + 3))):
        return False
    opening = range(max(1, period.first - ASIDE), period.first)
    return any(tokens[i].low in ("who", "which", "whose", "where") and tokens[i - 1].text == "," for i in opening)


def _main_anchor(
    tokens: Sequence[Token],
    quantity: Quantity,
    quantities: Sequence[Quantity],
    movements: Sequence[Movement],
    plain: Sequence[Period],
) -> Period | None:
    """The nearest plain period; a change takes the period of the level that it moves."""
    if not plain:
        return None
    if quantity.dimension in ("ratio", "fold", "point"):
        levels = [
            q for q, m in zip(quantities, movements, strict=True)
            if m.role == "main" and q.dimension not in ("ratio", "fold", "point", "time", "duration")
        ]  # fmt: skip
        beside = [
            p for p in plain
            if (p.last <= quantity.first and quantity.first - p.last <= 2
                and not any(t.kind == "punct" for t in tokens[p.last : quantity.first]))
            or 0 <= p.first - quantity.last <= 1
        ]  # fmt: skip
        if levels and not beside:
            level = min(levels, key=lambda q: abs(q.core_first - quantity.core_first))
            return min(plain, key=lambda p: _gap(tokens, level, quantities, p))
    return min(plain, key=lambda p: _gap(tokens, quantity, quantities, p))


_FILLERS = frozenset(("the", "a", "in", "over", "of", "for", "during", "at", "on", "by", "since"))
_COMPARING = frozenset(("with", "to", "than", "over", "the"))


def _stands_by(
    tokens: Sequence[Token], quantity: Quantity, based: Sequence[Period], quantities: Sequence[Quantity]
) -> bool:
    """Whether 'a year earlier' or 'for the same period in 2022' belongs to this level rather than to the sentence."""
    if quantity.dimension in ("ratio", "fold", "point"):
        return False
    for period in based:
        gap = _gap(tokens, quantity, quantities, period)
        later = [q for q in quantities if q.core_first > quantity.core_first and q.core_first < period.first]
        comparative = (
            period.is_base
            and period.first > 0
            and any(t.low in _COMPARING for t in tokens[max(0, period.first - 2) : period.first])
        )
        if period.first >= quantity.last and not later and gap <= 6 and not comparative:
            return True
        told = [t.low for t in tokens[period.last : quantity.first]]
        if period.last <= quantity.first and "when" in told and len(told) <= 6:
            return True
        opens = period.first <= 1 and period.last <= quantity.first
        if opens and len([q for q in quantities if q.dimension == quantity.dimension]) == 1:
            return True
    return False


def _base_period(
    tokens: Sequence[Token],
    quantity: Quantity,
    quantities: Sequence[Quantity],
    plain: Sequence[Period],
    based: Sequence[Period],
    main: Period | None,
    inherited: Period | None,
) -> tuple[Period | None, str]:
    """The period of what is compared with: printed ('in 2022'), or the main period of the year before."""
    if _is_guess(tokens, quantity) or _is_ahead_of(tokens, quantity):
        return (main, main.basis if main is not inherited else "inherited") if main is not None else (None, "none")
    beside = [p for p in plain if p.first >= quantity.last and (
        _gap(tokens, quantity, quantities, p) <= 4 or _belongs_to_base(tokens, quantity, p))]  # fmt: skip
    if beside and beside[0] != main:
        return beside[0], beside[0].basis
    explicit = [p for p in plain if p is not main and p.start is not None and main is not None and p.end is not None
                and main.start is not None and p.end < main.start]  # fmt: skip
    if beside and len(plain) > 1 and explicit:
        return beside[0], beside[0].basis
    if based and main is not None and main.start is not None and main.end is not None:
        mark = min(based, key=lambda p: _gap(tokens, quantity, quantities, p))
        years = mark.start.year - main.start.year if mark.kind == "same" and mark.start is not None else -1
        if mark.start is not None and mark.end is not None:
            return mark, mark.basis
        shifted = replace(main, start=shift_years(main.start, years), end=shift_years(main.end, years), is_base=True)
        return shifted, "relative"
    if explicit:
        return explicit[0], explicit[0].basis
    if beside:
        return beside[0], beside[0].basis
    if inherited is not None and main is not None and main.start is not None and main.end is not None:
        # 'grew 11 % to X from Y': a flow is compared with the same period of the year before
        return replace(
            main, start=shift_years(main.start, -1), end=shift_years(main.end, -1), is_base=True
        ), "inherited"
    return None, "none"


def _is_ahead_of(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'ahead of Norway with 9bn': another party in the same time."""
    lead = [t.low for t in tokens[max(0, quantity.first - 6) : quantity.first]]
    return any(pair in (("ahead", "of"), ("short", "of")) for pair in pairwise(lead))


def _is_guess(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'ahead of our 1.9bn', 'against forecasts of 2bn': a guess at the very period, not the year before."""
    guesses = period_words("guess")
    return any(t.low in guesses for t in tokens[max(0, quantity.first - 3) : quantity.first])
