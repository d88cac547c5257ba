"""TMX: out for other tools, in from any tool, and nothing but text from a hostile file."""

from __future__ import annotations

import io
import tempfile
import xml.etree.ElementTree as ET
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import tmx

from polypub.errors import MemoryFileError
from polypub.model.locale import Locale
from polypub.translate.memory import Entry, Pair, open_memory
from polypub.translate.memory.entry import unite_entries
from polypub.translate.memory.tmx_reader import Unit, read_tmx
from polypub.translate.memory.tmx_writer import write_tmx
from polypub.translate.memory.units import Languages, unit_entries

_EN, _BE = Locale("en"), Locale("be")
_PAIR = Pair(_EN, _BE)


def _units(data: str | bytes) -> list[Unit]:
    return list(read_tmx(io.BytesIO(data if isinstance(data, bytes) else data.encode()), "in.tmx"))


def _entries(data: str | bytes, *editions: str) -> tuple[list[Entry], Languages]:
    languages = Languages(_EN, [Locale(tag) for tag in editions or ("be",)], "in.tmx")
    return list(unit_entries(_units(data), languages)), languages


def _file(*units: str, head: str = "", srclang: str = "en") -> str:
    header = f'<header creationtool="x" srclang="{srclang}" segtype="sentence" datatype="plaintext"/>'
    return f'<?xml version="1.0"?>{head}<tmx version="1.4">{header}<body>{"".join(units)}</body></tmx>'


def _unit(**texts: str) -> str:
    variants = (f'<tuv xml:lang="{tag.replace("_", "-")}"><seg>{text}</seg></tuv>' for tag, text in texts.items())
    return f"<tu>{''.join(variants)}</tu>"


# Round trips

_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r", exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=20,
)
_ENTRIES = st.lists(
    st.builds(
        Entry,
        pair=st.sampled_from([_PAIR, Pair(_EN, Locale("zh-Hans")), Pair(Locale("de"), _EN), Pair(_EN, _EN)]),
        source=_TEXT,
        target=_TEXT,
        context=st.none() | st.just("") | _TEXT,
        domain=_TEXT,
        origin=st.sampled_from(["human", "accepted", "import"]),
        engine=st.sampled_from(["", "google"]),
        file=st.sampled_from(["", "be/site.po"]),
        who=st.just("") | _TEXT,
        moment=st.integers(0, 2_000_000_000),
        uses=st.integers(1, 9),
    ),
    max_size=5,
)


@settings(max_examples=50, deadline=None)
@given(_ENTRIES)
def test_out_and_in_is_the_same_content(entries: list[Entry]) -> None:
    """What a memory exports, an empty memory imports: the same content, which exports the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        with open_memory(Path(folder) / "one", "write") as memory:
            memory.rebuild(entries)
            content = memory.entries()
        data, problems = write_tmx(content)
        with open_memory(Path(folder) / "two", "write") as memory:
            memory.import_entries(_entries(data, "be", "zh-Hans", "de")[0], "one.tmx")
            assert memory.entries() == content
            assert write_tmx(memory.entries())[0] == data
    assert problems == []


def test_a_character_that_xml_cannot_hold_is_refused() -> None:
    """The entry is left out and named; the others are written."""
    bad, good = Entry(_PAIR, "a\x0bb", "x", file="be/site.po"), Entry(_PAIR, "good", "добра")
    data, (problem,) = write_tmx([bad, good])
    assert [entry.source for entry in _entries(data)[0]] == ["good"]
    assert "U+000B" in str(problem)
    assert problem.path == "be/site.po"


def test_what_is_written_has_what_tmx_requires() -> None:
    """Every attribute that the 1.4b definition requires is there, and properties stand before the variants."""
    entries = [Entry(_PAIR, "Hill & <b>dale</b>", "Узгорак", "c", "site", who="anna", moment=1795507920)]
    root = ET.fromstring(write_tmx(entries)[0])
    header, unit = root.find("header"), root.find("body/tu")
    assert root.attrib == {"version": "1.4"}
    assert header is not None
    assert unit is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(header.attrib) == required
    assert header.get("segtype") in ("block", "paragraph", "sentence", "phrase")
    assert [child.tag for child in unit] == ["prop", "prop", "prop", "tuv", "tuv"]
    assert unit.get("creationdate") == "20261124T081200Z"
    assert unit.get("creationid") == "anna"


def test_another_tool_reads_ours() -> None:
    """translate-toolkit finds source, target and markup as they were."""
    data, _ = write_tmx([Entry(_PAIR, "Hill & <b>dale</b>\nagain", "Узгорак"), Entry(_PAIR, "Two", "Дзве")])
    store = tmx.tmxfile.parsestring(data)
    assert [unit.source for unit in store.units] == ["Hill & <b>dale</b>\nagain", "Two"]
    assert store.translate("Two") == "Дзве"


def test_ours_reads_another_tools() -> None:
    """What translate-toolkit writes is read back, as imported."""
    store = tmx.tmxfile()
    store.addtranslation("Hill & <b>dale</b>", "en", "Узгорак", "be")
    entries, languages = _entries(bytes(store))
    (entry,) = entries
    assert (entry.pair, entry.source, entry.target) == (_PAIR, "Hill & <b>dale</b>", "Узгорак")
    assert (entry.origin, entry.file, languages.problems) == ("import", "in.tmx", [])


# What other tools write


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ("plain", "plain"),
        ('<bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept>', "<b>bold</b>"),
        ('<bpt i="1">{\\b </bpt>bold<ept i="1">}</ept>', "bold"),
        ('<bpt i="1">**</bpt>bold<ept i="1">**</ept>', "**bold**"),
        ('<bpt i="1">[</bpt>here<ept i="1">](/a)</ept>', "[here](/a)"),
        ('Hello <ph x="1">%(name)s</ph>', "Hello %(name)s"),
        ('Page<ph x="1"/> {0}', "Page {0}"),
        ("<ph>\\note <sub>aside</sub></ph>text", "text"),
        ('a <it pos="begin">&lt;i></it>b', "a <i>b"),
        ("so <hi>it <hi>is</hi></hi>", "so it is"),
        ("<ut>{\\f1 }</ut>old", "old"),
        ("&#169; &amp; <![CDATA[<x>]]>", "© & <x>"),
        (" space  kept ", " space  kept "),
    ],
)
def test_inline_elements_become_text(segment: str, text: str) -> None:
    """Codes that catalogs know stay, a tool's own go, text in them stays."""
    (unit,) = _units(_file(_unit(en=segment, be="x")))
    assert unit.texts[0] == ("en", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-2", "windows-1251"])
def test_encodings(encoding: str) -> None:
    """UTF-8 with or without a mark, UTF-16, and what the first line names."""
    text = "Žluť" if encoding == "iso-8859-2" else "Узгорак"
    named = encoding.removesuffix("-sig")
    data = _file(_unit(en="Hill", be=text)).replace("?>", f' encoding="{named}"?>', 1).encode(encoding)
    assert _entries(data)[0][0].target == text


@pytest.mark.parametrize(
    ("tag", "editions", "locale"),
    [
        ("BE", ["be"], "be"),
        ("be-BY", ["be"], "be"),
        ("zh_CN", ["zh-Hans"], "zh-Hans"),
        ("ZH-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("de", ["de-AT"], "de-AT"),
        ("de", ["de-AT", "de-CH"], "de"),
        ("pt-BR", ["pt-BR", "pt"], "pt-BR"),
        ("fr", ["be"], "fr"),
        ("zh-Hant", ["zh"], "zh-Hant"),
    ],
)
def test_language_tags(tag: str, editions: list[str], locale: str) -> None:
    """Any spelling means a locale; a region more or less still means the site's edition."""
    entries, _ = _entries(_file(_unit(en="Hill", x="x").replace('"x"', f'"{tag}"')), *editions)
    assert [entry.pair for entry in entries] == [Pair(_EN, Locale(locale))]


def test_a_wrong_tag_is_reported_once() -> None:
    """Its texts are left out, with the line of the first; the others come in."""
    entries, languages = _entries(_file("\n", *[_unit(en="Hill", be="Узгорак", klingonese="x")] * 2))
    assert [entry.target for entry in entries] == ["Узгорак", "Узгорак"]
    (problem,) = languages.problems
    assert (problem.path, problem.line) == ("in.tmx", 2)


@pytest.mark.parametrize("srclang", ["en-US", "*all*", "be"])
def test_the_sites_own_language_is_the_source(srclang: str) -> None:
    """Whatever a file was translated from, a unit with the site's language serves the site."""
    entries, _ = _entries(_file(_unit(be="Узгорак", en="Hill", de="Hügel"), srclang=srclang), "be", "de")
    assert [(entry.source, entry.target) for entry in entries] == [("Hill", "Узгорак"), ("Hill", "Hügel")]


def test_another_source_is_kept_as_it_is() -> None:
    """A file between two other languages is of use to a site that shares the memory."""
    entries, _ = _entries(_file(_unit(de="Hügel", fr="Colline"), srclang="de"))
    assert [(entry.pair, entry.source) for entry in entries] == [(Pair(Locale("de"), Locale("fr")), "Hügel")]


def test_only_our_own_files_say_what_a_person_made() -> None:
    """Another tool's `x-origin` is not believed."""
    unit = _unit(en="Hill", be="Узгорак").replace("<tu>", '<tu><prop type="x-origin">human</prop>')
    assert _entries(_file(unit))[0][0].origin == "import"
    assert _entries(_file(unit).replace('"x" srclang', '"polypub" srclang'))[0][0].origin == "human"


# Files that are wrong or hostile


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("", 1, "well-formed"),
        ("<tmx>\n<body>\n</tmx>", 3, "well-formed"),
        ("<tmx>\n&#1;</tmx>", 2, "well-formed"),
        ("<html/>", 1, "TMX"),
        (_file("\n<tu>&nbsp;</tu>"), 2, "well-formed"),
        (_file("\n<tu>&nbsp;</tu>", head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), 2, "entity"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', 1, "encoding|decoded"),
        (b"<tmx>\xff\xfe</tmx>", 1, "well-formed"),
    ],
    ids=["empty", "tags", "control", "other", "entity", "entity with DOCTYPE", "encoding", "bytes"],
)
def test_a_wrong_file_is_an_error_with_its_line(data: str | bytes, line: int, words: str) -> None:
    """Nothing of the file is believed, and the error says where it went wrong."""
    with pytest.raises(MemoryFileError, match=words) as caught:
        _units(data)
    assert (caught.value.problems[0].path, caught.value.problems[0].line) == ("in.tmx", line)


def test_a_doctype_is_passed_over() -> None:
    """The usual first line of TMX files loads nothing and stops nothing."""
    head = '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">'
    assert len(_units(_file(_unit(en="Hill", be="x"), head=head))) == 1


def test_entities_are_refused(tmp_path: Path) -> None:
    """Neither a billion laughs nor another file comes in."""
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    for declared, used in (
        (f'<!ENTITY l0 "ha">{laughs}', "&l9;"),
        (f'<!ENTITY l SYSTEM "{secret.as_uri()}">', "&l;"),
        (f'<!ENTITY % l SYSTEM "{secret.as_uri()}"> %l;', ""),
    ):
        with pytest.raises(MemoryFileError, match="entity"):
            _units(_file(_unit(en=f"Hill {used}", be="x"), head=f"<!DOCTYPE tmx [{declared}]>"))


@given(st.binary(max_size=200) | st.text(alphabet="<>/tmxuvseg &;\"'=!-[]", max_size=80).map(str.encode))
def test_any_bytes_are_units_or_an_error(noise: bytes) -> None:
    """No bytes raise anything but an error of ours, alone or inside a file."""
    for data in (noise, _file("@").encode().replace(b"@", noise)):
        with suppress(MemoryFileError):
            assert all(unit.line for unit in _units(data))


def test_a_large_file_is_read_as_a_stream() -> None:
    """Units come while the file is read, and are not kept."""
    opened = io.BytesIO(_file(*[_unit(en=f"Hill {n}", be="x") for n in range(20_000)]).encode())
    units = read_tmx(opened, "in.tmx")
    assert next(units).texts[0][1] == "Hill 0"
    assert opened.tell() < 200_000
    assert sum(1 for _ in units) == 19_999


def test_entries_of_one_unit_are_united() -> None:
    """A unit that occurs twice is one entry, used twice."""
    entries, _ = _entries(_file(*[_unit(en="Hill", be="Узгорак")] * 2))
    assert [entry.uses for entry in unite_entries(entries)] == [2]
