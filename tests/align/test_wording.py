"""Spellings of one text are equal, other texts are not, and links lead where the source's do."""

from __future__ import annotations

import pytest

from polypub.align.wording import (
    as_markdown,
    carry_addresses,
    fold_lines,
    loose_wording,
    plain_wording,
    restore_addresses,
    unfold_table,
)

_SAME = [
    ("soft breaks", "one\ntwo", "one two"),
    ("emphasis", "an _old_ __mill__", "an *old* **mill**"),
    ("quotes", "the “mill’s” wheel…", 'the "mill\'s" wheel...'),
    ("escapes", r"5 \* 3 \_ x", "5 * 3 _ x"),
    ("entities", "salt &amp; bread", "salt & bread"),
    ("code of reStructuredText", "run ``make``", "run `make`"),
    ("roles", "see :ref:`the map <map>` and :code:`x`", "see `the map` and `x`"),
    ("links of reStructuredText", "`the map <https://x.y>`__", "[the map](https://x.y)"),
    ("autolinks", "at <https://x.y>", "at https://x.y"),
    ("titles of links", '[a](/b "c")', "[a](/b)"),
    ("hard breaks", "one  \ntwo", "one\\\ntwo"),
    ("void tags", "one<br />two", "one<br>two"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in _SAME], ids=[row[0] for row in _SAME])
def test_spellings_are_equal(one: str, other: str) -> None:
    """Two spellings of a text have one wording."""
    assert plain_wording(one) == plain_wording(other)


def test_other_texts_differ() -> None:
    """Words, code, emphasis and addresses tell texts apart."""
    texts = ["a mill", "a *mill*", "a `mill`", "A mill", "[a mill](/x)", "[a mill](/y)", "a mill 2"]
    assert len(set(map(plain_wording, texts))) == len(texts)


def test_reference_links_are_inline_ones() -> None:
    """Loosely, a link is its words."""
    assert loose_wording("see [the map][m], *now*") == loose_wording("see [the map](/map.md), now")


def test_markdown_is_not_taken_for_another_markup() -> None:
    """What has none of reStructuredText's marks stays letter by letter."""
    assert as_markdown("a `b` [c](d) <e> \\* f") == "a `b` [c](d) <e> \\* f"


def test_lines_are_folded() -> None:
    """A text becomes one line, hard breaks aside where they count."""
    assert fold_lines("one\n two  \nthree", keeps_breaks=False) == "one two three"
    assert fold_lines("one\n two  \nthree", keeps_breaks=True) == "one two\\\nthree"


def test_a_wrapped_table_is_unfolded() -> None:
    """A table that was wrapped as a paragraph gets its rows back; what is no table stays."""
    assert unfold_table("| a | b | |---|---| | c | d | | e | |") == "| a | b |\n|---|---|\n| c | d |\n| e | |\n"
    assert unfold_table("a | b -- c") == "a | b -- c"


_RESTORED = [
    ("[а](/ru/x.md)", "[a](/x.md)", "[а](/x.md)"),
    ("[а](x.ru.md)", "[a](x.md)", "[а](x.md)"),
    ("[а](../ru/posts/x/)", "[a](x.md)", "[а](x.md)"),
    ("[а](link://slug/x)", "[a](x.md)", "[а](x.md)"),
    ("[а](/другая/)", "[a](other.md)", "[а](other.md)"),
    ("[а](https://ru.example/x)", "[a](https://example/y)", "[а](https://ru.example/x)"),
    ("[а](x.md) [б](z.md)", "[a](x.md) [b](y.md)", "[а](x.md) [б](y.md)"),
    ('<a href="/ru/x.html">а</a>', '<a href="x.html">a</a>', '<a href="x.html">а</a>'),
    ("[а](p.md) [б](q.md)", "[a](x.md) [b](y.md)", "[а](p.md) [б](q.md)"),
]


@pytest.mark.parametrize(("text", "source", "expected"), _RESTORED)
def test_links_are_restored(text: str, source: str, expected: str) -> None:
    """A link of a translation leads to its source's page; an address outside the site, or a guess, stays."""
    assert restore_addresses(text, source) == expected


def test_labels_become_addresses() -> None:
    """Reference links of another tool's message get the addresses that ours has inline."""
    assert carry_addresses("гл. [мапу][m]", "see [the map][m]", "see [the map](/map.md)") == "гл. [мапу](/map.md)"
    assert carry_addresses("гл. [мапу][m]", "see [the map][m]", "see the map") == "гл. [мапу][m]"
