"""The children of this process: started when there is work, kept for the next task, replaced when one is lost, gone at the end.

Belongs here: which child does which task, and the order of the answers. Does not: what a task is (`tasks`).
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Self, TypeVar

from assets.sandbox.child import Child, SandboxError
from assets.sandbox.limits import MEGABYTE, Limits, Lost
from assets.sandbox.messages import Message

__all__ = ["Job", "Pool", "SandboxError", "shared_pool"]

MOST_CHILDREN = 4
HANDFUL = 8
"""So many waiting tasks are worth another child, which takes a tenth of a second to start."""
LOOK_SECONDS = 0.25
AHEAD = 64
AHEAD_BYTES = 64 * MEGABYTE
"""Tasks that may wait, or wait to be fetched: enough to keep all children busy while their answers are written down."""

Item = TypeVar("Item")
Answer = Message | Lost


@dataclass(frozen=True, slots=True)
class Job:
    """A task with what it may cost."""

    task: Message
    limits: Limits

    @property
    def size_bytes(self) -> int:
        """Bytes that travel to the child beside the head."""
        return sum(map(len, self.task.parts))


class Pool:
    """At most `size` children that are kept; safe to use from several threads. `ahead`: how many tasks may wait in one call,
    1 for a caller that gives a task only when it has had the answer to the last one."""

    def __init__(self, size: int | None = None, ahead: int = AHEAD) -> None:
        self.ahead = ahead
        self.size = size or min(os.cpu_count() or 1, MOST_CHILDREN)
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._folder: Path | None = None
        self._closed = False
        self._owner = os.getpid()

    def close(self) -> None:
        """Ends the children that wait, and removes their folder; those that work end when their task does."""
        if os.getpid() != self._owner:
            return  # a fork of the process whose children these are
        with self._lock:
            self._closed, idle, folder = True, self._idle, self._folder
            self._idle, self._folder = [], None
        for child in idle:
            child.close()
        if folder is not None:
            with contextlib.suppress(OSError):
                folder.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def pids(self) -> list[int]:
        """The numbers of the processes that wait for work."""
        with self._lock:
            return [child.pid for child in self._idle]

    def in_order(
        self, items: Iterable[Item], job_of: Callable[[Item], Job | None]
    ) -> Iterator[tuple[Item, Answer | None]]:
        """Each item with the answer to its job (None where it has none), in the order of the items, as they come.

        Items are fetched a little ahead. Raises SandboxError when no child can be started. When this ends early, by an
        error or an interrupt, the children that work for it are killed.
        """
        crew = _Crew(self)
        waiting: deque[tuple[Item, Future[Answer] | None, int]] = deque()
        waiting_bytes = 0
        try:
            for item in items:
                job = job_of(item)
                if job is None and not waiting:
                    yield item, None
                    continue
                waiting.append((item, crew.submit(job) if job else None, job.size_bytes if job else 0))
                waiting_bytes += waiting[-1][2]
                while waiting and (
                    len(waiting) >= self.ahead or waiting_bytes >= AHEAD_BYTES or _is_done(waiting[0][1])
                ):
                    done, future, size = waiting.popleft()
                    waiting_bytes -= size
                    yield done, _result(future) if future else None
            while waiting:
                done, future, _ = waiting.popleft()
                yield done, _result(future) if future else None
        finally:
            crew.stop()

    def lease(self, *, fresh: bool = False) -> Child:
        """A child for the caller alone, to be given back; a `fresh` one has answered nothing yet. Raises SandboxError."""
        with self._lock:
            if self._closed:
                raise SandboxError("this program is ending; no file is read any more")
            if self._idle and not fresh:
                return self._idle.pop()
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="tieout-empty-"))
            folder = self._folder
        return Child(folder)

    def give_back(self, child: Child) -> None:
        """Keeps a child that is well for the next task."""
        with self._lock:
            keep = not self._closed and len(self._idle) < self.size
            if keep:
                self._idle.append(child)
        if not keep:
            child.close()


def _result(future: Future[Answer]) -> Answer:
    """The answer, once it is there. The system may hand an interrupt to any thread: this one looks for it now and then."""
    while not future.done():
        wait([future], LOOK_SECONDS)
    return future.result()


def _is_done(future: Future[Answer] | None) -> bool:
    return future is None or future.done()


class _Crew:
    """The threads of one call, each with a child: one for a handful of jobs, up to as many as the pool has children."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Answer]] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._at_work: set[Child] = set()
        self._stopped = False

    def submit(self, job: Job) -> Future[Answer]:
        """The answer to come."""
        future: Future[Answer] = Future()
        self._jobs.put((job, future))
        wanted = not self._threads or (self._jobs.qsize() >= HANDFUL and len(self._threads) < self._pool.size)
        if wanted:
            thread = threading.Thread(target=self._work, name=f"tieout-sandbox-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    def stop(self) -> None:
        """Ends the threads; children that still work are killed, those that wait go back to the pool."""
        with self._lock:
            self._stopped = True
            for child in self._at_work:
                child.interrupt()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        child: Child | None = None
        try:
            while (next_one := self._jobs.get()) is not None and not self._stopped:
                job, future = next_one
                try:
                    child, answer = self._ask(child, job)
                    future.set_result(answer)
                except BaseException as error:  # whoever waits for the answer is told, in its own thread
                    child = None
                    future.set_exception(error)
        finally:
            if child is not None:
                self._pool.give_back(child)

    def _ask(self, child: Child | None, job: Job) -> tuple[Child | None, Answer]:
        """The answer, and the child for the next job, None if it was lost.

        A child that has answered other tasks may be lost through what these left behind: then a fresh one has the last word,
        within the time that is left.
        """
        over = monotonic() + job.limits.wall_seconds
        child = child or self._pool.lease()
        while True:
            try:
                return child, self._answer(child, job)
            except Lost as lost:
                left = over - monotonic()
                if not child.served or lost.reason == "too_slow" or left <= 0 or self._stopped:
                    return None, lost
                child, job = self._pool.lease(fresh=True), replace(job, limits=replace(job.limits, wall_seconds=left))

    def _answer(self, child: Child, job: Job) -> Message:
        with self._lock:
            stopped = self._stopped
            self._at_work.add(child)
        try:
            if stopped:
                child.kill()
                raise Lost("crashed", "this program is ending")
            return child.ask(job.task, job.limits)
        finally:
            with self._lock:
                self._at_work.discard(child)


@cache
def _pool_of(process: int) -> Pool:
    """The pool of the process with this number: a fork of it must not speak to the children of its parent."""
    pool = Pool()
    atexit.register(pool.close)
    return pool


def shared_pool() -> Pool:
    """The pool that everything in this process uses; nothing is started before there is work."""
    return _pool_of(os.getpid())
