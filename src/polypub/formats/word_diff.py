"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_WORD = re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_]+|\s+|.", re.DOTALL)
"""A word, white space, a mark; each letter alone where a script sets no spaces."""
_MOST = 4000
"""Words: of longer texts the whole is told as replaced."""


class Stretch(NamedTuple):
    """Text that both have, or that only one of them has."""

    kind: Literal["same", "old", "new"]
    text: str


def compare_words(old: str, new: str) -> list[Stretch]:
    """Both texts in one: `same` and `old`, joined, are the old one, `same` and `new` the new one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _MOST:
        return _united([Stretch("old", old), Stretch("new", new)])
    from rapidfuzz.distance import Indel

    stretches: list[Stretch] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            stretches.append(Stretch("same", "".join(before[step.src_start : step.src_end])))
            continue
        stretches.append(Stretch("old", "".join(before[step.src_start : step.src_end])))
        stretches.append(Stretch("new", "".join(after[step.dest_start : step.dest_end])))
    return _united(stretches)


def _united(stretches: list[Stretch]) -> list[Stretch]:
    """The same with a single space between two changes taken into both, and without empty ones."""
    united: list[Stretch] = []
    old = new = ""
    for place, stretch in enumerate(stretches):
        is_gap = stretch.kind == "same" and stretch.text.isspace() and 0 < place < len(stretches) - 1
        if stretch.kind == "same" and not is_gap:
            united += [Stretch("old", old), Stretch("new", new), stretch]
            old = new = ""
        else:
            old += stretch.text if stretch.kind in ("same", "old") else ""
            new += stretch.text if stretch.kind in ("same", "new") else ""
    united += [Stretch("old", old), Stretch("new", new)]
    return [stretch for stretch in united if stretch.text]
