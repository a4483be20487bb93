"""Names in a sentence: which capitalised words are names, and where each begins and ends.

Belongs here: finding them. Does not: what the whole document says of them (`directory`), or counting them (`name_reading`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from babel import Locale

from assets.extraction.directory import Directory, Name
from assets.extraction.name_types import kind_of, place_table, types
from assets.extraction.nouns import singular
from assets.extraction.tokens import Token, Tokens, without_genitive
from assets.extraction.vocabulary import Match, word_values, words
from warehouse.lexicon import lexicon

_INNER = frozenset(("of", "the", "&", "de", "la", "al", "el", "von", "van", "bin"))
_QUARTER = re.compile(r"q[1-4]|h[12]|fy\d{2,4}|[1-4]q\d*")
_NO_NAME_ALONE = frozenset(("authority", "government", "organisation", "person", "speaker"))
"""Kinds whose words name no one by themselves: 'the Government', 'the Group', 'the Minister'."""
OPENERS = frozenset(("“", '"', "‘", ":", "-", "–", "—", "•", "*", "|"))
_DOTTED = frozenset(("co", "inc", "corp", "st", "mt"))
_CONTRACTIONS = ("i'", "we'", "you'", "it's", "that's", "there's", "he's", "she's")


@cache
def _calendar_words() -> frozenset[str]:
    return frozenset(e.alias for e in (*lexicon("months"), *lexicon("weekdays")))


@cache
def _measure_words() -> frozenset[str]:
    """Single words that name a measure, in whatever case: 'EBITDA', 'Volume', 'PAT', and the words around them."""
    single = {e.alias.lower() for e in (*lexicon("measures"), *lexicon("products")) if " " not in e.alias}
    return frozenset(single | {"headline", "key", "highlights", "takeaways", "summary", "overview", "related"})


@cache
def common_words() -> frozenset[str]:
    """Words that are ordinary ones, in whatever case: those of measures, and those that tell the type of a name."""
    return _measure_words() | frozenset(types())


@cache
def _unit_words() -> frozenset[str]:
    """Unit and currency symbols in capitals: 'MW', 'GWh', 'EUR'."""
    units = {e.alias for e in lexicon("units") if e.alias[:1].isupper() and e.alias[1:2]}
    return frozenset(units | {str(code) for code in Locale("en").currencies} | {"Rs"})


def countries_at(tokens: Tokens) -> list[Name]:
    """Countries named in the tokens, demonyms and capitals included, as lower-case CLDR names."""
    out: list[Name] = []
    for match in place_table().among(tokens, tokens.capitals):
        if _is_half_of_a_name(tokens, match):
            continue
        possessive = tokens[match.last - 1].low.endswith("'s")
        adjective = match.entry.note == "demonym"
        out.append(Name(match.first, match.last, match.entry.canonical, "country", possessive, adjective))
    return out + _possessive_countries(tokens, out)


def _is_half_of_a_name(tokens: Tokens, match: Match) -> bool:
    """'New Mexico', 'Western Australia': a compass word in capitals before a country makes another place of it."""
    if not match.first or tokens[match.first].text.isupper():
        return False
    before = tokens[match.first - 1]
    compass = before.low in words("compass_words") and before.end + 1 == tokens[match.first].start
    return before.capitalised and compass and match.entry.note != "demonym"


def _possessive_countries(tokens: Tokens, found: Sequence[Name]) -> list[Name]:
    """ "Georgia's": the tokeniser keeps the genitive on the word, so it is looked up without it."""
    genitives = [i for i in tokens.capitals if tokens[i].low.endswith(("'s", "s'"))]
    taken = {i for n in found for i in range(n.first, n.last)} if genitives else ()
    out: list[Name] = []
    for index in genitives:
        if index in taken:
            continue
        stem = without_genitive(tokens[index])
        begin = max(0, index - 2)
        for first in range(begin, index + 1):
            matches = place_table().among([*tokens[first:index], stem], (0,))
            if matches and matches[0].last == index - first + 1:
                out.append(Name(first, index + 1, matches[0].entry.canonical, "country", True))
                break
    return out


def names_at(
    tokens: Tokens, countries: Sequence[Name], directory: Directory | None, *, collecting: bool = False
) -> list[Name]:
    """Names in the tokens other than the countries; a single capitalised word that opens the sentence needs a witness.

    While a directory is being made (`collecting`) there are no witnesses yet, and all are taken.
    """
    taken = {i for n in countries for i in range(n.first, n.last)}
    found: list[Name] = []
    free = 0
    for index in tokens.capitals:
        if index < free or index in taken or not _starts_name(tokens[index]):
            continue
        free = _name_end(tokens, index, taken)
        name = _named(tokens, index, free, directory, collecting)
        if name is not None:
            found.append(name)
    return found


def _starts_name(token: Token) -> bool:
    return token.low not in _no_name_starts() and _is_name_word(token) and not token.low.startswith(_CONTRACTIONS)


@cache
def _no_name_starts() -> frozenset[str]:
    return words("common_openers") | frozenset(word_values("tens")) | frozenset(word_values("cardinal"))


def _name_end(tokens: Sequence[Token], first: int, taken: set[int]) -> int:
    """Where the name that begins at tokens[first] ends: capitalised words, joined by hyphens and small words."""
    last = first + 1
    while last < len(tokens) and last not in taken and not tokens[last - 1].low.endswith("'s"):
        token, previous = tokens[last], tokens[last - 1]
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        name_follows = following is not None and _is_name_word(following) and last + 1 not in taken
        hyphen = (
            token.kind == "dash"
            and token.start == previous.end
            and following is not None
            and following.start == token.end
        )
        if _is_name_word(token) and token.start - previous.end <= 1:
            last += 1
        elif name_follows and (hyphen or (token.text == "." and previous.low in _DOTTED) or _joins(token, previous)):
            last += 2
        else:
            break
    return last


def _joins(token: Token, previous: Token) -> bool:
    """Whether a small word stands inside a name: 'Bank of Norway', 'Isle of the Dogs', but not 'Oslo the next'."""
    return token.low in _INNER and (token.low != "the" or previous.low == "of")


def _is_name_word(token: Token) -> bool:
    return token.kind == "word" and token.capitalised and not _is_symbol(token.text)


@lru_cache(maxsize=65536)
def _is_symbol(text: str) -> bool:
    """A month, a weekday, a unit, a currency or a quarter: capitals that name no one."""
    word = text.removesuffix("'s").removesuffix("’s")
    return word in _calendar_words() or word in _unit_words() or _QUARTER.fullmatch(text.lower()) is not None


def _named(tokens: Tokens, first: int, last: int, directory: Directory | None, collecting: bool) -> Name | None:
    opens = first == 0 or tokens[first - 1].text in OPENERS
    first += _common_lead(tokens, first, last, opens, directory)
    parts = [t.low for t in tokens[first:last] if t.kind == "word"]
    if not parts or all(p.removesuffix("'s") in _measure_words() for p in parts):
        return None
    possessive = parts[-1].endswith("'s")
    if possessive:
        parts[-1] = parts[-1][:-2]
    while parts and (parts[0] in words("common_openers") or parts[0] in ("the",)):
        parts, first = parts[1:], first + 1
    if not parts or (len(parts) == 1 and (len(parts[0]) < 3 or (parts[0] in types() and first == 0))):
        return None
    if len(parts) == 1 and last < len(tokens) and tokens[last].kind == "num" and parts[0] in words("label_nouns"):
        return None
    typed = [p for p in parts if p not in ("no", "nos")] or parts
    if len(typed) == 1 and types().get(typed[0]) in _NO_NAME_ALONE:
        return None
    kind = kind_of(tokens, first, last, typed)
    incorporated = len(parts) > 1 and parts[-1] in words("company_suffixes")
    while parts and (parts[-1] in words("company_suffixes") or parts[-1] in ("no", "nos")):
        parts = parts[:-1]
    if not parts:
        return None
    canonical = " ".join(parts)
    if directory is not None and not collecting:
        known = canonical in directory.mid_sentence or canonical in directory.longer
        if opens and len(parts) == 1 and not known and not incorporated:
            return None
        canonical = directory.full(canonical)
        if canonical in directory.ignored:
            return None
        kind = directory.kind(canonical) if kind in ("other", "place") else kind
    return Name(first, last, canonical, kind, possessive)


def _common_lead(tokens: Sequence[Token], first: int, last: int, opens: bool, directory: Directory | None) -> int:
    """How many words at the head of a run of capitals are ordinary ones: 'Competitor Acme', a headline's 'Floods in'."""
    if directory is None or not (opens or directory.in_title):
        return 0
    if (
        not directory.in_title
        and last - first >= 2
        and all(t.capitalised for t in tokens[first:last] if t.kind == "word")
    ):
        # 'Sound Ferries employs 640': two capitals at the head of a sentence are a name, one more often is not
        return 1 if tokens[first].low in words("common_openers") else 0
    count = 0
    while first + count < last and _is_common(tokens[first + count].low, directory):
        count += 1
    return count


def _is_common(word: str, directory: Directory) -> bool:
    """Whether a word in capitals is an ordinary one; compass words belong to what they stand before."""
    if word in words("compass_words"):
        return False
    return word in directory.common or singular(word) in directory.common
