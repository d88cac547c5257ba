"""Typed reading: every problem at once, each with its line."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from polypub.formats.fields import FieldReader, describe, nearest_name
from polypub.formats.toml import read_toml
from polypub.formats.values import Value


class Inner(msgspec.Struct, frozen=True):
    """A nested mapping."""

    src: str
    alt: str = ""


class Keys(msgspec.Struct, frozen=True):
    """One of each type."""

    name: str
    on: bool = False
    count: Annotated[int, Meta(ge=1)] = 7
    words: tuple[str, ...] = ()
    inner: Inner | None = None
    many: dict[str, Inner] = {}


def read(text: str, *, strict: bool = True) -> tuple[Keys, list[str]]:
    """The keys of a TOML text and the problems with them."""
    reader = FieldReader("x.toml", strict=strict)
    keys = reader.read(Keys, read_toml(text, "x.toml"))
    return keys, [str(problem) for problem in reader.problems]


def test_right_values_are_read() -> None:
    """Values of the right types give the struct and no problem."""
    text = 'name = "n"\non = true\nwords = ["a"]\ninner = {src = "s"}\n[many.x]\nsrc = "t"\n'
    keys = Keys("n", on=True, words=("a",), inner=Inner("s"), many={"x": Inner("t")})
    assert read(text) == (keys, [])


def test_all_problems_come_at_once_with_their_lines() -> None:
    """Unknown, missing and wrong keys are all told, and defaults stand in for wrong values."""
    keys, problems = read('count = 0\nwords = [\n "a",\n 3]\nnam = 1\n[inner]\nsrc = 4\nold = 1\n[many]\nx = 5\n')
    assert keys == Keys("", inner=Inner(""))
    assert problems == [
        "x.toml:5: unknown key `nam`\n  Did you mean `name`?",
        "x.toml:1: `name` is missing\n  `name` must be text.",
        "x.toml:1: `count` must be a whole number of at least 1, not 0",
        "x.toml:4: `words[1]` must be text, not 3",
        "x.toml:8: unknown key `inner.old`\n  There are: src, alt.",
        "x.toml:7: `inner.src` must be text, not 4",
        "x.toml:10: `many.x` must be a table with src, alt",
    ]


def test_configuration_wants_the_very_type() -> None:
    """A number in quotes is no number where the format has types of its own."""
    assert read('name = "n"\non = "yes"\ncount = "2"\nwords = "a"\n')[1] == [
        'x.toml:2: `on` must be true or false, not "yes"',
        'x.toml:3: `count` must be a whole number of at least 1, not "2"',
        'x.toml:4: `words` must be a list, not "a"',
    ]


def test_text_is_read_by_the_type_that_is_asked_for() -> None:
    """In a format without types, `yes` is a switch, `2` a number, one value a list of one, a text the first key."""
    text = 'name = "n"\non = "yes"\ncount = "2"\nwords = "a"\ninner = "s"\n'
    assert read(text, strict=False) == (Keys("n", on=True, count=2, words=("a",), inner=Inner("s")), [])


def test_an_empty_text_is_no_value_in_front_matter() -> None:
    """`date:` with nothing behind it is as good as no line."""
    reader = FieldReader("x.md", strict=False)
    assert reader.read(Keys, Value({"name": Value("n", 2), "count": Value("", 3)}, 2)).count == 7
    assert reader.problems == []


def test_types_are_told_in_words() -> None:
    """What is asked for is said without the names of types."""
    assert describe(Literal["hide", "mark"]) == 'one of "hide", "mark"'
    assert describe(Annotated[float, Meta(ge=0, le=1)] | None) == "a number from 0 to 1"
    assert describe(dict[str, str]) == "a table"


def test_only_a_near_name_is_proposed() -> None:
    """A proposal is near, or there is none."""
    assert nearest_name("time-zone", ["name", "time_zone"]) == "time_zone"
    assert nearest_name("quite_other", ["name", "time_zone"]) is None
