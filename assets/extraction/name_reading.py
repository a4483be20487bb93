"""The one pass over a document that fills its directory of names.

Belongs here: which mentions count, and what sentences say of the names of an event. Does not: where a name begins and ends (`names`),
or what becomes of the counts (`directory`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from assets.extraction.clause_words import clause_words
from assets.extraction.directory import Directory, Mention, Name
from assets.extraction.name_roles import event_places, weight_of
from assets.extraction.name_types import name_words, types
from assets.extraction.names import OPENERS, common_words, countries_at, names_at
from assets.extraction.tokens import Token, Tokens
from assets.extraction.vocabulary import words

_TITLE_WEIGHT = 4
EVENT_SENTENCES = 6
"""Sentences of the body in which the place of the article's event is looked for."""
LEAD_WORDS, HEAD_REACH = 8, 3
MASTHEAD = 1.0
"""What a masthead says of the one that issues a text, as a mention in its first sentence."""
OWNER_OF_BODY = 0.5
"""What a mention of a body says of the place in its name."""


def read_names(
    sentences: Iterable[tuple[Tokens, bool]], ignored: Iterable[str] = (), mastheads: Iterable[Tokens] = ()
) -> Directory:
    """One pass over a document's sentences (tokens, is it the headline) that counts its names and countries.

    `ignored` are names that are never what a figure is about: the publisher, the author. `mastheads` are the lines over the
    headline: the name of a paper, or of the company or authority that speaks here.
    """
    sentences = list(sentences)
    common = {t.low for tokens, _ in sentences for t in tokens if not t.capitalised}
    directory = Directory(ignored=frozenset(ignored), common=frozenset(common) | common_words())
    unproven: list[tuple[Name, Mention, int]] = []
    acting: set[str] = set()
    number = -1
    for tokens, title in sentences:
        directory.in_title = title
        if _is_in_capitals(tokens):
            continue  # a masthead or heading in capitals tells no name from other words
        number = _next_number(tokens, number, title=title)
        weight = _TITLE_WEIGHT if title else 1
        countries = countries_at(tokens)
        named = names_at(tokens, countries, directory, collecting=True)
        for name in (*countries, *named):
            if " " not in name.canonical and tokens[name.first].text.isupper():
                directory.acronyms.add(name.canonical)
            _notice_heads(directory, tokens, name)
            mention = Mention(name.canonical, weight_of(tokens, name), title, number)
            opens = name.first == 0 or tokens[name.first - 1].text in OPENERS
            labelled = title and name.last < len(tokens) and tokens[name.last].text == ":"
            if name.kind == "country":
                _count(directory, name, mention, weight)
                continue
            if not opens and not title:
                directory.mid_sentence.add(name.canonical)
            if opens and " " not in name.canonical and not labelled and not _is_incorporated(tokens, name):
                unproven.append((name, mention, weight))
                if _acts(tokens, name.last):
                    acting.add(name.canonical)
            else:
                _count(directory, name, mention, weight)
                _notice_acronym(directory, tokens, name)
        if not title:
            _notice_pointers(directory, tokens)
        if number <= EVENT_SENTENCES:
            _notice_event_places(directory, tokens, (*countries, *named), weight)
    for name in directory.ignored:
        _count_tail(directory, name, title=False, sentence=0)
    _count_proven(directory, unproven, acting)
    _notice_issuers(directory, mastheads)
    directory.in_title = False
    directory.settle()
    return directory


def _notice_issuers(directory: Directory, mastheads: Iterable[Tokens]) -> None:
    """Over the headline of its own release stands who it is about: a company by its full name, a republic, a name that the text uses."""
    for tokens in mastheads:
        for name in names_at(tokens, countries_at(tokens), None, collecting=True):
            _notice_acronym(directory, tokens, name)
            state, _, tail = name.canonical.rpartition(" of ")
            of_state = state.rsplit(" ", 1)[-1] in ("republic", "kingdom")
            issuer = tail if of_state else name.canonical
            if of_state or issuer in directory.counts or _is_incorporated(tokens, name):
                directory.add(issuer, "place" if of_state else name.kind, 1)
                directory.mentions.append(Mention(issuer, MASTHEAD, title=False, sentence=0))


def _is_in_capitals(tokens: Tokens) -> bool:
    long = [t for t in tokens if t.kind == "word" and len(t.text) > 3]
    return len(long) > 1 and all(t.text.isupper() for t in long)


def _notice_pointers(directory: Directory, tokens: Tokens) -> None:
    """'the company', 'its plant': nouns that speak of the document's main thing of their kind."""
    if _pointing_nouns().isdisjoint(tokens.lows):
        return
    for index, token in enumerate(tokens):
        if token.low not in ("the", "this", "its") or index + 1 == len(tokens) or tokens[index + 1].capitalised:
            continue
        if tokens[index + 1].low in _pointing_nouns():
            directory.pointers[tokens[index + 1].low] += 1


@cache
def _pointing_nouns() -> frozenset[str]:
    return name_words("asset") | name_words("organisation")


def _notice_heads(directory: Directory, tokens: Tokens, name: Name) -> None:
    """'the Coldwell wind farm', 'a terminal at Coldwell': what kind of thing the text calls a name."""
    found: set[str] = set()
    for token in tokens[name.last : name.last + HEAD_REACH]:
        kind = types().get(token.low)
        if token.capitalised or token.kind != "word" or token.low in words("noun_stops"):
            break
        if kind in ("organisation", "authority", "person"):  # 'the Coldwell port authority' is no port
            return
        if kind == "asset":
            found.add(token.low)
    if (
        name.first > 1
        and tokens[name.first - 1].low in ("at", "of")
        and types().get(tokens[name.first - 2].low) == "asset"
    ):
        found.add(tokens[name.first - 2].low)
    if found:
        directory.heads.setdefault(name.canonical, set()).update(found)


def _is_incorporated(tokens: Tokens, name: Name) -> bool:
    return name.last - name.first > 1 and tokens[name.last - 1].low.removesuffix("'s") in words("company_suffixes")


def _next_number(tokens: Tokens, number: int, *, title: bool) -> int:
    """The number of a sentence of the body; the first that is long enough to be one has number 0."""
    return number if title or (number < 0 and len(tokens) < LEAD_WORDS) else number + 1


def _count(directory: Directory, name: Name, mention: Mention, weight: int) -> None:
    directory.add(name.canonical, name.kind, weight)
    directory.mentions.append(mention)
    if name.kind in ("organisation", "authority"):
        _count_tail(directory, name.canonical, title=mention.title, sentence=mention.sentence)


def _count_tail(directory: Directory, name: str, *, title: bool, sentence: int) -> None:
    """'the Bank of Ostria' and 'its Ministry of Health of Ostria' speak of Ostria, too; 'Ministry of Health' of nothing."""
    lead, _, tail = name.rpartition(" of ")
    of_branch = " of " not in lead and types().get(lead.rsplit(" ", 1)[-1]) == "authority"
    if lead and not of_branch:
        directory.mentions.append(Mention(tail, OWNER_OF_BODY, title, sentence))
        directory.kinds.setdefault(tail, Counter())["other"] += 1


def _count_proven(directory: Directory, unproven: Sequence[tuple[Name, Mention, int]], acting: set[str]) -> None:
    """Counts the lone capitalised words at the head of sentences that another place of the document proves to be names."""
    longer = {n.split(" ", 1)[0] for n in directory.counts if " " in n}
    times = Counter(name.canonical for name, _, _ in unproven)
    owners = {name.canonical for name, _, _ in unproven if name.possessive}
    for name, mention, weight in unproven:
        one = name.canonical
        if one in directory.mid_sentence or one in longer or one in owners or (times[one] > 1 and one in acting):
            directory.mid_sentence.add(one)
            _count(directory, name, mention, weight)


def _acts(tokens: Tokens, last: int) -> bool:
    """Whether what stands right behind a capitalised word lets it be somebody who does something, not an adjective."""
    if last >= len(tokens):
        return False
    low = tokens[last].low
    verb = low in clause_words("auxiliary") or low in words("speech_verbs") or low in words("directions")
    return verb or low == "," or low.endswith("ed")


def _notice_acronym(directory: Directory, tokens: Sequence[Token], name: Name) -> None:
    """'the Selby Harbour Trust (SHT)': from here on SHT is the Trust."""
    at = name.last
    if at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 2].text != ")":
        return
    short = tokens[at + 1].text
    written = "".join(t.low[0] for t in tokens[name.first : name.last] if t.capitalised)
    if len(short) > 1 and short.isupper() and short.lower() in (written, "".join(w[0] for w in name.canonical.split())):
        directory.longer[short.lower()] = name.canonical


def _notice_event_places(directory: Directory, tokens: Tokens, named: Sequence[Name], weight: int) -> None:
    """Counts the places that stand by the word for an event."""
    for name, _ in event_places(tokens, named):
        directory.events[name.canonical] += weight
