"""Queries: everything a page is made from is asked for by name, so that what it used can be written down.

A page's record is the names it asked for and digests of the answers. Next time it is rendered only if an answer
differs; that is the whole of incremental building.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def digest_of(value: object) -> str:
    """Sixteen hexadecimal digits of BLAKE2b over a value's representation, which must be the same in every run."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Asked:
    """Answers by query, each computed once; `uses` is what has been asked for since `begin`."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[Any, str]] = {}
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
        return self._answers.get(query, (None, ""))[1]

    def answer(self, query: str, compute: Callable[[], T]) -> T:
        """The query's answer; what it asks in turn is part of its digest and not recorded."""
        if query not in self._answers:
            self._depth += 1
            try:
                value = compute()
            finally:
                self._depth -= 1
            self._answers[query] = value, digest_of(value)
        value, digest = self._answers[query]
        if not self._depth:
            self.uses[query] = digest
        return cast("T", value)  # the name says which method answered


A = TypeVar("A", bound=Asked)


def query(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], T]:
    """Make a method of string arguments without spaces a query."""
    verb = method.__name__

    def ask(self: A, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.answer(" ".join((verb, *map(str, args))), lambda: method(self, *args, **kwargs))

    return functools.update_wrapper(ask, method)
