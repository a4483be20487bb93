"""Pages of the web as files of a folder beside the warehouse, each with a sidecar that says where it came from.

Belongs here: which file a page has, writing it, and what was said when it was fetched. Does not: asking servers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assets.reading import Hints
from assets.sources.addresses import file_stem
from assets.sources.answer import Answer
from assets.sources.content import encoding_of, suffix_of
from assets.sources.items import Item
from assets.sources.model import FolderSource, WebSource
from assets.sources.refusal import Refusal
from assets.sources.sidecar import (
    Fetched,
    Sidecar,
    SidecarError,
    read_sidecar,
    sidecar_name,
    write_sidecar,
    write_whole,
)

Kept = Literal["new", "changed", "unchanged", "gone"]


def mirror_root(published: Path) -> Path:
    """The folder of all mirrors of a warehouse: out/x.duckdb has out/x.fetched."""
    return published.with_name(f"{published.stem}.fetched")


def mirrored(source: WebSource, root: Path) -> FolderSource:
    """The folder into which a source is mirrored, as a source of files."""
    return FolderSource(source.name, root / source.folder_name, hints=source.hints, mirror=True)


@dataclass(frozen=True, slots=True)
class Record:
    """A page that was fetched before: its file, and what its sidecar says."""

    file: Path
    hints: Hints
    fetched: Fetched

    @property
    def is_whole(self) -> bool:
        """Whether the file still has the bytes of which the server spoke."""
        try:
            return hashlib.sha256(self.file.read_bytes()).hexdigest() == self.fetched.sha256
        except OSError:
            return False

    @property
    def conditions(self) -> Mapping[str, str]:
        """Headers that ask for the page only if it is another one; none where the file is not what was fetched."""
        if not self.is_whole:
            return {}
        said = {"If-None-Match": self.fetched.etag, "If-Modified-Since": self.fetched.last_modified}
        return {name: value for name, value in said.items() if value}


class Mirror:
    """All pages that were fetched for a warehouse, by their addresses and by those that led to them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._records: dict[str, Record] = {}
        for record in _records(root):
            self._remember(record)

    def find(self, address: str) -> Record | None:
        """The page that stands at a canonical address, or to which it led before."""
        return self._records.get(address)

    def keep(
        self, source: WebSource, item: Item, listed_as: str, address: str, answer: Answer, now: str
    ) -> tuple[Kept, Path]:
        """Writes the page of an answer of status 200; `address` is the canonical one where it stands, `now` a moment in UTC.

        A page whose bytes are those that are kept leaves its file alone. Raises Refusal for what is no article.
        """
        before = self._records.get(address)
        suffix = suffix_of(answer)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        same = (
            before is not None and before.fetched.sha256 == sha256 and before.is_whole and before.file.suffix == suffix
        )
        file = before.file.with_suffix(suffix) if before else self._new_file(source, address, item, suffix)
        fetched = Fetched(
            at=before.fetched.at if before is not None and same else now,
            sha256=sha256,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            content_type=answer.headers.get("content-type"),
            lastmod=item.lastmod,
            listed_as=_with(before, listed_as, address),
        )
        record = Record(file, replace(_hints(item, address), encoding=encoding_of(answer)), fetched)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # first what says where it comes from: a page without it would be taken for another article
            self._write_sidecar(record, before)
            if not same:
                write_whole(file, answer.body)
            if before is not None and before.file != file:
                sidecar_name(before.file).unlink(missing_ok=True)
                before.file.unlink(missing_ok=True)
        except OSError as error:
            raise Refusal("not_kept", f"{file} cannot be written: {error.strerror or error}.") from error
        self._remember(record)
        return ("unchanged" if same else "changed" if before else "new"), file

    def still_there(self, record: Record, item: Item, listed_as: str) -> None:
        """The server says that the page is as it was: at most what is said of it is written anew."""
        address = record.hints.uri or listed_as
        fetched = replace(
            record.fetched,
            gone_since=None,
            lastmod=item.lastmod or record.fetched.lastmod,
            listed_as=_with(record, listed_as, address),
        )
        said = replace(_hints(item, address), encoding=record.hints.encoding)
        self._rewrite(record, Record(record.file, said, fetched))

    def gone(self, record: Record, now: str) -> None:
        """The server no longer has the page: its sidecar says since when, the file stays."""
        if record.fetched.gone_since is None:
            self._rewrite(record, replace(record, fetched=replace(record.fetched, gone_since=now)))

    def _rewrite(self, before: Record, record: Record) -> None:
        try:
            self._write_sidecar(record, before)
        except OSError as error:
            raise Refusal(
                "not_kept", f"{sidecar_name(record.file)} cannot be written: {error.strerror or error}."
            ) from error
        self._remember(record)

    def _write_sidecar(self, record: Record, before: Record | None) -> None:
        if record != before:
            write_sidecar(record.file, Sidecar(record.hints, record.fetched))

    def _new_file(self, source: WebSource, address: str, item: Item, suffix: str) -> Path:
        return self.root / source.folder_name / f"{file_stem(address, item.title)}{suffix}"

    def _remember(self, record: Record) -> None:
        for address in (*record.fetched.listed_as, record.hints.uri):
            if address:
                self._records[address] = record


def _hints(item: Item, address: str) -> Hints:
    """What the feed says of a page. The address it stands at is what it is known by."""
    return Hints(
        uri=address, title=item.title, author=item.author, published_on=item.published_on, language=item.language
    )


def _with(before: Record | None, listed_as: str, address: str) -> tuple[str, ...]:
    """The addresses that led to a page, its own left out; at most the twenty that came last."""
    known = before.fetched.listed_as if before else ()
    return tuple(dict.fromkeys(one for one in (*known, listed_as) if one != address))[-20:]


def _records(root: Path) -> Iterator[Record]:
    """The pages in the mirrors; a sidecar that cannot be followed is as none, and its page is fetched anew."""
    for place in sorted(root.glob("*/*.meta.toml")):
        try:
            sidecar = read_sidecar(place)
        except SidecarError:
            continue
        file = place.with_name(place.name.removesuffix(".meta.toml"))
        if sidecar.fetched is not None and sidecar.hints.uri and file.is_file():
            yield Record(file, sidecar.hints, sidecar.fetched)
