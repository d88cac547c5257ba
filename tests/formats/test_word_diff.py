"""Two texts compared word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.word_diff import compare_words

WORDS = st.lists(
    st.sampled_from(["the", "old", "castle", " ", "  ", ".", "<b>", "замак", "中", "文", "\n"]), max_size=12
)


@given(old=WORDS, new=WORDS)
def test_both_texts_are_in_the_comparison(old: list[str], new: list[str]) -> None:
    """What both have and what only one has, joined, is that one's text; neighbours are of different kinds."""
    one, other = "".join(old), "".join(new)
    found = compare_words(one, other)
    assert "".join(text for kind, text in found if kind != "new") == one
    assert "".join(text for kind, text in found if kind != "old") == other
    assert all(text for _, text in found)
    assert all(before.kind != after.kind for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("built in 1510.", "built in 1520.", "built in [-1510-]{+1520+}."),
        ("a b c d", "a x y d", "a [-b c-]{+x y+} d"),
        ("老的城堡", "新的城堡", "[-老-]{+新+}的城堡"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("<i>x</i>", "<b>x</b>", "<[-i-]{+b+}>x</[-i-]{+b+}>"),
    ],
)
def test_what_changed(old: str, new: str, found: str) -> None:
    """Whole words, in one piece where only spaces part them; letters where a script sets no spaces."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(marks[kind].format(text) for kind, text in compare_words(old, new)) == found


def test_long_texts_are_told_as_replaced() -> None:
    """Texts of thousands of words are not compared, which would take seconds."""
    assert [kind for kind, _ in compare_words("a " * 3000, "b " * 3000)] == ["old", "new"]
