"""The ends of a stated change by the words around them: 'to C from P, up G', 'C, G more than the P', 'up by D, or G, to C'.

Belongs here: which figures of a passage are the level before, the level after, and the amount added. Does not: the law over them
(`growth_agrees`), nor ends that are found by measure and period, which are the query's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.comparison.cues import follows, holds, leads, leftover
from checks.comparison.passages import Passage, passages
from checks.comparison.statements import Statement

_BY = ("increase_by", "decrease_by")
# Characters of ', or about' between an amount and the percentage that says it again.
_NEAR = 24
_RATIOS = ("percent", "percentage_point", "fold")
# Words between a change and the end that it leads to that may be neither cue nor time: 'rose 8 per cent [on paper] to'.
_STRAY_WORDS = 2
# 'That is an increase of a fifth': a sentence that speaks of the two numbers before it.
_POINTS_BACK = re.compile(
    r"^\W*(that|this|it|which)(['’]s|\s+(is|was|makes|means|meant|represents|represented|amounts))\b", re.IGNORECASE
)
# '[a steep] rise of 15 per cent': an adjective behind an article.
_ADJECTIVE = re.compile(r"\b(an?|the)\s+[\w-]+(?=\s+\w)", re.IGNORECASE)
# What may stand between a change and the word that opens its base: '14 per cent up on the year'.
_OPENS_BASE = re.compile(r"\s*(?:up|down|more|less|higher|lower|fewer)?", re.IGNORECASE)
_CHANGE_OF = re.compile(
    r"\s*(?:rise|increase|fall|drop|decline|growth|gain|jump|cut|reduction|decrease)\s+(?:in|of|for)\b", re.IGNORECASE
)
# Characters before a mark in which the word that makes it one stands: 'against a [high] of 240'.
_MARKED = 40
# '118m (2023: 101m, +9%)': a report's way to set the year before beside the year.
_BRACKETED_YEAR = re.compile(
    r"\(\s*(?:in\s+|fy\s*)?(?:(?:19|20)\d\d|prior year|previous year|last year)\W*$", re.IGNORECASE
)
# 'from Friday's close of', 'against last year's total of': what the level was of, between the word that marks it and its number.
_LEVEL_OF = re.compile(
    r"(?:\b(?:the|its|their|an?)\s+(?:[\w-]+\s+)?)?(?:\b[\w-]+['’]s?\s+)?"
    r"\b(?:close|closing price|price|level|figure|total|average|rate)\s+of\s*$",
    re.IGNORECASE,
)
_LAST_BREAK = re.compile(r".*[,;:(–—]|.*\s-\s", re.DOTALL)
_SHARE_OF = re.compile(r"^\s*of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A change with its ends as the words give them: `prior`, or `added` where only the amount of the change is told.

    `growth` has the direction that the words give it; `sure` says that words tie all of them within one sentence, `either_end` that
    the level may be the one before or the one after.
    """

    growth: Statement
    current: Statement
    prior: Statement | None
    added: Statement | None
    sure: bool
    either_end: bool = False


def told_ends(passage: Passage, growth: Statement) -> Told | None:
    """The ends that words of the passage tie to this change; None where they tie none."""
    change = _way(passage, growth)
    if change is None:
        return None
    found = _among(passage, growth) or _of_sentence_before(passage, growth)
    return replace(found, growth=replace(growth, change=change, statistic="change")) if found is not None else None


def belong_together(passage: Passage, growth: Statement, current: Statement, prior: Statement) -> bool:
    """Whether the words of the sentence let two of its figures be the ends of a change: no other level stands nearer to the prior."""
    pairs = {b.figure_id: a.figure_id for a, b in _pairs(passage, growth)}
    known = {f.figure_id: f for f in passage.figures}
    if prior.figure_id not in known or current.figure_id not in known:
        return True
    own = known.get(growth.figure_id)
    if (
        own is not None
        and own.char_start > max(current.char_start, prior.char_start)
        and _has_own_base(passage, own, (current, prior))
    ):
        return False
    return pairs.get(prior.figure_id, current.figure_id) == current.figure_id and not (
        _is_mark(passage, known[prior.figure_id])
        and passage.behind(known[growth.figure_id]) != passage.between(known[growth.figure_id], known[prior.figure_id])
    )


def _among(passage: Passage, growth: Statement) -> Told | None:
    pairs = list(_pairs(passage, growth))
    tied = [pair for pair in pairs if _ties(passage, growth, pair)]
    if tied:
        current, prior = min(tied, key=lambda pair: _apart(growth, pair))
        pair = current, prior
        rivals = [f for f in passage.figures if f is not growth and _way(passage, f) and _ties(passage, f, pair)]
        if any(_apart(rival, pair) < _apart(growth, pair) for rival in rivals):
            return None
        return Told(growth, current, prior, None, current.unit == prior.unit)
    return None if pairs else _with_added(passage, growth)


def _way(passage: Passage, growth: Statement) -> str | None:
    """How the figure changes something; None where no word says that it does."""
    if growth.unit == "fold":
        return growth.change or "ratio_to"
    if growth.unit not in ("percent", "percentage_point"):
        if growth.unit and leads("saved", passage.before(growth)):
            return "decrease_by"
        return growth.change if growth.change in _BY and growth.unit else None
    behind, before = passage.behind(growth), passage.before(growth)
    if follows("again", behind):
        return "increase_by"
    if growth.role == "base" or leads("prior", before) or leads("current", before):
        return None  # 'slowed to 2.3 per cent from 2.7': a level that is a percentage
    if growth.change in (*_BY, "ratio_to"):
        return growth.change
    if _SHARE_OF.match(behind):
        return None
    if follows("more", behind):
        return "increase_by"
    if follows("less", behind):
        return "decrease_by"
    tail = _tail(before)
    if holds("moves_up", tail):
        return "increase_by"
    if holds("moves_down", tail):
        return "decrease_by"
    # 'by 30 cents, or 9 per cent': said again, in the direction of what it restates
    moved = [f for f in passage.figures if f.char_end <= growth.char_start and f.change in _BY]
    if (
        moved
        and leads("restates", before)
        and len(before) <= _NEAR
        and moved[-1].char_end == growth.char_start - len(before)
    ):
        return moved[-1].change
    return None


def _pairs(passage: Passage, growth: Statement) -> Iterator[tuple[Statement, Statement]]:
    """(current, prior): for each level that a word marks as the one before, the level that belongs to it."""
    levels = [f for f in passage.figures if f is not growth and _is_level(f, growth)]
    priors = [f for f in levels if _is_prior(passage, f)]
    for prior in priors:
        others = [f for f in levels if f not in priors and _fits(f, prior) and not _clause_between(passage, f, prior)]
        behind = [f for f in others if f.char_start > prior.char_start]
        ahead = [f for f in others if f.char_start < prior.char_start]
        reached = [f for f in behind[:1] if _is_reached(passage, prior, f)]
        chosen = reached or ahead[-1:] or behind[:1]
        if chosen:
            yield chosen[0], prior


def _is_level(one: Statement, growth: Statement) -> bool:
    """Whether it can be an end: no change itself, and a percentage only where the change can be one of percentages."""
    if one.unit in ("fold", "percentage_point", "rank") or one.change in _BY or one.value is None or one.value < 0:
        return False
    if growth.unit not in _RATIOS:
        return one.unit == growth.unit  # 'eight metres lower than the 28 metres'
    return one.unit != "percent" or growth.unit in ("percent", "percentage_point")


def _is_reached(passage: Passage, prior: Statement, one: Statement) -> bool:
    """'from P [a year] to C': nothing but the way from the one to the other lies between."""
    text = passage.between(prior, one)
    return (
        leads("current", text) and "," not in text and len(leftover(text, "current", "skipped", "time")) <= _STRAY_WORDS
    )


def _is_prior(passage: Passage, one: Statement) -> bool:
    """Whether it is led to by 'from' or 'against', by a multiple ('four times the 1,900'), or by a year in brackets ('(2023: 101m')."""
    before = passage.before(one)
    if one.role == "base" or leads("prior", before) or _BRACKETED_YEAR.search(before):
        return True
    if leads("prior", _LEVEL_OF.sub("", before)) and _LEVEL_OF.search(before):
        return True
    index = passage.figures.index(one)
    return index > 0 and passage.figures[index - 1].unit == "fold" and not leftover(before, "skipped")


def _fits(current: Statement, prior: Statement) -> bool:
    """The same unit, or a number without one; 'a year' may stand at one of them alone."""
    units = current.unit, prior.unit
    bare = "" in units and ("number" in (current.kind, prior.kind) or {current.kind, prior.kind} <= {"count", "number"})
    (top, _, below), (other, _, base) = units[0].partition("/"), units[1].partition("/")
    return units[0] == units[1] or bare or (top == other and {below, base} == {"", "year"})


def _clause_between(passage: Passage, a: Statement, b: Statement) -> bool:
    first, second = sorted((a, b), key=lambda s: s.char_start)
    return holds("clause", passage.between(first, second))


def _ties(passage: Passage, growth: Statement, pair: tuple[Statement, Statement]) -> bool:
    """Whether the words between a change and the nearer end of a pair say that it is the change of this pair."""
    first, last = sorted(pair, key=lambda s: s.char_start)
    if growth.char_start >= last.char_end:
        own = _has_own_base(passage, growth, pair) or _is_mark(passage, pair[1])
        return not own and _stated_behind(passage, growth, last)
    if _is_mark(passage, pair[1]) and passage.behind(growth) != passage.between(growth, pair[1]):
        return False
    following = first if growth.char_end <= first.char_start else last
    if following is last and holds("clause", passage.between(first, growth)):
        return False
    return _leads_to(passage, growth, following)


def _leads_to(passage: Passage, growth: Statement, end: Statement) -> bool:
    """'60 per cent, to 1,152', '15 per cent above the 1,800': little but cues and times stands between, and no other figure."""
    text = passage.between(growth, end)
    if passage.behind(growth) != text or holds("clause", text):
        return False
    multiplied = growth.unit == "fold" and not leftover(text, "skipped")
    if not (leads("current", text) or leads("prior", text) or multiplied):
        return False
    strays = leftover(text, "prior", "current", "skipped", "time", "again", "more", "less")
    return len(strays) <= (0 if "," in text else _STRAY_WORDS)


def _is_mark(passage: Passage, prior: Statement) -> bool:
    """'above the 2.9bn that analysts expected', 'against a high of 240': no level that anything changed from."""
    return holds("reference", passage.before(prior)[-_MARKED:]) or holds("reference", _clause(passage.behind(prior)))


def _clause(text: str) -> str:
    return re.split(r"[,;:(]", text, maxsplit=1)[0]


def _has_own_base(passage: Passage, growth: Statement, pair: tuple[Statement, Statement]) -> bool:
    """'…, up 3 per cent from the quarter before': measured from something else than the level that is told; a year is no news."""
    text = passage.behind(growth)
    opened = _OPENS_BASE.match(text)
    own = opened is not None and follows("prior", text[opened.end() :])
    yearly = holds("year_before", text) and holds("year_before", "".join(passage.behind(f) for f in pair))
    return (own and not yearly) or (_of_another(text) and pair[0].measure != growth.measure)


def _of_another(text: str) -> bool:
    """'a 6 per cent rise in volumes': the change of another thing."""
    return bool(_CHANGE_OF.match(text))


def _stated_behind(passage: Passage, growth: Statement, last: Statement) -> bool:
    """'…, a rise of 15 per cent', '… (+80%)': behind the last break there is nothing but the naming of a change."""
    text = passage.between(last, growth)
    if any(last.char_end <= f.char_start < growth.char_start and f.unit not in _RATIOS for f in passage.figures):
        return False
    broken = _LAST_BREAK.match(text)
    if broken is None or holds("clause", text):
        return False
    if len(leftover(broken.group(), "prior", "current", "skipped", "time")) > 2 * _STRAY_WORDS + 4:
        return False
    return not leftover(_ADJECTIVE.sub(" ", _tail(text)), "by", "restates", "skipped", "time", "moves_up", "moves_down")


def _tail(text: str) -> str:
    """What follows the last comma, dash or bracket."""
    return _LAST_BREAK.sub("", text, count=1)


def _apart(growth: Statement, pair: tuple[Statement, Statement]) -> int:
    return min(abs(f.char_start - growth.char_start) for f in pair)


def _with_added(passage: Passage, growth: Statement) -> Told | None:
    """'goes up by 30 cents to 5.40, 9 per cent dearer': the amount added and the level, with no level before."""
    if growth.unit != "percent":
        return None
    amounts = [f for f in passage.figures if f.unit not in _RATIOS and _is_added(passage, f)]
    levels = [f for f in passage.figures if f not in amounts and _is_level(f, growth) and f.unit not in _RATIOS]
    if len(amounts) != 1 or len(levels) != 1 or amounts[0].unit != levels[0].unit or not amounts[0].unit:
        return None
    added, level = amounts[0], levels[0]
    near = [f for f in (added, level) if f.char_end <= growth.char_start]
    if not near or _clause_between(passage, added, level) or added.centre >= level.centre:
        return None
    nearest = max(near, key=lambda f: f.char_start)
    if not (_stated_behind(passage, growth, nearest) or _restates(passage, growth, added)):
        return None
    arrived = (
        level.change in ("increase_to", "decrease_to")
        or leads("current", passage.before(level))
        or leads("prior", passage.before(added))
    )
    return Told(growth, level, None, added, arrived, not arrived)


def _restates(passage: Passage, growth: Statement, added: Statement) -> bool:
    """'20 pence, or 8 per cent'."""
    return passage.before(growth) == passage.between(added, growth) and not leftover(
        passage.before(growth), "restates", "skipped", "by"
    )


def _is_added(passage: Passage, one: Statement) -> bool:
    return one.change in _BY or leads("by", passage.before(one))


def _of_sentence_before(passage: Passage, growth: Statement) -> Told | None:
    """'That is an increase of 18 per cent': of the two levels that the sentence before sets against each other."""
    if not _POINTS_BACK.match(passage.text) or not passage.earlier or growth is not passage.figures[0]:
        return None
    last = passage.earlier[-1].sentence_start
    before = passages([f for f in passage.earlier if f.sentence_start == last], ())
    pairs = list(_pairs(before, growth)) if before is not None else []
    if len(pairs) != 1:
        return None
    return Told(growth, *pairs[0], None, False)
