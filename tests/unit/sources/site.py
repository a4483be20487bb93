"""A real HTTP server on the loopback whose answers a test sets path by path, and the log of what it was asked."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = Callable[[BaseHTTPRequestHandler], None]
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The quay is 640 metres long.</p></article></body></html>"


@dataclass(slots=True)
class Site:
    """Answers by path, query included; a path that is not there is a 404. `asked` has path and headers of each request."""

    server: ThreadingHTTPServer
    answers: dict[str, Handler] = field(default_factory=dict[str, Handler])
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list[tuple[str, Mapping[str, str]]])

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def say(self, path: str, body: str | bytes = b"", status: int = 200, /, **headers: str) -> None:
        """Answers `path` with these; underscores in names of headers stand for hyphens."""
        content = body.encode("utf-8") if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            send(request, status, content, named)

        self.answers[path] = answer

    def page(self, path: str, title: str = "Quay opens", **headers: str) -> None:
        """Answers with a page that has an article."""
        self.say(path, PAGE.format(title), 200, **{"Content_Type": "text/html; charset=utf-8", **headers})

    def page_with_etag(self, path: str, etag: str, title: str = "Quay opens") -> None:
        """A page that is not sent again to whoever has it."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            if request.headers.get("If-None-Match") == etag:
                send(request, 304, b"", {"ETag": etag})
            else:
                send(request, 200, PAGE.format(title).encode(), {"ETag": etag, "Content-Type": "text/html"})

        self.answers[path] = answer


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    """A whole answer."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    if status != 304 and "Content-Length" not in headers:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed a thousandfold."""
    return gzip.compress(bytes(megabytes * 1024 * 1024))


def started() -> Site:
    """A server in a thread of its own; end it with `server.shutdown()`."""
    site: Site

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            answer = site.answers.get(self.path)
            if answer is None:
                send(self, 404, b"", {})
            else:
                answer(self)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    # a test that asks for an answer without end must not wait for it at the end
    server.daemon_threads = True
    server.block_on_close = False
    site = Site(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return site
