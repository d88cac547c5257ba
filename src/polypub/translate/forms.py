"""What each plural form of a message is drafted from."""

from __future__ import annotations

import gettext
import re

from polypub.formats.inline import find_placeables
from polypub.model.message import Catalog, Message

_MOST_FORMS = 9
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)")


def form_sources(message: Message, catalog: Catalog) -> tuple[str, ...]:
    """What each form is drafted from: the plural, or the singular for a form that serves one thing alone.

    Empty when the number of the catalog's forms is not known.
    """
    singular, plural = message.key.source, message.plural
    if plural is None:
        return (singular,)
    same = _variables(singular) == _variables(plural)
    return tuple(singular if one and (same or alone) else plural for one, alone in _forms(catalog, message))


def _variables(text: str) -> set[str]:
    return {placeable.text for placeable in find_placeables(text) if placeable.kind == "variable"}


def _forms(catalog: Catalog, message: Message) -> list[tuple[bool, bool]]:
    """For each plural form, whether it is the form of one, and of one alone; empty when the forms are not known."""
    found = _FORMS.search(catalog.header.get("Plural-Forms", ""))
    if not found or int(found[1]) > _MOST_FORMS:
        return [(form == 0, form == 0) for form in range(len(message.targets))]
    try:
        rule = gettext.c2py(found[2])
        used = [rule(number) for number in range(200)]
    except (ValueError, ZeroDivisionError, RecursionError):
        return []
    return [(used[1] == form, used[1] == form and used.count(form) == 1) for form in range(int(found[1]))]
