"""Sentences around a known figure: every convention of print, number words up to trillions, units out of the lexicons.

Belongs here: generating a figure with what it says. Does not: reading, or any expectation beyond what was planted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from assets.extraction.units import factor_of, without_excess
from warehouse.lexicon import Entry, lexicon

TEMPLATES = (
    "The harbour office at Brenna wrote {} on its board.",
    "On the slate outside the mill stood {}, in chalk.",
    "{} is what the clerk at the weighbridge entered.",
    "The ledger of the Ostby mill shows {} and nothing else.",
    "Nobody in the valley had believed in {}.",
    "Clerks checked it again; the answer was {} again.",
    "The board (which met in Corda) was shown {}.",
    "The clerk read it out – {} – and went home.",
    "It was more than the clerk had thought—{}—and he wrote it down.",
    "“They told us {},” said the clerk.",
)
FILLERS = (
    "The clerk went home by the river.",
    "Nobody in Corda had a better answer, and the office closed.",
    "Rain fell on the mill and on the road to Ostby.",
    "Gulls sat on the quay while the lamps were lit.",
)
COUNTED = {"lanterns": "lantern", "oil lamps": "oil lamp", "ferries": "ferry", "people": "person"}
SCALES = {
    " thousand": 10**3,
    " million": 10**6,
    "-million": 10**6,
    " billion": 10**9,
    " trillion": 10**12,
    "mn": 10**6,
    " mln": 10**6,
    "bn": 10**9,
    " bn": 10**9,
    "trn": 10**12,
    " crore": 10**7,
    " lakh": 10**5,
    " lakh crore": 10**12,
}
MONEY_SCALES = {**SCALES, "m": 10**6, "M": 10**6, " m": 10**6, "B": 10**9, "k": 10**3, "K": 10**3, "tn": 10**12}
_PARTS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅖": "0.4"}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NAMED = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 10**3), ("hundred", 100))
_ROUND = ("a dozen", 12), ("half a dozen", 6), ("a hundred", 100), ("half a million", 500_000), ("a million", 10**6)
_MIXED = ("two and a half million", 2_500_000), ("a billion and a half", 1_500_000_000), ("three dozen", 36)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed. `form` is digits, fraction or words: what may stand behind it depends on that."""

    text: str
    value: Decimal
    form: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A document's text with one figure at `[start, end)`: its value and unit in canonical form."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str


def spelled(number: int, *, british: bool) -> str:
    """An integer below a thousand trillion in words: 'three hundred and twelve', 'three hundred twelve'."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    name, worth = next((name, worth) for name, worth in _NAMED if number >= worth)
    head, rest = divmod(number, worth)
    said = f"{spelled(head, british=british)} {name}"
    link = " and " if british and rest < 100 else " "
    return f"{said}{link}{spelled(rest, british=british)}" if rest else said


def _grouped(digits: str, mark: str, size: int = 3) -> str:
    """Digits with `mark` before every group of three, or, behind the last three, of `size`."""
    head, tail = digits[:-3], digits[-3:]
    groups = [tail]
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return mark.join(groups)


@st.composite
def digits(draw: st.DrawFn) -> Printed:
    """A number in digits, in one of the conventions of print; years are never drawn without a group mark."""
    convention = draw(st.sampled_from((*"pco’' ", "\u00a0", "\u202f", "\u2009", "indian", "decimal comma")))
    fraction = draw(st.sampled_from(("", "", "5", "07", "125")))
    if convention in ("p", "decimal comma"):
        whole, fraction = str(draw(st.integers(2, 999))), fraction[:2] if convention != "p" else fraction
        mark = "." if convention == "p" else ","
        return Printed(whole + (mark + fraction if fraction else ""), Decimal(f"{whole}.{fraction or 0}"), "digits")
    whole = str(draw(st.integers(10**3, 10**9)))
    value = Decimal(f"{whole}.{fraction or 0}")
    if convention == "o":  # a lone point with three digits behind is a decimal point
        if len(whole) < 7 and not fraction:
            whole, value = f"{whole}000", Decimal(f"{whole}000")
        return Printed(_grouped(whole, ".") + (f",{fraction}" if fraction else ""), value, "digits")
    mark = "," if convention in ("c", "indian") else convention
    if convention == " ":
        fraction, value = fraction[:2], Decimal(f"{whole}.{fraction[:2] or 0}")
    grouped = _grouped(whole, mark, 2 if convention == "indian" else 3)
    return Printed(grouped + (f".{fraction}" if fraction else ""), value, "digits")


@st.composite
def fractions(draw: st.DrawFn) -> Printed:
    """'½', '2½', '2 ½'."""
    sign = draw(st.sampled_from(sorted(_PARTS)))
    whole = draw(st.sampled_from((0, 1, 2, 17)))
    gap = draw(st.sampled_from(("", " "))) if whole else ""
    return Printed(f"{whole or ''}{gap}{sign}", whole + Decimal(_PARTS[sign]), "fraction")


@st.composite
def words(draw: st.DrawFn) -> Printed:
    """A number in words, from two to the trillions, in British or American style."""
    if draw(st.integers(0, 3)) == 0:
        said, worth = draw(st.sampled_from((*_ROUND, *_MIXED)))
        return Printed(said, Decimal(worth), "words")
    number = draw(st.integers(2, 99) | st.integers(100, 9_999) | st.integers(10_000, 10**15 - 1))
    return Printed(spelled(number, british=draw(st.booleans())), Decimal(number), "words")


def _rows(name: str, *, positions: Sequence[str] = ()) -> list[Entry]:
    """Rows of a lexicon of units that mean their unit behind, or before, every number.

    Not single letters, which are units only where nothing else fits; nor multiples, words that mean other things too, and
    units that begin with a number.
    """
    unsure = ("pc", "second", "pp", "inch", "twenty", "million", "billion", "trillion", "thousand", "mln", "mn", "bn")
    return [
        row
        for row in lexicon(name)
        if len(row.alias) > 1
        and row.alias.lower().replace("-", " ").split()[0] not in unsure
        and row.note != "stands before its number"
        if (row["position"] in positions if positions else row["dimension"] != "fold")
    ]


UNITS = _rows("units")
BEFORE = _rows("currencies", positions=("before", "both"))
BEHIND = _rows("currencies", positions=("after", "both"))


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, Decimal, str]:
    """A number with its unit: how it is printed, its value in the canonical unit, and the unit."""
    number = draw(digits() | digits() | fractions() | words())
    style = draw(st.sampled_from(("unit", "unit", "hung", "money before", "money behind", "counted")))
    money = style.startswith("money")
    if style == "money before" and number.form != "digits":
        style = "money behind"
    if (style == "counted" and number.form == "fraction") or (style == "hung" and number.form != "digits"):
        style = "unit"  # a quarter of what can be counted is a share of it
    scales = MONEY_SCALES if style == "money before" else SCALES
    scaled = number.form == "digits" and number.value < 10**6 and draw(st.booleans())
    scale = draw(st.sampled_from(sorted(scales))) if scaled else ""
    text, value = number.text + scale, number.value * (scales[scale] if scale else 1)
    if money:
        row = draw(st.sampled_from(BEFORE if style == "money before" else BEHIND))
        sign, worth = row.alias, factor_of(row)
        gap = draw(st.sampled_from(("", " "))) if len(sign) > 1 else ""
        return (f"{sign}{gap}{text}" if style == "money before" else f"{text} {sign}"), value * worth, row.canonical
    if style == "counted":
        noun = draw(st.sampled_from(sorted(COUNTED)))
        return f"{text} {noun}", value, COUNTED[noun]
    row = draw(st.sampled_from(UNITS))
    glued = number.form == "digits" and not scale and row.alias.isalpha() and row.case_sensitive
    gap = draw(st.sampled_from(("", " "))) if glued else " "
    gap = "-" if style == "hung" and row.alias.isalpha() else gap
    return f"{text}{gap}{row.alias}", without_excess(value * factor_of(row)), row.canonical


@st.composite
def planted_figures(draw: st.DrawFn) -> Planted:
    """One figure in one sentence, with sentences that hold none before and behind it."""
    quote, value, unit = draw(figures())
    before = draw(st.lists(st.sampled_from(FILLERS), max_size=2))
    after = draw(st.lists(st.sampled_from(FILLERS), max_size=2))
    template = draw(st.sampled_from(TEMPLATES))
    lead = "".join(f"{filler}{draw(st.sampled_from((' ', chr(10))))}" for filler in before)
    start = len(lead) + template.index("{}")
    return Planted(" ".join([lead + template.format(quote), *after]), start, start + len(quote), value, unit)
