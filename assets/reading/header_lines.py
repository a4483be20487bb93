"""Short lines that say who, where and when: 'Published: …', 'By …', 'Name | Updated: …', and the dateline of a story.

Belongs here: taking one such line apart. Does not: choosing among several lines (`publication`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assets.reading.boilerplate import Markers, bare
from assets.reading.dates import DateMention, date_mentions

_LONGEST_HEADER = 160
_LONGEST_DATELINE = 110
_MOST_WORDS_IN_NAME = 6
_MOST_WORDS_BEHIND = 5
"""Words behind the full date of a byline: 'by A Name, 3 June 2025, filed under Ports'."""
_SEGMENT = re.compile(r"\s*[|·•∙/;]\s+|\s+[|·•∙]\s*|\s+[-–—]{1,2}\s+|\s{3,}|[\t\n]+")
_TIME = re.compile(
    r"(?:\bat\s+)?(?<![\w.])\d{1,2}(?:[:.]\d\d(?::\d\d)?\s*(?:[apAP]\.?[mM]\b\.?|hrs\b|h\b)?|\s*[apAP]\.?[mM]\b\.?)"
    r"\s*(?:\(?\b[A-Z]{1,5}\b\)?(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|local time\b)?"
)
_PRICE = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]{0,2}[£$€]|Rs\.? ?)\d{1,3}(?:[.,]\d\d)?|\d{1,3}(?:p|c| pence| cents))(?![\w.,]*\w)", re.I
)
"""What an issue costs, as it stands beside its date."""
_ISSUE = re.compile(r"\b(?:issue|vol|volume|no|number|edition)\b\.?\s*\d{1,5}\b|\b[^\W\d_]+\sedition\b", re.I)
_EDGES = " \t\u00a0\u202f,:;.()[]*_\u2013-"
_WEEKDAY = re.compile(r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?", re.I)
_WEEKDAY_BESIDE = re.compile(
    rf"(?:^\s*(?:{_WEEKDAY.pattern})(?!\s+[^\W\d_])|{_WEEKDAY.pattern})(?=[\s,.(]*(?:the\s+)?$)", re.I
)
"""A weekday right before its date: in 'The Sunday Compass, 11 October' it is part of a name."""
_CAPITALISED = r"[^\W\d_a-z][\w.'’-]*"
_PERSON = re.compile(
    rf"{_CAPITALISED}(?:\s+(?:{_CAPITALISED}|and|&|of|the|de|van|von|al|bin|da|di|del|der|la|le)){{0,7}}"
)
_ROLE = re.compile(r"\s*(?:,|\bin\b|\bfor\b|\bat\b|\||;|\(|\s[-–—]\s).*")
_OPENING = re.compile(rf"(.{{2,{_LONGEST_DATELINE}}}?)(?:\s*--|\s*[—–](?!\d)|\s+-|:)\s")
_AGENCY = re.compile(r"\(([^()\d]{2,40})\)|/([^/\d]{2,30})/")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """What a header line says. `mention` is its date, `label` the lower-case label before it; `names` are the parts
    that are neither date, label, byline nor furniture; `place_first`: a name and a comma stand before the date. `said` is
    the line itself."""

    mention: DateMention | None = None
    label: str | None = None
    names: tuple[str, ...] = ()
    author: str | None = None
    is_byline: bool = False
    place_first: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """How a story opens: 'PLACE, June 3 (Agency) -- '. `said` is the opening up to its dash, `length` its characters."""

    place: str | None
    mention: DateMention | None
    agency: str | None
    length: int
    said: str


def author_of(line: str, markers: Markers) -> tuple[bool, str | None]:
    """Whether a line is a byline ('By A Name, editor'), and the name in it, None for 'By our correspondent'."""
    lower = line.lower()
    start = max((s for s in markers.byline_start if lower.startswith(s)), key=len, default="")
    rest = line[len(start) :].strip(" .:)")
    if not start or len(line) > 100 or not rest or (line.endswith(".") and not line.startswith("(")):
        return False, None
    if bare(rest) in markers.nobody:
        return True, None
    name = _ROLE.sub("", rest).strip()
    if not _PERSON.fullmatch(name) or (start == "from " and " " not in name):
        return False, None
    return True, None if bare(name) in markers.nobody else name


def read_header_line(line: str, markers: Markers) -> HeaderLine | None:
    """The parts of a line that gives a date, an author or both; None if it is not such a line.

    A date counts only if it stands alone between the separators of the line, with its label, weekday and time, or
    after one name and a comma: a title that mentions a day is not a header line.
    """
    if len(line) > _LONGEST_HEADER:
        return None
    if markers.is_tagline(line):
        return _dated_tagline(line)
    segments = [s.strip() for s in _SEGMENT.split(line) if s.strip(_EDGES) and not _ISSUE.fullmatch(s.strip())]
    dated: HeaderLine | None = None
    author: str | None = None
    is_byline = False
    names: list[str] = []
    for segment in segments:
        part = _read_dated(segment, markers, is_alone=len(segments) == 1)
        credited, name = author_of(segment, markers)
        if part is not None:
            names.extend(part.names)
            is_byline, author = is_byline or part.is_byline, author or part.author
            # the first date, but the day of publication rather than that of a revision
            if (
                dated is None
                or (dated.mention is None)
                or (dated.label in markers.revised_label and part.mention is not None)
            ):
                dated = part
        elif credited:
            is_byline, author = True, author or name
        elif _is_prose(segment):
            return None  # the news itself, behind its dateline
        elif bare(segment) and not markers.is_furniture(segment, at_edge=False) and not markers.is_section(segment):
            names.append(segment)
    if dated is None:
        return HeaderLine(None, None, tuple(names), author, True, said=line) if is_byline and len(names) <= 2 else None
    return HeaderLine(dated.mention, dated.label, tuple(names), author, is_byline, dated.place_first, line)


def _dated_tagline(line: str) -> HeaderLine | None:
    """'Media release, 3 June 2025': what a masthead says of itself, if it ends with the full day of the issue."""
    mention = next((m for m in date_mentions(line) if m.full and not line[m.end :].strip(_EDGES)), None)
    return None if mention is None else HeaderLine(mention)


def _is_prose(segment: str) -> bool:
    """Whether a part of a line is a sentence: a name has no full stop behind six words."""
    count = len(segment.split())
    return count > _MOST_WORDS_IN_NAME * 2 or (
        count >= _MOST_WORDS_IN_NAME and segment.rstrip("\"'”’)").endswith((".", "!", "?"))
    )


def _read_dated(segment: str, markers: Markers, is_alone: bool) -> HeaderLine | None:
    """One part of a header line that holds a date, or a label that lost it; None if it is neither."""
    mentions = [m for m in date_mentions(segment) if m.day is not None or (is_alone and m.month is not None)]
    if not mentions:
        label = _label_at_start(segment, markers)
        return HeaderLine(label=label) if label and not bare(segment[len(label) :]) else None
    mention = next((m for m in mentions if m.full), mentions[0])
    start = _ISSUE.sub(" ", _WEEKDAY_BESIDE.sub(" ", _TIME.sub(" ", segment[: mention.start])))
    before, after = start.strip(_EDGES), _without_time(segment[mention.end :]).strip(_EDGES)
    if markers.is_furniture(after, at_edge=True):
        after = ""
    credited, writer = author_of(before.removesuffix(" on"), markers)
    led = before.endswith(" on") or (mention.day is not None and start.rstrip().endswith(","))
    if credited and led and (not after or (mention.full is not None and len(after.split()) <= _MOST_WORDS_BEHIND)):
        return HeaderLine(mention, None, (), writer, True)  # 'Posted by A Name on 3 June', 'By A Name, editor, 3 June'
    label = _label_at_start(before, markers)
    before = before[len(label or "") :].strip(_EDGES)
    is_byline, author = author_of(after, markers)
    if not is_byline and mention.full is not None:
        is_byline, author = _author_and_more(after, markers)
    if after and not is_byline and _label_at_start(after, markers) is None:
        return None
    if not before:
        return HeaderLine(mention, label, (), author, is_byline)
    is_name = _PERSON.fullmatch(before.replace(",", "")) is not None and len(before.split()) <= _MOST_WORDS_IN_NAME
    if not is_name or not start.rstrip().endswith(",") or mention.day is None:
        return None
    if label is None:
        return HeaderLine(mention, None, (before,), author, is_byline, place_first=True)
    return HeaderLine(mention, label, (before,), author, is_byline) if label.endswith((" in", " by")) else None


def _author_and_more(after: str, markers: Markers) -> tuple[bool, str | None]:
    """'3 June 2025, by A Name. Filed under: ports': whether a byline with its full stop follows the date, and who wrote."""
    credit, _, more = after.partition(". ")
    return author_of(credit, markers) if len(more.split()) <= _MOST_WORDS_BEHIND else (False, None)


def _without_time(text: str) -> str:
    """The text without weekday, time of day, price and number of an issue."""
    return _ISSUE.sub(" ", _WEEKDAY.sub(" ", _TIME.sub(" ", _PRICE.sub(" ", text))))


def _label_at_start(text: str, markers: Markers) -> str | None:
    lower = text.lower()
    fitting = (label for label in markers.date_label if lower.startswith(label))
    return max((label for label in fitting if not lower[len(label) : len(label) + 1].isalpha()), key=len, default=None)


def labelled_value(line: str, labels: frozenset[str]) -> str | None:
    """What a line such as 'Source: Some Paper' says after one of the labels and a colon; None for other lines."""
    label, colon, value = line.partition(":")
    return value.strip() if colon and label.strip().lower() in labels and 1 < len(value.strip()) <= 200 else None


def read_dateline(paragraph: str) -> Dateline | None:
    """The opening of a story, up to its dash or colon: place, date and agency, of which one of the last two is there.

    A place in capitals alone ('LONDON - ') is a dateline too.
    """
    match = _OPENING.match(paragraph)
    head = match[1] if match else _sentence_dateline(paragraph)
    if head is None:
        return None
    agency = _AGENCY.search(head)
    mention = next((m for m in date_mentions(head) if m.day is not None), None)
    rest = head
    if agency:
        rest = rest[: agency.start()] + " " * len(agency[0]) + rest[agency.end() :]
    if mention:
        rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    rest = _without_time(rest).strip(_EDGES)
    words = re.sub(r"[,.;]", " ", rest).split()
    if len(words) > 7 or not all(word[0].isupper() or word in ("de", "la", "of", "and") for word in words):
        return None
    if mention is None and agency is None and not (rest.isupper() and match):
        return None
    name = next((part.strip() for part in agency.groups() if part), None) if agency else None
    if name is not None and not name[:1].isupper():
        return None
    return Dateline(rest or None, mention, name, len(head), head)


def _sentence_dateline(paragraph: str) -> str | None:
    """The opening 'PLACE, June 3. /Agency/.', or a line that is a dateline and nothing else ('PLACE, 3 June 2025')."""
    match = re.match(r".{2,80}?/[^/\d]{2,30}/", paragraph)
    if match:
        return match[0]
    return paragraph if len(paragraph) <= 60 and paragraph.split(",")[0].isupper() else None
