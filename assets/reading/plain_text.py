"""A text file as blocks: its lines, which of them stand above and below the body, and what each one is.

Belongs here: the shape of a text without markup. Does not: who published it and when (`publication`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assets.reading.boilerplate import Markers
from assets.reading.credits import is_credited, says
from assets.reading.document import Block, BlockKind
from assets.reading.header_lines import HeaderLine, labelled_value, read_header_line
from assets.reading.headline import headline_index, is_name_like, quoted_title
from assets.reading.mastheads import masthead_indexes

_LINE = re.compile(r"[^\n\r\f\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\f\u2028\u2029]")
_LIST_MARK = re.compile(r"(?:[-*•●▪◦‣·–]|[>»]{1,3}|\(?\d{1,2}[.)]|#{1,6})(?=\s|$)")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”»’')\]]{0,2}$")
_FULL_STOP = re.compile(r"[.…][\"”»’')\]]{0,2}$")
_CREDIT = re.compile(r"\((?:reporting|editing|writing|additional reporting|edited|reported|compiled)\b", re.I)
_ABOUT_THE_AUTHOR = re.compile(
    r"\bviews? expressed\b|\bopinions? expressed\b|\bis an? (?:[\w-]+ ){0,3}(?:columnist|correspondent|contributor)\b",
    re.I,
)
_SHORTEST_LINE_CHARS = 4
_SHORTEST_PROSE_CHARS = 80
_FEWEST_PROSE_WORDS = 8
_SURELY_PROSE_CHARS = 250
_LONGEST_HEADING_CHARS = 90
_LONGEST_INTRODUCTION_CHARS = 300
_TAIL_FROM = 0.5
_LONGEST_TAIL = 0.35
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 110


@dataclass(slots=True)
class Line:
    """A line, or several that were one before they were wrapped, at `[char_start, char_end)` without its list mark.

    `run`: the number of the run of lines without a blank one between them that it stands in. `header`: what it says about
    who and when, if that is what it is for. `kind` is None until it is decided.
    """

    char_start: int
    char_end: int
    text: str
    mark: str
    run: int
    header: HeaderLine | None
    kind: BlockKind | None = None


def plain_blocks(text: str, markers: Markers) -> tuple[Block, ...]:
    """The blocks of a text file, in order."""
    lines = _lines(text, markers)
    body_start = next((i for i, line in enumerate(lines) if _is_prose(line, markers)), len(lines))
    body_end, tail_start = _body_end(lines, body_start, len(text), markers)
    body = " ".join(line.text for line in lines[body_start:body_end])
    _decide_header(lines[:body_start], body, markers)
    below: Line | None = None  # the next line of the article
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if index >= tail_start:
            line.kind = "boilerplate"
        elif index >= body_end:
            line.kind = _kind_below(line, markers)
        else:
            line.kind = line.kind or _kind_inside(line, below, markers)
            below = below if line.kind == "boilerplate" else line
    for line in lines[body_start:body_end][-2:]:
        if line.kind == "paragraph" and _ABOUT_THE_AUTHOR.search(line.text):
            line.kind = "byline"
    if body_start == 0 and lines and len(lines[0].text) <= _LONGEST_INTRODUCTION_CHARS and quoted_title(lines[0].text):
        lines[0].kind = "byline"  # 'X has published an article entitled “…”', above the article itself
    return _blocks(lines)


def _lines(text: str, markers: Markers) -> list[Line]:
    lines: list[Line] = []
    loose_mark = ""
    run, last_end = 0, 0
    for start, end in _unwrapped(text):
        run += len(_LINE_END.findall(text, last_end, start)) > 1
        last_end = end
        mark = _LIST_MARK.match(text, start, end)
        if mark:
            start = mark.end()
        content = text[start:end]
        start += len(content) - len(content.lstrip())
        content = content.strip()
        if content:
            header = None if mark else read_header_line(content, markers)
            lines.append(Line(start, start + len(content), content, mark[0] if mark else loose_mark, run, header))
        loose_mark = mark[0] if mark and not content else ""
    return lines


def _unwrapped(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the non-empty lines; in a text wrapped at a fixed width, of its paragraphs."""
    spans = [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in _LINE.finditer(text) if m[0].strip()]
    width = max((end - start for start, end in spans), default=0)
    full = sum(end - start >= 0.75 * width for start, end in spans)
    if not (_NARROWEST_WRAP <= width <= _WIDEST_WRAP and full >= 6 and full >= 0.4 * len(spans)):
        return spans
    runs: list[list[tuple[int, int]]] = []
    for start, end in spans:
        if runs and len(_LINE_END.findall(text, runs[-1][-1][1], start)) == 1:
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return [paragraph for run in runs for paragraph in _joined(text, run, width)]


def _joined(text: str, run: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """The paragraphs of a run of lines. A line goes on in the next if the next one's first word had no room in it."""
    if len(run) > 2:
        width = max(end - start for start, end in run)
    paragraphs = [run[0]]
    for (start, end), (next_start, next_end) in pairwise(run):
        first_word = text[next_start:next_end].split(maxsplit=1)[0]
        has_room = len(text[start:end].rstrip()) + 1 + len(first_word) <= width
        if has_room or _LIST_MARK.match(text, next_start, next_end):
            paragraphs.append((next_start, next_end))
        else:
            paragraphs[-1] = (paragraphs[-1][0], next_end)
    return paragraphs


def _is_prose(line: Line, markers: Markers) -> bool:
    """Whether a line is a paragraph of the article: sentences, and neither furniture nor a header line."""
    if line.header is not None or markers.is_furniture(line.text, at_edge=True):
        return False
    text = line.text
    if labelled_value(text, markers.title_label) or labelled_value(text, markers.publisher_label):
        return False
    if len(text) >= _SURELY_PROSE_CHARS:
        return True
    is_long = len(text) >= _SHORTEST_PROSE_CHARS and text.endswith(":")
    return is_long or (len(text.split()) >= _FEWEST_PROSE_WORDS and _FULL_STOP.search(text) is not None)


def _body_end(lines: Sequence[Line], body_start: int, chars: int, markers: Markers) -> tuple[int, int]:
    """Index after the last paragraph of the article, and of the line at which other articles or the site take over."""
    tail_start = len(lines)
    for index in range(body_start + 1, len(lines)):
        start = lines[index].char_start
        is_late = start >= _TAIL_FROM * chars and chars - start <= _LONGEST_TAIL * chars
        if is_late and markers.begins_tail(lines[index].text):
            tail_start = index
            break
    ends = (i + 1 for i in range(tail_start - 1, body_start - 1, -1) if _is_prose(lines[i], markers))
    return next(ends, min(body_start, tail_start)), tail_start


def _decide_header(header: Sequence[Line], body: str, markers: Markers) -> None:
    """Kinds of the lines above the body: one title, furniture above it, bylines and dates around it."""
    candidates = [line for line in header if _can_be_title(line, markers)]
    candidates = candidates or [line for line in header if _is_dated_title(line)]
    of_masthead = masthead_indexes(header, candidates, body, markers)
    candidates = [line for index, line in enumerate(candidates) if index not in of_masthead]
    labelled = next((line for line in header if labelled_value(line.text, markers.title_label)), None)
    chosen = headline_index([line.text for line in candidates], body, markers)
    title = labelled or (candidates[chosen] if chosen is not None else None)
    if title is not None:
        value = labelled_value(title.text, markers.title_label) or title.text
        title.kind, title.text, title.char_start = "title", value, title.char_end - len(value)
    is_below = title is None
    for index, line in enumerate(header):
        is_below = is_below or line is title
        if line is not title:
            beside_date = any(other.header and other.header.mention for other in header[max(0, index - 2) : index + 3])
            line.kind = _kind_above(line, title, is_below, beside_date, body, markers)


def _can_be_title(line: Line, markers: Markers) -> bool:
    text = line.text
    return (
        (not line.mark or line.mark.startswith("#"))
        and line.header is None
        and not markers.is_furniture(text, at_edge=True)
        and labelled_value(text, markers.publisher_label) is None
    )


def _is_dated_title(line: Line) -> bool:
    """Whether a header line is a title with its day, for want of another: 'Ports in the spring - 14 July 2025'."""
    names = line.header.names if line.header and line.header.mention else ()
    return len(names) == 1 and len(names[0].split()) >= 3 and not is_name_like(names[0])


def _kind_above(
    line: Line, title: Line | None, is_below: bool, beside_date: bool, body: str, markers: Markers
) -> BlockKind | None:
    """The kind of a line above the body other than the title; None if it is part of the body after all."""
    text, header = line.text, line.header
    if markers.is_furniture(text, at_edge=True) or markers.is_section(text):
        return "boilerplate"
    if header is not None:
        is_furniture = header.label is not None or (header.names and not header.place_first and not header.is_byline)
        return "boilerplate" if is_furniture and not header.is_byline else "byline"
    if title is not None and (not is_below or text == title.text):
        return "boilerplate"
    if labelled_value(text, markers.publisher_label):
        return "boilerplate"
    if is_name_like(text) and (is_credited(text, body) or (beside_date and not says(body, text))):
        return "byline"
    return "boilerplate" if len(text) < _SHORTEST_LINE_CHARS and not line.mark else None


def _kind_inside(line: Line, below: Line | None, markers: Markers) -> BlockKind:
    text = line.text
    if markers.is_furniture(text, at_edge=False) or (line.header is not None and line.header.label is not None):
        return "boilerplate"
    if line.mark:
        return "heading" if line.mark.startswith("#") else "item"
    if text.startswith("|") or text.count(" | ") >= 2 or re.search(r"\S\t+\S", text):
        return "row"
    words = text.split()
    is_short = len(text) <= _LONGEST_HEADING_CHARS and len(words) <= 14 and any(c.isalpha() for c in text)
    is_open = not _SENTENCE_END.search(text) or (text.endswith(":") and len(words) <= 4)
    introduces = below is not None and (bool(below.mark) or len(below.text) > len(text))
    return "heading" if is_short and is_open and introduces and not text[0].islower() else "paragraph"


def _kind_below(line: Line, markers: Markers) -> BlockKind:
    """The kind of a line after the last paragraph."""
    text = line.text
    if _CREDIT.match(text):
        return "byline"
    if line.header is not None:
        return "byline" if line.header.is_byline else "boilerplate"
    if markers.is_furniture(text, at_edge=True):
        return "boilerplate"
    if line.mark:
        return "item"
    if text.count(" | ") >= 2 or re.search(r"\S\t+\S", text):
        return "row"
    says_something = _SENTENCE_END.search(text) or text.endswith(")") or any(c.isdigit() for c in text)
    return "paragraph" if says_something else "boilerplate"


def _blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    heading: str | None = None
    for line in lines:
        kind = line.kind or "paragraph"
        blocks.append(Block(kind, line.char_start, line.char_end, kind == "boilerplate", heading))
        if kind == "heading":
            heading = line.text
    return tuple(blocks)
