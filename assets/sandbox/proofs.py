"""Proves quotes against the files that say them, in child processes: reading again is as dangerous as reading for the first time.

Belongs here: that task from the parent's side. Does not: the proof (`assets.reading.proof`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import TypeVar

from assets.reading import NO_HINTS, Hints
from assets.reading.proof import Broken, Claim
from assets.sandbox.document_forms import with_hints
from assets.sandbox.limits import USUAL
from assets.sandbox.messages import Message
from assets.sandbox.pool import Answer, Job, Pool, shared_pool
from assets.sandbox.tasks import Failure, LimitsOf, failure_of

Item = TypeVar("Item")
Proved = Mapping[int, Sequence[Broken] | None]
"""First byte of an article in its file -> the claims on it that do not hold; None where the file has no article there."""
_BYTES_A_CLAIM = 1_000
"""A claim counts like so many bytes where limits go by size."""


@dataclass(frozen=True, slots=True)
class ProofTask:
    """The bytes of a file, its name, how it was read, and what is claimed of its articles, by the byte at which each begins."""

    raw: bytes
    name: str
    claims: Mapping[int, Sequence[Claim]]
    hints: Hints = NO_HINTS


def prove_in_children(
    items: Iterable[Item],
    task_of: Callable[[Item], ProofTask | None],
    *,
    limits_of: LimitsOf = USUAL.of_file,
    pool: Pool | None = None,
) -> Iterator[tuple[Item, Proved | Failure | None]]:
    """Each item with what does not hold of its file, in order; None for those without a task. Raises SandboxError."""

    def job_of(item: Item) -> Job | None:
        task = task_of(item)
        if task is None:
            return None
        claims = [[start, [astuple(claim) for claim in ours]] for start, ours in task.claims.items()]
        head = {"task": "prove", "name": task.name, "hints": with_hints(task.hints), "claims": claims}
        # the file is read, and its bytes are read once more for the claims
        size = 2 * len(task.raw) + _BYTES_A_CLAIM * sum(map(len, task.claims.values()))
        return Job(Message(head, (task.raw,)), limits_of(size))

    for item, answer in (pool or shared_pool()).in_order(items, job_of):
        task = task_of(item)
        yield item, None if answer is None or task is None else _proved(answer, task)


def _proved(answer: Answer, task: ProofTask) -> Proved | Failure:
    if isinstance(answer, Message):
        try:
            said = dict(answer.head["proved"])
            return {start: _broken_ones(said[start], len(claims)) for start, claims in task.claims.items()}
        except (KeyError, TypeError, ValueError):
            pass
    return failure_of(answer, "Reading it again", "reading_failed")


def _broken_ones(said: Sequence[Sequence[object]] | None, claims: int) -> list[Broken] | None:
    return None if said is None else [_broken(claims, *one) for one in said]


def _broken(claims: int, number: object, where: object, found: object) -> Broken:
    """Raises ValueError for what is none."""
    if isinstance(number, int) and 0 <= number < claims and where in ("text", "bytes") and isinstance(found, str):
        return Broken(number, "text" if where == "text" else "bytes", found)
    raise ValueError("no claim that is broken")
