"""The site as it would be rendered, in memory: every page on demand, each change on disk taken over."""

from __future__ import annotations

import datetime as dt
import gc
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from polypub.config.load import load_project
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.site import Article, Edition
from polypub.pipeline.judge import Judgement
from polypub.pipeline.live import Live
from polypub.pipeline.preview_states import RealState
from polypub.pipeline.pseudo import pseudo_editions
from polypub.render.edition import Printer
from polypub.review.atlas import Place
from polypub.review.changes import Changes, Follower
from polypub.review.editions import Editions
from polypub.review.overlay import problem_page
from polypub.review.served import HTML, Change, Served, type_of
from polypub.review.watch import take_stock

_FEED = "application/atom+xml; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """How to preview."""

    has_pseudo: bool = True
    """Whether the bar leads to editions in a pretence of translation."""


class Preview:
    """A site in memory. Safe to use from several threads; a request waits while a change is taken over."""

    def __init__(
        self, project: Project, now_factory: Callable[[], dt.datetime], options: PreviewOptions | None = None
    ) -> None:
        self._first, self._now, self.options = project, now_factory, options or PreviewOptions()
        self._lock = threading.RLock()
        self._changes = Changes()
        self._live: Live | None = None
        self._editions: Editions | None = None
        self._wrong: tuple[Problem, ...] = ()
        """Why there is no site at all, or what a bug of ours has said."""
        self._warnings: tuple[Problem, ...] = ()
        self._page_problems: dict[str, tuple[Problem, ...]] = {}
        self._served: dict[str, Served] = {}
        self._good: dict[str, Served] = {}
        """Every page as it last could be rendered."""
        self.stock = take_stock(project)
        """The files as they were before they were read."""
        self.revision = 0
        """Counts the changes."""
        self._start()

    # what there is

    @property
    def project(self) -> Project:
        """The project, as its configuration is by now."""
        return self._live.project if self._live else self._first

    @property
    def is_there(self) -> bool:
        """Whether the site could be read, now or before."""
        return self._live is not None

    @property
    def live(self) -> Live:
        """The site that is kept up to date; PolypubError while it never could be read."""
        if self._live is None:
            raise PolypubError(self._wrong)
        return self._live

    @property
    def judgement(self) -> Judgement:
        """The press with every draft shown, and the static files; PolypubError while the site never could be read."""
        return self.live.judgement

    def problems(self, path: str = "") -> tuple[Problem, ...]:
        """All that is wrong with the site, and with the page at an address."""
        with self._lock:
            live = self._live.problems if self._live else ()
            own = self._page_problems.get(path, ())
            return tuple(dict.fromkeys((*self._warnings, *self._wrong, *live, *own)))

    # pages

    def page(self, path: str) -> Served:
        """What lies at an address (its path, decoded); the last good page where it cannot be rendered now."""
        with self._lock:
            if path not in self._served:
                served = self._serve(path)
                if served.status != 200:
                    return served
                self._served[path] = served
            return self._served[path]

    def locate(self, path: str) -> tuple[Locale | None, str | None]:
        """The edition that an address lies in, and the id of the article whose page it is; None where there is none."""
        place = self.place(path)
        if place is None:
            return None, None
        locale, plan = place
        return locale, plan.subject if plan.kind == "article" else None

    def place(self, path: str) -> Place | None:
        """The edition and the plan of the page at an address."""
        with self._lock:
            file = self._editions.file_at(path) if self._editions else None
            return self._editions.find(file) if self._editions and file is not None else None

    def printer(self, locale: Locale) -> Printer:
        """What prints an edition, one in a pretence of translation included."""
        with self._lock:
            return self._there().printer(locale)

    def pseudo_editions(self) -> tuple[Edition, ...]:
        """The editions in a pretence of translation."""
        return pseudo_editions(self.project) if self.options.has_pseudo else ()

    def article(self, article_id: str) -> Article | None:
        """An article by its id."""
        return next((article for article in self.live.site.articles if article.id == article_id), None)

    def read_source(self, article: Article) -> bytes | None:
        """An article's file as it lies on the disk; None when it is gone."""
        path = self.project.root / article.path
        is_inside = path.resolve().is_relative_to(self.project.content.resolve())
        return read_if_there(path) if is_inside else None

    def real_state(self, article_id: str, locale: Locale) -> RealState | None:
        """The state that an article's page has for readers; None where the site has no such article or edition."""
        with self._lock:
            article = self.article(article_id)
            is_there = any(edition.locale == locale for edition in self.live.site.editions)
            return self.live.real_state(article, locale) if article and is_there else None

    # changes

    def refresh(self, paths: Iterable[Path]) -> Change:
        """Take over what changed at some paths, and tell everyone who follows `changes`."""
        paths = tuple(dict.fromkeys(path.absolute() for path in paths))
        with self._lock:
            self._update(paths)
            self.revision += 1
            self._served, self._page_problems = {}, {}
            change = Change(self.revision, tuple(map(self._shown, paths)), self.problems())
        self._changes.publish(change)
        return change

    def warn(self, problems: Iterable[Problem]) -> None:
        """Tell everyone of problems that are not the site's; they stay."""
        with self._lock:
            self._warnings = (*self._warnings, *problems)
            change = Change(self.revision, (), self.problems())
        self._changes.publish(change)

    def changes(self) -> Follower:
        """Every change from now on, in the running event loop; it ends when the preview is closed."""
        return self._changes.follow()

    def close(self) -> None:
        """End what followers wait for."""
        self._changes.close()

    # inside

    def _start(self) -> None:
        gc.disable()  # a million values that stay: to look through them again and again costs half a second each time
        try:
            self._live = Live(self._first, self._now())
            self._wrong = ()
        except PolypubError as error:
            self._wrong = error.problems
        finally:
            gc.enable()
        self._renew()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _update(self, paths: tuple[Path, ...]) -> None:
        try:
            if self._live is None:
                self._first = load_project(self._first.root)
                self._start()
            else:
                self._live.update(paths, self._now())
                self._wrong = ()
                self._renew()
        except PolypubError as error:
            self._wrong = error.problems
        except Exception as error:  # a bug of ours: the preview goes on with what it has
            self._wrong = (_bug(error),)

    def _renew(self) -> None:
        """Printers for the site as it is now."""
        if self._live:
            self._editions = Editions(self._live.project, self._live.judgement.press, self._editions)

    def _there(self) -> Editions:
        if self._editions is None:
            raise PolypubError(self._wrong)
        return self._editions

    def _serve(self, path: str) -> Served:
        try:
            served = self._make(path)
        except PolypubError as error:
            problems = error.problems
        except Exception as error:  # a bug of ours: told as one, over the last good page
            problems = (_bug(error),)
        else:
            if served.status == 200 and served.is_page:
                self._good[path] = served
            return served
        self._page_problems[path] = problems
        return self._good.get(path) or Served(500, HTML, problem_page(problems))

    def _make(self, path: str) -> Served:
        editions = self._there()
        file = editions.file_at(path)
        if file is None:
            is_above = path in ("/", editions.base.rstrip("/"))
            return _redirect(editions.base) if is_above else Served(404, HTML, editions.not_found(""))
        if asset := self._asset(file):
            return asset
        if place := editions.find(file):
            kind = _FEED if place[1].kind == "feed" else HTML if place[1].is_page else type_of(file)
            return Served(200, kind, editions.print_page(place))
        if page := editions.root(file):
            return Served(200, type_of(file), page.content)
        if not path.endswith("/") and editions.find(f"{file}/index.html"):
            return _redirect(f"{path}/")
        return Served(404, HTML, editions.not_found(file))

    def _asset(self, file: str) -> Served | None:
        """A static file of the site or the theme, or a file beside an article; no other file is ever read."""
        path, project = self.judgement.assets.get(file), self.project
        folders = (project.static, project.theme_root / "static", project.content)
        if path is None or not any(path.resolve().is_relative_to(folder.resolve()) for folder in folders):
            return None
        data = read_if_there(path)
        return None if data is None else Served(200, type_of(file), data)

    def _shown(self, path: Path) -> str:
        root = self.project.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _redirect(location: str) -> Served:
    return Served(307, _PLAIN, b"", quote(location, safe="/@+"))


def _bug(error: Exception) -> Problem:
    text = f"this is a bug in polypub, not in your site: {type(error).__name__}: {error}"
    return Problem(text, hint="Please report it, with what you changed last.")
