"""What rendering is told of a PO file is what the whole reading of it says, however unusual the file is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.growth import growth

from polypub.catalog.compile import compile_translations, load_catalog
from polypub.catalog.po import read_catalog
from polypub.errors import CatalogError
from polypub.model.locale import Locale
from polypub.model.message import Key

BE = Locale("be")
_HEADERS = st.sampled_from(
    (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n',
        'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n',
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=nonsense;\\n"\n\n',
        '# A title\n#, fuzzy\nmsgid ""\nmsgstr "X: 1\\n"\n\n',
        '#~ msgid ""\n#~ msgstr "X: 1\\n"\n\n',
        "",
    )
)
_COMMENTS = st.sampled_from(
    (
        "#. type: title",
        '#. says "msgid "',
        "#: a.md",
        "# word",
        "#, fuzzy",
        "# polypub: mt google 2026-11-23 src=1a2b3c4d out=5e6f7a8b",
        "# polypub: ok anna 2026-11-24T08:12:00Z from=google src=1a2b3c4d out=5e6f7a8b",
        "# polypub: published 2026-05-10",
        '#| msgid "old"',
        "#",
        "#\\",
    )
)
_WORDS = st.sampled_from(
    (
        "a",
        "б",
        "%d",
        " ",
        r"\"",
        r"\n",
        r"\\",
        r"\x41",
        r"\q",
        "n",
        '"\n"',
        '"\n\n"',
        '"',
        "\n",
        "\\",
        "msgid ",
        "\r",
        "#",
    )
)
_TEXTS = st.lists(_WORDS, max_size=3).map("".join)
_ENDS = st.sampled_from(("\n\n",) * 4 + ("\n", "", "\n\n\n", "\n \n", " # c\n\n", "\\\n", "\r\n\n"))
_ENTRIES = st.one_of(
    st.tuples(st.lists(_COMMENTS, max_size=3), _TEXTS, _TEXTS, _ENDS).map(
        lambda e: "".join(f"{line}\n" for line in e[0]) + f'msgid "{e[1]}"\nmsgstr "{e[2]}"{e[3]}'
    ),
    st.tuples(_TEXTS, _TEXTS, _TEXTS, _ENDS).map(
        lambda e: f'#: a\nmsgctxt "{e[0]}"\nmsgid "{e[1]}"\nmsgstr "{e[2]}"{e[3]}'
    ),
    st.tuples(_TEXTS, _TEXTS).map(lambda e: f'msgid "{e[0]}"\nmsgid_plural "s"\nmsgstr[0] "{e[1]}"\nmsgstr[1] "y"\n\n'),
    st.tuples(_TEXTS, _TEXTS).map(lambda e: f'#~ msgid "{e[0]}"\n#~ msgstr "{e[1]}"\n\n'),
    st.sampled_from(
        ('"x"\n', "# stray\n\n", "#, fuzzy\n\n", "\n", " \n", 'msgid "cut"\n', 'msgstr "x"\n', "nonsense\n")
    ),
)
_FILES = st.tuples(_HEADERS, st.lists(_ENTRIES, max_size=5).map("".join)).map("".join)


def _said(read: Any) -> Any:
    """What is read, in its order, or what is reported."""
    try:
        found = read()
    except CatalogError as error:
        return error.problems
    return found, list(found.entries.items()), found.path


@settings(max_examples=600)
@given(_FILES)
@example('msgid "a"\nmsgstr "b"\n')
@example('msgid "a"\nmsgstr "b"\n\n"c"\n')
@example('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')
@example('#~ msgid "x"\n#~ msgstr "y"\n\n#, fuzzy\n\nmsgid "b"\nmsgstr "c"\n')
@example('#, fuzzy\nmsgid "a"\nmsgstr "b" # c\n\nmsgid "d"\nmsgstr "e"\n')
@example('#, fuzzy\nmsgid "a"\nmsgstr "b"\\\n\nmsgid "d"\nmsgstr "e"\n')
@example('msgid "d"\nmsgstr "e"\n\n#~ msgid "x"\n#~ msgstr "y"')
def test_the_short_way_says_what_the_long_one_does(text: str) -> None:
    """Texts, states, lines, days, their order and problems are those of the whole reading."""
    data = text.encode()
    short = _said(lambda: load_catalog(data, "a.po", "a", BE, "d"))
    assert short == _said(lambda: compile_translations(read_catalog(data, "a.po", "a", BE), "d"))


def test_lines_are_those_of_the_file() -> None:
    """Of entries behind texts of several lines, behind empty lines and behind what the lexer has read."""
    text = '\n# T\nmsgid ""\nmsgstr ""\n"X: 1\\n"\n\n\n#: a\nmsgid "a"\nmsgstr ""\n"b"\n"c"\n\n#, fuzzy\nmsgid "d"\n'
    text += 'msgstr "e"\n\n#: f\nmsgctxt "x"\nmsgid "f"\nmsgstr "g"'
    found = load_catalog(text.encode(), "a.po", "a", BE, "").entries
    assert {key: entry.line for key, entry in found.items()} == {
        Key(None, "a"): 8,
        Key(None, "d"): 14,
        Key("x", "f"): 18,
    }


@pytest.mark.parametrize(
    "text",
    [
        "#\n",
        '#~ msgid "\n',
        'msgid "a"\n',
        'msgctxt "a"\n',
        'msgid "a"\n"b"\n',
        '"b"\n',
        'msgid "a\n',
        'msgid "a" "',
        'msgstr "" \\"',
        "\n",
    ],
)
def test_time_is_linear_in_lines_that_are_no_entries(text: str) -> None:
    """Comments, keywords and strings that lead to nothing are looked at once, on lines of their own or on one."""

    def read(size: int) -> None:
        data = b'msgid "x' + text.encode() * size
        with pytest.raises(CatalogError):
            load_catalog(data, "a.po", "a", BE, "")

    assert growth(read, 2_000) < 3.2
