"""What a pattern of a source takes, by literal examples."""

from __future__ import annotations

import pytest

from assets.sources.patterns import address_pattern_problem, takes_address, takes_path


@pytest.mark.parametrize(
    ("path", "include", "exclude", "taken"),
    [
        ("a.html", [], [], True),
        ("deep/down/a.html", ["*.html"], [], True),
        ("deep/a.txt", ["*.html"], [], False),
        ("drafts/a.txt", [], ["drafts/"], False),
        ("drafts/old/a.txt", [], ["drafts/**"], False),
        ("drafts.txt", [], ["drafts/"], True),
        ("2025/05/a.txt", ["2025/*.txt"], [], False),
        ("2025/a.txt", ["2025/*.txt"], [], True),
        ("a.txt", ["**/a.txt"], [], True),
        ("x/y/a.txt", ["**/a.txt"], [], True),
        ("xa.txt", ["**/a.txt"], [], False),
        ("part-3.txt", ["part-[0-9].txt"], [], True),
        ("part-x.txt", ["part-[!0-9].txt"], [], True),
        ("a+b.txt", ["a+b.txt"], [], True),
        ("both.txt", ["*.txt"], ["both.*"], False),
    ],
)
def test_a_glob_takes_paths_below_its_folder(path: str, include: list[str], exclude: list[str], taken: bool) -> None:
    assert takes_path(path, include, exclude) is taken


@pytest.mark.parametrize(
    ("address", "include", "exclude", "taken"),
    [
        ("https://a.example/news/port-grows", ["/news/*"], [], True),
        ("https://a.example/news/2025/port", ["/news/*"], [], False),
        ("https://a.example/news/2025/port", ["/news/**"], [], True),
        ("https://a.example/news/port?id=3", ["/news/*"], [], True),
        ("https://a.example/story?id=3", ["/story?id=*"], [], True),
        ("https://a.example/sport/1", [], ["/sport/**"], False),
        ("https://a.example", ["/"], [], True),
        ("https://b.a.example/x", ["https://*.a.example/**"], [], True),
        ("https://evil.example/a.example/x", ["https://*.a.example/**"], [], False),
    ],
)
def test_a_pattern_takes_addresses(address: str, include: list[str], exclude: list[str], taken: bool) -> None:
    assert takes_address(address, include, exclude) is taken


def test_a_pattern_that_can_match_no_address_is_told_from_one_that_can() -> None:
    assert address_pattern_problem("/news/**") is None
    assert address_pattern_problem("http*://a.example/**") is None
    assert "write a path such as" in (address_pattern_problem("*.pdf") or "")
