"""Sites for previews: the golden site of English, Belarusian and Arabic, copied where a test may change it."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import queue
import re
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.routing import BaseRoute

from polypub.config import load_project
from polypub.review.preview import Preview
from polypub.review.server import make_app, make_server

NEWS = Path(__file__).parents[1] / "sites" / "news"
MILL = "content/places/old-mill.md"
MILL_BE = "locales/be/LC_MESSAGES/content/places/old-mill.po"
NOW = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)


def copy_news(folder: Path) -> Path:
    """A copy of the golden site."""
    left_out = shutil.ignore_patterns("expected", ".polypub", "public")
    return Path(shutil.copytree(NEWS, folder / "news", ignore=left_out))


def open_preview(root: Path, now: dt.datetime = NOW) -> Preview:
    """The preview of a site at a moment."""
    project = load_project(root)
    return Preview(project, lambda: now.astimezone(project.timezone))


def edit(path: Path, old: str, new: str) -> Path:
    """Change a file, which must hold what is to be replaced; its path."""
    text = path.read_text("utf-8")
    assert old in text, f"{path} lacks {old!r}"
    path.write_text(text.replace(old, new), "utf-8")
    return path


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    text: str


class Word:
    """What a page is told, event by event."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response = response

    def next(self) -> tuple[str, Any]:
        """The next event: its name and its value."""
        name = ""
        while True:
            line = self._response.readline().decode().rstrip("\n")
            assert line or not self._response.isclosed(), "the server has nothing more to tell"
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                return name, json.loads(line.removeprefix("data: "))


@dataclass(frozen=True)
class Running:
    """A preview, served."""

    root: Path
    preview: Preview
    port: int

    @property
    def url(self) -> str:
        """Its address, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, *, method: str = "GET", host: str = "") -> Answer:
        """Ask for a path as it is, whatever its dots."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def digest(self, path: str) -> str:
        """The digest that a page knows itself by."""
        found = re.search(r'"digest": "(\w+)"', self.get(path).text)
        assert found
        return found[1]

    @contextmanager
    def listen(self, path: str) -> Iterator[Word]:
        """What the open page at an address is told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        query = urlencode({"path": path, "digest": self.digest(path)})
        connection.request("GET", f"/_polypub/events?{query}")
        response = connection.getresponse()
        try:
            yield Word(response)
        finally:
            response.close()
            connection.close()


@contextmanager
def serve(
    root: Path, *, extra: Sequence[BaseRoute] = (), head: str = "", before: Callable[[Preview], object] = id
) -> Iterator[Running]:
    """A real server for a site, on a free port, until the block ends; `before` it starts something may happen."""
    preview = open_preview(root)
    before(preview)
    app = make_app(preview, host_port=0, extra=extra, head=head)
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    server = make_server(app, 0, said.put)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Running(root, preview, int(said.get(timeout=20).rstrip("/").rpartition(":")[2]))
    finally:
        server.handle_exit(signal.SIGINT, None)
        thread.join(20)
        assert not thread.is_alive(), "the server does not end"
