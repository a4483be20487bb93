"""The door to the network: every connection goes to an address that was checked, and ends when its time is up.

Belongs here: name resolution, the check of addresses, and the deadline of a connection's reads and writes. Does not: requests.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import httpcore
import httpx

from assets.sources.refusal import Refusal

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# prefixes behind which an address of the old kind is written in the new one: RFC 6052, RFC 8215
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
# relays of 6to4 (RFC 7526): a way into networks that nobody looks after
_RELAYS = ipaddress.IPv4Network("192.88.99.0/24")


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the open internet: not private, loopback, link-local, multicast, reserved, nor one of
    these in the disguise of IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in network for network in _TRANSLATED):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    elif address in _RELAYS:
        return False
    return address.is_global and not address.is_multicast


def checked_addresses(host: str, port: int, private_hosts: frozenset[str]) -> list[str]:
    """The IP addresses of a host, all of them fit to be connected to.

    `private_hosts` are hosts, or host:port, that may lie in a private network. Raises Refusal for a host of which one address
    is not public, and OSError where the name cannot be resolved.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = list(dict.fromkeys(found))
    if not private_hosts & {host.lower(), f"{host.lower()}:{port}"}:
        for address in addresses:
            if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise Refusal(
                    "private_address",
                    f"{host} is {address}, which is not on the open internet. If it is a server of your own, add it to "
                    "allow_private_hosts of this source.",
                )
    return addresses


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over connections that are opened here. `deadline` is the moment (time.monotonic) at which all must end."""

    def __init__(self, private_hosts: frozenset[str]) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        # the one place where httpx lets connections be made by somebody else is httpcore's pool
        self._backend = _GuardedBackend(private_hosts)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(), network_backend=self._backend, max_keepalive_connections=4
        )

    def set_deadline(self, moment: float) -> None:
        """The moment of time.monotonic() at which the request that comes next must have ended."""
        self._backend.deadline = moment


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against the usual authorities; reading these takes a while, so it is done once."""
    return httpx.create_ssl_context()


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, private_hosts: frozenset[str]) -> None:
        self._private_hosts = private_hosts
        self._inner = httpcore.SyncBackend()
        self.deadline = float("inf")

    def remaining(self, timeout: float | None, error: type[Exception]) -> float:
        """Seconds that an operation may take; raises `error` when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise error("the time for this answer is up")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the addresses that were checked, and not to what the name means a moment later."""
        try:
            addresses = checked_addresses(host, port, self._private_hosts)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                left = self.remaining(timeout, httpcore.ConnectTimeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self)
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: nothing on this machine is a source of pages."""
        raise httpcore.UnsupportedProtocol("sockets of this machine are not connected to")


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.remaining(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.remaining(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._backend.remaining(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._backend)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
