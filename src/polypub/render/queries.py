"""Queries: everything a page is made from is asked for by name, so that what it used can be written down.

A page's record is the names it asked for and digests of the answers. Next time it is rendered only if an answer
differs; that is the whole of incremental building.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import msgspec

P = ParamSpec("P")
T = TypeVar("T")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=repr)


def digest_of(value: object) -> str:
    """Sixteen hexadecimal digits of BLAKE2b over a value's content, whose order must be the same in every run."""
    return hashlib.blake2b(_ENCODER.encode(value), digest_size=8).hexdigest()


class Asked:
    """Answers by query, each computed once; `uses` is what has been asked for since `begin`."""

    def __init__(self) -> None:
        self._answers: dict[str, Any] = {}
        self._digests: dict[str, str] = {}
        """Of those answers that a page has recorded: most are parts of others."""
        self._depth = 0
        self.uses: dict[str, str] = {}

    def begin(self) -> None:
        """Start the record of another page."""
        self.uses = {}

    def digest(self, query: str) -> str:
        """The digest of a recorded query's answer now; empty when the query makes no sense any more."""
        verb, *arguments = query.split(" ")
        try:
            getattr(self, verb)(*arguments)
        except (AttributeError, LookupError, TypeError, ValueError):
            return ""
        return self._digest(query) if query in self._answers else ""

    def answer(self, query: str, compute: Callable[[], T]) -> T:
        """The query's answer; what it asks in turn is part of its digest and not recorded."""
        try:
            value = self._answers[query]
        except KeyError:
            self._depth += 1
            try:
                value = self._answers[query] = compute()
            finally:
                self._depth -= 1
        if not self._depth:
            self.uses[query] = self._digest(query)
        return cast("T", value)  # the name says which method answered

    def _digest(self, query: str) -> str:
        found = self._digests.get(query)
        if found is None:
            found = self._digests[query] = digest_of(self._answers[query])
        return found


A = TypeVar("A", bound=Asked)


def query(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], T]:
    """Make a method of string arguments without spaces a query."""
    verb = method.__name__

    def ask(self: A, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.answer(" ".join((verb, *map(str, args))), lambda: method(self, *args, **kwargs))

    return functools.update_wrapper(ask, method)
