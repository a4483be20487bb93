"""NAME.meta.toml: what it may say, what is said about a broken one, and that what was written is read back."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from assets.reading import Hints
from assets.sources.sidecar import Fetched, Sidecar, SidecarError, find_sidecar, read_sidecar, write_sidecar

WHOLE = """title = "Ferry opens"
publisher = "Quay News"
author = "Ada Quill"
published_on = 2025-03-14
language = "en"
licence = "by agreement"
uri = "https://quay.example/1"
encoding = "windows-1251"
"""


def test_a_sidecar_says_all_that_a_file_may_not_say_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.meta.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert read_sidecar(path).hints == Hints(
        uri="https://quay.example/1",
        title="Ferry opens",
        publisher="Quay News",
        author="Ada Quill",
        published_on=date(2025, 3, 14),
        language="en",
        licence="by agreement",
        encoding="cp1251",
    )


@pytest.mark.parametrize("day", ['"2025-03-14"', "2025-03-14T23:30:00-05:00"])
def test_a_day_may_be_written_as_text_or_as_a_moment(tmp_path: Path, day: str) -> None:
    (tmp_path / "a.meta.toml").write_text(f"published_on = {day}\n", encoding="utf-8")
    assert read_sidecar(tmp_path / "a.meta.toml").hints.published_on == date(2025, 3, 14)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "x"\n\npublishr = "y"\n', "line 3: unknown key 'publishr'; did you mean 'publisher'?"),
        ('# day\npublished_on = "14 March"\n', "line 2: published_on must be a day such as 2025-03-31"),
        ("title = 3\n", "line 1: title must be a string"),
        ('title = " "\n', "line 1: title must be a string"),
        ('language = "English please"\n', 'line 1: language must be a language tag such as "en"'),
        ('uri = "quay/1"\n', "line 1: uri must be an address such as"),
        ('encoding = "latin-99"\n', "line 1: encoding must be the name of an encoding"),
        ('title = "x\n', "not valid TOML"),
        ('[extra]\na = "x"\n', "line 1: unknown key 'extra'"),
        ('title = "x"\n[fetched]\nat = 3\n', "line 2: [fetched] is written by `tieout fetch`"),
        ("[fetched]\nlisted_as = 3\n", "line 1: [fetched] is written by `tieout fetch`"),
        ("\udcff", "not UTF-8 at byte 0"),
        ("a" * 70_000, "at most 65,536 are read"),
        ("title = " + "[" * 20_000, "a.meta.toml: "),
    ],
    ids=lambda text: text[:20],
)
def test_a_broken_sidecar_is_named_with_line_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.meta.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SidecarError) as error:
        read_sidecar(tmp_path / "a.meta.toml")
    assert said in str(error.value)


def test_a_link_and_a_pipe_are_no_sidecars(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text('title = "x"\n', encoding="utf-8")
    (tmp_path / "a.meta.toml").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "b.meta.toml")
    for name in ("a.meta.toml", "b.meta.toml"):
        with pytest.raises(SidecarError, match="no regular file"):
            read_sidecar(tmp_path / name)


def test_a_sidecar_is_named_after_the_whole_name_or_the_stem_and_never_both(tmp_path: Path) -> None:
    article = tmp_path / "a.html"
    assert find_sidecar(article) is None
    (tmp_path / "a.meta.toml").touch()
    assert find_sidecar(article) == tmp_path / "a.meta.toml"
    (tmp_path / "a.html.meta.toml").touch()
    with pytest.raises(SidecarError, match="keep one of them"):
        find_sidecar(article)


def test_what_was_written_is_read_back_whatever_its_characters(tmp_path: Path) -> None:
    hints = Hints(title='"A" \\ \x7f\x00\u2028\U0001f6a2 = [x]', published_on=date(2025, 1, 2), encoding="cp1251")
    fetched = Fetched("2025-01-02T03:04:05+00:00", "ab", etag='W/"x"', listed_as=("https://a.example/?a=1", "b"))
    written = Sidecar(hints, fetched)
    write_sidecar(tmp_path / "a.html", written)
    assert read_sidecar(tmp_path / "a.html.meta.toml") == written
    assert [path.name for path in tmp_path.iterdir()] == ["a.html.meta.toml"]
