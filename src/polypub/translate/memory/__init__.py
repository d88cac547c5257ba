"""The translation memory: what people have approved, found again by its source or by one that is like it."""

from polypub.translate.memory.entry import Entry, Match, Origin, Pair, approved_entries
from polypub.translate.memory.store import Memory, open_memory

__all__ = ["Entry", "Match", "Memory", "Origin", "Pair", "approved_entries", "open_memory"]
