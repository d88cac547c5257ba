"""Headers written back: the text changes, nothing else does, and every reader of YAML or TOML reads it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.formats.front_matter import split_front_matter
from polypub.formats.header_texts import HeaderText, find_header_texts

YAML_PLACES = [
    "title: Old words",
    "title: Old\n  words",
    "title:   Old words   # a remark",
    "title: !!str Old words",
    'title: "Old \\\n  words"',
    "title: 'Old words' # it's a remark",
    "title: >\n  Old\n  words",
    "title: >-\n    Old words\n",
    "title: |\n  Old words\n\n\n# a remark",
    "title: |2-  # a remark\n   Old words",
    "title: |+\n  Old words\n\n",
    "image: {src: a.jpg, alt: Old words, n: 1}",
    'image: {"alt": Old words}',
    "image:\n  src: a.jpg\n  alt: Old words",
    "list:\n- first\n- Old words\n- last",
    "list: [first, Old words, last]",
    'list: ["Old words"]',
    "hero:\n  - text: Old words\n    link: /a/",
]
TOML_PLACES = [
    'title = "Old words"',
    "title = 'Old words' # it's a remark",
    'title = """Old words"""',
    'title = """\nOld \\\n   words\n"""',
    "title = '''\nOld words'''",
    "[image]\nsrc = 'a.jpg'\nalt = \"Old words\"",
    'image = { src = "a.jpg", alt = "Old words" }',
    'list = [\n  "first", # a remark\n  "Old words",\n]',
    '[[hero]]\nn = 1\n[[hero]]\ntext = "Old words"',
]
NAMES = {("title",): "", ("image", "alt"): "", ("list",): "", ("hero", "text"): ""}
HARD = [
    "yes",
    "No",
    "null",
    "~",
    "2017",
    "2017-07-05",
    "12:30",
    "1e5",
    ".inf",
    "0x1F",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "@a",
]
HARD += ["- a", "-", "---", "+++", "...", "? a", "!a", "&a", "*a", "|", ">", "%a", "`a`", "'a'", '"a"', "a'b\"c", "[a]"]
HARD += [
    "{a}",
    "a, b",
    "a\\b",
    "C:\\new",
    '"""',
    "'''",
    "a'",
    'a"',
    "\u2028",
    "a\x85b",
    "\ufeffa",
    "\x7f",
    "\x01",
    "a\tb",
]
HARD += [
    "מלון: בית",
    "\u2067שלום\u2069",
    "العربية، نعم",
    "東京：夜",
    "=",
    "<<",
    "a\nb",
    "a\n\nb",
    "a\n+++\nb",
    "a\n  b",
    "🏔",
]
TEXTS = st.one_of(st.sampled_from(HARD), st.lists(st.sampled_from(HARD), min_size=2).map(" ".join), st.text()).filter(
    lambda text: text == text.strip() and text and not {"\r", "\0"} & set(text)
)


def _only(text: str) -> HeaderText:
    found = find_header_texts(split_front_matter(text, "x.md"), NAMES)
    (field,) = [field for field in found if field.value.split() == ["Old", "words"]]
    return field


def _replaced(text: str, target: str) -> str:
    field = _only(text)
    assert text[field.start : field.end] == field.raw
    return text[: field.start] + field.write(target) + text[field.end :]


def _put(value: Any, target: str) -> Any:
    """The value with the target in place of the old words, white space around them kept."""
    if isinstance(value, dict):
        return {name: _put(inner, target) for name, inner in value.items()}
    if isinstance(value, list):
        return [_put(inner, target) for inner in value]
    return (
        value.replace(value.strip(), target) if isinstance(value, str) and value.split() == ["Old", "words"] else value
    )


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(YAML_PLACES), TEXTS, st.sampled_from(["\n", "\r\n"]))
def test_yaml_reads_back_as_the_text(place: str, target: str, line_end: str) -> None:
    """Law: in every style a text is written so that PyYAML, which guesses types, reads that very text and all else."""
    inner = f"before: 1\n{place}\nafter: yes # this\n".replace("\n", line_end)
    written = _replaced(f"---{line_end}{inner}---{line_end}body", target)
    matter = split_front_matter(written, "x.md")
    assert matter.body == "body"
    header = matter.raw.partition(line_end)[2].rpartition("---")[0]
    assert yaml.safe_load(header) == _put(yaml.safe_load(inner), target)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TOML_PLACES), TEXTS, st.sampled_from(["\n", "\r\n"]))
def test_toml_reads_back_as_the_text(place: str, target: str, line_end: str) -> None:
    """Law: in every kind of string a text is written so that tomllib reads that very text and all else."""
    inner = f"before = 1\n{place}\n".replace("\n", line_end)
    written = _replaced(f"+++{line_end}{inner}+++{line_end}body", target)
    matter = split_front_matter(written, "x.md")
    assert matter.body == "body"
    header = matter.raw.partition(line_end)[2].rpartition("+++")[0]
    assert tomllib.loads(header) == _put(tomllib.loads(inner), target)


@pytest.mark.parametrize(
    ("place", "target", "written"),
    [
        ("title: Old words", "Новые слова", "title: Новые слова"),
        ("title: Old words # remark", "Neue Worte", "title: Neue Worte # remark"),
        ("title: Old words", "Ja, gut", "title: Ja, gut"),
        ("title: Old words", "Ja: gut", 'title: "Ja: gut"'),
        ("title: Old words", 'Er sagt "ja": gut', "title: 'Er sagt \"ja\": gut'"),
        ("title: 'Old words'", "L'eau", "title: 'L''eau'"),
        ('title: "Old words"', "L'eau", 'title: "L\'eau"'),
        ("title: >-\n    Old\n    words", "Neue Worte", "title: >-\n    Neue Worte"),
        ("title: |\n  Old words\n", "- Neue: Worte", "title: |\n  - Neue: Worte\n"),
        ("list: [a, Old words]", "x, y", 'list: [a, "x, y"]'),
    ],
)
def test_the_style_stays_where_it_can(place: str, target: str, written: str) -> None:
    """A text keeps its quotes or its block, and a plain one is quoted only where it must be."""
    assert _replaced(f"---\n{place}\n---\n", target) == f"---\n{written}\n---\n"


def test_lists_are_gone_through_and_data_is_left_alone() -> None:
    """Texts are found by their names, in lists too, in the file's order; numbers and days of TOML are none."""
    toml = "+++\ndate = 2017-07-05\ntags = ['b', 'a']\n[[hero]]\ntext = 1\n[[hero]]\ntext = 'x'\n+++\n"
    kinds = {("date",): "", ("tags",): "", ("hero", "text"): ""}
    assert [f.value for f in find_header_texts(split_front_matter(toml, "x.md"), kinds)] == ["b", "a", "x"]
