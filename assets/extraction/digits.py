"""Numbers in digits, in every convention of print: groups, decimals, halves; groups behind plain spaces where they are sure.

Belongs here: digit strings and how they hang together. Does not: scales, shares, or whether a number is a figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, scales, words

_ONE = Decimal(1)
MAX_EXPONENT_DIGITS = 3
MAX_DIGITS = 24
"""Longer digit strings are identifiers, not quantities."""
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_QUIET_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+")
_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?")
_PLAIN_MARKS = {0xA0: " ", 0x202F: " ", ord("’"): "'"}
_HYPHENS = ("-", "\u2010", "\u2011")
_MIXED_BOTTOM = 16
"""'2 1/2 inches': no writer prints a finer part of a whole than a sixteenth."""


@dataclass(slots=True)
class Numeral:
    """A number that ends before tokens[last). `step` is the worth of its last digit or word, 0 where it is exact."""

    value: Decimal
    last: int
    step: Decimal = Decimal(0)


def parse_digits(text: str) -> tuple[Decimal, Decimal] | None:
    """Value and worth of the last digit of a digit string, or None when it is no number (a version, an address).

    1,345.5 · 1.345,5 · 1'345 · 12,34,567 · 1 345 with a no-break space. A lone dot is a decimal point, and so is a
    lone comma that no three digits follow.
    """
    if text.isdecimal() and len(text) <= MAX_DIGITS:
        return Decimal(text), _ONE
    if len(text) > MAX_DIGITS + MAX_DIGITS // 2:
        return None
    plain = text.translate(_PLAIN_MARKS)
    if any(mark in plain for mark in " '"):
        whole, _, fraction = _split_last(plain, ".,")
        if not _QUIET_GROUPS.fullmatch(whole):
            return None
        return _decimal(whole.replace("'", "").replace(" ", ""), fraction)
    commas, dots = plain.count(","), plain.count(".")
    if commas and dots:
        whole, mark, fraction = _split_last(plain, ".,")
        groups = _THOUSANDS if mark == "." else _DOTTED
        return _decimal(re.sub("[.,]", "", whole), fraction) if groups.fullmatch(whole) else None
    if commas:
        if _THOUSANDS.fullmatch(plain) and not plain.startswith("0"):
            return _decimal(plain.replace(",", ""), "")
        return _decimal(*plain.split(",")) if commas == 1 else None
    if dots > 1:
        return _decimal(plain.replace(".", ""), "") if _DOTTED.fullmatch(plain) else None
    whole, _, fraction = plain.partition(".")
    return _decimal(whole, fraction)


def _split_last(text: str, marks: str) -> tuple[str, str, str]:
    """What stands before the last of `marks`, the mark, and what stands behind; all of it before where there is none."""
    place = max(text.rfind(mark) for mark in marks)
    return (text, "", "") if place < 0 else (text[:place], text[place], text[place + 1 :])


def _decimal(whole: str, fraction: str) -> tuple[Decimal, Decimal] | None:
    if len(whole) + len(fraction) > MAX_DIGITS:
        return None
    value = Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)
    return value, Decimal(1).scaleb(-len(fraction))


def mixed_at(tokens: Sequence[Token], first: int, whole: Decimal) -> Numeral | None:
    """'2½', '2 ½', '2 1/2', '2-1/2': a whole number and a part of one."""
    after, shift = tokens[first + 1], 0
    if after.text in _HYPHENS and after.start == tokens[first].end and first + 2 < len(tokens):
        after, shift = tokens[first + 2], 1
        if after.start != tokens[first + 1].end:
            return None
    gap = after.start - tokens[first].end
    if after.kind == "frac" and (gap == 0 or (gap == 1 and is_short(tokens[first]))):
        return Numeral(whole + Decimal(str(unicodedata.numeric(after.text))), first + shift + 2)
    if after.kind != "num" or gap != 1 or first + shift + 3 >= len(tokens) or not is_short(tokens[first]):
        return None
    slash, bottom = tokens[first + shift + 2], tokens[first + shift + 3]
    glued = slash.text == "/" and after.end == slash.start and slash.end == bottom.start
    if not (glued and is_short(after) and bottom.kind == "num" and is_short(bottom)):
        return None
    if not 0 < int(after.text) < int(bottom.text) <= _MIXED_BOTTOM:
        return None
    return Numeral(whole + Decimal(after.text) / Decimal(bottom.text), first + shift + 4)


def grouped_by_spaces(tokens: Sequence[Token], first: int, money: bool) -> Numeral | None:
    """'48 250 tonnes', '1 000 000': groups behind plain spaces, where what stands around lets them be one number."""
    last = _groups_end(tokens, first)
    if last == first + 1 or (first and not money and _is_complete(tokens, first)):
        return None
    zeros = any(t.text.startswith("0") for t in tokens[first + 1 : last])
    if not (money or zeros or _is_counted(tokens, last)):
        return None
    parsed = parse_digits("".join(t.text for t in tokens[first:last]).replace(",", "."))
    if parsed is None:
        return None
    return Numeral(parsed[0], last, parsed[1])


def _groups_end(tokens: Sequence[Token], first: int) -> int:
    """The end of the groups of three digits that begin at tokens[first], one space between; first + 1 where none is."""
    last = first + 1
    if not is_short(tokens[first]):
        return last
    while (
        last < len(tokens)
        and last - first <= MAX_DIGITS // 3
        and tokens[last].kind == "num"
        and tokens[last].start - tokens[last - 1].end == 1
    ):
        if not _GROUP.fullmatch(tokens[last].text):
            return first + 1  # '555 123 4567'
        last += 1
        if len(tokens[last - 1].text) > 3:
            break
    return last


def _is_complete(tokens: Sequence[Token], first: int) -> bool:
    """Whether what stands before a number says that no group follows it: a number, a name ('Flight 370', 'F-16'), a month."""
    before = tokens[first - 1]
    glued = before.end == tokens[first].start
    if before.kind == "num":
        return before.end + 1 == tokens[first].start
    if before.text in _HYPHENS:
        return glued and first > 1 and tokens[first - 2].kind == "word" and tokens[first - 2].end == before.start
    if before.kind != "word":
        return False
    if glued or before.low in words("label_nouns"):
        return True
    return before.capitalised and before.low not in words("noun_stops") and before.low not in words("modifiers")


def _is_counted(tokens: Sequence[Token], index: int) -> bool:
    """Whether a unit, a noun or a scale follows, or the other end of a range that is grouped alike."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    hung = token.kind == "dash" and token.start == tokens[index - 1].end and index + 1 < len(tokens)
    if hung and tokens[index + 1].kind == "word" and tokens[index + 1].start == token.end:
        return True
    if token.kind == "dash" or token.low in ("to", "and", "or"):
        return index + 2 < len(tokens) and _groups_end(tokens, index + 1) > index + 2
    if token.kind == "sym":
        return token.text not in ("=", "/", "+", "<", ">")
    if phrases("units").at(tokens, index) is not None:
        return True
    return token.kind == "word" and (token.text in scales() or token.low not in words("noun_stops"))


def is_short(token: Token) -> bool:
    """Whether a number is written in one to three digits and nothing else, the first of them no zero."""
    return len(token.text) <= 3 and token.text.isdecimal() and int(token.text[0]) > 0


def power_of_ten(tokens: Sequence[Token], first: int, value: Decimal, step: Decimal) -> Numeral | None:
    """'3.2×10^8', '3.2 × 10−8', '3.2×10⁸'."""
    if first + 3 >= len(tokens) or tokens[first + 1].text not in ("×", "x", "*") or tokens[first + 2].text != "10":
        return None
    mark, last = tokens[first + 3], first + 4
    if mark.start != tokens[first + 2].end:
        return None
    raised = unicodedata.normalize("NFKC", mark.text).replace("\u2212", "-")
    if mark.kind == "dash" or mark.text == "^":
        signed = mark.text == "^" and last < len(tokens) and tokens[last].kind == "dash"
        at = last + signed
        if at >= len(tokens) or not tokens[at].text.isdecimal() or tokens[at].start != tokens[at - 1].end:
            return None
        raised, last = ("-" if mark.kind == "dash" or signed else "") + tokens[at].text, at + 1
    if not raised.lstrip("-").isdecimal() or len(raised) > MAX_EXPONENT_DIGITS:
        return None
    power = Decimal(10) ** int(raised)
    return Numeral(value * power, last, step * power)
