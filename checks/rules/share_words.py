"""Part and whole of a share by the words around it: 'S of the W, or P', 'of the W, P came, or S', 'P of the W, a rate of S'.

Belongs here: which figures of one sentence a share ties together. Does not: the law over them (`share_agrees`), nor a share that points
back to a whole of another sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.comparison.cues import follows, holds, leads
from checks.comparison.passages import Passage, is_amount, same_family
from checks.comparison.statements import Statement
from checks.rules.listed_parts import OF_THE

_OF = re.compile(r"^\s*of\b[^,;:()]*$", re.IGNORECASE)
# What is set between commas or brackets ends right behind itself.
_ENDS = re.compile(r"\s*[,.;)–—]|\s*$")
_JOINT = re.compile(r"\band\b", re.IGNORECASE)
# '…, or P': what restates a number opens right behind a comma, a dash or a bracket.
_RESTATED = re.compile(r"[,(–—]\s*[^,;()–—]*$")
# Of one whole to its restated share there may be the verb and what happened: 'of the 219, 92 were hurt, or 42 per cent'.
_MOST_BETWEEN = 80


@dataclass(frozen=True, slots=True)
class Shared:
    """A share with the amount that it makes of a whole; `sure`: words tie all three."""

    share: Statement
    part: Statement
    whole: Statement
    sure: bool


def shared(passage: Passage, share: Statement) -> Shared | None:
    """What the words of the sentence tie to this share; None where they tie nothing, or a change is told."""
    if share.change is not None or share.unit != "percent":
        return None
    if any(follows(role, passage.behind(share)) for role in ("more", "less", "again")):
        return None
    return _of_whole(passage, share) or _restating(passage, share)


def _of_whole(passage: Passage, share: Statement) -> Shared | None:
    """'40 per cent of the 1,550 signals, or 620', 'a third of the 840 flats, 280 of them'."""
    whole = _next(passage, share)
    part = _next(passage, whole) if whole is not None else None
    if whole is None or part is None or not is_amount(whole) or not is_amount(part):
        return None
    text = passage.between(share, whole)
    if not _OF.match(text) or _JOINT.search(text) or part.centre >= whole.centre:
        return None
    said_again = leads("or", passage.before(part)) and same_family(part, whole, any_noun=True)
    of_them = (
        follows("of_them", passage.behind(part)) and _RESTATED.search(passage.before(part)) and same_family(part, whole)
    )
    aside = (
        passage.before(part).rstrip().endswith((",", "(", "–", "—"))
        and _ENDS.match(passage.behind(part))
        and same_family(part, whole)
    )
    if len(passage.before(part)) > _MOST_BETWEEN or not (said_again or of_them or aside):
        return None
    return Shared(share, part, whole, sure=True)


def _restating(passage: Passage, share: Statement) -> Shared | None:
    """'of the 219 aboard, 92 were hurt, or 42 per cent', '92 of the 219 aboard were hurt, a rate of 42 per cent'."""
    before = passage.before(share)
    behind = passage.behind(share)
    of_them = follows("of_them", behind)
    aside = before.rstrip().endswith((",", "(", "–", "—")) and (of_them or _ENDS.match(behind))
    again = aside or ((leads("or", before) or leads("restates", before)) and _RESTATED.search(before))
    if (
        not again
        or len(before) > _MOST_BETWEEN
        or holds("clause", before)
        or (re.match(r"\s*of\b", behind) and not of_them)
    ):
        return None
    second = _previous(passage, share)
    first = _previous(passage, second) if second is not None else None
    if first is None or second is None or not (is_amount(first) and is_amount(second) and same_family(first, second)):
        return None
    if OF_THE.search(passage.before(first)) and second.centre < first.centre:
        return Shared(share, second, first, sure=True)
    if _OF.match(passage.between(first, second)) and first.centre < second.centre:
        return Shared(share, first, second, sure=True)
    return None


def _next(passage: Passage, one: Statement) -> Statement | None:
    index = passage.figures.index(one) + 1
    return passage.figures[index] if index < len(passage.figures) else None


def _previous(passage: Passage, one: Statement) -> Statement | None:
    index = passage.figures.index(one)
    return passage.figures[index - 1] if index else None
