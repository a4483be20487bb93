"""How the time of reading grows with the length of a text, as a ratio within one run; no clock is held against a constant."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import sqrt
from time import thread_time

from assets.extraction import extract_figures
from assets.reading import Document
from tests.unit.extraction.paragraphs import document_of

SHORTEST_SECONDS = 0.05
LINEAR = 2.6
"""Doubling may take twice as long and a little more, for caches that no longer fit and for a machine that others use."""
_WARM_UP = (
    "Over 14 boats were sold for $3.2 million in 2024, 5% more than a year earlier, the second-largest yard said."
)
"""The first document that says such things waits for the lexicons to be read."""
CLEAR = (2.3, 3.4)
"""Below the first, one doubling proves growth linear; above the second, it proves that it is not."""


def growth_by_doubling(text_of: Callable[[int], str], smallest: int, largest: int) -> float:
    """How many times longer a text of twice the size takes, from the first size that takes 50 ms, or the largest.

    In seconds of this thread's own work, the best of three readings. What is not clear in one doubling is measured over
    two; and what seems too much again, for what disturbs a run only adds.
    """
    size = smallest
    _seconds(document_of(_WARM_UP), 1)
    while size < largest and _seconds(document_of(text_of(size)), 2) < SHORTEST_SECONDS:
        size *= 2
    single, double, fourfold = (document_of(text_of(times * size)) for times in (1, 2, 4))
    once = _seconds(double, 3) / _seconds(single, 3)
    if once > CLEAR[0]:
        once = min(once, _seconds(double, 3) / _seconds(single, 3))
    if not CLEAR[0] < once < CLEAR[1]:
        return once
    twice = float("inf")
    for _ in range(3):
        twice = min(twice, sqrt(_seconds(fourfold, 3) / _seconds(single, 3)))
        if twice <= LINEAR:
            break
    return twice


def _seconds(document: Document, times: int) -> float:
    """The shortest of several readings, in seconds of this thread, without the collector of garbage in between."""
    gc.collect()
    gc.disable()
    try:
        return min(_once(document) for _ in range(times))
    finally:
        gc.enable()


def _once(document: Document) -> float:
    start = thread_time()
    extract_figures(document)
    return thread_time() - start
