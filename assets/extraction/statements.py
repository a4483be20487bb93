"""How surely a figure is said, and by whom: status and attribution, from cue words and speech verbs of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assets.extraction.directory import Name
from assets.extraction.period_model import Period, period_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tense import is_infinitive, is_past, verb_tense
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import Match, phrases, word_values

MAX_SPEAKER_WORDS = 7
BASIS_WINDOW, BASIS_BEHIND = 12, 3
GUESS_REACH = 5
"""Tokens from an amount to the verb of the clause that says who had expected it."""
VERB_REACH = 8
"""Tokens before a figure in which the verb of its clause stands."""


def status_cues(tokens: Sequence[Token], *, in_title: bool = False) -> list[Match]:
    """All words of the sentence that say how real a figure is; a bare infinitive does so in a headline alone."""
    return [
        cue
        for cue in phrases("status_cues").all(tokens)
        if cue.entry.canonical != "none"
        and (in_title or cue.entry["reach"] != "title")
        and not (cue.entry.canonical == "target" and _is_counted(tokens, cue.first))
    ]


def _is_counted(tokens: Sequence[Token], first: int) -> bool:
    """'scored 14 goals', 'two aims': the word is what is counted."""
    before = tokens[first - 1] if first else None
    return before is not None and (before.kind == "num" or before.low in word_values("cardinal"))


def status_of(
    tokens: Sequence[Token],
    quantity: Quantity,
    role: str,
    cues: Sequence[Match],
    period: Period | None,
    published: date | None,
    inherited: str,
) -> tuple[str, bool]:
    """actual, planned, target, projected or agreed: the nearest cue before the figure, else behind it, else inherited.

    The second value says whether a cue was found, or else the status was inherited. A period that lies wholly after
    publication is never actual; what a planned level starts from is.
    """
    clause = max((i + 1 for i in range(quantity.first) if tokens[i].low in ("but", "whereas", "while", ";")), default=0)
    guessed = _guessed_behind(tokens, quantity, cues)
    if guessed is not None:
        return guessed, True
    cues = [c for c in cues if c.entry["reach"] != "told"]
    before = [c for c in cues if clause <= c.first < quantity.core_first]
    if before and before[-1].entry["reach"] == "weak":
        before = [c for c in before if c.entry.canonical != "actual"] or before
    behind = [
        c
        for c in cues
        if c.first >= quantity.core_last
        and not (c.entry["reach"] == "agent" and quantity.kind == "count" and _is_agent(tokens, quantity, c))
        and c.first - quantity.last < 14
        and not _broken(tokens, quantity.last, c.first)
    ]
    told = any(is_past(tokens, i) for i in range(max(clause, quantity.first - VERB_REACH), quantity.first))
    if not before and not behind and not told:
        behind = [c for c in cues if c.first >= quantity.core_last and c.entry["reach"] == "sentence"]
    status = before[-1].entry.canonical if before else behind[0].entry.canonical if behind else inherited
    if behind and behind[0].first == quantity.last and behind[0].entry["reach"] == "sentence":
        status = behind[0].entry.canonical  # 'a second array of 25 MW is to follow'
    plans = [c.entry.canonical for c in before if c.entry.canonical not in ("actual", "agreed")]
    if (
        status == "actual"
        and plans
        and before[-1].first - [c for c in before if c.entry.canonical == plans[-1]][-1].last < 4
    ):
        status = plans[-1]
    start, end = (period.start, period.end) if period is not None else (None, None)
    future = published is not None and end is not None and end > published and (start is None or start > published)
    if role != "base" and not future and _is_had(tokens, quantity):
        return "actual", True
    guess = [t.low for t in tokens[max(0, quantity.first - 3) : quantity.first]]
    if role == "base" and (guess[-1:] or [""])[0] in period_words("guess") | {"of"} and _holds_a_guess(guess):
        return "projected", True
    if role == "base":
        goal = bool(before) and before[-1].entry.canonical == "target" and quantity.first - before[-1].last <= 1
        return "target" if goal else "actual", bool(before)
    if future and status == "actual":
        return "planned", True
    past = published is not None and end is not None and end <= published
    if not (before or behind) and (past or (status != "actual" and _is_told(tokens, quantity))):
        return "actual", True
    if past and before and _is_count_of_approved(quantity, before[-1]):
        return "actual", True
    return status, bool(before or behind)


def _holds_a_guess(lead: Sequence[str]) -> bool:
    """'forecasts of', 'previous guidance of', 'our'."""
    return not period_words("guess").isdisjoint(lead[-2:])


def noted_status(tokens: Sequence[Token]) -> str | None:
    """What a sentence without figures leaves for the next ones of its paragraph: 'The council has approved a new bridge'."""
    cues = [c.entry.canonical for c in status_cues(tokens) if c.entry["reach"] not in ("told", "weak")]
    return cues[-1] if cues and cues[-1] in ("planned", "agreed") else None


def _guessed_behind(tokens: Sequence[Token], quantity: Quantity, cues: Sequence[Match]) -> str | None:
    """'the $1.14 analysts had expected', 'the 45m it hoped for', 'the 3% pencilled in': what a relative clause says of it alone."""
    if not quantity.first or tokens[quantity.first - 1].low != "the":
        return None
    for cue in cues:
        between = tokens[quantity.last : cue.first]
        if cue.first >= quantity.last and cue.entry.canonical in _GUESSES:
            near = len(between) <= GUESS_REACH and all(t.kind == "word" and t.low != "by" for t in between)
            subject = [t.low for t in between if t.low not in ("had", "that", "which")]
            said = [cue.entry["reach"] == "told", cue.entry.alias.startswith("had "), "had" in (t.low for t in between)]
            told = any(said) or not subject
            guesser = bool(subject) and subject[-1] in period_words("guesser")
            return cue.entry.canonical if near and (told or guesser) else None
    return None


_GUESSES = frozenset(("projected", "planned", "target"))


def _is_agent(tokens: Sequence[Token], quantity: Quantity, cue: Match) -> bool:
    """'40 farms plan to', '40 farms in the bay expect to': whether the counted are those who plan."""
    between = tokens[quantity.last : cue.first]
    led = bool(between) and between[0].low in ("in", "of", "at", "on", "from", "across", "along")
    return not between or (led and len(between) <= GUESS_REACH and all(t.kind == "word" for t in between))


def _is_told(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether the clause tells what happened: a plan told before is not of it."""
    return verb_tense(tokens, quantity.first, quantity.last) == "past"


def _is_count_of_approved(quantity: Quantity, cue: Match) -> bool:
    """'approved 640 loans in June': so many were approved, and that is done."""
    return quantity.kind == "count" and cue.last == quantity.first and cue.entry.alias.startswith("approv")


def _is_had(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'the town has 40 wells': what somebody has is there; 'will have', 'to have' are not."""
    at = quantity.first - 1
    has = at >= 0 and tokens[at].low in ("has", "have")
    return has and (tokens[at].low == "has" or not is_infinitive(tokens, at - 1))


def _broken(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a comma or a comparison stands between a figure and a cue behind it; ', or 38 per cent,' only says it again."""
    if first + 1 < last and tokens[first].text == "," and tokens[first + 1].low == "or":
        first = next((i + 1 for i in range(first + 1, last) if tokens[i].text == ","), first)
    return any(
        t.text in (",", ";", "(") or t.low in ("and", "compared", "against", "than", "from") for t in tokens[first:last]
    )


def speaker_of(tokens: Sequence[Token], names: Sequence[Name], text: str) -> str | None:
    """Who says so: the name or noun phrase at the speech verb, or behind 'according to'; None where nobody speaks."""
    for index, token in enumerate(tokens):
        if token.low == "according" and index + 2 < len(tokens) and tokens[index + 1].low == "to":
            return _phrase_after(tokens, index + 2, names, text)
        verb = phrases("speech_verbs").at(tokens, index)
        if verb is None or (verb.last - verb.first == 1 and verb.entry["alone"] == "noun"):
            continue
        before = [n for n in names if n.last <= index and index - n.last <= 3]
        if before:
            return text[tokens[before[-1].first].start : tokens[before[-1].last - 1].end]
        behind = [n for n in names if index < n.first <= index + 5]
        if behind and token.low in ("said", "says"):
            return text[tokens[behind[-1].first].start : tokens[behind[-1].last - 1].end]
        phrase = _noun_before(tokens, index, text)
        if phrase is not None:
            return phrase
    return None


def _phrase_after(tokens: Sequence[Token], first: int, names: Sequence[Name], text: str) -> str | None:
    named = [n for n in names if first <= n.first <= first + 4]
    if named:
        return text[tokens[named[0].first].start : tokens[named[0].last - 1].end]
    last = first
    while last < len(tokens) and last - first < MAX_SPEAKER_WORDS and tokens[last].kind == "word":
        last += 1
    return text[tokens[first].start : tokens[last - 1].end] if last > first else None


def _noun_before(tokens: Sequence[Token], index: int, text: str) -> str | None:
    """'the grid operator said': the words since the article, at most five."""
    for first in range(index - 1, max(-1, index - 6), -1):
        if tokens[first].kind != "word":
            return None
        if tokens[first].low in ("the", "a", "an") and first + 1 < index:
            return text[tokens[first + 1].start : tokens[index - 1].end]
    return None


def basis_of(tokens: Sequence[Token], quantity: Quantity) -> str | None:
    """The accounting basis that the clause names before the figure, or right behind it; None where it names none.

    A cue that yields ('pre-tax', which most often only repeats the measure) says something only where no other one stands.
    """
    near = [m for m in phrases("basis_cues").all(tokens) if _reaches(m, tokens, quantity)]
    nearest = min(near, key=lambda m: (m.entry["yields"], abs(quantity.core_first - m.first)), default=None)
    return nearest.entry.canonical if nearest else None


def _reaches(cue: Match, tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a cue is so near as its row asks; one that tells how far `before` a figure it stands leads to the next number alone."""
    if cue.first >= quantity.core_first:
        return cue.first - quantity.last <= int(cue.entry["behind"] or BASIS_BEHIND)
    if not cue.entry["before"]:
        return quantity.core_first - cue.first <= BASIS_WINDOW
    between = tokens[cue.last : quantity.first]
    return len(between) <= int(cue.entry["before"]) and not any(
        t.kind in ("num", "frac") or t.low in (",", ";") for t in between
    )
