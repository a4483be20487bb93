"""Names in a document: which capitalised words are names, of what type, and which of them the document is about.

One pass over the document collects them; sentences then look them up. Persons are kept apart: figures are rarely of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from babel import Locale

from assets.extraction.clause_words import clause_words
from assets.extraction.name_types import kind_of, place_table, types
from assets.extraction.nouns import singular
from assets.extraction.tokens import Token, Tokens, without_genitive
from assets.extraction.vocabulary import Match, word_values, words
from warehouse.lexicon import lexicon

_INNER = frozenset(("of", "the", "&", "de", "la", "al", "el", "von", "van", "bin"))
_TITLE_WEIGHT = 4
_QUARTER = re.compile(r"q[1-4]|h[12]|fy\d{2,4}|[1-4]q\d*")
_OPENERS = frozenset(("“", '"', "‘", ":", "-", "–", "—", "•", "*", "|"))
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
def _common_words() -> frozenset[str]:
    return _measure_words() | frozenset(types())


@cache
def _unit_words() -> frozenset[str]:
    """Unit and currency symbols in capitals: 'MW', 'GWh', 'EUR'."""
    units = {e.alias for e in lexicon("units") if e.alias[:1].isupper() and e.alias[1:2]}
    return frozenset(units | {str(code) for code in Locale("en").currencies} | {"Rs"})


@dataclass(slots=True)
class Name:
    """A name at tokens[first:last): its canonical lower-case form and its type.

    `kind` is country, place, organisation, asset, person or other; `possessive` when it ends in 's.
    """

    first: int
    last: int
    canonical: str
    kind: str
    possessive: bool = False
    adjective: bool = False


@dataclass(slots=True)
class Directory:
    """What the whole document says about its names: how often, of which type, and which are its focus."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    mid_sentence: set[str] = field(default_factory=set)
    ignored: frozenset[str] = frozenset()
    longer: dict[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    in_title: bool = False
    told_kinds: dict[str, str] = field(default_factory=dict)
    ranked: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def add(self, name: str, kind: str, weight: int) -> None:
        """Counts one mention."""
        self.counts[name] += weight
        self.kinds.setdefault(name, Counter())[kind] += weight

    def kind(self, name: str) -> str:
        """The type that most mentions speak for; 'other' only where none says more. Settled once all mentions are counted."""
        told = self.told_kinds.get(name)
        return self._count_votes(name) if told is None else told

    def _count_votes(self, name: str) -> str:
        votes = self.kinds.get(name, Counter())
        told = [(n, k) for k, n in votes.items() if k != "other"]
        return max(told)[1] if told else "other"

    def full(self, name: str) -> str:
        """The longer form of a name that the document also uses: 'halden' where it says 'Halden Energy'."""
        return self.longer.get(name, name)

    def settle(self) -> None:
        """Joins short forms to the one longer name that begins with them, once all mentions are counted."""
        by_first: dict[str, list[str]] = {}
        for name in self.counts:
            first, _, more = name.partition(" ")
            if more and self.kind(name) not in ("person", "place"):
                by_first.setdefault(first, []).append(name)
        for name in [n for n in by_first if n in self.counts and self.kind(n) != "country"]:
            full = by_first[name][0]
            sure = self.counts[full] > 1 or types().get(full.rsplit(" ", 1)[1]) in ("organisation", "asset", "place")
            if len(by_first[name]) == 1 and sure:
                self.longer[name] = full
                self.counts[full] += self.counts.pop(name)
        self._join_last_names()
        self.told_kinds = {name: self._count_votes(name) for name in self.kinds}

    def _join_last_names(self) -> None:
        """'Ansell' is Ruth Ansell, where the document names one person of that name."""
        by_last: dict[str, list[str]] = {}
        for name in self.kinds:
            if " " in name and self.kind(name) == "person":
                by_last.setdefault(name.rsplit(" ", 1)[1], []).append(name)
        for last, full in by_last.items():
            if len(full) == 1 and last in self.counts and self.kind(last) != "country":
                self.longer[last] = full[0]
                self.counts[full[0]] += self.counts.pop(last)

    def focus(self, kinds: tuple[str, ...], most: int) -> list[str]:
        """The most mentioned names of the given types, headline mentions counted several times."""
        ranked = self.ranked.get(kinds)
        if ranked is None:
            mentioned = (n for n, _ in self.counts.most_common())
            ranked = self.ranked[kinds] = [n for n in mentioned if self.kind(n) in kinds and n not in self.ignored]
        return ranked[:most]


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
    opens = first == 0 or tokens[first - 1].text in _OPENERS
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
    kind = kind_of(tokens, first, last, parts)
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


def _acts(tokens: Tokens, last: int) -> bool:
    """Whether what stands right behind a capitalised word lets it be somebody who does something, not an adjective."""
    if last >= len(tokens):
        return False
    low = tokens[last].low
    verb = low in clause_words("auxiliary") or low in words("speech_verbs") or low in words("directions")
    return verb or low == "," or low.endswith("ed")


def read_names(sentences: Iterable[tuple[Tokens, bool]], ignored: Iterable[str] = ()) -> Directory:
    """One pass over a document's sentences (tokens, is it the headline) that counts its names and countries.

    `ignored` are names that are never what a figure is about: the publisher, the author.
    """
    sentences = list(sentences)
    common = {t.low for tokens, _ in sentences for t in tokens if not t.capitalised}
    directory = Directory(ignored=frozenset(ignored), common=frozenset(common) | _common_words())
    unproven: list[tuple[Name, int]] = []
    acting: set[str] = set()
    for tokens, title in sentences:
        weight = _TITLE_WEIGHT if title else 1
        directory.in_title = title
        if title and all(t.text.isupper() for t in tokens if t.kind == "word" and len(t.text) > 3):
            continue  # a masthead in capitals tells no name from other words
        countries = countries_at(tokens)
        for name in countries:
            directory.add(name.canonical, "country", weight)
        for name in names_at(tokens, countries, directory, collecting=True):
            opens = name.first == 0 or tokens[name.first - 1].text in _OPENERS
            if not opens and not title:
                directory.mid_sentence.add(name.canonical)
            labelled = title and name.last < len(tokens) and tokens[name.last].text == ":"
            if opens and " " not in name.canonical and not labelled:
                unproven.append((name, weight))
                if _acts(tokens, name.last):
                    acting.add(name.canonical)
            else:
                directory.add(name.canonical, name.kind, weight)
    longer = {part for n in directory.counts if " " in n for part in (n.split(" ", 1)[0],)}
    times = Counter(name.canonical for name, _ in unproven)
    for name, weight in unproven:
        again = times[name.canonical] > 1 and name.canonical in acting
        if name.canonical in directory.mid_sentence or name.canonical in longer or name.possessive or again:
            directory.mid_sentence.add(name.canonical)
            directory.add(name.canonical, name.kind, weight)
    directory.in_title = False
    directory.settle()
    return directory
