"""The review over HTTP: JSON in, JSON out, below `/_polypub/review/`.

Whatever is refused is `{"error", "hint"}` with a status that says why; a conflict has the message as it is now, a
blocked approval its findings. Only requests of the review's own pages are answered, and only those with this run's
token may write.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from typing import TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from polypub.errors import PolypubError
from polypub.review.board import Board, Filter
from polypub.review.details import Row, describe_finding
from polypub.review.refusals import BlockedError, ConflictError, Refusal
from polypub.review.requests import (
    MOST_BYTES,
    Edited,
    Here,
    Listed,
    Named,
    Nothing,
    Seen,
    Typed,
    read_body,
    read_query,
)
from polypub.review.session import Session
from polypub.review.strangers import HEADERS, refuse_stranger, refuse_writer

_BELOW = "/review"
ROOT = f"/_polypub{_BELOW}"
_ASSETS = {
    **{f"{name}.js": "text/javascript" for name in "checks client conflict editor keys page panel view".split()},
    **dict.fromkeys(("panel.css", "outlines.css"), "text/css"),
    "panel.html": "text/html",
}
T = TypeVar("T")


def review_routes(session: Session, token: str) -> list[BaseRoute]:
    """The routes of a review, to be mounted below `/_polypub`; `token` is what writing requests must send."""
    api = _Api(Board(session), token)
    return [
        Route(f"{_BELOW}/overview", api.reading(Here, lambda asked: api.board.overview(asked.path))),
        Route(f"{_BELOW}/items", api.reading(Listed, api.items)),
        Route(f"{_BELOW}/item", api.reading(Named, lambda asked: api.board.item(asked.name))),
        Route(f"{_BELOW}/matches", api.reading(Named, lambda asked: {"matches": api.board.matches(asked.name)})),
        Route(f"{_BELOW}/check", api.writing(Typed, api.check), methods=["POST"]),
        Route(f"{_BELOW}/save", api.writing(Edited, api.save), methods=["POST"]),
        Route(f"{_BELOW}/approve", api.writing(Edited, api.approve), methods=["POST"]),
        Route(f"{_BELOW}/reject", api.writing(Seen, api.reject), methods=["POST"]),
        Route(f"{_BELOW}/propose", api.writing(Named, api.propose), methods=["POST"]),
        Route(f"{_BELOW}/draft", api.writing(Seen, api.draft), methods=["POST"]),
        Route(f"{_BELOW}/undo", api.writing(Nothing, api.undo), methods=["POST"]),
        *(Route(f"{_BELOW}/{name}", _asset(name, kind)) for name, kind in _ASSETS.items()),
    ]


def review_head(token: str) -> str:
    """What every page is given: the style sheet of its outlines and the panel's script, with this run's token."""
    return (
        f'<link rel="stylesheet" href="{ROOT}/outlines.css" data-polypub>'
        f'<script type="module" src="{ROOT}/panel.js" data-polypub data-token="{html.escape(token)}"></script>'
    )


Endpoint = Callable[[Request], object]


class _Api:
    """Requests to the board and the session, answers to JSON."""

    def __init__(self, board: Board, token: str) -> None:
        self.board, self.session = board, board.session
        self._token = token

    def reading(self, kind: type[T], answer: Callable[[T], object]) -> Endpoint:
        """An endpoint that reads; what is asked is in the query."""

        async def endpoint(request: Request) -> Response:
            reason = refuse_stranger(request)
            if reason:
                return _refused(403, reason, "Open the address that `polypub review` shows.")
            return await _answered(lambda: answer(read_query(dict(request.query_params), kind)))

        return endpoint

    def writing(self, kind: type[T], answer: Callable[[T], object]) -> Endpoint:
        """An endpoint that writes, or spends something; what is asked is in the body."""

        async def endpoint(request: Request) -> Response:
            reason = refuse_stranger(request) or refuse_writer(request, self._token)
            if reason:
                return _refused(403, reason, "Open the address that `polypub review` shows.")
            body = await _read(request)
            if body is None:
                return _refused(413, "the request is too long", f"It may have {MOST_BYTES} bytes.")
            return await _answered(lambda: answer(read_body(body, kind)))

        return endpoint

    def items(self, asked: Listed) -> Row:
        """A part of the list."""
        wanted = Filter(domain=asked.domain, state=asked.state, text=asked.text, offset=asked.offset, limit=asked.limit)
        return self.board.items(wanted)

    def check(self, asked: Typed) -> Row:
        """What is wrong with a text."""
        return {"findings": [describe_finding(finding) for finding in self.session.check(asked.name, asked.texts)]}

    def save(self, asked: Edited) -> Row:
        """Keep a text."""
        return self._now(self.session.save(asked.name, asked.version, asked.texts).name)

    def approve(self, asked: Edited) -> Row:
        """Stand behind a text."""
        return self._now(self.session.approve(asked.name, asked.version, asked.texts).name)

    def reject(self, asked: Seen) -> Row:
        """Take a text away."""
        return self._now(self.session.reject(asked.name, asked.version).name)

    def propose(self, asked: Named) -> Row:
        """Ask the engine."""
        found = self.session.propose(asked.name)
        return {"engine": found.engine, "texts": found.texts}

    def draft(self, asked: Seen) -> Row:
        """Put the engine's draft in place."""
        return self._now(self.session.draft(asked.name, asked.version).name)

    def undo(self, _: Nothing) -> Row:
        """Take back the last action."""
        action, item = self.session.undo()
        return {**self._now(item.name), "undone": action}

    def _now(self, name: str) -> Row:
        """The message after what was done, and how many steps can be undone."""
        return {"item": self.board.item(name), "steps": self.session.steps}


async def _read(request: Request) -> bytes | None:
    """The body, or None when it is too long; no more than that is ever held, and what is announced as such not read."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST_BYTES:  # int() of thousands of digits would fail
        return None
    body = b""
    with suppress(ClientDisconnect):  # what there is of the body is refused, or read by nobody
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return None
    return body


async def _answered(answer: Callable[[], object]) -> Response:
    """The answer as JSON, made off the event loop; what stops it as an error with a hint."""
    try:
        return _json(200, await run_in_threadpool(answer))
    except ConflictError as error:
        theirs = {"texts": error.theirs.targets, "fuzzy": error.theirs.fuzzy}
        return _json(error.status, {"error": error.error, "hint": error.hint, "theirs": theirs})
    except BlockedError as error:
        findings = [describe_finding(finding) for finding in error.findings]
        return _json(error.status, {"error": error.error, "hint": error.hint, "findings": findings})
    except Refusal as error:
        return _refused(error.status, error.error, error.hint)
    except PolypubError as error:
        problem = error.problems[0]
        where = f"{problem.path}:{problem.line}: " if problem.line else f"{problem.path}: " if problem.path else ""
        return _refused(422, f"{where}{problem.text}", problem.hint)


def _refused(status: int, error: str, hint: str) -> Response:
    return _json(status, {"error": error, "hint": hint})


def _json(status: int, value: object) -> Response:
    return Response(msgspec.json.encode(value), status, HEADERS, "application/json")


def _asset(name: str, kind: str) -> Endpoint:
    """A file of the package."""

    async def endpoint(request: Request) -> Response:
        if refuse_stranger(request):
            return _refused(403, "this file is for the review's own pages", "")
        data = files("polypub.review").joinpath("assets", name).read_bytes()
        return Response(data, 200, {**HEADERS, "Content-Type": f"{kind}; charset=utf-8"})

    return endpoint
