"""The ends of times that a text leaves open: 'by Friday' said of the past is Friday, 'a year by 2030' is in 2030.

Belongs here: closing a chosen time once it is known how real its figure is. Does not: which time is chosen (`period_choice`).
"""

from __future__ import annotations

from datetime import date

from assets.extraction.model import ExtractedFigure
from assets.extraction.period_model import Clock, Period

BY_A_YEAR = 2
"""Tokens of 'by 2030'; 'by the end of 2030' has more, and is a day."""


def close_ends(figure: ExtractedFigure, period: Period | None, clock: Clock) -> None:
    """Gives a figure of the past both ends of its time, and a yearly amount the year by which it is to be reached."""
    if period is None or (figure.period_start, figure.period_end) != (period.start, period.end):
        return
    published = clock.published
    if published is None or period.start is not None or period.end is None or period.kind != "until":
        return
    yearly = figure.unit.endswith("/year") and period.last - period.first == BY_A_YEAR
    if yearly or (figure.status == "actual" and period.end <= published):
        figure.period_start = _named_by(period.end)


def _named_by(end: date) -> date:
    """The first day of the time that a bound names: of the year that it closes, else the day itself."""
    return date(end.year, 1, 1) if (end.month, end.day) == (12, 31) else end
