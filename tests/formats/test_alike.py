"""Texts with their source's markup are told from the others without judging each."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from polypub.formats.alike import _NONE, _shapes, find_alike
from polypub.formats.commonmark import render_html
from polypub.formats.gate import check_markup, check_text
from polypub.formats.skeleton import compare_skeletons
from polypub.formats.splice import starts_block
from polypub.model.text import Place, Segment

_PIECES = st.sampled_from(
    "a б *b* **c** _d_ `e` [f](g) [f](/h) ![i](j) [^1] [^2] <b>k</b> &amp; {n} %s \\ * _ ` [ ] ( ) ~~l~~ - # 1. > | "
    "``` --- === : \n \n\n ! <!-- m --> <script> [x]:".split(" ")
)
_TEXTS = st.lists(_PIECES, min_size=1, max_size=6).map(" ".join) | st.lists(_PIECES, min_size=1, max_size=6).map(
    "".join
)


@settings(max_examples=400)
@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=4))
@example([("[f](g) *b*", "*b* [f](g)"), ("`e`", "`e`")])
def test_what_is_alike_passes_skeleton_and_gate(pairs: list[tuple[str, str]]) -> None:
    """No text that is found alike has a binding difference, or markup that its source has not."""
    found = find_alike(tuple(source for source, _ in pairs), [target for _, target in pairs])
    for (source, target), is_alike in zip(pairs, found, strict=True):
        if is_alike:
            segment = Segment(source, source, Place("paragraph"), "paragraph")
            assert [difference for difference in compare_skeletons(segment, target) if difference.binding] == []
            assert check_markup(render_html(source), render_html(target)) == ()
            assert check_text(source, target) == ()


@given(st.lists(_TEXTS, max_size=4))
def test_the_usual_translation_is_recognised_whatever_stands_beside_it(texts: list[str]) -> None:
    """Words with simple marks are alike in two languages, and no neighbour changes that."""
    sources = ("Words with *stress*, [a link](x.md) and `code`.", *texts)
    targets = ["Словы з *націскам*, [спасылка](x.md) і `code`.", *texts]
    assert find_alike(sources, targets)[0]


_PLAIN = st.lists(st.sampled_from("a é *b* **c** `e` [f](g) [f](/h) [^1] \\ _ - ! ] [x]:".split(" ")), min_size=1)


@settings(max_examples=300)
@given(st.lists(st.tuples(_PLAIN, _PLAIN), max_size=4), st.booleans())
def test_texts_compared_together_are_as_texts_compared_alone(
    pairs: list[tuple[list[str], list[str]]], are_same: bool
) -> None:
    """That many texts are compared by one list of tags shows in no answer."""
    sources = [" ".join(source) for source, _ in pairs]
    targets = [" ".join(source if are_same else target) for source, target in pairs]
    alone = [source == target != _NONE for source, target in zip(_shapes(sources), _shapes(targets), strict=True)]
    assert find_alike(tuple(sources), targets) == alone


@given(st.text(min_size=1).filter(lambda text: text[0].isalpha()))
def test_a_text_that_begins_with_a_letter_starts_no_block(text: str) -> None:
    """So that it need not be asked."""
    assert not starts_block(text)
