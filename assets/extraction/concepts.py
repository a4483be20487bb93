"""The words that say what a quantity is about: the subject of its clause, and the noun that it describes or is of.

Belongs here: a bag of words for every number, trivial ones too. Does not: the measure and the subject that figures are
compared by (`measures`, `subjects`), which are names of known things.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assets.extraction.clause_words import clause_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words
from warehouse.lexicon import lexicon

MAX_WORDS = 8
"""Words of one noun phrase that are kept: the head of a long one stands among the first."""
MAX_BEHIND = 5
_NAME_MARKS = frozenset(("&", "-"))


def concepts(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> list[tuple[str, ...]]:
    """For each quantity the words of what it is about, in the order of the text; empty where the sentence says none."""
    found: list[tuple[str, ...]] = []
    subject: list[str] = []
    start = 0
    for index, quantity in enumerate(quantities):
        last = quantities[index - 1] if index else None
        if quantity.rule == "one of several":
            found.append(())  # its unit says all
            continue
        if last is not None and found and _is_bracketed(tokens, quantity, last):
            found.append(found[-1])
            continue
        own = _subject(tokens, start, quantity.first, last)
        if own is not None:
            subject = own
        stop = quantities[index + 1].first if index + 1 < len(quantities) else len(tokens)
        about = [*_before(tokens, start, quantity), *subject, *_behind(tokens, quantity, stop)]
        if not about and quantity.kind != "count":
            about = _object(tokens, start, quantity.first) or _behind(tokens, quantity, stop, far=True)
        if not about and own is None and found:
            about = list(found[-1])
        found.append(tuple(dict.fromkeys(about)))
        start = max(start, quantity.last)
    return found


def _subject(tokens: Sequence[Token], first: int, last: int, before: Quantity | None) -> list[str] | None:
    """Nouns before the verb of the last clause in tokens[first:last); None where the clause of the number before goes on."""
    begin, opened = _clause(tokens, first, last)
    verb = next((i for i in range(begin, last) if _is_verb(tokens, i)), None)
    if verb is None:
        named = (
            before is None
            or opened
            or any(tokens[i].capitalised and _is_content(tokens[i]) for i in range(begin, last))
        )
        found = _nouns(tokens, begin, last) if named else []
        return found if found or before is None else None
    if verb and tokens[verb - 1].low in clause_words("pronoun") and verb > begin:
        return []
    found = _nouns(tokens, _past_opener(tokens, begin, verb), verb)
    if not found and before is not None and not opened and before.kind == "count":
        found = _nouns(tokens, before.unit_first, before.unit_last)
    if not found and before is not None and not opened:
        return None
    return found


def _clause(tokens: Sequence[Token], first: int, last: int) -> tuple[int, bool]:
    """Where the clause that ends at tokens[last) begins, and whether it begins behind tokens[first)."""
    verbs = 0
    for index in range(last - 1, first - 1, -1):
        verbs += _is_verb(tokens, index)
        low = tokens[index].low
        if (low in clause_words("clause") and index + 1 < last) or (verbs and low in clause_words("phrase")):
            return index + 1, True
        said = low in words("speech_verbs") or (low == "that" and index and not tokens[index - 1].low.endswith(","))
        if said and verbs > (low != "that") and index + 1 < last:
            return index + 1, True
    return first, False


def _past_opener(tokens: Sequence[Token], first: int, verb: int) -> int:
    """Where the subject begins: behind 'In June,' and 'However,'."""
    commas = [i for i in range(first, verb) if tokens[i].text == ","]
    opens = first < verb and (tokens[first].low in clause_words("opener") or (commas and commas[0] == first + 1))
    return commas[-1] + 1 if opens and commas and commas[-1] + 1 < verb else first


def _nouns(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Content words of tokens[first:last); those joined by '&' or a hyphen are one ('S&P')."""
    found: list[str] = []
    joined = False
    for index in range(first, last):
        token = tokens[index]
        if token.text in _NAME_MARKS and found and token.start == tokens[index - 1].end:
            joined = index + 1 < last and tokens[index + 1].start == token.end
            continue
        if joined and token.kind in ("word", "num"):
            found[-1] += tokens[index - 1].text + _plain(token)
        elif _is_content(token):
            found.append(_plain(token))
        elif token.kind == "num" and found and tokens[index - 1].capitalised:
            found.append(token.text)
        joined = False
    return found[:MAX_WORDS]


def _before(tokens: Sequence[Token], start: int, quantity: Quantity) -> list[str]:
    """The noun that leads to the number: 'speeds of up to 40', 'a base price: 40'."""
    last = quantity.first
    while last > start and (tokens[last - 1].low in clause_words("tie") or tokens[last - 1].low in words("modifiers")):
        last -= 1
    if last == quantity.first:
        return []
    first = last
    while (
        first > start
        and last - first < MAX_BEHIND
        and _is_content(tokens[first - 1])
        and not _is_verb(tokens, first - 1)
    ):
        first -= 1
    return _nouns(tokens, first, last)


def _object(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Nouns between the verb and the number, where the subject is a pronoun: 'it gave the harbour 40 cranes'."""
    begin, _ = _clause(tokens, first, last)
    verb = next((i for i in range(last - 1, begin - 1, -1) if _is_verb(tokens, i)), None)
    return _nouns(tokens, begin if verb is None else verb + 1, last)


def _is_bracketed(tokens: Sequence[Token], quantity: Quantity, before: Quantity) -> bool:
    """'$40m (€37m)': the amount before in other words."""
    opened = quantity.first - 1
    return opened >= 0 and tokens[opened].text == "(" and opened == max(before.last, before.core_last)


def _behind(tokens: Sequence[Token], quantity: Quantity, stop: int, *, far: bool = False) -> list[str]:
    """The noun right behind the quantity, or behind 'of' and an article; with `far` behind 'for' and 'in' too."""
    index = max(quantity.last, quantity.unit_last)
    if index < stop and tokens[index].kind == "dash":
        index += 1
    describes = quantity.rule in ("attribute", "age") or (index < stop and tokens[index].low == "of")
    if quantity.kind == "count" and not describes:
        return []
    while index < stop and (
        tokens[index].low in clause_words("link")
        or tokens[index].low in ("for", "old")
        or tokens[index].kind == "dash"
        or (far and tokens[index].text != "," and tokens[index].low in clause_words("tie"))
    ):
        index += 1
    last = index
    while last < stop and last - index < MAX_BEHIND and _is_content(tokens[last]) and not _is_verb(tokens, last):
        last += 1
    return _nouns(tokens, index, last)


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.kind != "word" or (token.capitalised and index):
        return False
    if token.low in clause_words("auxiliary") or token.low in words("speech_verbs"):
        return True
    if index and tokens[index - 1].low in clause_words("speaker") | clause_words("modal"):
        return True
    match = phrases("directions").at(tokens, index)
    if match is not None and match.entry["form"] == "verb":
        return index > 0 and tokens[index - 1].low not in ("a", "an", "the")
    return len(token.low) > 4 and token.low.endswith("ed") and not token.low.endswith("eed")


def _is_content(token: Token) -> bool:
    plain = token.kind == "word" and token.low not in words("noun_stops") and token.low not in clause_words("manner")
    return plain and token.text not in _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(e.alias for name in ("months", "weekdays") for e in lexicon(name))


def _plain(token: Token) -> str:
    return token.text.removesuffix("'s").removesuffix("’s")
