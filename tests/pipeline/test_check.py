"""`polypub check` on whole sites: what it finds, where, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Check = Callable[..., list[tuple[str, str, int | None, str | None]]]
PO = "locales/be/LC_MESSAGES/content/a.po"
SITE_RULES = (
    "internal-link anchor missing-file missing-alt missing-date other-edition same-url hreflang canonical out-of-date"
    " po-syntax po-duplicate plural-header source blocked sitemap duplicate-id"
).split()


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Rule, file, line and locale of each finding of a site's rules; the catalogs' have tests of their own."""

    def run(site: Any, *arguments: str) -> list[tuple[str, str, int | None, str | None]]:
        capsys.readouterr()
        site.run("check", "--format", "json", "--fail-on", "never", *arguments)
        found = json.loads(capsys.readouterr().out)["findings"]
        return [(f["rule"], f["file"], f["line"], f["locale"]) for f in found if f["rule"] in SITE_RULES]

    return run


@pytest.fixture
def site(make_site: Any) -> Any:
    """Two articles in English and Belarusian, nothing translated."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("a.md", "First", "Words.\n\n## A place\n\nMore.\n", date="2026-05-01")
    site.article("news/b.md", "Second", "Words.\n", date="2026-05-02")
    assert site.run("extract") == 0
    return site


def test_a_whole_site_is_silent(site: Any, check: Check) -> None:
    """A site that was just made has nothing to find."""
    assert check(site) == []
    assert site.run("check", "--fail-on", "warning") == 0


def test_the_portal_has_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The reference portal itself has nothing that would fail a build, in its catalogs or between its pages."""
    from polypub.cli.app import run

    root = str(Path(__file__).parents[2])
    assert run(["--site", root, "--now", "2026-11-24", "--quiet", "check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["error"] == 0


LINKS = {  # what stands in line 7 of a.md, to the rules that find something there
    "[b](news/b.md)": [],
    "[b](./news/b.md?x=1#) and [b](news/b.md#top)": [],
    "[here](#a-place) [top](#) [top](#top) [x](#a-place:~:text=Words)": [],
    "[out](https://a.example/no.md) [mail](mailto:a@b.c) [run](javascript:x) <a@b.example>": [],
    "[root](/en/news/b/) [home](/) [page](../news/) [file](/p.png) [b](/be/news/b)": [],
    "[b](news/c.md)": ["internal-link"],
    "[b][r]\n\n[r]: news/c.md": ["internal-link"],
    "![A picture](/no.png)": ["missing-file"],
    "![](/p.png)": ["missing-alt"],
    '<img src="/p.png"> <img src="/p.png" alt="">': ["missing-alt"],
    "[there](#no-place)": ["anchor"],
    "[there](news/b.md#no-place)": ["anchor"],
    "[file](/files/no.pdf)": ["internal-link"],
    "[page](../no/)": ["internal-link"],
    "[later](later.md)": ["internal-link"],
    "[draft](draft.md)": ["internal-link"],
    "`[b](news/c.md)`": [],
    '<div><a href="news/c.md">b</a></div>': ["internal-link"],
    "[a%20b](a%20b.md)": [],
    "[outside](../../../b.md)": ["internal-link"],
}


@pytest.mark.parametrize("text", LINKS)
def test_a_link_in_an_article(text: str, site: Any, check: Check) -> None:
    """Links, anchors and pictures are judged as readers of the page meet them, with the line of the source."""
    site.write("static/p.png", b"")
    site.article("later.md", "Later", date="2030-01-01")
    site.article("draft.md", "Draft", draft="true")
    site.article("a b.md", "Blank")
    site.replace("content/a.md", "Words.\n", f"Words\n{text}\n")
    assert site.run("extract") == 0

    assert check(site) == [(rule, "content/a.md", 7, None) for rule in LINKS[text]]


def test_a_translation_that_leads_nowhere(site: Any, check: Check) -> None:
    """A dead link in a `msgstr` is found in the catalog, at its message; one that the source has is the source's."""
    site.replace("content/a.md", "More.", "See [b](news/b.md), [dead](no.md) and ![alt](/no.png).")
    assert site.run("extract") == 0
    words = "See [b](news/b.md), [dead](no.md) and ![alt](/no.png)."
    site.translate("be", "content/a", {words: "Гл. [b](news/c.md), [dead](no.md) і ![](/no.png)."})
    line = site.read(PO).split(f'msgid "{words}"')[0].count("\n")

    assert [finding for finding in check(site) if finding[3]] == [
        ("internal-link", PO, pytest.approx(line, abs=3), "be"),
        ("missing-alt", PO, pytest.approx(line, abs=3), "be"),
    ]
    assert {finding[1] for finding in check(site) if not finding[3]} == {"content/a.md"}


def test_a_translator_may_know_better(site: Any, check: Check) -> None:
    """`polypub-ignore` in a message's comment silences rules of the site, too, for that message."""
    site.translate("be", "content/a", {"More.": "Гл. [b](news/c.md)."})
    assert [finding[0] for finding in check(site)] == ["internal-link"]
    site.replace(
        PO,
        '#. type: paragraph\n#: content/a.md\nmsgid "More."',
        '# polypub-ignore: internal-link\n#. type: paragraph\n#: content/a.md\nmsgid "More."',
    )

    assert check(site) == []


def test_a_fuzzy_text_of_an_older_source_is_left_alone(site: Any, check: Check) -> None:
    """Its link was right once; whoever brings it up to date meets it then."""
    site.replace("content/a.md", "More.", "See [the second one](news/b.md) for more of this.")
    assert site.run("extract") == 0
    words = "See [the second one](news/b.md) for more of this."
    site.translate("be", "content/a", {words: "Гл. [другі](news/old.md), там больш пра гэта."})
    site.replace("content/a.md", "for more of this.", "for much more of all this.")
    assert site.run("extract") == 0

    assert "#, fuzzy" in site.read(PO)
    assert check(site) == []


def test_a_link_to_an_article_that_an_edition_lacks(site: Any, check: Check) -> None:
    """It leads to the source's page, which is only noted: with the editions that are checked, at the source's line."""
    site.article("news/c.md", "Third", "Words.\n", languages="[en]", date="2026-05-02")
    site.replace("content/a.md", "More.", "See [c](news/c.md).")
    assert site.run("extract") == 0

    assert check(site) == [("other-edition", "content/a.md", 10, None)]
    assert check(site, "en") == []


def test_a_picture_without_words(site: Any, check: Check) -> None:
    """An article's own picture must be there and say what it shows; the line is that of its field."""
    site.write("content/a.md", "---\ntitle: First\ndate: 2026-05-01\nimage:\n  src: /no.png\n---\n\nWords.\n")
    assert site.run("extract") == 0

    assert check(site) == [("missing-alt", "content/a.md", 5, None), ("missing-file", "content/a.md", 5, None)]


def test_an_article_without_a_date(site: Any, check: Check) -> None:
    """Where all others of a section have one, it was forgotten; with fewer than three, nobody knows."""
    site.article("news/c.md", "Third")
    site.article("more/x.md", "X")
    site.article("more/y.md", "Y", date="2026-05-02")
    assert site.run("extract") == 0
    assert check(site) == []
    site.article("news/d.md", "Fourth", date="2026-05-02")
    assert site.run("extract") == 0

    assert check(site) == [("missing-date", "content/news/c.md", None, None)]


def test_a_static_file_where_a_page_is(site: Any, check: Check) -> None:
    """Two things with one address are told with both names, and nothing is written."""
    site.write("static/en/news/b/index.html", "x")

    assert check(site) == [("same-url", "static/en/news/b/index.html", None, None)]
    assert not (site.root / "public").exists()


def test_a_file_that_a_template_names(site: Any, check: Check) -> None:
    """A static file that is not there is found in the template, with its line; a name that is computed is not read."""
    block = '{% block main %}\n{{ asset("/no.css") }}{{ asset("/yes.css") }}{{ asset(page.url) }}{% endblock %}'
    site.write("templates/notfound.html", f'{{% extends "theme/notfound.html" %}}{block}')
    site.write("static/yes.css", "")

    assert check(site) == [("missing-file", "templates/notfound.html", 2, None)]


def test_broken_catalogs_are_findings(site: Any, check: Check) -> None:
    """Each has its file and line; the other catalogs go on."""
    other = "locales/be/LC_MESSAGES/content/news/b.po"
    site.write(PO, site.read(PO) + '\nmsgid "x\nmsgstr ""\n')
    last = site.read(PO).count("\n") - 1
    site.write(other, site.read(other) + '\nmsgid "Second"\nmsgstr ""\n')
    twice = site.read(other).count("\n") - 1

    assert check(site) == [("po-syntax", PO, last, "be"), ("po-duplicate", other, twice, "be")]
    assert site.run("check") == 1


def test_a_plural_header_that_is_no_formula(site: Any, check: Check) -> None:
    """It is found under the rule that translators know."""
    path = "locales/be/LC_MESSAGES/site.po"
    site.write(path, re.sub(r"nplurals=\d+; plural=[^;]+;", "nplurals=x; plural=y;", site.read(path)))

    assert [finding[:2] for finding in check(site)] == [("plural-header", path)]


def test_sources_that_cannot_be_read_are_findings(site: Any, check: Check) -> None:
    """All of them, with file and line, in the report itself."""
    site.write("content/x.md", "---\ntitle: X\ndate: soon\nslug: a b\n---\n")
    site.write("content/y.md", "---\ntitle: [\n---\n")

    found = check(site)
    assert {(rule, file) for rule, file, _, _ in found} == {("source", "content/x.md"), ("source", "content/y.md")}
    assert ("source", "content/x.md", 3, None) in found
    assert site.run("check") == 1


def test_terms_are_held_to_the_glossary(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A term that was not kept is found; a glossary that cannot be read is a finding, and the rest goes on."""
    site.write("locales/glossary.csv", "term,note,flags,be\nWords,,keep,\n")
    site.translate("be", "content/a", {"Words.": "Словы."})
    capsys.readouterr()
    site.run("check", "--format", "json")
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [f["file"] for f in found if "Words" in f["message"]] == [PO]

    site.write("locales/glossary.csv", "term,flags\nWords,sometimes\n")
    site.replace("content/a.md", "More.", "See [c](news/c.md).")
    site.run("check", "--format", "json")
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {("source", "locales/glossary.csv"), ("internal-link", "content/a.md")} <= {
        (f["rule"], f["file"]) for f in found
    }


def test_a_template_that_cannot_be_read_is_a_finding(site: Any, check: Check) -> None:
    """Its messages are unknown, and everything else is checked all the same."""
    site.write("templates/notfound.html", "{% if %}")
    site.replace("content/a.md", "More.", "See [c](news/c.md).")

    assert ("source", "templates/notfound.html", 1, None) in check(site)
    assert ("internal-link", "content/a.md", 10, None) in check(site)


def test_a_catalog_that_lags_behind(site: Any, check: Check) -> None:
    """A changed source, a removed catalog: told with the remedy, until `extract` has run."""
    site.replace("content/a.md", "More.", "Much more.")
    (site.root / "locales/be/LC_MESSAGES/content/news/b.po").unlink()

    assert check(site) == [
        ("out-of-date", PO, None, "be"),
        ("out-of-date", "locales/be/LC_MESSAGES/content/news/b.po", None, "be"),
    ]
    assert site.run("check") == 0
    assert site.run("check", "--fail-on", "warning") == 1
    assert site.run("extract") == 0
    assert check(site) == []


def test_a_new_edition_is_told_once(site: Any, check: Check) -> None:
    """Before the first `extract` all of its catalogs are missing, which is one finding."""
    site.write("polypub.toml", site.read("polypub.toml") + "[editions.ar]\n")

    assert check(site) == [("out-of-date", "polypub.toml", None, "ar")]


@pytest.mark.parametrize("grouping", ["section", "site"])
def test_catalogs_of_any_grouping_are_found(grouping: str, make_site: Any, check: Check) -> None:
    """A dead link is found in whatever catalog holds its message."""
    site = make_site("[editions.en]\n[editions.be]\n", head=f'catalogs = "{grouping}"')
    site.article("news/a.md", "First", "See [b](b.md).\n")
    site.article("news/b.md", "Second", "Words.\n")
    assert site.run("extract") == 0
    (path,) = (site.root / "locales/be").rglob("news.po" if grouping == "section" else "content.po")
    domain = path.relative_to(site.root / "locales/be/LC_MESSAGES").with_suffix("").as_posix()
    site.translate("be", domain, {"See [b](b.md).": "Гл. [b](c.md)."})

    assert [finding[:2] for finding in check(site)] == [("internal-link", f"locales/be/LC_MESSAGES/{domain}.po")]


@pytest.mark.parametrize("edition", ["", 'prefix = ""'])
def test_a_site_in_a_folder_of_its_host(edition: str, make_site: Any, check: Check) -> None:
    """The site's own root counts, whatever comes before it in its address, and an edition may lie at that root."""
    site = make_site(f"[editions.en]\n{edition}\n[editions.be]\n")
    site.replace("polypub.toml", "https://hill.example", "https://hill.example/sub/folder")
    prefix = "" if edition else "en/"
    links = f"[b](b.md) [p](/p.png) [n](../) [b](/{prefix}news/b/) ![x](/no.png) [y](/sub/folder/p.png)"
    site.article("news/a.md", "First", f"{links}\n", date="2026-05-01")
    site.article("news/b.md", "Second", "Words.\n", date="2026-05-01")
    site.write("static/p.png", "")
    assert site.run("extract") == 0
    site.render()

    found = check(site, "--output", str(site.root / "public"))
    assert [finding[:2] for finding in found if finding[1].startswith("content")] == [
        ("internal-link", "content/news/a.md"),
        ("missing-file", "content/news/a.md"),
    ]
    rendered = [finding[:2] for finding in found if finding[1].startswith("public")]
    assert rendered == [("internal-link", "public/be/news/a/index.html")] * 2


def test_only_the_editions_that_are_named(site: Any, check: Check, make_site: Any) -> None:
    """Catalogs of other editions are left alone; the sources never are."""
    site.write(PO, "broken")
    site.replace("content/a.md", "More.", "See [c](news/c.md).")

    assert ("internal-link", "content/a.md", 10, None) in check(site, "en")
    assert not [finding for finding in check(site, "en") if finding[3]]
    assert [finding for finding in check(site, "be") if finding[0] == "po-syntax"]


def test_what_pages_refuse_is_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever keeps a translation off a page fails the check, and is told once."""
    site.translate("be", "content/a", {"More.": "Больш. <script>x()</script>"})
    capsys.readouterr()

    assert site.run("check", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["file"] for finding in found if finding["severity"] == "error"} == {PO}
    assert "blocked" not in {finding["rule"] for finding in found}


def test_nothing_is_written(site: Any) -> None:
    """No file of the site changes, appears or goes, caches aside."""

    def files() -> dict[Path, bytes]:
        found = (path for path in site.root.rglob("*") if path.is_file() and ".polypub" not in path.parts)
        return {path: path.read_bytes() for path in found}

    site.replace("content/a.md", "More.", "Much more, and [c](news/c.md).")
    before = files()
    assert site.run("check") == 1
    assert site.run("check", "--fix", "--diff") == 0
    assert files() == before


def test_the_configuration_decides(site: Any, check: Check) -> None:
    """A rule may be milder, stricter or off."""
    site.replace("content/a.md", "More.", "See [c](news/c.md) and [there](#no).")
    assert site.run("extract") == 0
    assert [finding[0] for finding in check(site)] == ["anchor", "internal-link"]
    site.write("polypub.toml", site.read("polypub.toml") + '[checks]\nanchor = "error"\ninternal-link = "off"\n')

    assert [finding[0] for finding in check(site)] == ["anchor"]
    assert site.run("check") == 1


def test_a_rule_that_there_is_not(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown name and an unknown severity are wrong configuration: both at once, with line and nearest name."""
    site.write("polypub.toml", site.read("polypub.toml") + '[checks]\nnumbr = "off"\nanchor = "fatal"\n')
    line = site.read("polypub.toml").split("\n").index("[checks]") + 2
    capsys.readouterr()

    assert site.run("check") == 2
    told = capsys.readouterr().err
    assert f"polypub.toml:{line}: `checks`: there is no rule `numbr`" in told
    assert "Did you mean `number`?" in told
    assert f"polypub.toml:{line + 1}: `checks.anchor` must be one of" in told


def test_rendered_pages_are_checked_too(site: Any, check: Check) -> None:
    """What was rendered is whole; a page that somebody changed by hand is not."""
    site.render()
    output = str(site.root / "public")
    assert check(site, "--output", output) == []
    site.replace("public/en/a/index.html", "<p>More.</p>", '<p id="x"><a href="../no/">x</a><a href="#y">x</a></p>')
    site.replace("public/be/index.html", 'rel="canonical" href="https://', 'rel="canonical" href="https://x.')

    assert {finding[:2] for finding in check(site, "--output", output)} >= {
        ("internal-link", "public/en/a/index.html"),
        ("anchor", "public/en/a/index.html"),
        ("canonical", "public/be/index.html"),
    }


def test_a_folder_without_pages_is_wrong_use(site: Any) -> None:
    """Nobody believes that what was not there was checked."""
    assert site.run("check", "--output", str(site.root / "nothing")) == 2


def test_every_run_says_the_same(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The same site gives the same bytes, with warm caches and without, whatever the hash seed."""
    site.replace("content/a.md", "More.", "See [c](news/c.md) and [there](#no), ![](/x.png).")
    site.write(PO, "broken")
    done = [site.child("check", "--format", "sarif", PYTHONHASHSEED=seed) for seed in ("1", "2", "3")]

    assert len({run.stdout for run in done}) == 1
    assert "internal-link" in done[0].stdout


def test_the_cache_ignores_itself(site: Any) -> None:
    """A hook that checks a commit leaves nothing in it: git does not see the cache, not even the first time."""
    assert site.run("check") == 0

    assert site.read(".polypub/.gitignore") == "*\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_site_that_cannot_be_written_is_checked(site: Any) -> None:
    """The cache is left away."""
    site.root.chmod(0o500)
    try:
        assert site.run("check") == 0
    finally:
        site.root.chmod(0o700)
