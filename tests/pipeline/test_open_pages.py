"""What is left to translate, in the order of its use to readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from polypub.config.load import load_project
from polypub.model.locale import Locale
from polypub.pipeline.judge import Judgement, judge_project
from polypub.pipeline.open_pages import OpenPage, count_links, find_oldest, find_open_pages
from polypub.pipeline.status import Status, judged_status

NOW = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)


def _look(root: Path) -> tuple[Judgement, Status]:
    project = load_project(root)
    judgement = judge_project(project, NOW)
    return judgement, judged_status(project, judgement)


def _open(root: Path) -> dict[Locale, tuple[OpenPage, ...]]:
    return find_open_pages(*_look(root))


def test_the_order(make_site: Callable) -> None:
    """What every page leads to, then the newest, then what others link to; what is not out yet is no page."""
    site = make_site(head='[menu]\nmain = ["about"]\n')
    site.article("about.md", "About us")
    site.article("news/old.md", "Old", date="2026-01-01")
    site.article("news/a.md", "A", date="2026-03-01")
    site.article(
        "news/b.md", "B", "Read [more](c.md), [a](a.md#some), [out](https://x.example/c.md).\n", date="2026-03-01"
    )
    site.article(
        "news/c.md", "C", "See [A](../news/a.md) and [A again](a.md), and [itself](c.md).\n", date="2026-03-01"
    )
    site.article("news/later.md", "Later", date="2026-12-01")
    assert site.run("extract") == 0
    judgement, status = _look(site.root)
    assert count_links(judgement.press) == {"news/a": 2, "news/c": 1}
    pages = find_open_pages(judgement, status)[Locale("be")]
    assert [(page.article.id, page.links) for page in pages] == [
        ("about", 0),
        ("news/a", 2),
        ("news/c", 1),
        ("news/b", 0),
        ("news/old", 0),
    ]
    assert [page.is_everywhere for page in pages] == [True, False, False, False, False]


def test_only_what_an_edition_translates(make_site: Callable) -> None:
    """Articles of its own language, those it leaves out, and those that are reviewed are not waiting for it."""
    site = make_site()
    site.article("news/mine.md", "Маё", language="be")
    site.article("news/theirs.md", "Theirs", languages="[en, ar]")
    site.article("news/done.md", "Done")
    assert site.run("extract") == 0
    site.translate("be", "content/news/done", {"Done": "Зроблена", "Some words.": "Словы."})
    pages = _open(site.root)
    assert [page.article.id for page in pages[Locale("be")]] == []
    assert {page.article.id for page in pages[Locale("ar")]} == {"news/mine", "news/theirs", "news/done"}
    assert [page.article.id for page in pages[Locale("en")]] == ["news/mine"]


def test_words_left_are_those_of_the_status(news) -> None:
    """The words of all pages that are left, with those of names and strings, are what the status has left."""
    judgement, status = _look(news.root)
    pages = find_open_pages(judgement, status)
    for edition in status.editions:
        articles = {article.domain for article in judgement.press.articles}
        shared = [coverage for domain, coverage in edition.domains.items() if domain not in articles]
        left = sum(one.words - one.reviewed_words for one in shared) + sum(p.words for p in pages[edition.locale])
        assert left == edition.coverage.words - edition.coverage.reviewed_words


def test_the_oldest_first(make_site: Callable) -> None:
    """Pages by the day on which the first of their texts became stale; those without a day are left out."""
    site = make_site()
    for name in ("a", "b", "c"):
        site.article(f"news/{name}.md", name.upper(), "One.\n\nTwo.\n", date="2026-01-01")
    assert site.run("extract") == 0
    for name in ("a", "b", "c"):
        site.translate("be", f"content/news/{name}", {name.upper(): "Я", "One.": "Адзін.", "Two.": "Два."})
    for name, day in (("b", "2026-04-01"), ("a", "2026-04-20")):
        site.now = day
        site.replace(f"content/news/{name}.md", "One.", "One more.")
        assert site.run("extract") == 0
    oldest = find_oldest(_open(site.root))
    assert [(page.article.id, page.since) for page in oldest] == [
        ("news/b", dt.date(2026, 4, 1)),
        ("news/a", dt.date(2026, 4, 20)),
    ]
