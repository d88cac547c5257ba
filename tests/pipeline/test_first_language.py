"""An article that was first written in another language than the site's: the edition of that language is its source."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

Make = Callable[..., Any]
BODY = "Мы збіралі [ягады](https://example.org) 35 дзён.\n\n## Дарога\n\nДругая частка.\n"


@pytest.fixture
def site(make_site: Make) -> Any:
    """An English article and a Belarusian one, which links to it, in three editions."""
    site = make_site()
    site.article("news/road.md", "The road", "Some words.\n", date="2026-05-01")
    site.article("news/berries.md", "Ягады", BODY, language="be", date="2026-05-02", summary="Пра лес")
    assert site.run("extract") == 0
    return site


def _catalog(site: Any, locale: str, domain: str = "content/news/berries") -> polib.POFile:
    return polib.pofile(str(site.root / f"locales/{locale}/LC_MESSAGES/{domain}.po"))


def _translate(site: Any, locale: str) -> None:
    words = {
        "Ягады": "Berries",
        "Пра лес": "About the wood",
        "Мы збіралі [ягады](https://example.org) 35 дзён.": "We picked [berries](https://example.org) for 35 days.",
        "Дарога": "The way",
        "Другая частка.": "The second part.",
    }
    site.translate(locale, "content/news/berries", words)


def test_its_own_edition_is_the_source(site: Any) -> None:
    """There the page is as it was written and has no notice; everywhere else it is marked as another language's."""
    site.render()
    own, english = site.page("be/news/berries"), site.page("en/news/berries")
    assert '<h2 id="дарога">Дарога</h2>' in own
    assert "not been translated" not in own
    assert ' hreflang="be">' in english
    assert 'href="/be/news/berries/" hreflang="be"' in english
    assert '<div lang="be" dir="ltr">' in english
    assert '<h1 lang="be" dir="ltr">Ягады</h1>' in english
    assert '<link rel="canonical" href="https://hill.example/be/news/berries/">' in english
    assert '"inLanguage":"be"' in english
    assert 'lang="be"' in site.page("ar/news/berries")


def test_catalogs_are_where_it_is_translated(site: Any) -> None:
    """The site's source has one for this article alone, its own language none; each header names that language."""
    files = {
        path.relative_to(site.root / "locales").as_posix() for path in (site.root / "locales").rglob("content/**/*.po")
    }
    assert files == {
        "en/LC_MESSAGES/content/news/berries.po",
        "ar/LC_MESSAGES/content/news/berries.po",
        "ar/LC_MESSAGES/content/news/road.po",
        "be/LC_MESSAGES/content/news/road.po",
    }
    assert not (site.root / "locales/en/LC_MESSAGES/ui.po").exists()
    assert {_catalog(site, locale).metadata["X-Source-Language"] for locale in ("en", "ar")} == {"be"}
    assert _catalog(site, "ar", "content/news/road").metadata["X-Source-Language"] == "en"
    assert _catalog(site, "en")[0].comment == "type: title\naddress: /be/news/berries/"
    assert site.run("extract", "--check") == 0


def test_its_translation_is_published_in_the_sites_language(site: Any) -> None:
    """Reviewed, it is a member of the cluster whose default and original is the page in its own language."""
    _translate(site, "en")
    site.render()
    page, own = site.page("en/news/berries"), site.page("be/news/berries")
    assert "<h1>Berries</h1>" in page
    assert '<h2 id="дарога">The way</h2>' in page
    for html in (page, own):
        assert '<link rel="alternate" hreflang="x-default" href="https://hill.example/be/news/berries/">' in html
        assert '<link rel="alternate" hreflang="en" href="https://hill.example/en/news/berries/">' in html
    assert '"translationOfWork":{"@type":"NewsArticle","@id":"https://hill.example/be/news/berries/"' in page
    assert '"workTranslation":[{"@type":"NewsArticle","@id":"https://hill.example/en/news/berries/"' in own
    assert "Berries" in site.read("public/en/feed.xml")
    assert "Ягады" not in site.read("public/en/feed.xml")
    assert "Ягады" in site.read("public/be/feed.xml")


def test_status_and_its_reasons_know(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The site's source has messages to translate, the article's own edition none of it."""
    assert site.run("status", "--format", "json") == 0
    editions = {row["locale"]: row for row in json.loads(capsys.readouterr().out)["editions"]}
    assert editions["en"]["messages"]["total"] == 5
    assert editions["en"]["pages"]["source"] == editions["be"]["pages"]["source"] == 1
    assert editions["ar"]["messages"]["total"] == editions["be"]["messages"]["total"] + 5
    assert site.run("status", "content/news/berries.md", "--format", "json") == 0
    states = {row["locale"]: row["state"] for row in json.loads(capsys.readouterr().out)["editions"]}
    assert states == {"en": "fallback", "be": "source", "ar": "fallback"}
    assert site.run("status") == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["en", "5"]


def test_checks_know_what_is_source_and_what_is_target(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Catalogs of the site's source are checked against the Belarusian text, with the rules of English."""
    _translate(site, "en")
    source = "Мы збіралі [ягады](https://example.org) 35 дзён."
    words = {source: "We picked [berries](https://example.org) for 41 days."}
    site.translate("en", "content/news/berries", words)
    assert site.run("check", "--format", "json", "--fail-on", "never") == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    here = {row["rule"] for row in found if row["file"] == "locales/en/LC_MESSAGES/content/news/berries.po"}
    assert {"number"} <= here
    assert not [row for row in found if row["rule"] in ("out-of-date", "untranslated-script")]
    site.article("news/berries.md", "Ягады", BODY + "\nЯшчэ.\n", language="be")
    assert site.run("check", "--format", "json", "--fail-on", "never") == 0
    late = {row["file"] for row in json.loads(capsys.readouterr().out)["findings"] if row["rule"] == "out-of-date"}
    assert late == {f"locales/{locale}/LC_MESSAGES/content/news/berries.po" for locale in ("en", "ar")}


def test_drafts_are_made_from_its_language(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Drafts go into the site's source too, and never into the edition that the article was written in."""
    assert site.run("translate", "--engine", "pseudo") == 0
    assert all("fuzzy" in entry.flags for entry in _catalog(site, "en"))
    assert all("fuzzy" in entry.flags for entry in _catalog(site, "ar", "content/news/road"))
    assert not (site.root / "locales/be/LC_MESSAGES/content/news/berries.po").exists()
    assert site.run("translate", "--drop-drafts") == 0
    assert not any(entry.msgstr for entry in _catalog(site, "en"))


def test_the_memory_keeps_the_two_languages(site: Any, tmp_path: Path) -> None:
    """What was translated from Belarusian is remembered as that, and not as English."""
    _translate(site, "en")
    site.translate("be", "content/news/road", {"The road": "Дарога"})
    assert site.run("memory", "build") == 0
    assert site.run("memory", "export", str(tmp_path / "all.tmx")) == 0
    text = (tmp_path / "all.tmx").read_text("utf-8")
    assert 'srclang="be"' in text
    unit = text[text.index("Ягады") - 400 : text.index("Ягады")]
    assert unit.rindex('xml:lang="be"') > unit.rfind('xml:lang="en"')


@pytest.mark.parametrize("grouping", ["section", "site"])
def test_it_shares_no_catalog(grouping: str, make_site: Make) -> None:
    """Where articles share catalogs it has one of its own: a catalog has one source language."""
    site = make_site(head=f'catalogs = "{grouping}"')
    site.article("news/road.md", "The road", "Some words.\n")
    site.article("news/other.md", "Another", "Some words.\n")
    site.article("news/berries.md", "Ягады", BODY, language="be")
    assert site.run("extract") == 0
    shared = "content/news" if grouping == "section" else "content"
    assert {entry.msgid for entry in _catalog(site, "ar", shared)} == {"The road", "Another", "Some words."}
    assert _catalog(site, "ar").metadata["X-Source-Language"] == "be"
    assert not (site.root / f"locales/en/LC_MESSAGES/{shared}.po").exists()
    site.translate("en", "content/news/berries", {"Ягады": "Berries"})
    before = {path: path.read_bytes() for path in (site.root / "locales").rglob("*.po*")}
    assert site.run("extract") == 0
    assert {path: path.read_bytes() for path in (site.root / "locales").rglob("*.po*")} == before
    assert site.run("translate", "--engine", "pseudo") == 0
    assert all(entry.msgstr for entry in _catalog(site, "en"))
    site.render()
    assert '<div lang="be" dir="ltr">' in site.page("ar/news/berries")


def test_naming_the_language_later_corrects_the_headers(site: Any) -> None:
    """No translation is lost when an article turns out to be written in another language, nor when it is not."""
    site.translate("ar", "content/news/berries", {"Ягады": "توت"})
    for language in ("en", "be"):
        site.article("news/berries.md", "Ягады", BODY, language=language, date="2026-05-02", summary="Пра лес")
        assert site.run("extract") == 0
        assert _catalog(site, "ar").metadata["X-Source-Language"] == language
        assert _catalog(site, "ar").find("Ягады").msgstr == "توت"


def test_a_language_without_an_edition_is_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """With file and line, and the nearest edition that there is."""
    site.article("news/berries.md", "Ягады", BODY, language="bg")
    assert site.run("render") == 1
    assert "content/news/berries.md:3: `language`: the site has no edition `bg`" in capsys.readouterr().err


def test_incremental_building_follows(site: Any, read_tree: Callable[[Path], dict[str, bytes]]) -> None:
    """After every change of the language and of translations the output is that of a clean build."""
    clean = site.root.parent / "clean"

    def check() -> None:
        shutil.rmtree(clean, ignore_errors=True)
        site.render()
        site.render("--output", str(clean))
        assert read_tree(site.root / "public") == read_tree(clean)

    check()
    _translate(site, "en")
    check()
    site.replace("content/news/berries.md", "language: be\n", "")
    check()
    assert site.run("extract") == 0
    check()
    site.replace("content/news/berries.md", "title:", "language: ar\ntitle:")
    assert site.run("extract") == 0
    check()


def test_dates_and_alias_lead_to_the_original(make_site: Make) -> None:
    """A date inside a text is written as its language writes it, and a former address at the root leads there."""
    site = make_site()
    site.article("news/a.md", "Дата", "Гэта было {date 2026-05-01 long}.\n", language="be", aliases="[/old/]")
    site.render()
    assert "1 мая 2026" in site.page("en/news/a")
    assert "url=/be/news/a/" in site.page("old")
