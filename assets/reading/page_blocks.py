"""The blocks of a page as a Document has them: what the markup says of each, and what its own words add.

Belongs here: joining the two. Does not: reading markup (`html_text`), or the words of furniture (`boilerplate`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.reading.boilerplate import Markers
from assets.reading.document import Block, BlockKind
from assets.reading.header_lines import read_header_line
from assets.reading.html_text import HtmlBlock

_SHORTEST_PROSE_CHARS = 80


def page_blocks(text: str, blocks: Sequence[HtmlBlock], title: int | None, markers: Markers) -> tuple[Block, ...]:
    """Blocks of the page `text`; the one with the index `title` shows the title."""
    texts = [text[block.char_start : block.char_end] for block in blocks]
    prose = [
        index
        for index, block in enumerate(blocks)
        if not block.is_furniture
        and block.kind in ("paragraph", "item")
        and len(texts[index]) >= _SHORTEST_PROSE_CHARS
        and not markers.is_furniture(texts[index], at_edge=True)
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), len(blocks))
    made: list[Block] = []
    heading: str | None = None
    for index, block in enumerate(blocks):
        is_edge = not first <= index <= last
        kind: BlockKind = "title" if index == title else _kind(block, texts[index], is_edge, index < first, markers)
        made.append(Block(kind, block.char_start, block.char_end, kind == "boilerplate", heading))
        if kind == "heading":
            heading = " ".join(texts[index].split())
    return tuple(made)


def _kind(block: HtmlBlock, content: str, is_edge: bool, is_above: bool, markers: Markers) -> BlockKind:
    if block.is_furniture or markers.is_furniture(content, is_edge):
        return "boilerplate"
    header = read_header_line(content, markers) if is_above and block.level == 0 else None
    if block.is_byline or header is not None:
        return "byline"
    return block.kind
