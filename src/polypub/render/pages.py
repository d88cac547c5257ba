"""One function per kind of page: what its template is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from polypub.cldr.numbers import localise_digits
from polypub.render.archive import month_of
from polypub.render.desk import Desk, quote_argument
from polypub.render.routes import file_of
from polypub.render.views import (
    ArchiveDay,
    Block,
    Calendar,
    Card,
    DayView,
    Link,
    ListView,
    MonthView,
    Pager,
    SectionView,
    Stamp,
    Text,
)

Kind = Literal["home", "section", "article", "year", "month", "day", "tag", "author", "notfound"]
FileKind = Literal["feed", "sitemap", "news-sitemap", "redirect"]
"""What no template makes."""
_FILES = frozenset(get_args(FileKind))
_LATEST, _PER_BLOCK = 7, 3


class Plan(Struct, frozen=True):
    """A page to be rendered: its kind, what it is about, and where it goes."""

    kind: Kind | FileKind
    path: str
    """Of the page, without `index.html`; of a file that is no page, its own."""
    subject: str = ""
    """Id of the section or article, `2017-07`, `2017-07-05`, or the name of a tag or author in the source."""
    number: int = 1

    @property
    def is_page(self) -> bool:
        """Whether a template makes it."""
        return self.kind not in _FILES

    @property
    def file(self) -> str:
        """Where it is written, relative to the output folder."""
        return file_of(self.path) if self.is_page and self.kind != "notfound" else self.path


def plan_pages(desk: Desk) -> Iterator[Plan]:
    """The pages of an edition, one after another."""
    routes = desk.routes
    yield Plan("home", routes.home())
    for section in desk.press.site.sections:
        yield from _plan_list(desk, "section", section.id)
    for tag in sorted(desk.by_tag):
        yield from _plan_list(desk, "tag", tag)
    for author in sorted(desk.by_author):
        yield from _plan_list(desk, "author", author)
    for article in desk.listed:
        yield Plan("article", routes.article(article), article.id)
    for year in desk.years:
        yield Plan("year", routes.year(int(year)), year)
    for month, days in desk.months.items():
        yield Plan("month", routes.month(*map(int, month.split("-"))), month)
        for day in days:
            yield Plan("day", routes.day(day), day.isoformat())
    yield Plan("notfound", f"{routes.home()}/404.html".lstrip("/"))


def _plan_list(desk: Desk, kind: Literal["section", "tag", "author"], subject: str) -> Iterator[Plan]:
    for number in range(1, count_pages(desk, len(desk.shelf(kind, subject))) + 1):
        yield Plan(kind, list_path(desk, kind, subject, number), subject, number)


def list_path(desk: Desk, kind: str, subject: str, number: int) -> str:
    """The path of a page of a list."""
    routes = desk.routes
    path = {"section": routes.section, "tag": routes.tag, "author": routes.author}[kind]
    return path(subject, number)


def count_pages(desk: Desk, count: int) -> int:
    """How many pages a list of so many articles has."""
    return max(1, -(-count // desk.press.page_size))


def home_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """The front page: the lead story, the newest of the others, and each section."""
    latest = desk.latest(str(_LATEST))
    blocks = []
    for section_id in desk.children(""):
        cards = desk.cards("section", quote_argument(section_id))
        if cards:
            blocks.append(Block(desk.section_link(section_id), cards[:_PER_BLOCK]))
    return {"lead": latest[0] if latest else None, "latest": latest[1:], "blocks": tuple(blocks)}


def section_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """A section's articles, a page of them."""
    asked = quote_argument(plan.subject)
    section = desk.section(asked)
    cards, pager = _turn(desk, plan)
    view = SectionView(
        title=desk.text("site", section.title),
        summary=desk.text("site", section.summary) if section.summary else None,
        children=tuple(map(desk.section_link, desk.children(asked))),
        cards=cards,
        pager=pager,
    )
    return {"section": view}


def list_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """The articles with a tag or by an author, a page of them."""
    return {"listing": ListView(desk.text("site", plan.subject), *_turn(desk, plan))}


def _turn(desk: Desk, plan: Plan) -> tuple[tuple[Card, ...], Pager]:
    """The articles of one page of a list, and where it continues."""
    cards = desk.cards(plan.kind, quote_argument(plan.subject))
    size, pages = desk.press.page_size, count_pages(desk, len(cards))
    pager = Pager(
        number=_digits(desk, plan.number),
        total=_digits(desk, pages),
        previous=_page_link(desk, plan, plan.number - 1) if plan.number > 1 else None,
        next=_page_link(desk, plan, plan.number + 1) if plan.number < pages else None,
    )
    return cards[(plan.number - 1) * size : plan.number * size], pager


def _page_link(desk: Desk, plan: Plan, number: int) -> Link:
    path = list_path(desk, plan.kind, plan.subject, number)
    return Link(Text(_digits(desk, number)), desk.routes.url(path))


def _digits(desk: Desk, number: int) -> str:
    return localise_digits(str(number), desk.edition.formats, desk.edition.digits)


def year_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """A year of the archive: its months."""
    return {"year": desk.year(plan.subject)}


def month_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """A month of the archive: its calendar and its articles by day."""
    days = tuple(_archive_day(desk, day) for day in desk.month_days(plan.subject))
    return {"month": MonthView(desk.calendar(plan.subject), days)}


def day_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """A day of the archive, and the days beside it."""
    day = _archive_day(desk, dt.date.fromisoformat(plan.subject))
    return {"day": DayView(day.date, day.cards, *desk.beside(plan.subject))}


def _archive_day(desk: Desk, day: dt.date) -> ArchiveDay:
    return ArchiveDay(
        date=Stamp(day.isoformat(), desk.format(day, "label")),
        url=desk.routes.url(desk.routes.day(day)),
        cards=desk.cards("day", day.isoformat()),
    )


def notfound_context(desk: Desk, plan: Plan) -> Mapping[str, Any]:
    """The page for addresses that lead nowhere."""
    return {"latest": desk.latest(str(_PER_BLOCK))}


def calendar_of(desk: Desk, plan: Plan) -> Calendar | None:
    """The archive calendar beside a page: of its own month, else of the newest one; the page's day is marked."""
    day: dt.date | None = None
    month = desk.newest_month()
    if plan.kind == "article":
        day = desk.article(plan.subject).day
        month = month_of(day) if day else month
    elif plan.kind in ("month", "day"):
        month = plan.subject[:7]
        day = dt.date.fromisoformat(plan.subject) if plan.kind == "day" else None
    if not month:
        return None
    calendar = desk.calendar(month)
    if day is None:
        return calendar
    marked = desk.marked_calendars.get(day)
    if marked is None:
        marked = desk.marked_calendars[day] = _with_current(calendar, desk.format(day, "label"))
    return marked


def _with_current(calendar: Calendar, label: str) -> Calendar:
    """The calendar with a day marked; the other weeks are the very same, so that they are rendered once."""
    weeks = list(calendar.weeks)
    for place, week in enumerate(weeks):
        if any(day and day.label == label for day in week):
            weeks[place] = tuple(replace(day, current=True) if day and day.label == label else day for day in week)
    return replace(calendar, weeks=tuple(weeks))
