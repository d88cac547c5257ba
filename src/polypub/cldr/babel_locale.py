"""The guarded door to Babel: locale objects whose data no other locale can spoil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import babel.core
import babel.localedata

from polypub.cldr.subtags import data_name
from polypub.model.locale import Locale


class ResolvedData(Mapping[Any, Any]):
    """CLDR data of one locale as a mapping that follows aliases and never writes to what it reads.

    Babel 2.18 stores what an alias resolved to in dictionaries that all locales share, so that the month names
    of whichever locale is formatted first appear in the others. Here each locale remembers its own answers.
    """

    __slots__ = ("_answers", "_raw", "_root")

    def __init__(self, raw: Mapping[Any, Any], root: ResolvedData | None = None) -> None:
        self._raw = raw
        self._root = root or self
        self._answers: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        try:
            return self._answers[key]
        except KeyError:
            answer = self._answers[key] = self._resolve(self._raw[key])
            return answer

    def __iter__(self) -> Iterator[Any]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def copy(self) -> dict[Any, Any]:
        """A plain dictionary of the resolved values, which the caller may change."""
        return dict(self)

    def _resolve(self, value: Any) -> Any:
        if isinstance(value, babel.localedata.Alias):
            return self._follow(value)
        if isinstance(value, tuple) and value and isinstance(value[0], babel.localedata.Alias):
            alias, own = value
            return ResolvedData(_overridden(self._follow(alias), own), self._root)
        if isinstance(value, dict):
            return ResolvedData(value, self._root)
        return value

    def _follow(self, alias: babel.localedata.Alias) -> Any:
        value: Any = self._root
        for key in alias.keys:
            value = value[key]
        return value


def _overridden(inherited: ResolvedData, own: Mapping[Any, Any]) -> dict[Any, Any]:
    merged = dict(inherited._raw)
    babel.localedata.merge(merged, own)
    return merged


class GuardedLocale(babel.core.Locale):
    """A Babel locale that every function of Babel accepts and that reads its data through `ResolvedData`."""

    @property
    def _data(self) -> ResolvedData:  # type: ignore[override]  # a Mapping is all that Babel reads it as
        return resolved_data(str(self))


@cache
def resolved_data(name: str) -> ResolvedData:
    """The data of one of Babel's locales, with what it inherits."""
    return ResolvedData(babel.localedata.load(name))


@cache
def babel_locale(locale: Locale) -> GuardedLocale:
    """Babel's data for a locale; of `be-PL`, which has none of its own, that of `be`."""
    name = data_name(locale)
    if name is None:
        raise ValueError(f"CLDR has no data for {locale!r}; locales are made by parse_locale")
    return GuardedLocale(*babel.core.parse_locale(name)[:4])
