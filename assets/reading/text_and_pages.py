"""Decoded characters to Document: a text without markup, or a page. Mail and JSON lines hold both, and end here too.

Belongs here: the order of these steps. Does not: any of the steps, nor how the characters came out of a file.
"""

from __future__ import annotations

from dataclasses import replace

from assets.reading.boilerplate import Markers
from assets.reading.decode import Decoded
from assets.reading.document import Document, Doubt
from assets.reading.html_facts import Stated, stated_facts
from assets.reading.html_text import visible_text
from assets.reading.html_tokens import tokens
from assets.reading.page_blocks import page_blocks
from assets.reading.page_title import page_names
from assets.reading.plain_text import plain_blocks
from assets.reading.publication import publication_facts


def document_of_decoded(decoded: Decoded, markers: Markers) -> Document:
    """The document of a text or of a page, as `decoded` says which it is."""
    document = read_page(decoded, markers) if decoded.is_html else read_text(decoded, markers)
    return replace(document, doubts=(*decoded.doubts, *document.doubts)) if decoded.doubts else document


def read_text(decoded: Decoded, markers: Markers) -> Document:
    """A text without markup, all of which is kept."""
    blocks = plain_blocks(decoded.text, markers)
    facts = publication_facts(decoded.text, blocks, Stated(), None, None, markers)
    return Document(decoded.text, blocks, facts, "text/plain", decoded.encoding, decoded.offsets)


def read_page(decoded: Decoded, markers: Markers) -> Document:
    """What a reader of the page sees."""
    page_tokens = list(tokens(decoded.text))
    visible = visible_text(decoded.text, page_tokens, decoded.offsets, markers)
    stated = stated_facts(decoded.text, page_tokens, markers)
    names = page_names(visible.text, visible.blocks, stated)
    page = page_blocks(decoded.text, visible.text, visible.blocks, names.block, markers)
    facts = publication_facts(visible.text, page.blocks, stated, names.title, names.publisher, markers)
    doubts: tuple[Doubt, ...] = ("main_text_disputed",) if page.is_disputed else ()
    return Document(visible.text, page.blocks, facts, "text/html", decoded.encoding, visible.offsets, doubts=doubts)
