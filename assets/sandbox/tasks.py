"""What children are asked to do: read a file, find the figures of a document. Answers in order, or why there are none.

Belongs here: tasks with their limits, and what an answer means. Does not: processes (`pool`), nor what a failure means to a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assets.reading import NO_HINTS, Document, Hints
from assets.sandbox.document_forms import documents_of, with_documents, with_hints
from assets.sandbox.limits import USUAL, Limits, Lost
from assets.sandbox.messages import BrokenMessage, Message
from assets.sandbox.pool import Answer, Job, Pool, shared_pool
from warehouse.schemas.base import QUARANTINE_REASONS

if TYPE_CHECKING:
    from assets.extraction import ExtractedFigure

Item = TypeVar("Item")
Found = TypeVar("Found")
_REPORT = "This is an error in Tieout; please report the file."
_REMEDIES = {
    "too_slow": "Split it, save it in another format, or raise [limits] of tieout.toml.",
    "too_much_memory": "Split it, save it in another format, or raise [limits] of tieout.toml.",
    "crashed": "A file that does this is damaged or hostile; save it in another format.",
}
LimitsOf = Callable[[int], Limits]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer: a code of quarantine, and a sentence for the user: what happened, and what to do.

    `is_ended`: a limit ended it, or a crash; `is_lasting`: the same would end so again, with the same limits.
    """

    reason: str
    detail: str
    is_ended: bool = False
    is_lasting: bool = False

    def with_outlook(self, what_changes: str) -> str:
        """The detail, and of what was ended when it is tried again: `what_changes` is what that depends on beside the limits."""
        if not self.is_ended:
            return self.detail
        again = f"when {what_changes} or [limits] of tieout.toml change" if self.is_lasting else "at the next run"
        return f"{self.detail} It is tried again {again}."


@dataclass(frozen=True, slots=True)
class FileTask:
    """The bytes of a file, its name, and what the user says of it."""

    raw: bytes
    name: str
    hints: Hints = NO_HINTS


def read_in_children(
    items: Iterable[Item],
    task_of: Callable[[Item], FileTask | None],
    *,
    limits_of: LimitsOf = USUAL.of_file,
    pool: Pool | None = None,
) -> Iterator[tuple[Item, tuple[Document, ...] | Failure | None]]:
    """Each item with the documents of its file, in order; None for those without a task. Raises SandboxError."""

    def job_of(item: Item) -> Job | None:
        task = task_of(item)
        if task is None:
            return None
        head = {"task": "read", "name": task.name, "hints": with_hints(task.hints)}
        return Job(Message(head, (task.raw,)), limits_of(len(task.raw)))

    for item, answer in (pool or shared_pool()).in_order(items, job_of):
        yield item, None if answer is None else _documents(answer)


def figures_of(
    documents: Iterable[Document], *, limits_of: LimitsOf = USUAL.of_text, pool: Pool | None = None
) -> Iterator[list[ExtractedFigure] | Failure]:
    """The figures of each document, in order. Raises SandboxError."""

    def job_of(document: Document) -> Job:
        said = with_documents([document])
        return Job(Message({"task": "figures", **said.head}, said.parts), limits_of(len(document.text)))

    for _, answer in (pool or shared_pool()).in_order(documents, job_of):
        assert answer is not None
        yield _figures(answer)


def read_one(
    file: FileTask, *, limits_of: LimitsOf = USUAL.of_file, pool: Pool | None = None
) -> tuple[Document, ...] | Failure:
    """The documents of one file. Raises SandboxError."""
    ((_, answer),) = read_in_children([file], lambda task: task, limits_of=limits_of, pool=pool)
    assert answer is not None
    return answer


def _documents(answer: Answer) -> tuple[Document, ...] | Failure:
    if not isinstance(answer, Lost) and "documents" in answer.head:
        return _or_failure(documents_of, answer, "reading_failed")
    return failure_of(answer, "Reading", "reading_failed")


def _figures(answer: Answer) -> list[ExtractedFigure] | Failure:
    from assets.sandbox.figure_forms import figures_of_answer

    if not isinstance(answer, Lost) and "figures" in answer.head:
        return _or_failure(figures_of_answer, answer, "extraction_failed")
    return failure_of(answer, "Finding its figures", "extraction_failed")


def _or_failure(of: Callable[[Message], Found], answer: Message, reason: str) -> Found | Failure:
    try:
        return of(answer)
    except BrokenMessage as error:
        return Failure(reason, f"What the process that did it answered cannot be used: {error}. {_REPORT}")


def failure_of(answer: Answer, what: str, reason: str) -> Failure:
    """Why a task gave nothing; `what` was done, `reason` is what an error of Tieout's own is called."""
    if isinstance(answer, Lost):
        detail = f"{what} was ended: {answer.detail}. {_REMEDIES[answer.reason]}"
        return Failure(answer.reason, detail, is_ended=True, is_lasting=answer.is_lasting)
    match answer.head:
        case {"refused": [code, str(detail)]} if code in QUARANTINE_REASONS:
            return Failure(code, detail)
        case _:
            pass
    return Failure(reason, f"{what} failed with {answer.head.get('failed', 'no answer')}. {_REPORT}")
