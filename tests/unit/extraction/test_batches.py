"""Texts in batches: nothing is lost, nothing changes its place, and few batches are held at a time."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from assets.extraction import Text, extract_all, extract_batch
from assets.extraction.batches import BATCH_CHARS, in_batches

TEXTS = [Text(number, f"{number} boats sailed.\n\nThey carried 7 km of rope.") for number in range(2, 9)]


def test_the_figures_of_a_batch_are_those_of_its_texts_in_their_order() -> None:
    found = extract_batch(TEXTS)
    assert [[f.quote for f in figures] for figures in found] == [[f"{n} boats", "7 km"] for n in range(2, 9)]
    assert list(extract_all(TEXTS)) == list(zip(TEXTS, found, strict=True))


def test_a_batch_and_its_figures_travel_to_another_process_and_back() -> None:
    assert extract_batch(pickle.loads(pickle.dumps(TEXTS))) == pickle.loads(pickle.dumps(extract_batch(TEXTS)))


def test_batches_are_as_long_as_they_should_be_and_lose_no_text() -> None:
    texts = [Text(number, "a" * (BATCH_CHARS // 4)) for number in range(10)]
    batches = list(in_batches(texts))
    assert [len(batch) for batch in batches] == [4, 4, 2]
    assert [text for batch in batches for text in batch] == texts


def test_texts_are_asked_for_as_their_figures_are_taken() -> None:
    asked: list[int] = []

    def texts() -> Iterator[Text]:
        for text in TEXTS:
            asked.append(len(asked))
            yield text

    stream = extract_all(texts())
    next(stream)
    assert len(asked) == 1
