"""Exchanges with an engine's server: an answer to use, or the fault in words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from weakref import WeakSet

from polypub.translate.engines.base import Err
from polypub.translate.engines.faults import Answer, ExchangeError, Redactor, fault_of, read_json

if TYPE_CHECKING:
    from polypub.translate.engines.wire import Request, Wire, WireError

Explain = Callable[[Answer], Err | None]
"""What an answer means where an engine has its own way to fail; None leaves it to its status."""

_HOPS = 3
_MOVED = (301, 302, 303, 307, 308)


def _by_status(answer: Answer) -> None:
    del answer


class Session:
    """Connections to one engine, kept open, one set for each thread that asks."""

    def __init__(self, name: str, timeout: float, secrets: Iterable[str] = (), explain: Explain = _by_status) -> None:
        """`timeout` is for an exchange from its first byte to its last, in seconds; `secrets` never come out again."""
        self._name = name
        self._timeout = timeout
        self._redact = Redactor(secrets)
        self._explain = explain
        self._lock = threading.Lock()
        self._local = threading.local()
        self._wires: WeakSet[Wire] = WeakSet()

    def __repr__(self) -> str:
        """Its engine, and no more."""
        return f"Session({self._name!r})"

    def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to a GET; redirects within the same server are followed. ExchangeError says what went wrong."""
        from polypub.translate.engines.wire import Request

        return self._exchange(Request("GET", url, params or {}, headers or {}))

    def post(self, url: str, body: object, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a POST of JSON. ExchangeError says what went wrong."""
        from polypub.translate.engines.wire import Request

        return self._exchange(Request("POST", url, {}, headers or {}, body))

    def json(self, answer: Answer) -> object:
        """The JSON of an answer. ExchangeError when it is a page, or was cut off."""
        return read_json(answer, self._name)

    def fail(self, err: Err) -> ExchangeError:
        """The exception for a fault, its words without a key."""
        return ExchangeError(self._redact.clean(err))

    def close(self) -> None:
        """Close all connections; the next exchange opens new ones."""
        with self._lock:
            wires, self._wires, self._local = list(self._wires), WeakSet(), threading.local()
        for wire in wires:
            wire.close()

    def _exchange(self, request: Request) -> Answer:
        answer = self._follow(request)
        err = self._explain(answer) or fault_of(answer, self._name)
        if err:
            raise self.fail(err)
        return answer

    def _follow(self, request: Request) -> Answer:
        from polypub.translate.engines.wire import Request, WireError, after

        deadline, wire = after(self._timeout), self._wire()
        try:
            answer = wire.send(request, deadline)
            for _ in range(_HOPS):
                url = _moved(request, answer)
                if not url:
                    break
                request = Request("GET", url, {}, request.headers)
                answer = wire.send(request, deadline)
        except WireError as error:
            raise self.fail(self._unanswered(request.url, error)) from None
        return answer

    def _unanswered(self, url: str, error: WireError) -> Err:
        host = urlsplit(url).netloc.rpartition("@")[2]
        remedy = "Try again later." if error.fault == "output" else f"Check the network and whether {host} answers."
        return Err(f"{self._name} {error.what}", remedy, error.fault)

    def _wire(self) -> Wire:
        """This thread's connections."""
        from polypub.translate.engines.wire import Wire

        with self._lock:
            wire: Wire | None = getattr(self._local, "wire", None)
            if wire is None:
                wire = self._local.wire = Wire()
                self._wires.add(wire)
            return wire


def _moved(request: Request, answer: Answer) -> str:
    """Where a GET is to be asked again; empty when it has not moved, or to a server that was not meant."""
    place = answer.headers.get("location", "")
    if request.method != "GET" or answer.status not in _MOVED or not place:
        return ""
    try:
        url = urljoin(request.url, place)
        here, there = urlsplit(request.url), urlsplit(url)
        same = (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
    except ValueError:
        return ""
    return url if same else ""
