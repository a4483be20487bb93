"""Units left out because they were said before: '63,418 patients, up from 61,902', 'Of those, 41 …', 'Burglaries fell to 5,140'.

Belongs here: which noun a bare number takes, from its own sentence or, where a pronoun, a comparison or a movement points
back, from the sentence before. Does not: percent, denominators and scales left out (`lent_rates`), money left out
(`memory`), lists and pairs of numbers (`elisions`), nor what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assets.extraction.change_cues import lead_of, leaves_verb_out
from assets.extraction.clause_words import clause_words
from assets.extraction.lent_rates import is_compared, with_lent_rate
from assets.extraction.measures import PERSON_NOUNS
from assets.extraction.nouns import counted_noun, is_plural, singular
from assets.extraction.period_model import period_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words

REACH = 8
"""How far before a number the words stand that tie it to a noun."""
MAX_GAP = 12
"""Tokens between two numbers that share a verb and a noun: 'health care added 38,000, bars and restaurants 29,000'."""
_COUNTS = frozenset(("count", "tally", "number", "total"))
RULE = "count, noun from before"


@dataclass(slots=True)
class Counted:
    """The noun that was counted last, '' where none was; `millions` where its number was written with a glued 'm'."""

    noun: str = ""
    millions: bool = False


def with_elided_units(tokens: Sequence[Token], quantities: Sequence[Quantity], counted: Counted) -> list[Quantity]:
    """The quantities, each with what it leaves out; remembers the last noun for the next sentence."""
    out: list[Quantity] = []
    before = counted.noun
    for index, quantity in enumerate(quantities):
        later = quantities[index + 1 : index + 3]
        quantity = with_lent_rate(tokens, quantity, out, later, counted.noun if counted.millions else "", before)
        if quantity.unit.startswith("/"):
            top = next((q.unit for q in reversed(out) if _counts(q)), "")
            quantity = replace(quantity, unit=top + quantity.unit, kind="rate") if top else quantity
        if quantity.bare and _is_whole(quantity):
            said = next((q.unit for q in reversed(out) if _counts(q)), "")
            noun = _noun_of(tokens, quantity, out, said, before)
            if noun:
                quantity = replace(quantity, unit=noun, kind="count", bare=False, rule=RULE)
        out.append(quantity)
        if quantity.dimension in ("count", "container") and quantity.unit and not quantity.bare:
            counted.noun = quantity.unit if _counts(quantity) else counted.noun
            if quantity.rule != RULE:
                counted.millions = tokens[quantity.core_last - 1].text == "m" or (
                    quantity.dimension == "container" and _is_written_m(tokens, quantity)
                )
                counted.noun = quantity.unit if counted.millions else counted.noun
    return out


def _is_written_m(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'3.4m teu': the unit's own name begins with the letter."""
    return any(
        tokens[i].text == "m" for i in range(quantity.core_first, min(quantity.core_last, quantity.core_first + 3))
    )


def _counts(quantity: Quantity) -> bool:
    return (
        quantity.dimension == "count" and bool(quantity.unit) and quantity.kind == "count" and "/" not in quantity.unit
    )


def _is_whole(quantity: Quantity) -> bool:
    value = quantity.value
    return value is not None and not quantity.unit and value == value.to_integral_value() and value > 1


def _noun_of(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity], said: str, before: str) -> str:
    """The noun of a bare number: what it is compared with or part of, what it is said to be, or the subject of its verb."""
    persons = _persons_meant(tokens, quantity, earlier)
    if persons:
        return persons
    if said and (
        is_compared(tokens, quantity) or _is_of_whole(tokens, earlier) or _is_next_item(tokens, quantity, earlier)
    ):
        return said
    complement = _complement(tokens, quantity)
    if complement:
        return complement
    if (
        _points_back(tokens, quantity)
        or _is_difference(tokens, quantity)
        or _is_there(tokens, quantity)
        or _is_known_of(tokens, quantity)
    ):
        return said or before
    if earlier and _counts(earlier[-1]) and _shares_verb(tokens, quantity, earlier[-1]):
        return earlier[-1].unit
    if _is_amount_moved(tokens, quantity):
        return said or before
    return _subject(tokens, quantity, earlier, said or before)


def _shares_verb(tokens: Sequence[Token], quantity: Quantity, before: Quantity) -> bool:
    """'health care added 38,000, bars and restaurants 29,000': both numbers leave out the same noun."""
    between = range(before.last, quantity.first)
    return before.rule == RULE and 2 <= len(between) <= MAX_GAP and leaves_verb_out(tokens, between)


def _complement(tokens: Sequence[Token], quantity: Quantity) -> str:
    """'of which 183 were homes and 77 barns': what the number is said to be."""
    at = quantity.last
    if at >= len(tokens) or tokens[at].low not in clause_words("be") or tokens[at].low == "is":
        return ""
    noun = counted_noun(tokens, at + 1, one=False)
    if noun is None or (noun[0] < len(tokens) and tokens[noun[0]].low not in clause_words("ends list")):
        return ""
    return noun[1]


def _is_amount_moved(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'expected a gain of 95,000', 'the promise of 300,000', 'health care added 38,000'."""
    lead = lead_of(tokens, quantity.first)
    if lead < 1:
        return False
    if tokens[lead].low == "of":
        noun = tokens[lead - 1].low
        return noun in period_words("goal") or phrases("directions").ending_at(tokens, lead) is not None
    return tokens[lead].low in clause_words("transitive move")


def _is_of_whole(tokens: Sequence[Token], earlier: Sequence[Quantity]) -> bool:
    """'Of the 1,460 boats on the list, some 900 …': the sentence opens with the whole."""
    return bool(earlier) and tokens[0].low == "of" and earlier[0].core_first <= 3 and _counts(earlier[0])


def _persons_meant(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> str:
    """'enrolled 900 adults in six towns, of whom 300 …': 'whom' are the first that were counted, or the nearest persons."""
    at = quantity.first - 2
    if at < 0 or tokens[at].low != "of" or tokens[at + 1].low != "whom":
        return ""
    counted = [q.unit for q in earlier if _counts(q)]
    persons = [noun for noun in counted if noun.split(" ")[-1] in PERSON_NOUNS]
    return persons[-1] if persons else counted[0] if counted else ""


def _is_next_item(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> bool:
    """'Passengers: 9 million; for the half-year, 17 million': behind a semicolon stand but a time and the number."""
    if not earlier or quantity.first - earlier[-1].last > MAX_GAP or not _counts(earlier[-1]):
        return _is_next_item(tokens, quantity, earlier[:-1]) if len(earlier) > 1 else False
    stop = next((i for i in range(quantity.first - 1, earlier[-1].last - 1, -1) if tokens[i].text == ";"), -1)
    lead = [t.low for t in tokens[stop + 1 : quantity.first]]
    return stop >= 0 and lead[:1] == ["for"] and lead[-1:] == [","]


def _points_back(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'Of those, 2,870 had …', 'and 41 of them'."""
    if quantity.first and tokens[quantity.first - 1].low in clause_words("determiner"):
        return False
    after = [t.low for t in tokens[quantity.last : quantity.last + 2]]
    if after[:1] == ["of"] and after[1:] and after[1] in clause_words("points back"):
        return True
    return any(
        tokens[i].low == "of" and tokens[i + 1].low in clause_words("points back")
        for i in range(max(0, quantity.first - REACH), quantity.first - 1)
    )


def _is_there(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'In July there were 51,700', 'Another 2,300 were seen': as many of what was counted before, with no noun of their own."""
    lead = [t.low for t in tokens[max(0, quantity.first - 2) : quantity.first]]
    behind = tokens[quantity.last] if quantity.last < len(tokens) else None
    ends = behind is None or behind.kind == "punct"
    there = lead[:1] == ["there"] and lead[1:] and lead[1] in clause_words("be")
    verb = behind is not None and (behind.low in clause_words("be") or behind.low in ("have", "had"))
    return bool(there and ends) or (lead[-1:] in (["another"], ["further"]) and verb)


def _is_known_of(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'three times the 690 of a year earlier', 'with the 23 of the Harbour Party': as many of what was counted before."""
    lead = tokens[quantity.first - 1].low if quantity.first else ""
    behind = [t.low for t in tokens[quantity.last : quantity.last + 2]]
    return lead == "the" and behind[:1] == ["of"] and behind[1:] not in (["them"], ["those"], ["these"])


def _is_difference(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'…, three fewer than last year', '210 below its strength'."""
    if quantity.last >= len(tokens) or tokens[quantity.last].low not in clause_words("comparative"):
        return False
    return quantity.last + 1 >= len(tokens) or tokens[quantity.last + 1].low in clause_words("behind comparative")


def _subject(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity], before: str) -> str:
    """'Burglaries fell to 5,140', 'robberies were unchanged at 1,022', 'The number of members rose by a tenth to 812'."""
    taken = {i for q in earlier for i in range(q.first, q.last)}
    index = quantity.first - 1
    lowest = max(0, quantity.first - REACH)
    while index >= lowest and (tokens[index].low in clause_words("before amount") or index in taken):
        index -= 1
    if index < lowest:
        return ""
    verb = phrases("directions").ending_at(tokens, index + 1)
    first = verb.first if verb is not None else index
    if verb is None and tokens[index].low not in clause_words("totals"):
        return ""
    if first and tokens[first - 1].low in clause_words("be"):
        first -= 1
    again = _is_of_change(tokens, first) or (first > 0 and tokens[first - 1].low in _COUNTS)
    return _number_of(tokens, first) or _plural_before(tokens, first) or (before if again else "")


def _is_of_change(tokens: Sequence[Token], verb: int) -> bool:
    """'June's increase was revised up to 9,000': the subject is itself a change of what was counted before."""
    match = phrases("directions").ending_at(tokens, verb)
    return match is not None and match.first > 0 and tokens[match.first - 1].low.endswith(("'s", "s'"))


def _number_of(tokens: Sequence[Token], verb: int) -> str:
    """The noun of 'the number of …' before the verb."""
    for index in range(max(0, verb - 3 * REACH), verb - 2):
        if tokens[index].low in ("number", "numbers") and tokens[index + 1].low == "of":
            noun = counted_noun(tokens, index + 2, one=False)
            return noun[1] if noun is not None and noun[0] <= verb and _in_pieces(tokens, noun[0], noun[1]) else ""
    return ""


def _plural_before(tokens: Sequence[Token], verb: int) -> str:
    """The plural right before the verb, unless it names what is measured in other units than pieces."""
    if verb < 1:
        return ""
    noun = tokens[verb - 1]
    if noun.kind != "word" or not is_plural(noun.low) or noun.low in words("noun_stops"):
        return ""
    one = singular(noun.low)
    return one if _in_pieces(tokens, verb, one) else ""


def _in_pieces(tokens: Sequence[Token], last: int, noun: str) -> bool:
    """Whether what ends before tokens[last] is counted as what it is called: burglaries are, prices and the injured are not."""
    measure = phrases("measures").ending_at(tokens, last)
    return measure is None or measure.entry["unit"] == noun
