"""The dashboard: its figures, and that it is one page that nothing in it can run from."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support.reviews import make_review_site

from polypub.cli.app import run
from polypub.config.load import load_project
from polypub.model.page import Coverage, PageState
from polypub.pipeline.charts import draw_line, page_bar, stack, word_bar
from polypub.pipeline.dashboard import make_dashboard, percent
from polypub.pipeline.status import project_status

NOW = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def _page(root: Path) -> LexborHTMLParser:
    text, problems = make_dashboard(load_project(root), NOW)
    assert problems == ()
    return LexborHTMLParser(text)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> LexborHTMLParser:
    """The dashboard of a site with a message in every state, and no history."""
    return _page(make_review_site(tmp_path_factory.mktemp("board") / "site"))


def _table(page: LexborHTMLParser, caption: str) -> list[list[str]]:
    """The cells of the table whose caption begins so."""
    tables = [table for table in page.css("table") if _said(table.css("caption")[0]).startswith(caption)]
    assert len(tables) == 1, caption
    return [[_said(cell) for cell in row.css("th, td")] for row in tables[0].css("tr")]


def _said(node: LexborNode) -> str:
    return " ".join(node.text().replace("\N{NO-BREAK SPACE}", " ").split())


def test_words_are_those_of_the_status(tmp_path: Path) -> None:
    """The table's numbers are the status's own, and the bar beside them has them as widths."""
    root = make_review_site(tmp_path / "site")
    page, status = _page(root), project_status(load_project(root), NOW)
    c = status.editions[1].coverage
    left = c.words - c.reviewed_words - c.draft_words - c.stale_words
    row = next(row for row in _table(page, "Source words") if row[0] == "беларуская Belarusian")
    assert row[1:] == [str(n) for n in (c.words, c.reviewed_words, c.draft_words, c.stale_words, left)]
    bars = page.css("svg.bar")
    assert [bar.css("title")[0].text() for bar in bars[:2]] == ["Words in Belarusian", "Words in Arabic"]
    widths = {rect.attributes["class"]: rect.attributes["width"] for rect in bars[0].css("rect[class]")}
    assert widths["reviewed"] == f"{round(100 * c.reviewed_words / c.words, 3)}%"


def test_pages_are_those_of_the_status(page: LexborHTMLParser) -> None:
    """Each edition with its articles by state; states that no edition has are no columns."""
    head, english, belarusian, arabic = _table(page, "Articles by state")
    assert head == ["Edition", "original", "untranslated"]
    assert (english[1:], belarusian[1:], arabic[1:]) == (["2", "0"], ["0", "2"], ["0", "2"])


def test_the_heat_map(page: LexborHTMLParser) -> None:
    """The reviewed share of each section, and of what stands on many pages."""
    head, *rows = _table(page, "Reviewed share of the words of each section")
    assert head[2:] == ["беларуская Belarusian", "العربية Arabic"]
    assert [row[0] for row in rows] == ["Sights", "Names and strings of the site"]
    assert rows[0][2:] == ["6 %", "0 %"]
    cell = page.css(".heat td[style]")[0]
    assert cell.attributes["style"] == "--share: 6%"


def test_what_is_next_and_what_is_oldest(page: LexborHTMLParser) -> None:
    """Pages with words left for each edition, newest first; stale pages with their days."""
    cards = page.css(".cards article")
    assert [_said(card.css("h3")[0]) for card in cards] == ["беларуская Belarusian", "العربية Arabic"]
    titles = [_said(title) for title in cards[0].css("tbody th bdi[lang=en]")]
    assert titles == ["The old castle", "Sights", "The lake", "Sights"]
    assert _table(page, "Pages whose source changed")[1] == [
        "The old castle",
        "беларуская Belarusian",
        "untranslated",
        "9",
        "9 May 2026",
        "1",
    ]


def test_drafts(page: LexborHTMLParser) -> None:
    """The unread draft is google's, and open."""
    assert _table(page, "Messages that a machine drafted")[1] == ["беларуская Belarusian", "google", "0", "0", "1"]


def test_without_history_the_page_says_so(page: LexborHTMLParser) -> None:
    """The part on progress tells why it is empty."""
    section = next(one for one in page.css("section") if one.attributes.get("aria-labelledby") == "progress")
    assert "No history is shown: git finds no repository with a commit that it may read." in _said(section)


def test_with_history(tmp_path: Path) -> None:
    """A line for each edition, and the same points in a table, newest first."""
    root = make_review_site(tmp_path / "site")
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_COMMITTER_DATE": "2026-04-01T08:00:00+0000"}
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=root, env=env, check=True)
    page = _page(root)
    assert [row[0] for row in _table(page, "Reviewed share of the words, newest")] == [
        "When",
        "10 May 2026",
        "1 Apr 2026",
    ]
    assert len(page.css("svg.trend path.line")) == 2


def test_charts_have_names_and_tables(page: LexborHTMLParser) -> None:
    """Every picture that says something has a title and a description that it refers to; no id occurs twice."""
    ids = [node.id for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for chart in page.css("svg[role=img]"):
        assert chart.css(f"title#{chart.attributes['aria-labelledby']}")[0].text()
        assert chart.css(f"desc#{chart.attributes['aria-describedby']}")[0].text()
    assert all(len(table.css("caption")) == 1 and table.css("th[scope=col]") for table in page.css("table"))
    assert {node.attributes["dir"] for node in page.css("bdi[lang=ar]")} == {"rtl"}


def test_nothing_is_asked_of_anybody(page: LexborHTMLParser) -> None:
    """No script, no link, no picture from outside; and a policy that forbids all of them."""
    assert page.css("script, img, iframe, a, form, object, style[src]") == []
    assert [link.attributes["href"] for link in page.css("link")] == ["data:,"]
    policy = page.css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert "http" not in " ".join(style.text() for style in page.css("style"))


def test_hostile_texts_are_texts(make_site: Callable) -> None:
    """Names, titles, sections and engines are shown as they are written."""
    site = make_site()
    site.replace("polypub.toml", 'name = "Hill"', f"name = '''{HOSTILE}'''")
    site.write("content/news/_section.toml", f"title = '''{HOSTILE}'''\n")
    site.write("content/news/x.md", f"---\ntitle: >-\n  {HOSTILE}\ndate: 2026-01-01\n---\n\nText.\n")
    assert site.run("extract") == 0
    page = _page(site.root)
    assert page.css("script, img") == []
    assert HOSTILE in page.css("h1")[0].text()
    assert page.css("title")[0].text() == f"Translation status · {HOSTILE}"
    assert HOSTILE in [node.text() for node in page.css(".heat th bdi")]


def test_the_same_bytes(tmp_path: Path) -> None:
    """Twice the same, whether what was counted is known or not."""
    root = make_review_site(tmp_path / "site")
    first = make_dashboard(load_project(root), NOW)
    assert make_dashboard(load_project(root), NOW) == first


def test_a_site_of_one_language(make_site: Callable) -> None:
    """With nothing to translate there is a page that says so."""
    site = make_site("[editions.en]\n")
    site.article("news/x.md", "X")
    assert "No edition has anything to translate yet." in _said(_page(site.root).css("main")[0])


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To standard output, or into a file, which may be one of the site's static files."""
    root = make_review_site(tmp_path / "site")
    here = ["--site", str(root), "--now", "2026-05-10"]
    capsys.readouterr()
    assert run([*here, "status", "--format", "html"]) == 0
    shown = capsys.readouterr().out
    file = root / "static" / "status" / "index.html"
    assert run([*here, "status", "--format", "html", "--output", str(file)]) == 0
    assert file.read_text("utf-8") == shown
    assert run([*here, "--quiet", "render"]) == 0
    assert (root / "public" / "status" / "index.html").read_text("utf-8") == shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["content/sights/castle.md", "--format", "html"], "the dashboard is about the whole site"),
        (["--output", "x.html"], "--output is the file of a dashboard"),
    ],
)
def test_wrong_use(arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page has no dashboard, and tables go to standard output."""
    assert run(["--site", str(tmp_path), "status", *arguments]) == 2
    assert words in capsys.readouterr().err


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_a_bar_is_whole(numbers: list[int]) -> None:
    """Its parts follow one another and end at its end; empty ones are left out."""
    bar = stack(("kind", "label", number) for number in numbers)
    assert bar.total == sum(numbers)
    assert [part.count for part in bar.parts] == [number for number in numbers if number]
    end = 0.0
    for part in bar.parts:
        assert part.start == pytest.approx(end, abs=0.01)
        end = part.start + part.width
    assert end == pytest.approx(100 if bar.total else 0, abs=0.01)


def test_a_line() -> None:
    """0 lies at the bottom, 1 at the top; a single point is drawn as well."""
    begin, end = NOW - dt.timedelta(days=10), NOW
    line = draw_line([(begin, 0.0), (begin + dt.timedelta(days=5), 0.5), (end, 1.0)], begin, end)
    assert (line.path, line.x, line.y) == ("M0 41L50 21L100 1", 100.0, 1.0)
    assert draw_line([(end, 1.0)], begin, end).path == "M98 1L100 1"
    assert draw_line([(end, 1.0)], end, end).path == "M0 1L0 1"


def test_shares_are_rounded_down() -> None:
    """100 % is all of it, and nothing else is."""
    assert [percent(share) for share in (1.0, 0.9999, 0.29, 0.0)] == [
        f"{n}\N{NO-BREAK SPACE}%" for n in (100, 99, 29, 0)
    ]
    assert word_bar(Coverage(words=10, reviewed_words=10)).told == "10 reviewed"


def test_a_bar_is_told_in_words_that_go_with_any_number() -> None:
    """One is drafted, two are drafted."""
    assert word_bar(Coverage(words=3, draft_words=1, reviewed_words=2)).told == "2 reviewed, 1 drafted"
    assert page_bar({state: 2 * (state is PageState.MACHINE) for state in PageState}).told == "2 machine-drafted"
