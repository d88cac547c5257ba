"""Whether a match's translation can stand for another text: its numbers and placeables fit, or are put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from polypub.translate.memory.mask import Masked, Part, mask

Swaps = dict[Part, Part]


def fit_target(query: Masked, source: Masked, target: str) -> str | None:
    """The translation of `source`, made to fit the query; None where it cannot.

    Parts are compared in order. One that differs is swapped for the query's, provided that it always becomes the same
    one, that no other becomes that, and that the translation has it as often as its source.
    """
    swaps = find_swaps(query.parts, source.parts)
    if not swaps:
        return target if swaps is not None else None
    masked = mask(target)
    before, there = Counter(source.parts), Counter(masked.parts)
    if any(before[part] != there[part] for part in swaps):
        return None
    swapped = _swap(target, masked, swaps)
    after = Counter([swaps.get(part, part) for part in masked.parts])
    return swapped if Counter(mask(swapped).parts) == after else None


def find_swaps(query: Sequence[Part], source: Sequence[Part]) -> Swaps | None:
    """What each differing part of the source becomes; empty when none differs, None when they do not match up."""
    if query == source:
        return {}
    becomes: Swaps = {}
    for old, new in zip(source, query, strict=False):
        if old.kind != new.kind or becomes.setdefault(old, new) != new:
            return None
    if len(query) != len(source) or len(set(becomes.values())) != len(becomes):
        return None
    return {old: new for old, new in becomes.items() if old != new}


def _swap(target: str, masked: Masked, swaps: Mapping[Part, Part]) -> str:
    """All at once, so that 2 and 3 can become 3 and 2."""
    pieces: list[str] = []
    end = 0
    for part, (start, stop) in zip(masked.parts, masked.spans, strict=True):
        pieces += (target[end:start], swaps.get(part, part).text)
        end = stop
    return "".join((*pieces, target[end:]))
