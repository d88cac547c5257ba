"""The front door: what `import polypub` offers, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import polypub

PUBLIC = [name for name in polypub.__all__ if name != "__version__"]


def test_the_public_names_are_sorted_and_complete() -> None:
    """`__all__` is sorted, without doubles, and lists every name that the front door opens."""
    assert polypub.__all__ == sorted(set(polypub.__all__))
    assert set(PUBLIC) == set(polypub._MODULES)
    assert dir(polypub) == polypub.__all__


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    """Every public name leads to its object, which has a docstring of its own."""
    found = getattr(polypub, name)
    assert getattr(found, "__name__", name) == name
    assert (found.__doc__ or "").strip()
    assert not (found.__doc__ or "").startswith(f"{name}("), "a dataclass's made-up docstring says nothing"


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public is refused by name."""
    with pytest.raises(AttributeError, match="render_everything"):
        polypub.render_everything  # noqa: B018 - asking is the test


def test_the_front_door_loads_nothing() -> None:
    """`import polypub` imports no other module, of ours or of others."""
    code = "import sys; before = set(sys.modules); import polypub; print(*sorted(set(sys.modules) - before))"
    found = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["polypub"]
