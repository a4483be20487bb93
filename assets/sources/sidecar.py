"""`NAME.meta.toml`, the file beside an article that says what the article does not: read strictly, written whole.

Belongs here: its keys and what is said of a broken one. Does not: which files have one (`assets.sources.listing`).
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assets.reading import Hints
from warehouse.spelling import did_you_mean

SIDECAR_SUFFIX = ".meta.toml"
_MAX_BYTES = 64 * 1024
_FETCHED = "fetched"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class SidecarError(ValueError):
    """A sidecar cannot be followed; the message names the file, the line and what to write."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server said of a page when it was last asked. `at` and `gone_since` are moments in UTC, ISO 8601.

    `sha256` is that of the bytes for which `etag` and `last_modified` hold; `listed_as` are the addresses that led to the page,
    `lastmod` what its sitemap said of its age.
    """

    at: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    lastmod: str | None = None
    gone_since: str | None = None
    listed_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What stands beside a file: what the user says of it, and where it came from if it was fetched."""

    hints: Hints
    fetched: Fetched | None = None


def sidecar_name(article: Path) -> Path:
    """The sidecar that is written for an article: 'a.html' has 'a.html.meta.toml'."""
    return article.with_name(article.name + SIDECAR_SUFFIX)


def find_sidecar(article: Path) -> Path | None:
    """The sidecar of an article: 'a.html.meta.toml', or 'a.meta.toml'. Raises SidecarError where both are there."""
    places = (sidecar_name(article), article.with_name(article.stem + SIDECAR_SUFFIX))
    there = [place for place in dict.fromkeys(places) if os.path.lexists(place)]
    if len(there) > 1:
        raise SidecarError(f"{article.name} has two: {there[0].name} and {there[1].name}; keep one of them.")
    return there[0] if there else None


def read_sidecar(path: Path) -> Sidecar:
    """What a sidecar says. Raises SidecarError that names the line of what is wrong."""
    text = _text_of(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SidecarError(f"{path.name}: not valid TOML: {error}.") from error
    except RecursionError as error:
        raise SidecarError(f"{path.name}: nested too deeply.") from error
    fetched = content.pop(_FETCHED, None)
    values: dict[str, Any] = {}
    for key, value in content.items():
        where = f"{path.name}, line {_line_of(text, key)}"
        if key not in _CHECKS:
            raise SidecarError(f"{where}: unknown key {key!r}; {did_you_mean(key, _CHECKS)}")
        try:
            values[key] = _CHECKS[key](value)
        except ValueError as error:
            raise SidecarError(f"{where}: {key} must be {error}.") from error
    return Sidecar(Hints(**values), _fetched_of(fetched, path.name, text))


def write_sidecar(article: Path, sidecar: Sidecar) -> None:
    """Puts the sidecar beside its article, whole or not at all."""
    said = {f.name: getattr(sidecar.hints, f.name) for f in fields(Hints)}
    lines = [f"{key} = {_toml(value)}" for key, value in said.items() if value is not None]
    if sidecar.fetched is not None:
        lines += ["", f"[{_FETCHED}]"]
        found = {f.name: getattr(sidecar.fetched, f.name) for f in fields(Fetched)}
        lines += [f"{key} = {_toml(value)}" for key, value in found.items() if value not in (None, ())]
    write_whole(sidecar_name(article), ("\n".join(lines) + "\n").encode("utf-8", "replace"))


def write_whole(path: Path, content: bytes) -> None:
    """Puts a file in place whole, so that nobody ever reads half of it; what was there before is replaced."""
    # hidden, so that no walk of the folder takes it for an article
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _text_of(path: Path) -> str:
    try:
        # a pipe would wait for ever, and a link may lead out of the folder
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise SidecarError(f"{path.name} is no regular file; put the file itself here.")
        if status.st_size > _MAX_BYTES:
            raise SidecarError(f"{path.name} has {status.st_size:,} bytes; at most {_MAX_BYTES:,} are read.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SidecarError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise SidecarError(f"{path.name}: not UTF-8 at byte {error.start}; save it with that encoding.") from error


def _line_of(text: str, key: str) -> int:
    """1-based line on which a key is written; 1 where it is written in another style."""
    wanted = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    return next((number for number, line in enumerate(text.splitlines(), start=1) if wanted.match(line)), 1)


def _fetched_of(table: object, name: str, text: str) -> Fetched | None:
    if table is None:
        return None
    known = {f.name for f in fields(Fetched)}
    found: dict[str, Any] = table if isinstance(table, dict) else {}
    listed = found.get("listed_as", [])
    texts = [
        *(value for key, value in found.items() if key != "listed_as"),
        *(listed if isinstance(listed, list) else [0]),
    ]
    if not {"at", "sha256"} <= set(found) <= known or not all(isinstance(text, str) for text in texts):
        where = f"{name}, line {_line_of(text, _FETCHED)}"
        raise SidecarError(f"{where}: [{_FETCHED}] is written by `tieout fetch`; take it out, or fetch the page again.")
    return Fetched(**{**found, "listed_as": tuple(listed)})


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError('a string, such as "…", and not empty')
    return value.strip()


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise ValueError("a day such as 2025-03-31") from error


def language_tag(value: object) -> str:
    """A language tag as BCP 47 writes it. Raises ValueError that says what is wanted."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise ValueError('a language tag such as "en" or "pt-BR"')
    return value


def _address(value: object) -> str:
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or not parts.scheme or not (parts.netloc or parts.scheme in ("urn", "doi")):
        raise ValueError('an address such as "https://example.org/news/1"')
    return str(value)


def _encoding(value: object) -> str:
    try:
        found = codecs.lookup(_word(value))
    except LookupError as error:
        raise ValueError('the name of an encoding such as "utf-8" or "windows-1251"') from error
    return found.name


_CHECKS: dict[str, Callable[[object], object]] = {
    "title": _word,
    "publisher": _word,
    "author": _word,
    "published_on": _day,
    "language": language_tag,
    "licence": _word,
    "uri": _address,
    "encoding": _encoding,
}


def _toml(value: object) -> str:
    """A value as TOML; a JSON string is a TOML string, but for DEL and halves of surrogate pairs."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    clean = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
