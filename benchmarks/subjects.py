"""How well figures are told apart by whom they are about, on gold where people wrote down each figure's subject.

Run by hand: `uv run python -m benchmarks.subjects [--show N] GOLD[=ARTICLES]…`; a gold folder holds `figures.jsonl`, and `articles/`
where no other folder is named. Without arguments the sets that ship with the project are read. All pairs of figures of one story (files
that share the name before the hyphen) in one kind of unit are asked: does the gold give both one subject, and what does
`relate_names` make of the subjects that were read?
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from checks.comparison.names import core, relate_names
from tests.gold.scoring import Pair, canonical, read_set

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SHIPPED = ("own", "port_heat_grocer", "mine_rail_budget", "trust_festival")
_FILLER = frozenset(("the", "of", "and", "in", "a"))


@dataclass(frozen=True, slots=True)
class Score:
    """Percentages of pairs by what the gold says of them, and of figures."""

    same_equal: float
    same_disjoint: float
    different_equal: float
    shares_a_word: float
    none: float
    pairs_same: int
    pairs_different: int


def main() -> None:
    """Prints a row a set, and with --show the subjects that cost most."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sets", nargs="*", default=[str(GOLD / name) for name in SHIPPED])
    arguments.add_argument(
        "--show", type=int, default=0, help="print so many gold subjects with what was read for them"
    )
    chosen = arguments.parse_args()
    print("set                 same: EQUAL DISJOINT  different: EQUAL  shares a word  no subject  pairs same/different")
    for name in chosen.sets:
        folder, _, articles = name.partition("=")
        pairs = read_set(Path(folder), Path(articles) if articles else None).paired
        found = score(pairs)
        print(
            f"{Path(folder).name:22}{found.same_equal:8.1f}{found.same_disjoint:9.1f}{found.different_equal:16.1f}"
            f"{found.shares_a_word:15.1f}{found.none:12.1f}  {found.pairs_same:,}/{found.pairs_different:,}"
        )
        _show(pairs, chosen.show)


def score(pairs: Sequence[Pair]) -> Score:
    """What the subjects of the read figures are worth against those of their gold partners."""
    groups: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[_story(pair[0]["file"]), _unit_kind(pair[0]["unit"])].append(pair)
    told: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for group in groups.values():
        for (gold_a, a), (gold_b, b) in combinations(group, 2):
            told[_plain(gold_a["subject"]) == _plain(gold_b["subject"])][str(relate_names(a.subject, b.subject))] += 1
    same, different = told[True].total(), told[False].total()
    shared = sum(bool(core(_plain(g["subject"])) & _core(f.subject)) for g, f in pairs)
    return Score(
        _percent(told[True]["EQUAL"], same),
        _percent(told[True]["DISJOINT"], same),
        _percent(told[False]["EQUAL"], different),
        _percent(shared, len(pairs)),
        _percent(sum(f.subject is None for _, f in pairs), len(pairs)),
        same,
        different,
    )


def _story(file: str) -> str:
    return re.split(r"[-.]", file)[0]


def _unit_kind(unit: str) -> str:
    """The canonical unit; money of all currencies is one kind."""
    name = canonical(unit)[0]
    return "money" if re.fullmatch("[A-Z]{3}", name) and name != "TEU" else name


def _plain(subject: str | None) -> str:
    words = re.findall(r"\w+", (subject or "").casefold().replace("_", " "))
    return " ".join(w for w in words if w not in _FILLER)


def _core(subject: str | None) -> frozenset[str]:
    return frozenset(word for party in (subject or "").split(" + ") if party for word in core(party))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _show(pairs: Iterable[Pair], most: int) -> None:
    read: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for gold, figure in pairs:
        assumed = "~" if "subject" in figure.assumed else ""
        read[_story(gold["file"]), gold["subject"] or ""][f"{assumed}{figure.subject}"] += 1
    for (story, subject), told in sorted(read.items(), key=lambda item: -item[1].total())[:most]:
        print(f"   {story}: {subject}: " + ", ".join(f"{name} {times}" for name, times in told.most_common()))


if __name__ == "__main__":
    main()
