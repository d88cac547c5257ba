"""`polypub translate` is killed, stopped and run beside itself: nothing is lost, and nothing is paid for twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support.drafting import drafts, left
from support.engine_servers import LibreTranslateServer

_TEXTS = tuple(f"The story of house number {number} in the old town" for number in range(40))
_WORKERS = 3


class SlowServer(LibreTranslateServer):
    """Answers after a moment, and tells how many texts it has been sent."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 1 << 30
        self.reached = threading.Event()

    def translate(self, text: str, target: str) -> str:
        """As the others, later; `reached` is set once `wanted` texts have come."""
        if len(self.texts) >= self.wanted:
            self.reached.set()
        self.stopping.wait(0.01)
        return super().translate(text, target)


@pytest.fixture
def server() -> Iterator[SlowServer]:
    """A slow server."""
    with SlowServer() as server:
        yield server


@pytest.fixture
def site(make_site: Callable[..., Any], server: SlowServer) -> Any:
    """Forty messages in eight articles."""
    table = (
        f"[engines.libretranslate]\nurl = {json.dumps(server.url)}\nworkers = {_WORKERS}\n"
        "[engines.libretranslate.options]\nbatch = 1\n"
    )
    site = make_site(editions=f"[editions.en]\n[editions.pl]\n{table}", head='engine = "libretranslate"')
    for number in range(0, len(_TEXTS), 5):
        title, *others = _TEXTS[number : number + 5]
        site.article(f"x{number}.md", title, body="\n\n".join(others) + "\n")
    assert site.run("extract") == 0
    site.translate("pl", "site", {"Hill": "Wzgórze"})
    return site


def _start(site: Any, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "polypub", "--site", str(site.root), "--now", site.now, "translate", *arguments]
    env = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _end(child: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, said = child.communicate(timeout=60)
    return child.returncode, said.decode()


_ALL = {text: f"‹pl› {text}" for text in _TEXTS}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_any_instant_it_sends_nothing_twice_but_what_was_under_way(
    seed: int, site: Any, server: SlowServer
) -> None:
    """However often it is killed, at most the requests under way at each kill are sent again; the last run ends it."""
    kills, chance = 0, random.Random(seed)
    while len(server.texts) < len(_TEXTS) - _WORKERS and kills < 8:
        server.reached.clear()
        server.wanted = len(server.texts) + chance.randint(1, 9)
        child = _start(site)
        server.reached.wait(20)
        child.send_signal(signal.SIGKILL)
        _end(child)
        kills += 1
        assert not list((site.root / "locales").rglob("*.tmp"))
    assert _end(_start(site))[0] == 0
    assert drafts(site.root) == _ALL
    again = Counter(server.texts)
    assert sum(again.values()) - len(again) <= kills * _WORKERS
    sent = len(server.texts)
    assert _end(_start(site))[0] == 0
    assert len(server.texts) == sent


def test_ctrl_c_keeps_what_arrived(site: Any, server: SlowServer) -> None:
    """It ends with 130, what was answered is in the catalogs, and the next run asks for the rest alone."""
    server.wanted = 12
    child = _start(site)
    assert server.reached.wait(20)
    child.send_signal(signal.SIGINT)
    code, said = _end(child)
    assert code == 130
    assert "Traceback" not in said
    written, sent = drafts(site.root), list(server.texts)
    assert set(written) == set(sent)
    assert written.items() <= _ALL.items()
    assert len(sent) < len(_TEXTS)
    assert _end(_start(site))[0] == 0
    assert drafts(site.root) == _ALL
    assert Counter(server.texts) == Counter(_TEXTS)


def test_two_runs_at_once_end_in_the_same_drafts(site: Any, server: SlowServer) -> None:
    """Neither spoils what the other writes, and neither sends a text that it could have learned from the other."""
    children = [_start(site), _start(site)]
    ends = [_end(child) for child in children]
    assert [code for code, _ in ends] == [0, 0]
    assert not any("warning" in said for _, said in ends)
    assert drafts(site.root) == _ALL
    assert not left(site.root)
    assert max(Counter(server.texts).values()) <= 2
