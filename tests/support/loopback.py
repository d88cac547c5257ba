"""A web application served on a free port of this machine, and requests to it as any client may send them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import uvicorn
from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """Says when it listens; leaves the process's signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        """As the server's own."""
        await super().startup(sockets)
        self.listens.set()

    def install_signal_handlers(self) -> None:
        """None."""


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[int]:
    """Serve an application, on a free port unless one is named; its port."""
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, ws="none", timeout_graceful_shutdown=1)
    server = _Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert server.listens.wait(20)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Asks a review's server on behalf of its own page, unless a test says otherwise."""

    port: int
    token: str

    def get(self, place: str, /, headers: Mapping[str, str] = {}, **query: str) -> Answer:
        """Ask without changing anything."""
        return self.send("GET", f"{place}?{urlencode(query)}", None, headers)

    def post(self, name: str, body: object = None, **headers: str | None) -> Answer:
        """Do something; a header that is None is left out."""
        own = {"content_type": "application/json", "x_polypub_token": self.token, **headers}
        named = {key.replace("_", "-"): value for key, value in own.items() if value is not None}
        data = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
        return self.send("POST", name, data, named)

    def send(self, method: str, name: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """Send one request as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            path = name if name.startswith("/") else f"/_polypub/review/{name}"
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()
