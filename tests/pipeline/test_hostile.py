"""Catalogs come from many hands: what a translation must not do to a page."""

from __future__ import annotations

import json
import re
from time import process_time
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


def _po(site: Any, source: str, text: str, domain: str = "content/a") -> int:
    """Put a translation into the catalog as it is; the line of its message."""
    path = f"locales/be/LC_MESSAGES/{domain}.po"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    site.replace(path, f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{escaped}"')
    entry = next(entry for entry in polib.pofile(site.read(path)) if entry.msgid == source)
    return int(entry.linenum)


def _findings(site: Any, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert site.run("check", "--format", "json", *arguments) in (0, 1)
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_check_fails_for_an_attack(attack: str, make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """What pages refuse is an error in the catalog's line; no format of a report lets it steer its reader."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("a.md", "Title", f"{WORDS}\n")
    assert site.run("extract") == 0
    line = _po(site, WORDS, attack)
    found = _findings(site, capsys)

    assert any(f["severity"] == "error" and f["line"] == line and f["file"].endswith("content/a.po") for f in found)
    for format_ in ("text", "github", "junit"):
        assert site.run("check", "--format", format_) == 1
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", capsys.readouterr().out)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:evil",
        "JaVaScRiPt:evil",
        "java&Tab;script:evil",
        "&#x6a;avascript:evil",
        "\x01javascript:evil",
        "data:text/html,evil",
        "vbscript:evil",
        "view-source:evil",
        "blob:evil",
        "file:///evil",
        "//evil.example/",
        "https:/\\\\evil.example",
        "https://example.org@evil.example/",
        "https://еxample.org/evil",
    ],
)
def test_an_address_that_is_not_the_sources(address: str, make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs are refused in any spelling; an address that only looks like the source's is told."""
    site = make_site("[editions.en]\n[editions.be]\nmin_translated = 0.1\n")
    site.article("a.md", "Title", f"{WORDS}\n")
    assert site.run("extract") == 0
    site.translate("be", "content/a", {"Title": "Назва"})
    line = _po(site, WORDS, f"[Спасылка]({address}) і **словы**.")

    assert [f for f in _findings(site, capsys) if f["line"] == line and f["severity"] in ("error", "warning")]
    site.render()
    scheme = re.match(r"(?:\W*)(javascript|data|vbscript|view-source|blob|file|&#x6a;)", address, re.I)
    assert not scheme or "evil" not in site.page("be/a")


FLOODS = {
    "brackets": "[",
    "closing brackets": "](",
    "emphasis": "**a ",
    "stars": "*",
    "backticks": "`a``",
    "nested tags": "<b>",
    "unclosed tags": "<a href=",
    "comments": "<!--",
    "quotes": "> ",
    "links": "[a](x.md) ",
    "pictures": "![",
    "tables": "<table><tr>",
    "entities": "&#106;",
    "controls": "\x01",
    "overrides": "\u202e",
    "isolates": "\u2066",
    "template syntax": "{{ 7*7 }}",
    "template openings": "{{",
    "placeholders": "%(a)s",
    "percent": "%",
    "blanks": " ",
    "backslashes": "\\",
    "without width": "\u200b",
}


def _seconds(site: Any, *arguments: str) -> float:
    """The best of two runs of the processor's time that a command takes."""

    def once() -> float:
        start = process_time()
        assert site.run(*arguments) in (0, 1)
        return process_time() - start

    return min(once() for _ in range(2))


def test_a_flood_is_refused_in_no_time(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a megabyte of marks reaches no page, is an error, and takes no longer than as much of honest words."""
    site = make_site("[editions.en]\n[editions.be]\nmin_translated = 0.1\n")
    site.article("a.md", "Title", f"{WORDS}\n")
    assert site.run("extract") == 0
    path = "locales/be/LC_MESSAGES/content/a.po"
    site.translate("be", "content/a", {"Title": "Назва"})
    before, size = site.read(path), 500_000
    _po(site, WORDS, "Добрае слова тут. " * (size // 32))
    honest = {command: _seconds(site, command) for command in ("check", "render")}
    slow = {}
    for name, unit in FLOODS.items():
        site.write(path, before)
        line = _po(site, WORDS, unit * (size // len(unit.encode())))
        taken = {command: _seconds(site, command) / honest[command] for command in honest}
        slow[name] = {command: ratio for command, ratio in taken.items() if ratio > 3}
        assert "A <a" in site.page("be/a"), name
        assert line in {f["line"] for f in _findings(site, capsys) if f["severity"] == "error"}, name

    assert {name: ratios for name, ratios in slow.items() if ratios} == {}


@pytest.mark.parametrize(
    "unit", ["[a", "**a ", "`a`` ", "<b>a</b>", "{a} ", "&#106;", "https://a.b ", "a@b.c ", "1,0 "]
)
def test_large_texts_take_time_in_proportion(unit: str, make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the source is as large, and so nothing is refused, twice the text takes about twice the time."""
    from support.growth import growth

    from polypub.check.catalog import check_catalog
    from polypub.check.settings import CheckSettings
    from polypub.model.locale import Locale
    from polypub.model.message import Catalog, Key, Message

    def work(size: int) -> None:
        key = Key(None, f"A {unit * size}.")
        message = Message(key, targets=(f"Б {unit * size}!",), notes=("type: paragraph",), line=1)
        list(check_catalog(Catalog("content/a", Locale("be"), (message,)), CheckSettings(Locale("en"))))

    assert growth(work, 500) < 3.2
