"""Typed reading of a mapping by a msgspec struct: every problem at once, each with the line of its value.

The struct says what there may be: names, types, limits, defaults. A wrong value is noted and its default
(or nothing, where there is none) stands in for it, so that the checks that follow can go on and find more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

from polypub.errors import Problem
from polypub.formats.values import Value

Keys = TypeVar("Keys", bound=msgspec.Struct)
Convert = Callable[[type, object], object]
"""Makes a value of a type that msgspec does not know; ValueError says what was expected."""

_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_CLOSE_ENOUGH = 60


@dataclass(slots=True)
class FieldReader:
    """Reads the mappings of one file and gathers what is wrong with them."""

    path: str
    strict: bool = True
    """Values have the very type that is asked for; else a text is read as that type, and one value as a list of one."""
    convert: Convert | None = None
    problems: list[Problem] = field(default_factory=list)

    def read(self, keys: type[Keys], table: Value, name: str = "") -> Keys:
        """The struct that a mapping spells; `name` is the mapping's own, for the messages."""
        known = _fields(keys)
        for key, value in table.entries.items():
            if key not in known:
                self._unknown(key, value.line, known, name)
        values = {key: self._field(info, table, name + key) for key, info in known.items()}
        return keys(**values)

    def wrong(self, text: str, line: int, hint: str = "") -> None:
        """Note a problem of this file."""
        self.problems.append(Problem(text, self.path, line, hint))

    def _unknown(self, key: str, line: int, known: Iterable[str], name: str) -> None:
        nearest = nearest_name(key, known)
        hint = f"Did you mean `{name}{nearest}`?" if nearest else f"There are: {', '.join(known)}."
        self.wrong(f"unknown key `{name}{key}`", line, hint)

    def _field(self, info: FieldInfo, table: Value, name: str) -> object:
        value = table.entries.get(info.encode_name)
        if value is None or (not self.strict and value.content == ""):
            if info.required:
                self.wrong(f"`{name}` is missing", table.line, f"`{name}` must be {describe(info.type)}.")
            return _stand_in(info)
        struct = _struct(info.type)
        if struct is None:
            return self._scalar(info, value, name)
        if get_origin(info.type) is dict:
            return self._tables(struct, value, name)
        return self._nested(struct, value, name) or _stand_in(info)

    def _scalar(self, info: FieldInfo, value: Value, name: str) -> object:
        try:
            return self._converted(value, info.type)
        except msgspec.ValidationError:
            self._explain(info.type, value, name)
            return _stand_in(info)

    def _converted(self, value: Value, wanted: object) -> object:
        content = _prepare(wanted, value.plain, self.strict)
        return msgspec.convert(content, wanted, strict=self.strict, dec_hook=self.convert)

    def _explain(self, wanted: object, value: Value, name: str) -> None:
        """Note each wrong item of a list or mapping, else the value as a whole; msgspec names one and no line."""
        inner = {f"{name}.{key}": item for key, item in value.entries.items()}
        inner |= {f"{name}[{index}]": item for index, item in enumerate(value.items)}
        wrong = [(where, item) for where, item in inner.items() if not self._fits(item, _item_type(wanted))]
        for where, item in wrong:
            self.wrong(f"`{where}` must be {describe(_item_type(wanted))}, not {_show(item.content)}", item.line)
        if not wrong:
            alone = isinstance(value.content, str) and not self.strict and get_origin(wanted) is tuple
            expected = describe(_item_type(wanted) if alone else wanted)
            self.wrong(f"`{name}` must be {expected}, not {_show(value.content)}", value.line)

    def _fits(self, value: Value, wanted: object) -> bool:
        try:
            self._converted(value, wanted)
        except msgspec.ValidationError:
            return False
        return True

    def _tables(self, struct: type[msgspec.Struct], value: Value, name: str) -> dict[str, msgspec.Struct]:
        if not isinstance(value.content, Mapping):
            self.wrong(f"`{name}` must be a table of tables, not {_show(value.content)}", value.line)
        nested = ((key, self._nested(struct, item, f"{name}.{key}")) for key, item in value.entries.items())
        return {key: keys for key, keys in nested if keys is not None}

    def _nested(self, struct: type[msgspec.Struct], value: Value, name: str) -> msgspec.Struct | None:
        first = next(iter(_fields(struct)))
        if isinstance(value.content, str) and not self.strict:
            value = Value({first: value}, value.line)
        if isinstance(value.content, Mapping):
            return self.read(struct, value, f"{name}.")
        self.wrong(f"`{name}` must be a table with {', '.join(_fields(struct))}", value.line)
        return None


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, or None when none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return found[0] if found else None


def describe(wanted: object) -> str:
    """What a type asks for, in words: `a whole number from 1`, `one of "hide", "mark"`."""
    from msgspec import inspect

    return _describe(inspect.type_info(wanted))


def _describe(info: object) -> str:
    from msgspec import inspect as i

    match info:
        case i.Metadata() if info.extra_json_schema and "description" in info.extra_json_schema:
            return str(info.extra_json_schema["description"])
        case i.Metadata():
            return _describe(info.type)
        case i.StrType():
            return "text" if info.min_length is None and info.pattern is None else "a text that is not empty"
        case i.BoolType():
            return "true or false"
        case i.IntType():
            return f"a whole number{_limits(info)}"
        case i.FloatType():
            return f"a number{_limits(info)}"
        case i.LiteralType():
            values = [f'"{value}"' for value in info.values]
            return f"one of {', '.join(values)}" if len(values) > 1 else f"{values[0]}, the only choice there is"
        case i.UnionType():
            return " or ".join(_describe(kind) for kind in info.types if not isinstance(kind, i.NoneType))
        case i.VarTupleType():
            return "a list"
        case i.DictType():
            return "a table"
        case i.CustomType():
            return str(getattr(info.cls, "expected", "another value"))
    return "another value"


def _limits(info: object) -> str:
    low, high = getattr(info, "ge", None), getattr(info, "le", None)
    if low is None:
        return ""
    return f" of at least {low:g}" if high is None else f" from {low:g} to {high:g}"


def _show(content: object) -> str:
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, str):
        return f'"{content[:40]}"' if content else "an empty text"
    if isinstance(content, tuple):
        return "a list"
    return "a table" if isinstance(content, Mapping) else str(content)


def _prepare(wanted: object, content: object, strict: bool) -> object:
    """Untyped text as the wanted type spells it: `yes` is true for a switch, one text is a list of one."""
    if strict or not isinstance(content, str):
        return content
    if get_origin(wanted) is tuple:
        return [content]
    return _WORDS.get(content.lower(), content) if wanted is bool else content


def _stand_in(info: FieldInfo) -> object:
    if info.default_factory is not msgspec.NODEFAULT:
        return info.default_factory()
    return "" if info.required else info.default


def _item_type(wanted: object) -> object:
    """The type of a list's items or of a mapping's values; anything for other types, which have none."""
    if get_origin(wanted) is dict:
        return get_args(wanted)[1]
    return get_args(wanted)[0] if get_origin(wanted) is tuple else Any


def _struct(wanted: object) -> type[msgspec.Struct] | None:
    kinds = (wanted, *get_args(wanted))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, msgspec.Struct)), None)


@lru_cache
def _fields(keys: type[msgspec.Struct]) -> dict[str, FieldInfo]:
    return {info.encode_name: info for info in fields(keys)}
