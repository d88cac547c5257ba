"""Queries: everything a page is made from is asked for by name, so that what it used can be written down.

A page's record is the names it asked for and digests of the answers. Next time it is rendered only if an answer
differs; that is the whole of incremental building.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

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

    def _compute(self, query: str, compute: Callable[[], object]) -> object:
        """A query's answer; what it asks in turn is part of its digest and not recorded."""
        self._depth += 1
        try:
            value = self._answers[query] = compute()
        finally:
            self._depth -= 1
        return value

    def _digest(self, query: str) -> str:
        found = self._digests.get(query)
        if found is None:
            found = self._digests[query] = digest_of(self._answers[query])
        return found


A = TypeVar("A", bound=Asked)


def query(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], T]:
    """Make a method of string arguments without spaces a query.

    A page asks some thirty; so that an answer which is there costs one look, a question is no more than its name.
    """
    verb = method.__name__
    stem = f"{verb} "

    def ask(self: A, /, *args: P.args, **kwargs: P.kwargs) -> T:
        name = f"{stem}{args[0]}" if len(args) == 1 else " ".join((verb, *map(str, args))) if args else verb
        try:
            value = self._answers[name]
        except KeyError:
            value = self._compute(name, partial(method, self, *args, **kwargs))
        if not self._depth and name not in self.uses:
            self.uses[name] = self._digest(name)
        return value  # type: ignore[no-any-return]  # the name says which method answered

    return update_wrapper(ask, method)
