"""A glossary file is read whole, or all that is wrong with it is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.errors import Problem, SourceError
from polypub.formats.glossary import Glossary, read_glossary
from polypub.formats.inline import find_placeables
from polypub.model.glossary import GlossaryTerm
from polypub.model.locale import Locale

BE, RU, ZH, PT_BR = map(Locale, ("be", "ru", "zh-Hans", "pt-BR"))


def _read(text: str) -> Glossary:
    return read_glossary(text.encode(), "g.csv")


def _problems(text: str) -> list[str]:
    """What is wrong with a file, without the hints."""
    with pytest.raises(SourceError) as caught:
        _read(text)
    assert all(problem.path == "g.csv" and problem.line >= 1 for problem in caught.value.problems)
    return [f"{problem.line}: {problem.text}" for problem in caught.value.problems]


def _outcome(data: bytes) -> tuple[Glossary, tuple[Problem, ...]]:
    """The glossary, or an empty one and the problems."""
    try:
        return read_glossary(data, "g.csv"), ()
    except SourceError as error:
        return Glossary(), error.problems


def test_a_row_is_a_term() -> None:
    """Columns may stand in any order, locales in any spelling; cells are trimmed, forms parted at `|`."""
    glossary = _read("be,term,zh_CN,note,flags,pt_BR\n замак | замк*|, castle ,城堡,a note,case,\n")
    assert glossary.terms == (
        GlossaryTerm(source="castle", note="a note", case=True, forms={BE: ("замак", "замк*"), ZH: ("城堡",)}, line=2),
    )
    assert glossary.path == "g.csv"


@pytest.mark.parametrize("flags", ["keep,case", "case keep", "Keep; CASE", " keep | case "])
def test_flags_are_words(flags: str) -> None:
    """Flags come in any order and case, parted by commas or white space."""
    assert [(term.keep, term.case, term.forbidden) for term in _read(f'term,flags\nx,"{flags}"\n').terms] == [
        (True, True, False)
    ]


def test_spreadsheets_write_it() -> None:
    """A byte order mark, CRLF, quotes, line ends in cells and empty rows are read; each term knows its own line."""
    text = '\ufeffTerm,Note,Flags,be\r\n"Mir\r\nCastle","one ""two""\r\nthree",,"замак\r\nу Міры"\r\n,,,\r\n\r\nx,,,y'
    assert _read(text).terms == (
        GlossaryTerm(source="Mir Castle", note='one "two"\r\nthree', forms={BE: ("замак у Міры",)}, line=2),
        GlossaryTerm(source="x", forms={BE: ("y",)}, line=8),
    )


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", "term\n", "term,note,flags,be,ru\n"])
def test_a_file_without_rows_is_an_empty_glossary(text: str) -> None:
    """Nothing, and a header alone, hold no terms."""
    assert _read(text).terms == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("note,be\na,b\n", ["1: no column is called `term`"]),
        (
            "term;be\na;b\n",
            ["1: column `term;be` is for no locale that polypub knows", "1: no column is called `term`"],
        ),
        ("term,comment\na,b\n", ["1: column `comment` is for no locale that polypub knows"]),
        ("term,xx_YY,\na,,\n", ["1: column `xx_YY` is for no locale that polypub knows", "1: a column has no name"]),
        ("term,zh_CN,zh-Hans,Term\na,,,b\n", ["1: two columns are for `zh-Hans`", "1: two columns are for `term`"]),
        (
            "term,be\na\nb,c,d\n",
            ["2: the row has 1 cell, the first row has 2", "3: the row has 3 cells, the first row has 2"],
        ),
        ("term,flags\na,kep case\n", ["2: `kep` is not a flag"]),
        ("term,be\n,a\n", ["2: the row has no term"]),
        ("term\n+-\n", ["2: `+-` is not a term"]),
        ("term,be\na,b\nA,c\nÁ,\n", ["3: `A` is also in line 2"]),
        ("term,flags\nMir,case\nmir,case\nMir,\nMir,case\n", ["5: `Mir` is also in line 2"]),
        (
            "term,be\na,*\nb,x*y|z\nc,x * y\n",
            ["2: `*` is not a form", "3: `x*y` is not a form", "4: `x * y` is not a form"],
        ),
        ("term,flags,ru,be\na,keep,b,c\n", ["2: `a` is kept and has forms for be, ru"]),
        ("term,flags,be\na,keep forbidden,b\n", ["2: `a` is both kept and forbidden"]),
        ("term,flags,be\na,forbidden,\n", ["2: `a` forbids nothing"]),
        ("term,flags,be\na,forbidden,Слова\nb,,слова\n", ["2: `слова` is forbidden for `be`, and allowed"]),
        (f"term\n{'-' * 99}\n", [f"2: `{'-' * 60}…` is not a term"]),
        ('term\n"a\n', ["2: the row is not CSV: unexpected end of data"]),
        ('term\nx\n"a"b\n', ["3: the row is not CSV: ',' expected after '\"'"]),
    ],
)
def test_what_is_wrong_is_told(text: str, expected: list[str]) -> None:
    """Each mistake has its line and its words."""
    assert _problems(text) == expected


def test_all_that_is_wrong_is_told_at_once() -> None:
    """One reading lists the problems of header and rows together, in the order of the lines."""
    text = "term,flags,xx-yy,be\na,boo,,\n,,,\n,,,b\nc,forbidden,,*\na,,,x*y\n"
    assert [problem.partition(":")[0] for problem in _problems(text)] == ["1", "2", "4", "5", "6", "6"]


def test_a_term_may_be_asked_for_and_forbidden() -> None:
    """One row may say what to write, and another of the same term what not to write."""
    assert len(_read("term,flags,be\na,,слова\na,forbidden,слоў\n").terms) == 2


def test_a_file_in_another_encoding_is_refused() -> None:
    """What is not UTF-8 is named with its line."""
    with pytest.raises(SourceError, match=r"g\.csv:2: byte 0xe7 is not UTF-8"):
        read_glossary("term,be\nа,з\n".encode("cp1251").replace(b"\xe0", b"\xe7"), "g.csv")


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0*|"), max_size=12)
_NAMES = st.lists(_CELLS.filter(lambda cell: any(map(str.isalnum, cell))), unique_by=lambda cell: cell.casefold())


@given(_NAMES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]), st.sampled_from([0, 1]))
def test_what_csv_writes_is_read(names: Sequence[str], ending: str, mark: str, quoting: int) -> None:
    """Terms written as CSV, quoted in any way, come back in order, white space folded."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=ending, quoting=quoting).writerows([["term"], *([name] for name in names)])
    glossary, problems = _outcome((mark + file.getvalue()).encode())
    # Two may differ in what does not count: apostrophes, hyphens, vowel marks, invisible signs.
    assert all("is also in line" in problem.text for problem in problems)
    assert problems or [term.source for term in glossary.terms] == [" ".join(name.split()) for name in names]


_SCRAPS = st.sampled_from(
    [
        *',\n"|* ;\r\0\ufeffa',
        "term",
        "note",
        "flags",
        "be",
        "pt_BR",
        "keep",
        "forbidden",
        "case",
        '""',
        "\r\n",
        "слова",
        "x-y",
        "en-u-ca",
    ]
)


@given(st.lists(_SCRAPS, max_size=40).map("".join) | st.text(), st.sampled_from(["", "term,flags,be\n"]))
def test_any_text_is_a_glossary_or_has_problems(text: str, header: str) -> None:
    """Whatever the text, there are terms that can be looked for, or problems with lines; never anything else."""
    glossary, problems = _outcome((header + text).encode("utf-8", "surrogatepass"))
    assert all(problem.line >= 1 and problem.path == "g.csv" for problem in problems)
    assert not problems or not glossary.terms
    for term in glossary.terms:
        assert (
            term.forbidden or glossary.find(f"x {term.source} x") or find_placeables(term.source) or "*" in term.source
        )


@given(st.binary(max_size=60))
def test_any_bytes_are_a_glossary_or_have_problems(data: bytes) -> None:
    """Bytes that are no text give a problem with a line."""
    assert all(problem.line >= 1 for problem in _outcome(data)[1])


def test_the_documented_example_does_what_the_page_says() -> None:
    """The file in docs/terms.md is a glossary, and its castle fits as the page has it."""
    page = (Path(__file__).parents[2] / "docs" / "terms.md").read_text(encoding="utf-8")
    glossary = _read(page.partition("```csv\n")[2].partition("```")[0])
    mir, castle, _, standard, forbidden = glossary.terms
    assert [found.term for found in glossary.find("Mir Castle, Mir, ISO 639, castle")] == [castle, mir, standard]
    assert glossary.fits(castle, "у Мірскім замку", BE)
    assert glossary.whole_forms(castle, BE) == ("Мірскі замак",)
    assert glossary.whole_forms(castle, PT_BR) == ("Castelo de Mir",)
    assert [found.term for found in glossary.forbidden_in("у палацы", BE)] == [forbidden]
    assert all(f"`{flag}`" in page for flag in ("keep", "forbidden", "case"))
