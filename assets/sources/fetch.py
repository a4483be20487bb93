"""Mirrors the pages of feeds, addresses and sitemaps into files: what is new, what changed, what is gone, what was refused.

Belongs here: the order of requests over all sources, and what is reported. Does not: one page (`assets.sources.browser`), nor its
file (`assets.sources.mirror`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from assets.sources.addresses import canonical, host_of
from assets.sources.browser import Browser, Manners
from assets.sources.items import Item
from assets.sources.listings import list_items
from assets.sources.mirror import Mirror
from assets.sources.model import FetchOptions, WebSource
from assets.sources.refusal import Refusal

Outcome = Literal["new", "changed", "unchanged", "gone", "refused", "would_fetch", "would_ask"]


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What became of one address; `detail` says why it was refused, or gone, and what to do. `path` is the file of its page."""

    source: str
    address: str
    outcome: Outcome
    reason: str | None = None
    detail: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """Counts of one source that add up: listed = fetched + unchanged + gone + refused; a dry run has `would` in place of them.

    `offered` are all that its feeds or sitemaps name, before its rules and limits; those that cannot be had count as refused.
    """

    name: str
    offered: int = 0
    listed: int = 0
    fetched: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    would: int = 0


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What came of all sources, in the order of the settings, and of each address that is not unchanged, in theirs."""

    sources: tuple[SourceCounts, ...] = ()
    items: tuple[ItemOutcome, ...] = field(default=(), repr=False)

    @property
    def refused(self) -> tuple[ItemOutcome, ...]:
        """The addresses that gave no page, with why."""
        return tuple(item for item in self.items if item.outcome == "refused")


@dataclass(frozen=True, slots=True)
class _Task:
    """One page that is to be asked for, under the canonical form of its address."""

    source: WebSource
    browser: Browser
    item: Item
    address: str


def fetch(
    sources: Sequence[WebSource],
    root: Path,
    options: FetchOptions,
    *,
    dry_run: bool = False,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> FetchReport:
    """Brings the mirrors below `root` up to date. One page that cannot be had is reported and stops nothing.

    A dry run asks feeds, sitemaps and robots.txt, but for no page, and writes nothing. `now` is the moment in UTC that is written down.
    """
    moment = now or datetime.now(UTC)
    manners = Manners(options)
    mirror = Mirror(root)
    run = _Run(mirror, moment.isoformat(timespec="seconds"), dry_run)
    with ExitStack() as stack:
        tasks: list[_Task] = []
        for source in sources:
            browser = stack.enter_context(Browser(manners, source.private_hosts))
            say(f"{source.name}: listing")
            tasks += run.listed(source, browser, options, moment)
        say(f"{len(tasks)} pages to look at")
        for task in _in_turn(tasks, manners):
            run.take(task)
    return run.report(sources)


class _Run:
    """What one run has seen so far."""

    def __init__(self, mirror: Mirror, now: str, dry_run: bool) -> None:
        self._mirror = mirror
        self._now = now
        self._dry_run = dry_run
        self._offered: dict[str, int] = {}
        self._outcomes: list[ItemOutcome] = []
        self._listed: set[str] = set()
        self._done: set[Path] = set()

    def listed(self, source: WebSource, browser: Browser, options: FetchOptions, now: datetime) -> list[_Task]:
        """The pages of a source that no source before it listed."""
        folder = self._mirror.root / source.folder_name
        try:
            found = list_items(source, browser, folder, options, now.date(), keep=not self._dry_run)
        except Exception as error:  # one source must not stop the others; its line in the report says what happened
            self._outcomes.append(_refused(source, source.addresses[0], _fault(error)))
            return []
        self._offered[source.name] = found.offered
        self._outcomes += [_refused(source, address, why) for address, why in found.problems]
        tasks = [_Task(source, browser, item, canonical(item.address)) for item in found.items]
        fresh = [task for task in tasks if task.address not in self._listed]
        self._listed |= {task.address for task in fresh}
        return fresh

    def take(self, task: _Task) -> None:
        """One page: asked for, and kept or refused."""
        try:
            outcome = self._dry(task) if self._dry_run else self._fetched(task)
        except Refusal as refusal:
            outcome = _refused(task.source, task.item.address, refusal)
        except Exception as error:  # one page must not stop a run; its line in the report says what happened
            outcome = _refused(task.source, task.item.address, _fault(error))
        self._outcomes.append(outcome)

    def report(self, sources: Iterable[WebSource]) -> FetchReport:
        """The counts of each source, and the addresses that are not unchanged."""
        counts: list[SourceCounts] = []
        for source in sources:
            said = [item.outcome for item in self._outcomes if item.source == source.name]
            counts.append(
                SourceCounts(
                    source.name,
                    offered=self._offered.get(source.name, 0),
                    listed=len(said),
                    fetched=said.count("new") + said.count("changed"),
                    unchanged=said.count("unchanged"),
                    gone=said.count("gone"),
                    refused=said.count("refused"),
                    would=said.count("would_fetch") + said.count("would_ask"),
                )
            )
        return FetchReport(tuple(counts), tuple(item for item in self._outcomes if item.outcome != "unchanged"))

    def _dry(self, task: _Task) -> ItemOutcome:
        if self._is_as_listed(task):
            return _outcome(task, "unchanged")
        task.browser.must_be_allowed(task.item.address)
        record = self._mirror.find(task.address)
        return _outcome(task, "would_ask" if record else "would_fetch", record.file if record else None)

    def _is_as_listed(self, task: _Task) -> bool:
        """Whether the sitemap says that the page did not change since it was fetched, so that nobody need be asked."""
        record = self._mirror.find(task.address)
        if record is None or record.fetched.gone_since or not task.item.lastmod:
            return False
        return task.item.lastmod == record.fetched.lastmod and record.is_whole

    def _fetched(self, task: _Task) -> ItemOutcome:
        if self._is_as_listed(task):
            return _outcome(task, "unchanged")
        answer = task.browser.get(task.item.address, self._conditions)
        address = canonical(answer.address)
        record = self._mirror.find(address)
        if record is not None and record.file in self._done:
            # another address of this run led to the same page
            return _outcome(task, "unchanged", record.file)
        if answer.status in (404, 410):
            return self._gone(task, answer.status)
        if answer.status == 304:
            if record is None:
                raise Refusal("status", "The server answers 304 although nothing was said of an earlier answer.")
            self._mirror.still_there(record, task.item, task.address)
            self._done.add(record.file)
            return _outcome(task, "unchanged", record.file)
        kept, file = self._mirror.keep(task.source, task.item, task.address, address, answer, self._now)
        self._done.add(file)
        return _outcome(task, kept, file)

    def _gone(self, task: _Task, status: int) -> ItemOutcome:
        record = self._mirror.find(task.address)
        detail = f"The server no longer has the page ({status}); nothing was kept of it."
        if record is not None:
            self._mirror.gone(record, self._now)
            detail = (
                f"The server no longer has the page ({status}); its file is kept, its figures are no longer current."
            )
        return ItemOutcome(
            task.source.name, task.item.address, "gone", "gone", detail, record.file.as_posix() if record else None
        )

    def _conditions(self, address: str) -> dict[str, str]:
        record = self._mirror.find(address)
        # what was said of a page holds at the address where it stands, not at one that leads there
        return dict(record.conditions) if record is not None and record.hints.uri == address else {}


def _in_turn(tasks: Sequence[_Task], manners: Manners) -> Iterable[_Task]:
    """The tasks, always one of the host that may be asked soonest: while one host rests, the others are asked."""
    queues: dict[str, deque[_Task]] = {}
    for task in tasks:
        queues.setdefault(host_of(task.address), deque()).append(task)
    while queues:
        host = min(queues, key=manners.pace.ready_at)
        yield queues[host].popleft()
        if not queues[host]:
            del queues[host]


def _outcome(task: _Task, outcome: Outcome, file: Path | None = None) -> ItemOutcome:
    return ItemOutcome(task.source.name, task.item.address, outcome, path=file.as_posix() if file else None)


def _refused(source: WebSource, address: str, refusal: Refusal) -> ItemOutcome:
    return ItemOutcome(source.name, address, "refused", refusal.reason, refusal.detail)


def _fault(error: Exception) -> Refusal:
    """What is said of an error that nobody foresaw."""
    detail = (
        f"Fetching failed with {type(error).__name__}: {error}. This is an error in Tieout; please report the address."
    )
    return Refusal("broken", detail)
