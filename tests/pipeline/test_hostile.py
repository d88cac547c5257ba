"""Catalogs come from many hands: what a translation must not do to a page."""

from __future__ import annotations

import json
import re
from typing import Any

import polib
import pytest

WORDS = "A [link](https://example.org) in **words**."
ATTACKS = (
    '<script>alert("evil")</script>',
    '<img src="x" onerror="evil()">',
    '<b onclick="evil()">evil</b>',
    "[evil](javascript:evil) **x**",
    "[evil](&#106;avascript:evil) **x**",
    "[evil](data:text/html,evil) **x**",
    "[link](https://example.org) **evil** {{ 7*7 }}",
    "[link](https://example.org) **evil** {% raw %}",
    "[link](https://example.org) **evil\x01**",
    "[link](https://example.org) **evil\ue003**",
    "[link](https://example.org) **evil** \u202e",
    "[link](https://example.org) **evil** </div></main>",
    "[link](https://example.org) **evil** <div>",
    "[link](https://example.org) **evil** <!-- evil -->",
)
_EVIL = re.compile("evil|\\{\\{|\\{%|\u202e|[\ue000-\uf8ff\x01]")


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_an_article_shows_the_source(
    attack: str, make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The block shows the source's text, with its language; the finding names the line; the work goes on."""
    site = make_site("[editions.en]\n[editions.be]\nmin_translated = 0.1\n")
    site.article("a.md", "Title", f"{WORDS}\n")
    assert site.run("extract") == 0
    site.translate("be", "content/a", {"Title": "Назва", WORDS: attack})
    line = next(e.linenum for e in polib.pofile(site.read("locales/be/LC_MESSAGES/content/a.po")) if e.msgid == WORDS)
    capsys.readouterr()
    site.render()
    assert f"locales/be/LC_MESSAGES/content/a.po:{line}: " in capsys.readouterr().err
    page = site.page("be/a")
    assert not _EVIL.search(page)
    assert '<p lang="en" dir="ltr">A <a href="https://example.org">link</a>' in page


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if re.search("[\x01\ue003\u202e{]", attack)])
@pytest.mark.parametrize("kind", ["title", "name", "section"])
def test_an_attack_in_a_title_shows_the_source(
    attack: str, kind: str, make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names and titles are text; what cannot be escaped is not shown."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("news/a.md", "Title", date="2026-05-01")
    assert site.run("extract") == 0
    words = {"title": ("content/news/a", "Title"), "name": ("site", "Hill"), "section": ("site", "News")}
    domain, source = words[kind]
    site.translate("be", domain, {source: attack})
    capsys.readouterr()
    site.render()
    assert f"locales/be/LC_MESSAGES/{domain}.po:" in capsys.readouterr().err
    assert not [path for path in (site.root / "public").rglob("*.html") if _EVIL.search(path.read_text("utf-8"))]


def test_markup_in_a_title_is_text(make_site: Any) -> None:
    """A title's `<script>` is shown as its letters, in `<title>`, headings, lists and meta alike."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("a.md", "Title", date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("be", "site", {"Hill": '"><script>evil()</script>'})
    site.render()
    for path in (site.root / "public").rglob("*.html"):
        assert "<script>" not in path.read_text("utf-8")
    assert "&lt;script&gt;evil()" in site.page("be")


@pytest.mark.parametrize(
    "attack",
    ["100% %(word)s", "%(other)s", "%s", "%(word)d", "evil", "%(word)s <script>evil</script>", "%(word)s {{ 7*7 }}"],
)
def test_an_attack_in_a_template_string_shows_the_source(
    attack: str, make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stray `%`, a lost value or markup stops no page: the source's string stands there, with its language."""
    site = make_site("[editions.en]\n[editions.be]\n")
    block = '{% block main %}<p>{{ _("Say %(word)s", word="no") }}</p>{% endblock %}'
    site.write("templates/notfound.html", f'{{% extends "theme/notfound.html" %}}{block}')
    assert site.run("extract") == 0
    site.translate("be", "ui", {"Say %(word)s": attack})
    capsys.readouterr()
    site.render()
    assert "locales/be/LC_MESSAGES/ui.po:" in capsys.readouterr().err
    assert '<p><span lang="en" dir="ltr">Say no</span></p>' in site.page("be/404.html")


def test_a_template_string_of_ones_own_is_translated(make_site: Any) -> None:
    """The site's templates have a catalog of their own, plural forms included."""
    site = make_site("[editions.en]\n[editions.be]\n")
    block = '{% block main %}{{ ngettext("%(num)s page", "%(num)s pages", 3) }} {{ _("Bye") }}{% endblock %}'
    site.write("templates/notfound.html", f'{{% extends "theme/notfound.html" %}}{block}')
    assert site.run("extract") == 0
    path = site.root / "locales/be/LC_MESSAGES/ui.po"
    catalog = polib.pofile(str(path), wrapwidth=0)
    catalog.find("%(num)s page").msgstr_plural = {0: "%(num)s старонка", 1: "%(num)s старонкі", 2: "%(num)s старонак"}
    catalog.find("Bye").msgstr = "Бывай"
    catalog.save(str(path))
    site.render()
    assert "3 старонкі Бывай" in site.page("be/404.html")
    assert "3 pages Bye" in site.page("en/404.html")


def test_a_refused_translation_counts_as_missing(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`status` says of a translation that lost its link what the page says: it is not there."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("a.md", "Title", "See [there](https://example.org/).\n", date="2026-05-01")
    assert site.run("extract") == 0
    words = {"Title": "Назва", "See [there](https://example.org/).": "Гл. там."}
    site.translate("be", "content/a", words)
    capsys.readouterr()
    assert site.run("status", "--format", "json") == 0
    edition = json.loads(capsys.readouterr().out)["editions"][1]

    assert (edition["messages"]["reviewed"], edition["messages"]["total"]) == (1, 3)
