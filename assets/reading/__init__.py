"""Bytes of a file to its text: every character can be traced to bytes, and furniture is marked, never removed.

Pure: no files, no network, no clock. What the figures in a text are is in `assets.extraction`.
"""

from assets.reading.document import MAX_BYTES, Block, Document, PublicationFacts, Unreadable
from assets.reading.read import read_document

__all__ = ["MAX_BYTES", "Block", "Document", "PublicationFacts", "Unreadable", "read_document"]
