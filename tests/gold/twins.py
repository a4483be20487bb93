"""Clean twins: the same article in other words, with figures that say the same. Whatever calls a twin a conflict is wrong.

Belongs here: the ways of rewriting, each of which keeps what is said. Does not: errors (`slips`), nor asking the laws (`rivals`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from assets.extraction import ExtractedFigure
from assets.extraction.tokens import sentences
from tests.gold.rewriting import Edit, Original, Rewrite, rewritten
from tests.property.planted import spelled

NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d,.]*\d)")
# what may stand behind a number, by how much the number grows when the other word stands there
_OTHER_UNITS: tuple[tuple[str, str, str], ...] = (
    ("GW", "1000", "MW"),
    ("gigawatts", "1000", "megawatts"),
    ("gigawatt", "1000", "megawatts"),
    ("GWh", "1000", "MWh"),
    ("TWh", "1000", "GWh"),
    ("km", "1000", "m"),
    ("kilometres", "1000", "metres"),
    ("kilometers", "1000", "meters"),
    ("hectares", "0.01", "square kilometres"),
    ("ha", "0.01", "km2"),
    ("bn", "1000", "m"),
    ("billion", "1000", "million"),
    ("million", "0.001", "billion"),
    ("crore", "0.01", "billion"),
)
_SMALL_WORDS = ("a", "an", "the", "its", "his", "her", "their", "each", "every", "first", "second", "per", "no")
# a sentence that begins with one of these leans on the one before it
_LEANING = frozenset(
    "it its he his she her they their that this these those such but and or so yet however meanwhile also then of both"
    " another others some most many one two three none neither there here among by after before at the a an in".split()
)


def other_units(original: Original) -> Iterator[Edit]:
    """Figures in another unit of the same kind, or with another word for its size: 1.45 GW as 1,450 MW."""
    for figure in plain_figures(original):
        quote = figure.quote
        for match in NUMBER.finditer(quote):
            for word, factor, other in _OTHER_UNITS:
                behind = re.compile(rf"([\s\u00a0]?){word}\b").match(quote, match.end())
                if behind is None:
                    continue
                number = printed(Decimal(match[0].replace(",", "")) * Decimal(factor))
                gap = " " if other[0].isalpha() and len(other) > 2 else behind[1]
                yield _edit(figure, match.start(), behind.end(), f"{number}{gap}{other}")
                break
            else:
                continue
            break


def coarser(original: Original) -> Iterator[Edit]:
    """Numbers of three digits and more, rounded to one digit less: 3.72 as 3.7, 412,300 as 412,000."""
    for figure, match, value, unit in _roundable(original):
        # nobody rounds 134 deaths to 130 without a word that says so, and a last 5 may be what a rounding left
        if (match[2] or value >= 1000) and value.as_tuple().digits[-1] != 5:
            yield _edit(figure, match.start(), match.end(), printed(_to(value, unit, ROUND_HALF_UP), unit))


def over_or_nearly(original: Original) -> Iterator[Edit]:
    """A rounded number that lies below with 'over', or one that lies just above with 'nearly', in turn."""
    for n, (figure, match, value, unit) in enumerate(_roundable(original)):
        below, above = _to(value, unit, ROUND_FLOOR), _to(value, unit, ROUND_CEILING)
        before = original.document.text[: figure.char_start].split()[-1:]
        if figure.modifier is not None or "-" in figure.quote or (before and before[0].lower() in _SMALL_WORDS):
            continue
        if figure.char_start == figure.sentence_start or figure.quote[:1] in "+-−(":
            continue
        word, rounded = ("over", below) if n % 2 == 0 else ("nearly", above)
        head = figure.quote[: match.start()]
        yield _edit(figure, 0, match.end(), f"{word} {head}{printed(rounded, unit)}")


def in_words(original: Original) -> Iterator[Edit]:
    """Whole numbers below a hundred that count something, spelled out."""
    for figure in plain_figures(original):
        match = NUMBER.match(figure.quote)
        if figure.kind != "count" or match is None or match[2] or figure.value is None:
            continue
        if 2 <= figure.value <= 99 and figure.value == Decimal(match[0]):
            said = spelled(int(figure.value), british=True)
            opens = figure.char_start == figure.sentence_start
            yield _edit(figure, 0, match.end(), said.capitalize() if opens else said)


def reordered(original: Original) -> Iterator[Edit]:
    """Two neighbouring sentences of a paragraph change places where neither leans on the other."""
    text = original.document.text
    for block in original.document.blocks:
        if block.kind != "paragraph" or block.boilerplate:
            continue
        found = list(sentences(text, block.char_start, block.char_end))
        for a, b in zip(found[1::2], found[2::2], strict=False):
            first = re.match(r"[A-Z][a-z]+", text[b.start : b.end])
            if first is None or first[0].lower() in _LEANING or _opens_leaning(text[a.start : a.end]):
                continue
            between = (a.end, b.start)
            order = ((b.start, b.end), between, (a.start, a.end))
            yield Edit(a.start, b.end, "".join(text[s:e] for s, e in order), order)


def unchanged(original: Original) -> Iterator[Edit]:
    """Nothing at all: the same text from another publisher."""
    yield from ()


KINDS: Mapping[str, Callable[[Original], Iterator[Edit]]] = {
    "another publisher": unchanged,
    "other units": other_units,
    "coarser": coarser,
    "over or nearly": over_or_nearly,
    "words for digits": in_words,
    "reordered": reordered,
}


def _opens_leaning(sentence: str) -> bool:
    return bool(re.match(r"[\w’']+", sentence)) and re.findall(r"[\w’']+", sentence)[0].lower() in _LEANING


def plain_figures(original: Original) -> list[ExtractedFigure]:
    """Figures whose characters nobody else's hold, in the order of the text."""
    found: list[ExtractedFigure] = []
    for figure in sorted(original.figures, key=lambda f: (f.char_start, f.char_end)):
        if not found or found[-1].char_end <= figure.char_start:
            found.append(figure)
        else:
            found[-1] = figure if figure.char_end > found[-1].char_end else found[-1]
    counts = [sum(o.char_start < f.char_end and f.char_start < o.char_end for o in original.figures) for f in found]
    return [figure for figure, n in zip(found, counts, strict=True) if n == 1 and figure.value is not None]


def _roundable(original: Original) -> Iterator[tuple[ExtractedFigure, re.Match[str], Decimal, Decimal]]:
    """(figure, its one printed number, that number, the worth of its last digit but one), where there are three digits to round.

    Not what was rounded already, and not what a modifier bounds: 'over 412' rounded up says another thing.
    """
    for figure in plain_figures(original):
        printed = list(NUMBER.finditer(figure.quote))
        if len(printed) != 1 or figure.kind in ("rank", "duration") or figure.modifier not in (None, "about"):
            continue
        value = Decimal(printed[0][0].replace(",", ""))
        digits = value.as_tuple().digits
        exponent = int(value.as_tuple().exponent)
        if len(digits) >= 3 and digits[-1] != 0 and digits[0] != 0:
            yield figure, printed[0], value, Decimal(1).scaleb(exponent + 1)


def _to(value: Decimal, unit: Decimal, rounding: str) -> Decimal:
    return (value / unit).quantize(Decimal(1), rounding=rounding) * unit


def printed(value: Decimal, unit: Decimal | None = None) -> str:
    """The number as English prints it; `unit` keeps a zero that was rounded to."""
    if unit is not None and unit < 1:
        return f"{value.quantize(unit):,f}"
    return f"{value.normalize():,f}"


def _edit(figure: ExtractedFigure, first: int, last: int, text: str) -> Edit:
    """An edit of characters `[first, last)` of a figure's quote."""
    return Edit(figure.char_start + first, figure.char_start + last, text)


def twins(original: Original, kind: str, publisher: str) -> tuple[Rewrite | None, int]:
    """The article rewritten in one way under another publisher's name, and how many edits that took; None where it has nothing to edit."""
    edits = list(KINDS[kind](original))
    if not edits and KINDS[kind] is not unchanged:
        return None, 0
    rewrite = rewritten(original, edits, publisher)
    return rewrite, len(edits) if rewrite is not None else 0
