"""Planted errors: one edit an article that makes it say something which cannot be true beside what it said.

Belongs here: the kinds of slip and where in an article each can be made. Does not: clean rewriting (`twins`), nor asking the laws
(`rivals`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from assets.extraction import ExtractedFigure
from tests.gold.rewriting import Edit, Original, Rewrite, rewritten
from tests.gold.twins import NUMBER, plain_figures, printed

_SCALES = (
    ("billion", "million"),
    ("bn", "m"),
    ("million", "billion"),
    ("mn", "bn"),
    ("m", "bn"),
    ("crore", "lakh crore"),
)
_UNITS = (
    ("GW", "MW"), ("MW", "GW"), ("gigawatts", "megawatts"), ("megawatts", "gigawatts"), ("km", "miles"), ("kilometres", "miles"),
    ("miles", "kilometres"), ("tonnes", "kilograms"), ("hectares", "square kilometres"), ("metres", "feet"), ("mm", "cm"),
    ("mph", "km/h"), ("square kilometres", "hectares"), ("litres", "cubic metres"), ("barrels", "tonnes"),
)  # fmt: skip
_SIGNS = (("US$", "€"), ("€", "£"), ("£", "$"), ("$", "€"))
_RANKS = (
    ("second-largest", "largest"), ("third-largest", "second-largest"), ("largest", "third-largest"), ("biggest", "third-biggest"),
    ("second", "first"), ("third", "second"), ("first", "second"),
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def wrong_base(original: Original) -> Iterator[Edit]:
    """What a change is counted from is another number: a third more than it was."""
    yield from (edit for f in plain_figures(original) if f.role == "base" for edit in _scaled(f, Decimal("1.3")))


def to_for_by(original: Original) -> Iterator[Edit]:
    """'rose 9 per cent' becomes 'rose to 9 per cent', 'by 9' becomes 'to 9', and 'to 400' becomes 'by 400'."""
    for figure in plain_figures(original):
        lead = original.document.text[: figure.char_start]
        word = re.search(r"\b(by|to)([\s\u00a0]+)$", lead)
        if figure.change in ("increase_by", "decrease_by") and (word is None or word[1] == "by"):
            if word is not None:
                yield Edit(word.start(1), word.end(1), "to")
            elif re.search(r"\b(rose|fell|grew|increased|dropped|climbed|slipped|jumped|declined)\s$", lead):
                yield Edit(figure.char_start, figure.char_start, "to ")
        elif figure.change in ("increase_to", "decrease_to") and word is not None and word[1] == "to":
            yield Edit(word.start(1), word.end(1), "by")


def scale(original: Original) -> Iterator[Edit]:
    """A million for a billion, and the other way round."""
    yield from _other_word(original, _SCALES)


def unit(original: Original) -> Iterator[Edit]:
    """Another unit or currency behind, or before, the same digits."""
    yield from _other_word(original, _UNITS)
    for figure in plain_figures(original):
        for sign, other in _SIGNS:
            if figure.kind == "money" and figure.quote.startswith(sign):
                yield Edit(figure.char_start, figure.char_start + len(sign), other)
                break


def swapped_digits(original: Original) -> Iterator[Edit]:
    """The first two neighbouring digits that differ change places; no zero comes first."""
    for figure in plain_figures(original):
        match = NUMBER.search(figure.quote)
        if match is None or figure.kind == "rank":
            continue
        said = match[0]
        for first, (a, b) in enumerate(pairwise(said)):
            if a.isdigit() and b.isdigit() and a != b and not (first == 0 and b == "0"):
                start = figure.char_start + match.start() + first
                yield Edit(start, start + 2, b + a)
                break


def shifted_period(original: Original) -> Iterator[Edit]:
    """A year in a figure's sentence becomes the year before."""
    for figure in plain_figures(original):
        for match in _YEAR.finditer(figure.sentence):
            start = figure.sentence_start + match.start()
            if figure.period_basis == "explicit" and figure.period_end and figure.period_end.year == int(match[0]):
                yield Edit(start, start + 4, str(int(match[0]) - 1))
                break


def flipped_rank(original: Original) -> Iterator[Edit]:
    """Another place in the same ranking."""
    for figure in original.figures:
        if figure.kind != "rank":
            continue
        for word, other in _RANKS:
            at = re.search(rf"\b{word}\b", figure.quote, re.IGNORECASE)
            if at is not None:
                yield Edit(figure.char_start + at.start(), figure.char_start + at.end(), other)
                break


def part_above_whole(original: Original) -> Iterator[Edit]:
    """A part becomes a fifth more than the largest amount of its unit before it in the article."""
    for figure in plain_figures(original):
        before = [
            o.value for o in original.figures
            if o.unit == figure.unit and o.measure == figure.measure and o.value is not None and o.char_start < figure.char_start
        ]  # fmt: skip
        if figure.role == "part" and before and figure.value and max(before) > figure.value:
            yield from _scaled(figure, max(before) * Decimal("1.2") / figure.value)


def changed_headline(original: Original) -> Iterator[Edit]:
    """A number of the headline is a third more than it was."""
    yield from (
        edit for f in plain_figures(original) if f.in_title and f.kind != "rank" for edit in _scaled(f, Decimal("1.3"))
    )


KINDS: Mapping[str, Callable[[Original], Iterator[Edit]]] = {
    "wrong base": wrong_base,
    "to for by": to_for_by,
    "scale": scale,
    "unit": unit,
    "swapped digits": swapped_digits,
    "shifted period": shifted_period,
    "flipped rank": flipped_rank,
    "part above whole": part_above_whole,
    "changed headline": changed_headline,
}


def slip(original: Original, kind: str, publisher: str | None, turn: int) -> Rewrite | None:
    """The article with one error of a kind, at one of the places where it can be made; `turn` chooses which. None where there is none."""
    edits = list(KINDS[kind](original))
    for step in range(len(edits)):
        found = rewritten(original, [edits[(turn + step) % len(edits)]], publisher)
        if found is not None:
            return found
    return None


def _scaled(figure: ExtractedFigure, factor: Decimal) -> Iterator[Edit]:
    """The figure's printed number times a factor, with as many decimals as it has and never the same."""
    match = NUMBER.search(figure.quote)
    if match is not None:
        value = Decimal(match[0].replace(",", ""))
        places = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
        other = max((value * factor).quantize(places), value + places)
        yield Edit(figure.char_start + match.start(), figure.char_start + match.end(), printed(other))


def _other_word(original: Original, words: tuple[tuple[str, str], ...]) -> Iterator[Edit]:
    for figure in plain_figures(original):
        match = NUMBER.search(figure.quote)
        for word, other in words if match is not None else ():
            behind = re.compile(rf"[\s\u00a0-]?({word})\b").match(figure.quote, match.end() if match else 0)
            if behind is not None:
                yield Edit(figure.char_start + behind.start(1), figure.char_start + behind.end(1), other)
                break
