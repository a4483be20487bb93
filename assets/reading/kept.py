"""A document as the columns that a store keeps of it, and back, so that it need not be read from its bytes again.

Belongs here: these two directions. Does not: reading, or the store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from assets.reading.document import Block, Document, PublicationFacts
from assets.reading.offsets import unpacked


def kept(document: Document) -> dict[str, object]:
    """The columns `text`, `blocks`, `byte_map`, `pages`, `media_type`, `encoding`, `doubts` and those of the publication facts."""
    facts = document.facts
    return {
        "text": document.text,
        "blocks": json.dumps([[b.kind, b.char_start, b.char_end, b.heading] for b in document.blocks]),
        "byte_map": document.byte_offsets.packed(),
        "pages": json.dumps(document.pages) if document.pages else None,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "doubts": ",".join(document.doubts) or None,
        "title": facts.title,
        "publisher": facts.publisher,
        "author": facts.author,
        "published_on": facts.published_on,
        "published_basis": facts.published_basis,
        "published_evidence": facts.published_evidence,
        "language": facts.language,
    }


def document_of(row: Mapping[str, Any]) -> Document:
    """The document whose columns `kept` gave; what concerns its place in a file is not among them."""
    blocks = (
        Block(kind, start, end, kind == "boilerplate", heading)
        for kind, start, end, heading in json.loads(row["blocks"])
    )
    published: date | None = row["published_on"]
    facts = PublicationFacts(
        title=row["title"],
        publisher=row["publisher"],
        author=row["author"],
        published_on=published,
        published_basis=row["published_basis"],
        language=row["language"],
        published_evidence=row["published_evidence"],
    )
    return Document(
        text=row["text"],
        blocks=tuple(blocks),
        facts=facts,
        media_type=row["media_type"],
        encoding=row["encoding"],
        byte_offsets=unpacked(row["byte_map"]),
        pages=tuple(json.loads(row["pages"] or "[]")),
        doubts=tuple(filter(None, (row["doubts"] or "").split(","))),  # pyright: ignore[reportArgumentType] - as they were written
    )
