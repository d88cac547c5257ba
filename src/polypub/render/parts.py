"""Parts that are the same on many pages: rendered once for an edition, with the record of what they used."""

from __future__ import annotations

from collections import OrderedDict
from types import FunctionType
from typing import NamedTuple, Protocol

from polypub.render.queries import Asked

_MOST = 4096
"""Parts of an edition that are kept: those used last."""


_PLAIN = frozenset({str, int, bool, type(None)})
"""What is known by its value."""


class Macro(Protocol):
    """A macro of a template, as Jinja2 hands it to a function."""

    _func: FunctionType

    def __call__(self, *values: object) -> str:
        """Its text."""


class _Part(NamedTuple):
    text: str
    uses: dict[str, str]
    values: tuple[object, ...]
    """What it was made from: while these live, nothing else has their identity."""


class Parts:
    """The template function `once`: `{{ once(ui.card, item) }}` is `{{ ui.card(item) }}`, made once for each item.

    Values are known by identity, since to compare them costs more than to render them; what the desk answers is the
    same object for all pages. A macro that is rendered so depends on its arguments and on the edition alone.
    """

    def __init__(self, desk: Asked) -> None:
        self._desk = desk
        self._parts: OrderedDict[tuple[object, ...], _Part] = OrderedDict()

    def once(self, macro: Macro, *values: object) -> str:
        """The macro's text for these values."""
        code = macro._func.__code__  # a macro is made anew for every page, its code is not
        key: tuple[object, ...]
        if len(values) == 1 and type(values[0]) not in _PLAIN:
            key = (id(code), id(values[0]))  # as for most
        else:
            key = (id(code), *[value if type(value) in _PLAIN else id(value) for value in values])
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = self._render(macro, values)._replace(values=(code, *values))
            if len(self._parts) > _MOST:
                self._parts.popitem(last=False)
        else:
            self._parts.move_to_end(key)
        if part.uses:
            self._desk.uses.update(part.uses)
        return part.text

    def _render(self, macro: Macro, values: tuple[object, ...]) -> _Part:
        page, self._desk.uses = self._desk.uses, {}
        try:
            text = macro(*values)
            return _Part(text, self._desk.uses, values)
        finally:
            self._desk.uses = page
