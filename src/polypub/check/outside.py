"""Changing a text without touching its placeables."""

from __future__ import annotations

import re
from collections.abc import Callable

from polypub.formats.inline import find_placeables

_WALL = re.compile("[\ue000-\uf8ff]")


def outside_placeables(text: str, change: Callable[[str], str]) -> str:
    """The text with its words changed and its placeables as they were; unchanged where the change lost one.

    The change sees one private-use character in place of each placeable, so that it knows where words meet them.
    """
    placeables = find_placeables(text)
    if len(placeables) > 6000 or _WALL.search(text):
        return text
    parts: list[str] = []
    end = 0
    for number, placeable in enumerate(placeables):
        parts += (text[end : placeable.start], chr(0xE000 + number))
        end = placeable.start + len(placeable.text)
    changed = change("".join([*parts, text[end:]]))
    if len(_WALL.findall(changed)) != len(placeables):
        return text
    return _WALL.sub(lambda wall: placeables[ord(wall.group()) - 0xE000].text, changed)
