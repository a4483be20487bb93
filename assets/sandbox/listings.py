"""Lists a feed or a sitemap in a child process: what a stranger's server answered is parsed like a stranger's file.

Belongs here: that task from the parent's side. Does not: parsing (`assets.sources.feeds`, `sitemaps`), nor which of what is listed
is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from assets.sandbox.limits import USUAL, EndReason, Lost
from assets.sandbox.messages import Message
from assets.sandbox.pool import Answer, Job, Pool, shared_pool
from assets.sandbox.tasks import LimitsOf
from assets.sources.items import Listed, listed_of
from assets.sources.refusal import Refusal, RefusalReason

_ENDED: dict[EndReason, RefusalReason] = {
    "too_slow": "too_slow",
    "too_much_memory": "too_large",
    "crashed": "broken",
}


@dataclass(frozen=True, slots=True)
class ListTask:
    """What a server answered where a feed or a sitemap is asked for; a packed one may have `most_bytes` unpacked."""

    kind: Literal["feed", "sitemap"]
    body: bytes
    address: str
    content_type: str | None
    most_bytes: int


def list_one(task: ListTask, *, limits_of: LimitsOf = USUAL.of_file, pool: Pool | None = None) -> Listed:
    """What the feed or sitemap lists. Raises Refusal for what is none or takes more than its limits, and SandboxError."""
    head = {"task": "list", "kind": task.kind, "address": task.address, "content_type": task.content_type}
    # what is packed is as large as it may become
    size = len(task.body) if task.kind == "feed" else max(len(task.body), task.most_bytes)
    job = Job(Message({**head, "most_bytes": task.most_bytes}, (task.body,)), limits_of(size))
    ((_, answer),) = (pool or shared_pool()).in_order([task], lambda _: job)
    assert answer is not None
    return _listed(answer, task)


def _listed(answer: Answer, task: ListTask) -> Listed:
    what = f"Parsing the {task.kind} {task.address}"
    if isinstance(answer, Lost):
        raise Refusal(_ENDED[answer.reason], f"{what} was ended: {answer.detail}. Take it out of the settings.")
    match answer.head:
        case {"refused": [reason, str(detail)]} if reason in get_args(RefusalReason):
            raise Refusal(cast(RefusalReason, reason), detail)
        case {"listed": said} if (listed := listed_of(said)) is not None:
            return listed
        case _:
            failed = answer.head.get("failed", "an answer that cannot be used")
            raise Refusal("broken", f"{what} failed with {failed}. This is an error in Tieout; please report it.")
