"""Reads the sentences on standard input with quantulum3 and says how many seconds that took. Run by `extraction.py` alone.

It has an environment of its own, which uv makes on demand: quantulum3 is no dependency of the project. A first sentence, which
waits for its tables and its classifier to load, is not counted.
"""

import json
import sys
from time import perf_counter, process_time

from quantulum3 import classifier, parser  # pyright: ignore[reportMissingImports]

WARM_UP = "It sold 5 boats and 3.4 km of rope for $2.7 million."


def main() -> None:
    """JSON {"sentences": [...]} in; {"seconds", "wall", "quantities", "failed", "classifier"} out."""
    sentences = json.load(sys.stdin)["sentences"]
    parser.parse(WARM_UP)
    found = failed = 0
    start, wall = process_time(), perf_counter()
    for sentence in sentences:
        try:
            found += len(parser.parse(sentence))
        except Exception:  # a sentence that it cannot read counts with the time it took
            failed += 1
    answer = {"seconds": process_time() - start, "wall": perf_counter() - wall, "quantities": found, "failed": failed}
    print(json.dumps({**answer, "classifier": bool(classifier.USE_CLF)}))


if __name__ == "__main__":
    main()
