"""A review served: the preview with the panel on every page."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polypub.config.project import Project
from polypub.errors import Problem, UsageError
from polypub.model.locale import Locale
from polypub.model.site import Site
from polypub.review.api import review_head, review_routes
from polypub.review.board import Board
from polypub.review.preview import Preview, PreviewOptions
from polypub.review.server import make_app, run_server
from polypub.review.session import Session, Setting

if TYPE_CHECKING:
    from starlette.applications import Starlette


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions:
    """Who reviews, and where the pages are served."""

    locale: Locale
    who: str
    port: int
    now: Callable[[], dt.datetime]


def refuse_source(project: Project, site: Site, locale: Locale) -> None:
    """UsageError where the edition translates nothing: the site is written in its language."""
    if locale == project.source and not site.has_foreign:
        others = ", ".join(f"`{one.locale}`" for one in project.editions if one.locale != locale)
        hint = f"Review one of {others}." if others else "Add an edition to the configuration."
        raise UsageError(Problem(f"the site is written in `{locale}`: there is nothing to review", hint=hint))


def serve_review(project: Project, options: ReviewOptions, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `say` is told the address of the first page that has something to review."""
    preview = Preview(project, options.now, PreviewOptions(has_pseudo=False))
    site = preview.live.site
    refuse_source(project, site, options.locale)
    session = Session(Setting(project, options.locale, options.who, options.now), lambda: preview.live.site)
    app = make_review(preview, session, options.port)
    run_server(app, options.port, lambda address: say(address.rstrip("/") + first_page(session)))


def make_review(preview: Preview, session: Session, port: int) -> Starlette:
    """The application that serves a preview with the panel on every page; its token is this application's own."""
    token = secrets.token_urlsafe(32)
    return make_app(preview, host_port=port, extra=review_routes(session, token), head=review_head(token))


def first_page(session: Session) -> str:
    """The address of the first page that has something to review, else of the edition's front page."""
    rows = Board(session).overview()["parts"]
    assert isinstance(rows, list)  # noqa: S101 - its type says less than it is
    return next((row["url"] for row in rows if row["open"] and row["url"]), "/")
