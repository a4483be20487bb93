"""Sentences around a known figure, and text that nobody would write: what the property tests of extraction draw from.

Belongs here: generating. Does not: reading, or any expectation beyond what was planted.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

TEMPLATES = (
    "The harbour office at Brenna wrote {} on its board.",
    "On the slate outside the mill stood {}, in chalk.",
    "{} is what the clerk at the weighbridge entered.",
    "The ledger of the Ostby mill shows {} and nothing else.",
    "Nobody in the valley had believed in {}.",
    "Clerks checked it again; the answer was {} again.",
    "The board (which met in Corda) was shown {}.",
)
FILLERS = (
    "The clerk went home by the river.",
    "Nobody in Corda had a better answer, and the office closed.",
    "Rain fell on the mill and on the road to Ostby.",
    "Gulls sat on the quay while the lamps were lit.",
)
SUFFIXED = {
    " tonnes": ("t", Decimal(1)),
    " kg": ("t", Decimal("0.001")),
    " MW": ("MW", Decimal(1)),
    "-MW": ("MW", Decimal(1)),
    " gigawatts": ("MW", Decimal(1000)),
    " GWh": ("MWh", Decimal(1000)),
    " km": ("m", Decimal(1000)),
    " hectares": ("m2", Decimal(10000)),
    " barrels": ("bbl", Decimal(1)),
    " TEU": ("TEU", Decimal(1)),
    "%": ("percent", Decimal(1)),
    " per cent": ("percent", Decimal(1)),
    " percentage points": ("percentage_point", Decimal(1)),
    " days": ("day", Decimal(1)),
    " euros": ("EUR", Decimal(1)),
    " Swiss francs": ("CHF", Decimal(1)),
    " lanterns": ("lantern", Decimal(1)),
}
PREFIXED = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "EUR ": "EUR", "₹": "INR"}
SCALES = {"": 1, " million": 10**6, " billion": 10**9, "bn": 10**9, " crore": 10**7}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ONES = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))


@dataclass(frozen=True, slots=True)
class Planted:
    """A document's text with one figure at `[start, end)`: its value and unit in canonical form."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str


def _grouped(digits: str, mark: str, size: int = 3) -> str:
    """Digits with `mark` before every group of three, or, behind the last three, of `size`."""
    head, tail = digits[:-3], digits[-3:]
    groups = [tail]
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return mark.join(groups)


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number in one of the conventions of print, with its value; years are never drawn without a group mark."""
    whole = str(draw(st.integers(2, 10**9)))
    fraction = draw(st.sampled_from(("", "", "5", "07", "125")))
    value = Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)
    convention = draw(st.sampled_from(("plain", "comma", "point", "’", "'", "\u00a0", "\u202f", "indian", "words")))
    if convention == "words":
        tens, ones = draw(st.sampled_from(sorted(_TENS))), draw(st.sampled_from(sorted(_ONES)))
        return f"{tens}-{ones}", Decimal(_TENS[tens] + _ONES[ones])
    if convention == "plain":
        whole = whole[:3]
        value = Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)
        return f"{whole}.{fraction}" if fraction else whole, value
    if convention == "point":
        if len(whole) < 7 and not fraction:  # a lone point with three digits behind is a decimal point
            return _grouped(whole, ","), value
        decimals = f",{fraction}" if fraction else ""
        return (whole if len(whole) < 4 else _grouped(whole, ".")) + decimals, value
    if len(whole) < 4:
        return f"{whole}.{fraction}" if fraction else whole, value
    marks = {"comma": ",", "indian": ","}
    size = 2 if convention == "indian" else 3
    return _grouped(whole, marks.get(convention, convention), size) + (f".{fraction}" if fraction else ""), value


@st.composite
def planted_figures(draw: st.DrawFn) -> Planted:
    """One figure in one sentence, with sentences that hold none before and behind it."""
    number, value = draw(written_numbers())
    scale = draw(st.sampled_from(sorted(SCALES)))
    if "-" in number or value > 10**6:
        scale = ""
    value *= SCALES[scale]
    if draw(st.booleans()):
        symbol = draw(st.sampled_from(sorted(PREFIXED)))
        number = number if "-" not in number else str(value)
        quote, unit = f"{symbol}{number}{scale}", PREFIXED[symbol]
    else:
        suffix = draw(st.sampled_from(sorted(SUFFIXED)))
        unit, factor = SUFFIXED[suffix]
        quote, value = f"{number}{scale}{suffix}", value * factor
    before = draw(st.lists(st.sampled_from(FILLERS), max_size=2))
    after = draw(st.lists(st.sampled_from(FILLERS), max_size=2))
    template = draw(st.sampled_from(TEMPLATES))
    lead = "".join(f"{filler}{draw(st.sampled_from((' ', chr(10))))}" for filler in before)
    start = len(lead) + template.index("{}")
    return Planted(" ".join([lead + template.format(quote), *after]), start, start + len(quote), value, unit)


_PIECES = (
    *("0", "1", "7", "12", "345", "2024", "1,345.5", "1.345,5", "12,34,567", "٣", "７", "½", "⅓"),
    *(" ", " ", " ", " ", "\n", "\t", "\u00a0", "\u202f", "\u2028", ",", ",", ".", ".", ";", ":", "-", "–", "—", "−"),
    *("$", "€", "£", "₹", "%", "‰", "°C", "+", "/", "=", "<", ">", "~", "&", "#", "@", "_", "'", "’", '"', "(", ")"),
    *(
        "\x00",
        "\x1b",
        "\x7f",
        "\u0301",
        "\u200b",
        "\u200d",
        "\u202e",
        "\u202c",
        "\ufeff",
        "\ud800",
        "\U0001f6a4",
        "\U0010ffff",
    ),
    *(
        "million",
        "bn",
        "crore",
        "m",
        "k",
        "dozen",
        "half",
        "a",
        "two",
        "twenty",
        "hundred",
        "third",
        "largest",
        "second",
    ),
    *("tonnes", "MW", "GWh", "km", "days", "percent", "percentage points", "times", "fold", "boats", "people", "euros"),
    *(
        "over",
        "nearly",
        "about",
        "up to",
        "at least",
        "or more",
        "between",
        "and",
        "to",
        "from",
        "by",
        "of",
        "per",
        "in",
    ),
    *("rose", "fell", "doubled", "than", "compared with", "the", "will", "said", "according to", "Norway", "Spain's"),
    *(
        "exports",
        "trade turnover",
        "capacity",
        "population",
        "Q1",
        "FY25",
        "April",
        "last year",
        "a year earlier",
        "No.",
    ),
    *("first nine months", "since", "until", "COVID-19", "12:30", "2025-06-14", "3-4", "1/2", "24/7", "10.0.0.1", "x"),
    *(
        "²",
        "FY²²",
        "A$",
        "-5",
        "below",
        "minus",
        "half a",
        "and a half",
        "out of",
        "in 9",
        "0.0",
        "9" * 31,
        "ranked",
        "top",
    ),
)
hostile_texts = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join) | st.lists(
    st.sampled_from(_PIECES), max_size=60
).map(" ".join)
"""Pieces of figures, of words that the rules know and of characters that upset programs, glued or spaced at random."""
