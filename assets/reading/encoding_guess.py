"""Which encoding bytes are in that declare none and are not UTF-8: the one in which they read most like a language.

Belongs here: weighing encodings against each other. Does not: declarations, marks, or UTF-8 (`decode`). The letters and words by
which a language is known are rows of `warehouse/lexicon/encodings.csv`. General guessers of encodings take short western texts
for Japanese or Latin-2; what a news text looks like decides here: letters of one script in a word, capitals at its front,
quotation marks around words, currency signs at numbers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from warehouse.lexicon import lexicon

_ANY = "mul"
"""The language of rows for a text in another tongue than the names and words in it that are not ASCII."""

_SAMPLE_BYTES = 16 * 1024
_SURE_SCORE, _SURE_LEAD = 0.6, 0.25
"""From which mean score, and from which lead over another reading, a guess is taken as certain; both per non-ASCII byte."""
_BELIEVABLE_SCORE = 0.2
_FEWEST_BYTES_FOR_FULL_LEAD = 6
_WESTERN_BONUS = 2.0
"""What speaks for cp1252 before anything is read, in bytes: of the files that declare nothing it is by far the most common."""
_WORD_BONUS = 6.0
_OTHER_LETTER, _WRONG = -0.5, -1.0
_FREQUENT = 1.2
"""What the most frequent letter of an alphabet speaks for it; the rarest next to nothing."""
_OF_ANY_LANGUAGE = 0.8
_CAPITAL_INSIDE = -0.15
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = 200
"""Bytes of a long line that are taken along before its first byte that is not ASCII."""
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HIGH = re.compile(r"[^\x00-\x7f]")
_OPENS, _CLOSES, _DASHES, _INNER = "“‘«„‹¿¡", "”’»…›™®", "–—‑•·―", "’·‘"
_SIGNS = "€£¥¢§©°±²³½¼¾×µºª‰№"
_IDEOGRAPHIC = "，。、：；？！（）《》〈〉「」『』【】％．～—…·－"
_KANA = (0x3040, 0x30FF)
_UNSPACED = frozenset(("gb18030", "big5", "cp932", "euc_jp"))
_SPACED_CHARACTERS = re.compile(r"[\u4e00-\u9fff] (?=[\u4e00-\u9fff])")
_FIRST_LEVEL = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
    "cp932": ("shift_jis", 0x88, 0x97),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}
"""For the encodings of two bytes: the codec and the lead bytes of the characters that are in common use."""


class Guess(NamedTuple):
    """A Python codec name that decodes the bytes, and whether it leads clearly over all that would read otherwise."""

    encoding: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Tongue:
    """A language as an encoding writes it. `letters`: what each of its non-ASCII letters speaks for it; empty where they are countless."""

    encoding: str
    letters: dict[str, float]
    words: frozenset[str]
    is_any: bool


class _Reading(NamedTuple):
    encoding: str
    text: str
    total: float
    mean: float


@cache
def _tongues() -> tuple[_Tongue, ...]:
    return tuple(
        _Tongue(
            row.canonical,
            _letter_weights(row["letters"], row.language == _ANY),
            frozenset(row["words"].split()),
            row.language == _ANY,
        )
        for row in lexicon("encodings")
    )


def _letter_weights(letters: str, is_any: bool) -> dict[str, float]:
    """1 for each letter of a Latin alphabet, less where it is of any language; of another alphabet, where all letters are among
    them, the frequent ones more."""
    is_latin = "LATIN" in unicodedata.name(letters[:1] or "a")
    latin = _OF_ANY_LANGUAGE if is_any else 1.0
    weights = {
        letter: latin if is_latin else _FREQUENT - _FREQUENT * rank / len(letters)
        for rank, letter in enumerate(letters)
    }
    return {letter.upper(): weight for letter, weight in weights.items() if len(letter.upper()) == 1} | weights


def guess_encoding(content: bytes) -> Guess | None:
    """The encoding in which `content` reads most like a language; None if there is none in which it does."""
    sample = _sample(content)
    high = max(1, len(sample.translate(None, bytes(range(0x80)))))
    readings: list[_Reading] = []
    for encoding in dict.fromkeys(tongue.encoding for tongue in _tongues()):
        text = _decoded(sample, encoding)
        if text is not None and _fits(content, encoding):
            readings.append(_read(encoding, text, high))
    if not readings:
        return None
    best = max(readings, key=lambda reading: reading.total)  # of equals the first, as the lexicon orders them
    if best.mean < _BELIEVABLE_SCORE:
        return None
    others = [reading.total for reading in readings if reading.text != best.text]
    lead = (best.total - max(others)) / max(high, _FEWEST_BYTES_FOR_FULL_LEAD) if others else 1.0
    return Guess(best.encoding, best.mean >= _SURE_SCORE and lead >= _SURE_LEAD)


def _sample(content: bytes) -> bytes:
    """The first lines that are not all ASCII; of a longer one what follows its first byte that is not."""
    lines, size = list[bytes](), 0
    for line in content.splitlines():
        high = _HIGH_BYTE.search(line)
        if high is None:
            continue
        start = max(0, high.start() - _BEFORE) if len(line) > _SAMPLE_BYTES else 0
        lines.append(line[start : start + _SAMPLE_BYTES])
        size += len(lines[-1])
        if size >= _SAMPLE_BYTES:
            break
    return b"\n".join(lines)


def _decoded(sample: bytes, encoding: str) -> str | None:
    """The text of the sample, whose last character may be cut off; None if it does not decode."""
    for cut in range(4 if len(sample) >= _SAMPLE_BYTES else 1):
        try:
            return sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _read(encoding: str, text: str, high: int) -> _Reading:
    """How much `text` reads like the best of the languages that are written in `encoding`."""
    common = sum(_weight(text, match.start()) for match in _HIGH.finditer(text) if not match[0].isalpha())
    if encoding in _UNSPACED:
        common -= 2 * len(_SPACED_CHARACTERS.findall(text))
    if encoding in ("cp932", "euc_jp") and not any(_is_kana(char) for char in text):
        common -= high  # Japanese without any kana is no Japanese
    words = _WORD.findall(text)
    lower = [word.lower() for word in words if len(word) > 1]
    marked = [word for word in words if not word.isascii()]
    best = (float("-inf"), float("-inf"))
    for tongue in _tongues():
        if tongue.encoding != encoding:
            continue
        score = common + sum(_word_score(word, tongue) for word in marked)
        known = sum(word in tongue.words for word in lower) / max(len(lower), 8)
        is_western = encoding == "cp1252" and score > 0 and (tongue.is_any or known > 0)
        bonus = _WORD_BONUS * known + (_WESTERN_BONUS if is_western else 0.0)
        best = max(best, (score + bonus, score / high))
    return _Reading(encoding, text, *best)


def _word_score(word: str, tongue: _Tongue) -> float:
    """The score of a word's non-ASCII letters, in bytes: in the language or not, and whether the word is built like one."""
    letters = [char for char in word if not char.isascii()]
    if tongue.encoding in _FIRST_LEVEL:
        return sum(_character_score(char, tongue.encoding) for char in letters)
    score = sum(tongue.letters.get(char, _OTHER_LETTER) for char in letters)
    score += _CAPITAL_INSIDE * sum(char.isupper() for char in word[1:] if not char.isascii())
    is_latin = "LATIN" in unicodedata.name(letters[0], "")
    ascii_letters = len(word) - len(letters)
    if is_latin and len(word) > 2 and not ascii_letters:
        score -= 2 * len(letters)  # 'Öåíà': another alphabet in the clothes of this one
    if not is_latin and ascii_letters:
        score -= 2 * len(letters)
    odd = sum(a.islower() and b.isupper() and not (a + b).isascii() for a, b in pairwise(word))
    return score - 2 * odd


def _character_score(char: str, encoding: str) -> float:
    """The score of a character of an encoding with two bytes a character: 2 for one in use, less for a rare one."""
    if _is_kana(char):
        return 2.0 if encoding in ("cp932", "euc_jp") else _OTHER_LETTER
    codec, first, last = _FIRST_LEVEL[encoding]
    try:
        written = char.encode(codec)
    except UnicodeEncodeError:
        return 4 * _WRONG
    if len(written) == 1:
        return _WRONG  # half-width kana: what bytes of other encodings become
    return 2.0 if first <= written[0] <= last else -1.0


def _is_kana(char: str) -> bool:
    return _KANA[0] <= ord(char) <= _KANA[1]


def _weight(text: str, index: int) -> float:
    """The score of a non-ASCII character that is no letter, by what stands on its sides; in bytes."""
    char = text[index]
    before, after = text[index - 1 : index] or " ", text[index + 1 : index + 2] or " "
    if char in _IDEOGRAPHIC and not (before.isascii() and after.isascii()):
        return 2.0 if before.isalnum() or after.isalnum() else 1.0
    if char in "\u00a0\u202f\u2009" or char in _DASHES:
        return 1.0 if before.isascii() or after.isascii() else 0.0
    if char in _INNER and before.isalpha() and after.isalpha():
        return 1.0
    if char in _OPENS:
        return 1.0 if not before.isalnum() and not after.isspace() else _WRONG
    if char in _CLOSES:
        return 1.0 if not before.isspace() and not after.isalnum() else _WRONG
    if char in _SIGNS:
        return 1.0 if not (before.isalpha() and after.isalpha()) else _WRONG
    if unicodedata.category(char) in ("Mn", "Mc"):
        return 1.0 if unicodedata.name(char, "").startswith(("THAI", "ARABIC", "HEBREW")) else _WRONG
    return 2 * _WRONG if unicodedata.category(char) in ("Cc", "Co", "Cn") else _WRONG
