"""Numbers that are no figures: years, dates, clock times, ages, ordinals, labels, phone numbers, addresses, site furniture.

Each test is named for what it recognises, so that a refused number can say why it was refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assets.extraction.calendar_numbers import (
    in_date,
    in_period_phrase,
    is_clock,
    is_distance_in_time,
    is_plain_year,
    month_names,
)
from assets.extraction.clause_words import clause_words
from assets.extraction.nouns import HYPHENS
from assets.extraction.numbers import Number
from assets.extraction.tokens import Token
from assets.extraction.units import currency_before
from assets.extraction.vocabulary import words
from warehouse.lexicon import lexicon

MAX_TERM_WORDS = 4
"""Words between a length and the noun that it names: 'ten-year government bond yields'."""
MAX_PAIRED_DIGITS, PHONE_GROUPS = 2, 3
TRIVIAL = frozenset(
    (
        "age",
        "one of several",
        "reference to what was named",
        "distance in time",
        "part of a period",
        "attribute",
        "network generation",
        "vague number",
        "term",
    )
)
"""Reasons against numbers that do say how much or how many, though nothing that two articles could differ about."""
_RESOLUTIONS = frozenset((2000, 4000, 5000, 8000))
"""'4K', '8K': names of screen resolutions, and of races."""
_AGE_LEADS = frozenset(("aged", "age"))


ADULT = 16
"""From here on a bare number between two commas behind any noun is an age: 'the keeper, 27, …'."""


@cache
def _label_nouns() -> tuple[frozenset[str], frozenset[str]]:
    always = frozenset(e.alias for e in lexicon("label_nouns") if not e.case_sensitive)
    capital = frozenset(e.alias for e in lexicon("label_nouns") if e.case_sensitive)
    return always, capital


def reason_not_a_figure(tokens: Sequence[Token], number: Number, follows: str | None) -> str | None:
    """Why the number is no figure, or None when it may be one.

    `follows` is what stands right after it: 'unit', 'noun' or None. Tests that context can overrule look at it.
    """
    first = number.first
    before = tokens[first - 1] if first else None
    after = tokens[number.last] if number.last < len(tokens) else None
    if is_clock(tokens, number, after):
        return "clock time"
    reason = _reason_of_digits(tokens, number, before, after, follows) if number.form == "digits" else None
    if reason is not None:
        return reason
    if follows is None and number.form == "words" and not number.scaled and _is_named(tokens, number, before):
        return "name with a number"
    if before is not None and _is_label(tokens, first, before, follows):
        return "label"
    if after is not None and in_period_phrase(tokens, number, before):
        return "part of a period"
    if (
        number.form == "words"
        and not number.scaled
        and number.value == 1
        and (follows is None or _said_by(before) or (after is not None and after.low == "of"))
    ):
        return "one of several" if after is not None and after.low == "of" else "pronoun"
    if (
        number.form == "words"
        and number.value <= 10
        and not number.scaled
        and follows == "noun"
        and _points_back(before)
    ):
        return "reference to what was named"
    if is_distance_in_time(tokens, number):
        return "distance in time"
    if _is_code_tail(tokens, first):
        return "second half of a code"
    return None


def names_term(tokens: Sequence[Token], number: Number, last: int, dimension: str) -> bool:
    """'a 30-year mortgage', 'the five-year average': a length hung on a noun that it names a kind of."""
    if dimension not in ("time", "duration") or tokens[number.last].text not in HYPHENS:
        return False
    return any(
        tokens[i].low in words("term_nouns") and all(tokens[j].kind == "word" for j in range(last, i))
        for i in range(last, min(len(tokens), last + MAX_TERM_WORDS))
    )


def _is_generation(tokens: Sequence[Token], number: Number) -> bool:
    """'4G', '5G': a generation of mobile networks."""
    after = tokens[number.last] if number.last < len(tokens) else None
    return after is not None and after.text == "G" and after.start == tokens[number.last - 1].end and number.value < 10


def _is_shirt_number(tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None) -> bool:
    """'Jan Rask (4)': a small number alone in brackets behind a name."""
    alone = before is not None and before.text == "(" and after is not None and after.text == ")"
    return alone and number.value < 100 and number.first >= 2 and tokens[number.first - 2].capitalised


def _is_named(tokens: Sequence[Token], number: Number, before: Token | None) -> bool:
    """'the Big Four', 'Channel Four': a number word with a capital, behind another word with one."""
    word = tokens[number.first]
    return (
        word.capitalised
        and not word.text.isupper()
        and before is not None
        and before.kind == "word"
        and before.capitalised
    )


def _reason_of_digits(
    tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None, follows: str | None
) -> str | None:
    """Why digits are no figure: dates, names, codes, ages and the like, which words are not written as."""
    text = tokens[number.first].text
    if in_date(tokens, number, before, after, follows):
        return "date"
    if _is_glued_name(tokens, number, before, follows):
        return "name with a number"
    if _is_phone(tokens, number):
        return "phone number"
    if follows != "unit" and _is_half_of_pair(tokens, number):
        return "half of a pair"
    if number.value == 1 and after is not None and after.text == "=":
        return "exchange rate base"
    if follows != "unit" and is_plain_year(tokens, before, after, number, follows):
        return "year"
    if follows != "unit" and _is_stroke_code(tokens, number):
        return "code"
    if text.startswith("0") and len(text) > 1 and text.isdecimal():
        return "code"
    if _is_address(tokens, number):
        return "address"
    if _is_age(tokens, number, before, after):
        return "age"
    if follows is None and number.scaled and tokens[number.last - 1].text == "K" and number.value in _RESOLUTIONS:
        return "resolution"
    if _is_generation(tokens, number):
        return "network generation"
    if follows is None and _is_shirt_number(tokens, number, before, after):
        return "label"
    return None


def _said_by(before: Token | None) -> bool:
    return before is not None and before.low in words("speech_verbs")


def _points_back(before: Token | None) -> bool:
    """'the two countries', 'my two lads': things that were counted before, not a count."""
    return before is not None and before.low in clause_words("named before")


def _is_code_tail(tokens: Sequence[Token], first: int) -> bool:
    """The second number of 'EN 197-1': glued to a number that itself hangs on a word in capitals."""
    if first < 3 or tokens[first - 1].kind != "dash" or tokens[first - 2].kind != "num":
        return False
    glued = tokens[first - 2].end == tokens[first - 1].start and tokens[first - 1].end == tokens[first].start
    lead = tokens[first - 3]
    return glued and lead.kind == "word" and lead.text.isupper() and currency_before(tokens, first - 2) is None


def _is_stroke_code(tokens: Sequence[Token], number: Number) -> bool:
    """'AB/4471/25': a number behind a stroke that hangs on letters in capitals."""
    first = number.first
    if first < 2 or tokens[first - 1].text != "/" or tokens[first - 1].end != tokens[first].start:
        return False
    lead = tokens[first - 2]
    return lead.end == tokens[first - 1].start and lead.kind == "word" and lead.text.isupper()


def _is_half_of_pair(tokens: Sequence[Token], number: Number) -> bool:
    """'9/11', '24/7', '50/50': two short numbers glued to one stroke say neither."""
    for stroke, other in ((number.first - 1, number.first - 2), (number.last, number.last + 1)):
        if other < 0 or other >= len(tokens) or tokens[stroke].text != "/" or tokens[other].kind != "num":
            continue
        glued = abs(tokens[other].start - tokens[number.first].start) <= MAX_PAIRED_DIGITS + 1
        if (
            glued
            and len(tokens[other].text) <= MAX_PAIRED_DIGITS
            and len(tokens[number.first].text) <= MAX_PAIRED_DIGITS
        ):
            return True
    return False


def _is_glued_name(tokens: Sequence[Token], number: Number, before: Token | None, follows: str | None) -> bool:
    """'COVID-19', 'A-320', 'Section-8': a digit hung on a capitalised word; 'magnitude-3.4' is not."""
    start = tokens[number.first].start
    if before is None or follows == "unit":
        return False
    if before.kind == "dash" and before.end == start and number.first >= 2:
        lead = tokens[number.first - 2]
        return (
            lead.kind == "word"
            and lead.end == before.start
            and lead.capitalised
            and lead.low not in words("modifiers")
            and lead.text not in month_names()
        )
    return before.kind in ("word",) and before.end == start


def _is_phone(tokens: Sequence[Token], number: Number) -> bool:
    """A plus sign, or three and more digit groups in a row with only spaces or dashes between."""
    if number.last > number.first + 1:
        return False  # '1 000 000 tonnes', '5 million'
    run, index = 1, number.first
    while run < PHONE_GROUPS and index + 1 < len(tokens) and _phone_next(tokens, index):
        run, index = run + 1, _phone_next(tokens, index)
    index = number.first
    while run < PHONE_GROUPS and index > 0 and _phone_previous(tokens, index):
        run, index = run + 1, _phone_previous(tokens, index) - 1
    return run >= PHONE_GROUPS


def _phone_next(tokens: Sequence[Token], index: int) -> int:
    step = 2 if tokens[index + 1].kind == "dash" else 1
    there = (
        index + step < len(tokens)
        and tokens[index + step].kind == "num"
        and tokens[index + step].start - tokens[index].end == 1
    )
    return index + step if there else 0


def _phone_previous(tokens: Sequence[Token], index: int) -> int:
    coded = tokens[index - 1].text == ")" and tokens[index].start - tokens[index - 1].end == 1  # '(020) 7946 0018'
    step = 2 if tokens[index - 1].kind == "dash" or coded else 1
    gap = 2 if coded else 1
    there = (
        index >= step and tokens[index - step].kind == "num" and tokens[index].start - tokens[index - step].end == gap
    )
    return index - step + 1 if there else 0


def _is_address(tokens: Sequence[Token], number: Number) -> bool:
    """'14 Harbour Road': one to three capitalised words that end in a kind of street."""
    for offset in range(1, 5):
        index = number.last + offset - 1
        if index >= len(tokens) or not tokens[index].capitalised:
            return False
        if offset > 1 and tokens[index].low in clause_words("street"):
            return True
    return False


def _is_age(tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None) -> bool:
    """'Jane Roe, 29,' and 'aged 29' and '29-year-old'."""
    if not 0 < number.value < 120 or number.scaled:
        return False
    if before is not None and before.low in _AGE_LEADS:
        return True
    leads = [t.low for t in tokens[max(0, number.first - 2) : number.first]]
    if leads in (["age", "of"], ["died", "at"]) or (
        leads in (["who", "was"], ["who", "is"]) and (after is None or after.kind == "punct")
    ):
        return True  # 'under the age of 5', 'Jane, who was 10'
    low = [t.low for t in tokens[number.last : number.last + 4] if t.low not in ("-", "\u2010", "\u2011")]
    if low[:2] in (["year", "old"], ["year", "olds"], ["years", "old"]):
        return True
    named = number.first >= 2 and before is not None and before.text == "," and tokens[number.first - 2].capitalised
    closed = after is None or after.text in (",", ".", ")", ";")
    leads = tokens[number.first - 2] if number.first >= 2 else None
    if closed and before is not None and before.text == "," and after is not None and after.text == ",":
        named = named or (leads is not None and leads.kind == "word" and number.value >= ADULT)
    return named and closed and tokens[number.first - 2].text not in month_names()


def _is_label(tokens: Sequence[Token], first: int, before: Token, follows: str | None) -> bool:
    """A number right after 'Article', 'No.', 'Highway': also the further numbers of 'Flats 1 to 40'."""
    always, capital = _label_nouns()
    lead, index = before, first - 1
    if lead.text in (".", "#") and index > 0:
        lead = tokens[index - 1] if lead.text == "." else lead
    if lead.text == "#":
        return True
    if lead.low in ("to", "and", "-", "–") and index >= 2 and tokens[index - 1].kind == "num":
        lead = tokens[index - 2]
    if lead.low in always:
        return True
    if lead.text in capital:
        return follows != "unit"
    initial = len(lead.text) == 1 and lead.text.isupper() and lead.text not in "AI" and index > 0
    if initial and follows != "unit" and (tokens[index - 1].capitalised or tokens[index - 1].text == "&"):
        return True  # 'Model S 500', 'S&P 500'
    proper = lead.kind == "word" and lead.capitalised and index > 0 and lead.start - tokens[index - 1].end <= 1
    digits_only = tokens[first].kind == "num" and (
        len(tokens[first].text) <= 4 or (lead.text.isupper() and tokens[first].text.isdecimal())  # 'IEC 61215'
    )
    ordinary = lead.low in words("noun_stops") or lead.low in words("modifiers") or lead.text in month_names()
    return proper and digits_only and follows is None and not ordinary
