"""How work grows with its input: a ratio, so that no machine is too slow."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time


def growth(work: Callable[[int], None], size: int) -> float:
    """How many times longer twice the size takes: about 2 when work is in proportion, 4 when it is quadratic.

    Measured over three doublings, where noise counts little, as the best of three runs each, on sizes that take long
    enough to be timed at all.
    """
    while (single := min(_timed(work, size) for _ in range(3))) < 0.004 and size < 1_000_000:
        size *= 4
    return float((min(_timed(work, 8 * size) for _ in range(3)) / single) ** (1 / 3))


def _timed(work: Callable[[int], None], size: int) -> float:
    gc.disable()  # the collector's own work grows with the objects that live, whoever made them
    try:
        start = process_time()
        work(size)
        return max(process_time() - start, 1e-6)
    finally:
        gc.enable()
