"""How the time of reading grows with the length of a text, as a ratio within one run; no clock is held against a constant."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from time import perf_counter

from assets.extraction import extract_figures
from assets.reading import Document
from tests.unit.extraction.paragraphs import document_of

SHORTEST_SECONDS = 0.05
LINEAR = 2.6
"""Doubling may take twice as long and a little more, for caches that no longer fit and for a machine that others use."""
CLEAR = (2.3, 3.4)
"""Below the first, one doubling proves growth linear; above the second, it proves that it is not."""


def growth_by_doubling(text_of: Callable[[int], str], smallest: int, largest: int) -> float:
    """How many times longer a text of twice the size takes, from the first size that takes 50 ms, or the largest.

    The best of three readings counts. What is not clear in one doubling is measured over two, and again if it seems too
    much: what disturbs a run only adds.
    """
    size = smallest
    while size < largest and _seconds(document_of(text_of(size)), 1) < SHORTEST_SECONDS:
        size *= 2
    single, double, fourfold = (document_of(text_of(times * size)) for times in (1, 2, 4))
    once = _seconds(double, 3) / _seconds(single, 3)
    if not CLEAR[0] < once < CLEAR[1]:
        return once
    twice = float("inf")
    for _ in range(3):
        twice = min(twice, sqrt(_seconds(fourfold, 3) / _seconds(single, 3)))
        if twice <= LINEAR:
            break
    return twice


def _seconds(document: Document, times: int) -> float:
    """The shortest of several readings, in seconds."""
    return min(_once(document) for _ in range(times))


def _once(document: Document) -> float:
    start = perf_counter()
    extract_figures(document)
    return perf_counter() - start
