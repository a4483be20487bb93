"""How the time of reading grows with the length of a text, as a ratio within one run; no clock is held against a constant.

Belongs here: hostile texts by their size, and the measuring. Does not: a verdict; the tests and the benchmark have theirs.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from time import thread_time

from assets.extraction import extract_figures
from assets.extraction.tokens import MAX_SENTENCE
from assets.reading import Document
from tests.unit.extraction.paragraphs import document_of

LINEAR = 2.1
"""Twice the text may take twice as long, and a little more for caches that no longer fit."""
SHORTEST_SECONDS = 0.04
ROUNDS = 3
AGAIN = 2
"""How often a ratio that seems too much is measured again, and then on texts of twice the length."""
_SENTENCES = 4
_WARM_UP = (
    "Over 14 boats were sold for $3.2 million in 2024, 5% more than a year earlier, the second-largest yard said."
)
"""The first document that says such things waits for the lexicons to be read."""
_CLAUSE = "the yard behind the long quay sold 14 boats to crews that had waited there since the spring thaw, "


@dataclass(frozen=True, slots=True)
class Growing:
    """`head`, `times` times `unit`, and `tail`; `full` times are read to their end."""

    name: str
    unit: str
    full: int = 20_000
    head: str = ""
    tail: str = ""

    def text(self, times: int) -> str:
        """The text with the unit `times` times."""
        return self.head + self.unit * times + self.tail

    @property
    def smallest(self) -> int:
        """Units that fill a few sentences to the character where a run without a sentence end is cut."""
        return _SENTENCES * max(1, MAX_SENTENCE // len(self.unit))


TEXTS = [
    Growing("a million digits", "7", 1_000_000),
    Growing("half a million digits and commas", "1,", 500_000),
    Growing("digits and dots", "1.", 500_000),
    Growing("groups and commas", ",111", 100_000, head="1", tail=".1.1"),
    Growing("200,000 spaces behind a digit", " ", 200_000, head="7", tail="boats"),
    Growing("a million letters", "a", 1_000_000, tail=" 5 boats"),
    Growing("groups behind no-break spaces", "\u00a0123", 100_000, head="1"),
    Growing("groups behind spaces", " 000", 5_000, head="1"),
    Growing("numbers with a space between", "12 ", 5_000),
    Growing("numbers with a dash between", "1-", 100_000),
    Growing("numbers with a stroke between", "1/", 100_000),
    Growing("numbers with a colon between", "1:", 100_000),
    Growing("characters that nobody sees", "1\u200b", 100_000),
    Growing("accents on one letter", "\u0301", 500_000, head="a", tail=" 5 boats"),
    Growing("letters with accents", "a\u0301", 100_000, tail=" 5 boats"),
    Growing("shares of shares", "1 in ", 2_000),
    Growing("one and one", "and 1 ", 2_000),
    Growing("hundreds and hundreds", "a hundred and ", 2_000),
    Growing("thousands of thousands", "two thousand ", 2_000),
    Growing("one scale word", "million ", head="7 "),
    Growing("halves", "half a ", 2_000),
    Growing("halves on hyphens", "half-", 100_000, tail="million"),
    Growing("opening brackets", "(", 200_000, tail=" 5 boats"),
    Growing("numbers in brackets", "(5 ", 2_000),
    Growing("capitalised words", "Boat ", tail="5 boats"),
    Growing("owners", "boat's ", tail="5 boats"),
    Growing("apostrophes", "'s", 200_000, tail=" 5 boats"),
    Growing("countries that own", "Norway's ", tail="5 boats"),
    Growing("the first", "the first ", tail="5 boats"),
    Growing("ranks", "the second-largest ", 2_000, tail="5 boats"),
    Growing("signs of money", "$", 200_000, tail="5"),
    Growing("signs of money with spaces", "$ ", tail="5"),
    Growing("commas", ",", 200_000, tail=" 5 boats"),
    Growing("quotes", '"', 200_000, tail=" 5 boats"),
    Growing("newlines", "\n", 500_000, tail="5 boats"),
    Growing("full stops", ".", 200_000, tail="x 5 boats"),
    Growing("initials", "A. ", tail="5 boats"),
    Growing("per", "per ", head="5 "),
    Growing("months", "January ", tail="5 boats"),
    Growing("years", "in 2024 ", 5_000, tail="$5"),
    Growing("one measure", "wind farm ", tail="5 MW"),
    Growing("comparisons", "compared with ", tail="5 boats"),
    Growing("speech", "said Boat ", tail="5 boats"),
    Growing("tags", "<b>5</b>", 50_000),
    Growing("emoji", "\U0001f6a4", 200_000, tail=" 5 boats"),
    Growing("one sentence of figures", _CLAUSE, 1_000),
    Growing("paragraphs of one figure", "The yard sold 14 boats.\n", 1_000),
    Growing("paragraphs of names", "Corda of Norway sold Ostby 14 boats for $5m in 2024.\n", 500),
]


def growth_by_doubling(growing: Growing) -> float:
    """How many times longer a text of twice the size takes: the shortest times of readings in turn.

    In seconds of this thread's own work, from the first size that takes 40 ms. What seems too much is measured again,
    at last on longer texts, which decide: there what is not linear shows all the more and what disturbs a run all the less.
    """
    size = growing.smallest
    _seconds(document_of(_WARM_UP))
    while size < growing.full and _seconds(document_of(growing.text(size))) < SHORTEST_SECONDS:
        size *= 2
    gc.collect()
    gc.disable()  # what it costs to look for garbage depends on all that the process holds
    try:
        ratio = _ratio(growing, size)
        for _ in range(AGAIN):
            if ratio > LINEAR:
                ratio = min(ratio, _ratio(growing, size))
        if ratio > LINEAR:  # the longer text alone decides
            ratio = min(_ratio(growing, 2 * size) for _ in range(AGAIN))
    finally:
        gc.enable()
    return ratio


def _ratio(growing: Growing, size: int) -> float:
    """The shortest time for `2 * size` units over that for `size`, from readings in turn."""
    single, double = document_of(growing.text(size)), document_of(growing.text(2 * size))
    once = twice = float("inf")
    for _ in range(ROUNDS):
        once, twice = min(once, _seconds(single)), min(twice, _seconds(double))
    return twice / once


def _seconds(document: Document) -> float:
    """Seconds of this thread for one reading."""
    start = thread_time()
    extract_figures(document)
    return thread_time() - start
