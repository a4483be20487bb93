"""The program of a child process: reads one task after another from standard input and answers each on standard output.

Belongs here: that loop, and which task is which function. Does not: limits (`confinement`) or what the parent does with answers.
Libraries are imported when the first task needs them, so that a child starts fast.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO

from assets.sandbox.confinement import confine, limit_task
from assets.sandbox.messages import Message, read_message, write_message

_MOST_BYTES = 1 << 40
"""Tasks come from the program that started this one, which is trusted."""
READY = "ready"


def main() -> None:
    """Answers tasks until standard input ends."""
    # an interrupt of the terminal is for the parent, which ends this process by closing its input
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks, answers = _own_streams()
    confine(Path(__file__).resolve().parents[2])
    write_message(answers, Message({READY: True}))
    while (task := read_message(tasks, _MOST_BYTES)) is not None:
        write_message(answers, _answer(task))
    # what libraries left to be done at exit is not worth waiting for
    os._exit(0)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Copies of standard input and output; what libraries print goes where messages of errors go."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return tasks, answers


def _answer(task: Message) -> Message:
    limit_task(task.head["cpu_seconds"], task.head["memory_bytes"])
    try:
        return _TASKS[task.head["task"]](task)
    except MemoryError:
        return Message({"out_of_memory": True})
    except Exception as error:  # the parent says it to the user; this process goes on with the next task
        return Message({"failed": f"{type(error).__name__}: {error}"[:2000]})


def _read(task: Message) -> Message:
    from assets.reading import Unreadable, read_documents
    from assets.sandbox.document_forms import hints_of, with_documents

    try:
        documents = read_documents(task.parts[0], task.head["name"], hints_of(task.head["hints"]))
    except Unreadable as error:
        return Message({"refused": [error.reason, error.detail]})
    return with_documents(documents)


def _figures(task: Message) -> Message:
    from assets.extraction.extractor import extract_figures
    from assets.sandbox.document_forms import documents_of
    from assets.sandbox.figure_forms import with_figures

    (document,) = documents_of(task)
    return with_figures(extract_figures(document))


def _list(task: Message) -> Message:
    from assets.sources.feeds import parse_feed
    from assets.sources.items import as_json
    from assets.sources.refusal import Refusal
    from assets.sources.sitemaps import parse_sitemap

    body, head = task.parts[0], task.head
    try:
        if head["kind"] == "feed":
            listed = parse_feed(body, head["address"], head["content_type"])
        else:
            listed = parse_sitemap(body, head["address"], head["most_bytes"])
    except Refusal as refusal:
        return Message({"refused": [refusal.reason, refusal.detail]})
    return Message({"listed": as_json(listed)})


def _prove(task: Message) -> Message:
    from assets.reading import Unreadable, read_documents
    from assets.reading.proof import Claim, broken_claims
    from assets.sandbox.document_forms import hints_of

    raw, head = task.parts[0], task.head
    try:
        documents = read_documents(raw, head["name"], hints_of(head["hints"]))
    except Unreadable as error:
        return Message({"refused": [error.reason, error.detail]})
    at = {document.raw_start: document for document in documents}
    proved: list[tuple[int, object]] = []
    for start, claims in head["claims"]:
        document = at.get(start)
        own = raw[start : document.raw_end] if document else b""
        broken = broken_claims(own, document, [Claim(*claim) for claim in claims]) if document else None
        proved.append((start, None if broken is None else [astuple(one) for one in broken]))
    return Message({"proved": proved})


_TASKS = {"read": _read, "figures": _figures, "list": _list, "prove": _prove}

if __name__ == "__main__":
    sys.exit(main())
