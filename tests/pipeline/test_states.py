"""What each state of a page decides: a table, one row a state, one column a consequence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

TITLE, SUMMARY, FIRST, SECOND = (
    "The title",
    "The summary",
    "Nine words stand in this first paragraph of text.",
    "Two words.",
)
EN = "https://hill.example/en/news/a/"
AR = "https://hill.example/ar/news/a/"


@dataclass(frozen=True)
class Row:
    """A state and what follows from it in the Arabic edition."""

    name: str
    policy: str
    reviewed: tuple[str, ...]
    drafts: tuple[str, ...] = ()
    written: bool = True
    canonical: str = AR
    robots: str = ""
    indexed: bool = True
    source_blocks: tuple[str, ...] = ()
    """Texts that stand in an element with the source's language."""
    mark: str = ""
    listed: bool = True


ROWS = (
    Row("reviewed", "", (TITLE, SUMMARY, FIRST, SECOND)),
    Row("partial", "min_translated = 0.5", (TITLE, SUMMARY, FIRST), source_blocks=(SECOND,)),
    Row("partial at the threshold", "min_translated = 0.8125", (TITLE, SUMMARY, FIRST), source_blocks=(SECOND,)),
    Row("machine", 'unreviewed = "mark"', (TITLE,), (FIRST,), robots="noindex, follow", indexed=False,
        source_blocks=(SUMMARY, SECOND), mark="ترجمة آلية"),
    Row("fallback below the threshold", "min_translated = 0.9", (TITLE, SUMMARY, FIRST), canonical=EN, indexed=False,
        source_blocks=(TITLE, SUMMARY), mark="غير مترجم"),
    Row("fallback without a title", "min_translated = 0.1", (SUMMARY, FIRST, SECOND), canonical=EN, indexed=False,
        source_blocks=(TITLE, SUMMARY), mark="غير مترجم"),
    Row("fallback with hidden drafts", "", (TITLE,), (FIRST,), canonical=EN, indexed=False,
        source_blocks=(TITLE, SUMMARY), mark="غير مترجم"),
    Row("none", 'missing = "omit"', (TITLE,), written=False, indexed=False, listed=False),
)  # fmt: skip


def _word(text: str) -> str:
    return f"كلمة {len(text)}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_a_state_decides(row: Row, make_site: Any) -> None:
    """File, language, canonical, robots, alternates, switcher and lists follow from the state alone."""
    site = make_site(f"[editions.en]\n[editions.ar]\n{row.policy}\n")
    site.article("news/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", summary=SUMMARY, date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("ar", "site", {"Hill": "تل", "News": "أخبار"})
    site.translate("ar", "content/news/a", {text: _word(text) for text in row.reviewed})
    if row.drafts:
        assert site.run("translate", "ar", "--engine", "pseudo") == 0
        undrafted = dict.fromkeys({TITLE, SUMMARY, FIRST, SECOND} - set(row.reviewed) - set(row.drafts), "")
        site.translate("ar", "content/news/a", undrafted)
    site.render()
    _check_source_page(row, site)
    _check_lists(row, site)
    if (site.root / "public/ar/news/a/index.html").exists():
        assert row.written
        _check_page(row, LexborHTMLParser(site.page("ar/news/a")), site.page("ar/news/a"))
    else:
        assert not row.written


def _check_page(row: Row, tree: LexborHTMLParser, html: str) -> None:
    root = tree.css_first("html")
    assert root is not None
    assert (root.attributes["lang"], root.attributes["dir"]) == ("ar", "rtl")
    assert [node.attributes["href"] for node in tree.css("link[rel=canonical]")] == [row.canonical]
    assert [node.attributes["content"] for node in tree.css("meta[name=robots]")] == [row.robots] * bool(row.robots)
    alternates = {n.attributes["hreflang"]: n.attributes["href"] for n in tree.css("link[rel=alternate]")}
    assert alternates == ({"ar": AR, "en": EN, "x-default": EN} if row.indexed else {})
    for text in row.source_blocks:
        nodes = [node for node in tree.css("main [lang=en][dir=ltr]") if text in node.text()]
        assert nodes, text
    for text in row.reviewed:
        if row.indexed or "machine" in row.name:
            assert _word(text) in html
    assert ("«" in html) == bool(row.drafts and row.robots)


def _check_source_page(row: Row, site: Any) -> None:
    source = LexborHTMLParser(site.page("en/news/a"))
    others = {node.attributes["hreflang"] for node in source.css("link[rel=alternate]")}
    assert others == ({"ar", "en", "x-default"} if row.indexed else set())
    link = next(node for node in source.css(".switcher a") if node.attributes["hreflang"] == "ar")
    assert link.attributes["href"] == ("/ar/news/a/" if row.written else "/ar/")


def _check_lists(row: Row, site: Any) -> None:
    home = LexborHTMLParser(site.page("ar"))
    links = [
        node for node in home.css("main article h2 a, main article h3 a") if node.attributes["href"] == "/ar/news/a/"
    ]
    assert bool(links) == row.listed
    marks = {node.text().strip() for node in home.css("main article .mark")}
    assert marks == ({row.mark} if row.mark else set())
    is_translated = TITLE in row.reviewed
    assert all((_word(TITLE) if is_translated else TITLE) == node.text() for node in links)
    assert "«" not in site.page("ar")


def test_a_fuzzy_message_of_another_tool_is_no_draft(make_site: Any) -> None:
    """What somebody marked as fuzzy by hand is never shown, not even on pages that show drafts."""
    site = make_site('[editions.en]\n[editions.ar]\nunreviewed = "mark"\n')
    site.article("news/a.md", TITLE, date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("ar", "content/news/a", {TITLE: "عنوان"}, fuzzy=True)
    site.render()
    assert "عنوان" not in site.page("ar/news/a")
    assert EN in site.page("ar/news/a")
    assert "noindex" not in site.page("ar/news/a")


def test_an_edit_of_the_source_does_not_unpublish(make_site: Any) -> None:
    """A page that was complete stays published while its stale share is above `withdraw_below`, then it leaves."""
    site = make_site("[editions.en]\n[editions.ar]\nmin_translated = 0.9\nwithdraw_below = 0.4\n")
    parts = [f"Paragraph {number} has six words." for number in "abcdefgh"]
    site.article("news/a.md", TITLE, "\n\n".join(parts), date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("ar", "content/news/a", {text: text for text in (TITLE, *parts)})
    for number, canonical in ((3, AR), (8, EN)):
        texts = [text.replace("six words", "six other words") for text in parts[:number]] + parts[number:]
        site.article("news/a.md", TITLE, "\n\n".join(texts), date="2026-05-01")
        assert site.run("extract") == 0
        site.render()
        assert f'rel="canonical" href="{canonical}"' in site.page("ar/news/a")


def test_an_article_for_some_editions_only(make_site: Any) -> None:
    """Elsewhere there is no page, no list entry, no alternate; the switcher leads to the front page."""
    site = make_site()
    site.article("news/a.md", TITLE, date="2026-05-01", languages="[be]")
    site.article("news/b.md", "Another", "See [it](a.md).\n", date="2026-05-02")
    assert site.run("extract") == 0
    assert not (site.root / "locales/ar/LC_MESSAGES/content/news/a.po").exists()
    site.render()
    written = {path.parts[-4] for path in (site.root / "public").glob("*/news/a/index.html")}
    assert written == {"be"}
    page = site.page("be/news/a")
    assert 'rel="canonical" href="https://hill.example/be/news/a/"' in page
    assert "/en/news/a/" not in page
    assert '<a href="/be/news/a/" hreflang="be">it</a>' in site.page("ar/news/b")


def test_an_article_that_is_not_translated(make_site: Any) -> None:
    """`translate: false` keeps it out of catalogs; other editions show it in the source's language."""
    site = make_site()
    site.article("news/a.md", TITLE, date="2026-05-01", translate="false")
    assert site.run("extract") == 0
    assert not list((site.root / "locales").rglob("a.po"))
    site.render()
    assert f'rel="canonical" href="{EN}"' in site.page("ar/news/a")


def test_drafts_and_the_future_are_not_published(make_site: Any) -> None:
    """No page and no list has an article that is a draft or whose day has not come."""
    site = make_site()
    site.article("news/a.md", "Written in secret", date="2026-05-01", draft="true")
    site.article("news/b.md", "Not yet here", date="2026-05-11")
    site.article("news/c.md", "Here", date="2026-05-10")
    site.render()
    pages = [path.read_text("utf-8") for path in (site.root / "public").rglob("*.html")]
    assert any("Here" in page for page in pages)
    assert not [page for page in pages if re.search("Written in secret|Not yet here", page)]


def test_a_list_takes_the_state_of_its_own_title(make_site: Any) -> None:
    """A section whose title is not translated leads to the source's section."""
    site = make_site()
    site.article("news/a.md", TITLE, date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("be", "site", {"News": "Навіны"})
    site.render()
    assert 'canonical" href="https://hill.example/be/news/"' in site.page("be/news")
    assert 'canonical" href="https://hill.example/en/news/"' in site.page("ar/news")
    assert set(re.findall('hreflang="([^"]*)" href="http', site.page("be/news"))) == {"be", "en", "x-default"}


def test_the_lead_story_is_in_the_editions_language(make_site: Any) -> None:
    """The front page opens with the newest article that is published in the edition, not with one in the source's."""
    site = make_site()
    site.article("news/a.md", "Older", date="2026-05-01")
    site.article("news/b.md", "Newer", date="2026-05-02")
    assert site.run("extract") == 0
    site.translate("ar", "content/news/a", {"Older": "أقدم", "Some words.": "كلمات."})
    site.render()
    first = {edition: re.search(r'href="(/../news/[ab]/)"', site.page(edition)) for edition in ("en", "ar")}

    assert [found and found[1] for found in first.values()] == ["/en/news/b/", "/ar/news/a/"]
