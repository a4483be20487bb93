"""The words by which furniture, bylines and labels are known, and the tests that use them.

Belongs here: asking whether a line or an element's class says that it is not the article. Does not: the words
themselves, which are rows of `warehouse/lexicon/boilerplate_markers.csv`, nor where in a text a test applies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise

from warehouse.lexicon import Entry, lexicon

_LONGEST_FURNITURE = 400
_LONGEST_TEASER = 200
"""In characters. A longer line is prose, whatever words it begins with or holds."""

_LONGEST_RELEASE = 80
_GOES_ON = re.compile(r"\w|\s+(?!no\b|nr\b|number\b|for immediate\b|[\d|-])[^\W\d_]")
_MOST_WORDS_IN_BAR_PART = 5
_BAR = re.compile(r"\s[|·•]\s")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Markers:
    """Lower-case aliases by where they stand; each field holds the lexicon rows of which it is the `sense`.

    `element`, `byline_element`: a word, or two joined by '-', in a class or id. `whole_line`, `section`, `nobody`:
    all that a line says, apart from digits and punctuation. `line_start`, `line_part`, `tail`, `byline_start`: how a
    line begins, or what it holds. `release`: how a notice of an office or a company calls itself. The labels come
    before a colon or a date; `revised_label` are those date labels that mean 'updated'. `press`: words in publishers'
    names. `tagline`, `tagline_start`: what a masthead says under its name, held by its line or beginning it.
    """

    element: frozenset[str]
    byline_element: frozenset[str]
    whole_line: frozenset[str]
    section: frozenset[str]
    nobody: frozenset[str]
    line_start: frozenset[str]
    line_part: frozenset[str]
    tail: frozenset[str]
    byline_start: frozenset[str]
    date_label: frozenset[str]
    revised_label: frozenset[str]
    publisher_label: frozenset[str]
    title_label: frozenset[str]
    release: frozenset[str]
    press: frozenset[str]
    tagline: frozenset[str]
    tagline_start: frozenset[str]

    @classmethod
    def from_rows(cls, rows: Iterable[Entry]) -> Markers:
        """Markers from lexicon rows. Raises ValueError for a row whose `sense` is none of the fields."""
        senses: dict[str, set[str]] = {field.name: set() for field in fields(cls)}
        for row in rows:
            if row["sense"] not in senses:
                raise ValueError(f"marker {row.alias!r}: sense {row['sense']!r} is none of {', '.join(senses)}")
            senses[row["sense"]].add(row.alias.lower())
            if (row["sense"], row.canonical) == ("date_label", "updated"):
                senses["revised_label"].add(row.alias.lower())
        return cls(**{sense: frozenset(words) for sense, words in senses.items()})

    def names_furniture(self, names: str) -> bool:
        """Whether the classes or ids in `names` say that their element is furniture."""
        return _has_class_word(names, self.element)

    def names_byline(self, names: str) -> bool:
        """Whether they say that it tells who wrote the article, or when."""
        return _has_class_word(names, self.byline_element)

    def is_section(self, line: str) -> bool:
        """Whether a line is nothing but the label of a section, such as 'Analysis' or 'Business / Energy'."""
        return all(bare(part) in self.section or not bare(part) for part in re.split(r"[/|>»·•]", line)) and bool(
            bare(line)
        )

    def is_tagline(self, line: str) -> bool:
        """Whether a line says what a paper or a release is, such as 'The harbour's weekly' or 'News from the valley'."""
        lower = " ".join(line.lower().replace("’", "'").split())
        return lower.startswith(tuple(f"{start} " for start in self.tagline_start)) or any(
            re.search(
                rf"(?<![a-z]){re.escape(part)}(?![a-z])" if part[0].isalpha() else rf"{re.escape(part)}(?![a-z])", lower
            )
            for part in self.tagline
        )

    def is_furniture(self, line: str, at_edge: bool) -> bool:
        """Whether a line is furniture by its words. `at_edge`: it stands above or below the body, where a legal notice
        or an invitation can be a whole sentence; inside the body only short lines that say nothing else count."""
        if len(line) > _LONGEST_FURNITURE:
            return False
        if self.is_release(line):
            return True
        lower = " ".join(line.lower().split())
        if bare(line) in self.whole_line or (len(line) <= _LONGEST_TEASER and lower.startswith(tuple(self.line_start))):
            return True
        parts = _BAR.split(line)
        if len(parts) > 1 and all(len(part.split()) <= _MOST_WORDS_IN_BAR_PART for part in parts):
            return any(bare(part) in self.whole_line for part in parts)  # 'Live | 3 min read | 12 comments'
        return at_edge and any(part in lower for part in self.line_part)

    def is_release(self, line: str) -> bool:
        """Whether a line says that this is a notice for the press, with its number or day: 'Press release no. 7'."""
        lower = line.lower().lstrip()
        name = next((name for name in self.release if lower.startswith(name)), None)
        return name is not None and len(line) <= _LONGEST_RELEASE and _GOES_ON.match(lower, len(name)) is None

    def begins_tail(self, line: str) -> bool:
        """Whether, late in a text, what comes after this line belongs to other articles or to the site."""
        return len(line) <= _LONGEST_TEASER and line.lower().lstrip().startswith(tuple(self.tail))

    def has_press_word(self, name: str) -> bool:
        """Whether a name holds a word of which publishers' names are made, or is the address of a site."""
        words = bare(name).split()
        return any(word in self.press for word in words) or is_site_name(name)


def bare(line: str) -> str:
    """The letters of a line in lower case, words joined by one space: 'SHARE 128:' gives 'share'."""
    return _NOT_LETTERS.sub(" ", line).strip().lower()


def is_site_name(name: str) -> bool:
    """Whether a name is written like the address of a site: 'Example.org'."""
    return re.fullmatch(r"(?:www\.)?[A-Za-z0-9][A-Za-z0-9-]{1,40}\.[A-Za-z]{2,6}(?:\.[A-Za-z]{2})?", name) is not None


def _has_class_word(names: str, words: frozenset[str]) -> bool:
    for name in names.split():
        parts = [part.lower() for part in _CLASS_WORD.findall(name)]
        if any(part in words for part in parts) or any("-".join(pair) in words for pair in pairwise(parts)):
            return True
    return False


@cache
def default_markers() -> Markers:
    """The markers that ship with Tieout."""
    return Markers.from_rows(lexicon("boilerplate_markers"))
