"""The extractor's figures in the words of NewsQuant, the benchmark of the CQE paper (EMNLP 2023), for its scorer.

    uv run python benchmarks/newsquant.py IN.jsonl OUT.jsonl

IN has lines with `id` and `text`; OUT gets `{"id", "quantities": [{"value", "unit_norm", "change", "concepts"}]}`.

The extractor runs as it is, with its option for every number: NewsQuant counts ages, 'one of them' and bare numbers as
well. What is done here is translation alone, of one figure at a time or of the two ends of 'from A to B', and no
sentence is looked up:

- values as printed (dollars and cents apart, kilometres not in metres); a share in words is a number below one;
- units by the names in `newsquant_units.csv`, money by the names of CLDR, counted nouns as written but for small words
  and with the head in the singular;
- a modifier is `~`, `>` or `<`; else a verb of movement before the figure is `up` or `down`; all else is `=`;
- 'from A to B' is one range, 'A or B' are two values; ranks and multiples in one word ('doubled') do not count.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from assets.extraction import ExtractedFigure, extract_figures
from assets.extraction.nouns import singular
from assets.extraction.tokens import tokenise
from assets.extraction.units import factor_of, written_factor
from assets.extraction.vocabulary import phrases
from assets.reading import Block, Document, PublicationFacts
from assets.reading.offsets import encoded_offsets
from warehouse.lexicon import Entry, lexicon

UNITS = Path(__file__).with_name("newsquant_units.csv")
SIGNS = {"about": "~", "nearly": "~", "over": ">", "at_least": ">", "under": "<", "at_most": "<"}
_TRIVIAL_UNITS = {"age": "year of age", "network generation": "generation wireless"}
_BELOW = re.compile(r"(?:\b(?:per|an?|every|each)\b|/)[\s-]*([^\W\d_][^\W_]*(?: [^\W\d_]+)?)$", re.IGNORECASE)
_MINUS = "-\u2212"
_BETWEEN = frozenset("by to an a average or , another about its".split())
_BEFORE_NOUNS = frozenset("a an the its this that their".split())
_NO_SUPERLATIVES = frozenset(
    "forest interest harvest protest request contest modest honest arrest invest northwest".split()
)
_SILENT_E = ("rg", "ns", "fin", "lat", "rar", "saf", "wid", "strang")
_SMALL = frozenset("of the a an and or in on for to its their his her our my your these those this that".split())


def main(source: str, target: str) -> None:
    """Reads the sentences of `source` and writes their quantities to `target`."""
    with Path(source).open(encoding="utf-8") as lines, Path(target).open("w", encoding="utf-8") as out:
        for line in lines:
            row = json.loads(line)
            out.write(json.dumps({"id": row["id"], "quantities": quantities(row["text"])}, ensure_ascii=False) + "\n")


def quantities(text: str) -> list[dict[str, Any]]:
    """The quantities of one sentence."""
    figures = extract_figures(_document(text), every_number=True)
    out: list[dict[str, Any]] = []
    last: ExtractedFigure | None = None
    for figure in _joined(text, [f for f in figures if _counts(f)]):
        again = last is not None and text[last.char_end : figure.char_start].strip(" ,(").lower() in ("", "or")
        sign = _sign(text, figure, out[-1]["change"] if again and figure.change is not None else None)
        out.append(
            {
                "value": _value(figure),
                "unit_norm": _unit(figure),
                "change": sign,
                "concepts": list(figure.concepts) or ["-"],
            }
        )
        last = figure
    return out


def _document(text: str) -> Document:
    facts = PublicationFacts(None, None, None, None, "none", "en")
    offsets = encoded_offsets(text, text.encode(), "utf-8", 0)
    block = Block("paragraph", 0, len(text), False, None)
    return Document(text, (block,) if text.strip() else (), facts, "text/plain", "utf-8", offsets)


def _counts(figure: ExtractedFigure) -> bool:
    return figure.kind != "rank" and (figure.rule != "multiple word" or figure.quote.endswith("fold"))


def _joined(text: str, figures: Sequence[ExtractedFigure]) -> Iterator[ExtractedFigure]:
    """'from A to B' as one range, and 'A or B', which the product reads as a range, as two values."""
    index = 0
    while index < len(figures):
        figure = figures[index]
        after = figures[index + 1] if index + 1 < len(figures) else None
        if figure.rule == "level before a change" and after is not None:
            yield replace(figure, value=None, value_low=figure.value, value_high=after.value, factor=after.factor,
                          unit_as_written=after.unit_as_written, change=None, modifier=figure.modifier)  # fmt: skip
            index += 2
            continue
        if figure.value is None and re.search(r"\bor\b", text[figure.core_start : figure.core_end]):
            yield replace(figure, value=figure.value_low)
            yield replace(figure, value=figure.value_high)
        else:
            yield figure
        index += 1


def _value(figure: ExtractedFigure) -> float | list[float]:
    factor = Decimal(100) if figure.rule == "fraction in words" else figure.factor
    if figure.value is not None:
        minus = figure.quote[:1] in _MINUS and figure.value > 0
        return float(-figure.value / factor if minus else figure.value / factor)
    assert figure.value_low is not None and figure.value_high is not None
    return [float(figure.value_low / factor), float(figure.value_high / factor)]


def _unit(figure: ExtractedFigure) -> str:
    if figure.rule in _TRIVIAL_UNITS:
        return _TRIVIAL_UNITS[figure.rule]
    written = figure.unit_as_written or ""
    if figure.rule == "fraction in words":
        return f"% {_noun(written) or '-'}"
    top, slash, bottom = figure.unit.partition("/")
    if figure.dimension in ("count", "count rate"):
        name = _noun(written)
    elif figure.dimension.startswith("money"):
        name = _money(top, figure)
    else:
        plain = re.sub(r"^[\W_]+|\W+$", "", written)
        name = _named(plain)
        if name is not None and " per " in name:
            slash = ""  # 'km/h' is one name
        name = name or _names().get((figure.unit, _plain(figure.factor), "")) or _noun(plain) or top
    said = _BELOW.search(figure.quote)
    bottom = (_named(said.group(1)) or _noun(said.group(1))) if said is not None else bottom
    rate = slash and figure.kind == "rate" and bottom and figure.rule != "change before a level"
    below = f" per {bottom}" if rate else ""
    return (name + below).strip() or "-"


def _plain(number: Decimal) -> str:
    """A factor as a key: 1/24 has no last digit."""
    return f"{float(number):.12g}"


@cache
def _names() -> dict[tuple[str, str, str], str]:
    """(canonical unit, factor, as written or '') -> NewsQuant's name."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        return {
            (row["unit"], _plain(written_factor(row["factor"])), row["written"]): row["name"]
            for row in csv.DictReader(file)
        }


def _named(written: str) -> str | None:
    """NewsQuant's name of a unit as it is written, or None for a word that is no unit."""
    entry = _units().get(written) or _units().get(written.lower())
    if entry is None:
        return None
    key = (entry.canonical, _plain(factor_of(entry)))
    return _names().get((*key, written)) or _names().get((*key, ""))


@cache
def _units() -> dict[str, Entry]:
    return {entry.alias: entry for entry in lexicon("units")}


@cache
def _currencies() -> dict[str, str]:
    names = {str(code): str(name).lower() for code, name in Locale("en").currencies.items()}
    return {**names, "USD": "dollar", "GBP": "pound sterling", "EUR": "euro", "ILS": "shekel"}


def _money(code: str, figure: ExtractedFigure) -> str:
    if figure.factor == Decimal("0.01"):
        return "cent"
    return _currencies().get(code, code.lower())


def _noun(written: str) -> str:
    """A counted noun as NewsQuant keeps it: the words as written without small ones, the last in the singular."""
    spelled = re.sub(r"[^\w\s-]", " ", re.sub(r"['’]s\b", "", written)).split()
    parts = [_of_initials(w).lower() for w in spelled if w.lower() not in _SMALL]
    if not parts:
        return ""
    parts = [_plain_form(word) for word in parts]
    head = {"people": "people", "times": "count", "time": "count"}.get(parts[-1], singular(parts[-1]))
    return " ".join([*parts[:-1], head])


def _of_initials(word: str) -> str:
    """'MPs' as 'MP'."""
    return word[:-1] if len(word) > 2 and word.endswith("s") and word[:-1].isupper() else word


def _plain_form(word: str) -> str:
    """'earliest' as 'early': NewsQuant keeps lemmas."""
    if len(word) < 6 or not word.endswith("est") or word in _NO_SUPERLATIVES:
        return word
    stem = word[:-3]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem[-1] == stem[-2] and stem[-1] not in "lsf":
        return stem[:-1]
    return stem + "e" if stem.endswith(_SILENT_E) else stem


def _sign(text: str, figure: ExtractedFigure, said_before: str | None) -> str:
    """The sign of one figure; one that says the amount before again ('230 points, or 0.7%') moves as that did."""
    if figure.modifier in SIGNS:
        return SIGNS[figure.modifier]
    if figure.change is None or figure.unit == "fold" or figure.value is None:
        return "="
    if said_before in ("up", "down"):
        return said_before
    moves = _moved_by_verb(text, figure)
    return {"increase": "up", "decrease": "down"}.get(figure.change.split("_")[0], "=") if moves else "="


def _moved_by_verb(text: str, figure: ExtractedFigure) -> bool:
    """Whether the word of movement leads to the figure as a verb does: 'rose 4%', 'fell by 3', but not 'a rise of 4%'."""
    if text[figure.char_start] in _MINUS + "+":
        return True
    tokens = tokenise(text, figure.sentence_start, figure.char_start)
    last = len(tokens)
    while last and tokens[last - 1].low in _BETWEEN:
        last -= 1
    verb = phrases("directions").ending_at(tokens, last)
    return verb is not None and (verb.first == 0 or tokens[verb.first - 1].low not in _BEFORE_NOUNS)


if __name__ == "__main__":
    main(*sys.argv[1:])
