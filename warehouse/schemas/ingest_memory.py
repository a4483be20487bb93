"""What ingesting remembers between two runs, so that what did not change is not read again. Private: never published.

Belongs here: tables that can be emptied at any time at the price of time. Does not: anything that a reader asks for.
"""

from __future__ import annotations

from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import TableModel


class FileLook(TableModel):
    """One source file that the last run found unchanged, as it stood then; or that was still being written."""

    __key__: ClassVar[tuple[str, ...]] = ()

    source_path: str = pa.Field(description="Absolute path of the file, forward slashes.")
    bytes: int = pa.Field(ge=0, description="Its size when its sha256 was taken.")
    touched_ns: int = pa.Field(
        description="The later of the times at which its content or name changed, ns since 1970."
    )
    is_waiting: bool = pa.Field(description="Whether it was still being written, and was not read.")


class VersionSentence(TableModel):
    """One sentence of a current article version, its numbers masked, by which copies of a text are known."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version_id: str = pa.Field(description="Version of the article.")
    sentence: int = pa.Field(description="Hash of the sentence.")
    chars: int = pa.Field(gt=0, description="Length of the sentence.")


class VersionMark(TableModel):
    """One part of the signature of a current article version: versions that share one are compared as copies."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version_id: str = pa.Field(description="Version of the article.")
    seed: int = pa.Field(description="Seed of the hash; -1 where the whole text is hashed.")
    least: int = pa.Field(description="The least hash of its sentences under this seed, or that of the whole text.")
