"""Asks for a page as a well-mannered robot: robots.txt, pauses, retries, redirects that are looked at one by one.

Belongs here: from an address to the answer that stands at its end. Does not: a single request (`assets.sources.answer`), nor what
is done with a page.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from protego import Protego

from assets.sources.addresses import canonical, host_of, is_front_page, joined, origin_of
from assets.sources.answer import Answer, Limits, ask, open_client
from assets.sources.model import ROBOT_NAME, FetchOptions
from assets.sources.pace import Pace
from assets.sources.refusal import Refusal, Trouble

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 8
_ROBOTS_REDIRECTS = 5
# RFC 9309, 2.5: a crawler reads at least so much of a robots.txt
_ROBOTS_BYTES = 512_000


@dataclass(slots=True)
class Manners:
    """What is kept from request to request through one run, whichever source asks: paces and the rules of each site."""

    options: FetchOptions
    pace: Pace = field(init=False)
    robots: dict[str, Protego | Refusal | None] = field(default_factory=dict[str, "Protego | Refusal | None"])

    def __post_init__(self) -> None:
        self.pace = Pace(self.options.pause_seconds, self.options.longest_pause_seconds)


class Browser:
    """Asks for the pages of one source. Use as a context: its connections are closed at the end."""

    def __init__(self, manners: Manners, private_hosts: frozenset[str]) -> None:
        self._manners = manners
        self._options = manners.options
        self._limits = Limits(manners.options.answer_seconds, manners.options.answer_bytes)
        self._client, self._transport = open_client(private_hosts, manners.options.user_agent)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, address: str, known: Callable[[str], Mapping[str, str]]) -> Answer:
        """The answer at the end of all redirects, of status 200, 304, 404 or 410; its address is where it stands.

        `known` gives the conditional headers for an address of which something is known. Raises Refusal.
        """
        seen: set[str] = set()
        at = address
        while len(seen) <= _MOST_REDIRECTS:
            seen.add(at)
            self.must_be_allowed(at)
            answer = self._persistently(at, known(canonical(at)))
            if answer.status not in _REDIRECTS:
                return _judged(answer, address)
            at = _target(answer)
            if at in seen:
                raise Refusal("redirect", f"The address leads in a circle, back to {at}. Check it in a browser.")
        raise Refusal(
            "redirect", f"More than {_MOST_REDIRECTS} redirects; the last led to {at}. Check it in a browser."
        )

    def must_be_allowed(self, address: str) -> None:
        """Raises Refusal where robots.txt of the site keeps robots from an address, or cannot be had."""
        origin = origin_of(address)
        if origin not in self._manners.robots:
            self._manners.robots[origin] = self._read_robots(origin)
            self._keep_to_its_pace(origin)
        rules = self._manners.robots[origin]
        if isinstance(rules, Refusal):
            raise rules
        if rules is not None and not rules.can_fetch(address, ROBOT_NAME):
            raise Refusal(
                "robots",
                f"{origin}/robots.txt does not allow robots here. Ask the publisher, or save the page yourself.",
            )

    def _persistently(self, address: str, headers: Mapping[str, str]) -> Answer:
        """One address, tried again where trouble may pass."""
        pace, options, host = self._manners.pace, self._options, host_of(address)
        for attempt in range(1, options.tries + 1):
            pace.wait(host)
            try:
                answer = ask(self._client, self._transport, address, self._limits, headers)
            except Trouble as trouble:
                wanted = trouble.wait_seconds
                if wanted is not None and wanted > options.longest_wait_seconds:
                    detail = (
                        f"{host} asks to be left alone for {wanted:,.0f} s. It was, in this run; run again after that."
                    )
                    pace.close(host, Refusal("postponed", detail))
                    raise Refusal("postponed", detail) from trouble
                if attempt == options.tries:
                    pace.failed(host)
                    raise trouble.refusal from trouble
                pace.hold(host, wanted if wanted is not None else self._backoff(attempt))
            else:
                pace.succeeded(host)
                return answer
        raise AssertionError("tries is at least 1")

    def _backoff(self, attempt: int) -> float:
        """Seconds before the next try: twice as long each time, by chance up to that, so that many clients do not come as one."""
        return min(self._options.backoff_seconds * 2 ** (attempt - 1), self._options.longest_wait_seconds) * (
            0.5 + random.random() / 2
        )

    def _read_robots(self, origin: str) -> Protego | Refusal | None:
        """The rules of a site as RFC 9309 says: none where it has none; nothing is allowed where it cannot say."""
        at = f"{origin}/robots.txt"
        limits = Limits(self._limits.answer_seconds, _ROBOTS_BYTES)
        try:
            for _ in range(_ROBOTS_REDIRECTS + 1):
                answer = self._robots_answer(at, limits)
                if answer.status == 200:
                    return Protego.parse(answer.body.decode("utf-8-sig", "replace"))
                if answer.status not in _REDIRECTS:
                    return None
                at = _target(answer)
        except Trouble as trouble:
            detail = f"{origin}/robots.txt cannot be had, so nothing there may be asked for: {trouble.refusal.detail}"
            return Refusal("robots_unreachable", detail)
        except Refusal as refusal:
            # what one source may not connect to, another may
            if refusal.reason == "private_address":
                raise
            return refusal
        return None

    def _robots_answer(self, at: str, limits: Limits) -> Answer:
        for attempt in range(1, self._options.tries + 1):
            self._manners.pace.wait(host_of(at))
            try:
                return ask(self._client, self._transport, at, limits, cut=True)
            except Trouble as trouble:
                wait = trouble.wait_seconds
                if attempt == self._options.tries or (wait or 0) > self._options.longest_wait_seconds:
                    raise
                self._manners.pace.hold(host_of(at), self._backoff(attempt) if wait is None else wait)
        raise AssertionError("tries is at least 1")

    def _keep_to_its_pace(self, origin: str) -> None:
        rules = self._manners.robots[origin]
        if not isinstance(rules, Protego):
            return
        delay, rate = rules.crawl_delay(ROBOT_NAME), rules.request_rate(ROBOT_NAME)
        wanted = max(delay or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        if wanted:
            self._manners.pace.slow_down(host_of(origin), wanted)


def _target(answer: Answer) -> str:
    location = answer.headers.get("location")
    if not location:
        raise Refusal(
            "redirect", f"{answer.address} answers {answer.status} without saying where to. Check it in a browser."
        )
    return joined(answer.address, location)


def _judged(answer: Answer, asked: str) -> Answer:
    """The answer, if something can be done with it. Raises Refusal."""
    if answer.status in (200, 304) and is_front_page(answer.address) and not is_front_page(asked):
        raise Refusal(
            "front_page", f"{asked} leads to the first page of {host_of(answer.address)}: the page is not there."
        )
    if answer.status not in (200, 304, 404, 410):
        what = {401: "asks for a password", 403: "refuses", 451: "may not show the page"}.get(
            answer.status, "has no page"
        )
        detail = f"The server {what} (status {answer.status}). Check it in a browser, or save the page yourself."
        raise Refusal("status", detail)
    return answer
