"""Texts with their source's markup are told from the others without judging each."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from polypub.formats.alike import find_alike
from polypub.formats.commonmark import render_html
from polypub.formats.gate import check_markup, check_text
from polypub.formats.skeleton import compare_skeletons
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
