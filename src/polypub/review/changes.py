"""Changes, told from the thread that takes them over to everyone who follows them in the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable

from polypub.review.served import Change


class Follower(AsyncIterator[Change]):
    """Every change from its making on, in order, until there will be no more; to be closed (`contextlib.aclosing`)."""

    def __init__(self, leave: Callable[[Follower], None]) -> None:
        self._loop, self._leave = asyncio.get_running_loop(), leave
        self._queue: asyncio.Queue[Change | None] = asyncio.Queue()

    def tell(self, change: Change | None) -> None:
        """Tell a change, from any thread; None that there will be no more."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._queue.put_nowait, change)

    async def __anext__(self) -> Change:
        """The next change."""
        change = await self._queue.get()
        if change is None:
            raise StopAsyncIteration
        return change

    async def aclose(self) -> None:
        """Follow no more."""
        self._leave(self)


class Changes:
    """A change is told to all that follow."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._followers: list[Follower] = []
        self._is_closed = False

    def publish(self, change: Change | None) -> None:
        """Tell a change, from any thread."""
        with self._lock:
            followers = list(self._followers)
        for follower in followers:
            follower.tell(change)

    def close(self) -> None:
        """Tell all that there will be no more."""
        self._is_closed = True
        self.publish(None)

    def follow(self) -> Follower:
        """The changes from this call on."""
        follower = Follower(self._leave)
        with self._lock:
            self._followers.append(follower)
        if self._is_closed:
            follower.tell(None)
        return follower

    def _leave(self, follower: Follower) -> None:
        with self._lock:
            if follower in self._followers:
                self._followers.remove(follower)
