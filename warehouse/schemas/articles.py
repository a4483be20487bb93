"""Articles and the files that could not become one. One row a version of an article, one row a quarantined file."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pandera.polars as pa
import polars as pl

from warehouse.schemas.base import QUARANTINE_REASONS, TableModel


class ArticleVersion(TableModel):
    """One content of one article; a changed article is a new row, and the old one is kept with `is_current` false."""

    __key__: ClassVar[tuple[str, ...]] = ("article_id", "version_id")

    article_id: str = pa.Field(description="Stable identity of the piece: a hash of its URI.")
    version_id: str = pa.Field(
        str_matches=r"^[0-9a-f]{64}$",
        description="sha256 of the article's raw bytes: of the source file, or of its part of one that holds several.",
    )
    source_path: str = pa.Field(
        str_length={"min_value": 1}, description="Absolute path of the source file, forward slashes."
    )
    uri: str = pa.Field(
        description="Where the piece lives: its address on the web where that is known, else the file:// address of its source "
        "file; with #part for one of several in a file."
    )
    publisher: str | None = pa.Field(nullable=True, description="Outlet that published the piece, as it names itself.")
    title: str | None = pa.Field(nullable=True, description="Headline.")
    author: str | None = pa.Field(nullable=True, description="Byline.")
    published_on: date | None = pa.Field(
        nullable=True, description="Day of publication; relative periods count from it."
    )
    published_basis: str = pa.Field(
        isin=["given", "meta", "json-ld", "time", "dateline", "visible", "inferred", "none"],
        description="Where the publication day was found; `given` by the user beside the file, `inferred` when the text had to be asked.",
    )
    published_evidence: str | None = pa.Field(
        nullable=True,
        description="The words or the markup from which the publication day was read or inferred; several places are joined by ' … '.",
    )
    language: str | None = pa.Field(nullable=True, description="Language of the text, BCP 47, where it is declared.")
    media_type: str = pa.Field(description="Media type of the source file.")
    encoding: str = pa.Field(description="Encoding in which the bytes were decoded.")
    bytes: int = pa.Field(gt=0, description="Size of the article's raw bytes.")
    file_sha256: str = pa.Field(
        str_matches=r"^[0-9a-f]{64}$",
        description="sha256 of the whole source file; equal to version_id where the file is one article.",
    )
    raw_start: int = pa.Field(ge=0, description="First byte of the article in its source file.")
    text: str = pa.Field(
        description="Canonical text, never normalised; char_start and char_end of figures index its code points."
    )
    raw: pl.Binary = pa.Field(
        description="The article's bytes; kept in the private store so that a superseded version can be read again."
    )
    blocks: str = pa.Field(description="Title, paragraphs, rows, furniture … of the text with their spans, as JSON.")
    byte_map: pl.Binary = pa.Field(description="Which bytes each character of the text stands for, packed.")
    pages: str | None = pa.Field(
        nullable=True, description="First characters of the pages, as JSON, where the format has pages."
    )
    reading: str = pa.Field(
        description="How it was read: the version of the reader and what the user says of the file, as one hash."
    )
    doubts: str | None = pa.Field(
        nullable=True,
        description="What to know about how it was read, comma-separated: encoding_guessed (another is nearly as likely), "
        "characters_lost (bytes that mean nothing, U+FFFD in the text), pages_without_text (of a PDF, scanned), records_unread (other "
        "lines of the file are no records), main_text_disputed, invisible_characters, date_inferred.",
    )
    licence: str | None = pa.Field(
        nullable=True, description="Note on its licence, as the user gives it for the file or its source."
    )
    ingested_run: str = pa.Field(description="Run that first read this version.")
    is_current: bool = pa.Field(description="Whether this is what the source file says now.")
    gone_run: str | None = pa.Field(
        nullable=True, description="Run that found that the source file is no longer there; null while it is."
    )
    follows: str | None = pa.Field(
        nullable=True,
        description="Version of the article that this one took the place of, the last one whose figures were read; null for the first.",
    )
    duplicate_cluster: str | None = pa.Field(
        nullable=True, description="Shared by articles that are copies of one text; null where there is none."
    )
    extractor_version: str | None = pa.Field(
        nullable=True, description="Extraction rules that last read this version; null before the first."
    )


class Quarantine(TableModel):
    """One source file that could not be read, as it was last seen; the rest of the run went on without it."""

    __key__: ClassVar[tuple[str, ...]] = ("source_path",)

    source_path: str = pa.Field(unique=True, description="Absolute path of the file, forward slashes.")
    reason: str = pa.Field(
        isin=list(QUARANTINE_REASONS),
        description="Short code: empty, binary, undecodable, too_large, no_text, missing, not_a_file, "
        "encrypted, scanned (pages without text), malformed (not what its format asks for), "
        "outside (a link that leads out of the source folder), unreadable (the system refuses it), "
        "bad_sidecar (its NAME.meta.toml cannot be followed), too_slow, too_much_memory, crashed (reading it was ended), "
        "reading_failed or extraction_failed (an error in Tieout, or a limit).",
    )
    detail: str = pa.Field(description="What is wrong and what to do about it.")
    sha256: str | None = pa.Field(
        nullable=True, description="sha256 of the bytes that were refused, where they could be read."
    )
    bytes: int | None = pa.Field(nullable=True, description="Size of the file in bytes.")
    tried: str | None = pa.Field(
        nullable=True,
        description="How it was tried, as one hash of the reader or the rules, what the user says and the limits, where the same bytes "
        "would be refused again; null where the next run tries again.",
    )
    first_seen_run: str = pa.Field(description="Run that first refused it.")
    last_seen_run: str = pa.Field(description="Run that last refused it.")
