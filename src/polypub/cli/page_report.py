"""The state of one page in every edition, for people."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.pipeline.explain import EditionPage, PageStatus
from polypub.render.reasons import words

_SHOWN = 5
"""How many of the messages that are open are named."""


def page_lines(status: PageStatus) -> Iterator[str]:
    """The article, then each edition with its reasons and what is to be done."""
    yield f"{status.article.path}: {status.article.title.source}"
    for page in status.editions:
        yield ""
        yield f"{page.locale}  {page.state.value}  {page.url}"
        yield from (f"  {reason}" for reason in page.reasons)
        yield from (f"  {line}" for line in _work(page))


def _work(page: EditionPage) -> Iterator[str]:
    c = page.coverage
    if page.threshold is None:
        return
    missing = c.words - c.reviewed_words - c.draft_words - c.stale_words
    counts = ((c.draft_words, "in drafts"), (c.stale_words, "stale"), (missing, "untranslated"))
    others = "".join(f", {count:,} {what}" for count, what in counts if count)
    yield f"words: {c.reviewed_words:,} of {c.words:,} reviewed{others}"
    if page.open:
        yield f"{_wanted(page)}:"
        yield from (f"  {one.path}:{one.line}: {one.what}: {_short(one.source)}" for one in page.open[:_SHOWN])
    if len(page.open) > _SHOWN:
        yield f"  … and {len(page.open) - _SHOWN} more"


def _wanted(page: EditionPage) -> str:
    if not page.needed:
        return "to publish it, review its title" if page.needs_title else "still to be reviewed"
    return f"to publish it, review {words(page.needed)} more{', its title among them' if page.needs_title else ''}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
