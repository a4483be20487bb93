"""[[source]] and [fetch] of tieout.toml: what they may say, what is said about mistakes and contradictions, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.reading import Hints
from assets.sources import FolderSource, WebSource
from orchestration.settings import SettingsError, parse_settings
from orchestration.source_places import named_sources, places_of

FILE = Path("/somewhere/tieout.toml")
WHOLE = """
[[source]]
name = "Quay News"
folder = "inbox/../quay"
include = ["*.html"]
exclude = ["drafts/"]
publisher = "Quay News Ltd"
language = "en"
licence = "by agreement"

[[source]]
name = "Harbour feed"
feed = "https://harbour.example/rss"
include = ["/news/**"]
max_items = 50
max_age_days = 7
allow_private_hosts = ["Intranet.example:8080"]

[[source]]
name = "Two pages"
addresses = ["https://a.example/1", "https://a.example/2"]

[[source]]
name = "One page"
address = "https://a.example/3"

[[source]]
name = "Map"
sitemap = "https://b.example/sitemap.xml"

[fetch]
contact = "desk@example.org"
pause_seconds = 2
"""


def test_sources_of_the_settings_become_folders_and_pages_of_the_web() -> None:
    found = named_sources(parse_settings(WHOLE, FILE))
    hints = Hints(publisher="Quay News Ltd", language="en", licence="by agreement")
    assert found.folders == (FolderSource("Quay News", Path("/somewhere/quay"), ("*.html",), ("drafts/",), hints),)
    assert [(source.name, source.kind, source.max_items, source.max_age_days) for source in found.web] == [
        ("Harbour feed", "feed", 50, 7),
        ("Two pages", "addresses", 200, None),
        ("One page", "addresses", 200, None),
        ("Map", "sitemap", 200, None),
    ]
    assert found.web[0] == WebSource(
        "Harbour feed",
        "feed",
        ("https://harbour.example/rss",),
        include=("/news/**",),
        max_items=50,
        max_age_days=7,
        private_hosts=frozenset({"intranet.example:8080"}),
    )
    assert found.options.user_agent.startswith("Tieout/")
    assert found.options.user_agent.endswith(" (desk@example.org)")
    assert found.options.pause_seconds == 2


def test_the_bundled_articles_are_not_read_beside_sources_of_ones_own() -> None:
    assert parse_settings(WHOLE, FILE).source_paths == ()
    both = parse_settings(f'[sources]\nfolders = ["more"]\n{WHOLE}', FILE)
    assert both.source_paths == (Path("/somewhere/more"),)
    assert places_of(both)[-1] == "/somewhere/more"


def test_paths_of_a_command_line_take_the_place_of_all_sources() -> None:
    changed = parse_settings(WHOLE, FILE).with_paths(sources=(Path("/x"),))
    assert changed.source_paths == (Path("/x"),)
    assert not named_sources(changed).web + named_sources(changed).folders


GOOD = '[[source]]\nname = "A"\nfolder = "a"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[source]]\nname = "A"\nfolder = "a"\nfeeed = "x"\n', "line 4: unknown key 'feeed' in [[source]]; did you mean 'feed'?"),
        (f'{GOOD}\n[[source]]\nname = "B"\nlicense = "x"\n', "line 7: unknown key 'license' in [[source]]; did you mean 'licence'?"),
        ('[source]\nname = "A"\n', "line 1: sources are a list: write [[source]]"),
        ('[[source]]\nfolder = "a"\n', 'line 1: a source needs a name with letters: name = "…"'),
        ('[[source]]\nname = "A"\n', "line 1: source 'A' has no place; write one of folder, feed"),
        (f'{GOOD}feed = "https://a.example/f"\n', "line 4: folder and feed contradict each other"),
        (f'{GOOD}max_items = 5\n', "line 4: max_items means nothing for a source with folder; take it out"),
        ('[[source]]\nname = "A"\naddress = "https://a.example"\nmax_age_days = 5\n', "line 4: max_age_days means nothing"),
        ('[[source]]\nname = "A"\nfeed = "a.example/f"\n', "line 3: 'a.example/f' is no address of the web"),
        ('[[source]]\nname = "A"\nfeed = "https://u:p@a.example/f"\n', "has a user name in it"),
        ('[[source]]\nname = "A"\naddresses = []\n', "line 3: addresses is empty"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example/f"\nmax_items = 0\n', "line 4: max_items must be 1 or more"),
        (f'{GOOD}include = ["*.txt"]\nexclude = ["*.txt"]\n', "line 5: '*.txt' is in include and in exclude"),
        (f'{GOOD}\n[[source]]\nname = "a!"\nfolder = "b"\n', "line 6: another source is called 'A' already"),
        (f'{GOOD}\n[[source]]\nname = "B"\nfolder = "a/"\n', "line 7: source 'A' takes every file of this folder already"),
        (
            '[[source]]\nname = "A"\nfeed = "https://a.example/f"\n[[source]]\nname = "B"\nfeed = "https://a.example/f"\n',
            "line 4: source 'A' has 'https://a.example/f' already",
        ),
        ('[[source]]\nname = "A"\nfolder = "${HOME}/a"\n', "line 3: folder: '${HOME}/a' is taken as it stands"),
        ('[sources]\nfolders = ["${NEWS}"]\n', "line 2: folders: '${NEWS}' is taken as it stands"),
        (f'{GOOD}include = "*.txt"\n', "line 4: include must be a list of strings"),
        ("[fetch]\ntries = 0\n", "line 2: tries must be 1 to 10"),
        ('[fetch]\ncontact = "a\\nb"\n', "line 2: contact must be plain letters"),
        ("[fetch]\npause_seconds = 60\n", "longest_pause_seconds must be at least pause_seconds"),
        ("[fetsh]\ntries = 2\n", "line 1: unknown section [fetsh]; did you mean 'fetch'?"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_source_is_named_with_file_line_and_remedy(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings(text, FILE)
    assert str(error.value).startswith(str(FILE))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'{GOOD}language = "English!"\n', "line 4: language must be a language tag"),
        (
            f'{GOOD}[[source]]\nname = "B"\nfeed = "https://a.example/f"\nexclude = ["*.pdf"]\n',
            "line 7: exclude: '*.pdf' is held against addresses: write a path such as '/news/**'",
        ),
    ],
)
def test_a_mistake_that_shows_only_when_the_source_is_used_is_named_with_its_line_too(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        named_sources(parse_settings(text, FILE))
    assert f"{FILE}, {said}" in str(error.value)
