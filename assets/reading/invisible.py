"""Characters that nobody sees and that can make a number another one than is printed: what they are, and whether a text has them.

Belongs here: these characters and the doubt that they raise. Does not: reading numbers past them (`assets.extraction.as_read`).
"""

from __future__ import annotations

import re

from assets.reading.document import Doubt

# default-ignorable characters of Unicode: soft hyphen, joiners, direction marks, variation selectors, tags
IGNORABLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
# control characters that are no white space: browsers and terminals show nothing in their place
CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
UNSEEN = IGNORABLE + CONTROLS
"""The inside of a character class."""
MISPRINTED = re.compile("\u202e[^\u202c\n\r\u2028\u2029]*|[\\d.,]?\ufffd(?=[\\d.,]|(?<=[\\d.,]\ufffd))[\\d.,]?")
"""Where a number may not be what its digits say: under an override of the direction 123 is printed as 321, and the replacement
character stands for what could not be read, a NUL in a page or a broken byte."""
_INSIDE_A_NUMBER = re.compile(f"(?<=[\\d.,])[{UNSEEN}]+[.,]?\\d")
_DIGIT = re.compile(r"\d")


def doubts_of_invisible(text: str) -> tuple[Doubt, ...]:
    """`invisible_characters` where a number of the text has such characters between its digits, or is printed backwards."""
    if _INSIDE_A_NUMBER.search(text) or any(_DIGIT.search(found.group()) for found in MISPRINTED.finditer(text)):
        return ("invisible_characters",)
    return ()
