"""Which answers can be translations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.translate.engines.base import Err, Ok
from polypub.translate.engines.faults import ExchangeError
from polypub.translate.engines.service import accept, accept_all


@pytest.mark.parametrize(
    "answer", [None, "", " \n", 5, ["text"], "<!DOCTYPE html><p>", "  <html lang=en>", "a\ufffd", "\ud800"]
)
def test_what_is_no_translation_is_refused(answer: object) -> None:
    """Nothing, another type, a page, characters that were lost."""
    reply = accept("acme", "Hello", answer)
    assert isinstance(reply, Err)
    assert (reply.fault, reply.reason[:5]) == ("output", "acme ")


def test_what_the_source_has_is_no_fault() -> None:
    """An article about pages, or with a replacement character, may be answered with one."""
    assert accept("acme", "<html> is a tag", "<html> ёсць тэгам") == Ok("<html> ёсць тэгам")
    assert accept("acme", "\ufffd is a sign", "\ufffd гэта знак") == Ok("\ufffd гэта знак")


@given(st.lists(st.sampled_from(["a", "b ⟦0⟧", "c ⟦0⟧⟦1⟧", "d [X0X]"]), max_size=6))
def test_answers_in_order_are_accepted(texts: list[str]) -> None:
    """Each is its text's."""
    assert accept_all("acme", texts, texts) == [Ok(text) for text in texts]


@given(st.permutations(["a ⟦0⟧", "b ⟦0⟧⟦1⟧", "c"]).filter(lambda order: order[0] != "a ⟦0⟧"))
def test_answers_in_another_order_are_refused_together(answers: list[str]) -> None:
    """Tokens in the wrong places show that none is certain."""
    with pytest.raises(ExchangeError, match="another order") as caught:
        accept_all("acme", ["a ⟦0⟧", "b ⟦0⟧⟦1⟧", "c"], answers)
    assert caught.value.err.fault == "output"


def test_a_lost_token_is_not_another_order() -> None:
    """It concerns its own text alone, and is found when the tokens are put back."""
    assert accept_all("acme", ["a ⟦0⟧", "b ⟦0⟧⟦1⟧"], ["a", "b ⟦0⟧⟦1⟧"]) == [Ok("a"), Ok("b ⟦0⟧⟦1⟧")]


@pytest.mark.parametrize("answers", [[], ["a"], ["a", "b", "c"]])
def test_a_wrong_count_is_refused(answers: list[str]) -> None:
    """Which text an answer belongs to is not guessed."""
    with pytest.raises(ExchangeError, match=f"not give one answer for each text: {len(answers)} for 2"):
        accept_all("acme", ["a", "b"], answers)
