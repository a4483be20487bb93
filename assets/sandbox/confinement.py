"""What a child process may no longer do: take more than its limits, write files, reach the network, start processes.

Belongs here: taking these away, from within the child. Does not: the limits' numbers, nor ending it from outside (`child`).
"""

from __future__ import annotations

import importlib.machinery
import os
import sys
import sysconfig
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows: the clock of the parent is the only limit
    resource = None

LIMITED = resource is not None
"""Whether the system can limit work and memory of a process."""
OPEN_FILES = 64
_REFUSED_EVENTS = frozenset(
    "socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo socket.gethostbyname subprocess.Popen "
    "os.system os.exec os.fork os.forkpty os.posix_spawn os.spawn os.startfile os.kill os.killpg os.symlink os.link "
    "os.truncate os.chmod os.chown shutil.rmtree urllib.Request".split()
)
_CHANGING_EVENTS = frozenset("os.mkdir os.remove os.rename os.rmdir".split())
_BYTECODE = f"{os.sep}__pycache__"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEVICES = (os.devnull, "/dev/urandom")


def confine(packages: Path) -> None:
    """Takes away what no parser needs, for the rest of this process; `packages` is the folder of Tieout's own packages."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
        _let_bytecode_be_written(most)
    sys.addaudithook(_refusal(_own_folders(packages)))
    warnings.simplefilter("ignore")


def limit_task(cpu_seconds: int, memory_bytes: int) -> None:
    """From now on so much work and at most so much memory; work done before is not counted."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds, most)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    _limit(resource.RLIMIT_AS, memory_bytes, most)


def _limit(kind: int, wanted: int, most: int) -> None:
    assert resource is not None
    soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    try:
        resource.setrlimit(kind, (soft, most))
    except (ValueError, OSError):
        return  # a system that knows the name but not the limit, as macOS does for address space


def _let_bytecode_be_written(most: int) -> None:
    """Lets Python keep what it compiled: modules that only children import would be compiled anew in each of them."""
    assert resource is not None
    limit, kind = resource.setrlimit, resource.RLIMIT_FSIZE
    loader: Any = importlib.machinery.SourceFileLoader
    written: Callable[..., None] = loader.set_data

    def set_data(self: object, path: str, data: bytes, *, _mode: int = 0o666) -> None:
        limit(kind, (most, most))
        try:
            written(self, path, data, _mode=_mode)
        finally:
            limit(kind, (0, most))

    loader.set_data = set_data


def _own_folders(packages: Path) -> tuple[str, ...]:
    """Folders from which a parser may read: Python's, its libraries', and Tieout's packages with their lexicons."""
    known = [*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, "/usr/share/zoneinfo"]
    own = [str(packages / name) for name in ("assets", "warehouse")]
    return tuple({f"{os.path.realpath(folder)}{os.sep}" for folder in [*known, *own]})


def _refusal(folders: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that raises PermissionError for what a parser has no business with."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(path, int) and not _may_open(os.fsdecode(path), flags or 0, folders):
                raise PermissionError(f"a parser may not open {path!r}")
        elif event in _REFUSED_EVENTS:
            raise PermissionError(f"a parser may not do this: {event}")
        elif event in _CHANGING_EVENTS and _BYTECODE not in str(arguments[0]):
            raise PermissionError(f"a parser may not change files: {event}")

    return refuse


def _may_open(path: str, flags: int, folders: tuple[str, ...]) -> bool:
    if path in _DEVICES:
        return True
    if flags & _WRITING and _BYTECODE not in path:
        return False
    return os.path.realpath(path).startswith(folders)
