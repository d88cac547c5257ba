"""What is too large to be a translation is refused at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.flood import check_size, may_be_flood


@pytest.mark.parametrize("mark", list("<>&[]{}*_`~|\\"))
def test_a_flood_of_marks_is_refused(mark: str) -> None:
    """Many thousand brackets or emphasis marks, where the source has a few."""
    assert check_size("A [link](x) in **words**.", mark * 10_000)
    assert check_size("Words.", f"{mark} " * 200)


def test_a_flood_of_words_is_refused() -> None:
    """Megabytes of words for a sentence."""
    assert check_size("Words.", "слова " * 1_000_000)


@given(st.text(max_size=300), st.integers(1, 4))
def test_a_translation_of_its_sources_size_is_none(source: str, times: int) -> None:
    """Up to four times the source passes, whatever it is made of; a short text always does."""
    assert check_size(source, source * times) == ()
    assert check_size("", source[:60]) == ()


@given(st.lists(st.tuples(st.text("a[*é\ud800", max_size=9), st.text("a[*é", max_size=99))), st.sampled_from([1, 400]))
def test_texts_that_cannot_be_floods_together_are_none_alone(pairs: list[tuple[str, str]], times: int) -> None:
    """What is not asked of each, because it is asked of all, would have been answered with no."""
    targets = [target * times for _, target in pairs]
    if not may_be_flood(" ".join(targets)):
        assert not any(check_size(source, target) for (source, _), target in zip(pairs, targets, strict=True))
