"""One child process as its parent sees it: started, asked, and ended when its time is over.

Belongs here: the life of one process, and what its death means. Does not: how many there are (`pool`).
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from assets.sandbox.limits import ANSWER_BYTES, MEGABYTE, Limits, Lost
from assets.sandbox.messages import BrokenMessage, Message, read_message, write_message

PROGRAM = "assets.sandbox.worker"
START_SECONDS = 60.0
END_SECONDS = 1.0
_OWN_SIGNALS = frozenset(
    getattr(signal, name, 0) for name in ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS")
)
"""With which a program ends through what it did; the others come from outside."""
_PACKAGES = Path(__file__).resolve().parents[2]
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What a Python may need to start at all; nothing else of the environment is for a parser to see."""


class SandboxError(Exception):
    """Children cannot be started here, so that nothing can be read; the message says what the first one said."""


class Child:
    """A process that answers one task at a time. `served` is how many it has answered."""

    def __init__(self, folder: Path) -> None:
        """Starts it in `folder`, which should be empty. Raises SandboxError when it does not come up."""
        self.served = 0
        self._out_of_time = False
        command = [sys.executable, "-P", "-m", PROGRAM]
        variables = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        variables |= {"PYTHONPATH": str(_PACKAGES), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=variables,
            )
        except OSError as error:
            raise SandboxError(f"a process to read files in cannot be started: {error}") from error
        self._tasks, self._answers = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        with self._killed_after(START_SECONDS):
            ready = self._next_answer()
        if ready is None:
            self.kill()
            raise SandboxError(
                f"a process to read files in does not start: {_what_it_says(command, folder, variables)}"
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, task: Message, limits: Limits) -> Message:
        """The answer to a task. Raises Lost when there is none; the process is gone then."""
        head = {**task.head, "cpu_seconds": limits.cpu_seconds, "memory_bytes": limits.memory_bytes}
        problem = ""
        with self._killed_after(limits.wall_seconds):
            try:
                write_message(self._tasks, Message(head, task.parts))
                answer = self._next_answer()
            except OSError:
                answer = None
            except BrokenMessage as error:
                answer, problem = None, f"what it answered cannot be used: {error}"
        if answer is None:
            raise self._lost(limits, problem)
        if "out_of_memory" in answer.head:
            self.kill()
            raise Lost("too_much_memory", _memory(limits), is_lasting=True)
        self.served += 1
        return answer

    def close(self) -> None:
        """Lets an idle process end by itself, and kills it when it does not at once."""
        with contextlib.suppress(OSError):
            self._tasks.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Ends the process and takes its exit code from the system, so that nothing of it is left. Can be called from any thread."""
        self._process.kill()
        self._process.wait()
        for stream in (self._tasks, self._answers):
            with contextlib.suppress(OSError, ValueError):
                stream.close()

    def interrupt(self) -> None:
        """Kills the process while another thread waits for its answer, which then finds it gone."""
        self._process.kill()

    def _next_answer(self) -> Message | None:
        return read_message(self._answers, ANSWER_BYTES)

    @contextlib.contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._end_of_time)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _end_of_time(self) -> None:
        self._out_of_time = True
        self._process.kill()

    def _lost(self, limits: Limits, problem: str) -> Lost:
        """Why the process is gone, from how it ended."""
        if problem:
            self.kill()
            return Lost("crashed", problem, is_lasting=True)
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return Lost("crashed", "it closed its streams and went on")
        finally:
            self.kill()
        if self._out_of_time:
            return Lost("too_slow", f"it took more than {limits.wall_seconds:g} seconds")
        if code == -getattr(signal, "SIGXCPU", 0) and code:
            return Lost("too_slow", f"it took more than {limits.cpu_seconds} seconds of work", is_lasting=True)
        if code == -getattr(signal, "SIGKILL", 0) and code:
            return Lost("too_much_memory", f"the system ended it, as it does when memory runs out; {_memory(limits)}")
        # libraries in C end with any signal when they are given no more memory
        at_most = f"as it may at its limit of {limits.memory_bytes // MEGABYTE:,} MB of memory"
        detail = f"the process that did it ended with {_ending(code)}, {at_most}"
        return Lost("crashed", detail, is_lasting=code >= 0 or -code in _OWN_SIGNALS)


def _memory(limits: Limits) -> str:
    return f"it took more than {limits.memory_bytes // MEGABYTE:,} MB of memory"


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"


def _what_it_says(command: list[str], folder: Path, variables: dict[str, str]) -> str:
    """The last line that the program writes on standard error when it is started with nothing to do."""
    try:
        done = subprocess.run(command, input=b"", capture_output=True, cwd=folder, env=variables, timeout=START_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"it ends with {_ending(done.returncode)} and says nothing"
