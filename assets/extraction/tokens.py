"""Sentences and tokens with their places in the text. No meaning is given to a token here beyond its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from warehouse.lexicon import lexicon

_SHAPES = r"""
    (?P<plain>(?![A-Z]\.[A-Z]\.)[^\W\d_¼½¾⅐-⅞]++(?:['’][^\W\d_]++)?+(?![\d²³$])) # most tokens: a word with nothing glued to it
  | (?P<num>(?:\d{1,3}(?:[\u00a0\u202f]\d{3}(?!\d))+|\d+)(?:[.,'’]\d+)*)   # digits, grouped and decimal in any convention
  | (?P<frac>[¼½¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚])
  | (?P<cur>(?<![^\W\d_])(?:US|A|C|CA|AU|NZ|HK|S|R|NT|MX)[$]|[$€£¥₹₺₽₼₾₩₴₦₪₫₱฿])
  | (?P<code>(?<![^\W\d_])(?:CODES)(?=\d))                      # a currency code glued to its digits: EUR1.2
  | (?P<behind>(?<=[$])(?:US|NZ|HK)(?=\d))                       # the same behind a dollar sign: $HK25
  | (?P<word>(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?[\d²³]*) # words, initials, words with glued digits (km2, Q1)
  | (?P<sym>[%‰°º×~≈<>≤≥+/=&])
  | (?P<dash>[-\u2010-\u2015\u2212])
  | (?P<punct>[^\w\s])
"""
_KINDS = {"plain": "word", "cur": "sym", "code": "word", "behind": "word"}


@cache
def _token_pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The pattern of a token with the spaces behind it, which is faster than failing at each of them, and kinds by group number."""
    codes = {e.canonical for e in lexicon("currencies")} | {
        e.alias for e in lexicon("currencies") if e.alias.isalpha() and e.case_sensitive
    }
    shapes = _SHAPES.replace("CODES", "|".join(sorted(codes, key=lambda c: (-len(c), c))))
    pattern = re.compile(rf"(?:{shapes})\s*+", re.VERBOSE)
    return pattern, ("", *(_KINDS.get(name, name) for name in pattern.groupindex))


_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)")
_LONE_GROUP = re.compile(r"\d{1,3}\.\d{3}")
MAX_SENTENCE = 1500
"""Characters after which a run without a sentence end is cut: no writer's sentence is as long, and hostile text may be."""
MAX_DATELINE = 120
_DATELINE = re.compile(
    r"[A-Z\u00c0-\u00de]{3}[^.!?\n]{0,90}?(?:\([^()\n]{2,30}\)[ \u00a0]*(?:--?|[–—])|[ \u00a0](?:--|[–—]))[ \u00a0]+"
)
_OPENERS = str.maketrans(dict.fromkeys("([“‘\"'—–", " "))
_INITIAL = re.compile(r"(?:^|[\s(\"'“])(?:[A-Z]|[A-Z]\.[A-Z])$")


@dataclass(slots=True, eq=False)
class Token:
    """A run of characters of one shape: text[start:end) in the document, with its lower-case form.

    `capitalised`: it starts with an upper-case letter. Never changed; not frozen, because that triples the cost of one.
    """

    text: str
    low: str
    kind: str
    start: int
    end: int
    capitalised: bool


def without_genitive(token: Token) -> Token:
    """The token without its 's or s': the tokeniser keeps the genitive on the word."""
    for ending in ("'s", "s'"):
        if token.low.endswith(ending):
            return replace(token, text=token.text[:-2], low=token.low[:-2], end=token.end - 2)
    return token


class Tokens(list[Token]):
    """The tokens of one sentence.

    `lows`: the lower-case forms that it holds. `numeric`: it has digits or a fraction sign. `capitals`: places of the
    words that start with an upper-case letter. `senses`: what the lexicons say of the sentence, filled by `vocabulary`
    at the first question. `units`: the unit behind each number, filled by `units`.
    """

    __slots__ = ("capitals", "lows", "numeric", "senses", "units")

    def __init__(self) -> None:
        super().__init__()
        self.lows: set[str] = set()
        self.capitals: list[int] = []
        self.numeric = False
        self.senses: object | None = None
        self.units: dict[int, object] = {}


@dataclass(slots=True)
class Sentence:
    """Half-open place of a sentence in the document's text."""

    start: int
    end: int


def tokenise(text: str, start: int, end: int, *, continental: bool = False) -> Tokens:
    """Tokens of text[start:end), with offsets into `text`. Linear: each alternative takes its characters once.

    `low` of a number is how English writes it; `continental` says that the text's lone dots group thousands.
    """
    pattern, kinds = _token_pattern()
    tokens = Tokens()
    for match in pattern.finditer(text, start, end):
        group = match.lastindex or 0
        kind, piece = kinds[group], match[group]
        low = piece.lower()
        if "’" in low:
            low = low.replace("’", "'")
        if continental and kind == "num" and _LONE_GROUP.fullmatch(piece):
            low = piece.replace(".", "")
        first, last = match.span(group)
        capitalised = piece[0].isupper()
        if kind == "word":
            if capitalised:
                tokens.capitals.append(len(tokens))
        elif kind in ("num", "frac"):
            tokens.numeric = True
        tokens.lows.add(low)
        tokens.append(Token(piece, low, kind, first, last, capitalised))
    return tokens


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations as they stand before their full stop; those without case in lower case and with a capital."""
    rows = lexicon("abbreviations")
    plain = {
        form for e in rows if not e.case_sensitive for form in (e.alias.lower(), e.alias.capitalize(), e.alias.upper())
    }
    signs = {e.alias for e in lexicon("currencies") if e["position"] == "before" and e.alias.isalpha()}  # 'Rs. 40'
    return frozenset(plain | {e.alias for e in rows if e.case_sensitive} | {s for s in signs if not s.isupper()})


def sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Splits text[start:end) at sentence ends that are followed by a capital, a digit, a quote or a line break."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ends_sentence(text, begin, match, end):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the news begins behind 'PORT NAME, Country, 12 March 2025 (Agency) - '; `start` where there is no dateline."""
    match = _DATELINE.match(text, start, min(end, start + MAX_DATELINE))
    return match.end() if match is not None else start


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the full stop at `match` closes a sentence rather than an abbreviation or an initial."""
    after = match.end()
    while after < end and text[after].isspace():
        after += 1
    if after >= end:
        return False
    following = text[after]
    if following.islower():
        return False
    if match.group()[0] != ".":
        return True
    left = max(begin, match.start() - 12)
    before = text[left : match.start()]
    words = before.translate(_OPENERS).split()
    word = words[-1] if words else ""
    if word in _abbreviations() or word.lower() in _abbreviations():
        return False
    return not (_INITIAL.search(before) and following.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        if space > 0:
            yield Sentence(start, space)
            start = space + 1
        else:  # no word is as long: what a cut inside it would read is not what it says
            space = text.find(" ", start, end)
            start = space + 1 if space > 0 else end
    if start < end:
        yield Sentence(start, end)
