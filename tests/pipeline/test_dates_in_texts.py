"""Dates inside the texts of a site: each edition has its own, what is not translated the source's."""

from __future__ import annotations

import json
import re
from typing import Any

import polib
import pytest

BODY = """The gate opened on {date 2017-07-05 long}.

## Since {date 2017-07-05}

And `{date 2017-07-05}` again.
"""
TITLE, SUMMARY = "Opened {date 2017-07-05 long}", "In {date 2017-07-05 yMMMM}"


@pytest.fixture
def site(make_site: Any) -> Any:
    """An article with dates in its title, summary, body and a heading; its summary is not translated."""
    site = make_site('[editions.en]\nformats = "en-GB"\n[editions.be]\nmin_translated = 0.1\n')
    site.article("news/a.md", f'"{TITLE}"', BODY, summary=f'"{SUMMARY}"', date="2026-05-01")
    assert site.run("extract") == 0
    body = {"The gate opened on {date 2017-07-05 long}.": "Брама адчынена {date 2017-07-05 MMMMd}."}
    site.translate("be", "content/news/a", {TITLE: "Адчынена {date 2017-07-05 long}", **body})
    site.render()
    return site


def test_messages_hold_the_placeable(site: Any) -> None:
    """Translators get the text as the author wrote it."""
    catalog = polib.pofile(str(site.root / "locales/be/LC_MESSAGES/content/news/a.po"))
    assert {TITLE, SUMMARY, "Since {date 2017-07-05}"} <= {entry.msgid for entry in catalog}


def test_pages_have_dates(site: Any) -> None:
    """Titles, summaries, texts and headings; a block in the source's language has the source's dates."""
    source, page = site.page("en/news/a"), site.page("be/news/a")
    assert "<title>Opened 5 July 2017" in source
    assert '<time datetime="2017-07-05">5 July 2017</time>.</p>' in source
    assert re.search(r">Since <time[^>]*>5 July 2017</time></h2>", source)
    assert "<title>Адчынена 5 ліпеня 2017\u202fг." in page
    assert '<p>Брама адчынена <time datetime="2017-07-05">5 ліпеня</time>.</p>' in page
    assert re.search(r'<h2 [^>]*lang="en" dir="ltr">Since <time[^>]*>5 July 2017</time></h2>', page)
    assert "<code>{date 2017-07-05}</code>" in page
    assert re.search(r'lang="en" dir="ltr"[^>]*>In July 2017<', page)
    assert "Адчынена 5 ліпеня 2017" in site.page("be") + site.page("be/news")


def test_no_file_shows_braces(site: Any) -> None:
    """Feeds, lists and what machines read have the date too; code alone keeps the placeable."""
    for path in (site.root / "public").rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            text = path.read_text("utf-8").replace("<code>{date 2017-07-05}</code>", "")
            assert "{date" not in text.replace("&lt;code&gt;{date 2017-07-05}&lt;/code&gt;", ""), path
            assert not re.search("[\x0e\x0f]| =[}]", text), path


def test_a_malformed_one_is_found(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`polypub check` names the file and the line; the page shows what was written."""
    site.article("news/b.md", "B", "Words.\n\nOn {date 2017-02-30}, `{date x}`.\n", date="2026-05-01")
    assert site.run("extract") == 0
    capsys.readouterr()
    site.run("check", "--format", "json")
    found = [f for f in json.loads(capsys.readouterr().out)["findings"] if f["rule"] == "date-placeable"]
    assert [(f["file"], f["line"], f["severity"]) for f in found] == [("content/news/b.md", 8, "warning")]
    assert "`{date 2017-02-30}`" in found[0]["message"]
    site.render()
    assert "On {date 2017-02-30}, <code>{date x}</code>." in site.page("en/news/b")
