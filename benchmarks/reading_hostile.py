"""What it costs to read files, and to find their figures, in child processes: beside the same in this process, in the same run.

Run by hand: `uv run python benchmarks/reading_hostile.py [--files N]`. The corpus is the bundled articles, over and over, pages
filled up to 40 KB with further paragraphs. Ratios are what counts; seconds are those of one machine.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

from assets.extraction import extract_figures
from assets.reading import Document, read_documents
from assets.sandbox.child import Child
from assets.sandbox.pool import Pool
from assets.sandbox.tasks import Failure, FileTask, figures_of, read_in_children

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
PAGE_BYTES = 40_000


def main() -> None:
    """Prints the start of a child, then each kind of file here and in children."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=1_000)
    count = arguments.parse_args().files
    print(f"a child starts in {_seconds(lambda: Child(ARTICLES).close()):.2f} s")
    for suffix in (".txt", ".html"):
        files = _files(suffix, count)
        mean = sum(len(file.raw) for file in files) // count
        _compare(
            f"{count} {suffix} of {mean:,} bytes", lambda f=files: _here(f), lambda pool, f=files: _in_children(f, pool)
        )
    documents = _here(_files(".txt", min(count, 200)))
    _compare(
        f"figures of {len(documents)} texts",
        lambda: [extract_figures(document) for document in documents],
        lambda pool: list(figures_of(documents, pool=pool)),
    )


def _compare(what: str, here: Callable[[], object], there: Callable[[Pool], object]) -> None:
    """Two lines: seconds here and in children that are already started, and the processor time of both."""
    alone, work, before = _seconds(here), _work(here), _children_work()
    with Pool() as pool:
        there(pool)
        start, parent = perf_counter(), process_time()
        there(pool)
        seconds, parent = perf_counter() - start, process_time() - parent
    children = (_children_work() - before) / 2  # known once they have ended; both rounds are in it, and their start
    print(f"{what}: {alone:.2f} s here, {seconds:.2f} s in {pool.size} children ({seconds / alone:.2f})")
    print(f"  work: {work:.2f} s here, {parent + children:.2f} s there ({parent:.2f} s of the parent)", flush=True)


def _files(suffix: str, count: int) -> list[FileTask]:
    found = [path for path in sorted(ARTICLES.iterdir()) if path.suffix == suffix]
    return [FileTask(_filled(found[n % len(found)].read_bytes(), suffix, n), f"{n}{suffix}") for n in range(count)]


def _filled(raw: bytes, suffix: str, number: int) -> bytes:
    """A page with paragraphs of its own up to PAGE_BYTES; a text as it is, with a line of its own."""
    if suffix == ".txt":
        return raw + f"\nNote {number}.\n".encode()
    more = (
        f'<p class="body">The yard sold <b>{number}</b> boats &amp; 12 rafts to crews that had waited.</p>\n'.encode()
    )
    head, end, tail = raw.rpartition(b"</body>")
    return head + more * max(1, (PAGE_BYTES - len(raw)) // len(more)) + end + tail


def _here(files: Sequence[FileTask]) -> list[Document]:
    return [document for file in files for document in read_documents(file.raw, file.name)]


def _in_children(files: Sequence[FileTask], pool: Pool) -> None:
    refused = [answer for _, answer in read_in_children(files, lambda f: f, pool=pool) if isinstance(answer, Failure)]
    assert not refused, refused


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _work(act: Callable[[], object]) -> float:
    start = process_time()
    act()
    return process_time() - start


def _children_work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
