"""Numbers that are no figures: years, dates, clock times, ages, ordinals, labels, phone numbers, addresses, site furniture.

Each test is named for what it recognises, so that a refused number can say why it was refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assets.extraction.numbers import Number
from assets.extraction.tokens import Token
from assets.extraction.units import currency_before
from assets.extraction.vocabulary import words
from warehouse.lexicon import lexicon

_STREET = frozenset(
    "street road avenue ave boulevard lane square drive st rd highway quay way embankment prospekt".split()
)
_YEAR_LEADS = frozenset(
    "in of since by until till from for during before after between to and through early late mid the year fiscal"
    " financial fy end and/or january february march april may june july august september october november december"
    " spring summer autumn winter fall around about circa".split()
)
MAX_PAIRED_DIGITS, DATE_GROUPS, PHONE_GROUPS = 2, 3, 3
_AGE_LEADS = frozenset(("aged", "age"))
_PERIOD_NOUNS = frozenset("day days week weeks month months quarter quarters year years half halves hours".split())
_PERIOD_LEADS = frozenset(
    ("first", "last", "past", "next", "previous", "coming", "final", "recent", "opening", "preceding", "initial")
)


@cache
def _months() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("months")}


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
    text = tokens[first].text
    if number.form == "digits":
        if _is_clock(tokens, number, after):
            return "clock time"
        if _in_date(tokens, number, before, after, follows):
            return "date"
        if _is_glued_name(tokens, number, before, after, follows):
            return "name with a number"
        if _is_phone(tokens, number, before, after):
            return "phone number"
        if follows != "unit" and _is_half_of_pair(tokens, number):
            return "half of a pair"
        if number.value == 1 and after is not None and after.text == "=":
            return "exchange rate base"
        if follows != "unit" and _is_year(text, before, after, number, follows):
            return "year"
        if text.startswith("0") and len(text) > 1 and text.isdecimal():
            return "code"
        if _is_address(tokens, number):
            return "address"
        if _is_age(tokens, number, before, after):
            return "age"
    if before is not None and _is_label(tokens, first, before, follows):
        return "label"
    if after is not None and _in_period_phrase(tokens, number, before):
        return "part of a period"
    if (
        number.form == "words"
        and not number.scaled
        and number.value == 1
        and (follows is None or _said_by(before) or (after is not None and after.low == "of"))
    ):
        return "pronoun"
    if (
        number.form == "words"
        and number.value <= 10
        and not number.scaled
        and follows == "noun"
        and _points_back(before)
    ):
        return "reference to what was named"
    if _is_distance_in_time(tokens, number):
        return "distance in time"
    if _is_code_tail(tokens, first):
        return "second half of a code"
    return None


def _said_by(before: Token | None) -> bool:
    return before is not None and before.low in words("speech_verbs")


def _points_back(before: Token | None) -> bool:
    """'the two countries', 'my two lads': things that were counted before, not a count."""
    return before is not None and before.low in (
        "the",
        "these",
        "those",
        "both",
        "my",
        "our",
        "your",
        "his",
        "her",
        "their",
        "its",
        "between",
    )


def _is_distance_in_time(tokens: Sequence[Token], number: Number) -> bool:
    """'Five days after', 'two weeks ago': when, not how long."""
    low = [t.low for t in tokens[number.last : number.last + 2]]
    return len(low) == 2 and low[0] in _PERIOD_NOUNS and low[1] in ("after", "before", "ago", "later", "earlier")


def _is_code_tail(tokens: Sequence[Token], first: int) -> bool:
    """The second number of 'EN 197-1': glued to a number that itself hangs on a word in capitals."""
    if first < 3 or tokens[first - 1].kind != "dash" or tokens[first - 2].kind != "num":
        return False
    glued = tokens[first - 2].end == tokens[first - 1].start and tokens[first - 1].end == tokens[first].start
    lead = tokens[first - 3]
    return glued and lead.kind == "word" and lead.text.isupper() and currency_before(tokens, first - 2) is None


def _is_clock(tokens: Sequence[Token], number: Number, after: Token | None) -> bool:
    if after is None:
        return False
    joined = after.start == tokens[number.last - 1].end
    following = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    before = tokens[number.first - 1] if number.first else None
    if after.text == ":" and joined and following is not None and following.kind == "num":
        return True
    if before is not None and before.text == ":" and before.end == tokens[number.first].start:
        return True
    if after.low in ("am", "pm", "a.m", "p.m", "gmt", "utc", "o'clock", "hrs") and number.value <= 2400:
        return after.low != "hrs" or len(tokens[number.first].text) == 4  # '1830 hrs', and a flight of 14 hrs
    return False


def _in_date(
    tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None, follows: str | None
) -> bool:
    """'June 10', '10 June', '10th of June', '2025-06-14', '11/06/2025'."""
    text, months = tokens[number.first].text, _months()
    short = text.isdecimal() and len(text) <= 2 and number.value <= 31
    if short and after is not None and after.text in months and not number.scaled:
        return True
    dotted = 2 if before is not None and before.text == "." else 1
    lead = tokens[number.first - dotted] if number.first >= dotted else None
    if short and lead is not None and lead.text in months and follows is None:
        return True
    if text.isdecimal() and len(text) == 4 and lead is not None and lead.text in months:
        return True
    if short and after is not None and (after.kind == "dash" or after.low in ("to", "and")):
        ahead = tokens[number.last + 1 : number.last + 3]
        if len(ahead) == 2 and ahead[0].kind == "num" and ahead[1].text in months:
            return True
    if before is not None and before.text == "/" and number.first >= 2 and tokens[number.first - 2].text.isdecimal():
        return len(tokens[number.first - 2].text) == 4 and before.end == tokens[number.first].start  # '2025/26'
    return any(_joined_digits(tokens, number, mark) >= DATE_GROUPS for mark in ("-", "/", "."))


def _joined_digits(tokens: Sequence[Token], number: Number, mark: str) -> int:
    """How many digit groups hang together around the number with `mark` and no space between, up to those of a date."""
    count, index = 1, number.first
    while (
        count < DATE_GROUPS
        and index >= 2
        and tokens[index - 1].text == mark
        and tokens[index - 2].kind == "num"
        and tokens[index].start == tokens[index - 2].end + 1
    ):
        count, index = count + 1, index - 2
    index = number.first
    while (
        count < DATE_GROUPS
        and index + 2 < len(tokens)
        and tokens[index + 1].text == mark
        and tokens[index + 2].kind == "num"
        and tokens[index + 2].start == tokens[index].end + 1
    ):
        count, index = count + 1, index + 2
    return count


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


def _is_year(text: str, before: Token | None, after: Token | None, number: Number, follows: str | None) -> bool:
    """A bare 4-digit number from 1500 to 2150, unless a counted noun follows and no word leads to a year."""
    if not (len(text) == 4 and text.isdecimal() and 1500 <= int(text) <= 2150) or number.scaled:
        return False
    if follows != "noun":
        return True
    return (
        before is None
        or before.low in _YEAR_LEADS
        or before.kind in ("dash", "sym")
        or before.text in "('’“\","
        or after is None
        or int(text) >= 1900
    )


def is_year(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the number is a bare year behind a word that leads to one ('in 2025 to 290,000')."""
    text = tokens[number.first].text
    before = tokens[number.first - 1].low if number.first else ""
    return (
        len(text) == 4
        and text.isdecimal()
        and 1500 <= int(text) <= 2150
        and before in _YEAR_LEADS
        and not number.scaled
    )


def _is_glued_name(
    tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None, follows: str | None
) -> bool:
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
            and lead.text not in _months()
        )
    return before.kind in ("word",) and before.end == start


def _is_phone(tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None) -> bool:
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
        if offset > 1 and tokens[index].low in _STREET:
            return True
    return False


def _is_age(tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None) -> bool:
    """'Jane Roe, 29,' and 'aged 29' and '29-year-old'."""
    if not 0 < number.value < 120 or number.scaled:
        return False
    if before is not None and before.low in _AGE_LEADS:
        return True
    low = [t.low for t in tokens[number.last : number.last + 4]]
    if [w for w in low if w not in ("-", "\u2010", "\u2011")][:2] in (["year", "old"], ["year", "olds"]) or low[:2] == [
        "years",
        "old",
    ]:
        return True
    if [t.low for t in tokens[max(0, number.first - 2) : number.first]] in (["age", "of"], ["died", "at"]):
        return True
    named = number.first >= 2 and before is not None and before.text == "," and tokens[number.first - 2].capitalised
    closed = after is None or after.text in (",", ".", ")", ";")
    return named and closed and tokens[number.first - 2].text not in _months()


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
    proper = lead.kind == "word" and lead.capitalised and index > 0 and lead.start - tokens[index - 1].end <= 1
    digits_only = tokens[first].kind == "num" and (
        len(tokens[first].text) <= 4 or (lead.text.isupper() and tokens[first].text.isdecimal())  # 'IEC 61215'
    )
    ordinary = lead.low in words("noun_stops") or lead.low in words("modifiers") or lead.text in _months()
    return proper and digits_only and follows is None and not ordinary


def _in_period_phrase(tokens: Sequence[Token], number: Number, before: Token | None) -> bool:
    """'the first nine months', 'the past two years', 'three months to June': numbers that belong to a period."""
    after = tokens[number.last]
    if after.low not in _PERIOD_NOUNS or before is None:
        return False
    if before.low in _PERIOD_LEADS:
        return True
    following = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    beyond = tokens[number.last + 2] if number.last + 2 < len(tokens) else None
    if following is None or beyond is None:
        return False
    if following.low in ("to", "through", "ended", "ending", "until") and beyond.text in _months():
        return True
    return following.low == "of" and len(beyond.text) == 4 and beyond.text.isdecimal() and after.low.startswith("month")
