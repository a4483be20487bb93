"""A passage: the figures of one sentence with the words between them, and the figures of the sentences before it.

Belongs here: the text around figures, and whether it hides numbers that were not read. Does not: what the words mean (`cues`), nor any law.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from checks.comparison.statements import Statement
from warehouse.lexicon.load import lexicon

# Characters of the longest sentence whose words are weighed: what is longer is a table or a list of goods, and costs time.
LONGEST = 1500
# Units of what cannot be added to an amount.
_NO_AMOUNTS = frozenset(("percent", "percentage_point", "fold", "rank", "magnitude"))
# Words of number that are often no number: 'one of them', 'second'.
_LOOSE = frozenset(("one", "a", "zero"))
_DIGITS = re.compile(r"(?<![\w.,])\d[\d.,]*")
_YEAR = re.compile(r"^(1[89]|20)\d\d$")
_MONTH_BEFORE_OR_BEHIND = re.compile(
    r"(january|february|march|april|may|june|july|august|september|october|november|december)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence: `figures` in their order, none inside another, and `earlier`: those of the sentences before, in their order."""

    text: str
    start: int
    figures: tuple[Statement, ...]
    earlier: tuple[Statement, ...]

    def between(self, first: Statement, second: Statement) -> str:
        """The words between two figures of the sentence, the other figures among them."""
        return self.text[first.char_end - self.start : second.char_start - self.start]

    def words(self, first: Statement, last: Statement) -> str:
        """The words between two figures, a blank for each figure among them."""
        inner = [f for f in self.figures if first.char_end <= f.char_start and f.char_end <= last.char_start]
        return " ".join(self.between(a, b) for a, b in zip([first, *inner], [*inner, last], strict=True))

    def before(self, one: Statement) -> str:
        """The words between the figure before and this one, or from the beginning of the sentence."""
        index = self.figures.index(one)
        start = self.figures[index - 1].char_end - self.start if index else 0
        return self.text[start : one.char_start - self.start]

    def behind(self, one: Statement) -> str:
        """The words between this figure and the next one, or to the end of the sentence."""
        index = self.figures.index(one)
        last = index + 1 == len(self.figures)
        end = len(self.text) if last else self.figures[index + 1].char_start - self.start
        return self.text[one.char_end - self.start : end]

    def gaps(self, run: Sequence[Statement]) -> list[str]:
        """The words between neighbours of a run of figures."""
        return [self.text[a.char_end - self.start : b.char_start - self.start] for a, b in itertools.pairwise(run)]


def passages(here: Sequence[Statement], earlier: Sequence[Statement]) -> Passage | None:
    """The passage of figures of one sentence; None where their places do not lie in it, or it is longer than any sentence."""
    kept: list[Statement] = []
    for one in sorted(here, key=lambda s: (s.char_start, -s.char_end)):
        if not kept or one.char_start >= kept[-1].char_end:
            kept.append(one)
    if not kept:
        return None
    text, start = kept[0].sentence, kept[0].sentence_start
    if len(text) > LONGEST or any(text[s.char_start - start : s.char_end - start] != s.quote for s in kept):
        return None
    before = sorted((s for s in earlier if s.char_end <= start), key=lambda s: s.char_start)
    return Passage(text, start, tuple(kept), tuple(before))


def passage_of(by_role: Mapping[str, Sequence[Statement]]) -> Passage | None:
    """The passage of a candidate of `candidates/passages.sql`: its roles are `here` and `earlier`."""
    return passages(by_role.get("here", ()), by_role.get("earlier", ()))


def hides_number(text: str) -> bool:
    """Whether words between figures hold a number that was not read as one; years and days of months are none."""
    for found in _DIGITS.finditer(text):
        token = found.group().rstrip(".,")
        if not _YEAR.match(token) and not _MONTH_BEFORE_OR_BEHIND.search(text[: found.start()]):
            return True
    return bool(_number_words().search(text))


def is_amount(one: Statement) -> bool:
    """Whether it is one number that can be added up: no share, multiple or rank, and not negative."""
    return (
        one.unit not in _NO_AMOUNTS
        and one.kind not in ("rank", "fold", "percentage")
        and one.value is not None
        and one.value >= 0
    )


def same_family(part: Statement, whole: Statement, *, any_noun: bool = False) -> bool:
    """Whether a figure can be a part of the other by its unit: the same, or left out; `any_noun` takes other counted things too."""
    if part.unit == whole.unit:
        return True
    if not part.unit and part.kind == "number":
        return True  # '61 million' behind '94 million cubic metres'
    counted = part.kind in ("count", "number") and whole.kind in ("count", "number")
    return counted and (any_noun or names_no_thing(part) or not whole.unit)


def names_no_thing(one: Statement) -> bool:
    """Whether only a number is printed: '28 to the other one' is of whatever was counted before."""
    rest = re.sub(r"[\d.,\s-]+", " ", _numerals().sub(" ", one.quote))
    return not one.unit or not rest.strip()


@cache
def _numerals() -> re.Pattern[str]:
    words = {e.alias for name in ("numerals", "scales", "modifiers") for e in lexicon(name)}
    told = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)) if word[-1].isalpha())
    return re.compile(rf"(?<![^\W\d_])(?:{told})(?![^\W\d_])", re.IGNORECASE)


@cache
def _number_words() -> re.Pattern[str]:
    words = {e.alias for e in lexicon("numerals") if e["sense"] in ("cardinal", "tens", "dozen", "hundred")} - _LOOSE
    told = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{told})\b(?!\s+of\s+(?:them|us)\s+were)", re.IGNORECASE)
