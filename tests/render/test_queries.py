"""Queries: what a page asked for, and whether the answers are still the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.render.desk import quote_argument, unquote_argument
from polypub.render.queries import Asked, query


class Shelf(Asked):
    """Answers two questions, one of which asks the other."""

    def __init__(self, books: dict[str, str]) -> None:
        super().__init__()
        self.books, self.looked = books, 0

    @query
    def book(self, name: str) -> str:
        """A book."""
        self.looked += 1
        return self.books[name]

    @query
    def pair(self, one: str, other: str) -> tuple[str, str]:
        """Two books."""
        return self.book(one), self.book(other)

    def plain(self, name: str) -> str:
        """No query."""
        return name


def test_an_answer_is_computed_once_and_recorded_for_each_page() -> None:
    """The second page finds the answer and has it in its own record."""
    shelf = Shelf({"a": "A"})
    shelf.book("a")
    first = dict(shelf.uses)
    shelf.begin()
    assert shelf.book("a") == "A"
    assert (shelf.uses, shelf.looked) == (first, 1)
    assert list(first) == ["book a"]


def test_what_an_answer_asks_is_part_of_it() -> None:
    """Only the outer question is recorded; its digest changes with what it asked."""
    shelf, other = Shelf({"a": "A", "b": "B"}), Shelf({"a": "A", "b": "changed"})
    shelf.pair("a", "b")
    assert list(shelf.uses) == ["pair a b"]
    assert other.digest("pair a b") != shelf.digest("pair a b")
    assert other.digest("book a") == shelf.digest("book a") != ""


@pytest.mark.parametrize("question", ["book gone", "nothing a", "plain a", "book", "book a b", "", " ", "uses"])
def test_a_question_that_makes_no_sense_has_no_digest(question: str) -> None:
    """What an older version or a broken manifest recorded differs from every answer."""
    assert Shelf({"a": "A"}).digest(question) == ""


def test_a_failed_answer_leaves_no_trace() -> None:
    """After an error the next question is recorded as always."""
    shelf = Shelf({"a": "A"})
    with pytest.raises(KeyError):
        shelf.pair("a", "gone")
    shelf.begin()
    shelf.book("a")
    assert list(shelf.uses) == ["book a"]


@given(st.text(st.sampled_from("a %20%25/é"), max_size=12))
def test_an_argument_comes_back(text: str) -> None:
    """Ids with spaces and percent signs travel through the text of a query."""
    assert " " not in quote_argument(text)
    assert unquote_argument(quote_argument(text)) == text
