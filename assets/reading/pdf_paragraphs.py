"""Paragraphs, headings and rows from the lines of the pages of a PDF: what was one before it was set in lines is one again.

Belongs here: which lines go together, words broken at line ends, and page headers. Does not: finding the lines (`pdf_lines`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from assets.reading.document import BlockKind
from assets.reading.pdf_lines import HYPHEN, Line

_SENTENCE_END = re.compile(r"[.!?…:]['\"”’»)\]]{0,2}$")
_LIST_MARK = re.compile(r"(?:[-*•●▪◦‣·–—]|\(?\d{1,2}[.)])\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:[-–—]|(?:of|/)\s*\d{1,4})?", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD, _FIRST_WORD = re.compile(r"([^\W\d_]+)$"), re.compile(r"^([^\W\d_]+)")
_EDGE, _MARGIN = 0.12, 0.05
"""Shares of a page's height, from its upper or lower edge, in which repeated lines, and in which all lines, are furniture."""
_SAME_SIZE = 0.12
_SHORT = 0.6
_MOST_HEADING_WORDS = 16


@dataclass(slots=True)
class Paragraph:
    """Lines that were one. `parts`: the pages on which it stands with its words on each, in order; joined they are its text."""

    kind: BlockKind
    size: float
    parts: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    is_bold: bool = False
    lines: int = 0

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(words for _, words in self.parts)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, and its height in points."""

    lines: Sequence[Line]
    height: float


def paragraphs_of(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of all pages. Furniture of a page stands behind its paragraphs, a paragraph over two pages is one."""
    repeated = _repeated(pages)
    words = Counter(word.lower() for page in pages for line in page.lines for word in _WORD.findall(line.text))
    made: list[Paragraph] = []
    for number, page in enumerate(pages):
        body = [line for line in page.lines if not _is_furniture(line, page, repeated)]
        aside = [line for line in page.lines if _is_furniture(line, page, repeated)]
        _add_page(made, number, body, words)
        made += [Paragraph("boilerplate", line.size, [(number, line.text)]) for line in aside]
    _tell_headings(made)
    return [paragraph for paragraph in made if paragraph.text.strip()]


def _is_furniture(line: Line, page: Page, repeated: frozenset[str]) -> bool:
    place = ((line.bottom + line.top) / 2) / max(page.height, 1.0)
    edge = min(place, 1 - place)
    return edge < _MARGIN or (
        edge < _EDGE and (_masked(line.text) in repeated or bool(_PAGE_NUMBER.fullmatch(line.text)))
    )


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """Lines near the edges that stand on several pages, with their digits masked."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_masked(line.text) for line in page.lines})
    return frozenset(text for text, count in seen.items() if count >= max(2, len(pages) // 3))


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()))


def _add_page(made: list[Paragraph], number: int, lines: Sequence[Line], words: Counter[str]) -> None:
    usual_gap = _usual_gap(lines)
    for position, line in enumerate(lines):
        last = lines[position - 1] if position else None
        current = next((p for p in reversed(made) if p.kind != "boilerplate"), None)
        if len(line.cells) > 1:
            beside = [lines[p] for p in (position - 1, position + 1) if 0 <= p < len(lines)]
            is_row = len(line.cells) > 2 or any(len(other.cells) > 1 for other in beside)
            made.append(Paragraph("row" if is_row else "paragraph", line.size, [(number, line.text)], line.is_bold, 1))
        elif (
            current is not None and current.kind != "row" and _goes_on(current, last, line, lines, position, usual_gap)
        ):
            _join(current, number, line, words)
        else:
            mark = _LIST_MARK.match(line.text)
            text = line.text[mark.end() :] if mark else line.text
            made.append(Paragraph("item" if mark else "paragraph", line.size, [(number, text)], line.is_bold, 1))


def _usual_gap(lines: Sequence[Line]) -> float:
    """The white space between two lines of one paragraph, in points."""
    gaps = [
        above.bottom - below.top
        for above, below in itertools.pairwise(lines)
        if abs(above.size - below.size) < _SAME_SIZE * above.size
        and -0.6 * above.size < above.bottom - below.top < 1.2 * above.size
    ]
    return median(gaps) if gaps else 0.0


def _goes_on(
    current: Paragraph, last: Line | None, line: Line, lines: Sequence[Line], position: int, usual_gap: float
) -> bool:
    """Whether a line goes on with the paragraph: it stands right below, and the line above had no room for its first word."""
    if abs(current.size - line.size) > _SAME_SIZE * current.size or _LIST_MARK.match(line.text):
        return False
    text = current.text.rstrip()
    if text.endswith(HYPHEN):
        return True
    is_open = _SENTENCE_END.search(text) is None
    if last is None or len(last.cells) > 1 or line.top > last.top or last.left - line.right > line.size:
        # the next column, or the next page: two lines and more without a full stop are a sentence that goes on
        return is_open and current.lines > 0 and (line.text[:1].islower() or current.lines > 1)
    gap = last.bottom - line.top
    if gap > usual_gap + 0.4 * line.size or (current.is_bold != line.is_bold and not line.text[:1].islower()):
        return False
    if line.left - last.left > 0.8 * line.size and current.kind != "item" and not (is_open and line.text[:1].islower()):
        return False
    if is_open and line.text[:1].islower():
        return True
    if re.search(r"\w-$", text) and line.text[:1].isalpha():
        return True
    if last.right - last.left < _SHORT * _usual_width(lines):
        return False  # a line of its own: a name, a day
    first_word = len(line.text.split(maxsplit=1)[0]) + 1
    width = (line.right - line.left) / max(len(line.text), 1)
    return last.right + first_word * width > _right_edge(lines, position)


def _usual_width(lines: Sequence[Line]) -> float:
    return median(line.right - line.left for line in lines)


def _right_edge(lines: Sequence[Line], position: int) -> float:
    """How far the lines reach that stand above and below this one in its column, in its size."""
    line, edge = lines[position], lines[position].right
    for step in (-1, 1):
        at = position + step
        while 0 <= at < len(lines):
            above, below = (lines[at], lines[at - step]) if step < 0 else (lines[at - step], lines[at])
            is_near = -0.6 * line.size < above.bottom - below.top < 2 * line.size
            if not is_near or len(lines[at].cells) > 1 or abs(lines[at].size - line.size) > _SAME_SIZE * line.size:
                break
            edge = max(edge, lines[at].right)
            at += step
    return edge


def _join(paragraph: Paragraph, number: int, line: Line, words: Counter[str]) -> None:
    page, text = paragraph.parts[-1]
    text, between = _before_break(text, line.text, words)
    paragraph.parts[-1] = (page, text)
    if page == number:
        paragraph.parts[-1] = (page, text + between + line.text)
    else:
        paragraph.parts.append((number, between + line.text))
    paragraph.lines += 1


def _before_break(text: str, following: str, words: Counter[str]) -> tuple[str, str]:
    """What stands before a line break with a broken word mended, and what comes in its place: a space, or nothing."""
    text = text.rstrip()
    if text.endswith(HYPHEN):
        return text.rstrip(HYPHEN), ""
    if not text.endswith(("-", "\u2010")):
        return text, "" if text.endswith(("–", "—", "/")) and not text.endswith((" –", " —", " /")) else " "
    head, tail = _LAST_WORD.search(text[:-1]), _FIRST_WORD.match(following)
    if head is None or tail is None or not tail[1][0].islower():
        return text, "" if text[-2:-1].strip() else " "
    whole, parted = (head[1] + tail[1]).lower(), f"{head[1]}-{tail[1]}".lower()
    are_words = words[head[1].lower()] > 0 and words[tail[1].lower()] > 1  # the tail is counted where it stands, too
    if words[whole] or not (words[parted] or are_words):
        return text[:-1], ""
    return text, ""


def _tell_headings(paragraphs: Sequence[Paragraph]) -> None:
    """Makes the largest print of the first page its title, and other large or bold lines headings."""
    prose = [p for p in paragraphs if p.kind in ("paragraph", "item")]
    sizes: Counter[float] = Counter()
    for paragraph in prose:
        sizes[round(paragraph.size, 1)] += len(paragraph.text)
    if not sizes:
        return
    usual = sizes.most_common(1)[0][0]
    first = [p for p in prose if p.parts[0][0] == 0 and len(p.text.split()) >= 2]
    largest = max((p.size for p in first), default=0.0)
    title = (
        next((p for p in first if p.size > largest * (1 - _SAME_SIZE / 2)), None) if largest > 1.18 * usual else None
    )
    for paragraph in prose:
        if paragraph is title:
            paragraph.kind = "title"
        elif paragraph.kind == "paragraph" and _is_heading(paragraph, usual):
            paragraph.kind = "heading"


def _is_heading(paragraph: Paragraph, usual: float) -> bool:
    text = paragraph.text
    is_short = len(text.split()) <= _MOST_HEADING_WORDS and any(char.isalpha() for char in text)
    stands_out = paragraph.size > 1.1 * usual or (paragraph.is_bold and paragraph.lines <= 2)
    return is_short and stands_out and not text.endswith((".", ",", ";"))


def pieces_of(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """The page and the words of each part, without a hyphen that was left over."""
    for page, words in paragraph.parts:
        yield page, words.replace(HYPHEN, "")
