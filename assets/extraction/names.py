"""Names in a document: which capitalised words are names, of what type, and which of them the document is about.

One pass over the document collects them; sentences then look them up. Persons are kept apart: figures are rarely of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from babel import Locale

from assets.extraction.tokens import Token
from assets.extraction.vocabulary import PhraseTable, words
from warehouse.lexicon import Entry, lexicon

_INNER = frozenset(("of", "the", "&", "de", "la", "al", "el", "von", "van", "bin"))
_NEVER = frozenset(
    "the a an this that these those it he she they we i you his her its their our my in on at by for from to and or but"
    " as if when while after before since about over under with without more most some many few all both each every no"
    " not one two three four five six seven eight nine ten first second third last next new old good bad also however"
    " meanwhile although though because according today yesterday there here what who why how where which during among"
    " despite natural electricity power revenue net gross total trade exports imports officials analysts experts"
    " additionally moreover furthermore overall earlier later only about around nearly almost half full foreign minister"
    " president chairman chief director mr mrs ms dr prices sales profit volume margin key notably such other".split()
)
_TITLE_WEIGHT = 4
_DOTTED = frozenset(("co", "inc", "corp", "st", "mt"))
_SUFFIXES = frozenset(("ltd", "limited", "inc", "corp", "plc", "llc", "co", "project"))
_COMPASS = frozenset("central northern southern eastern western nearby neighbouring rural".split())


@cache
def _place_table() -> PhraseTable:
    """Territories of CLDR, with the lexicon's demonyms, capitals and usual names on top."""
    rows = lexicon("places")
    known = {entry.alias for entry in rows} | {"Jordan", "Chad"}
    territories = [
        Entry(name, name.lower(), "en", True, "", "CLDR through babel", {})
        for code, name in ((str(c), str(n)) for c, n in Locale("en").territories.items())
        if len(code) == 2 and name not in known
    ]
    return PhraseTable([*rows, *territories])


@cache
def _types() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("name_types")}


@cache
def _calendar_words() -> frozenset[str]:
    return frozenset(e.alias for e in (*lexicon("months"), *lexicon("weekdays")))


@cache
def _unit_words() -> frozenset[str]:
    """Unit and currency symbols in capitals: 'MW', 'GWh', 'EUR'."""
    units = {e.alias for e in lexicon("units") if e.alias[:1].isupper() and e.alias[1:2]}
    return frozenset(units | {str(code) for code in Locale("en").currencies} | {"Rs"})


@dataclass(frozen=True, slots=True)
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

    def add(self, name: str, kind: str, weight: int) -> None:
        """Counts one mention."""
        self.counts[name] += weight
        self.kinds.setdefault(name, Counter())[kind] += weight

    def kind(self, name: str) -> str:
        """The type that most mentions speak for; 'other' only where none says more."""
        votes = self.kinds.get(name, Counter())
        told = [(n, k) for k, n in votes.items() if k != "other"]
        return max(told)[1] if told else "other"

    def full(self, name: str) -> str:
        """The longer form of a name that the document also uses: 'halden' where it says 'Halden Energy'."""
        return self.longer.get(name, name)

    def settle(self) -> None:
        """Joins short forms to the one longer name that begins with them, once all mentions are counted."""
        for name in [n for n in self.counts if " " not in n and self.kind(n) != "country"]:
            longer = {n for n in self.counts if n.startswith(name + " ") and self.kind(n) not in ("person", "place")}
            if len(longer) == 1:
                full = longer.pop()
                self.longer[name] = full
                self.counts[full] += self.counts.pop(name)

    def focus(self, kinds: Iterable[str], most: int) -> list[str]:
        """The most mentioned names of the given types, headline mentions counted several times."""
        wanted = set(kinds)
        ranked = [n for n, _ in self.counts.most_common() if self.kind(n) in wanted and n not in self.ignored]
        return ranked[:most]


def countries_at(tokens: Sequence[Token]) -> list[Name]:
    """Countries named in the tokens, demonyms and capitals included, as lower-case CLDR names."""
    found: list[Name] = []
    for match in _place_table().all(tokens):
        adjective = match.entry.note == "demonym"
        found.append(Name(match.first, match.last, match.entry.canonical, "country", False, adjective))
    out: list[Name] = []
    for name in found:
        last_token = tokens[name.last - 1]
        possessive = last_token.low.endswith("'s")
        out.append(Name(name.first, name.last, name.canonical, name.kind, possessive, name.adjective))
    return out + _possessive_countries(tokens, out)


def _possessive_countries(tokens: Sequence[Token], found: Sequence[Name]) -> list[Name]:
    """ "Georgia's": the tokeniser keeps the genitive on the word, so it is looked up without it."""
    taken = {i for n in found for i in range(n.first, n.last)}
    out: list[Name] = []
    for index, token in enumerate(tokens):
        if index in taken or not token.low.endswith(("'s", "s'")) or not token.capitalised:
            continue
        stem = Token(token.text[:-2], token.low[:-2], token.kind, token.start, token.end - 2)
        begin = max(0, index - 2)
        for first in range(begin, index + 1):
            match = _place_table().at([*tokens[first:index], stem], 0)
            if match is not None and match.last == index - first + 1:
                out.append(Name(first, index + 1, match.entry.canonical, "country", True))
                break
    return out


def names_at(tokens: Sequence[Token], directory: Directory | None) -> list[Name]:
    """Names in the tokens other than countries; a single capitalised word that opens the sentence needs a witness."""
    taken = {i for n in countries_at(tokens) for i in range(n.first, n.last)}
    found: list[Name] = []
    index = 0
    while index < len(tokens):
        if not _starts_name(tokens, index) or index in taken:
            index += 1
            continue
        last = _name_end(tokens, index, taken)
        name = _named(tokens, index, last, directory)
        if name is not None:
            found.append(name)
        index = last
    return found


def _starts_name(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.kind != "word" or not token.capitalised or token.text in _calendar_words() or token.text in _unit_words():
        return False
    if token.low.startswith(("i'", "we'", "you'", "it's", "that's", "there's", "he's", "she's")):
        return False
    return token.low not in _NEVER


def _name_end(tokens: Sequence[Token], first: int, taken: set[int]) -> int:
    """Where the name that begins at tokens[first] ends: capitalised words, joined by hyphens and small words."""
    last = first + 1
    while last < len(tokens) and last not in taken and not tokens[last - 1].low.endswith("'s"):
        token, previous = tokens[last], tokens[last - 1]
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        capital_follows = following is not None and following.capitalised and last + 1 not in taken
        if _is_name_word(token) and token.start - previous.end <= 1:
            last += 1
        elif (
            token.kind == "dash" and token.start == previous.end and capital_follows and following.start == token.end
        ) or (capital_follows and ((token.text == "." and previous.low in _DOTTED) or token.low in _INNER)):  # type: ignore[union-attr]
            last += 2
        else:
            break
    return last


def _is_name_word(token: Token) -> bool:
    return token.kind == "word" and token.capitalised and token.text not in _calendar_words()


def _named(tokens: Sequence[Token], first: int, last: int, directory: Directory | None) -> Name | None:
    parts = [t.low for t in tokens[first:last] if t.kind == "word"]
    possessive = parts[-1].endswith("'s")
    if possessive:
        parts[-1] = parts[-1][:-2]
    while parts and (parts[0] in _NEVER or parts[0] in ("the",)):
        parts, first = parts[1:], first + 1
    if not parts or (len(parts) == 1 and (len(parts[0]) < 3 or (parts[0] in _types() and first == 0))):
        return None
    kind = _kind(tokens, first, last, parts)
    while parts and parts[-1] in _SUFFIXES:
        parts = parts[:-1]
    if not parts:
        return None
    canonical = " ".join(parts)
    opens = first == 0 or tokens[first - 1].text in ("“", '"', "‘", ":")
    if opens and len(parts) == 1 and directory is not None and canonical not in directory.mid_sentence:
        return None
    if directory is not None:
        canonical = directory.full(canonical)
        if canonical in directory.ignored:
            return None
        kind = directory.kind(canonical) if kind in ("other", "place") else kind
    return Name(first, last, canonical, kind, possessive)


def _kind(tokens: Sequence[Token], first: int, last: int, parts: list[str]) -> str:
    """The type of a name by the words in it and around it."""
    before = tokens[first - 1].low if first else ""
    if before in _COMPASS and first > 1:
        before = tokens[first - 2].low
    after = [t.low for t in tokens[last : last + 3]]
    if _types().get(before) == "person" or _types().get(parts[0]) == "person":
        return "person"
    if after[:1] and after[0] in words("speech_verbs") and len(parts) == 2:
        return "person"
    if before in words("speech_verbs") and len(parts) == 2:
        return "person"
    for word in after[:2]:
        if _types().get(word) == "asset":
            return "asset"
        if word in words("noun_stops"):
            break
    told = _types().get(parts[-1]) if len(parts) > 1 else None
    if told is not None:
        return told
    if after[:1] and after[0] in words("speech_verbs"):
        return "organisation"
    if before in ("in", "near", "at", "off", "across") and after[:1] != ["'s"]:
        return "place"
    return "other"


def read_names(sentences: Iterable[tuple[Sequence[Token], bool]], ignored: Iterable[str] = ()) -> Directory:
    """One pass over a document's sentences (tokens, is it the headline) that counts its names and countries.

    `ignored` are names that are never what a figure is about: the publisher, the author.
    """
    directory = Directory(ignored=frozenset(ignored))
    for tokens, title in sentences:
        weight = _TITLE_WEIGHT if title else 1
        for name in countries_at(tokens):
            directory.add(name.canonical, "country", weight)
        for name in names_at(tokens, None):
            if name.first > 0 and not title:
                directory.mid_sentence.add(name.canonical)
            directory.add(name.canonical, name.kind, weight)
    directory.settle()
    return directory
