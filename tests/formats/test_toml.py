"""TOML whose values know their lines."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.errors import SourceError
from polypub.formats.toml import key_lines, read_toml

TRICKY = '''\
# [not.a.table]
plain = "a # b = [c]"
"quoted key" = 'x'
a.b . c = 1.5
long = """
name = 1
[x]"""
after = [ # why
  "one", ["two",
  3],
  { p = 1, q = "]" },
]
day = 2017-07-05 12:30:00

[table."dotted.name"]
x = true
[[list]]
y = 1
[[list]]
y = 2
[list.inner]
z = """a\\"""" # tail
'''
LINES = {
    ("plain",): 2,
    ("quoted key",): 3,
    ("a", "b", "c"): 4,
    ("long",): 5,
    ("after",): 8,
    ("after", 0): 9,
    ("after", 1, 1): 10,
    ("after", 2, "q"): 11,
    ("day",): 13,
    ("table", "dotted.name"): 15,
    ("table", "dotted.name", "x"): 16,
    ("list", 0, "y"): 18,
    ("list", 1, "y"): 20,
    ("list", 1, "inner", "z"): 22,
}


def test_lines_are_found_behind_strings_comments_and_nested_lists() -> None:
    """Every key and item of a hostile file has the line that an editor shows."""
    found = key_lines(TRICKY)
    assert {path: found.get(path) for path in LINES} == LINES


def test_values_are_those_of_tomllib() -> None:
    """The values are what tomllib reads, and each scalar's line is that of its key or item."""
    value = read_toml(TRICKY, "x.toml", first_line=11)
    assert value.plain == tomllib.loads(TRICKY)
    assert value.at(iter(["after", 1, 1])).line == 20


STRINGS = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cc", "Cs"])).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
SCALARS = st.one_of(STRINGS, st.integers().map(str), st.sampled_from(["true", "1e3", "2017-07-05", "'''\n[x]\n'''"]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner).map(lambda items: "[\n" + ", # ]\n".join(items) + "\n]"),
        st.dictionaries(st.sampled_from("abc"), SCALARS).map(
            lambda entries: "{" + ", ".join(f"{key} = {value}" for key, value in entries.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, max_size=6))
def test_each_key_is_on_the_line_it_was_written_on(values: list[str]) -> None:
    """Whatever stands before a key, its line is the line it begins on."""
    lines, text = {}, ""
    for number, value in enumerate(values):
        lines[f"key{number}",] = text.count("\n") + 1
        text += f"key{number} = {value}\n"
    found = key_lines(text)
    assert {path: line for path, line in found.items() if len(path) == 1} == lines
    assert set(found) == set(paths(tomllib.loads(text)))
    assert read_toml(text, "x.toml").plain == tomllib.loads(text)


def paths(content: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path of a value, its own first."""
    if at:
        yield at
    if isinstance(content, dict | list):
        inner = content.items() if isinstance(content, dict) else enumerate(content)
        for step, item in inner:
            yield from paths(item, (*at, step))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a = 1\nb = \n", 2, "not valid TOML"),
        ("a = 1\nb = 2\na = 3\n", 3, "given twice"),
        ("[a]\n[b]\n[a]\n", 3, "given twice"),
        ("a = [1,\n", 1, "not valid TOML"),
        ("a = " + "[" * 5000, 1, "nested too deeply"),
        (".".join(["a"] * 300) + " = 1\n", 1, "nested too deeply"),
        ("a = 1" + "0" * 5000 + "\n", 1, "too many digits"),
    ],
)
def test_what_is_no_toml_is_an_error_with_its_line(text: str, line: int, word: str) -> None:
    """A text that is no TOML names file, line and reason."""
    with pytest.raises(SourceError, match=word) as caught:
        read_toml(text, "x.toml")
    problem = caught.value.problems[0]
    assert (problem.path, problem.line) == ("x.toml", line)
    assert problem.hint or word == "nested too deeply"
