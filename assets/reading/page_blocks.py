"""The blocks of a page as a Document has them: what the markup says of each, what its own words add, and two extractors.

Belongs here: weighing these against each other. Does not: reading markup (`html_text`), the words of furniture
(`boilerplate`), or asking the extractors (`main_text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.reading.boilerplate import Markers
from assets.reading.document import Block, BlockKind
from assets.reading.header_lines import read_header_line
from assets.reading.html_text import HtmlBlock
from assets.reading.main_text import MainText, main_text, repeating

_SHORTEST_PROSE_CHARS = 80
_LINK_SHARE = 0.6
"""Of a block's characters, from which on it is there to be clicked rather than read."""

_ONLY_LINK = 0.9
_LONGEST_LABEL_CHARS = 40
_RESCUED_SHARE = 0.25
"""Of the prose that both extractors keep: a class that sounds like furniture around so much of it was read wrongly."""

_PROSE = ("paragraph", "item")


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks in the order of the text, and whether opinions differ on what is the main text of the page."""

    blocks: tuple[Block, ...]
    is_disputed: bool


def page_blocks(source: str, text: str, blocks: Sequence[HtmlBlock], title: int | None, markers: Markers) -> PageBlocks:
    """Blocks of the visible `text` of the page `source`; the one with the index `title` shows the title."""
    texts = [text[block.char_start : block.char_end] for block in blocks]
    own = [not b.is_furniture and not markers.is_furniture(t, at_edge=True) for b, t in zip(blocks, texts, strict=True)]
    opinions = main_text(source, texts, own)
    rescued = _rescued(blocks, texts, own, opinions)
    clicked = _clicked(blocks, texts, opinions)
    prose = [
        index
        for index, block in enumerate(blocks)
        if (own[index] or index in rescued)
        and index not in clicked
        and block.kind in _PROSE
        and len(texts[index]) >= _SHORTEST_PROSE_CHARS
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), len(blocks))
    made: list[Block] = []
    heading: str | None = None
    for index, block in enumerate(blocks):
        is_edge = not first <= index <= last
        is_site = (block.is_furniture and index not in rescued) or index in clicked
        kind: BlockKind = "boilerplate" if is_site or markers.is_furniture(texts[index], is_edge) else block.kind
        if index == title:
            kind = "title"
        elif kind != "boilerplate" and _is_byline(block, texts[index], index < first, markers):
            kind = "byline"
        made.append(Block(kind, block.char_start, block.char_end, kind == "boilerplate", heading))
        if kind == "heading":
            heading = " ".join(texts[index].split())
    return PageBlocks(tuple(made), opinions.disputes(texts, [not block.boilerplate for block in made]))


def _is_byline(block: HtmlBlock, content: str, is_above: bool, markers: Markers) -> bool:
    return block.is_byline or (is_above and block.level == 0 and read_header_line(content, markers) is not None)


def _rescued(
    blocks: Sequence[HtmlBlock], texts: Sequence[str], own: Sequence[bool], opinions: MainText
) -> frozenset[int]:
    """Blocks that only a class calls furniture, and that are much of what both extractors keep.

    Extractors are known by their words: what says again what other blocks say may not be what they kept.
    """
    kept = [index for index in range(len(blocks)) if opinions.both_keep(index)]
    by_class = [index for index in kept if blocks[index].is_furniture and not blocks[index].is_certain]
    if sum(len(texts[i]) for i in by_class) < _RESCUED_SHARE * sum(len(texts[i]) for i in kept):
        return frozenset()
    others = [text for text, is_own in zip(texts, own, strict=True) if is_own]
    again = repeating([texts[index] for index in by_class], others)
    return frozenset(index for index, says_again in zip(by_class, again, strict=True) if not says_again)


def _clicked(blocks: Sequence[HtmlBlock], texts: Sequence[str], opinions: MainText) -> frozenset[int]:
    """Blocks that are there to be clicked: mostly link, and kept by neither extractor; or labels that are links, one after another.

    What neither extractor keeps, but reads like prose, stays: a paragraph is not lost because two programs miss it.
    """
    labels = [
        block.kind != "row" and block.link_share >= _ONLY_LINK and len(text) < _LONGEST_LABEL_CHARS
        for block, text in zip(blocks, texts, strict=True)
    ]
    return frozenset(
        index
        for index, block in enumerate(blocks)
        if (block.kind != "row" and block.link_share >= _LINK_SHARE and opinions.both_drop(index))
        or (labels[index] and (any(labels[max(0, index - 1) : index]) or any(labels[index + 1 : index + 2])))
    )
