"""What each state of a page decides: a table, one row a state, one column a consequence."""

from __future__ import annotations

import json
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
EDITED = "Nine new words stand in this first paragraph of text."
PARTLY, NOT_YET, OUTDATED = "وما تبقى", "لم يُترجم", 'datetime="2026-05-10"'
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
    """What stands beside its title in lists and beside its language in the switcher."""
    listed: bool = True
    notice: str = ""
    """What readers are told above the text: a part of it."""
    edited: bool = False
    """Whether the source of the first paragraph changed after its review."""


ROWS = (
    Row("reviewed", "", (TITLE, SUMMARY, FIRST, SECOND)),
    Row("partial", "min_translated = 0.5", (TITLE, SUMMARY, FIRST), source_blocks=(SECOND,), notice=PARTLY),
    Row("partial at the threshold", "min_translated = 0.8125", (TITLE, SUMMARY, FIRST), source_blocks=(SECOND,),
        notice=PARTLY),
    Row("partial with a previous text", 'stale = "previous"', (TITLE, SUMMARY, FIRST, SECOND), notice=OUTDATED,
        edited=True),
    Row("partial after its grace", 'stale = "previous"\ngrace_days = 0\nwithdraw_below = 0.3',
        (TITLE, SUMMARY, FIRST, SECOND), source_blocks=(EDITED,), notice=PARTLY, edited=True),
    Row("machine", 'unreviewed = "mark"', (TITLE,), (FIRST,), robots="noindex, follow", indexed=False,
        source_blocks=(SUMMARY, SECOND), mark="ترجمة آلية", notice="آليًا"),
    Row("fallback below the threshold", "min_translated = 0.9", (TITLE, SUMMARY, FIRST), canonical=EN, indexed=False,
        source_blocks=(TITLE, SUMMARY), mark="غير مترجم", notice=NOT_YET),
    Row("fallback without a title", "min_translated = 0.1", (SUMMARY, FIRST, SECOND), canonical=EN, indexed=False,
        source_blocks=(TITLE, SUMMARY), mark="غير مترجم", notice=NOT_YET),
    Row("fallback with hidden drafts", "", (TITLE,), (FIRST,), canonical=EN, indexed=False,
        source_blocks=(TITLE, SUMMARY), mark="غير مترجم", notice=NOT_YET),
    Row("fallback of what was published", "withdraw_below = 0.5", (TITLE, SUMMARY, FIRST, SECOND), canonical=EN,
        indexed=False, source_blocks=(TITLE, SUMMARY), mark="غير مترجم", notice=NOT_YET, edited=True),
    Row("none", 'missing = "omit"', (TITLE,), written=False, indexed=False, listed=False),
)  # fmt: skip


def _word(text: str) -> str:
    return f"كلمة {len(text)}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_a_state_decides(row: Row, make_site: Any) -> None:
    """Everything follows from the state alone: file, languages, notice, head, switcher, lists, feeds, search."""
    site = make_site(f"[editions.en]\n[editions.ar]\n{row.policy}\n")
    site.article("news/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", summary=SUMMARY, date="2026-05-09")
    assert site.run("extract") == 0
    site.translate("ar", "site", {"Hill": "تل", "News": "أخبار"})
    site.translate("ar", "content/news/a", {text: _word(text) for text in row.reviewed})
    if row.drafts:
        assert site.run("translate", "ar", "--engine", "pseudo") == 0
        undrafted = dict.fromkeys({TITLE, SUMMARY, FIRST, SECOND} - set(row.reviewed) - set(row.drafts), "")
        site.translate("ar", "content/news/a", undrafted)
    if row.edited:
        site.article("news/a.md", TITLE, f"{EDITED}\n\n{SECOND}\n", summary=SUMMARY, date="2026-05-09")
        assert site.run("extract") == 0
    site.render()
    _check_source_page(row, site)
    _check_lists(row, site)
    _check_machines(row, site)
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
    alternates = {n.attributes["hreflang"]: n.attributes["href"] for n in tree.css("link[rel=alternate]:not([type])")}
    assert alternates == ({"ar": AR, "en": EN, "x-default": EN} if row.indexed else {})
    for text in row.source_blocks:
        nodes = [node for node in tree.css("main [lang=en][dir=ltr]") if text in node.text()]
        assert nodes, text
    for text in row.reviewed:
        is_shown = text != FIRST or EDITED not in row.source_blocks
        if row.indexed or "machine" in row.name:
            assert (_word(text) in html) == is_shown
    _check_what_readers_are_told(row, tree)
    assert ("«" in html) == bool(row.drafts and row.robots)


def _check_what_readers_are_told(row: Row, tree: LexborHTMLParser) -> None:
    """One notice, which leads to the original; the search index has what is published."""
    notices = tree.css("main .notice")
    assert [row.notice in (notice.html or "") for notice in notices] == [True] * bool(row.notice)
    links = [node.attributes for notice in notices for node in notice.css("a")]
    assert [(link["href"], link["hreflang"]) for link in links] == [("/en/news/a/", "en")] * bool(row.notice)
    assert bool(tree.css("article[data-pagefind-body]")) == row.indexed
    here = next(node for node in tree.css(".switcher li") if node.css("[aria-current]"))
    assert [node.text().strip() for node in here.css(".mark")] == [row.mark] * bool(row.mark)
    stale = [node.attributes["data-stale"] for node in tree.css("[data-stale]")]
    assert stale == ["2026-05-10"] * (row.notice == OUTDATED)


def _check_source_page(row: Row, site: Any) -> None:
    source = LexborHTMLParser(site.page("en/news/a"))
    others = {node.attributes["hreflang"] for node in source.css("link[rel=alternate]:not([type])")}
    assert others == ({"ar", "en", "x-default"} if row.indexed else set())
    assert [node.attributes["href"] for node in source.css("link[rel=canonical]")] == [EN]
    assert bool(source.css("article[data-pagefind-body]"))
    assert not source.css("meta[name=robots], main .notice, main .mark, main [lang]:not(bdi)")
    assert EN in site.read("public/en/feed.xml")
    sitemap = site.read("public/en/sitemap-1.xml")
    assert (f"<loc>{EN}</loc>" in sitemap, f'hreflang="ar" href="{AR}"' in sitemap) == (True, row.indexed)
    link = next(node for node in source.css(".switcher a") if node.attributes["hreflang"] == "ar")
    assert link.attributes["href"] == ("/ar/news/a/" if row.written else "/ar/")


def _statements(html: str) -> dict[str, Any]:
    """The nodes of a page's JSON-LD by type."""
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(texts) == 1
    return {node["@type"]: node for node in json.loads(texts[0])["@graph"]}


def _check_machines(row: Row, site: Any) -> None:
    """Feed, sitemap, structured data and Open Graph say what the state allows."""
    for path in ("ar/feed.xml", "ar/news/feed.xml", "ar/sitemap-1.xml", "ar/sitemap-news.xml"):
        file = site.root / "public" / path
        text = file.read_text("utf-8") if file.is_file() else ""
        assert (f"{AR}<" in text or f'"{AR}"' in text) == row.indexed, path
    source = _statements(site.page("en/news/a"))["NewsArticle"]
    work = {"@type": "NewsArticle", "@id": AR, "inLanguage": "ar"}
    assert source.get("workTranslation") == ([work] if row.indexed else None)
    if not row.written:
        return
    html = site.page("ar/news/a")
    found = _statements(html)
    article = found["NewsArticle"]
    is_machine, is_fallback = "machine" in row.name, "fallback" in row.name
    assert article["@id"] == article["mainEntityOfPage"] == row.canonical
    assert article["inLanguage"] == ("en" if is_fallback else "ar")
    assert ("digitalSourceType" in article) == is_machine
    original = {"@type": "NewsArticle", "@id": EN, "inLanguage": "en"}
    assert article.get("translationOfWork") == (original if row.indexed else None)
    assert ("BreadcrumbList" in found) == row.indexed
    assert article["publisher"]["name"] == ("Hill" if is_fallback else "تل")
    assert article["headline"] == (_word(TITLE) if not is_fallback else TITLE)
    og = [(n.attributes["property"], n.attributes["content"]) for n in LexborHTMLParser(html).css("meta[property]")]
    assert ("og:url", row.canonical) in og
    assert ("og:locale", "en_US" if is_fallback else "ar_EG") in og
    assert [content for name, content in og if name == "og:locale:alternate"] == ["en_US"] * row.indexed


def _check_lists(row: Row, site: Any) -> None:
    """The front page, the section and the day have what is written, by its own title, with a mark if need be."""
    for path in ("ar", "ar/news", "ar/archive/2026/05/09"):
        if not row.listed and "archive" in path:
            assert not (site.root / "public" / path).exists()
            continue
        page = LexborHTMLParser(site.page(path))
        found = page.css("main article h2 a, main article h3 a")
        links = [node for node in found if node.attributes["href"] == "/ar/news/a/"]
        assert bool(links) == row.listed
        marks = {node.text().strip() for node in page.css("main article .mark")}
        assert marks == ({row.mark} if row.mark else set())
        titles = {(node.text(), (node.parent.attributes if node.parent else {}).get("lang")) for node in links}
        assert titles == ({(_word(TITLE), None) if TITLE in row.reviewed else (TITLE, "en")} if links else set())
        assert "«" not in site.page(path)


@pytest.mark.parametrize("is_translated", [True, False])
@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("", {"Hill": "تل"}),
        ("news", {"News": "أخبار"}),
        ("tags/books", {"books": "كتب"}),
        ("authors/ann", {"Ann": "آن"}),
    ],
)
def test_what_the_title_of_a_list_decides(
    path: str, titles: dict[str, str], is_translated: bool, make_site: Any
) -> None:
    """A list whose title is translated is a page of its own for machines; one whose title is not is the source's."""
    site = make_site("[editions.en]\n[editions.ar]\n")
    site.article("news/a.md", TITLE, date="2026-05-01", tags="[books]", authors="[Ann]")
    assert site.run("extract") == 0
    site.translate("ar", "site", titles if is_translated else dict.fromkeys(titles, ""))
    site.render()
    address = f"{path}/" if path else ""
    url = f"https://hill.example/{'ar' if is_translated else 'en'}/{address}"
    html, tree = site.page(f"ar/{path}"), LexborHTMLParser(site.page(f"ar/{path}"))
    assert [node.attributes["href"] for node in tree.css("link[rel=canonical]")] == [url]
    assert bool(tree.css("link[rel=alternate]:not([type])")) == is_translated
    assert ('<meta property="og:locale" content="ar_EG">' in html) == is_translated
    assert ('<meta property="og:locale:alternate"' in html) == ("application/ld+json" in html) == is_translated
    sitemap = site.read("public/ar/sitemap-1.xml")
    assert (f"<loc>https://hill.example/ar/{address}</loc>" in sitemap) == is_translated


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


@pytest.mark.parametrize("grouping", ["article", "site"])
def test_an_article_that_grows_is_not_unpublished(make_site: Any, grouping: str) -> None:
    """It stays while enough of it is reviewed; then it leaves, and must come up to its threshold again."""
    head = f'catalogs = "{grouping}"'
    site = make_site("[editions.en]\n[editions.ar]\nmin_translated = 0.9\nwithdraw_below = 0.4\n", head)
    parts = [f"Paragraph {number} has six words." for number in "abcdefgh"]
    grown = [f"Paragraph {number} is new here." for number in range(20)]
    domain = "content/news/a" if grouping == "article" else "content"
    for new, translated, canonical in ((0, 0, AR), (6, 0, AR), (20, 0, EN), (20, 8, EN), (20, 20, AR)):
        site.article("news/a.md", TITLE, "\n\n".join((*parts, *grown[:new])), date="2026-05-01")
        assert site.run("extract") == 0
        site.translate("ar", domain, {text: text for text in (TITLE, *parts, *grown[:translated])})
        site.render()
        assert f'rel="canonical" href="{canonical}"' in site.page("ar/news/a"), (new, translated)


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
