"""Beside other tools: files to a template, a template into catalogs, catalogs back into sources; and a whole site."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from polypub.cli.app import run
from polypub.model.state import hash_source, hash_targets

PAGE = """---
title: "Minsk: a city"
description: >
  A short guide
  to the city.
hero:
  - text: Come and see
image: {src: a.jpg, alt: The river}
---

# Welcome

Some *words* with [a link](/x)
over two lines.

| Name | What |
|---|---|
| Castle | A house |
"""
OTHER = "+++\ntitle = 'Lakes'\n+++\nThe lakes are deep.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two files and no site around them, which is the current one."""
    (tmp_path / "docs" / "more").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "docs" / "more" / "lakes.md").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


FILES = ("docs/index.md", "docs/more/lakes.md")


def _do(*arguments: str) -> int:
    return run(["--now", "2026-05-10", *arguments])


def _catalog(name: str = "po/be.po", **texts: str) -> None:
    """A catalog of the files in which every `e` is another letter; a text may be given by its source's first word."""
    assert _do("extract", *FILES, "--pot", "po/docs.pot") == 0
    assert _do("merge", name, "po/docs.pot") == 0
    catalog = polib.pofile(name)
    for entry in catalog:
        entry.msgstr = texts.get(entry.msgid.split()[0], entry.msgid.replace("e", "э"))
    catalog.save()


def test_files_become_a_template(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The template has every text once, in order, with the names of the files as they were given."""
    assert _do("extract", *FILES, "--pot", "po/docs.pot", "--field", "hero.text", "--source", "en-GB") == 0
    assert capsys.readouterr().out == "po/docs.pot\n"
    template = polib.pofile("po/docs.pot")
    assert template.metadata["POT-Creation-Date"] == "2026-05-10 00:00+0000"
    assert template.metadata["X-Source-Language"] == "en_GB"
    texts = [(entry.comment, entry.msgid, entry.occurrences[0][0]) for entry in template]
    assert texts[:6] == [
        ("type: title", "Minsk: a city", "docs/index.md"),
        ("type: field description", "A short guide to the city.", "docs/index.md"),
        ("type: field hero.text", "Come and see", "docs/index.md"),
        ("type: image alternative text", "The river", "docs/index.md"),
        ("type: heading 1", "Welcome", "docs/index.md"),
        ("type: paragraph", "Some *words* with [a link](/x) over two lines.", "docs/index.md"),
    ]
    assert texts[-1] == ("type: paragraph", "The lakes are deep.", "docs/more/lakes.md")


def test_the_same_files_give_the_same_template(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second extraction writes nothing, at whatever time; `--check` tells when it would, and writes nothing."""
    assert _do("extract", *FILES, "--pot", "docs.pot") == 0
    before = Path("docs.pot").read_bytes()
    assert run(["--now", "2027-01-01", "extract", *FILES, "--pot", "docs.pot", "--check"]) == 0
    Path("docs/more/lakes.md").write_text("New words.\n", encoding="utf-8")
    capsys.readouterr()
    assert _do("extract", *FILES, "--pot", "docs.pot", "--check") == 1
    assert capsys.readouterr().out == "docs.pot\n"
    assert Path("docs.pot").read_bytes() == before


def test_the_day_of_a_template_can_be_given_from_outside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SOURCE_DATE_EPOCH` is the template's creation date."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert run(["extract", *FILES, "--pot", "docs.pot"]) == 0
    assert polib.pofile("docs.pot").metadata["POT-Creation-Date"] == "1970-01-01 00:00+0000"


def test_a_broken_site_around_them_does_not_matter(folder: Path) -> None:
    """With `--pot` no configuration is read, even where there is one."""
    Path("polypub.toml").write_text("no = toml = at all", encoding="utf-8")
    _catalog()
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "out.md") == 0


def test_all_files_that_cannot_be_read_are_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written, and every problem names its file and line."""
    Path("bad.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    Path("latin.md").write_bytes(b"a\n\xe9\n")
    Path("a.html.j2").write_text("{% if %}", encoding="utf-8")
    assert _do("extract", "docs/index.md", "bad.md", "latin.md", "none.md", "x.pdf", "a.html.j2", "--pot", "o.pot") == 1
    told = capsys.readouterr().err
    for place in ("bad.md:2: ", "latin.md:2: ", "none.md: ", "x.pdf: ", "a.html.j2:1: "):
        assert f"error: {place}" in told
    assert not Path("o.pot").exists()


def test_templates_and_html_are_files_too(folder: Path) -> None:
    """Strings of Jinja2 templates and texts of HTML lie in the same template."""
    Path("a.html.j2").write_text("{{ _('Search') }}", encoding="utf-8")
    Path("b.html").write_text('<html lang="en"><title>Castle</title><body><p>Old <b>walls</b></p>', encoding="utf-8")
    assert _do("extract", "a.html.j2", "b.html", "--pot", "o.pot") == 0
    assert [entry.msgid for entry in polib.pofile("o.pot")] == ["Search", "Castle", "Old <b>walls</b>"]
    assert _do("merge", "de.po", "o.pot") == 0
    catalog = polib.pofile("de.po")
    for entry, text in zip(catalog, ("Suche", "Burg", "Alte <b>Mauern</b>"), strict=True):
        entry.msgstr = text
    catalog.save()
    assert _do("localize", "b.html", "--catalog", "de.po", "--output", "de.html") == 0
    written = Path("de.html").read_text(encoding="utf-8")
    assert written == '<html lang="de"><title>Burg</title><body><p>Alte <b>Mauern</b></p>'


@pytest.mark.parametrize(
    ("name", "language"),
    [("ru.po", "ru"), ("zh_Hant/LC_MESSAGES/docs.po", "zh_Hant"), ("docs.pt_BR.po", "pt_BR"), ("be/docs.po", "be")],
)
def test_a_new_catalog_knows_its_language_by_its_name(folder: Path, name: str, language: str) -> None:
    """`merge` makes a catalog where there is none, with the plural forms of the language that its name tells."""
    assert _do("extract", *FILES, "--pot", "docs.pot") == 0
    assert _do("merge", name, "docs.pot") == 0
    catalog = polib.pofile(name)
    assert catalog.metadata["Language"] == language
    assert catalog.metadata["Plural-Forms"].startswith("nplurals=")
    assert len(catalog) == len(polib.pofile("docs.pot"))


def test_a_language_that_nobody_tells_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no language makes no catalog; `--locale` says it."""
    assert _do("extract", *FILES, "--pot", "docs.pot") == 0
    assert _do("merge", "messages.po", "docs.pot") == 2
    assert "--locale" in capsys.readouterr().err
    assert not Path("messages.po").exists()
    assert _do("merge", "messages.po", "docs.pot", "--locale", "ar") == 0
    assert polib.pofile("messages.po").metadata["Language"] == "ar"


def test_merging_keeps_what_people_wrote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Translations stay, an edited text is carried over as fuzzy, a removed one is kept; a second merge is none."""
    _catalog()
    Path("docs/more/lakes.md").write_text("+++\ntitle = 'Lakes'\n+++\nThe lakes are very deep.\n", encoding="utf-8")
    Path("docs/index.md").write_text(PAGE.replace("# Welcome\n", ""), encoding="utf-8")
    assert _do("extract", *FILES, "--pot", "po/docs.pot") == 0
    capsys.readouterr()
    assert _do("merge", "po/be.po", "po/docs.pot", "--check") == 1
    assert _do("merge", "po/be.po", "po/docs.pot", "--output", "po/new.po") == 0
    assert _do("merge", "po/be.po", "po/docs.pot") == 0
    told = capsys.readouterr()
    assert told.out == "po/be.po\npo/new.po\npo/be.po\n"
    assert "po/be.po: 9 kept, 1 carried over, 0 new; now 1 fuzzy, 1 obsolete." in told.err
    assert Path("po/new.po").read_bytes() == Path("po/be.po").read_bytes()
    assert [entry.msgid for entry in polib.pofile("po/be.po").obsolete_entries()] == ["Welcome"]
    assert [entry.previous_msgid for entry in polib.pofile("po/be.po").fuzzy_entries()] == ["The lakes are deep."]
    assert _do("merge", "po/be.po", "po/docs.pot", "--check") == 0


def test_a_catalog_of_a_tool_that_cuts_otherwise_keeps_its_tables(folder: Path) -> None:
    """A message that is a whole table, or a quote with its mark, becomes the messages of its cells or its words."""
    Path("t.md").write_text("| A b | C |\n|---|---|\n| D | E |\n\n> Quick words.\n", encoding="utf-8")
    Path("be.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, no-wrap\n'
        'msgid ""\n"| A b | C |\\n"\n"|---|---|\\n"\n"| D | E |\\n"\n'
        'msgstr ""\n"| А б | Ц |\\n"\n"|---|---|\\n"\n"| Д | Э |\\n"\n\n'
        'msgid "> Quick words.\\n"\nmsgstr "> Хуткія словы.\\n"\n',
        encoding="utf-8",
    )
    assert _do("extract", "t.md", "--pot", "t.pot") == 0
    assert _do("merge", "be.po", "t.pot") == 0
    catalog = polib.pofile("be.po")
    assert [entry.msgstr for entry in catalog if not entry.obsolete] == ["А б", "Ц", "Д", "Э", "Хуткія словы."]
    assert not catalog.fuzzy_entries()
    assert len(catalog.obsolete_entries()) == 2
    assert _do("localize", "t.md", "--catalog", "be.po", "--output", "o.md") == 0
    written = Path("o.md").read_text(encoding="utf-8")
    assert written == "| А б | Ц |\n|---|---|\n| Д | Э |\n\n> Хуткія словы.\n"


def test_a_file_is_localised_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Header and body are translated, and all else is as it was."""
    _catalog(**{"Minsk:": "Мінск: горад"})
    capsys.readouterr()
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "be/index.md") == 0
    assert capsys.readouterr().out == "be/index.md\n"
    expected = (
        PAGE.replace("Minsk: a city", "Мінск: горад")
        .replace("A short guide\n  to the city.", "A short guidэ to thэ city.")
        .replace("alt: The river", "alt: Thэ rivэr")
        .replace("Welcome", "Wэlcomэ")
        .replace("Some *words* with [a link](/x)\nover two lines.", "Somэ *words* with [a link](/x) ovэr two linэs.")
        .replace("Name", "Namэ")
        .replace("| Castle | A house |", "| Castlэ | A housэ |")
    )
    assert Path("be/index.md").read_text(encoding="utf-8") == expected
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "be/index.md") == 0
    assert capsys.readouterr().out == ""


def test_the_constructs_of_another_generator_stay_whole(folder: Path) -> None:
    """With `--dialect` a shortcode on its own lines is no message, and comes back as it was."""
    page = '+++\ntitle = "Tea"\n+++\n{{< figure src="a.jpg" >}}\n\nThe tea with {{< kbd "t" >}} here.\n'
    Path("p.md").write_text(page, encoding="utf-8")
    assert _do("extract", "p.md", "--pot", "p.pot", "--dialect", "hugo") == 0
    assert _do("merge", "be.po", "p.pot") == 0
    catalog = polib.pofile("be.po")
    assert [entry.msgid for entry in catalog] == ["Tea", 'The tea with {{< kbd "t" >}} here.']
    for entry, text in zip(catalog, ("Гарбата", 'Вось гарбата з {{< kbd "t" >}}.'), strict=True):
        entry.msgstr = text
    catalog.save()
    assert _do("localize", "p.md", "--catalog", "be.po", "--output", "be.md", "--dialect", "hugo") == 0
    expected = page.replace('"Tea"', '"Гарбата"').replace("The tea with", "Вось гарбата з").replace(" here.", ".")
    assert Path("be.md").read_text(encoding="utf-8") == expected


def test_several_files_and_languages_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files lie in the output as they lie below their common folder; `{locale}` parts the languages."""
    _catalog("po/be.po")
    _catalog("po/pl.po")
    both = ("--catalog", "po/be.po", "--catalog", "po/pl.po")
    assert _do("localize", *FILES, *both, "--output", "out") == 2
    assert "{locale}" in capsys.readouterr().err
    assert _do("localize", *FILES, *both, "--output", "out/{locale}") == 0
    found = sorted(path.as_posix() for path in Path("out").rglob("*.md"))
    assert found == ["out/be/index.md", "out/be/more/lakes.md", "out/pl/index.md", "out/pl/more/lakes.md"]


def test_drafts_wait_for_review(folder: Path) -> None:
    """A machine draft stays out, unless `--drafts` asks for it; what another tool marked fuzzy always does."""
    _catalog()
    assert _do("merge", "po/be.po", "po/docs.pot") == 0
    catalog = polib.pofile("po/be.po")
    draft, foreign = (entry for entry in catalog if entry.msgid in ("Welcome", "Castle"))
    for entry in (draft, foreign):
        entry.flags = ["fuzzy"]
    marks = f"src={hash_source('Welcome')} out={hash_targets([draft.msgstr])}"
    draft.tcomment = f"polypub: mt google 2026-05-10 {marks}"
    catalog.save()
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "a.md") == 0
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "b.md", "--drafts") == 0
    without, with_drafts = (Path(name).read_text(encoding="utf-8") for name in ("a.md", "b.md"))
    assert "# Welcome" in without
    assert "# Wэlcomэ" in with_drafts
    assert "| Castle |" in without
    assert "| Castle |" in with_drafts


def test_a_translation_that_smuggles_markup_stays_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A blocked translation is told with its catalog's line; the source's text stays."""
    _catalog(Castle="<script>x</script>")
    line = next(n for n, text in enumerate(Path("po/be.po").read_text("utf-8").splitlines(), 1) if "<script>" in text)
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "out.md") == 0
    told = capsys.readouterr().err
    assert any(f"po/be.po:{near}: “Castle”" in told for near in range(line - 4, line + 1))
    assert "until then the source text stays here" in told
    assert "| Castle | A housэ |" in Path("out.md").read_text(encoding="utf-8")


def test_a_file_that_is_not_translated_enough_is_not_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below `--min-translated` nothing is written, and the share is told."""
    _catalog(Some="")
    wanted = ("localize", FILES[0], "--catalog", "po/be.po", "--output", "out.md", "--min-translated")
    assert _do(*wanted, "90%") == 0
    assert "out.md is not written: 68% of its words are translated, 90% are asked for" in capsys.readouterr().err
    assert not Path("out.md").exists()
    assert _do(*wanted, "0.6") == 0
    assert Path("out.md").exists()


def test_one_file_goes_to_standard_output(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`--output -` writes the very bytes that the file would have, and nothing else; no file is made."""
    _catalog()
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "out.md") == 0
    capfdbinary.readouterr()
    assert _do("localize", FILES[0], "--catalog", "po/be.po", "--output", "-") == 0
    assert capfdbinary.readouterr().out == Path("out.md").read_bytes()
    assert not Path("-").exists()


@pytest.mark.parametrize(("locale", "code"), [("be", 0), ("be_BY", 2), ("ru", 2)])
def test_a_catalog_stays_in_its_language(
    folder: Path, locale: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """`merge --locale` with another language than the catalog has is refused, whatever its name; the same is taken."""
    _catalog()
    before = Path("po/be.po").read_bytes()
    capsys.readouterr()
    assert _do("merge", "po/be.po", "po/docs.pot", "--locale", locale) == code
    assert ("po/be.po: the catalog is in `be`, not in" in capsys.readouterr().err) == bool(code)
    if code:
        assert Path("po/be.po").read_bytes() == before


def test_a_catalog_without_a_language_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`merge --locale` says what to write into a header that names no language."""
    _catalog()
    text = Path("po/be.po").read_text(encoding="utf-8")
    Path("po/be.po").write_text(text.replace('"Language: be\\n"\n', ""), encoding="utf-8")
    assert _do("merge", "po/be.po", "po/docs.pot", "--locale", "be") == 2
    assert "write `Language: be` into its header" in capsys.readouterr().err
    assert _do("merge", "po/be.po", "po/docs.pot") == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("localize",), "there is nothing to localise"),
        (("localize", "docs/index.md", "x.md", "--catalog", "po/be.po", "-o", "-"), "takes one file in one language"),
        (("localize", "docs/index.md", *["--catalog", "po/be.po"] * 2, "-o", "-"), "takes one file in one language"),
        (("localize", "be", "--output", "-"), "does not fit standard output"),
        (("localize", "docs/index.md"), "--output is missing"),
        (("localize", "docs/index.md", "--output", "x.md"), "its catalog is missing"),
        (("localize", "docs/index.md", "--catalog", "po/be.po", "--output", "docs/index.md"), "is a source itself"),
        (("localize", "docs/index.md", "--catalog", "po/be.po", "--output", "docs"), "is a source itself"),
        (("localize", "docs/index.md", "--catalog", "po/be.po", "-o", "x", "--min-translated", "much"), "no share"),
        (("localize", "docs/index.md", "--catalog", "po/be.po", "-o", "x", "--dialect", "latin"), "no dialect"),
        (("extract", "docs/index.md"), "is a file, not a locale"),
        (("extract", "--pot", "x.pot"), "there are no files"),
        (("extract", "--field", "x"), "for files without a site"),
    ],
)
def test_wrong_use_is_told(
    folder: Path, arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be meant is an error of use, with what to write instead; no file is touched."""
    _catalog()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert _do(*arguments) == 2
    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", ["merge be.po docs.pot", "localize docs/index.md --catalog be.po --output x.md"])
def test_a_broken_catalog_is_left_as_it_is(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog that cannot be read is told with its line, and nothing is written."""
    assert _do("extract", *FILES, "--pot", "docs.pot") == 0
    Path("be.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b\n', encoding="utf-8")
    assert _do(*command.split()) == 1
    assert "error: be.po:5: " in capsys.readouterr().err
    assert Path("be.po").read_text(encoding="utf-8").endswith('"b\n')
    assert not Path("x.md").exists()


@pytest.mark.parametrize("command", ["merge be.po none.pot", "localize docs/index.md --catalog none.po --output x.md"])
def test_a_file_that_is_not_there_is_told(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing template or catalog is an error that says how to make one."""
    assert _do(*command.split()) == 1
    assert "Make it with polypub " in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["docs"]
