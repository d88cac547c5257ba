"""`polypub import` on whole sites: hand-translated documents, and catalogs that other tools made."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

from polypub.catalog.po import read_catalog
from polypub.model.message import state_of
from polypub.model.state import State

_MAKE = Callable[..., Any]
_BODY = """\
The lake covers 79 hectares. See [how to pack](pack.md).

## Getting there

- By train, twice a day.
- By bus 14.

| Month | Visitors |
|-------|----------|
| July  | 12,000   |
"""
_TRANSLATED = """\
---
title: Возера
date: 2026-01-05
---

Возера займае 79 гектараў. Гл. [як сабрацца](/be/pack/).

## Як дабрацца

- Цягніком, два разы на дзень.
- Аўтобусам 14.

| Месяц | Наведнікі |
|-------|-----------|
| Ліпень | 12 000 |
"""
_WORDS = {
    "The lake": "Возера",
    "Getting there": "Як дабрацца",
    "By train, twice a day.": "Цягніком, два разы на дзень.",
    "By bus 14.": "Аўтобусам 14.",
    "Month": "Месяц",
    "Visitors": "Наведнікі",
    "July": "Ліпень",
    "The lake covers 79 hectares. See [how to pack](pack.md).": (
        "Возера займае 79 гектараў. Гл. [як сабрацца](pack.md)."
    ),
}


@pytest.fixture
def site(make_site: _MAKE) -> Any:
    """Two articles in English, editions in Belarusian and Arabic, nothing extracted yet."""
    site = make_site()
    site.article("lake.md", "The lake", _BODY, date="2026-01-05")
    site.article("pack.md", "How to pack", "Take bread, cheese and a map.\n")
    return site


def _words(site: Any, domain: str = "content/lake") -> dict[str, str]:
    return {e.msgid: e.msgstr for e in _catalog(site, domain) if e.msgstr and not e.fuzzy and not e.obsolete}


def _catalog(site: Any, domain: str) -> polib.POFile:
    return polib.pofile(str(site.root / f"locales/be/LC_MESSAGES/{domain}.po"))


def _state(site: Any, source: str) -> State:
    data = (site.root / "locales/be/LC_MESSAGES/content/lake.po").read_bytes()
    return next(state_of(message) for message in read_catalog(data, "lake.po").messages if message.key.source == source)


def _outside(site: Any, path: str, text: str) -> str:
    file = Path(site.root).parent / "old" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return str(file)


def _report(site: Any, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert site.run("import", "be", *arguments, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_a_translated_document_fills_its_catalog(site: Any) -> None:
    """Every block gets the person's words, as a translation; templates and catalogs are made first."""
    assert site.run("import", "be", _outside(site, "lake.be.md", _TRANSLATED)) == 0
    assert _words(site) == _WORDS
    assert not any(entry.fuzzy for entry in _catalog(site, "content/lake"))
    assert site.run("extract", "be", "--check") == 0


def test_doubtful_blocks_are_marked_with_the_reason(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Another number makes a text fuzzy, with a comment that says why and where; a block without source is listed."""
    text = _TRANSLATED.replace("79 гект", "97 гект").replace("## Як", "Раней тут быў лес, і людзі жылі там.\n\n## Як")
    report = _report(site, capsys, path := _outside(site, "lake.be.md", text))
    (entry,) = (entry for entry in _catalog(site, "content/lake") if entry.fuzzy)
    assert entry.tcomment == "polypub: unsure: other numbers: 79 there, 97 here (lake.be.md:6)"
    assert _state(site, entry.msgid) is State.FUZZY
    site.replace("locales/be/LC_MESSAGES/content/lake.po", "#, fuzzy\n", "")
    assert _state(site, entry.msgid) is State.REVIEWED
    assert [(one["file"], one["line"]) for one in report["unsure"]] == [(path, 6)]
    assert [(one["line"], one["text"]) for one in report["left"]] == [(8, "Раней тут быў лес, і людзі жылі там.")]


def test_what_is_there_stays(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Law 5: a person's text, finished or begun, is not touched; the report counts it; a second import does nothing."""
    assert site.run("extract") == 0
    site.translate("be", "content/lake", {"The lake": "Моё"})
    site.translate("be", "content/lake", {"July": "чэрвень?"}, fuzzy=True)
    path = _outside(site, "lake.be.md", _TRANSLATED)
    assert _report(site, capsys, path)["files"][0]["there"] == 2
    catalog = _catalog(site, "content/lake")
    assert [catalog.find(source).msgstr for source in ("The lake", "July")] == ["Моё", "чэрвень?"]
    before = site.read("locales/be/LC_MESSAGES/content/lake.po")
    assert _report(site, capsys, path)["files"][0]["there"] == len(_WORDS)
    assert site.read("locales/be/LC_MESSAGES/content/lake.po") == before


def test_unread_drafts_give_way(site: Any) -> None:
    """A machine's draft that nobody has read is replaced by a person's words, and its note goes."""
    assert site.run("extract") == 0
    assert site.run("translate", "be", "--engine", "pseudo") == 0
    assert site.run("import", "be", _outside(site, "lake.be.md", _TRANSLATED)) == 0
    assert _words(site) == _WORDS
    assert "polypub: mt" not in site.read("locales/be/LC_MESSAGES/content/lake.po")


def test_a_dry_run_writes_nothing(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """`--dry-run` tells the same numbers, and no file appears."""
    path = _outside(site, "lake.be.md", _TRANSLATED)
    assert _report(site, capsys, path, "--dry-run")["files"][0]["filled"] == len(_WORDS)
    assert not (site.root / "locales").exists()


def test_a_folder_gives_its_translations(site: Any) -> None:
    """Of a folder with sources and translations side by side, those are read whose names say the language."""
    _outside(site, "be/posts/lake.md", "---\ntitle: The lake\n---\n\nThe lake covers 79 hectares.\n")
    _outside(site, "be/posts/lake.be.md", _TRANSLATED)
    assert site.run("import", "be", str(Path(site.root).parent / "old/be")) == 0
    assert _words(site) == _WORDS


def test_a_header_in_a_comment_is_read(site: Any) -> None:
    """Nikola's own header gives title and summary."""
    site.article("lake.md", "The lake", "Words.\n", summary="All about it.")
    header = "<!--\n.. title: Возера: «наша»\n.. slug: lake\n.. description: Усё пра яго.\n-->\n\nСловы.\n"
    assert site.run("import", "be", _outside(site, "lake.be.md", header)) == 0
    assert _words(site) == {"The lake": "Возера: «наша»", "All about it.": "Усё пра яго.", "Words.": "Словы."}


def test_html_articles_are_aligned_too(site: Any) -> None:
    """A translated HTML page fills the catalog of its source."""
    page = "<html><head><title>{}</title></head><body><h1>{}</h1><p>{}</p><ul><li>{}</li></ul></body></html>"
    site.write("content/mill.html", page.format("The mill", "Inside", "Built in <b>1569</b>.", "Two wheels"))
    text = page.format("Млын", "Унутры", "Пабудаваны ў <b>1569</b> г.", "Два колы")
    assert site.run("import", "be", _outside(site, "be/mill.html", text)) == 0
    assert _words(site, "content/mill")["Built in <b>1569</b>."] == "Пабудаваны ў <b>1569</b> г."


def test_a_text_left_in_the_source_language_is_no_translation(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A paragraph that nobody translated is left open, and counted."""
    text = _TRANSLATED.replace("Цягніком, два разы на дзень.", "By train, twice a day.")
    assert _report(site, capsys, _outside(site, "lake.be.md", text))["files"][0]["same"] == 1
    assert _catalog(site, "content/lake").find("By train, twice a day.").msgstr == ""


def test_a_file_without_its_article_is_told(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The others are taken over; exit code 1, and what was tried; `--source` names the article."""
    lost, found = _outside(site, "ru/nowhere.md", _TRANSLATED), _outside(site, "lake.be.md", _TRANSLATED)
    assert site.run("import", "be", lost, found) == 1
    assert f"{lost}: no article was found for it" in capsys.readouterr().err
    assert _words(site) == _WORDS
    (site.root / "locales/be/LC_MESSAGES/content/lake.po").unlink()
    assert site.run("import", "be", lost, "--source", "content/lake.md") == 0
    assert _words(site) == _WORDS


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("be", "missing.md"), "there is no such file"),
        (("be", "polypub.toml"), "only Markdown, HTML and PO files"),
        (("fr", "x.md"), "the site has no edition `fr`"),
    ],
)
def test_wrong_use_is_told(
    site: Any,
    arguments: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What cannot be meant is exit code 2, and nothing is written."""
    monkeypatch.chdir(site.root)
    site.write("x.md", "words")
    assert site.run("import", *arguments) == 2
    assert words in capsys.readouterr().err
    assert not (site.root / "locales").exists()


def _po(path: Path, entries: dict[str, str]) -> None:
    catalog = polib.POFile(wrapwidth=78)
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog.extend(polib.POEntry(msgid=source, msgstr=text) for source, text in entries.items())
    catalog.save(str(path))


def test_catalogs_of_mdbook_are_taken_over(site: Any) -> None:
    """Messages of mdbook-i18n-helpers, also of the days when one held a whole list or a heading's marks."""
    path = Path(_outside(site, "be.po", ""))
    _po(
        path,
        {
            "The lake covers 79 hectares. See [how to pack](pack.md).": "Возера: 79 гектараў. Гл. [збор](pack.md).",
            "## Getting there": "## Як дабрацца",
            "- By train, twice a day.\n- By bus 14.": "- Цягніком.\n- Аўтобусам 14.",
            "Month": "Месяц",
        },
    )
    assert site.run("import", "be", str(path)) == 0
    assert _words(site) == {
        "The lake covers 79 hectares. See [how to pack](pack.md).": "Возера: 79 гектараў. Гл. [збор](pack.md).",
        "Getting there": "Як дабрацца",
        "By train, twice a day.": "Цягніком.",
        "By bus 14.": "Аўтобусам 14.",
        "Month": "Месяц",
    }


def test_catalogs_of_sphinx_are_taken_over(site: Any) -> None:
    """Messages in reStructuredText fill blocks of Markdown."""
    site.article("lake.md", "The lake", "Run `polypub render`, see [the map](https://map.example) and *wait*.\n")
    path = Path(_outside(site, "be.po", ""))
    _po(
        path,
        {
            "Run ``polypub render``, see `the map <https://map.example>`__ and *wait*.": (
                "*Чакайце*, запусціце ``polypub render`` і гл. `мапу <https://map.example>`__."
            )
        },
    )
    assert site.run("import", "be", str(path)) == 0
    assert list(_words(site).values()) == ["*Чакайце*, запусціце `polypub render` і гл. [мапу](https://map.example)."]


def test_catalogs_of_po4a_are_taken_over(site: Any, require: Callable[[bool, str], None], tmp_path: Path) -> None:
    """What po4a itself cuts, tables in one message included, fills every block of an article."""
    require(shutil.which("po4a-updatepo") is not None, "po4a is not installed")
    master, path = tmp_path / "lake.md", tmp_path / "be.po"
    master.write_text(_BODY, encoding="utf-8")
    command = ["po4a-updatepo", "-f", "text", "-o", "markdown", "-M", "UTF-8", "-m", str(master), "-p", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    catalog = polib.pofile(path.read_text(encoding="utf-8").replace("CHARSET", "UTF-8"))
    for entry in catalog:
        entry.msgstr = entry.msgid
        for source, text in sorted(_WORDS.items(), key=lambda pair: -len(pair[0])):
            entry.msgstr = entry.msgstr.replace(source, text)
    catalog.save(str(path))
    assert site.run("import", "be", str(path)) == 0
    assert _words(site) == {source: text for source, text in _WORDS.items() if source != "The lake"}


def test_no_word_of_other_catalogs_is_lost(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Fuzzy stays fuzzy, obsolete ones are taken last; what translates nothing is counted and can be kept."""
    path = Path(_outside(site, "be.po", ""))
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog += [
        polib.POEntry(msgid="Getting there", msgstr="Дарога", flags=["fuzzy"], tcomment="ask Anna"),
        polib.POEntry(msgid="By bus 14.", msgstr="Аўтобус.", obsolete=True),
        polib.POEntry(msgid="Gone.", msgstr="Няма.", tcomment="a word"),
        polib.POEntry(msgid="Gone.", msgctxt="x", msgstr="Зусім няма."),
    ]
    catalog.save(str(path))
    unused = path.with_name("unused.po")
    report = _report(site, capsys, str(path), "--unused", str(unused))
    ours = {entry.msgid: entry for entry in _catalog(site, "content/lake")}
    assert [(ours[s].msgstr, ours[s].fuzzy) for s in ("Getting there", "By bus 14.")] == [
        ("Дарога", True),
        ("Аўтобус.", True),
    ]
    assert "ask Anna" in ours["Getting there"].tcomment
    assert report["unused"] == 2
    kept = polib.pofile(str(unused))
    assert sorted(entry.msgstr for entry in kept) == ["Зусім няма.", "Няма."]
    assert "a word" in {entry.tcomment for entry in kept}


def test_records_of_another_site_are_kept(site: Any) -> None:
    """A catalog of polypub's own brings its drafts as drafts, and who approved what."""
    assert site.run("extract") == 0
    assert site.run("translate", "be", "--engine", "pseudo", "--only", "content/lake") == 0
    path = site.root / "locales/be/LC_MESSAGES/content/lake.po"
    old = _outside(site, "other-site.po", path.read_text("utf-8"))
    path.unlink()
    assert site.run("import", "be", old) == 0
    assert _state(site, "Month") is State.DRAFT
    assert path.read_text("utf-8").count("polypub: mt pseudo") == len(_WORDS)


def test_a_broken_catalog_stops_no_other(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is told with its line; the others are taken over."""
    broken, path = _outside(site, "broken.po", 'msgid "x\n'), _outside(site, "lake.be.md", _TRANSLATED)
    assert site.run("import", "be", broken, path) == 1
    assert "broken.po:1" in capsys.readouterr().err
    assert _words(site) == _WORDS
    assert Path(broken).read_text() == 'msgid "x\n'


@pytest.mark.parametrize("grouping", ["section", "site"])
def test_shared_catalogs_are_filled(make_site: _MAKE, grouping: str) -> None:
    """With one catalog for several articles, the texts go there."""
    site = make_site(head=f'catalogs = "{grouping}"')
    site.article("places/lake.md", "The lake", _BODY)
    assert site.run("import", "be", _outside(site, "places/lake.be.md", _TRANSLATED)) == 0
    assert _words(site, "content/places" if grouping == "section" else "content").items() >= _WORDS.items()
