"""What is asked of many texts at once leaves out none that a rule finds fault with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polypub.check.drafts import _DEBRIS, _NOTICES, may_hold_debris, may_hold_notice

_PIECES = st.lists(
    st.sampled_from(
        'a é б ; [ ( 【 ] ) 】 X × х 1 12 ٣ ⟦ 〛 @ ph.invalid = " notranslate &amp; lt; &# 39; __PLACEHOLDER'.split(" ")
    ),
    max_size=7,
).map("".join)
_CASES = st.sampled_from([str.lower, str.upper, str.title, str.swapcase])


@given(_PIECES)
def test_debris_is_what_the_rule_looks_for(text: str) -> None:
    """Masks, marks and entities, found in either way."""
    assert may_hold_debris(text) == bool(_DEBRIS.search(text))


@given(st.sampled_from(_NOTICES), _CASES, st.text("aéбK\u0130 <", max_size=5), st.integers(0, 20))
def test_every_notice_is_seen(notice: str, case: object, words: str, cut: int) -> None:
    """In any case, beside any letters; and a part of one, or one with letters inside, is none."""
    assert may_hold_notice(f"{words}{case(notice)}{words}")  # type: ignore[operator]
    text = f"{words}{notice[:cut]}б{notice[cut:]}"
    assert may_hold_notice(text) == any(known in text.lower() for known in _NOTICES)
