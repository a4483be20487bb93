"""How the time of reading grows with the length of a text, as a ratio within one run; no clock is compared with a constant."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from assets.extraction import extract_figures
from assets.reading import Document
from tests.unit.extraction.paragraphs import document_of

SHORTEST_SECONDS = 0.05
LINEAR = 2.6
"""Doubling may take twice as long and a little more, for caches that no longer fit and for a machine that others use."""
CLEARLY_WORSE = 3.4


def doubling_ratio(text_of: Callable[[int], str], smallest: int, largest: int) -> float:
    """How many times longer the text of twice the size takes, at the first size that takes 50 ms (or at `largest`).

    A ratio near the limit is measured again, up to three times, and the least counts: what disturbs a run only adds.
    """
    size = smallest
    while size < largest and _seconds(document_of(text_of(size)), 1) < SHORTEST_SECONDS:
        size *= 2
    single, double = document_of(text_of(size)), document_of(text_of(2 * size))
    least = float("inf")
    for _ in range(3):
        least = min(least, _seconds(double, 3) / _seconds(single, 3))
        if least <= LINEAR or least >= CLEARLY_WORSE:
            break
    return least


def _seconds(document: Document, times: int) -> float:
    """The shortest of several readings, in seconds."""
    return min(_once(document) for _ in range(times))


def _once(document: Document) -> float:
    start = perf_counter()
    extract_figures(document)
    return perf_counter() - start
