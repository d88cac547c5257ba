"""What is asked of a session without changing anything: how far it is, what is on the list, one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from polypub.cldr.names import autonym
from polypub.cldr.tags import text_direction
from polypub.review.actions import is_done
from polypub.review.details import Row, describe, describe_part, describe_row
from polypub.review.matches import find_matches
from polypub.review.session import Session
from polypub.review.worklist import Item, Sheet

_MOST_PARTS = 500
_STATES = ("reviewed", "draft", "stale", "untranslated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which messages are asked for; what is empty asks for all."""

    domain: str = ""
    state: str = ""
    """One of the states, one of the four that reports have, or `open`: what this person has something to do with."""
    text: str = ""
    """Words that source or translation have, whatever their case."""
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sheet with what was counted of it."""

    sheet: Sheet
    row: Row
    counts: Counter[str]


class Board:
    """Answers about one session, in the form that JSON has."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._sums: dict[str, _Sum] = {}

    def overview(self, path: str = "") -> Row:
        """Who reviews what, how far it is, and the parts in order: those with work, and all that are no articles.

        `path` is the address of the page that the person is on; `here` is the article there, if it is one.
        """
        setting, sums = self.session.setting, list(self._counted())
        here = next((one.row for one in sums if path and unquote(one.sheet.part.url) == unquote(path)), None)
        shown = [one.row for one in sums if _is_shown(one)]
        return {
            "locale": setting.locale,
            "name": autonym(setting.locale),
            "dir": text_direction(setting.locale),
            "who": setting.who,
            "needed": self.session.needed,
            "engine": setting.project.engine_for(setting.locale) or "",
            "steps": self.session.steps,
            "progress": self._progress(sums),
            "here": here,
            "parts": shown[:_MOST_PARTS],
            "more": max(0, len(shown) - _MOST_PARTS),
        }

    def _counted(self) -> Iterator[_Sum]:
        """Every sheet; what has not changed is not counted again."""
        who = self.session.setting.who
        for sheet in self.session.worklist.sheets():
            known = self._sums.get(sheet.part.domain)
            if known is None or known.sheet is not sheet:
                counts = Counter[str](item.state.coarse for item in sheet.items)
                known = self._sums[sheet.part.domain] = _Sum(sheet, describe_part(sheet, who), counts)
            yield known

    def _progress(self, sums: list[_Sum]) -> Row:
        """Messages by state; one that several articles share counts once."""
        if self.session.setting.project.catalogs == "article":
            counts = sum((one.counts for one in sums), Counter[str]())
        else:
            seen = {(one.sheet.part.path, item.message.key): item.state for one in sums for item in one.sheet.items}
            counts = Counter(state.coarse for state in seen.values())
        return {"total": counts.total(), **{name: counts[name] for name in _STATES}}

    def items(self, wanted: Filter) -> Row:
        """The messages that a filter lets through, in order, some of them at a time."""
        who = self.session.setting.who
        found = [item for item in self._items(wanted.domain) if _fits(item, wanted, who)]
        shown = found[wanted.offset : wanted.offset + wanted.limit]
        return {"total": len(found), "items": [describe_row(item, who) for item in shown]}

    def _items(self, domain: str) -> Iterator[Item]:
        worklist = self.session.worklist
        sheets = worklist.sheets() if not domain else filter(None, [worklist.sheet(domain)])
        return (item for sheet in sheets for item in sheet.items)

    def item(self, name: str) -> Row:
        """One message with all that helps to review it, and what checks say of it as it is."""
        sheet, item = self.session.find(name)
        return describe(self.session, sheet, item, self.session.judge.settings.glossary)

    def matches(self, name: str) -> list[Row]:
        """What the translation memory knows of a message."""
        sheet, item = self.session.find(name)
        return find_matches(self.session.setting.project, sheet.place(item))


def _is_shown(one: _Sum) -> bool:
    """Whether a part is offered: there is something to do, or to tell, or it has no page to find it by."""
    return any(one.row[name] for name in ("open", "missing", "problem")) or not one.sheet.part.url


def _fits(item: Item, wanted: Filter, who: str) -> bool:
    if wanted.state == "open":
        if is_done(item.message, who):
            return False
    elif wanted.state and wanted.state not in (item.state.value, item.state.coarse):
        return False
    text = wanted.text.casefold()
    texts = (item.message.key.source, item.message.plural or "", *item.message.targets) if text else ()
    return not text or any(text in one.casefold() for one in texts)
