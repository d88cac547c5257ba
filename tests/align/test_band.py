"""The band: a way from one corner to the other, whatever the anchors say."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from polypub.align.band import find_band, longest_chain
from polypub.align.traits import read_traits
from polypub.formats.markdown import cut_markdown

_BLOCKS = st.lists(st.sampled_from(["word", "# head", "- item", "`a`", "in 1999", "in 2001", "[x](/y)"]), max_size=90)


@given(_BLOCKS, _BLOCKS)
def test_windows_lead_from_beginning_to_end(source: list[str], target: list[str]) -> None:
    """There is one window more than source blocks; each begins within the one before, none goes back."""
    sides = [read_traits(cut_markdown("\n\n".join(blocks))) for blocks in (source, target)]
    if not all(sides):
        return
    windows = find_band(*sides)
    assert len(windows) == len(sides[0]) + 1
    assert (windows[0].first, windows[-1].last) == (0, len(sides[1]))
    pairs = pairwise(windows)
    assert all(one.first <= two.first <= one.last <= two.last for one, two in pairs)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40).map(sorted))
def test_a_chain_grows_on_both_sides(pairs: list[tuple[int, int]]) -> None:
    """Both numbers grow from pair to pair, and every pair is one of those given."""
    chain = longest_chain(pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    assert set(chain) <= set(pairs)
    assert bool(chain) == bool(pairs)


def test_the_band_grows_with_the_length_alone() -> None:
    """Twice as many blocks have twice as many pairs to look at, though every tenth has no translation."""

    def cells(size: int) -> int:
        blocks = [f"In {1000 + number} it was `a{number}`." if number % 7 else "word" for number in range(size)]
        target = [block for number, block in enumerate(blocks) if number % 10]
        sides = [read_traits(cut_markdown("\n\n".join(side))) for side in (blocks, target)]
        return sum(window.last - window.first for window in find_band(*sides))

    assert cells(1600) < 2.2 * cells(800) < 2.2 * 800 * 100
