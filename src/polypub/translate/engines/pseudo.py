"""A pretence of translation that shows what a layout does to longer, accented or right-to-left text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Limits, Ok, Probe, Query, Reply, TokenStyle

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTS = str.maketrans(
    _LATIN + _LATIN.upper(),
    "áƀćđéƒǵĥíĵķĺḿńóṕɋŕśţúṽŵẋýź" + "ÁɃĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŢÚṼŴẊÝŹ",
)
_ARABIC = str.maketrans(_LATIN + _LATIN.upper(), "ابجدهفغحيذكلمنعپقرستوڤشخطز" * 2)
_HEBREW = str.maketrans(_LATIN + _LATIN.upper(), "אבגדהופךחיכלמנסעקרשתטםןצזף" * 2)
_RIGHT_TO_LEFT = {"he": _HEBREW, "yi": _HEBREW, "Hebr": _HEBREW, "Arab": _ARABIC} | dict.fromkeys(
    ("ar", "fa", "ur", "ps", "sd", "ug", "ckb", "ks", "dv", "syr", "nqo"), _ARABIC
)
_LIMITS = Limits(max_batch=1000)
_HIDDEN = re.compile(r"(⟦\d+⟧|\[X\d+X\])")
_PADDING = "\u223c"
"""A tilde that Markdown does not know: `~~` would strike out."""


@dataclass(frozen=True, slots=True)
class PseudoEngine:
    """Accents (or right-to-left letters for such locales), three tenths longer, in `«…»`; offline, deterministic."""

    name: str = "pseudo"
    version: str = "1"
    needs: str = "nothing; it works offline"
    token: TokenStyle = "brackets"  # noqa: S105  # not a secret
    limits: Limits = _LIMITS

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """Every text in disguise; hidden markup stays as it is."""
        del source
        table = _letters(target)
        return [Ok(_disguise(query.text, table)) for query in queries]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """It is always there, for every language."""
        del source
        return Probe(answers=True, note="disguises every language", languages=tuple(targets))

    def close(self) -> None:
        """It holds nothing."""


def make_pseudo(settings: EngineSettings) -> PseudoEngine:
    """The pretence under the name of its table."""
    return PseudoEngine(name=settings.name)


def _letters(target: Locale) -> dict[int, int]:
    """The script decides where the tag names one, else the language."""
    language, *others = target.split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return _RIGHT_TO_LEFT.get(script or language, _ACCENTS)


def _disguise(text: str, table: dict[int, int]) -> str:
    parts = _HIDDEN.split(text)
    parts[::2] = [part.translate(table) for part in parts[::2]]
    padding = _pad(sum(map(len, parts[::2])))
    return f"«{''.join(parts)}{padding}»"


def _pad(length: int) -> str:
    """Words that together make a text of that length three tenths longer."""
    words, rest = [], max(1, round(length * 0.3) - 2)
    while rest > 0:
        words.append(_PADDING * min(7, rest))
        rest -= 8
    return " " + " ".join(words)
