"""Names of publisher and author where no markup gives them: from header lines, mastheads, notices and the text.

Belongs here: the forms in which a text names them, most trusted first. Does not: any name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assets.reading.article_parts import ArticleParts
from assets.reading.boilerplate import Markers, bare, is_site_name
from assets.reading.header_lines import labelled_value, read_header_line
from assets.reading.headline import is_name_like
from assets.reading.mastheads import masthead_name

_WORD = r"[^\W\d_a-z][\w&’'-]{0,40}(?:\.[A-Za-z]{2,3}\b)?"
_NAME = rf"{_WORD}(?:\s(?:(?:of|the|and|&)\s)?{_WORD}){{0,5}}"
_PERSON = r"[^\W\d_a-z][\w’'-]{1,40}(?:\s(?:[^\W\d_a-z][\w.’'-]{0,40}|de|van|von|al|bin)){1,3}(?<!\.)"
_YEARS = r"(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)?\d\d)?"
_NOTICE_AFTER = re.compile(
    rf"(?:©|\([cC]\)|\b[Cc]opyright\b)(?:\s*(?:©|\([cC]\)))?[\s,]*(?:{_YEARS})?[\s,.]*(?:by\s+)?"
    rf"(?P<name>(?:the\s)?{_NAME}|[\w-]+\.[a-z]{{2,3}}\b)"
)
_NOTICE_BEFORE = re.compile(rf"^(?P<name>{_NAME}|[\w-]+\.[a-z]{{2,3}})\s*(?:©|\(c\))")
_NOT_A_HOLDER = re.compile(r"^(?:all|no|terms|privacy|copyright|reserved|the)$|^all rights|^no part", re.I)
_SHORT_WORDS = ("THE", "OF", "AND", "FOR", "DAY", "NEW", "SUN", "MIX", "BIG", "ON", "IN", "MY", "OUR", "SEA")
_CHARS_OF_INTRODUCTION = 600
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:Ltd|Limited|LIMITED|LLC|Inc|PLC|plc|GmbH|LLP|AG|SA|Co|Corp|A/S|ASA|AB|NV|SE|Oyj|S\.p\.A)\.?$"
)
_SELF_REFERENCE = (
    re.compile(
        rf"({_NAME})\s+(?:publishes|is not responsible|does not (?:accept|endorse)|reserves|appears (?:on|every)|comes out|"
        rf"is (?:read|published|printed) (?:in|on|by|every|each))\b"
    ),
    re.compile(rf"({_NAME})(?:\s(?:Ltd|Limited|plc|PLC|Inc))?\.?,? (?:is )?registered (?:in|office)\b"),
    re.compile(rf"\bthose of ({_NAME})"),
    re.compile(rf"\btold ({_NAME})\.?$"),
)
_REPRINT = re.compile(rf"({_NAME})\s+(?:reprints|republishes|is (?:re)?publishing)\b")
_SITE_IN_TEXT = re.compile(r"\b(?:published|reported|carried|posted) (?:by|on|in) ([A-Z][\w-]+\.[A-Za-z]{2,3})\b")
_WRITES = re.compile(rf"\b(?:writes|reports) ({_PERSON})[.,]?$|\b(?:writes|reports) ({_PERSON})\. ")
_ARTICLE_BY = re.compile(
    rf"\b(?:article|piece|column|commentary|op-ed|essay) (?:written )?by (?:(?:the|a|an|[a-z]+) ){{0,3}}({_PERSON})"
)
_REPORTING_BY = re.compile(rf"\(?(?:[Rr]eporting|[Ww]ritten|[Rr]eported) by ({_PERSON})")
_STAFF = re.compile(rf"^[Bb]y\b.{{3,60}}?(?:,| of) (?:[Tt]he )?({_NAME}) [Ss]taff(?: [Ww]riters?| [Rr]eporters?)?$")
_SEVERAL = re.compile(rf"{_PERSON}(?:, {_PERSON}){{0,3}} and {_PERSON}")
_ABOUT = re.compile(rf"^({_PERSON}) is (?:a|an|the) ")


def publisher_in_text(parts: ArticleParts, markers: Markers) -> str | None:
    """The publisher as a text without markup names it; None if it does not."""
    for name in _publishers(parts, markers):
        name = _LEGAL_FORM.sub("", name.strip(' .,;:|-–—()“”"')).removeprefix("www.")
        if 2 <= len(name) <= 80 and bare(name) and not _NOT_A_HOLDER.search(name) and not markers.is_section(name):
            return _as_it_stands_alone(name, parts)
    return None


def author_in_text(parts: ArticleParts, publisher: str | None, markers: Markers) -> str | None:
    """The author as a text without markup names them; None if it does not. `publisher` is not the author."""
    for name in _authors(parts, markers):
        if publisher is None or name.lower() != publisher.lower():
            return name
    return None


def _authors(parts: ArticleParts, markers: Markers) -> Iterator[str]:
    """Names that may be the author's, the most trusted first."""
    yield from (line.author for line in parts.header if line.author)
    for byline in parts.bylines:
        name = byline.split(",")[0].strip()
        if _is_person(name, markers) and read_header_line(byline, markers) is None:
            yield name
    named = (name for line in parts.header if not line.place_first for name in line.names)
    yield from (name for name in named if _is_person(name, markers) and not says(parts.body, name))
    for line in (*parts.bylines, *parts.below):
        match = _REPORTING_BY.match(line) or _ABOUT.match(line)
        if match:
            yield match[1]
    for line in (*parts.opening, *parts.above, *parts.bylines):
        match = _WRITES.search(line[-_CHARS_OF_INTRODUCTION:]) or _ARTICLE_BY.search(line[:_CHARS_OF_INTRODUCTION])
        if match:
            yield next(name for name in match.groups() if name)


def _is_person(name: str, markers: Markers) -> bool:
    is_named = re.fullmatch(_PERSON, name) is not None or _SEVERAL.fullmatch(name) is not None
    return is_named and not name.isupper() and not markers.has_press_word(name)


def is_credited(name: str, body: str) -> bool:
    """Whether a text says that someone of this name wrote it or is a writer."""
    credit = rf"\b(?:by|writes|author|journalist|columnist|correspondent)(?: [\w-]+){{0,3}} {re.escape(name)}\b"
    return re.search(credit, body) is not None


def _publishers(parts: ArticleParts, markers: Markers) -> Iterator[str]:
    """Names that may be the publisher's, the most trusted first."""
    for line in (*parts.above, *parts.masthead, *parts.below):
        value = labelled_value(line, markers.publisher_label)
        if value:
            yield value
    yield from _issuers(parts, markers)
    names = [name for line in parts.header for name in line.names if _may_publish(name, parts)]
    yield from (name for name in names if _calls_itself_paper(name, markers))
    yield from _mastheads(parts, markers)
    for line in parts.notices:
        match = _NOTICE_BEFORE.search(line) or _NOTICE_AFTER.search(line)
        if match:
            yield match["name"]
    for line in parts.masthead:
        header = read_header_line(line, markers)
        if header and header.place_first and not header.names[0].isupper() and not says(parts.body, header.names[0]):
            yield header.names[0]
    if parts.dateline and parts.dateline.agency:
        yield parts.dateline.agency
    yield from (
        match[1] for line in parts.bylines if (match := _STAFF.search(line)) and not markers.is_section(match[1])
    )
    yield from _self_references(parts)
    placed = {name for line in parts.header if line.place_first for name in line.names}
    yield from (name for name in names if name not in placed and not says(parts.body, name))
    yield from (
        line for line in parts.bylines if is_name_like(line) and (" " not in line or markers.has_press_word(line))
    )
    yield from (line for line in parts.notices if is_site_name(line))


def _calls_itself_paper(name: str, markers: Markers) -> bool:
    has_word = markers.has_press_word(name) and (is_name_like(name) or " - " in name or is_site_name(name))
    return has_word or name.lower().startswith("the ")


def _issuers(parts: ArticleParts, markers: Markers) -> Iterator[str]:
    """Who gives out a notice for the press: the name right above the line that says that it is one."""
    for name, line in pairwise(parts.masthead):
        if markers.is_release(line) and is_name_like(name):
            yield name


def _mastheads(parts: ArticleParts, markers: Markers) -> Iterator[str]:
    """Lines above the title that are names: with a word that publishers use, or on top and not a word of the text."""
    for index, line in enumerate(parts.masthead):
        if name := masthead_name(line, markers):
            yield name
        if not is_name_like(line) or markers.is_section(line) or markers.is_furniture(line, at_edge=True):
            continue
        closes = any(says(below, line) for below in (parts.closing, *parts.below))
        is_on_top = index == 0 and (closes or _LEGAL_FORM.search(line) is not None or not says(parts.body, line))
        if is_on_top or markers.has_press_word(line) or line.lower().startswith("the "):
            yield line


def _self_references(parts: ArticleParts) -> Iterator[str]:
    for line in (*parts.notices, *parts.bylines, *parts.opening):
        match = _REPRINT.search(line[:_CHARS_OF_INTRODUCTION])
        if match:
            yield match[1]
    for line in (*parts.notices, parts.closing):
        for form in _SELF_REFERENCE:
            match = form.search(line)
            if match:
                yield match[1]
    match = _SITE_IN_TEXT.search(parts.body)
    if match:
        yield match[1]


def _may_publish(name: str, parts: ArticleParts) -> bool:
    is_place = parts.dateline is not None and parts.dateline.place == name
    return (
        name != parts.title
        and _SEVERAL.fullmatch(name) is None
        and "," not in name
        and len(name.split()) <= 6
        and not is_place
        and not name[0].islower()
    )


def says(body: str, name: str) -> bool:
    """Whether a text has this name in it, in any case of letters."""
    return re.search(rf"\b{re.escape(name)}\b", body, re.I) is not None


def _as_it_stands_alone(name: str, parts: ArticleParts) -> str:
    """The name as a line of its own spells it, and not in capitals throughout."""
    alone = (line for line in (*parts.masthead, *parts.above, *parts.below) if line.lower() == name.lower())
    name = next(alone, name)
    words = name.split()
    if len(words) < 2 or not name.isupper():
        return name
    is_acronym = [len(word) <= 3 and word not in _SHORT_WORDS for word in words]
    return " ".join(word if keep else word.capitalize() for word, keep in zip(words, is_acronym, strict=True))
