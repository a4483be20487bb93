"""Which of the short lines above a text is its headline, and which of them name the publisher or a section.

Belongs here: comparing these lines with each other and with the text below. Does not: finding them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assets.reading.boilerplate import Markers

_LONGEST_TITLE = 250
_LINES_COMPARED = 60
_SHORTEST_HEADLINE = 2
"""Words of the line to which what a masthead says of itself gives way."""
_SECTION_BAR = re.compile(r"\s[•|·]\s.*\s[•|·]\s")
"""Three names and more with bars between: the paper and its sections."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_QUOTED_TITLE = re.compile(
    r"\b(?:entitled|titled|headlined|under the (?:title|headline))[,:]?\s+[“\"«‘']([^“”\"«»]{10,250})[”\"»’']", re.I
)


def headline_index(lines: Sequence[str], body: str, markers: Markers) -> int | None:
    """Index of the headline among the short lines that stand above `body`, in their order; None if there is none.

    The first that is more than a name. A name ('Some Daily', 'SOME DAILY', 'Middle East') gives way to a later line
    that says more, or that shares more words with the body; what a paper says of itself ('The harbour's weekly') to any.
    """
    usable = [i for i, line in enumerate(lines) if _can_be_title(line, markers)]
    usable = usable[-_LINES_COMPARED:] if body else usable[:_LINES_COMPARED]
    said = long_words(body)
    for position, index in enumerate(usable):
        later = [lines[i] for i in usable[position + 1 :]]
        if not any(_gives_way(lines[index], other, said, markers) for other in later):
            return index
    return None


def quoted_title(paragraph: str) -> str | None:
    """The title that an opening paragraph quotes: 'has published an article entitled “…”'."""
    match = _QUOTED_TITLE.search(paragraph)
    return match[1].strip().rstrip(".,") if match else None


def is_name_like(line: str) -> bool:
    """Whether a line is written like a name: at most five words, each with a capital, nothing between them."""
    words = line.split()
    if not 1 <= len(words) <= 5 or re.search(r"\n|[\d:;?!\"“”«»]|[,.]\s|[.]$", line):
        return False
    return all(not word[0].islower() or len(word) <= 3 for word in words) and words[0][0].isupper()


def long_words(text: str) -> frozenset[str]:
    """The words of four letters and more, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def overlap(line: str, said: frozenset[str]) -> float:
    """Share of the longer words of a line that are among those `said`, 0 to 1."""
    words = long_words(line)
    return len(words & said) / len(words) if words else 0.0


def _can_be_title(line: str, markers: Markers) -> bool:
    return 4 <= len(line) <= _LONGEST_TITLE and sum(map(str.isalpha, line)) >= 4 and not markers.is_section(line)


def _gives_way(line: str, later: str, said: frozenset[str], markers: Markers) -> bool:
    words = len(line.split())
    if markers.is_tagline(line):
        return len(later.split()) >= _SHORTEST_HEADLINE and not markers.is_tagline(later)
    if _SECTION_BAR.search(line):
        return len(later.split()) >= 4 and not _SECTION_BAR.search(later)
    if not is_name_like(line):
        return words == 1 and len(later.split()) > 1
    if line == later:
        return False
    says_more = len(later.split()) >= 4 or not is_name_like(later)
    if line.isupper() and not later.isupper():
        return says_more or is_name_like(later)
    if markers.has_press_word(line) or line.lower().startswith("the "):
        return says_more or not markers.has_press_word(later)
    return says_more and (words <= 3 or overlap(line, said) < overlap(later, said))
