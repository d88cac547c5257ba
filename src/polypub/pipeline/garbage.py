"""When Python looks for garbage in circles: not while a site is read, and not in what has been read.

A site in memory is some million objects, all of them needed to the end. To look through them again and again for what
nobody needs takes an eighth of a cold render and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (10_000, 20, 100)
"""Rarer than Python's own: pages leave little behind."""


@contextmanager
def unswept() -> Iterator[None]:
    """No collection inside the block."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def swept() -> Iterator[None]:
    """No collection inside the block, and one after it: for one piece of the work of a process that goes on."""
    with unswept():
        yield
    gc.collect()


@contextmanager
def settled() -> Iterator[None]:
    """What there is now is not looked at inside the block, nor copied by processes that are forked there."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
