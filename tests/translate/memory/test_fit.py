"""A match's translation stands for another text only where its numbers and placeables fit."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.translate.memory.fit import fit_target
from polypub.translate.memory.mask import mask

_CASES = [
    ("the same text", "Open 9 hours", "Open 9 hours", "9 Stunden offen", "9 Stunden offen"),
    ("other words", "Open for 9 hours", "Closed for 9 hours", "9 Stunden zu", "9 Stunden zu"),
    ("a number", "Open 8 hours", "Open 9 hours", "9 Stunden offen", "8 Stunden offen"),
    ("a number written out", "Open 8 hours", "Open 9 hours", "Neun Stunden offen", None),
    ("a number twice there", "Open 8 hours", "Open 9 hours", "9 bis 9", None),
    ("two that change places", "From 3 to 2", "From 2 to 3", "Von 2 bis 3", "Von 3 bis 2"),
    ("two that become one", "From 5 to 5", "From 2 to 3", "Von 2 bis 3", None),
    ("one that becomes two", "From 4 to 5", "From 3 to 3", "Von 3 bis 3", None),
    ("one more", "From 4 to 5 and 6", "From 4 to 5", "Von 4 bis 5", None),
    ("grouped in another way", "In all 2,000", "In all 1,000", "Alle 1 000", None),
    ("grouped in another way, the same", "Now all 1,000", "In all 1,000", "Alle 1 000", "Alle 1 000"),
    ("a link's address", "See [this](/b)", "See [this](/a)", "Siehe [das](/a)", "Siehe [das](/b)"),
    ("a link's address that was translated", "See [this](/b)", "See [this](/a)", "Siehe [das](/de/a)", None),
    ("a placeholder", "Hello %(who)s", "Hello %(name)s", "Hallo %(name)s", "Hallo %(who)s"),
    ("code", "Run `b` now", "Run `a` now", "Jetzt `a` starten", "Jetzt `b` starten"),
    ("another kind", "Run `b` now", "Run 7 now", "Jetzt 7 starten", None),
    ("a mark", "So **good** it is", "So *good* it is", "So *gut* ist es", "So **gut** ist es"),
    ("no mark", "So good it is", "So *good* it is", "So *gut* ist es", None),
    ("inside a word", "HTML4 it is", "HTML5 it is", "Es ist HTML5", "Es ist HTML4"),
]


@pytest.mark.parametrize(("query", "source", "target", "expected"), [c[1:] for c in _CASES], ids=[c[0] for c in _CASES])
def test_cases(query: str, source: str, target: str, expected: str | None) -> None:
    """What differs is swapped where that is certain, and nothing is offered where it is not."""
    assert fit_target(mask(query), mask(source), target) == expected


_PIECES = st.sampled_from(
    "1 2 3 10 1,000 `a` `b` %s %(n)s {x} <br> <b> </b> ** * _ [ ](/a) ](/b) https://x.org &amp; ".split()
)
_TEXTS = st.lists(st.one_of(_PIECES, st.sampled_from("so it is there ,".split())), max_size=9).map(" ".join)


@given(_TEXTS, _TEXTS, st.permutations(range(9)))
def test_what_is_offered_has_the_parts_of_the_query(query: str, source: str, order: list[int]) -> None:
    """With a translation that has the parts of its source, what is offered has the parts of the query."""
    words = source.split(" ")
    target = " ".join(words[number] for number in order if number < len(words))
    if Counter(mask(target).parts) != Counter(mask(source).parts):
        target = source
    offered = fit_target(mask(query), mask(source), target)
    if offered is not None:
        assert Counter(mask(offered).parts) == Counter(mask(query).parts)


@given(_TEXTS)
def test_a_text_fits_itself(text: str) -> None:
    """No difference, no change."""
    assert fit_target(mask(text), mask(text), "as it is") == "as it is"


@given(st.text())
def test_parts_are_where_they_are_said_to_be(text: str) -> None:
    """Spans hold the parts, in order, and masking hides each behind one character."""
    masked = mask(text)
    assert tuple(text[start:end] for start, end in masked.spans) == tuple(part.text for part in masked.parts)
    hidden = sum(end - start for start, end in masked.spans)
    assert len(masked.text) == len(text) - hidden + len(masked.parts)


def test_digits_of_any_script_are_numbers() -> None:
    """Arabic and Bengali digits are hidden like ours."""
    assert [part.text for part in mask("٣ and ৪ and 1\u00a0000 and 2.5").parts] == ["٣", "৪", "1\u00a0000", "2.5"]
