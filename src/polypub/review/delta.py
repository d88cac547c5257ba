"""What changed between two versions of a file, small enough to keep many of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delta:
    """The way back from a file's new bytes to its old ones: `undo(new) == old`, for no other bytes than the new."""

    head: int
    """So many bytes are the same at the beginning."""
    old: bytes
    """What stood behind them."""
    size: int
    """How many bytes stand there now."""
    digest: bytes
    """Of the new bytes."""

    def undo(self, data: bytes) -> bytes | None:
        """The old bytes, byte for byte; None when these are not the new ones."""
        if _digest(data) != self.digest:
            return None
        return data[: self.head] + self.old + data[self.head + self.size :]


def find_delta(old: bytes, new: bytes) -> Delta:
    """The way from the new bytes back to the old ones."""
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    return Delta(head, old[head : len(old) - tail], len(new) - tail - head, _digest(new))


def _same(one: bytes, other: bytes) -> int:
    """How many bytes are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).digest()
