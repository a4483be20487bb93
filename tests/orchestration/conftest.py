"""One small corpus and one finished run of the whole job, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from orchestration.assembly import build_definitions
from orchestration.automation import EVERYTHING
from orchestration.settings import Settings

ARTICLES = {
    "north.txt": "North Ferry opens\n\nBy Ada Quill\n\n3 March 2025\n\nThe North Ferry terminal in Oldport cost $240 million in 2024. "
    "It handled 1.2 million passengers in 2024.\n",
    "south.txt": "Ferry costs reviewed\n\nBy Ben Marl\n\n5 March 2025\n\nThe North Ferry terminal in Oldport cost $310 million in 2024, "
    "the city said.\n",
    "slip.txt": "Harbour traffic\n\n7 March 2025\n\nPort Alder handled 31.2 million tonnes of cargo in 2024, a rise of 8 per cent "
    "from 27.4 million tonnes in 2023.\n",
    "quiet.txt": "A quiet day\n\n9 March 2025\n\nNothing was counted in Oldport, and nobody minded.\n",
}
HOSTILE = (
    "Costs | of <script>alert(1)</script> ferries\n\n11 March 2025\n\n"
    "The [East Ferry](https://evil.example/x) `terminal` | in *Newport* cost \x1b[31m\u202e$75 million\u202c in 2024 "
    "<img src=x onerror=alert(1)>.\n"
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished run: its settings, its sources and what Dagster recorded."""

    settings: Settings
    sources: Path
    result: dg.ExecuteInProcessResult

    def materialization(self, asset: str) -> dg.AssetMaterialization:
        """The one materialisation of an asset in this run."""
        found = self.result.asset_materializations_for_node(asset)
        assert len(found) == 1
        return found[0]

    def text_of(self, asset: str, name: str) -> str:
        """A metadata value of a materialisation as text."""
        return str(self.materialization(asset).metadata[name].value)


def write_articles(folder: Path, *, hostile: bool = False) -> Path:
    """The small corpus as files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    if hostile:
        (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    return folder


def execute(settings: Settings, *, raise_on_error: bool = True) -> dg.ExecuteInProcessResult:
    """The whole job in this process, on an instance of its own."""
    job = build_definitions(settings).resolve_job_def(EVERYTHING)
    with dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(instance=instance, raise_on_error=raise_on_error)


def settings_in(folder: Path) -> Settings:
    """Settings that read folder/articles and publish folder/out/w.duckdb."""
    return Settings().with_paths(published=folder / "out" / "w.duckdb", sources=(folder / "articles",))


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    """The whole job over the small corpus with its hostile article. Tests only read it."""
    folder = tmp_path_factory.mktemp("finished")
    sources = write_articles(folder / "articles", hostile=True)
    (sources / "empty.txt").write_bytes(b"")
    settings = settings_in(folder)
    yield Finished(settings, sources, execute(settings))
