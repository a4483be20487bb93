"""What a whole document says of its names: how often, of which type, how much it is about each, and their short forms.

Belongs here: the names of one document as a table, and which of them is its main one. Does not: finding them in text (`names`,
`name_reading`), or whose a single figure is (`subjects`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from assets.extraction.name_types import types
from assets.extraction.vocabulary import words
from warehouse.lexicon import lexicon

TITLE_BONUS, LEAD_BONUS = 3.0, 1.5
"""What the headline and the first sentence of the body add to each mention, of a name that the body knows."""
TITLE_ALONE, LONE_TITLE_WORD = 1.0, -0.4
"""The same for a name that the body never uses: of several words, and of one, which may be the name of a column."""
EARLY, LATE = 3, 0.4
"""What is named first behind so many sentences, and once only, is worth so much less."""
RIVAL = 0.5
"""'The company' is open where another company is so salient beside the main one."""
POINTER, MOST_POINTERS = 0.6, 5
"""What 'the company' and 'the plant' add to the most salient name of their kind."""
_CALLED_KINDS = frozenset(("asset", "organisation", "other"))
EVEN = 0.7
"""Two countries are both what a text is about where the second weighs so much of the first."""
EVENT_PLACES, DOMINATES = 3, 2.0
"""Where no sentence names the event's place, it is one of so many, unless one is so many times as salient as the next."""
DEMONYM_ENDINGS = ("n", "an", "ian", "ese", "ish")


@dataclass(slots=True)
class Name:
    """A name at tokens[first:last): its canonical lower-case form and its type.

    `kind` is country, place, organisation, authority, asset, person or other; `possessive` when it ends in 's.
    """

    first: int
    last: int
    canonical: str
    kind: str
    possessive: bool = False
    adjective: bool = False


@dataclass(slots=True)
class Mention:
    """One mention: how much it speaks for its name being what the text is about, from 0 to 1, and where it stands."""

    name: str
    weight: float
    title: bool
    sentence: int


@dataclass(slots=True)
class Directory:
    """What the whole document says about its names: how often, of which type, and which are its focus.

    `longer` leads from a short form to the full one, `events` counts what speaks for a place being that of the event, `heads`
    are the nouns that the text calls a name by ('mine', 'bridge'), `pointers` counts 'the mine', 'its company'.
    """

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    mid_sentence: set[str] = field(default_factory=set)
    ignored: frozenset[str] = frozenset()
    longer: dict[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    in_title: bool = False
    told_kinds: dict[str, str] = field(default_factory=dict)
    ranked: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    salience: dict[str, float] = field(default_factory=dict)
    heads: dict[str, set[str]] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)
    pointers: Counter[str] = field(default_factory=Counter)
    mains: dict[str, str | None] = field(default_factory=dict)

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
        """The longer form of a name that the document also uses: 'marlow' where it says 'Marlow Energy'."""
        full = self.longer.get(name, name)
        return self.longer.get(full, full)

    def settle(self) -> None:
        """Joins the forms of one name, once all mentions are counted, and weighs what the document is about."""
        self._join_first_names()
        self._join_last_names()
        self._join_demonyms()
        self.told_kinds = {name: self._count_votes(name) for name in self.kinds}
        self._weigh()
        events: Counter[str] = Counter()
        for name, weight in self.events.items():
            events[self.full(name)] += weight
        self.events = Counter(
            {n: w for n, w in events.items() if n in self.salience and self.kind(n) not in ("person", "organisation")}
        )

    def _join_first_names(self) -> None:
        """Short forms to the one longer name that begins with them: 'Marlow' is Marlow Energy.

        Not where the text used the short form long before: then the longer one is a part of it ('Marlow Pension Fund'). The names
        of authorities and sites begin with the place that they are of.
        """
        by_start: dict[str, list[str]] = {}
        for name in self.counts:
            parts = name.split(" ")
            if len(parts) > 1 and self.kind(name) not in ("person", "authority", "speaker", "asset", "place"):
                for length in range(1, len(parts)):
                    by_start.setdefault(" ".join(parts[:length]), []).append(name)
        seen: dict[str, int] = {}
        for mention in self.mentions:
            if not mention.title:
                seen[mention.name] = min(mention.sentence, seen.get(mention.name, mention.sentence))
        for name in [n for n in by_start if n in self.counts and self.kind(n) not in ("country", "person")]:
            full = by_start[name][0]
            sure = self.counts[full] > 1 or types().get(full.rsplit(" ", 1)[1]) in ("organisation", "asset", "place")
            before = name in seen and seen[name] < seen.get(full, 0) - 1
            if len(by_start[name]) == 1 and sure and not before and full in self.counts:
                self._join(name, full)

    def _join_last_names(self) -> None:
        """'Ansell' is Ruth Ansell, and 'the Rovers' are Denham Rovers, where the document has one name that ends so."""
        by_last: dict[str, list[str]] = {}
        for name in self.kinds:
            if " " in name and name in self.counts:
                by_last.setdefault(name.rsplit(" ", 1)[1], []).append(name)
        for last, full in by_last.items():
            if len(full) != 1 or last not in self.counts or self.kind(last) == "country":
                continue
            placed = self.kind(last) == "place" or types().get(full[0].split(" ", 1)[0]) == "place"  # 'the River Ouse'
            if self.kind(full[0]) == "person" or not (placed or last in self.common):
                self._join(last, full[0])

    def _join_demonyms(self) -> None:
        """'the Ostrian cabinet' speaks of Ostria, also where no list of countries knows it."""
        for name in [n for n in self.counts if " " not in n and n.endswith(DEMONYM_ENDINGS)]:
            stem = next((name[:-cut] for cut in (1, 2, 3) if name[:-cut] in self.counts and len(name) > cut + 4), None)
            if stem is not None and self.kind(stem) in ("place", "other"):
                self.kinds[stem]["place"] += 1
                self._join(name, stem)

    def _join(self, short: str, full: str) -> None:
        self.longer[short] = full
        self.counts[full] += self.counts.pop(short)

    def _weigh(self) -> None:
        """Salience by name: its mentions, those of headline and lead counted higher; a headline's alone say little."""
        in_body = {self.full(m.name) for m in self.mentions if not m.title}
        salience: dict[str, float] = {}
        seen: set[str] = set()
        early: set[str] = set()
        for mention in self.mentions:
            name = self.full(mention.name)
            bonus = TITLE_BONUS if mention.title else LEAD_BONUS if mention.sentence == 0 else 0.0
            if name not in in_body:
                bonus = TITLE_ALONE if " " in name else LONE_TITLE_WORD
            salience[name] = salience.get(name, 0.0) + mention.weight * (1 + bonus)
            prominent = mention.title or mention.sentence <= EARLY or name in seen
            (early if prominent else seen).add(name)
        salience = {n: w if n in early else w * LATE for n, w in salience.items()}
        self.salience = {n: w * self._proper(n) for n, w in salience.items() if n not in self.ignored}
        self._settle_heads()
        for kind in ("asset", "organisation"):
            nouns = [noun for noun in self.pointers if types().get(noun) == kind]
            top = max((n for n in self.salience if self.kind(n) == kind), key=lambda n: self.salience[n], default=None)
            if top is not None:
                times = sum(self.pointers[n] for n in nouns if kind == "organisation" or n in self.heads.get(top, ()))
                self.salience[top] += POINTER * min(times, MOST_POINTERS)

    def _settle_heads(self) -> None:
        """The nouns of a name's kind, under its full form, with the last word of the name itself."""
        heads: dict[str, set[str]] = {}
        for name in self.salience:
            heads.setdefault(name, set()).add(name.rsplit(" ", 1)[-1])
        for name, nouns in self.heads.items():
            heads.setdefault(self.full(name), set()).update(nouns)
        self.heads = heads

    def pointed_at(self, noun: str) -> str | None:
        """Whom 'the company' or 'the terminal' means: the one name that the text calls so, or its one company; None where it is open."""
        if noun not in words("company_nouns"):
            called = [n for n in self.salience if noun in self.heads.get(n, ()) and self.kind(n) in _CALLED_KINDS]
            return called[0] if len(called) == 1 else None
        main = self.main("company")
        if main is None or self.kind(main) not in ("organisation", "other"):
            return None
        rivals = [n for n in self.salience if n != main and self.kind(n) == "organisation"]
        return main if all(self.salience[n] < RIVAL * self.salience[main] for n in rivals) else None

    def _proper(self, name: str) -> float:
        """How sure it is that a name is one: single words that the text also has in lower case, and acronyms, are less so."""
        if name in _blocs():
            return 0.4
        if " " in name:
            return 1.0
        if name in types() or name in self.common:
            return 0.1
        return 0.5 if name in self.acronyms else 1.0

    def main(self, scope: str) -> str | None:
        """What the document is about, as far as it can have a measure of this scope; None where nothing can."""
        if scope not in self.mains:
            self.mains[scope] = self._main(scope)
        return self.mains[scope]

    def _main(self, scope: str) -> str | None:
        if scope == "event" and self.events:
            return max(self.events, key=lambda name: (self.events[name], self.salience.get(name, 0.0)))
        if scope in ("entity", "event"):
            pair = self._pair_of_countries()
            if pair is not None:
                return pair
        fits = _fits()
        weighed = {
            name: weight * fits.get((scope, self.kind(name)), fits.get(("any", self.kind(name)), 0.0))
            for name, weight in self.salience.items()
        }
        ranked = sorted((name for name in weighed if weighed[name] > 0), key=lambda name: -weighed[name])
        if scope == "event" and ranked and self.kind(ranked[0]) != "organisation":
            places = [name for name in ranked if self.kind(name) not in ("organisation", "authority")]
            if len(places) > 1 and weighed[places[0]] < DOMINATES * weighed[places[1]]:
                return " + ".join(sorted(places[:EVENT_PLACES]))
        return ranked[0] if ranked else None

    def _pair_of_countries(self) -> str | None:
        """'a + b' where the two most salient names are countries of about the same weight: what is between two."""
        first, second = ([*sorted(self.salience, key=lambda n: -self.salience[n]), "", ""])[:2]
        both = first and second and self.kind(first) == "country" == self.kind(second)
        even = both and self.salience[second] >= EVEN * self.salience[first]
        return " + ".join(sorted((first, second))) if even else None

    def focus(self, kinds: tuple[str, ...], most: int) -> list[str]:
        """The most mentioned names of the given types, headline mentions counted several times."""
        ranked = self.ranked.get(kinds)
        if ranked is None:
            mentioned = (n for n, _ in self.counts.most_common())
            ranked = self.ranked[kinds] = [n for n in mentioned if self.kind(n) in kinds and n not in self.ignored]
        return ranked[:most]


@cache
def _blocs() -> frozenset[str]:
    """Parts of the world, which articles name in passing, and rarely are about."""
    return frozenset(e.alias for e in lexicon("regions")) | {"european union", "united nations"}


@cache
def _fits() -> dict[tuple[str, str], float]:
    """(scope of a measure, type of a name) -> how well such a name can have such a measure, from 0 on."""
    return {(entry.alias, entry["kind"]): float(entry.canonical) for entry in lexicon("scope_fits")}
