"""A title that stands outside of the text, such as the subject of a message, put in front of it with its place in the file.

Belongs here: joining the two into one document. Does not: finding either.
"""

from __future__ import annotations

from dataclasses import replace

from assets.reading.document import Block, Document
from assets.reading.offsets import ByteRuns, RunBuilder

_BREAK = "\n\n"


def with_title(document: Document, title: str, runs: ByteRuns) -> Document:
    """The document with `title` as its first block, `runs` saying where it stands; unchanged if the text shows it itself.

    A figure in a title is a figure of the article. What the text was taken to be titled is then a heading.
    """
    shown = next((block for block in document.blocks if block.kind == "title"), None)
    heading = " ".join(document.text[shown.char_start : shown.char_end].split()) if shown else ""
    if not title.strip() or _same(heading, title) or _opens_with(document.text, title):
        return document
    built = RunBuilder()
    for first, stop, byte, end, width in runs.runs():
        built.add(stop - first, byte, end, width)
    at = runs.span(0, runs.length)[1]
    built.add(len(_BREAK), at, at, 0)
    for first, stop, byte, end, width in document.byte_offsets.runs():
        built.add(stop - first, byte, end, width)
    shift = len(title) + len(_BREAK)
    moved = [
        replace(
            block,
            kind="heading" if block is shown else block.kind,
            char_start=block.char_start + shift,
            char_end=block.char_end + shift,
        )
        for block in document.blocks
    ]
    return replace(
        document,
        text=title + _BREAK + document.text,
        blocks=(Block("title", 0, len(title), False, None), *moved),
        byte_offsets=built.built(),
        facts=replace(document.facts, title=title),
    )


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _opens_with(text: str, title: str) -> bool:
    """Whether the first line of the text is the title."""
    first = text.lstrip()[: 4 * len(title) + 40].split("\n", 1)[0]
    return _same(first, title)
