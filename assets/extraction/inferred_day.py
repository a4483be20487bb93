"""Marks the figures whose period was counted from a day of publication that was itself inferred from the text.

Belongs here: which figures rest on that day. Does not: inferring it (`assets.reading`), or choosing a period.
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.extraction.model import ExtractedFigure
from assets.reading import PublicationFacts

_COUNTED = ("relative", "document")


def mark_inferred_day(figures: Sequence[ExtractedFigure], facts: PublicationFacts) -> None:
    """Adds `published_on` to what is assumed of each figure that rests on an inferred day, and says so in its steps.

    A period rests on it if it is relative to it or the article's own, or was inherited from one that is.
    """
    if facts.published_basis != "inferred" or facts.published_on is None:
        return
    counted = {(f.period_start, f.period_end) for f in figures if f.period_basis in _COUNTED}
    for figure in figures:
        period = (figure.period_start, figure.period_end)
        if figure.period_basis in _COUNTED or (figure.period_basis == "inherited" and period in counted):
            figure.assumed.add("published_on")
            figure.steps += (("published_on", "", facts.published_on.isoformat(), "inferred from the text"),)
