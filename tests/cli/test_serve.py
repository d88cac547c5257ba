"""`polypub serve` as people start it and end it."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support.previews import copy_news

_HIDE = """
import sys
class Hidden:
    def __init__(self, finder): self.finder = finder
    def find_spec(self, name, path=None, target=None):
        return None if name in ("starlette", "uvicorn", "watchfiles") else self.finder.find_spec(name, path, target)
sys.meta_path[:] = [Hidden(finder) for finder in sys.meta_path]
from polypub.cli.app import run
sys.exit(run(sys.argv[1:]))
"""


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """In words, with the command to run, before anything of the site is read."""
    command = [sys.executable, "-c", _HIDE, "--site", str(tmp_path), "serve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "starlette, uvicorn, watchfiles" in done.stderr
    assert "pip install 'polypub[serve]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["serve"], ["review", "be", "--as", "anna"]])
def test_a_port_that_is_taken_is_one_error(tmp_path: Path, command: list[str]) -> None:
    """What, where and what to do, and not a word of the server's own."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        child = [sys.executable, "-m", "polypub", "--site", str(copy_news(tmp_path)), *command, "--port", port]
        done = subprocess.run(child, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    what = f"error: 127.0.0.1:{port}: the port cannot be used: something else listens there"
    assert done.stderr == f"{what}\n  Name another one with --port, or any free one with --port 0.\n"


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    """It tells its address, answers, and ends at Ctrl-C although a page is still listening."""
    command = [sys.executable, "-m", "polypub", "--site", str(copy_news(tmp_path)), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", child.stderr.readline())
        assert found
        page = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
        page.request("GET", "/_polypub/events?path=/be/&digest=")
        answer = page.getresponse()
        assert (answer.status, answer.readline()) == (200, b"retry: 300\n")
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 130
        assert "Traceback" not in child.stderr.read()
        page.close()
