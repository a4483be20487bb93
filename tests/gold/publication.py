"""A small scorer of what reading says about an article: who, when, under which title, and where its body is.

Belongs here: laying what was read beside gold made by hand, and counting. Does not: the gold, or what a score must reach.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assets.reading import Block, Document, read_document

Gold = Mapping[str, Any]
_DAY = timedelta(1)
_LEGAL_FORM = re.compile(r"[\s,]+(?:plc|ltd|limited|inc|a/s|ag|llc)\.?$")


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact of one article: what the gold wants, what was read, and whether that is right."""

    file: str
    fact: str
    wanted: object
    read: object
    is_right: bool


def read_facts(folder: Path, articles: Path | None = None) -> list[Answer]:
    """Answers for every article of the `articles.jsonl` of a folder; `articles` is where they are, if not in `articles/`."""
    answers: list[Answer] = []
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        gold: Gold = json.loads(line)
        path = (articles or folder / "articles") / (gold.get("file") or gold["article"])
        raw = path.read_bytes()
        answers += _answers(path.name, gold, read_document(raw, path.name), raw.decode())
    return answers


def percent_right(answers: Sequence[Answer]) -> dict[str, float]:
    """The share of right answers by fact, 0 to 100, rounded down to a tenth."""
    facts = sorted({a.fact for a in answers})
    right = {fact: [a.is_right for a in answers if a.fact == fact] for fact in facts}
    return {fact: int(1000 * sum(found) / len(found)) / 10 for fact, found in right.items()}


def _answers(file: str, gold: Gold, document: Document, raw: str) -> Iterator[Answer]:
    facts = document.facts
    stated, inferable = gold.get("published"), gold.get("published_inferable", gold.get("published_inferred"))
    day = None if facts.published_on is None else facts.published_on.isoformat()
    if stated:
        yield Answer(file, "stated day", stated, day, stated[:10] == day)
    elif inferable:
        near = facts.published_on is not None and abs(facts.published_on - date.fromisoformat(inferable[:10])) <= _DAY
        yield Answer(file, "inferred day", inferable, day, near)
    else:
        yield Answer(file, "no day invented", None, day, day is None)
    named = gold["publisher"]
    if named is None or _folded(named) in _folded(raw):  # some sets know it from elsewhere
        yield Answer(file, "publisher", named, facts.publisher, _holder(named) == _holder(facts.publisher))
    yield Answer(file, "title", gold["title"], facts.title, _folded(gold["title"]) == _folded(facts.title))
    if "author" in gold:
        yield Answer(file, "author", gold["author"], facts.author, gold["author"] == facts.author)
    if "body_start" in gold:
        yield from _boundaries(file, gold, document)


def _boundaries(file: str, gold: Gold, document: Document) -> Iterator[Answer]:
    """Where the body begins and ends, within a line, and which lines are furniture: those that are taken for it and are not,
    or the other way round, but for the title that stands there a second time."""
    text = document.text
    body = [b for b in document.blocks if not b.boilerplate and b.kind not in ("title", "byline")]
    for fact, char in (("body_start", body[0].char_start), ("body_end", body[-1].char_end)):
        wanted, read = _line(text, gold[fact]), _line(text, char)
        yield Answer(file, fact, wanted, read, abs(wanted - read) <= 1)
    furniture = {n for first, last in gold["boilerplate_lines"] for n in range(first, last + 1)}
    found = {n for block in document.blocks if block.boilerplate for n in _lines(text, block)}
    said = {n for n, line in enumerate(text.split("\n"), 1) if line.strip() and line.strip() != document.facts.title}
    yield Answer(
        file, "boilerplate_lines", sorted(furniture & said), sorted(found & said), furniture & said == found & said
    )


def _line(text: str, char: int) -> int:
    return text.count("\n", 0, char) + 1


def _lines(text: str, block: Block) -> range:
    return range(_line(text, block.char_start), _line(text, block.char_end - 1) + 1)


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _holder(name: str | None) -> str:
    """A name without its legal form: the same company signs with and without."""
    return _LEGAL_FORM.sub("", _folded(name))
