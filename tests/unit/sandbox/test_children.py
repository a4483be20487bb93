"""Child processes: limits end them with their reason, others take over in order, and nothing of them is left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from assets.reading import Document, read_documents
from assets.sandbox.child import Child
from assets.sandbox.limits import Limits, Lost
from assets.sandbox.messages import BrokenMessage, Message, read_message
from assets.sandbox.pool import Pool
from assets.sandbox.tasks import Failure, FileTask, figures_of, read_in_children

ROOT = Path(__file__).parents[3]
PROMPT = Limits(cpu_seconds=30, wall_seconds=60)
ORDINARY = "The yard at Corda sold {n} boats in 2024.\n\nIt had sold 12 boats in 2023.\n"
SLOW = FileTask(b"<html><body><table>" + b"<tr><td>1<td>2" * 500_000, "slow.html")
LARGE = FileTask(b"The yard at Corda sold 14 boats to 9 crews.\n" * 200_000, "large.txt")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX systems")


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(2)
    yield made
    made.close()


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    made = Child(tmp_path)
    yield made
    made.kill()


def _task(file: FileTask) -> Message:
    hints = dict.fromkeys("uri title publisher author published_on language licence".split())
    return Message({"task": "read", "name": file.name, "hints": hints}, (file.raw,))


def _ordinary(number: int) -> FileTask:
    return FileTask(ORDINARY.format(n=number).encode(), f"{number}.txt")


def _read(pool: Pool, files: list[FileTask], limits: Limits = PROMPT) -> list[tuple[Document, ...] | Failure]:
    found = read_in_children(files, lambda file: file, limits_of=lambda size: limits, pool=pool)
    return [answer for _, answer in found if answer is not None]


def test_documents_and_figures_of_a_child_are_those_of_this_process(pool: Pool) -> None:
    from assets.extraction import extract_figures

    files = [FileTask(path.read_bytes(), path.name) for path in sorted((ROOT / "examples" / "articles").iterdir())]
    here = [read_documents(file.raw, file.name) for file in files]
    there = _read(pool, files)
    assert there == here
    documents = [document for found in here for document in found]
    spans = [document.byte_span(0, len(document.text)) for document in documents]
    assert [d.byte_span(0, len(d.text)) for found in there if not isinstance(found, Failure) for d in found] == spans
    assert list(figures_of(documents, pool=pool)) == [extract_figures(document) for document in documents]


def test_what_takes_too_long_on_the_clock_is_ended_within_a_second(child: Child) -> None:
    start = monotonic()
    with pytest.raises(Lost) as lost:
        child.ask(_task(SLOW), Limits(cpu_seconds=60, wall_seconds=0.5))
    assert (lost.value.reason, lost.value.is_lasting) == ("too_slow", False), "a busy machine may do this to any file"
    assert "0.5 seconds" in lost.value.detail
    assert monotonic() - start < 1.5


def test_what_takes_too_much_work_is_ended(child: Child) -> None:
    with pytest.raises(Lost) as lost:
        child.ask(_task(SLOW), Limits(cpu_seconds=1, wall_seconds=120))
    assert (lost.value.reason, lost.value.is_lasting) == ("too_slow", True)
    assert "1 seconds of work" in lost.value.detail


def test_what_takes_too_much_memory_is_refused(child: Child) -> None:
    with pytest.raises(Lost) as lost:
        child.ask(_task(LARGE), Limits(60, 120, memory_bytes=100_000_000))
    assert (lost.value.reason, lost.value.is_lasting) == ("too_much_memory", True)
    assert "100 MB" in lost.value.detail


@pytest.mark.parametrize(("name", "is_lasting"), [("SIGSEGV", True), ("SIGTERM", False)])
def test_a_child_that_crashes_says_by_which_signal_and_one_from_outside_says_nothing_of_the_file(
    child: Child, name: str, is_lasting: bool
) -> None:
    threading.Timer(0.3, os.kill, (child.pid, signal.Signals[name])).start()
    with pytest.raises(Lost) as lost:
        child.ask(_task(SLOW), PROMPT)
    assert (lost.value.reason, lost.value.is_lasting) == ("crashed", is_lasting)
    assert name in lost.value.detail


def test_a_lost_child_is_replaced_and_the_other_files_are_read_in_their_order(pool: Pool) -> None:
    files = [_ordinary(n) for n in range(40)]
    files[7] = files[23] = SLOW
    answers = _read(pool, files, Limits(cpu_seconds=1, wall_seconds=60))
    assert [isinstance(answer, Failure) for answer in answers] == [n in (7, 23) for n in range(40)]
    for number, answer in enumerate(answers):
        if isinstance(answer, Failure):
            assert answer.reason == "too_slow"
        else:
            assert answer[0].text == ORDINARY.format(n=number)


def test_children_are_used_again_and_a_handful_of_files_has_one(pool: Pool) -> None:
    assert pool.pids() == []
    _read(pool, [_ordinary(n) for n in range(5)])
    (first,) = pool.pids()
    _read(pool, [_ordinary(n) for n in range(5)])
    assert pool.pids() == [first]
    _read(pool, [_ordinary(n) for n in range(200)])
    assert first in pool.pids()
    assert len(pool.pids()) <= 2


def test_when_the_pool_closes_no_process_no_thread_and_no_folder_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pool = Pool(2)
    _read(pool, [_ordinary(n) for n in range(100)])
    pids = pool.pids()
    assert pids
    assert [path.name.startswith("tieout-empty-") for path in tmp_path.iterdir()] == [True]
    pool.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert list(tmp_path.iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("tieout-sandbox")]


def test_an_error_of_the_caller_ends_the_children_that_work_for_it(pool: Pool) -> None:
    def files() -> Iterator[FileTask]:
        yield SLOW
        sleep(0.3)
        raise InterruptedError("the caller has enough")

    start = monotonic()
    with pytest.raises(InterruptedError):
        list(read_in_children(files(), lambda file: file, limits_of=lambda size: PROMPT, pool=pool))
    assert monotonic() - start < 10
    assert pool.pids() == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see when the child is at work")
def test_an_interrupt_of_the_terminal_ends_a_command_and_its_children(tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_bytes(SLOW.raw)
    code = "import sys; from orchestration.cli.main import main; main(['check', sys.argv[1]])"
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True, text=True)
    try:
        while not (found := _children_at_work(running.pid)):
            sleep(0.05)
            assert running.poll() is None
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 2
    assert "tieout: stopped" in said
    for pid in found:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def _children_at_work(parent: int) -> list[int]:
    """Children of a process that parse files, once they have worked for half a second."""
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        with contextlib.suppress(OSError):  # threads and processes come and go
            for pid in (task / "children").read_text().split():
                place = Path("/proc", pid)
                worked = int((place / "stat").read_text().rpartition(")")[2].split()[11]) / os.sysconf("SC_CLK_TCK")
                if b"assets.sandbox.worker" in (place / "cmdline").read_bytes() and worked > 0.5:
                    found.append(int(pid))
    return found


def test_a_child_sees_nothing_of_the_environment_and_stands_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "swordfish")
    child = Child(tmp_path)
    try:
        place = Path(f"/proc/{child.pid}")
        if not place.exists():
            pytest.skip("needs /proc to look into another process")
        assert b"swordfish" not in (place / "environ").read_bytes()
        assert (place / "cwd").readlink() == tmp_path
        assert len(list((place / "fd").iterdir())) < 8
    finally:
        child.close()


@pytest.mark.parametrize(
    "act",
    [
        "open('/etc/passwd').read()",
        "open('note.txt', 'w')",
        "os.open('x', os.O_WRONLY | os.O_CREAT)",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('news.example', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.mkdir('x')",
        "os.remove('x')",
        "urllib.request.urlopen('file:///etc/passwd')",
    ],
)
def test_a_confined_process_may_not(act: str, tmp_path: Path) -> None:
    code = (
        "import os, socket, subprocess, urllib.request, sys; from pathlib import Path\n"
        "from assets.sandbox.confinement import confine\n"
        f"confine(Path({str(ROOT)!r}))\n"
        f"try:\n    {act}\n"
        "except (PermissionError, urllib.request.URLError) as error:\n    sys.exit(0 if 'may not' in str(error) else 3)\n"
        "sys.exit(4)\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "stream",
    [
        b"\0",
        bytes(4),
        b"\xff" * 4,
        b"\0\0\0\1" + b"\xff" * 8,
        b"\0\0\0\1" + bytes(7) + b"\1[",
        b"\0\0\0\1" + bytes(7) + b"\2[]",
    ],
)
def test_what_is_no_message_is_refused_before_memory_is_taken_for_it(stream: bytes, tmp_path: Path) -> None:
    file = tmp_path / "stream"
    file.write_bytes(stream)
    with file.open("rb") as said, pytest.raises(BrokenMessage):
        read_message(said, 1_000_000)
