"""Front matter: cut without loss, read as text, wrong in a way that a person can repair."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.errors import SourceError
from polypub.formats.front_matter import FrontMatter, split_front_matter

PIECES = st.sampled_from(
    [
        "---\n",
        "+++\n",
        "---\r\n",
        "--- \n",
        "a: b\n",
        "a = 'b'\n",
        "\ufeff",
        "\n",
        "text",
        "- x\n",
        ": ",
        "&a ",
        "*a",
        "\x01",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(PIECES).map("".join), st.text()))
def test_header_and_body_are_the_text(text: str) -> None:
    """Law: `raw + body` is the text, and `body_line` the line on which the body starts; or the error names a line."""
    matter = attempt(text)
    if isinstance(matter, SourceError):
        assert all(problem.path == "x.md" and problem.line > 0 for problem in matter.problems)
    else:
        assert matter.raw + matter.body == text
        assert matter.body_line == 1 + len(re.findall(r"\r\n?|\n", matter.raw))


def attempt(text: str) -> FrontMatter | SourceError:
    """The front matter of a text, or what is wrong with it."""
    try:
        return split_front_matter(text, "x.md")
    except SourceError as error:
        return error


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("header", "fields", "body_line"),
    [
        ("---\ntitle: A\n---\n", {"title": "A"}, 4),
        ("---\n---\n", {}, 3),
        ("---\n# only a comment\n--- \t\n", {}, 4),
        ("", {}, 1),
    ],
)
def test_any_line_end_and_a_byte_order_mark_will_do(
    header: str, fields: dict[str, str], body_line: int, mark: str, end: str
) -> None:
    """Headers of every editor are read: LF, CRLF, CR, with a byte order mark or without."""
    header = mark + header.replace("\n", end)
    body = "Text\n\n---\n\nmore\n".replace("\n", end)
    matter = split_front_matter(header + body, "x.md")
    assert (matter.raw, matter.body, matter.body_line) == (header, body, body_line)
    assert {name: value.plain for name, value in matter.fields.items()} == fields


def test_toml_stands_between_plus_signs() -> None:
    """A TOML header keeps TOML's types, and its lines are those of the file."""
    matter = split_front_matter('+++\ndraft = true\ntags = [\n "a",\n]\n+++\nText', "x.md")
    assert {name: value.plain for name, value in matter.fields.items()} == {"draft": True, "tags": ["a"]}
    assert (matter.fields["tags"].items[0].line, matter.body, matter.body_line) == (4, "Text", 7)


def test_yaml_is_text_and_every_scalar_knows_its_line() -> None:
    """`no` stays `no`, `12:30` stays `12:30`; lines hold in nested maps, lists and after U+2028."""
    header = '---\nlanguage: no\ntime: 12:30\na: "x\u2028y"\nimage:\n  src: x.jpg\n  sizes: [1,\n   2]\nempty:\n---\n'
    fields = split_front_matter(header, "x.md").fields
    assert {name: value.plain for name, value in fields.items()} == {
        "language": "no",
        "time": "12:30",
        "a": "x\u2028y",
        "image": {"src": "x.jpg", "sizes": ["1", "2"]},
        "empty": "",
    }
    assert [value.line for value in fields.values()] == [2, 3, 4, 6, 9]
    assert [item.line for item in fields["image"].entries["sizes"].items] == [7, 8]


@pytest.mark.parametrize("opening", [" ---\ntitle: A\n---\n", "----\n", "--- #\n", "Text\n---\na: b\n---\n", "-- -\n"])
def test_only_a_first_line_of_three_marks_opens_a_header(opening: str) -> None:
    """Anything else at the top is body."""
    assert split_front_matter(opening, "x.md").raw == ""


@pytest.mark.parametrize(
    ("header", "line", "word"),
    [
        ("---\ntitle: A\n", 1, "no closing --- line"),
        ("+++\ntitle = 'A'\n---\n", 1, r"no closing \+\+\+ line"),
        ("---\ntitle: A: b\n---\n", 2, "not valid YAML"),
        ("---\nx: y\ntags: [a\n---\n", 4, "not valid YAML"),
        ("---\nx: y\nz: a\x01\n---\n", 3, "control character"),
        ("---\nx: y\nz: a\nx: b\n---\n", 4, "`x` is given twice"),
        ("---\nimage:\n  alt: y\n  alt: b\n---\n", 4, "`alt` is given twice"),
        ("+++\nx = 1\nx = 2\n+++\n", 3, "given twice"),
        ("---\njust words\n---\n", 2, "field: value"),
        ("---\n- a\n- b\n---\n", 2, "field: value"),
        ("---\na: &x b\nc: *x\n---\n", 3, "anchors and aliases"),
        ("---\n? [a]\n: b\n---\n", 2, "name must be a text"),
        ("---\na: b\n...\nc: d\n---\n", 4, "not valid YAML"),
        ("---\na: " + "[" * 30 + "]" * 30 + "\n---\n", 2, "nested too deeply"),
    ],
)
def test_a_header_that_cannot_be_read_names_its_line(header: str, line: int, word: str) -> None:
    """What is wrong with a header comes with file and line."""
    with pytest.raises(SourceError, match=word) as caught:
        split_front_matter(header + "Text", "x.md")
    assert [(problem.path, problem.line) for problem in caught.value.problems] == [("x.md", line)]
