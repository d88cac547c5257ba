"""PO files are read as gettext reads them and written back as they were."""

import dataclasses
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.po import compile_mo, new_header, plural_count, read_catalog, render_catalog, write_template
from polypub.errors import CatalogError
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous, Reference

HEADER = r"""# Belarusian translation
# Copyright by its translators
msgid ""
msgstr ""
"Project-Id-Version: portal\n"
"POT-Creation-Date: 2026-11-01 10:00+0000\n"
"Language: be\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"

"""
WRAPPED = r"""# hand-written
#. type: paragraph
#: content/a.md content/b.md:3
#, fuzzy, python-format
#| msgctxt "old"
#| msgid ""
#| "A longer text that a tool had wrapped "
#| "over two lines"
msgctxt "new"
msgid ""
"A longer text that a tool has wrapped "
"over two lines"
msgstr ""
"Длинный текст, "
"в две строки\n"
"и третья"

"""
ODD = {
    "wrapped": WRAPPED,
    "one line": 'msgid "x" msgstr "y"\n',
    "several on one line": 'msgid "x" msgstr "y" msgid "z" msgstr "w"\n# c\nmsgid "a"\nmsgstr "b"\n',
    "no space": '#,fuzzy\n#|msgid "k"\n#:a.md\n#.note\n#comment\nmsgid"x"\nmsgstr"y"\n',
    "indented": '  # note\n  msgid "x"\n\tmsgstr "y"\n',
    "new flags": '#= fuzzy, no-wrap\n#, c-format\n#! range: 0..3\nmsgid "x"\nmsgstr "y"\n',
    "obsolete previous": '#, fuzzy\n#~| msgid "old"\n#~ msgid "x"\n#~ msgstr "y"\n\nmsgid "z"\nmsgstr ""\n',
    "obsolete in the middle": 'msgid "a"\nmsgstr "b"\n\n#~ msgid "x"\n#~ msgstr ""\n#~ "y"\n\nmsgid "z"\nmsgstr ""\n',
    "obsolete comments": '#~ # c\n#~ #, fuzzy\n#~ #| msgid "o"\n#~msgid "x"\n#~msgstr "y"\n',
    "escapes": 'msgid "a\\x41\\101\\t\\"q\\" \\\\n"\nmsgstr "\\xd0\\xb0\\302\\240\\a"\n',
    "large numbers": "#: a.md:" + "1" * 5000 + " \u2068a b\u2069:" + "1" * 5000 + '\nmsgid "x"\nmsgstr "y"\n',
    "isolates": '#: \u2068a file.md\u2069:12 b.md:3 c.md\nmsgid "x"\nmsgstr "y"\n',
    "line separators": 'msgid "a\u2028b\u0085c\x0bd\x0ce"\nmsgstr "f\u2028g"\n',
    "blank lines inside": '# c\n\n\nmsgid "x"\n\n"z"\nmsgstr "y"\n\n\n\nmsgid "k"\nmsgstr ""\n',
    "no blank lines": 'msgid "x"\nmsgstr "y"\nmsgid "z"\nmsgstr "w"\n',
    "marks": '#\n##\n# \n#  two \n#~\nmsgid "x"\nmsgstr "y"\n',
    "plural": 'msgid "x"\nmsgid_plural "xs"\nmsgstr[0] "a"\nmsgstr [ 1 ] ""\n"b"\nmsgstr[2] "c"\n',
    "continued": 'msgid "x\\\ny"\nmsgstr \\\n"z"\n',
    "trailing comments": 'msgid "x"\nmsgstr "y"\n\n# the end\n#~ # really\n\n\n',
    "comment on the line of another": 'msgid "x"\nmsgstr "y"#\nmsgid "z"\nmsgstr ""\n',
    "lone backslash": '# c\n\\\n\nmsgid "x"\nmsgstr "y"\n',
    "marked twice": '#~#~ msgid "x"\n#~ #~ msgstr "y"\n',
    "trailing on the line": 'msgid "x"\nmsgstr "y" # the end\n',
    "no final line end": 'msgid "x"\nmsgstr "y"',
    "empty context": 'msgctxt ""\nmsgid ""\nmsgstr "y"\n\nmsgid "x"\nmsgstr "y"\n',
}
FILES = {name: text.encode() for name, text in ODD.items()}
FILES |= {f"{name}, with header": (HEADER + text).encode() for name, text in ODD.items()}
FILES |= {
    f"{name}, CRLF": (HEADER + text).replace("\n", "\r\n").encode() for name, text in ODD.items() if "\\\n" not in text
}
FILES |= {
    "BOM": b"\xef\xbb\xbf" + (HEADER + WRAPPED).encode(),
    "KOI8-R": (HEADER.replace("UTF-8", "KOI8-R") + WRAPPED).encode("koi8-r"),
    "Big5": (HEADER.replace("UTF-8", "Big5") + 'msgid "x"\nmsgstr "功\\n許"\n').encode("big5"),
    "header alone": HEADER.encode(),
    "header last": ('msgid "x"\nmsgstr "y"\n\n' + HEADER).encode(),
    "header in one line": b'msgid ""\nmsgstr "Language: be\\nContent-Type: text/plain; charset=UTF-8\\n"\n',
    "comments alone": b"# nothing here\n",
    "empty": b"",
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_an_unchanged_catalog_is_written_as_it_was(data: bytes) -> None:
    """Law 3: a catalog that nobody changed is written back byte for byte, whatever tool wrote it."""
    assert render_catalog(read_catalog(data, "x.po"), data) == data


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_changed_catalog_reads_as_the_new_one(data: bytes) -> None:
    """Every kind of change, in every form of file, is what is read afterwards, and the words of others are kept."""
    old = read_catalog(data, "x.po")
    for change in CHANGES:
        changed = dataclasses.replace(old, messages=tuple(map(change, old.messages)))
        written = render_catalog(changed, data)
        assert read_catalog(written, "x.po") == changed
        assert render_catalog(changed, written) == written


def _unfuzzy(message: Message) -> Message:
    return dataclasses.replace(message, fuzzy=False, previous=None)


def _fuzzy(message: Message) -> Message:
    return dataclasses.replace(message, fuzzy=True, previous=Previous("old\ntext", "c", message.plural))


def _targets(message: Message) -> Message:
    return dataclasses.replace(message, targets=tuple(f"{text}\nz" for text in message.targets))


def _obsolete(message: Message) -> Message:
    return dataclasses.replace(message, obsolete=not message.obsolete)


def _comments(message: Message) -> Message:
    return dataclasses.replace(message, comments=("first", *message.comments[1:], "", "last"))


def _sources(message: Message) -> Message:
    key = Key(None if message.key.context else "ctx", f"{message.key.source} {message.line}")
    return dataclasses.replace(message, key=key, notes=("type: x", "note"), references=(Reference("a-b.md", 7),))


def _flags(message: Message) -> Message:
    return dataclasses.replace(message, flags=(*message.flags, "x-new", "y"), references=())


CHANGES = (_unfuzzy, _fuzzy, _targets, _obsolete, _comments, _sources, _flags)


def test_only_the_changed_lines_of_an_entry_change() -> None:
    """Approving an entry takes away its flag and its previous source; its wrapping and all else stay."""
    data = (HEADER + WRAPPED + ODD["no space"]).encode()
    old = read_catalog(data, "x.po")
    new = dataclasses.replace(old, messages=(_unfuzzy(old.messages[0]), *old.messages[1:]))
    expected = WRAPPED.replace("#, fuzzy, python-format\n", "#, python-format\n")
    expected = "".join(line for line in expected.splitlines(keepends=True) if not line.startswith("#|"))
    assert render_catalog(new, data).decode() == HEADER + expected + ODD["no space"]


def test_one_form_of_a_plural_changes_alone() -> None:
    """A new text for one form leaves the lines of the other forms, wrapped or not."""
    data = ODD["plural"].encode()
    old = read_catalog(data, "x.po")
    new = dataclasses.replace(old, messages=(dataclasses.replace(old.messages[0], targets=("A", "b", "c")),))
    assert render_catalog(new, data) == data.replace(b'"a"', b'"A"')


def test_messages_follow_the_order_of_the_catalog() -> None:
    """Moved entries take their lines along, byte for byte; the header stays, and what ends the file."""
    data = (HEADER + '# a\nmsgid "a"\nmsgstr ""\n"A"\n\nmsgid "b"\nmsgstr "B"\n\n# end\n').encode()
    old = read_catalog(data, "x.po")
    new = dataclasses.replace(old, messages=tuple(reversed(old.messages)))
    expected = HEADER + 'msgid "b"\nmsgstr "B"\n\n# a\nmsgid "a"\nmsgstr ""\n"A"\n\n# end\n'
    assert render_catalog(new, data).decode() == expected


def test_the_gap_of_windows_files_keeps_its_line_ends() -> None:
    """New entries and lines in a CRLF file end in CRLF too, also behind a last line without an end."""
    data = b'msgid "a"\r\nmsgstr "A"'
    old = read_catalog(data, "x.po")
    new = dataclasses.replace(old, messages=(*old.messages, Message(Key(None, "b"), targets=("",), notes=("n",))))
    assert render_catalog(new, data) == b'msgid "a"\r\nmsgstr "A"\r\n\r\n#. n\r\nmsgid "b"\r\nmsgstr ""'


def test_only_the_changed_fields_of_the_header_change() -> None:
    """A new day of the template replaces its line; a field that was not there comes last."""
    data = (HEADER + WRAPPED).encode()
    old = read_catalog(data, "x.po")
    fields = {**old.header, "POT-Creation-Date": "2026-12-01 10:00+0000", "X-New": "1"}
    written = render_catalog(dataclasses.replace(old, header=fields), data).decode()
    expected = data.decode().replace("2026-11-01", "2026-12-01")
    last = expected.index("\n\n") + 1
    assert written == expected[:last] + '"X-New: 1\\n"\n' + expected[last:]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b'msgid "a"\n', [1]),
        (b'msgid "a"\nmsgstr "b\n', [2]),
        (b'msgid "a"\nmsgstr\n', [2]),
        (b'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', [4]),
        (b'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', [4]),
        (b'msgid "a"\nmsgstr "\\q"\n\nmsgid "b"\nmsgtsr "c"\n\nmsgid "c"\nmsgstr "d"\n\nfoo\n', [2, 5, 10]),
        (b'msgid "a"\n# c\nmsgstr "b"\n', [2, 3]),
        (b'#~ msgid "a"\nmsgstr "b"\n', [2]),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', [3]),
        (b'msgid "a"\nmsgstr[0] "c"\n', [2]),
        (b'"a"\n', [1]),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[' + b"9" * 5000 + b'] "c"\n', [3]),
        (b'domain "d"\nmsgid "a"\nmsgstr "b"\n', [1]),
        (b'msgid "a"\nmsgstr "b\xff"\n', [2]),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-7\\n"\n', [3]),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=none\\n"\n', [3]),
        (b'#\nmsgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n!=;\\n"\n', [1]),
        (b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n;\\n"\n', [1]),
    ],
)
def test_all_problems_are_told_with_their_lines(data: bytes, lines: list[int]) -> None:
    """A file that cannot be read is an error that names every wrong line and what to do."""
    with pytest.raises(CatalogError) as error:
        read_catalog(data, "locales/x.po")
    assert [problem.line for problem in error.value.problems] == lines
    assert all(problem.path == "locales/x.po" and problem.hint for problem in error.value.problems)


@given(st.binary(max_size=200) | st.text('msgidtrx"\\#~|[0] \n', max_size=80).map(str.encode))
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    """Any file is read and written back as it was, or is an error of ours."""
    try:
        catalog = read_catalog(data, "x.po")
    except CatalogError:
        return
    assert render_catalog(catalog, data) == data


def test_a_text_that_the_charset_cannot_hold_is_an_error() -> None:
    """Writing never replaces a character by a question mark."""
    data = (HEADER.replace("UTF-8", "KOI8-R") + WRAPPED).encode("koi8-r")
    old = read_catalog(data, "x.po")
    new = dataclasses.replace(old, messages=(dataclasses.replace(old.messages[0], targets=("Ў",)),))
    with pytest.raises(CatalogError, match="koi8-r"):
        render_catalog(new, data)


texts = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(["a\nb\n", '"q"\\', "\t\a\r", "\u2028x"])
line = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0"), min_size=1, max_size=12).map(str.strip)
comment = line.filter(lambda text: text and text[0] not in ".:,|~=!")
note = line.filter(bool)
paths = st.text("abc /.-é", min_size=1, max_size=8).map(str.strip).filter(bool)
references = st.builds(Reference, paths, st.integers(0, 99))
flags = st.lists(st.sampled_from(["python-format", "no-wrap", "range: 0..3"]), unique=True).map(tuple)


@st.composite
def messages(draw: st.DrawFn, key: Key) -> Message:
    """Any message with that key."""
    plural = draw(st.none() | texts.filter(bool))
    forms = st.tuples(texts) if plural is None else st.tuples(texts, texts, texts)
    obsolete = draw(st.booleans())
    return Message(
        key=key,
        plural=plural,
        targets=draw(forms),
        fuzzy=draw(st.booleans()),
        flags=draw(flags),
        comments=tuple(draw(st.lists(comment, max_size=2))),
        notes=() if obsolete else tuple(draw(st.lists(note, max_size=2))),
        references=() if obsolete else tuple(draw(st.lists(references, max_size=2))),
        previous=draw(st.none() | st.builds(Previous, texts, st.none() | texts, st.none() | texts)),
        obsolete=obsolete,
    )


keys = st.builds(Key, st.none() | texts, texts).filter(lambda key: key != Key(None, ""))


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog with any messages."""
    found = [draw(messages(key)) for key in draw(st.lists(keys, max_size=3, unique=True))]
    return Catalog("d", Locale("be"), tuple(found), {"Language": "be"}, "x.po")


@given(catalogs())
def test_a_new_file_reads_as_its_catalog(catalog: Catalog) -> None:
    """Whatever the texts hold, writing a new file and reading it gives the catalog."""
    assert read_catalog(render_catalog(catalog, None), "x.po", "d", Locale("be")) == catalog


@given(catalogs(), catalogs())
def test_any_catalog_becomes_any_other(old: Catalog, new: Catalog) -> None:
    """Rewriting a file with the messages of another catalog gives a file that reads as that one."""
    data = render_catalog(old, None)
    old = read_catalog(data, "x.po", "d", Locale("be"))
    shared = tuple(message for message in old.messages if message.key not in {m.key for m in new.messages})
    target = dataclasses.replace(new, messages=(*new.messages, *reversed(shared)))
    assert read_catalog(render_catalog(target, data), "x.po", "d", Locale("be")) == target


def test_the_header_of_a_new_file() -> None:
    """A new catalog says its language in gettext's spelling, the source's, and how plurals are formed."""
    header = new_header(Locale("pt-BR"), Locale("en"), "nplurals=2; plural=(n > 1);", "2026-11-24 08:00+0000")
    assert header["Language"] == "pt_BR"
    assert header["X-Source-Language"] == "en"
    assert header["POT-Creation-Date"] == "2026-11-24 08:00+0000"
    catalog = Catalog("d", Locale("pt-BR"), (), header)
    assert plural_count(catalog) == 2
    assert read_catalog(render_catalog(catalog, None), "x.po").header == header
    assert next(iter(header)) == "Project-Id-Version"


def test_a_template_keeps_its_day_until_messages_change() -> None:
    """The creation date of a template is that of its last change, and the file is not touched before."""
    header = {"POT-Creation-Date": "2026-11-01 10:00+0000", "Content-Type": "text/plain; charset=UTF-8"}
    first = Catalog("d", None, (Message(Key(None, "a"), targets=("",)),), header)
    data = write_template(first, None)
    assert b"#, fuzzy\nmsgid" in data
    later = dataclasses.replace(first, header={**header, "POT-Creation-Date": "2026-12-01 10:00+0000"})
    assert write_template(later, data) == data
    grown = dataclasses.replace(later, messages=(*first.messages, Message(Key(None, "b"), targets=("",))))
    assert b"2026-12-01" in write_template(grown, data)


def test_compiled_files_hold_reviewed_messages() -> None:
    """A `.mo` file has the live, complete, not fuzzy messages with their contexts and plurals."""
    data = (
        HEADER
        + 'msgctxt "c"\nmsgid "a"\nmsgstr "A"\n\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n\n#~ msgid "d"\n#~ msgstr "D"\n'
    )
    binary = compile_mo(read_catalog((data + ODD["plural"]).encode(), "x.po"))
    found = {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in polib.mofile(binary)}
    assert found == {("c", "a"): "A", (None, "x"): {0: "a", 1: "b", 2: "c"}}


@pytest.mark.skipif(not shutil.which("msgcat"), reason="needs GNU gettext")
@pytest.mark.parametrize("width", ["--no-wrap", "--width=76", "--width=80"])
def test_what_gnu_tools_wrap_is_read_and_kept(tmp_path: Path, width: str) -> None:
    """A file that msgcat wrapped reads as the one that it was made from, and is written back as it is."""
    text = (
        HEADER.replace("Copyright", "©")
        + WRAPPED
        + '#: a.md\nmsgid "x"\nmsgstr "'
        + "слова і https://a.b/c-d " * 30
        + '"\n'
    )
    (tmp_path / "in.po").write_text(text, "utf-8")
    wrapped = subprocess.run(["msgcat", width, tmp_path / "in.po"], capture_output=True, check=True).stdout
    catalog = read_catalog(wrapped, "x.po")
    assert catalog == read_catalog(text.encode(), "x.po")
    assert render_catalog(catalog, wrapped) == wrapped


@pytest.mark.skipif(not shutil.which("msgcat"), reason="needs GNU gettext")
def test_new_files_are_in_the_form_of_msgcat(tmp_path: Path) -> None:
    """`msgcat --no-wrap` has nothing to change in a file of ours."""
    messages = (
        Message(Key(None, "two\nlines\n"), targets=("дзве\nлініі\n",), notes=("type: paragraph",), comments=("hand",)),
        Message(Key("c", "x"), "xs", ("a", "", ""), fuzzy=True, references=(Reference("a b.md", 3), Reference("c.md"))),
        Message(Key(None, "gone"), targets=("няма",), fuzzy=True, previous=Previous("went"), obsolete=True),
    )
    header = new_header(Locale("be"), Locale("en"), "nplurals=3; plural=n%3;", "2026-11-24 08:00+0000")
    data = render_catalog(Catalog("d", Locale("be"), messages, header), None)
    (tmp_path / "x.po").write_bytes(data)
    assert subprocess.run(["msgcat", "--no-wrap", tmp_path / "x.po"], capture_output=True, check=True).stdout == data
