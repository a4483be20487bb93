"""How fast text becomes figures, beside a bare search for digits over the same text in the same run.

Run by hand: `uv run python benchmarks/extraction.py`. The ratio is what counts; seconds are those of one machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from assets.extraction import extract_figures
from assets.extraction.tokens import sentences
from assets.reading import read_document

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
ROUNDS = 5
_DIGITS = re.compile(r"\d[\d.,]*")


def main() -> None:
    """Prints sentences a second of extraction, and how many times longer than finding digits it takes."""
    documents = [read_document(path.read_bytes(), path.name) for path in sorted(ARTICLES.iterdir())]
    count = sum(1 for d in documents for b in d.blocks for _ in sentences(d.text, b.char_start, b.char_end))
    figures = sum(len(extract_figures(d)) for d in documents)
    whole = _best(lambda: [extract_figures(d) for d in documents])
    digits = _best(lambda: [_DIGITS.findall(d.text) for d in documents])
    print(f"{len(documents)} articles, {count} sentences, {figures} figures")
    print(f"extraction: {count / whole:,.0f} sentences/s, {figures / whole:,.0f} figures/s")
    print(f"{whole / digits:,.0f} times as long as a bare search for digits")


def _best(work: Callable[[], object]) -> float:
    times: list[float] = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        work()
        times.append(perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    main()
