"""Engines by name."""

from __future__ import annotations

from collections.abc import Callable

from polypub.errors import Problem, UsageError
from polypub.translate.engines.base import Engine
from polypub.translate.engines.pseudo import PseudoEngine

_ENGINES: dict[str, Callable[[], Engine]] = {"pseudo": PseudoEngine}


def find_engine(name: str) -> Engine:
    """The engine of that name; UsageError names those there are."""
    make = _ENGINES.get(name)
    if make is None:
        known = ", ".join(f"`{known}`" for known in sorted(_ENGINES))
        raise UsageError(Problem(f"there is no engine `{name}`", hint=f"Engines are: {known}."))
    return make()
