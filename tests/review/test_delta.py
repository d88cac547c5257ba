"""Bytes that can be undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polypub.review.delta import find_delta


@given(old=st.binary(max_size=40), new=st.binary(max_size=40), other=st.binary(max_size=40))
def test_a_delta_gives_the_old_bytes_back(old: bytes, new: bytes, other: bytes) -> None:
    """From the new bytes alone; from others it gives nothing."""
    delta = find_delta(old, new)
    assert delta.undo(new) == old
    assert (delta.undo(other) is None) == (other != new)


def test_a_delta_is_small() -> None:
    """Of a large file it keeps what changed."""
    text = b"line\n" * 10_000
    assert len(find_delta(text + b"old" + text, text + b"new" + text).old) == 3
