"""Numbers of the calendar and the clock: years, dates, clock times, and the lengths inside a named period.

Belongs here: recognising them by their shape and the words around them. Does not: which period they name (`periods`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from assets.extraction.clause_words import clause_words
from assets.extraction.numbers import Number
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import words
from warehouse.lexicon import lexicon

DATE_GROUPS = 3
_PLAIN_YEAR_LEADS = frozenset(("in", "since", "during", "until", "before", "after"))


@cache
def month_names() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("months")}


def is_clock(tokens: Sequence[Token], number: Number, after: Token | None) -> bool:
    if after is None:
        return False
    if after.low == "o'clock":
        return True
    joined = after.start == tokens[number.last - 1].end
    following = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    before = tokens[number.first - 1] if number.first else None
    if after.text == ":" and joined and following is not None and following.kind == "num":
        return True
    if before is not None and before.text == ":" and before.end == tokens[number.first].start:
        return True
    low = [t.low for t in tokens[number.last : number.last + 3]]
    if low in (["a", ".", "m"], ["p", ".", "m"]):
        return True
    if after.low in ("am", "pm", "a.m", "p.m", "gmt", "utc", "o'clock", "hrs") and number.value <= 2400:
        return after.low != "hrs" or len(tokens[number.first].text) == 4  # '1830 hrs', and a flight of 14 hrs
    return False


def in_date(
    tokens: Sequence[Token], number: Number, before: Token | None, after: Token | None, follows: str | None
) -> bool:
    """'June 10', '10 June', '10th of June', '2025-06-14', '11/06/2025'."""
    text, months = tokens[number.first].text, month_names()
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
    second = before is not None and (before.kind == "dash" or before.low in ("and", "to", "or"))
    if short and second and follows != "unit" and _ends_days(tokens, number):
        return True
    if before is not None and before.text == "-" and short and len(text) == 2 and _is_split_year(tokens, number):
        return True
    if before is not None and before.text == "/" and number.first >= 2 and before.end == tokens[number.first].start:
        lead = tokens[number.first - 2].low.removeprefix("fy")
        if lead.isdecimal():
            return len(lead) == 4  # '2025/26', 'FY2025/26'
    return any(_joined_digits(tokens, number, mark) >= DATE_GROUPS for mark in ("-", "/", "."))


def _ends_days(tokens: Sequence[Token], number: Number) -> bool:
    """The second day of 'Sept. 3-7', 'May 11 and 12'."""
    first = number.first - 2
    if first < 1 or tokens[first].kind != "num" or len(tokens[first].text) > 2:
        return False
    lead = tokens[first - 2 if tokens[first - 1].text == "." and first > 1 else first - 1]
    return lead.text in month_names()


def _is_split_year(tokens: Sequence[Token], number: Number) -> bool:
    """The second half of '2011-12': two digits that go on from the four before."""
    if number.first < 2 or tokens[number.first - 1].end != tokens[number.first].start:
        return False
    lead = tokens[number.first - 2].text
    return (
        len(lead) == 4 and lead.isdecimal() and (int(lead) + 1) % 100 == int(number.value) and 1500 <= int(lead) <= 2150
    )


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


def is_lone_year(tokens: Sequence[Token], index: int) -> bool:
    """Whether tokens[index] is a year without more ado: behind 'in' or a month, with nothing behind it that it could count."""
    token = tokens[index]
    if len(token.text) != 4 or token.kind != "num" or not token.text.isdecimal() or not index:
        return False
    lead, behind = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    led = lead.low in _PLAIN_YEAR_LEADS or lead.text in month_names()
    return led and (behind is None or behind.text in (",", ".", ";", ")")) and may_be_year(Decimal(token.text))


def is_plain_year(
    tokens: Sequence[Token], before: Token | None, after: Token | None, number: Number, follows: str | None
) -> bool:
    """A bare 4-digit number from 1500 to 2150, unless a counted noun follows and no word leads to a year."""
    text = tokens[number.first].text
    if (
        number.first > 1
        and tokens[number.first - 1].low == "of"
        and tokens[number.first - 2].low in words("group_nouns")
    ):
        return False  # 'an average of 1800'
    if not (len(text) == 4 and text.isdecimal() and 1500 <= int(text) <= 2150) or number.scaled:
        return False
    if follows != "noun":
        return True
    return (
        before is None
        or before.low in clause_words("year lead")
        or before.kind in ("dash", "sym")
        or before.text in "('’“\","
        or after is None
        or int(text) >= 1900
    )


def may_be_year(value: Decimal) -> bool:
    """Whether a value lies where years do."""
    return 1500 <= value <= 2150


def is_year(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the number is a bare year behind a word that leads to one ('in 2025 to 290,000')."""
    text = tokens[number.first].text
    before = tokens[number.first - 1].low if number.first else ""
    return (
        len(text) == 4
        and text.isdecimal()
        and 1500 <= int(text) <= 2150
        and before in clause_words("year lead")
        and not number.scaled
    )


def is_distance_in_time(tokens: Sequence[Token], number: Number) -> bool:
    """'Five days after', 'two weeks ago': when, not how long."""
    low = [t.low for t in tokens[number.last : number.last + 2]]
    return len(low) == 2 and (
        low[1] == "ago" or (low[0] in clause_words("period noun") and low[1] in ("after", "before", "later", "earlier"))
    )


def in_period_phrase(tokens: Sequence[Token], number: Number, before: Token | None) -> bool:
    """'the first nine months', 'the past two years', 'three months to June': numbers that belong to a period."""
    after = tokens[number.last]
    if after.low not in clause_words("period noun") or before is None:
        return False
    if before.low in clause_words("period lead"):
        return True
    following = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    beyond = tokens[number.last + 2] if number.last + 2 < len(tokens) else None
    if following is None or beyond is None:
        return False
    if following.low in ("to", "through", "ended", "ending", "until"):
        ahead = range(number.last + 2, min(len(tokens), number.last + 6))
        named = next((i for i in ahead if tokens[i].text in month_names()), None)
        between = range(number.last + 2, named) if named is not None else ()
        if named is not None and all(tokens[i].low in ("the", "end", "of") or tokens[i].kind == "num" for i in between):
            return True  # 'the 12 months to the end of March', 'the year ended 31 March'
    return following.low == "of" and len(beyond.text) == 4 and beyond.text.isdecimal() and after.low.startswith("month")
