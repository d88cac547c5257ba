"""What keeps other sites' pages, and other hosts' names, away from the review."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

TOKEN = "x-polypub-token"  # noqa: S105 - the header's name
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer: nothing in it is run, framed, kept, or taken for something else."""


def refuse_stranger(request: Request) -> str:
    """Why a request is not answered: it names another host, or another site's page sent it. Empty when it is."""
    host = request.headers.get("host", "")
    if not is_loopback(host):
        return f"this server is not called “{host[:80]}”"
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return "a page of another site sent this request"
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        return "a page of another site sent this request"
    return ""


def refuse_writer(request: Request, token: str) -> str:
    """Why a request may not write: it lacks this run's token, or is no JSON. Empty when it may."""
    if not hmac.compare_digest(request.headers.get(TOKEN, "").encode(), token.encode()):
        return "the request lacks this run's token: load the page again"
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return "the request is no JSON"
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return "a page of another site sent this request"
    return ""


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine to itself."""
    try:
        return (urlsplit(f"//{host}").hostname or "") in _LOOPBACK and "@" not in host
    except ValueError:
        return False
