"""Reads one number out of tokens: digits in every convention, number words, fractions, scales. No units, no meaning.

Each value comes with its step: the worth of the last printed digit, from which the interval is made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assets.extraction.clause_words import clause_words
from assets.extraction.digits import MAX_DIGITS, Numeral, grouped_by_spaces, mixed_at, parse_digits, power_of_ten
from assets.extraction.nouns import counted_noun
from assets.extraction.number_words import follows_between, half_of_scale, joined_at, number_leads, spoken_at
from assets.extraction.shares import fraction_at, of_things, out_of, part_of_one, part_of_point, slash_fraction
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, scales, word_values, words

MAX_SCALES = 2
"""Scale words behind one number: '1.2 lakh crore' has two."""
_LOWEST_SCALE = 1000
"""Numbers are added behind scales down to the thousand: 'two million three hundred thousand', '5 thousand 250'."""


@dataclass(slots=True)
class Number:
    """A number at tokens[first:last). `step` is 0 where the number is exact by nature; `form` names how it is written."""

    first: int
    last: int
    value: Decimal
    step: Decimal
    form: str  # digits, words, fraction
    scaled: bool = False
    pointed: bool = False  # printed with a decimal point


def number_at(tokens: Sequence[Token], first: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at tokens[first], its scale included; `money` lets a lone 'm' mean million."""
    found = _unscaled(tokens, first, money)
    if found is None:
        return None
    scaled = _with_scale(tokens, found, money)
    return _with_lower_parts(tokens, scaled, found) if scaled.scaled and found.value else scaled


def _unscaled(tokens: Sequence[Token], first: int, money: bool) -> Number | None:
    token = tokens[first]
    if token.kind == "num":
        return _digits_at(tokens, first, money)
    if token.kind == "frac":
        return Number(first, first + 1, Decimal(str(unicodedata.numeric(token.text))), Decimal(0), "fraction")
    if token.text == ".":
        return _point_first(tokens, first)
    if token.kind != "word" or token.low not in number_leads():
        return None
    top = word_values("cardinal").get(token.low)
    half = half_of_scale(tokens, first)
    share = fraction_at(tokens, first) if half is None else None
    part = part_of_one(tokens, share) if share is not None else None
    if part is not None:
        return _number(first, part, "words")
    if share is None and top is not None:
        share = out_of(tokens, first + 1, Decimal(top)) or of_things(tokens, first + 1, Decimal(top))
    if share is not None:
        return _number(first, share, "fraction")
    spoken = half or spoken_at(tokens, first)
    return _number(first, spoken, "words") if spoken is not None else None


def _number(first: int, numeral: Numeral, form: str) -> Number:
    pointed = form == "digits" and numeral.step < 1
    return Number(first, numeral.last, numeral.value, numeral.step, form, pointed=pointed)


def _point_first(tokens: Sequence[Token], first: int) -> Number | None:
    """A number without its nought: '.534', not 'No.5'."""
    if first + 1 >= len(tokens) or tokens[first + 1].kind != "num" or tokens[first + 1].start != tokens[first].end:
        return None
    before, digits = tokens[first - 1] if first else None, tokens[first + 1].text
    leads = before is None or before.end < tokens[first].start or before.text in ("(", "$", "£", "€")
    if not leads or not digits.isdecimal() or len(digits) > MAX_DIGITS:
        return None
    return _number(first, Numeral(Decimal(f"0.{digits}"), first + 2, Decimal(1).scaleb(-len(digits))), "digits")


def _digits_at(tokens: Sequence[Token], first: int, money: bool) -> Number | None:
    parsed = parse_digits(tokens[first].low)
    if parsed is None:
        return None
    value, step = parsed
    last = first + 1
    if last < len(tokens):
        after = tokens[last]
        if after.start == tokens[first].end and after.kind == "word" and after.low in ("st", "nd", "rd", "th", "s"):
            return None  # an ordinal, a decade
        grouped = grouped_by_spaces(tokens, first, money)
        if grouped is not None:
            return _number(first, grouped, "digits")
        power = power_of_ten(tokens, first, value, step)
        if power is not None:
            return replace(_number(first, power, "digits"), scaled=True, pointed=step < 1)
        part = mixed_at(tokens, first, value) or out_of(tokens, last, value) or slash_fraction(tokens, first, value)
        if part is not None:
            return _number(first, part, "fraction")
        if part_of_point(tokens, last):
            last += 2  # '0.25 of a percentage point'
    return _number(first, Numeral(value, last, step), "digits")


def _with_scale(tokens: Sequence[Token], number: Number, money: bool) -> Number:
    """Multiplies by the scale words that follow ('3.7bn', '1.2 lakh crore', '1-million')."""
    for _ in range(MAX_SCALES):
        index = number.last
        if index >= len(tokens):
            break
        if tokens[index].kind == "dash" and index + 1 < len(tokens) and tokens[index + 1].start == tokens[index].end:
            index += 1
        if index >= len(tokens):
            break
        scale = scales().get(tokens[index].text)
        if scale is None or (number.form == "fraction" and number.step == 0 and scale[1] != "word"):
            break
        factor, form = scale
        glued = tokens[index].start == number_end(tokens, number)
        if form == "letter" and not glued and tokens[index].text == "B" and _counts_things(tokens, index + 1):
            form = "word"  # '3 B people'
        if form == "letter" and not _letter_scales(tokens, index, glued, money):
            break
        if form == "abbreviation" and tokens[index].low in ("cr", "tn", "mil", "bil") and not (money or glued):
            break
        whole = number.value == number.value.to_integral_value()
        step = number.step * factor or (factor if whole else factor / 10)  # 'two and a half million'
        number = replace(number, last=index + 1, value=number.value * factor, step=step, scaled=True)
        if number.form == "fraction":
            number = replace(number, form="words", step=factor / 10)
        if form == "letter":
            break
    return number


def _with_lower_parts(tokens: Sequence[Token], number: Number, mantissa: Number) -> Number:
    """Adds what is said behind a scale: 'two million three hundred thousand', '3 billion 747 million', 'and a half'."""
    limit = number.value / mantissa.value
    if [t.low for t in tokens[number.last : number.last + 3]] == ["and", "a", "half"] and not mantissa.pointed:
        return replace(number, last=number.last + 3, value=number.value + limit / 2, step=limit / 10, form="words")
    while limit >= _LOWEST_SCALE and not number.pointed:
        part = _lower_part(tokens, number, limit)
        if part is None:
            break
        scaled = _with_scale(tokens, part, money=False)
        number = replace(number, last=scaled.last, value=number.value + scaled.value, step=scaled.step)
        limit = scaled.value / part.value if scaled.scaled else Decimal(1)
    return number


def _lower_part(tokens: Sequence[Token], number: Number, limit: Decimal) -> Number | None:
    """The number behind a scale of `limit` that is added to it, before its own scale; both in words or both in digits."""
    start = joined_at(tokens, number.last)
    linked = start < len(tokens) and tokens[start].low == "and"
    start += linked
    if start >= len(tokens) or tokens[start].start - tokens[start - 1].end > 1:
        return None
    if linked and (number.form != "words" or follows_between(tokens, number.first)):
        return None
    if number.form == "digits":
        short = tokens[start].kind == "num" and tokens[start].text.isdecimal() and len(tokens[start].text) <= 3
        part = Number(start, start + 1, Decimal(tokens[start].text), Decimal(1), "digits") if short else None
    else:
        spoken = spoken_at(tokens, start) if tokens[start].low in number_leads() else None
        part = Number(start, spoken.last, spoken.value, spoken.step, "words") if spoken is not None else None
    if part is None or not part.value:
        return None
    scaled = _with_scale(tokens, part, money=False)
    if scaled.scaled:
        return part if scaled.value < limit and not linked else None
    if number.form == "digits":
        return part if limit == _LOWEST_SCALE and len(tokens[start].text) == 3 else None
    most = 100 if linked else 1000
    return part if part.value < most and not _opens_another(tokens, part, linked) else None


def _opens_another(tokens: Sequence[Token], part: Number, linked: bool) -> bool:
    """Whether a small number behind a scale is not its part: 'a million two-bedroom flats', 'a million two years ago'."""
    if part.last >= len(tokens):
        return False
    hung = joined_at(tokens, part.last)
    if hung > part.last and hung < len(tokens) and tokens[hung].kind == "word":
        return True
    unit = phrases("units").at(tokens, part.last) if part.value < 100 and not linked else None
    return unit is not None and unit.last < len(tokens) and tokens[unit.last].low in ("ago", "earlier", "later")


def number_end(tokens: Sequence[Token], number: Number) -> int:
    """Character offset just past the number."""
    return tokens[number.last - 1].end


def _letter_scales(tokens: Sequence[Token], index: int, glued: bool, money: bool) -> bool:
    """Whether a lone letter is a scale: always after money, 'k' when glued, 'm' before a counted noun or a unit."""
    letter = tokens[index].text
    if money:
        return glued or letter in "mMbB"
    if not glued:
        return False
    if letter in "kK":
        return True
    return letter in "mMbB" and _counts_things(tokens, index + 1)


def _counts_things(tokens: Sequence[Token], first: int) -> bool:
    """Whether '2.7m' is followed by things rather than by what is so many metres: 'users', 'of its users', 'paid digital users'.

    An adjective of size ('long', 'deep') or an article of one thing makes the letter a metre.
    """
    if first + 1 < len(tokens) and tokens[first].low == "of" and tokens[first + 1].low in clause_words("owner"):
        first += 2
    if first < len(tokens) and tokens[first].low in clause_words("periodically"):
        first += 1
    noun = counted_noun(tokens, first, one=False)
    return noun is not None and not any(tokens[i].low in words("size_words") for i in range(first, noun[0]))
