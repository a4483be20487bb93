"""How fast text becomes figures: beside quantulum3 and a bare search for digits in the same run, and how time and memory grow.

Run by hand: `uv run python benchmarks/extraction.py [--quick] [PATH...]`. The corpus is the bundled articles, or the files and
folders given, as whole articles: they are read first, and only extraction is timed. Ratios are what counts; seconds are those
of one machine. Without a network quantulum3 is left out.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from assets.extraction import Text, extract_all, extract_figures
from assets.extraction.tokens import sentences
from assets.reading import Document, Unreadable, read_document
from tests.property.growth import LINEAR, TEXTS, growth_by_doubling

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
WORKER = Path(__file__).with_name("quantulum3_worker.py")
ROUNDS = 5
QUANTULUM3 = "0.10.*"
_DIGITS = re.compile(r"\d[\d.,]*")


def main() -> None:
    """Prints speed, comparisons, memory and growth, in this order."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("paths", nargs="*", type=Path, default=[ARTICLES])
    arguments.add_argument("--quick", action="store_true", help="leave out quantulum3 and the growth ratios")
    chosen = arguments.parse_args()
    documents = list(_documents(chosen.paths))
    said = [s for document in documents for s in _sentences(document)]
    ours = _speed(documents, said)
    if not chosen.quick:
        _beside_quantulum3(said, ours)
    _memory(documents)
    if not chosen.quick:
        _growth()


def _documents(paths: Sequence[Path]) -> Iterator[Document]:
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    for file in files:
        if file.is_file():
            try:
                yield read_document(file.read_bytes(), file.name)
            except Unreadable as error:
                print(f"not read: {file}: {error}")


def _sentences(document: Document) -> list[str]:
    """The sentences that extraction reads, as strings."""
    blocks = [b for b in document.blocks if b.kind != "byline"]
    return [document.text[s.start : s.end] for b in blocks for s in sentences(document.text, b.char_start, b.char_end)]


def _speed(documents: Sequence[Document], said: Sequence[str]) -> float:
    """Prints what the corpus is and how fast it is read; the seconds of extraction."""
    figures = sum(len(extract_figures(d)) for d in documents)
    numbered = sum(_DIGITS.search(s) is not None for s in said)
    chars = sum(len(s) for s in said)
    print(
        f"corpus: {len(documents)} articles, {len(said)} sentences, {numbered} of them with a digit, {chars:,} characters"
    )
    ours = _best(lambda: [extract_figures(d) for d in documents])
    bare = _best(lambda: [_DIGITS.findall(d.text) for d in documents])
    print(f"extraction: {len(said) / ours:,.0f} sentences/s a core, {figures / ours:,.0f} figures/s, {figures} figures")
    print(f"bare search for digits: {ours / bare:,.0f} times as fast")
    return ours


def _best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of this process."""
    times: list[float] = []
    for _ in range(ROUNDS):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return min(times)


def _beside_quantulum3(said: Sequence[str], ours: float) -> None:
    """Prints how many times longer quantulum3 takes for the same sentences, with its classifier and without."""
    for extra in ("[classifier]", ""):
        name = f"quantulum3{extra}"
        requirement = f"{name}=={QUANTULUM3}"
        command = ["uv", "run", "--quiet", "--no-project", "--with", requirement, "python", str(WORKER)]
        try:
            run = subprocess.run(
                command, input=json.dumps({"sentences": said}), capture_output=True, text=True, check=True
            )
            answer = json.loads(run.stdout.splitlines()[-1])
        except (OSError, subprocess.CalledProcessError, ValueError, IndexError) as error:
            print(f"{name}: could not be run ({type(error).__name__}); is there a network?")
            continue
        seconds = float(answer["seconds"])
        classifier = "with its classifier" if answer["classifier"] else "without its classifier"
        print(
            f"quantulum3 {classifier}: {len(said) / seconds:,.0f} sentences/s a core, {answer['quantities']} quantities,"
            f" {answer['failed']} sentences failed; extraction is {seconds / ours:,.1f} times as fast"
        )


def _memory(documents: Sequence[Document]) -> None:
    """Prints the most memory that a stream of texts holds, for the corpus once and eight times."""
    peaks: dict[int, float] = {}
    for times in (1, 8):
        tracemalloc.start()
        texts = (Text(n, d.text) for n in range(times) for d in documents)
        for _ in extract_all(texts):
            pass
        peaks[times] = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    print(f"memory above the loaded corpus: {peaks[1]:.2f} MB for it once, {peaks[8]:.2f} MB for it eight times")


def _growth() -> None:
    """Prints how many times longer twice the text takes, for each hostile text."""
    print(f"twice the text takes, times as long (linear: at most {LINEAR}):")
    for growing in TEXTS:
        print(f"  {growth_by_doubling(growing):.2f}  {growing.name}")


if __name__ == "__main__":
    main()
