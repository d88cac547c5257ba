"""A share of a site's files, for one of several machines: told by the path alone, so that all agree without a word."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_NAME = re.compile(r"(\d{1,6})-of-(\d{1,6})")


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """Part `number` (from 1) of `total`; the whole is part 1 of 1."""

    number: int = 1
    total: int = 1

    @property
    def is_whole(self) -> bool:
        """There is no other part."""
        return self.total == 1

    @property
    def name(self) -> str:
        """`3-of-16`."""
        return f"{self.number}-of-{self.total}"

    def has(self, path: str) -> bool:
        """Whether a file of the output is in this part; the same in every run, on every machine."""
        if self.is_whole:
            return True
        digest = hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.total == self.number - 1


def parse_shard(text: str) -> Shard | None:
    """`3/16`; None for anything else."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip(), re.ASCII)
    shard = Shard(int(found[1]), int(found[2])) if found else None
    return shard if shard and 1 <= shard.number <= shard.total else None


def read_name(name: str) -> Shard | None:
    """The shard that is called so; None for none."""
    found = _NAME.fullmatch(name)
    return Shard(int(found[1]), int(found[2])) if found else None
