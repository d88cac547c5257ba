"""What guards the preview: it answers this machine's own browser alone, and its pages load nothing but the site's."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost", "[::1]")
_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline' https:; "
    "img-src 'self' data: https:; media-src 'self' https:; font-src 'self' data: https:; frame-src 'self' https:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self' https:; frame-ancestors 'none'"
)


class Guard:
    """Refuses requests under another name than this machine's own, and sends headers that bind the page.

    A page of the internet whose name was made to lead here (DNS rebinding) names itself in `Host`.
    """

    def __init__(self, app: ASGIApp, port: int, scripts: Callable[[], str]) -> None:
        self._app, self._port, self._scripts = app, port, scripts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._names(scope):
            await _refuse(scope, receive, send)
            return
        policy = _POLICY.format(scripts=self._scripts())
        own = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
        own.append((b"content-security-policy", policy.encode()))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *own]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _names(self, scope: Scope) -> set[str]:
        server = scope.get("server") or ("", 0)
        port = self._port or server[1]
        return {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.responses import PlainTextResponse

    words = "The preview answers 127.0.0.1, localhost and [::1] alone.\n"
    await PlainTextResponse(words, 421)(scope, receive, send)


def admit_scripts(folders: Iterable[Path]) -> str:
    """What a policy says of the scripts that stand in templates as they are: they are the site's own, and may run."""
    return "".join(f" '{digest}'" for digest in dict.fromkeys(_digests(folders)))


def _digests(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for file in sorted(folder.rglob("*.html")):
            for script in _INLINE.findall(_text(file)):
                if "{{" not in script and "{%" not in script:
                    yield f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return ""
