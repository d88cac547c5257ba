"""What is kept closed and opened when somebody asks for it: of a large site, little is needed at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shelf:
    """Room for a number of open things: what was opened first is closed when one more is opened."""

    __slots__ = ("_open", "_room")

    def __init__(self, room: int) -> None:
        self._open: deque[Lazy[Any]] = deque()
        self._room = room

    def put(self, lazy: Lazy[Any]) -> None:
        """Note that this is open now."""
        if len(self._open) >= self._room:
            self._open.popleft().close()
        self._open.append(lazy)


class Lazy(Generic[T]):
    """Something that `read` gives, which is asked again when the shelf had no room for it any more."""

    __slots__ = ("_read", "_shelf", "_value")

    def __init__(self, read: Callable[[], T], shelf: Shelf, value: T | None = None) -> None:
        self._read, self._shelf, self._value = read, shelf, value
        if value is not None:
            shelf.put(self)

    def open(self) -> T:
        """What it is."""
        value = self._value
        if value is None:
            value = self._value = self._read()
            self._shelf.put(self)
        return value

    def close(self) -> None:
        """Keep it no longer."""
        self._value = None

    def __reduce__(self) -> tuple[object, ...]:
        """Another process opens it for itself, and never closes it."""
        return type(self), (self._read, Shelf(1 << 30))
