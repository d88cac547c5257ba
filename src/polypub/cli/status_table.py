"""The status as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.model.page import PageState
from polypub.pipeline.status import EditionStatus, Status

_HEAD = ("edition", "messages", "reviewed", "drafts", "stale", "missing", "words reviewed")


def status_rows(status: Status) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Head and rows; page states that no edition has are left out."""
    states = [state for state in PageState if any(edition.pages[state] for edition in status.editions)]
    head = (*_HEAD, *(f"{state.value} pages" for state in states))
    return head, [tuple(_cells(edition, status, states)) for edition in status.editions]


def _cells(edition: EditionStatus, status: Status, states: list[PageState]) -> Iterator[str]:
    c = edition.coverage
    yield edition.locale
    if edition.locale == status.source and not c.messages:
        yield from ("source", *[""] * (len(_HEAD) - 2))
    else:
        yield from map(str, (c.messages, c.reviewed, c.draft, c.stale, c.untranslated))
        yield f"{int(c.share * 100)} %"
    yield from (str(edition.pages[state] or "") for state in states)
