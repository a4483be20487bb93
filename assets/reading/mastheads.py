"""The lines above a headline that belong to the paper: its name, what it calls itself, its sections, the sort of notice.

Belongs here: telling them from the headline, and the name in them. Does not: choosing the headline among the others
(`headline`), or names that stand elsewhere (`credits`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from assets.reading.boilerplate import Markers
from assets.reading.headline import is_name_like, long_words, overlap

_NAME_AND_MORE = re.compile(r"(?P<name>[^|•·:]{2,40}?)(?:\s+[-–—|•·]\s+|:\s+)(?P<more>.+)")
_BAR = re.compile(r"\s[|•·]\s")
_DESCRIBES = re.compile(r"(?:an?|the|your|our|[a-z]\S*|[A-Z]\S*['’]s)\s")
_COLUMN_BY = re.compile(r".{3,40}\s(?i:by)\s[^\W\d_a-z]\S*(?:\s[^\W\d_a-z]\S*){1,2}")
_MOST_WORDS_IN_TITLE = 16


class HeaderText(Protocol):
    """A line above the body: its text, and the run of lines without a blank one between them that it stands in, and
    what it says about who and when, if that is what it is for."""

    @property
    def text(self) -> str: ...

    @property
    def run(self) -> int: ...

    @property
    def header(self) -> object | None: ...


def masthead_name(line: str, markers: Markers) -> str | None:
    """The name in 'NAME - the weekly of the trade', 'Name: notes from a town' or 'The Name | Science'; None in other lines."""
    match = _NAME_AND_MORE.fullmatch(line)
    if match is None or not is_name_like(match["name"]) or markers.is_section(match["name"]):
        return None
    more = match["more"]
    says_what = (
        _DESCRIBES.match(more) is not None and markers.has_press_word(more) and not more.endswith((".", "?", "!"))
    )
    sections = _BAR.search(line) is not None and all(is_name_like(part) for part in _BAR.split(more))
    names_paper = sections and (len(_BAR.split(more)) >= 2 or markers.is_section(more))
    return match["name"].strip() if says_what or names_paper else None


def masthead_indexes(
    header: Sequence[HeaderText], candidates: Sequence[HeaderText], body: str, markers: Markers
) -> frozenset[int]:
    """Indexes of those `candidates` for the title that are of the masthead, by what stands below them.

    A line gives way only to a later candidate of another run that is written like a title, and that says no less of
    what the body says. In the first run of lines all lines are of the masthead if the first of them is; but a line with
    the day or the writer below it is a title there, unless it speaks of a paper.
    """
    said = long_words(body)
    found: set[int] = set()
    for index, line in enumerate(candidates):
        later = [other.text for other in candidates[index + 1 :] if other.run != line.run and _is_titled(other.text)]
        if not later:
            break
        shares = max(overlap(text, said) for text in later)
        named = masthead_name(line.text, markers) is not None
        in_first_run = bool(header) and line.run == header[0].run and line is not header[0]
        below_name = in_first_run and _names_paper(header[0].text, body, markers)
        has_day = any(
            other.run == line.run and other.header for other in header if other is not line and other is not header[0]
        )
        tells_less = (overlap(line.text, said) <= shares and not has_day) or markers.has_press_word(line.text)
        if (named and tells_less) or (below_name and (tells_less or _COLUMN_BY.fullmatch(line.text) is not None)):
            found.add(index)
    return frozenset(found)


def _is_titled(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS_IN_TITLE and not text.endswith(".")


def _names_paper(line: str, body: str, markers: Markers) -> bool:
    """Whether a line on top is the name of a paper, alone or with its day."""
    name = line.partition(",")[0] if any(c.isdigit() for c in line) else line
    is_word_of_text = re.search(rf"\b{re.escape(name)}\b", body, re.I) is not None
    return is_name_like(name) and (
        not is_word_of_text or markers.has_press_word(name) or name.lower().startswith("the ")
    )
