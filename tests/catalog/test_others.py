"""What a shared catalog remembers comes back from every tool."""

import dataclasses
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.others import Memory, add_memory, take_memory
from polypub.catalog.po import read_catalog, render_catalog
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    [
        "",
        "Азёры",
        "a\u2028b\x85c",
        '\\ " \n\t',
        "слова " * 60,
        "без-прабелаў" * 30,
        "%(name)s {x}",
        "\u200f\u2068עב\u2069",
    ]
)
lines = texts.map(lambda text: text.replace("\n", " ").replace("\r", " "))
domains = st.sampled_from(
    ["content/a", "content/a b", 'content/"q"', "content/" + "long/" * 40 + "x", "content/100%>", "content/лес"]
)
others = st.builds(
    Message,
    st.just(Key(None, "k")),
    st.none() | st.just("ks") | texts,
    st.lists(texts, min_size=1, max_size=3).map(tuple),
    st.booleans(),
    st.lists(st.sampled_from(["no-wrap", "x y"]), unique=True).map(tuple),
    st.lists(lines, max_size=2).map(tuple),
    previous=st.none() | st.builds(Previous, texts, st.none() | texts, st.none() | texts),
    obsolete=st.booleans(),
)
PLAIN = Message(Key(None, "k"), "ks", ("a", "b"), comments=("ask Anna", "", "polypub: + no record"))


@given(st.dictionaries(domains, others, max_size=3), st.lists(domains, unique=True))
def test_memory_is_taken_as_it_was_added(found: dict[str, Message], origins: list[str]) -> None:
    """Any text, any name, any state: what was added is what is taken, and the comments are the message's own again."""
    memory = Memory(PLAIN.comments, found, tuple(origins), dict.fromkeys(origins, "2026-11-24"))
    assert take_memory(add_memory(PLAIN, memory)) == memory


@given(domains, others)
def test_no_line_is_longer_than_tools_keep(domain: str, other: Message) -> None:
    """Every line has at most 78 columns with its mark, and holds nothing that ends a line."""
    for line in add_memory(PLAIN, Memory((), {domain: other}, (domain,), {domain: "2026-11-24"})).comments:
        assert len(f"# {line}") <= 78
        assert line == "" or line.splitlines() == [line]


@pytest.mark.parametrize(
    "broken",
    [
        "polypub: other",
        "polypub: other content/x",
        'polypub: other content/x "a',
        'polypub: other content/x "a" word "b"',
        'polypub: other content/x "a\\q"',
        'polypub: other "a"',
        "polypub: from",
    ],
)
def test_a_record_that_somebody_broke_stays_a_comment(broken: str) -> None:
    """Nothing is guessed and nothing is thrown away."""
    message = dataclasses.replace(PLAIN, comments=(broken, "polypub: + more"))
    memory = take_memory(message)
    assert not memory.origins
    if broken != "polypub: other content/x":  # this one tells of a message without a text
        assert memory.comments == message.comments


LONG = Message(
    Key(None, "k"),
    targets=("Вельмі доўгі пераклад, " * 12,),
    fuzzy=True,
    comments=("polypub: mt google 2026-11-23 src=1a2b3c4d out=5e6f7a8b", "не забыць  два прабелы "),
    previous=Previous("old source"),
)


def _through_gettext(name: str, *options: str) -> str:
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    return subprocess.run([name, *options], check=True, capture_output=True, text=True).stdout


def test_memory_comes_back_from_msgcat_msgmerge_and_polib(tmp_path: Path) -> None:
    """Tools that wrap, sort and rewrite comments keep every record whole."""
    memory = Memory((), {"content/" + "x/" * 50: LONG}, ("content/b",), {"content/c": "2026-11-24"})
    message = add_memory(Message(Key(None, "k"), targets=("т",)), memory)
    header = {"Language": "be", "Content-Type": "text/plain; charset=UTF-8"}
    path, template = tmp_path / "be.po", tmp_path / "t.pot"
    path.write_bytes(render_catalog(Catalog("content", Locale("be"), (message,), header), None))
    template.write_bytes(render_catalog(Catalog("content", None, (Message(Key(None, "k")),), header), None))
    results = [
        _through_gettext("msgcat", "--width=60", str(path)),
        _through_gettext("msgmerge", "--previous", "-q", str(path), str(template)),
        str(polib.pofile(path.read_text("utf-8"))),
    ]
    expected = take_memory(message)
    for result in results:
        assert take_memory(read_catalog(result.encode(), "be.po").messages[0]) == expected
