"""One file, from bytes to Document: decodes it, finds its blocks and its publication facts.

Belongs here: the order of the steps for text files and for pages. Does not: any of the steps.
"""

from __future__ import annotations

from dataclasses import replace

from assets.reading.boilerplate import Markers, default_markers
from assets.reading.decode import Decoded, decode
from assets.reading.document import NO_HINTS, Document, Hints, PublicationFacts, Unreadable
from assets.reading.html_facts import Stated, stated_facts
from assets.reading.html_text import visible_text
from assets.reading.html_tokens import tokens
from assets.reading.page_blocks import page_blocks
from assets.reading.page_title import page_names
from assets.reading.plain_text import plain_blocks
from assets.reading.publication import publication_facts

# Raise it when the same bytes give another text, other blocks or other facts: what was read before is then read again.
READER_VERSION = "1"


def read_documents(
    raw: bytes, name: str, hints: Hints = NO_HINTS, markers: Markers | None = None
) -> tuple[Document, ...]:
    """The articles of a file: one for most formats, one a record for those that hold many.

    `name` is used for its suffix and in messages. Raises Unreadable where the file has none.
    """
    document = read_document(raw, name, markers, hints.encoding)
    return (replace(document, facts=_with_hints(document.facts, hints)),)


def read_document(raw: bytes, name: str, markers: Markers | None = None, charset: str | None = None) -> Document:
    """The text of a file with the way back to its bytes, its blocks, and its publication facts.

    `name` is used for its suffix and in messages; a page is known by its content too. `markers` are the words by which
    furniture is known, by default those of the lexicon; `charset` is the codec that is declared outside of the bytes. Raises
    Unreadable.
    """
    decoded = decode(raw, name, charset)
    markers = markers or default_markers()
    document = _read_page(decoded, markers) if decoded.is_html else _read_text(decoded, markers)
    if not document.text.strip():
        raise Unreadable(
            "no_text", f"{name} has no text to read; if it is a page that needs scripts, save what they show."
        )
    return document


def _with_hints(facts: PublicationFacts, hints: Hints) -> PublicationFacts:
    """The facts with those that the user gives in place of those that were found."""
    return PublicationFacts(
        title=hints.title or facts.title,
        publisher=hints.publisher or facts.publisher,
        author=hints.author or facts.author,
        published_on=hints.published_on or facts.published_on,
        published_basis="given" if hints.published_on else facts.published_basis,
        language=hints.language or facts.language,
    )


def _read_text(decoded: Decoded, markers: Markers) -> Document:
    blocks = plain_blocks(decoded.text, markers)
    facts = publication_facts(decoded.text, blocks, Stated(), None, None, markers)
    return Document(decoded.text, blocks, facts, "text/plain", decoded.encoding, decoded.offsets)


def _read_page(decoded: Decoded, markers: Markers) -> Document:
    page_tokens = list(tokens(decoded.text))
    visible = visible_text(decoded.text, page_tokens, decoded.offsets, markers)
    stated = stated_facts(decoded.text, page_tokens)
    names = page_names(visible.text, visible.blocks, stated)
    blocks = page_blocks(visible.text, visible.blocks, names.block, markers)
    facts = publication_facts(visible.text, blocks, stated, names.title, names.publisher, markers)
    return Document(visible.text, blocks, facts, "text/html", decoded.encoding, visible.offsets)
