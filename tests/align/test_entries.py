"""Messages of other tools' catalogs are found by their text, wherever they cut documents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polypub.align.entries import Entries
from polypub.model.message import Key, Message, Reference
from polypub.model.text import Place, Segment


def _entries(*pairs: tuple[str, str], **state: bool) -> Entries:
    entries = Entries()
    entries.add([Message(Key(None, source), targets=(text,), **state) for source, text in pairs], "old.po")
    return entries


def _segment(source: str) -> Segment:
    return Segment(source, source, Place("paragraph"), "paragraph")


def _find(entries: Entries, source: str) -> tuple[str, str] | None:
    found = entries.find(_segment(source), "content/x.md")
    return found and (found.text, found.doubt)


def test_the_very_text_is_found() -> None:
    """The same source has its translation, as it is."""
    assert _find(_entries(("A mill.", "Млын  .")), "A mill.") == ("Млын  .", "")
    assert _find(_entries(("A mill.", "Млын.")), "A hill.") is None


def test_what_tools_write_differently_is_found() -> None:
    """Lines, emphasis and reStructuredText's code do not matter, and the translation is written as ours would be."""
    entries = _entries(("An _old_ mill,\nrun by ``water``.", "Стары _млын_,\nна ``вадзе``."))
    assert _find(entries, "An *old* mill, run by `water`.") == ("Стары _млын_, на `вадзе`.", "")


def test_a_message_of_several_blocks_is_split() -> None:
    """A message that holds a heading, a list and a table gives each of their blocks its translation."""
    entries = _entries(
        (
            "## The mill\n\n- Built in 1569.\n- Burnt.\n\n| Year | State |\n|---|---|\n| 1700 | new |\n",
            "## Млын\n\n- Пабудаваны ў 1569.\n- Згарэў.\n\n| Год | Стан |\n|---|---|\n| 1700 | новы |\n",
        )
    )
    expected = {"The mill": "Млын", "Built in 1569.": "Пабудаваны ў 1569.", "Burnt.": "Згарэў.", "State": "Стан"}
    assert {source: _find(entries, source) for source in expected} == {k: (v, "") for k, v in expected.items()}


def test_marks_before_a_block_are_taken_off() -> None:
    """Older tools keep `#` and `-` in their messages."""
    entries = _entries(("# The mill", "# Млын"), ("- Burnt.", "- Згарэў."))
    assert (_find(entries, "The mill"), _find(entries, "Burnt.")) == (("Млын", ""), ("Згарэў.", ""))


def test_a_block_of_several_messages_is_joined() -> None:
    """Sentences that were messages of their own make up a paragraph; parts of sentences do so only as unsure."""
    entries = _entries(("The mill is old.", "Млын стары."), ("It burnt twice.", "Ён гарэў двойчы."), ("a b c", "а б в"))
    assert _find(entries, "The mill is old. It burnt twice.") == ("Млын стары. Ён гарэў двойчы.", "")
    assert _find(entries, "a b c The mill is old.") == ("а б в Млын стары.", "it is joined of 2 messages")


def test_fuzzy_and_obsolete_ones_come_last() -> None:
    """A sure text goes before a fuzzy one, that before an obsolete one; both are unsure, with the reason."""
    entries = _entries(("A mill.", "obsolete"), obsolete=True)
    assert _find(entries, "A mill.") == ("obsolete", "it is obsolete there")
    entries.add([Message(Key(None, "A mill."), targets=("fuzzy",), fuzzy=True)], "old.po")
    assert _find(entries, "A mill.") == ("fuzzy", "it is fuzzy there")
    entries.add([Message(Key(None, "A\nmill."), targets=("sure",))], "old.po")
    assert _find(entries, "A mill.") == ("sure", "")


def test_of_two_texts_the_articles_own_is_taken() -> None:
    """A message that refers to the article's file goes before one of another file."""
    entries = Entries()
    for text, path in (("there", "src/y.md"), ("here", "src/x.md")):
        entries.add([Message(Key(path, "Open"), targets=(text,), references=(Reference(path),))], "old.po")
    assert _find(entries, "Open") == ("here", "")


def test_reference_links_become_inline_ones() -> None:
    """A message with labels is that of our block with addresses."""
    entries = _entries(("See [the map][m] now.", "Гл. [мапу][m] зараз."))
    assert _find(entries, "See [the map](/map.md) now.") == ("Гл. [мапу](/map.md) зараз.", "")


def test_what_was_not_used_is_known() -> None:
    """A message is used when it, or each block that it holds, was taken."""
    entries = _entries(("A mill.", "Млын."), ("- a\n- b\n", "- а\n- б\n"), ("Gone.", "Няма."))
    for source in ("A mill.", "a"):
        found = entries.find(_segment(source), "x.md")
        assert found
        entries.use(found)
    assert [entry.text for entry in entries.unused()] == ["- а\n- б\n", "Няма."]


@given(st.lists(st.sampled_from(["one two", "two", "one two three", "four five.", "six seven"]), max_size=8))
def test_joining_covers_the_words_exactly(parts: list[str]) -> None:
    """What is joined of messages has all words of the block, in order, and no others."""
    known = ("one two", "one two three", "four five.", "six seven")
    found = _entries(*((source, source.upper()) for source in known)).find(_segment(" ".join(parts)), "")
    assert found is None or found.text.lower() == " ".join(parts)
    if parts and all(part in known for part in parts):
        assert found


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_message_can_be_read(source: str, text: str) -> None:
    """No text of a message, however strange, stops the search for others."""
    entries = _entries((source, text), ("A mill.", "Млын."))
    assert _find(entries, "A mill.") is not None
