"""Blocks of a text of which a format tells some: headings by their style, items of lists, rows of tables.

Belongs here: joining what the format tells with what a reader of the bare text would see. Does not: either of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assets.reading.boilerplate import Markers
from assets.reading.document import Block, BlockKind
from assets.reading.plain_text import plain_blocks

_TAIL_FROM = 0.5


class Told(NamedTuple):
    """Characters `[start, end)` that stand together. 'paragraph' leaves it to the words what they are; other kinds are known."""

    kind: BlockKind
    start: int
    end: int


def told_blocks(text: str, told: Sequence[Told], markers: Markers) -> tuple[Block, ...]:
    """The blocks of `text`. Between the runs in `told`, which are in order, only white space stands."""
    seen = plain_blocks(text, markers)
    titled = next((run for run in told if run.kind == "title"), None)
    if titled is None and (shown := next((b for b in seen if b.kind == "title"), None)) is not None:
        can_be = [run for run in told if run.kind in ("paragraph", "heading")]
        titled = next((run for run in can_be if run.start <= shown.char_start and shown.char_end <= run.end), None)
    joined: list[tuple[BlockKind, int, int]] = []
    at, in_tail = 0, False
    for run in told:
        inside: list[Block] = []
        while at < len(seen) and seen[at].char_start < run.end:
            inside.append(seen[at])
            at += 1
        words = text[run.start : run.end]
        is_marked = any(block.boilerplate for block in inside)
        in_tail = in_tail or (is_marked and run.start >= _TAIL_FROM * len(text) and markers.begins_tail(words))
        if run is titled:
            joined.append(("title", run.start, run.end))
        elif run.kind in ("paragraph", "title"):
            for block in inside:
                kind: BlockKind = "heading" if block.kind == "title" else block.kind
                joined.append((kind, block.char_start, block.char_end))
        else:
            is_furniture = in_tail or (is_marked and markers.is_furniture(words, at_edge=True))
            joined.append(("boilerplate" if is_furniture else run.kind, run.start, run.end))
    return with_headings(text, joined)


def with_headings(text: str, runs: Sequence[tuple[BlockKind, int, int]]) -> tuple[Block, ...]:
    """Blocks (kind, first character, character after the last), each with the heading that it stands under."""
    blocks: list[Block] = []
    heading: str | None = None
    for kind, start, end in runs:
        blocks.append(Block(kind, start, end, kind == "boilerplate", heading))
        if kind == "heading":
            heading = " ".join(text[start:end].split())
    return tuple(blocks)
