"""What was published once stays so until too little of it is left."""

from __future__ import annotations

import datetime as dt

import pytest

from polypub.catalog.published import find_published, is_published, merge_article
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message
from polypub.model.site import Policy
from polypub.model.state import find_day

DAY = dt.date(2026, 5, 10)
POLICY = Policy(min_translated=0.8, withdraw_below=0.5)
TITLE = Message(Key(None, "Ten words stand here, counted by whoever reads them all."), targets=("Назва",))


def _catalog(*messages: Message) -> Catalog:
    return Catalog("content/a", Locale("be"), messages)


def _paragraphs(count: int, text: str = "nine words stand here now, counted by whoever reads.") -> list[Message]:
    return [Message(Key(None, f"{number} {text}"), targets=("",)) for number in range(count)]


def _share(catalog: Catalog) -> float:
    live = [message for message in catalog.messages if not message.obsolete]
    return sum(bool(message.targets[0]) for message in live) / len(live)


def test_an_article_that_grew_is_remembered() -> None:
    """Its title notes the day; growing again leaves the note, and so does merging without a change."""
    old = _catalog(TITLE)
    assert is_published(old, POLICY)
    for paragraphs in (1, 1):
        old = merge_article(old, _catalog(TITLE, *_paragraphs(paragraphs)), DAY, POLICY).catalog
        assert find_day(old.messages[0].comments, "published") == DAY
        assert find_published(old) == {"content/a": TITLE.key}
        assert not is_published(old, POLICY)


@pytest.mark.parametrize("fuzzy", [True, False])
def test_an_article_that_was_not_published_is_not(fuzzy: bool) -> None:
    """Neither one whose title nobody stands behind, nor one that is short of its threshold."""
    title = Message(TITLE.key, targets=TITLE.targets, fuzzy=fuzzy)
    old = _catalog(title, *_paragraphs(0 if fuzzy else 1))
    grown = merge_article(old, _catalog(title, *_paragraphs(2)), DAY, POLICY).catalog
    assert find_published(grown) == {}


def test_an_article_that_grew_too_much_is_forgotten() -> None:
    """Below `withdraw_below` the note goes: the page is to meet its threshold again."""
    old = _catalog(TITLE)
    noted = merge_article(old, _catalog(TITLE, *_paragraphs(1)), DAY, POLICY).catalog
    assert _share(noted) == 0.5
    gone = merge_article(noted, _catalog(TITLE, *_paragraphs(2)), DAY, POLICY).catalog
    assert find_published(gone) == {}
    again = merge_article(gone, _catalog(TITLE, *_paragraphs(2)), DAY, POLICY).catalog
    assert again == gone
