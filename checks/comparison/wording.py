"""Wording: numbers, periods and figures in plain English, for titles, formulas and explanations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement

_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


def number(value: Decimal) -> str:
    """A number as a person writes it: 3.72bn, 1,450, 0.41; six digits at most."""
    if not value.is_finite():
        return "any" if value > 0 else "any lower"
    for scale, letter in _SCALES:
        if abs(value) >= scale:
            return f"{_short(value / scale)}{letter}"
    return _short(value)


def span(interval: Interval) -> str:
    """An interval in words: '3.65bn to 3.75bn', 'at least 500', 'exactly 97'."""
    if interval.is_point:
        return f"exactly {number(interval.lower)}"
    if interval.high is None:
        return f"at least {number(interval.lower)}"
    if interval.low is None:
        return f"at most {number(interval.upper)}"
    return f"{number(interval.lower)} to {number(interval.upper)}"


def thing(one: Statement) -> str:
    """What a figure is about: 'Exports, Elland to Brask, natural gas'."""
    measure = (one.measure or "figure").lstrip("~").replace("_", " ")
    subject = one.subject or one.place or ""
    whom = f"{named(subject) or 'unnamed'} to {named(one.counterparty)}" if one.counterparty else named(subject)
    product = one.product if one.product and one.product not in subject else None
    parts = ", ".join(part for part in (measure, whom, product) if part)
    return parts[:1].upper() + parts[1:]


def named(name: str) -> str:
    """A canonical name as a reader expects it: 'selwyn deep + river tarn' is 'Selwyn Deep + River Tarn'."""
    small = {"of", "the", "and", "de", "la", "for"}
    return " ".join(w if w in small or not w[:1].isalpha() else w[:1].upper() + w[1:] for w in name.split(" "))


def percent(share: Decimal) -> str:
    """A share of 1 as a percentage of three digits: 0.26666 is '26.7 %'."""
    return f"{float(share * 100):.3g} %"


def told(statements: Sequence[Statement]) -> str:
    """Who says what, each source once: 'The Ledger (customs office), 2025-03-01: "$412m", "14.2 %"; The Courier: "$371m"'."""
    by_source: dict[str, dict[str, None]] = {}
    for one in statements:
        by = f" ({one.attribution})" if one.attribution else ""
        day = f", {one.published_on.isoformat()}" if one.published_on else ""
        by_source.setdefault(f"{one.source}{by}{day}", {})[plain(one.quote)] = None
    return "; ".join(
        f"{source}: " + ", ".join(f'"{quote}"' for quote in quotes) for source, quotes in by_source.items()
    )


def drift(earlier: Statement, later: Statement) -> str:
    """How a number moved between two statements: 'From 2 GW (2024-05-01) to 1.8 GW (2025-02-11): down 10 %.'"""
    days = [f" ({one.published_on.isoformat()})" if one.published_on else "" for one in (earlier, later)]
    moved = ""
    if earlier.unit == later.unit and earlier.centre > 0 and earlier.change == later.change:
        share = later.centre / earlier.centre - 1
        moved = f": {'up' if share > 0 else 'down'} {percent(abs(share))}" if share else ""
    return f"From {plain(earlier.quote)}{days[0]} to {plain(later.quote)}{days[1]}{moved}."


def plain(quote: str) -> str:
    """A quote in one line."""
    return " ".join(quote.split())


def sides(statements: Sequence[tuple[int, Statement]]) -> str:
    """Quotes by side in one line: '"3.7bn", "3.72bn" against "4.6bn"'; each quote of a side once."""
    groups: dict[int, dict[str, None]] = {}
    for side, one in sorted(statements, key=lambda pair: pair[0]):
        groups.setdefault(side, {})[plain(one.quote)] = None
    return " against ".join(", ".join(quotes) for quotes in groups.values())


def steps_apart(steps: Decimal, step: Decimal) -> str:
    """How far two numbers lie apart as they are printed: '5 steps of 0.1 apart', '2 apart' for whole ones."""
    count = f"{float(steps):.3g}"
    if step == 1:
        return f"{count} apart"
    return f"{count} step{'' if count == '1' else 's'} of {number(step)} apart"


def period(start: date | None, end: date | None) -> str:
    """A period in words, '' where there is none."""
    if start and end:
        return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
    if end:
        return f"by {end.isoformat()}"
    return f"from {start.isoformat()}" if start else ""


def _short(value: Decimal) -> str:
    rounded = f"{float(value):.6g}"
    if "e" in rounded:
        rounded = f"{float(value):.0f}"
    whole, _, rest = rounded.partition(".")
    return f"{int(whole):,}{'.' + rest if rest else ''}" if whole not in ("-0",) else rounded
