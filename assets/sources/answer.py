"""One request and its answer, within limits of time and size.

Belongs here: asking one address once. Does not: redirects, retries, robots and pauses (`assets.sources.browser`).
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from assets.sources.guard import GuardedTransport
from assets.sources.refusal import Refusal, Trouble

_OK, _NOT_MODIFIED = 200, 304
_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
_CHUNK_BYTES = 64 * 1024
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest an answer may take in seconds, all of it, and its largest size in bytes, unpacked."""

    answer_seconds: float
    answer_bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `body` is unpacked, and empty for all but an answer of status 200."""

    address: str
    status: int
    headers: httpx.Headers
    body: bytes = b""


def open_client(private_hosts: frozenset[str], user_agent: str) -> tuple[httpx.Client, GuardedTransport]:
    """A client whose connections are guarded; one a source, since what it may connect to differs. No cookies are kept, and
    neither proxies nor passwords are taken from the environment."""
    transport = GuardedTransport(private_hosts)
    headers = {
        "User-Agent": user_agent,
        "Accept-Encoding": "gzip",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    }
    return httpx.Client(transport=transport, headers=headers, trust_env=False, follow_redirects=False), transport


def ask(
    client: httpx.Client,
    transport: GuardedTransport,
    address: str,
    limits: Limits,
    headers: Mapping[str, str] | None = None,
    *,
    cut: bool = False,
) -> Answer:
    """Asks for `address` once and follows nothing. With `cut`, a body that is too large is cut instead of refused.

    Raises Trouble for what may pass (timeouts, connections that break, 429 and 5xx) and Refusal for what will not.
    """
    transport.set_deadline(time.monotonic() + limits.answer_seconds)
    client.cookies.clear()
    try:
        request = client.build_request("GET", address, headers=dict(headers or {}), timeout=limits.answer_seconds)
        response = client.send(request, stream=True)
        try:
            return _answer(response, address, limits, cut)
        finally:
            response.close()
    except httpx.TimeoutException as error:
        what = "gave no connection" if isinstance(error, httpx.ConnectTimeout) else "did not end its answer"
        detail = f"The server {what} within {limits.answer_seconds:g} s. Try again later, or raise answer_seconds of [fetch]."
        raise Trouble(Refusal("too_slow", detail)) from error
    except (httpx.TransportError, httpx.InvalidURL) as error:
        detail = f"The server cannot be reached, or broke off: {error or type(error).__name__}. Check the address; try again later."
        raise Trouble(Refusal("unreachable", detail)) from error


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds of a Retry-After header, which has a number of seconds or a moment; None where it says neither."""
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - (now or datetime.now(UTC))).total_seconds())


def _answer(response: httpx.Response, address: str, limits: Limits, cut: bool) -> Answer:
    if response.status_code in _MAY_PASS:
        detail = f"The server answers {response.status_code} {response.reason_phrase}. Try again later."
        raise Trouble(Refusal("status", detail), retry_after(response.headers.get("retry-after")))
    if response.status_code != _OK:
        return Answer(address, response.status_code, response.headers)
    declared = response.headers.get("content-length", "")
    if not cut and declared.isascii() and declared.isdigit() and int(declared[:18]) > limits.answer_bytes:
        raise _too_large(limits)
    body = bytearray()
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    for part in _unpacked(_counted(response.iter_raw(_CHUNK_BYTES), limits, cut), encoding):
        body += part
        if len(body) > limits.answer_bytes:
            if not cut:
                raise _too_large(limits)
            del body[limits.answer_bytes :]
            break
    return Answer(address, _OK, response.headers, bytes(body))


def _counted(chunks: Iterable[bytes], limits: Limits, cut: bool) -> Iterator[bytes]:
    """The chunks as they come; packed bytes that unpack to nothing are counted too."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
        if size > limits.answer_bytes:
            if cut:
                return
            raise _too_large(limits)


def _unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes that were packed, in pieces that never are larger than a chunk, however well they were packed."""
    if encoding in ("identity", ""):
        yield from chunks
        return
    if encoding not in _PACKED:
        raise Refusal("content_encoding", f"The server packs its answer as {encoding[:40]!r}, which was not asked for.")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker.eof:
                # a second member; what follows the last one and is none is padding
                unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
            try:
                piece = unpacker.decompress(rest, _CHUNK_BYTES)
            except zlib.error as error:
                if begun and not unpacker.unconsumed_tail and rest.strip(b"\0") == b"":
                    return
                raise Trouble(Refusal("broken", f"The answer cannot be unpacked: {error}. Try again later.")) from error
            begun = True
            yield piece
            rest = unpacker.unconsumed_tail or unpacker.unused_data
            while not rest and len(piece) == _CHUNK_BYTES:
                piece = unpacker.decompress(b"", _CHUNK_BYTES)
                yield piece
    if begun and not unpacker.eof:
        raise Trouble(Refusal("broken", "The answer breaks off before its end. Try again later."))


def _too_large(limits: Limits) -> Refusal:
    detail = f"The answer has more than {limits.answer_bytes:,} bytes, unpacked. Raise answer_bytes of [fetch] if it is an article."
    return Refusal("too_large", detail)
