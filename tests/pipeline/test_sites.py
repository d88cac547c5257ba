"""Sites at the edges of what a configuration and an article may say, and their errors in words."""

from __future__ import annotations

from typing import Any

import pytest

from polypub.cldr.tags import known_locales
from polypub.cli.app import run


def _errors(site: Any, capsys: pytest.CaptureFixture[str], code: int = 1) -> str:
    capsys.readouterr()
    assert site.run("render") == code
    return capsys.readouterr().err


def test_an_unknown_template_of_an_article(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The error names the template and those there are."""
    site = make_site()
    site.article("a.md", "Title", template="nowhere.html")
    words = _errors(site, capsys)
    assert "there is no template `nowhere.html`" in words
    assert "article.html" in words


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ nothing }}\n", "templates/home.html:2: the template fails: 'nothing' is undefined"),
        ("{% if %}\n", "templates/home.html:2: the template fails: "),
        ("{{ 1 / 0 }}\n", "templates/home.html:2: the template fails: division by zero"),
        ("{{ _('%(x)s') }}\n", "templates/home.html:2: the template fails: "),
        ('{% include "gone.html" %}\n', "there is no template `gone.html`"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_template(
    template: str, words: str, jobs: str, make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever fails in a template is told with its file and line, by one process and by several."""
    site = make_site()
    site.write("templates/home.html", f"{{# one #}}\n{template}")
    capsys.readouterr()
    assert site.run("render", "--jobs", jobs) == 1
    assert words in capsys.readouterr().err


def test_a_template_that_is_not_utf8(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Another encoding is an error that names the file, for render and for extract."""
    site = make_site()
    site.write("templates/home.html", b"\xff")
    assert "templates/home.html: the template is not UTF-8" in _errors(site, capsys)
    assert site.run("extract") == 1
    assert "templates/home.html:1: byte 0xff is not UTF-8" in capsys.readouterr().err


def test_a_broken_catalog_stops_no_other_edition(news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The error names file and line, the catalog stays as it is, all other pages are written, and CI notices."""
    path = "locales/be/LC_MESSAGES/content/news/library.po"
    broken = news.read(path) + '\nmsgid "open\n'
    news.write(path, broken)
    assert f"{path}:{broken.count(chr(10))}: " in _errors(news, capsys)
    assert "Стары млын" in news.page("be/places/old-mill")
    assert "المكتبة" in news.page("ar/news/library")
    assert news.run("extract") == 1
    assert news.read(path) == broken


def test_two_pages_with_one_address(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Both files are named."""
    site = make_site()
    site.article("news/a.md", "A", slug="same")
    site.article("news/b.md", "B", slug="same")
    words = _errors(site, capsys)
    assert "content/news/b.md" in words
    assert "content/news/a.md" in words


def test_an_article_in_the_archives_place(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that polypub itself uses is an error as well."""
    site = make_site()
    site.article("archive/2026/05.md", "May", date="2026-05-01")
    assert "en/archive/2026/05/index.html" in _errors(site, capsys)


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "en", "en/news/a/index.html/x"])
def test_a_static_file_in_a_pages_place(path: str, make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A static file never takes the place of a page, nor of a page's folder."""
    site = make_site()
    site.article("news/a.md", "A")
    site.write(f"static/{path}", "mine")
    assert path.partition("/x")[0] in _errors(site, capsys)
    assert not (site.root / "public").exists()


def test_a_section_named_like_an_edition(make_site: Any) -> None:
    """`content/be/` is the section `be` of every edition, when every edition has a prefix."""
    site = make_site()
    site.article("be/a.md", "A")
    site.render()
    assert (site.root / "public/en/be/a/index.html").is_file()
    assert (site.root / "public/be/be/a/index.html").is_file()


def test_an_edition_at_the_root(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a prefix there is no chooser; rendering it alone leaves the other editions."""
    site = make_site('[editions.en]\nprefix = ""\n[editions.be]\n')
    site.article("news/a.md", "A", date="2026-05-01")
    site.render()
    assert '<body class="home">' in site.page("index.html")
    assert 'canonical" href="https://hill.example/news/a/"' in site.page("news/a")
    site.render("en")
    site.render("be")
    assert (site.root / "public/be/news/a/index.html").is_file()
    assert (site.root / "public/news/a/index.html").is_file()
    site.article("be/b.md", "B")
    assert "edition `be`" in _errors(site, capsys)


def test_a_base_address_with_a_path(make_site: Any) -> None:
    """Every address on a page begins with the path of the base."""
    site = make_site()
    site.replace("polypub.toml", "hill.example", "hill.example/portal")
    site.article("news/a.md", "A", "[b](b.md)\n", date="2026-05-01")
    site.article("news/b.md", "B", date="2026-05-01")
    site.render()
    page = site.page("en/news/a")
    assert 'rel="canonical" href="https://hill.example/portal/en/news/a/"' in page
    assert '<a href="/portal/en/news/b/">b</a>' in page
    assert 'href="/portal/theme/style.css' in page
    assert 'href="/en/' not in page


def test_static_files_are_copied(make_site: Any) -> None:
    """All but hidden ones and those of one edition; the site's hide the theme's; a changed one is copied again."""
    site = make_site()
    site.write("static/a/b.txt", "one")
    site.write("static/.hidden", "no")
    site.write("static/@ru/b.txt", "no")
    site.write("static/theme/style.css", "body {}")
    site.render()
    files = {path.relative_to(site.root / "public").as_posix() for path in (site.root / "public").rglob("*.*")}
    assert "a/b.txt" in files
    assert not {file for file in files if "hidden" in file or "@" in file or file.startswith("images/")}
    assert site.read("public/theme/style.css") == "body {}"
    site.write("static/a/b.txt", "two")
    site.render()
    assert site.read("public/a/b.txt") == "two"


def test_an_empty_site(make_site: Any) -> None:
    """A site without a single article has its front pages."""
    site = make_site()
    site.write("content/news/_section.toml", 'title = "News"\n')
    site.render()
    assert "News" in site.page("ar/news")


def test_the_share_is_rounded_down(make_site: Any) -> None:
    """Only a complete page says a hundred percent, and 29 % is not 28."""
    site = make_site("[editions.en]\n[editions.be]\nmin_translated = 0.1\n")
    words = " ".join(f"w{number}" for number in range(71))
    site.article("a.md", "Title", f"{' '.join(['word'] * 28)}\n\n{words}\n")
    assert site.run("extract") == 0
    site.translate("be", "content/a", {"Title": "Назва", " ".join(["word"] * 28): "слова"})
    site.render()
    assert "29" in site.page("be/a")


SOME = ("ar", "de-CH", "fa", "he", "is", "my", "pt-BR", "sr-Latn", "th", "yi", "zh-Hans", "zh-Hant")


@pytest.mark.parametrize("locale", SOME)
def test_a_new_site_in_any_language(locale: str, tmp_path: Any) -> None:
    """`init` makes a site that renders at once and whose catalogs are up to date."""
    folder = tmp_path / "new"
    assert run(["--now", "2026-05-10", "--quiet", "init", str(folder), "--edition", locale]) == 0
    options = ["--site", str(folder), "--now", "2026-05-10", "--quiet"]
    assert run([*options, "extract", "--check"]) == 0
    assert run([*options, "render"]) == 0
    assert f'<html lang="{locale}"' in (folder / f"public/{locale}/index.html").read_text("utf-8")
    assert (folder / "public/.polypub-manifest.json").is_file()


@pytest.mark.long
def test_a_new_site_in_every_language(tmp_path: Any) -> None:
    """The same for all languages that CLDR knows, nine to a site, the first of them its source."""
    locales = sorted(known_locales())
    for start in range(0, len(locales), 9):
        source, *editions = locales[start : start + 9]
        folder = tmp_path / str(start)
        options = ["--source", source, *(word for locale in editions for word in ("--edition", locale))]
        assert run(["--now", "2026-05-10", "--quiet", "init", str(folder), *options]) == 0, (source, editions)
        assert run(["--site", str(folder), "--now", "2026-05-10", "--quiet", "render"]) == 0, (source, editions)
