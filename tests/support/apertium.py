"""The real Apertium: whether it is here, its processes, and its server on the loopback interface."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

REASON = "apertium is not installed"
DATA = Path("/usr/share/apertium")
_LOOPBACK = """
import sys, tornado.httpserver as server
bind = server.HTTPServer.bind
def on_loopback(self, port, *rest, **options):  # by itself it listens on all interfaces
    bind(self, port, "127.0.0.1")
    print(self._pending_sockets[0].getsockname()[1], flush=True)
server.HTTPServer.bind = on_loopback
from apertium_apy.apy import main
main()
"""


def has_modes(*names: str) -> bool:
    """Whether the command is installed with all of these pairs."""
    return bool(shutil.which("apertium")) and all((DATA / "modes" / f"{name}.mode").is_file() for name in names)


def has_server() -> bool:
    """Whether the server is installed, with the pairs that tests ask it for."""
    return bool(shutil.which("apertium-apy")) and has_modes("eng-spa", "rus-ukr")


def stages() -> list[int]:
    """The processes of every pipeline that this process runs, first stage first."""
    ours = os.getpid()
    return sorted(pid for pid, (parent, session) in _running().items() if parent == ours and session == pid)


def living(pids: Iterable[int]) -> list[int]:
    """Those that have not ended."""
    return sorted(set(pids) & set(_running()))


def _running() -> dict[int, tuple[int, int]]:
    """Parent and session of every process that lives; one that has ended and waits for its parent does not."""
    running = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # ended meanwhile
            state, parent, _, session, *_ = path.read_text(errors="replace").rpartition(")")[2].split()
            if state not in "ZX":
                running[int(path.parent.name)] = (int(parent), int(session))
    return running


@contextmanager
def apy_server(modes: Path, folder: Path) -> Iterator[str]:
    """The address of Apertium's own server for the pairs of a folder; `folder` is where it may write."""
    command = ["/usr/bin/python3", "-c", _LOOPBACK, "-p", "0", str(modes)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            assert server.stdout is not None
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            os.killpg(server.pid, signal.SIGKILL)
