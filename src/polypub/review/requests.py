"""What clients may send: every field with its type and its bounds."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from polypub.review.refusals import Refusal

MOST_BYTES = 1_000_000
"""Of a request's body."""

Name = Annotated[str, Meta(min_length=1, max_length=2000)]
Version = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]
Text = Annotated[str, Meta(max_length=100_000)]
Texts = Annotated[tuple[Text, ...], Meta(min_length=1, max_length=10)]


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request that says all by being sent."""


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message."""

    name: Name


class Typed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody is typing as a message's translation."""

    name: Name
    texts: Texts


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message as the person saw it."""

    name: Name
    version: Version


class Edited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message as the person saw it, and the texts that it is to have."""

    name: Name
    version: Version
    texts: Texts


class Here(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The address of the page that a client is on."""

    path: Annotated[str, Meta(max_length=4000)] = ""


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which messages are asked for."""

    domain: Annotated[str, Meta(max_length=2000)] = ""
    state: Annotated[str, Meta(max_length=40)] = ""
    text: Annotated[str, Meta(max_length=200)] = ""
    offset: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


T = TypeVar("T")


def read_body(body: bytes, kind: type[T]) -> T:
    """A request's body as a value; Refusal when it is none."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("the request cannot be read", str(error)[:200]) from error


def read_query(query: dict[str, str], kind: type[T]) -> T:
    """A request's query as a value; Refusal when it is none."""
    try:
        return msgspec.convert(query, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal("the request cannot be read", str(error)[:200]) from error
