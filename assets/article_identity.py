"""Which article a document is: the one that stood at its place, the one of its address, or a new one.

Belongs here: ids and addresses of articles over many runs. Does not: rows (`assets.article_writing`), nor files that were moved
(`assets.known_files`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assets.reading import Document, Hints
from assets.source_files import shown
from warehouse.ids import article_id
from warehouse.store import Session

_FILE = "file://"


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of an article and where it lives."""

    article_id: str
    uri: str


@dataclass(slots=True)
class Identities:
    """What is known of the articles that the files of one batch may hold. Grows with each document that is named."""

    by_uri: dict[str, tuple[str, str, bool]]
    """address -> article, its file, whether it is current"""
    standing: dict[str, list[Identity]]
    """file -> articles that stood in it"""
    taken: dict[str, str]
    """article -> an address of it"""
    absent: Collection[str]
    """files that are no longer there"""
    named: set[str] = field(default_factory=set[str])
    """addresses of the documents that were named"""

    def name(self, path: Path, hints: Hints, document: Document, version: str) -> Identity:
        """The article that this document of the file at `path` is."""
        place = shown(path)
        uri = self._address(path, hints, document)
        while uri in self.named:
            # two records of a file that say the same id of themselves are two articles all the same
            uri += "~"
        self.named.add(uri)
        known = self.by_uri.get(uri) or self._same_place(place, uri, document)
        found = Identity(known[0] if known else self._fresh(uri, version), uri)
        self.by_uri[uri] = (found.article_id, place, True)
        self.taken[found.article_id] = uri
        return found

    def _address(self, path: Path, hints: Hints, document: Document) -> str:
        """Its own address, or that of its file where another file that is still there already is the article of that address."""
        fragment = f"#{document.fragment}" if document.fragment else ""
        given = _given(hints, document)
        if given:
            known = self.by_uri.get(given)
            if known is None or not known[2] or known[1] == shown(path) or known[1] in self.absent:
                return given
        return path.as_uri() + fragment

    def _same_place(self, place: str, uri: str, document: Document) -> tuple[str, str, bool] | None:
        """The one article of the file, where only now its address on the web is known, or no longer."""
        before = self.standing.get(place, [])
        if document.fragment or len(before) != 1:
            return None
        if not (before[0].uri.startswith(_FILE) or uri.startswith(_FILE)):
            return None
        return before[0].article_id, place, True

    def _fresh(self, uri: str, version: str) -> str:
        """An id for an article that nobody knew: of its address, unless an article that was moved away from there has that."""
        found = article_id(uri)
        return found if self.taken.get(found, uri) == uri else article_id(f"{uri} {version}")


def _given(hints: Hints, document: Document) -> str | None:
    """The address on the web: of the file as the user gives it, or of a record as it says itself."""
    if hints.uri:
        return f"{hints.uri}#{document.fragment}" if document.fragment else hints.uri
    return document.address


def identities(
    session: Session, files: Iterable[tuple[Path, Hints, Iterable[Document]]], absent: Collection[str]
) -> Identities:
    """What the store knows of the articles that may stand in these files."""
    paths: list[str] = []
    uris: set[str] = set()
    for path, hints, documents in files:
        paths.append(shown(path))
        for document in documents:
            fragment = f"#{document.fragment}" if document.fragment else ""
            uris |= {path.as_uri() + fragment, _given(hints, document) or path.as_uri() + fragment}
    asked = {"paths": paths, "uris": sorted(uris), "ids": [article_id(uri) for uri in sorted(uris)]}
    found = Identities({}, {}, {}, absent)
    # current ones come last and hold
    for article, uri, path, is_current in session.query_file("queries/articles_at", asked).iter_rows():
        found.by_uri[uri] = (article, path, is_current)
        found.taken.setdefault(article, uri)
        if is_current:
            found.standing.setdefault(path, []).append(Identity(article, uri))
            found.taken[article] = uri
    return found
