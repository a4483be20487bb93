"""Text that nobody would write: pieces that programs trip over, glued or spaced at random.

Belongs here: generating. Does not: reading, or any expectation.
"""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
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
hostile_texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=60
).map(" ".join)
"""Pieces of figures, of words that the rules know and of characters that upset programs, glued or spaced at random."""
