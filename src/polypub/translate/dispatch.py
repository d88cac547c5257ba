"""Requests under an engine's limits: some at once, in its rhythm, again after a fault, until it is given up."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Protocol

from polypub.translate.breaker import Breaker, Direction
from polypub.translate.engines.base import Engine, Err, Limits, Query, Reply
from polypub.translate.notices import check_reply

_TRIES = 4
_FIRST_WAIT = 1.0
"""Seconds until the second try; each further wait is twice as long."""
_MOST_WAIT = 60.0
"""An engine that asks for a longer wait is given up."""
_GRACE = 5.0
"""Seconds that replies under way are waited for after Ctrl-C."""

Batch = Sequence[Query]
Failed = tuple[Query, Err]
Tick = Callable[[int], None]
"""Told how many texts have been dealt with."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Where time and chance come from, so that tests need neither."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None
    """None for one that Ctrl-C ends."""
    random: Callable[[], float] = random.random


class Post(Protocol):
    """Where replies are kept; called from several threads."""

    def recall(self, query: Query) -> Reply | None:
        """What was answered before, in this run or another."""

    def keep(self, query: Query, reply: Reply) -> None:
        """Keep a reply, at once."""


def make_batches(queries: Iterable[Query], limits: Limits) -> Iterator[list[Query]]:
    """The queries in order, as many at once as the engine takes."""
    batch: list[Query] = []
    chars = 0
    for query in queries:
        is_over = 0 < limits.max_batch_chars < chars + len(query.text)
        if batch and (len(batch) >= max(1, limits.max_batch) or is_over):
            yield batch
            batch, chars = [], 0
        batch.append(query)
        chars += len(query.text)
    if batch:
        yield batch


class Dispatcher:
    """One engine for a whole run, whatever languages and catalogs it is asked for."""

    def __init__(self, engine: Engine, pace: Pace | None = None, tick: Tick = lambda _: None) -> None:
        self.engine = engine
        self.breaker = Breaker()
        self._stopped = Event()
        self._pace = pace or Pace()
        self._sleep = self._pace.sleep or self._stopped.wait
        self._tick = tick
        self._lock = Lock()
        self._threads: list[Thread] = []
        self._next = self._pace.clock()
        """When the next call may start."""

    @property
    def is_stopped(self) -> bool:
        """Nothing more is sent: somebody pressed Ctrl-C."""
        return self._stopped.is_set()

    def send(self, batches: Sequence[Batch], direction: Direction, post: Post) -> None:
        """Have every text answered that can be; each reply is in `post` as soon as it has come.

        What a given-up engine left is not there. After Ctrl-C nothing more is sent, and what is under way is kept.
        """
        waiting: SimpleQueue[Batch] = SimpleQueue()
        for batch in batches:
            waiting.put(batch)
        done: SimpleQueue[int | BaseException] = SimpleQueue()
        count = min(max(1, self.engine.limits.workers), len(batches))
        work = (waiting, done, direction, post)
        self._threads = [Thread(target=self._work, args=work, daemon=True) for _ in range(count)]
        try:
            for thread in self._threads:
                thread.start()
            self._listen(done, len(batches))
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Send nothing more, and wait a while for what is under way."""
        self._stopped.set()
        end = self._pace.clock() + _GRACE
        for thread in self._threads:
            if thread.ident is not None:  # it was started
                thread.join(max(0.0, end - self._pace.clock()))

    def _listen(self, done: SimpleQueue[int | BaseException], left: int) -> None:
        while left:
            try:
                said = done.get(timeout=0.5)  # without one, Ctrl-C is not heard on every system
            except Empty:
                continue
            if isinstance(said, BaseException):
                raise said
            left -= 1
            self._tick(said)

    def _work(
        self, waiting: SimpleQueue[Batch], done: SimpleQueue[int | BaseException], direction: Direction, post: Post
    ) -> None:
        try:
            while True:
                batch = waiting.get_nowait()
                self._serve(batch, direction, post)
                done.put(len(batch))
        except Empty:
            return
        except BaseException as error:  # a bug of ours, for the main thread to raise
            done.put(error)

    def _serve(self, batch: Batch, direction: Direction, post: Post) -> None:
        """One batch, asked again for what failed for a moment."""
        left = [query for query in batch if post.recall(query) is None]  # another run may have asked meanwhile
        for attempt in range(_TRIES):
            if not left or not self._await_turn(direction):
                return
            replies = self._call(left, direction)
            self.breaker.hear(replies, direction)
            failed = _sort(left, replies, post)
            left = [query for query, _ in failed]
            if failed and (attempt + 1 == _TRIES or not self._back_off(failed, attempt)):
                self._give_in(failed, post)
                return

    def _give_in(self, failed: Sequence[Failed], post: Post) -> None:
        for query, err in failed:
            post.keep(query, err)
        errs = [err for _, err in failed]
        self.breaker.exhaust(next((err for err in errs if err.fault == "rate"), errs[0]))

    def _call(self, batch: Batch, direction: Direction) -> list[Reply]:
        try:
            replies = self.engine.translate(batch, *direction)
        except Exception as error:  # its words may hold a key: they are not repeated
            broken = self.breaker.break_off(f"it stopped with {type(error).__name__}")
            return [broken] * len(batch)
        if len(replies) != len(batch):
            broken = self.breaker.break_off(f"it did not give one reply for each text: {len(replies)} for {len(batch)}")
            return [broken] * len(batch)
        return [check_reply(query.text, reply) for query, reply in zip(batch, replies, strict=True)]

    def _await_turn(self, direction: Direction) -> bool:
        """Wait until a call may start; False when none may any more."""
        while True:
            if self.is_stopped or self.breaker.verdict(direction):
                return False
            with self._lock:
                now = self._pace.clock()
                if self._next <= now:
                    self._next = now + self.engine.limits.pause
                    return True
                wait = self._next - now
            self._sleep(wait)

    def _back_off(self, failed: Sequence[Failed], attempt: int) -> bool:
        """Let nobody call for a while; False when the engine asks for more patience than a run has."""
        asked = max(err.after or 0.0 for _, err in failed)
        if asked > _MOST_WAIT:
            return False
        wait = max(asked, _FIRST_WAIT * 2**attempt * (0.5 + self._pace.random()))
        with self._lock:
            self._next = max(self._next, self._pace.clock() + wait)
        return True


def _sort(batch: Batch, replies: Sequence[Reply], post: Post) -> list[Failed]:
    """Keep what is final; what is to be asked again. What speaks of the engine and not of the text is neither."""
    failed: list[Failed] = []
    for query, reply in zip(batch, replies, strict=True):
        if isinstance(reply, Err) and reply.fault in ("rate", "transient"):
            failed.append((query, reply))
        elif not isinstance(reply, Err) or reply.fault in ("input", "output"):
            post.keep(query, reply)
    return failed
