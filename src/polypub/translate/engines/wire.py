"""The only door to HTTP (requests): one exchange at a time, over a kept connection, ended at its deadline.

The time-outs of requests begin anew with every piece of data, so that a slow drip is waited for without end. Here the
socket is given, before each read, no more than what is left of the exchange's time.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPResponse
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3 import exceptions as failures
from urllib3.connection import HTTPConnection, HTTPSConnection

from polypub import __version__
from polypub.translate.engines.base import Fault
from polypub.translate.engines.faults import Answer

_CONNECT = 10.0
_CHUNK = 1 << 16
_JSON = {"Content-Type": "application/json"}
_HERE = ("127.0.0.1", "::1", "localhost")
MOST = 8_000_000
"""Bytes of an answer, unpacked; longer ones are given up."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server; nothing of it is shown but the address."""

    method: str
    url: str
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    """What is sent as JSON; None for nothing."""


class WireError(Exception):
    """No answer came; `what` goes on from the engine's name."""

    def __init__(self, fault: Fault, what: str) -> None:
        super().__init__(what)
        self.fault: Fault = fault
        self.what = what


class Wire:
    """The connections of one thread."""

    def __init__(self) -> None:
        self._watch = _Watch()
        self._session = _Requests()
        # Or a machine's `.netrc` would replace the engine's own Authorization header.
        self._session.auth = _authorize
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers["User-Agent"] = f"polypub/{__version__}"
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter(self._watch))

    def send(self, request: Request, deadline: float) -> Answer:
        """The server's answer, redirects included, if it is complete by the deadline of `after`; else WireError."""
        self._watch.end = deadline
        try:
            return self._send(request)
        except WireError:
            raise
        except (requests.RequestException, failures.HTTPError, OSError, ValueError) as error:
            raise WireError(*_meaning(error)) from None

    def _send(self, request: Request) -> Answer:
        left = self._watch.left()
        with self._session.request(
            request.method,
            request.url,
            params=dict(request.params),
            headers={**_JSON, **request.headers} if request.body is not None else dict(request.headers),
            data=_encode(request.body),
            timeout=(min(_CONNECT, left), left),
            proxies=_proxies(request.url),
            allow_redirects=False,
            stream=True,
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, _decode(_read(response), headers), headers)

    def close(self) -> None:
        """Hang up."""
        self._session.close()


def after(seconds: float) -> float:
    """The deadline of an exchange that begins now."""
    return time.monotonic() + seconds


def _authorize(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Name and password of the address, unless the engine has a header of its own."""
    name, password = requests.utils.get_auth_from_url(request.url or "")
    if name and "Authorization" not in request.headers:
        return HTTPBasicAuth(name, password)(request)
    return request


def _proxies(url: str) -> dict[str, str]:
    """No proxy for this machine itself; else what the environment says."""
    return dict.fromkeys(("http", "https"), "") if urlsplit(url).hostname in _HERE else {}


def _encode(body: object) -> bytes | None:
    """JSON in UTF-8: escapes would make six bytes of a character that has three."""
    # A lone half of a surrogate pair becomes an escape, which JSON allows.
    return None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _read(response: requests.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > MOST:
            raise WireError("output", f"sent more than {MOST // 1_000_000} MB")
    return bytes(body)


def _decode(body: bytes, headers: Mapping[str, str]) -> str:
    """The text in the declared charset, else UTF-8, which requests does not assume for HTML."""
    _, _, charset = headers.get("content-type", "").lower().partition("charset=")
    try:
        return body.decode(charset.split(";")[0].strip(" \"'") or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _meaning(error: Exception) -> tuple[Fault, str]:
    """The first row that any cause of the error fits; a key may stand in its words, so they are not repeated."""
    causes = list(_causes(error))
    for kinds, fault, what in _MEANINGS:
        if any(isinstance(cause, kinds) for cause in causes):
            return fault, what
    return "transient", f"could not be asked ({type(error).__name__})"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that it wraps, in requests' way, urllib3's and Python's own."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]


_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], Fault, str], ...] = (
    ((requests.exceptions.ProxyError,), "transient", "could not be asked through the proxy"),
    ((failures.NameResolutionError,), "transient", "could not be asked: there is no such host, or no network"),
    ((ConnectionRefusedError,), "transient", "could not be asked: nobody answers there"),
    (
        (requests.exceptions.SSLError, failures.SSLError),
        "transient",
        "could not be asked: its certificate is not valid",
    ),
    # To urllib3 every connection that is not made is one that took too long, so those come first.
    ((TimeoutError, requests.Timeout, failures.TimeoutError), "transient", "gave no complete answer in time"),
    ((failures.IncompleteRead,), "transient", "broke off its answer"),
    ((requests.exceptions.ContentDecodingError,), "output", "sent an answer that cannot be unpacked"),
    ((requests.exceptions.InvalidHeader,), "auth", "could not be asked: its key has characters that no key has"),
    ((ConnectionError, failures.ProtocolError), "transient", "closed the connection"),
    ((requests.ConnectionError, failures.HTTPError), "transient", "could not be asked: the connection failed"),
    ((ValueError,), "auth", "could not be asked: its address is none"),
)


class _Requests(requests.Session):
    """requests, less its redirects: it reads the whole answer, however long, to see where one leads."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        del resp


class _Watch:
    """How much time is left for the exchange that a wire has under way."""

    end = 0.0

    def left(self) -> float:
        """Seconds; TimeoutError when there are none."""
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Timed(io.RawIOBase):
    """What a socket reads, each time with what is left of the time."""

    def __init__(self, raw: Any, sock: Any, watch: _Watch) -> None:
        self._raw, self._sock, self._watch = raw, sock, watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._watch.left())
        return self._raw.readinto(buffer)  # type: ignore[no-any-return]  # urllib3 does not say

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    """An answer whose every byte, from the status line on, is read against the watch."""

    def __init__(self, watch: _Watch, sock: Any, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        raw: Any = self.fp.detach()  # a BufferedReader over the socket
        self.fp = io.BufferedReader(_Timed(raw, sock, watch))


class _Adapter(HTTPAdapter):
    """requests' way to servers, with connections that know the watch."""

    def __init__(self, watch: _Watch) -> None:
        self._pools = _pools(watch)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        if isinstance(manager, ProxyManager):  # one for SOCKS has connections of its own
            manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(watch: _Watch) -> dict[str, Any]:
    """urllib3's pools by scheme, each of connections that answer with a `_Response`."""
    rows = (("http", HTTPConnectionPool, HTTPConnection), ("https", HTTPSConnectionPool, HTTPSConnection))
    response = staticmethod(partial(_Response, watch))
    pools = {}
    for scheme, pool, connection in rows:
        timed = type(connection.__name__, (connection,), {"response_class": response})
        pools[scheme] = type(pool.__name__, (pool,), {"ConnectionCls": timed})
    return pools
