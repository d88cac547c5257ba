"""CLDR's rules for whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.plural_expression import compile_plural
from polypub.cldr.plural_rules import Condition, Relation, read_rule, speaks_of_compact_numbers


@pytest.mark.parametrize(
    ("rule", "c"),
    [
        ("i in 1 and v in 0", "n==1"),
        ("n in 0..1 or n in 11..99", "n<=1 || n>=11 && n<=99"),
        ("n mod 10 in 3..4,9 and n mod 100 not in 10..19,71",
         "(n%10>=3 && n%10<=4 || n%10==9) && (n%100<10 || n%100>19) && n%100!=71"),
        ("v in 0 and i mod 10 in 1 or f mod 10 in 1", "n%10==1"),
        ("n not in 0..4", "n>4"),
        ("v not in 0", ""),
    ],
)  # fmt: skip
def test_rules_in_c(rule: str, c: str) -> None:
    """What a rule says of whole numbers is spelt as gettext's manual spells such expressions."""
    assert read_rule(rule).in_c() == c


def test_malformed_rule() -> None:
    """A rule that CLDR's grammar does not have is refused."""
    with pytest.raises(ValueError, match="is not a relation"):
        read_rule("n is about 3")


def test_compact_numbers() -> None:
    """Rules about numbers like 1M are told by their exponent."""
    assert speaks_of_compact_numbers("e in 0 and i not in 0 and i mod 1000000 in 0")
    assert not speaks_of_compact_numbers("n mod 10 in 2..4 and n mod 100 not in 12..14")


relations = st.builds(
    Relation,
    st.sampled_from([0, 10, 100]),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda p: (min(p), max(p))), min_size=1, max_size=3)
    .map(tuple),
)  # fmt: skip
conditions = st.builds(
    Condition, st.lists(st.lists(relations, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
)


@given(conditions, st.integers(0, 10**7))
def test_c_means_what_the_rule_means(condition: Condition, number: int) -> None:
    """The C expression of a condition holds for exactly the numbers that fulfil it."""
    form_of = compile_plural(f"nplurals=2; plural=({condition.in_c()}) ? 1 : 0;")
    assert form_of(number) == condition.holds(number)
