"""Engines by name."""

from __future__ import annotations

from collections.abc import Callable

from polypub.errors import EngineError, Problem
from polypub.translate.engines.base import Engine
from polypub.translate.engines.pseudo import PseudoEngine

_ENGINES: dict[str, Callable[[], Engine]] = {"pseudo": PseudoEngine}


def find_engine(name: str) -> Engine:
    """The engine of that name; EngineError names those there are."""
    make = _ENGINES.get(name)
    if make is None:
        known = ", ".join(f"`{known}`" for known in sorted(_ENGINES))
        raise EngineError(Problem(f"there is no engine `{name}`", hint=f"Engines are: {known}."))
    return make()
