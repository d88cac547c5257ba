"""Engines by name: those that polypub brings along, and those that other packages do.

A package offers an engine as an entry point of the group `polypub.engines`: a callable that takes an `EngineSettings`
and returns an `Engine`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from polypub.errors import EngineError, PolypubError, Problem, UsageError
from polypub.model.engine import EngineSettings
from polypub.translate.engines.base import Engine, Limits

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
"""It stands in the note of every draft."""
GROUP = "polypub.engines"
_HERE = "polypub.translate.engines"
_BUILT_IN = {
    "pseudo": f"{_HERE}.pseudo:make_pseudo",
    "apertium": f"{_HERE}.apertium:make_apertium",
    "libretranslate": f"{_HERE}.online:make_libretranslate",
    "deepl": f"{_HERE}.online:make_deepl",
    "google": f"{_HERE}.online:make_google",
    "mymemory": f"{_HERE}.online:make_mymemory",
    "microsoft": f"{_HERE}.online:make_microsoft",
    "llm": f"{_HERE}.llm:make_llm",
}
"""Where each is made; loaded when it is asked for, since some bring heavy libraries along."""

Make = Callable[[EngineSettings], Engine]


def engine_names() -> tuple[str, ...]:
    """The engines there are: the built-in ones, then those of other packages."""
    return tuple(dict.fromkeys([*_BUILT_IN, *sorted(entry_points(group=GROUP).names)]))


def find_engine(name: str, settings: EngineSettings | None = None) -> Engine:
    """The engine of that name, or the one that the settings under that name ask for.

    UsageError names the engines there are, or what the settings lack; EngineError tells of one that cannot be loaded.
    """
    settings = settings or EngineSettings(name=name, engine=name)
    if not _WORD.fullmatch(name):
        hint = "A name is one word of up to 32 letters and digits."
        raise UsageError(Problem(f"`{name[:60]}` is no name of an engine", hint=hint))
    built_in = _BUILT_IN.get(settings.engine)
    if built_in:
        return _load(EntryPoint(settings.engine, built_in, GROUP))(settings)
    plugin = next(iter(entry_points(group=GROUP, name=settings.engine)), None)
    if plugin is None:
        raise UsageError(_unknown(settings))
    try:
        return _checked(_load(plugin)(settings), settings)
    except PolypubError:
        raise
    except Exception as error:  # another package may fail in any way; its words may hold a key
        package = plugin.dist.name if plugin.dist else plugin.value
        hint = f"Report this to the authors of `{package}`, or name another engine."
        text = f"engine `{settings.name}` cannot be loaded: `{plugin.value}` of `{package}` fails"
        raise EngineError(Problem(f"{text} with {type(error).__name__}", hint=hint)) from None


def _checked(engine: Engine, settings: EngineSettings) -> Engine:
    """The engine if it has all that an engine has; under another name its drafts could not be told."""
    callables = (engine.translate, engine.probe, engine.close)
    texts = (engine.name, engine.version, engine.needs)
    is_whole = all(map(callable, callables)) and all(isinstance(text, str) for text in texts)
    if not is_whole or engine.name != settings.name or not isinstance(engine.limits, Limits):
        raise TypeError
    return engine


def _load(point: EntryPoint) -> Make:
    return cast("Make", point.load())


def _unknown(settings: EngineSettings) -> Problem:
    from polypub.formats.fields import nearest_name

    names = engine_names()
    nearest = nearest_name(settings.engine, names)
    hint = f"Did you mean `{nearest}`?" if nearest else f"Engines are: {', '.join(f'`{name}`' for name in names)}."
    where = "" if settings.name == settings.engine else f", which [engines.{settings.name}] names"
    return Problem(f"there is no engine `{settings.engine}`{where}", hint=hint)
