"""The words that say what a quantity is about: the subject of its clause, and the noun that it describes or is of.

Belongs here: a bag of words for every number, trivial ones too. Does not: the measure and the subject that figures are
compared by (`measures`, `subjects`), which are names of known things.
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words

MAX_WORDS = 8
"""Words of one noun phrase that are kept: the head of a long one stands among the first."""
MAX_BEHIND = 5
_PRONOUNS = frozenset("i you he she it we they there this that these those what who which".split())
_BREAKS = frozenset(
    (";", ":", "while", "whilst", "but", "whereas", "although", "because", "when", "if", "after", "before")
)
_LINKS = frozenset(("of", "the", "a", "an", "its", "their", "his", "her", "our", "my"))
_AUXILIARIES = frozenset(
    "is are was were be been being has have had will would can could may might must shall should do does did".split()
)


def concepts(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> list[tuple[str, ...]]:
    """For each quantity the words of what it is about, in the order of the text; empty where the sentence says none."""
    found: list[tuple[str, ...]] = []
    subject: list[str] = []
    start = 0
    for index, quantity in enumerate(quantities):
        own = _subject(tokens, start, quantity.first, inherited=index > 0)
        if own is not None:
            subject = own
        behind = _behind(tokens, quantity, quantities[index + 1].first if index + 1 < len(quantities) else len(tokens))
        found.append(tuple(dict.fromkeys([*subject, *behind])))
        start = max(start, quantity.last)
    return found


def _subject(tokens: Sequence[Token], first: int, last: int, *, inherited: bool) -> list[str] | None:
    """Nouns of the last clause in tokens[first:last), up to its verb; None where the clause of the number before goes on."""
    for index in range(last - 1, first - 1, -1):
        if tokens[index].low in _BREAKS:
            first, inherited = index + 1, False
            break
    verb = next((i for i in range(first, last) if _is_verb(tokens, i)), None)
    if inherited and verb is None:
        return None
    found: list[str] = []
    for index in range(first, last if verb is None else verb):
        token = tokens[index]
        if token.low in _PRONOUNS and not found:
            return []
        if token.text == "," and verb is not None and any(tokens[i].kind == "word" for i in range(index + 1, verb)):
            found = []  # what stood before was no subject: 'In June, the port …'
            continue
        if _is_content(token):
            found.append(_plain(token))
    return found[:MAX_WORDS]


def _behind(tokens: Sequence[Token], quantity: Quantity, stop: int) -> list[str]:
    """The noun right behind the quantity, or behind 'of' and an article."""
    index = quantity.last
    if index < stop and tokens[index].kind == "dash":
        index += 1
    while index < stop and tokens[index].low in _LINKS:
        index += 1
    found: list[str] = []
    while index < stop and len(found) < MAX_BEHIND and _is_content(tokens[index]) and not _is_verb(tokens, index):
        found.append(_plain(tokens[index]))
        index += 1
    return found


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.kind != "word" or (token.capitalised and index):
        return False
    if token.low in _AUXILIARIES or token.low in words("speech_verbs"):
        return True
    match = phrases("directions").at(tokens, index)
    if match is not None and match.entry["form"] == "verb":
        return tokens[index - 1].low not in ("a", "an", "the") if index else False
    return len(token.low) > 4 and token.low.endswith("ed")


def _is_content(token: Token) -> bool:
    return token.kind == "word" and token.low not in words("noun_stops") and token.low not in words("modifiers")


def _plain(token: Token) -> str:
    return token.text.removesuffix("'s").removesuffix("’s")
