"""A real Dagster web server over a finished run, and a real chromium that may speak to it alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from orchestration.assembly import build_definitions
from orchestration.automation import EVERYTHING
from orchestration.settings import load_settings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
STARTS_WITHIN_SECONDS = 90
ARTICLES = {
    "north.txt": "North Ferry opens\n\n3 March 2025\n\nThe North Ferry terminal in Oldport cost $240 million in 2024.\n",
    "south.txt": "Costs of [a link](https://evil.example/x) <img src=x onerror=alert(1)> reviewed\n\n5 March 2025\n\n"
    "The North Ferry terminal in Oldport cost $310 million in 2024, `the city` said on https://evil.example/y.\n",
}


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The system's chromium; where there is none, the tests are skipped with this reason before anything is started."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed; `apt-get install chromium` makes this test run")
    return CHROMIUM


@pytest.fixture(scope="session")
def home(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, settings and a Dagster history of one finished run."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    (folder / "tieout.toml").write_text('[sources]\nfolders = ["articles"]\n', encoding="utf-8")
    (folder / "dagster.yaml").write_text("telemetry:\n  enabled: false\nnux:\n  enabled: false\n", encoding="utf-8")
    job = build_definitions(load_settings(folder / "tieout.toml")).resolve_job_def(EVERYTHING)
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        assert job.execute_in_process(instance=instance).success
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    """Address of the web server, as `dagster dev` would start it for these settings."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "dagster_webserver",
        "-m",
        "orchestration.definitions",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    environment = {**os.environ, "DAGSTER_HOME": str(home), "TIEOUT_CONFIG": str(home / "tieout.toml")}
    with (home / "webserver.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(address, process, home / "webserver.log")
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/server_info", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the web server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """Headless chromium of the system; ended with its module, for its event loop would be in Dagster's way."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(server: str, browser: Browser) -> Iterator[Page]:
    """A page that may speak to the web server only; errors that scripts raise on it fail the test."""
    errors: list[str] = []
    opened = browser.new_page(viewport={"width": 1500, "height": 1000}, base_url=server)
    opened.on("pageerror", lambda error: errors.append(str(error)))

    def keep_inside(route: Route) -> None:
        if route.request.url.startswith((server, "data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    opened.route("**/*", keep_inside)
    yield opened
    opened.close()
    assert not errors
