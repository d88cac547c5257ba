"""The preview over HTTP: the site's pages as they are, a bar and an overlay on them, and word of every change.

The review stands on the same ground: `make_app(…, extra=routes, head=html)` adds its routes below `/_polypub/` and
its tags to every page, behind the preview's own.

What scripts on a page can rely on: `#polypub-page` holds the page's facts as JSON (`review/facts.py`). When the page
changes, its `<body>` is replaced in place, all but scripts of ours and its children with the attribute `data-polypub`,
and the document gets the event `polypub:page` with the new facts. So elements of `head` should have that attribute.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polypub.errors import PolypubError, Problem, UsageError
from polypub.review.facts import Facts, page_facts
from polypub.review.guard import Guard, admit_scripts
from polypub.review.overlay import problem_rows
from polypub.review.preview import Preview
from polypub.review.served import Change, Served, type_of
from polypub.review.watch import watch_site

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

_HOST = "127.0.0.1"
_MOST = 1000
"""Pages whose facts are kept."""
ASSETS = Path(__file__).parent / "assets"
_TAGS = """<script type="application/json" id="polypub-page">{facts}</script>
<script src="/_polypub/assets/preview.js" defer></script>
{head}"""


def make_app(preview: Preview, *, host_port: int, extra: Sequence[BaseRoute] = (), head: str = "") -> Starlette:
    """The application that serves a preview on a port (0: on whichever it is bound to).

    `extra` routes are mounted below `/_polypub/`; `head` is HTML for the end of every page's body.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Mount, Route

    desk = _Desk(preview, head)
    own = [
        Route("/assets/{name}", desk.asset, methods=["GET"]),
        Route("/events", desk.events, methods=["GET"]),
        Route("/source", desk.source, methods=["GET"]),
        *extra,
    ]
    return Starlette(
        routes=[Mount("/_polypub", routes=own), Route("/{path:path}", desk.page, methods=["GET"])],
        middleware=[Middleware(Guard, port=host_port, scripts=desk.admitted)],
        lifespan=desk.lifespan,
    )


def run_server(app: Starlette, port: int, say: Callable[[str], None]) -> None:
    """Serve on 127.0.0.1 until Ctrl-C, at any free port for 0; `say` is told the address.

    UsageError when the port is taken.
    """
    with open_port(port) as listener:
        make_server(app, port, say).run([listener])


def open_port(port: int) -> socket.socket:
    """A socket that listens on a port of 127.0.0.1, on any free one for 0; UsageError when it cannot."""
    listener = socket.socket()
    if os.name == "posix":  # the port of a server that has just ended is free; elsewhere this would share it
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        is_taken = error.errno == errno.EADDRINUSE
        reason = "something else listens there" if is_taken else (error.strerror or str(error)).lower()
        hint = "Name another one with --port, or any free one with --port 0."
        raise UsageError(Problem(f"the port cannot be used: {reason}", f"{_HOST}:{port}", hint=hint)) from None
    return listener


def make_server(app: Starlette, port: int, say: Callable[[str], None]) -> uvicorn.Server:
    """The server that `run_server` runs; `handle_exit` ends it from another thread."""
    import uvicorn

    class Server(uvicorn.Server):
        """Tells its address, and ends what pages wait for before it waits for them."""

        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                say(f"http://{_HOST}:{self.servers[0].sockets[0].getsockname()[1]}/")

        def handle_exit(self, sig: int, frame: Any) -> None:
            app.state.preview.close()
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        app, host=_HOST, port=port, timeout_graceful_shutdown=2, log_config=None, ws="none", server_header=False
    )
    return Server(config)


class _Desk:
    """Answers requests for one preview."""

    def __init__(self, preview: Preview, head: str) -> None:
        self.preview, self.head = preview, head
        self._admitted = (-1, "")
        self._known: dict[str, tuple[tuple[int, str], Facts, str]] = {}
        """The facts of pages by address, with the revision and the page they are of."""

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Follow the disk while the server runs."""
        app.state.preview, app.state.stop = self.preview, asyncio.Event()
        watching = asyncio.create_task(self._follow(app.state.stop))
        yield
        app.state.stop.set()
        self.preview.close()
        await watching

    async def _follow(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set():
                async with aclosing(watch_site(self.preview.project, stop, self.preview.stock)) as changes:
                    async for paths in changes:
                        await asyncio.to_thread(self.preview.refresh, paths)
        except PolypubError as error:
            self.preview.warn(error.problems)

    def admitted(self) -> str:
        """The scripts that may run beside those of files, as the policy says it."""
        revision, project = self.preview.revision, self.preview.project
        if self._admitted[0] != revision:
            self._admitted = revision, admit_scripts({project.templates, project.theme_root / "templates"})
        return self._admitted[1]

    async def page(self, request: Request) -> Response:
        """A page or a file of the site."""
        return await asyncio.to_thread(self._page, request.scope["path"])

    def _page(self, path: str) -> Response:
        from starlette.responses import Response

        served = self.preview.page(path)
        headers = {"Location": served.location} if served.location else {}
        body = self._with_tags(path, served) if served.is_page else served.body
        return Response(body, served.status, headers, served.content_type)

    def _with_tags(self, path: str, served: Served) -> bytes:
        facts, digest = self._facts(path, served)
        text = json.dumps({**facts, "digest": digest}, ensure_ascii=False).replace("<", "\\u003c")
        tags = _TAGS.format(facts=text, head=self.head).encode()
        before, end, after = served.body.rpartition(b"</body>")
        return before + tags + end + after if end else served.body + tags

    def _facts(self, path: str, served: Served) -> tuple[Facts, str]:
        """What the bar says of a page, and a digest of page and bar."""
        when = self.preview.revision, served.digest
        if path not in self._known or self._known[path][0] != when:
            facts: Facts = page_facts(self.preview, path) if self.preview.is_there else {"path": path}
            facts["marks"] = not self.head  # what is added to pages has outlines of its own
            if len(self._known) > _MOST:
                self._known.clear()
            said = json.dumps(facts, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
            self._known[path] = when, facts, Served(200, "", served.body + said).digest
        return self._known[path][1:]

    async def asset(self, request: Request) -> Response:
        """A script or a style sheet of the preview."""
        from starlette.responses import Response

        name = request.path_params["name"]
        file = next((file for file in ASSETS.iterdir() if file.name == name), None)
        if file is None:
            return Response("There is no such file.\n", 404, media_type="text/plain; charset=utf-8")
        return Response(file.read_bytes(), media_type=type_of(name))

    async def source(self, request: Request) -> Response:
        """The source of an article, by its id, as it lies on the disk."""
        from starlette.responses import Response

        article = self.preview.article(request.query_params.get("article", "")) if self.preview.is_there else None
        text = self.preview.read_source(article) if article else None
        if text is None:
            return Response("There is no such article.\n", 404, media_type="text/plain; charset=utf-8")
        return Response(text, media_type="text/plain; charset=utf-8")

    async def events(self, request: Request) -> Response:
        """Word of every change that the open page should know of, as server-sent events."""
        from starlette.responses import StreamingResponse

        path, digest = (request.query_params.get(name, "") for name in ("path", "digest"))
        return StreamingResponse(self._tell(path, digest), media_type="text/event-stream")

    async def _tell(self, path: str, digest: str) -> AsyncIterator[str]:
        change: Change | None = None
        async with aclosing(self.preview.changes()) as changes:
            yield "retry: 300\n\n"
            while True:
                now, problems = await asyncio.to_thread(self._look, path)
                if now != digest:
                    digest = now
                    is_all = change and change.revision == self.preview.revision  # else a later change is in it too
                    yield _event(change.kind if change and is_all else "page", {"digest": digest})
                yield _event("problems", problems)
                change = await anext(changes, None)
                if change is None:
                    break

    def _look(self, path: str) -> tuple[str, list[dict[str, str]]]:
        """The digest of a page as it is now, and what is wrong with it."""
        digest = self._facts(path, self.preview.page(path))[1]
        return digest, problem_rows(self.preview.problems(path))


def _event(name: str, value: object) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
