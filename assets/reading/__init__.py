"""Bytes of a file to its text: every character can be traced to bytes, and furniture is marked, never removed.

Pure: no files, no network, no clock. What the figures in a text are is in `assets.extraction`.
"""

from assets.reading.document import MAX_BYTES, NO_HINTS, Block, Document, Hints, PublicationFacts, Unreadable
from assets.reading.kept import document_of, kept
from assets.reading.read import READER_VERSION, read_document, read_documents
from assets.reading.said import Said, Teller, teller

__all__ = [
    "MAX_BYTES",
    "NO_HINTS",
    "READER_VERSION",
    "Block",
    "Document",
    "Hints",
    "PublicationFacts",
    "Said",
    "Teller",
    "Unreadable",
    "document_of",
    "kept",
    "read_document",
    "read_documents",
    "teller",
]
