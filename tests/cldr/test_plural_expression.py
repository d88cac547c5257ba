"""gettext's plural expressions, read safely."""

from __future__ import annotations

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.cldr.plural_expression import compile_plural


@pytest.mark.parametrize(
    ("header", "forms"),
    [
        ("nplurals=1; plural=0;", [0, 0, 0, 0, 0, 0]),
        ("nplurals=2; plural=n != 1", [1, 0, 1, 1, 1, 1]),
        (" nplurals = 2 ;\n plural = ( n>1 ) ;\n", [0, 0, 1, 1, 1, 1]),
        ("nplurals=3; plural=n==1 ? 0 : n>=2 && n<=4 ? 1 : 2;", [2, 0, 1, 1, 1, 2]),
        ("nplurals=2; plural=!n || n==2;", [1, 0, 1, 0, 0, 0]),
        ("nplurals=2; plural=n && 3;", [0, 1, 1, 1, 1, 1]),
        ("nplurals=2; plural=n-1>0;", [1, 0, 1, 1, 1, 1]),
        ("nplurals=9; plural=n%4*2+1/2;", [0, 2, 4, 6, 0, 2]),
        ("nplurals=2; plural=3>2>1;", [0, 0, 0, 0, 0, 0]),
    ],
)
def test_meanings(header: str, forms: list[int]) -> None:
    """Operators mean what they mean in C, whose `unsigned` counts below 0 from the top."""
    assert [compile_plural(header)(number) for number in range(6)] == forms


@pytest.mark.parametrize(
    "header",
    [
        "", "plural=0;", "nplurals=2;", "nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=;",
        "nplurals=2; plural=(n;", "nplurals=2; plural=n!=1);", "nplurals=2; plural=m;", "nplurals=2; plural=n=1;",
        "nplurals=2; plural=n 1;", "nplurals=2; plural=-1;", "nplurals=2; plural=n**2;", "nplurals=2; plural=1?0;",
        "nplurals=2; plural=__import__('os');", "nplurals=2; plural=n.real;", "nplurals=2; plural=lambda: 0;",
        "nplurals=2; plural=n; import os;", "nplurals=2; plural=٣;", "nplurals=2; plural=n>>1;",
        "nplurals=0; plural=0;", "nplurals=2; plural=n;", "nplurals=2; plural=1/n;", "nplurals=2; plural=n%(n-n);",
        "nplurals=2; plural=" + "(" * 5000 + "n" + ")" * 5000 + ";",
        "nplurals=2; plural=" + "!" * 5000 + "n;",
        "nplurals=2; plural=" + "0+" * 5000 + "0;",
        "nplurals=2; plural=" + "0?0:" * 5000 + "0;",
        "nplurals=2; plural=" + "9" * 5000 + ";",
    ],
)  # fmt: skip
def test_wrong_headers(header: str) -> None:
    """What gettext would not take is a ValueError with a short text, however long or hostile."""
    with pytest.raises(ValueError, match=r"nplurals|grammar|zero") as caught:
        compile_plural(header)
    assert len(str(caught.value)) < 400


def comparisons(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions whose value is 0 or 1."""
    operators = st.sampled_from(["==", "!=", "<", ">", "<=", ">="])
    simple = st.tuples(numbers, operators, numbers).map("".join)
    return st.recursive(
        simple,
        lambda inner: (
            st.tuples(inner, st.sampled_from([" && ", " || "]), inner).map("".join)
            | inner.map(lambda text: f"!({text})")
            | inner.map(lambda text: f"({text})")
        ),
        max_leaves=6,
    )


numbers = st.sampled_from(["n", "n%10", "n%100", "n/7", "n*3+1", "0", "1", "2", "11", "(n+5)%10"])
expressions = st.recursive(
    st.integers(0, 5).map(str),
    lambda inner: st.tuples(comparisons(numbers), inner, inner).map(lambda t: f"{t[0]} ? {t[1]} : {t[2]}"),
    max_leaves=5,
)


@given(expressions, st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_agrees_with_the_standard_library(expression: str, values: list[int]) -> None:
    """An expression means what Python's gettext module takes it to mean."""
    ours = compile_plural(f"nplurals=6; plural={expression};")
    theirs = gettext.c2py(expression)
    assert [ours(value) for value in values] == [int(theirs(value)) for value in values]


@given(st.text("n0123456789()!=<>&|?:%+-*/ ", max_size=30))
def test_any_text_is_a_function_or_a_value_error(expression: str) -> None:
    """No text brings anything but a function into range, or a ValueError."""
    try:
        form_of = compile_plural(f"nplurals=3; plural={expression};")
    except ValueError:
        return
    assert all(0 <= form_of(number) < 3 for number in range(100))
