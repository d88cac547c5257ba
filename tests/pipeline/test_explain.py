"""`polypub status PAGE`: the state of a page, why, and what would publish it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from polypub.config import load_project
from polypub.pipeline.explain import explain_page
from polypub.pipeline.judge import judge_project

TITLE, FIRST, SECOND = "The title", "Nine words stand in this first paragraph of text.", "Two words."
CHANGED = "Nine other words stand in this first paragraph of text."
PO = "locales/ar/LC_MESSAGES/content/news/a.po"
ALL = (TITLE, FIRST, SECOND)

Tell = Callable[..., str]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """What is said of a page."""

    def told(site: Any, page: str = "news/a", *options: str) -> str:
        capsys.readouterr()
        assert site.run("status", page, *options) == 0
        return capsys.readouterr().out

    return told


def start(make_site: Any, policy: str, reviewed: tuple[str, ...] = (), **fields: str) -> Any:
    """A site with one article, 13 words long, of which some texts are reviewed in Arabic."""
    site = make_site(f"[editions.en]\n[editions.ar]\n{policy}\n")
    site.article("news/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", date="2026-05-01", **fields)
    assert site.run("extract") == 0
    site.translate("ar", "content/news/a", {text: f"نص {len(text)}" for text in reviewed})
    return site


def edition(text: str) -> list[str]:
    """The lines on the Arabic edition."""
    return [line.strip() for line in text.split("\nar  ")[1].splitlines()]


def test_a_page_that_is_not_published(make_site: Any, tell: Tell) -> None:
    """The share, the threshold, how many words are missing, and where the first of them are."""
    assert edition(tell(start(make_site, "min_translated = 0.9", (TITLE, SECOND)))) == [
        "fallback  /ar/news/a/",
        "not published: 30 % of its words are reviewed, 90 % are needed",
        'it is shown in the source language: missing = "source"',
        "words: 4 of 13 reviewed, 9 untranslated",
        "to publish it, review 8 words more:",
        f"{PO}:23: untranslated: {FIRST}",
    ]


def test_the_number_of_words_is_right(make_site: Any, tell: Tell) -> None:
    """With as many words reviewed as it said, the page is published; with one text less it is not."""
    site = start(make_site, "min_translated = 0.3", (TITLE,))
    assert "review 2 words more:" in tell(site)
    site.translate("ar", "content/news/a", {SECOND: "كلمتان"})
    assert "published: 30 % of its words are reviewed, 30 % are needed" in tell(site)


def test_a_page_without_a_title(make_site: Any, tell: Tell) -> None:
    """However much is reviewed, the title is named, and where it stands."""
    lines = edition(tell(start(make_site, "missing = 'omit'", (FIRST, SECOND))))
    assert lines[:3] == [
        "none  /ar/news/a/",
        "not published: the title is not translated",
        'it is left out: missing = "omit"',
    ]
    assert lines[4:] == ["to publish it, review its title:", f"{PO}:17: untranslated: {TITLE}"]


def test_a_page_with_drafts(make_site: Any, tell: Tell) -> None:
    """Drafts are counted, and the page says why they are shown."""
    site = start(make_site, 'unreviewed = "mark"')
    assert site.run("translate", "ar", "--engine", "pseudo") == 0
    lines = edition(tell(site))
    assert lines[0] == "machine  /ar/news/a/"
    assert lines[1] == "not published: the title is a draft that nobody has reviewed"
    assert 'it shows drafts, marked as a machine\'s: unreviewed = "mark"' in lines
    assert "words: 0 of 13 reviewed, 13 in drafts" in lines
    assert "to publish it, review 11 words more, its title among them:" in lines


def test_a_page_that_is_published(make_site: Any, tell: Tell) -> None:
    """Wholly, or enough of it; what is still open is named."""
    site = start(make_site, "min_translated = 0.5", (TITLE, FIRST))
    lines = edition(tell(site))
    assert lines[1] == "published: 84 % of its words are reviewed, 50 % are needed"
    assert lines[-2] == "still to be reviewed:"
    site.translate("ar", "content/news/a", {SECOND: "كلمتان"})
    assert edition(tell(site)) == [
        "reviewed  /ar/news/a/",
        "published: every text is reviewed",
        "words: 13 of 13 reviewed",
    ]


def test_a_page_that_was_published_before(make_site: Any, tell: Tell) -> None:
    """It says what happened since, and below which share it goes; below it, that it went."""
    site = start(make_site, "min_translated = 0.8\nwithdraw_below = 0.25", ALL)
    site.article("news/a.md", TITLE, f"{CHANGED}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    happened = "it was published before 10 words of its source changed"
    assert edition(tell(site))[1] == (
        f"stays published: 28 % of its words are reviewed; {happened}, and is withdrawn below 25 %"
    )
    site.replace("polypub.toml", "withdraw_below = 0.25", "withdraw_below = 0.3")
    assert edition(tell(site))[1] == f"withdrawn: 28 % of its words are reviewed; {happened}, but not below 30 %"


def test_a_page_that_grew(make_site: Any, tell: Tell) -> None:
    """The merge's note is what it stays published by."""
    site = start(make_site, "min_translated = 0.9\nwithdraw_below = 0.2", ALL)
    site.article("news/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n\n" + "More. " * 20, date="2026-05-01")
    assert site.run("extract") == 0
    assert edition(tell(site))[1] == (
        "stays published: 39 % of its words are reviewed; it was published before texts were added to it, "
        "and is withdrawn below 20 %"
    )


def test_previous_translations_and_when_they_end(make_site: Any, tell: Tell) -> None:
    """The day on which they are over, and what the page will then be."""
    site = start(make_site, 'min_translated = 0.8\nstale = "previous"\ngrace_days = 7', ALL)
    site.article("news/a.md", TITLE, f"{CHANGED}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    assert edition(tell(site))[:4] == [
        "partial  /ar/news/a/",
        "published: 100 % of its words are reviewed, 80 % are needed",
        "10 words are shown in their previous translation, and count as reviewed, until 2026-05-17",
        "unless they are reviewed by then, it will be fallback",
    ]


def test_what_is_blocked_is_told_with_its_place(make_site: Any, tell: Tell) -> None:
    """A refused translation stands among the reasons, with file and line, and counts as missing."""
    site = start(make_site, "", ALL)
    site.translate("ar", "content/news/a", {FIRST: "<script>alert(1)</script>"})
    text = tell(site)
    assert f"blocked: {PO}:23: “{FIRST}”: " in text
    assert f"{PO}:23: blocked: {FIRST}" in text


def test_articles_that_an_edition_never_has(make_site: Any, tell: Tell) -> None:
    """`languages` and `translate` are given as reasons, without counts."""
    site = make_site("[editions.en]\n[editions.ar]\n")
    site.article("news/a.md", TITLE, languages="[en]")
    assert edition(tell(site)) == ["none  /ar/news/a/", "left out: the article's `languages` are en"]
    site.article("news/b.md", "B", translate="false")
    assert edition(tell(site, "news/b")) == [
        "fallback  /ar/news/b/",
        "not published: the article is not to be translated (`translate: false`)",
        'it is shown in the source language: missing = "source"',
    ]


@pytest.mark.parametrize(
    ("field", "why"),
    [({"draft": "true"}, "it is a draft (`draft: true`)"), ({"date": "2026-06-01"}, "it comes out on 2026-06-01")],
)
def test_articles_that_are_not_out(field: dict[str, str], why: str, make_site: Any, tell: Tell) -> None:
    """No edition has them; what would be decided is told beside."""
    site = make_site("[editions.en]\n[editions.ar]\n")
    site.article("news/a.md", TITLE, **{"date": "2026-05-01", **field})
    assert site.run("extract") == 0
    text = tell(site)
    assert f"\nen  none  /en/news/a/\n  {why}\n" in text
    assert edition(text)[:3] == [
        "none  /ar/news/a/",
        f"not out yet: {why}",
        "not published: the title is not translated",
    ]


def test_a_section_with_rules_of_its_own_is_named(make_site: Any, tell: Tell) -> None:
    """Otherwise nobody would find the threshold that applies."""
    site = start(make_site, "min_translated = 0.1\n[editions.ar.sections.news]\nmin_translated = 1", (TITLE, FIRST))
    assert edition(tell(site))[1:4] == [
        "not published: 84 % of its words are reviewed, 100 % are needed",
        'it is shown in the source language: missing = "source"',
        "the section `news` has rules of its own",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "content/news/a.md",
        "news/a",
        "news/a/",
        "/ar/news/a/",
        "/ar/news/a/index.html",
        "https://hill.example/en/news/a/?x=1#top",
        "{root}/content/news/a.md",
    ],
)
def test_a_page_has_several_names(page: str, make_site: Any, tell: Tell) -> None:
    """An article's file from the site or from anywhere, its id, and the addresses of its pages."""
    site = start(make_site, "")
    assert tell(site, page.format(root=site.root)).startswith(f"content/news/a.md: {TITLE}\n")


def test_a_page_that_is_not_there(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest one is offered, and the exit code is that of wrong use."""
    site = start(make_site, "")
    assert site.run("status", "news/aa") == 2
    assert capsys.readouterr().err == "error: there is no article `news/aa`\n  Did you mean `news/a`?\n"


def test_scripts_get_the_same(make_site: Any, tell: Tell) -> None:
    """The form of `--format json`."""
    site = start(make_site, "min_translated = 0.9", (TITLE, SECOND))
    found = json.loads(tell(site, "news/a", "--format", "json"))
    assert (found["id"], found["path"], found["title"], found["hidden"]) == ("news/a", "content/news/a.md", TITLE, None)
    source, arabic = found["editions"]
    assert (source["state"], source["reasons"], source["threshold"]) == (
        "source",
        ["it is written in this language"],
        None,
    )
    counts = {"total": 13, "reviewed": 4, "draft": 0, "stale": 0, "untranslated": 9}
    assert (arabic["state"], arabic["url"], arabic["words"]) == ("fallback", "/ar/news/a/", counts)
    assert (arabic["threshold"], arabic["needs"]) == (0.9, {"words": 8, "title": False})
    assert arabic["open"] == [{"source": FIRST, "words": 9, "state": "untranslated", "path": PO, "line": 23}]


def test_it_explains_what_is_rendered(news: Any) -> None:
    """For every article and edition of a site, the state that is explained is the one that is decided."""
    project, now = load_project(news.root), dt.datetime(2026, 5, 10, tzinfo=dt.UTC)
    press = judge_project(project, now).press
    for article in press.articles:
        pages = explain_page(project, now, article.id).editions
        assert {page.locale: (page.state, page.coverage) for page in pages} == {
            page.locale: (verdict.state, verdict.coverage)
            for page in pages
            for verdict in [press.verdicts[article.id, page.locale]]
        }
