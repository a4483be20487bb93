"""The row of `article_versions` that a document becomes, and what it takes over from the versions of the article before it.

Belongs here: the columns. Does not: which article it is (`assets.article_identity`), nor writing (`assets.article_writing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assets.article_identity import Identities
from assets.reading import Document, kept
from assets.source_files import shown
from assets.source_reading import Readable, reading_of
from warehouse.ids import version_id
from warehouse.store import Session

Row = dict[str, object]
# what extraction looks at; a version of which all this is as before need not be extracted again
_EXTRACTED_FROM = (
    "text",
    "blocks",
    "byte_map",
    "pages",
    "title",
    "publisher",
    "author",
    "published_on",
    "published_basis",
    "language",
)


@dataclass(frozen=True, slots=True)
class VersionsBefore:
    """Versions of articles by article, oldest first, the current one last; and what was read of those that are written again."""

    by_article: Mapping[str, Sequence[Mapping[str, Any]]]
    read: Mapping[tuple[str, str], Mapping[str, object]]

    @property
    def articles(self) -> frozenset[str]:
        """Articles that were known before."""
        return frozenset(self.by_article)

    def knows(self, row: Row) -> bool:
        """Whether the store has this version of this article."""
        return self._stored(row) is not None

    def complete(self, row: Row) -> None:
        """Sets what the row takes over: the run that first read it, the version that it follows, and the stamp of extraction where
        it is current and reads as it did."""
        versions = self.by_article.get(str(row["article_id"]), [])
        stored = self._stored(row)
        if stored is not None:
            row["ingested_run"] = stored["ingested_run"]
            if stored["is_current"]:
                read = self.read[str(row["article_id"]), str(row["version_id"])]
                row["follows"] = stored["follows"]
                if all(row[name] == read[name] for name in _EXTRACTED_FROM):
                    row["extractor_version"] = stored["extractor_version"]
                return
        if versions:
            last = versions[-1]
            row["follows"] = last["version_id"] if last["extractor_version"] else last["follows"]
        if row["follows"] == row["version_id"]:
            row["follows"] = None

    def _stored(self, row: Row) -> Mapping[str, Any] | None:
        versions = self.by_article.get(str(row["article_id"]), [])
        return next((one for one in versions if one["version_id"] == row["version_id"]), None)


def versions_before(session: Session, rows: Sequence[Row]) -> VersionsBefore:
    """All versions of the articles of these rows."""
    articles = sorted({str(row["article_id"]) for row in rows})
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for version in session.query_file("queries/versions_of", {"articles": articles}).iter_rows(named=True):
        by_article.setdefault(version["article_id"], []).append(version)
    wanted = {str(row["version_id"]) for row in rows if str(row["article_id"]) in by_article}
    read: dict[tuple[str, str], Mapping[str, object]] = {}
    if wanted:
        asked = {"articles": sorted(by_article), "versions": sorted(wanted)}
        for found in session.query_file("queries/read_before", asked).iter_rows(named=True):
            read[found["article_id"], found["version_id"]] = found
    return VersionsBefore(by_article, read)


def version_row(file: Readable, document: Document, named: Identities, run_id: str) -> Row:
    """The document as a row, as if the article had no version before."""
    raw = file.raw[document.raw_start : document.raw_end]
    version = version_id(raw) if document.fragment else file.sha256
    home = named.name(file.path, file.hints, document, version)
    columns = {name: clean(value) if isinstance(value, str) else value for name, value in kept(document).items()}
    return {
        **columns,
        "text": document.text,
        "article_id": home.article_id,
        "version_id": version,
        "source_path": shown(file.path),
        "uri": home.uri,
        "bytes": len(raw),
        "file_sha256": file.sha256,
        "raw_start": document.raw_start,
        "raw": raw,
        "reading": reading_of(file.hints),
        "licence": file.hints.licence,
        "ingested_run": run_id,
        "is_current": True,
        "gone_run": None,
        "follows": None,
        "duplicate_cluster": None,
        "extractor_version": None,
    }


def clean(text: str | None) -> str | None:
    """Text that UTF-8 can hold: half a surrogate pair, as JSON may smuggle one in, becomes the replacement character."""
    return None if text is None else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
