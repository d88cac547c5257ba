"""CLDR's plural rules (UTS #35) reduced to whole numbers: what they say, whom they hold for, and how C spells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RELATION = re.compile(r"([a-z])(?: mod (\d+))?( not)? (?:with)?in ([\d.,]+)")
_WHOLE = ("n", "i")
"""The operands that are the number itself; the others count its decimals, of which a whole number has none."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`n % modulus` lies, or lies not, in one of the ranges; modulus 0 is the number itself."""

    modulus: int
    negated: bool
    ranges: tuple[tuple[int, int], ...]

    def holds(self, number: int) -> bool:
        """Whether the number fulfils it."""
        value = number % self.modulus if self.modulus else number
        return self.negated != any(low <= value <= high for low, high in self.ranges)

    def in_c(self) -> str:
        """The relation as gettext's C expression, safe to join by `&&`."""
        value = f"n%{self.modulus}" if self.modulus else "n"
        parts = [_outside(value, *pair) if self.negated else _inside(value, *pair) for pair in self.ranges]
        if self.negated:
            return " && ".join(parts)
        return parts[0] if len(parts) == 1 else f"({' || '.join(parts)})"


def _inside(value: str, low: int, high: int) -> str:
    if low == high:
        return f"{value}=={low}"
    return f"{value}>={low} && {value}<={high}" if low else f"{value}<={high}"


def _outside(value: str, low: int, high: int) -> str:
    if low == high:
        return f"{value}!={low}"
    return f"({value}<{low} || {value}>{high})" if low else f"{value}>{high}"


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, each a list of relations that hold together; without alternatives it never holds."""

    alternatives: tuple[tuple[Relation, ...], ...]

    def holds(self, number: int) -> bool:
        """Whether the number fulfils one of the alternatives."""
        return any(all(relation.holds(number) for relation in every) for every in self.alternatives)

    def in_c(self) -> str:
        """The condition as gettext's C expression."""
        return " || ".join(" && ".join(relation.in_c() for relation in every) for every in self.alternatives)


def read_rule(text: str) -> Condition:
    """The part of a rule (`v in 0 and i mod 10 in 2..4 or …`) that speaks of whole numbers."""
    return Condition(tuple(_alternatives(text)))


def _alternatives(text: str) -> Iterator[tuple[Relation, ...]]:
    for alternative in text.split(" or "):
        read = [_read_relation(relation) for relation in alternative.split(" and ")]
        # Without decimals the other operands are 0, which decides their relations here and now.
        if all(relation.holds(0) for operand, relation in read if operand not in _WHOLE):
            yield tuple(relation for operand, relation in read if operand in _WHOLE)


def _read_relation(text: str) -> tuple[str, Relation]:
    found = _RELATION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a relation of a CLDR plural rule")
    operand, modulus, negated, ranges = found.groups()
    pairs = [part.partition("..") for part in ranges.split(",")]
    bounds = tuple((int(low), int(high or low)) for low, _, high in pairs)
    return operand, Relation(int(modulus or 0), bool(negated), bounds)


def speaks_of_compact_numbers(text: str) -> bool:
    """Whether a rule is about numbers written like `1M`: it asks for the exponent."""
    return any(found[1] in ("c", "e") for found in _RELATION.finditer(text))
