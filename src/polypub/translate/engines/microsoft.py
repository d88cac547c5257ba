"""Microsoft's Translator in Azure, version 3, by deep-translator's class (learn.microsoft.com, Translator v3.0)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from polypub.translate.engines.base import Err, Fault
from polypub.translate.engines.codes import by_tag
from polypub.translate.engines.deep import AzureTranslator, ScrapedService
from polypub.translate.engines.faults import Answer, said_in
from polypub.translate.engines.service import Place

_SAID: tuple[tuple[str, Fault, str], ...] = (
    ("quota", "quota", "Wait until the quota is renewed, or change the plan."),
    ("language", "pair", "Use another engine for this language."),
    ("maximum", "input", "Set `max_chars` in `[engines.{name}]` to less."),
)
"""What its words mean under 400 and 403, whose statuses alone do not tell."""


class MicrosoftService(ScrapedService):
    """Azure, whose languages are asked for once, without a key."""

    def __init__(self, place: Place) -> None:
        options = {"api_key": place.key, **place.options}
        super().__init__(place, AzureTranslator, options)
        self._place = place
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def codes(self) -> Mapping[str, str]:
        """Its languages by lower-case tag. ExchangeError when they cannot be had."""
        with self._lock:
            if not self._known:
                session = self._place.session
                params = {"api-version": "3.0", "scope": "translation"}
                found = session.json(session.get(f"{self._place.url}/languages", params))
                languages = found.get("translation") if isinstance(found, dict) else None
                self._known = by_tag(languages if isinstance(languages, dict) else ())
            if not self._known:
                raise self._place.session.fail(Err(f"{self._place.name} has no languages", "Check its `url`.", "auth"))
            return self._known


def explain_microsoft(name: str) -> Callable[[Answer], Err | None]:
    """Azure says in words which limit or language it means."""

    def explain(answer: Answer) -> Err | None:
        said = said_in(answer) if answer.status in (400, 403) else ""
        for word, fault, remedy in _SAID:
            if word in said.lower():
                return Err(f"{name} refuses (HTTP {answer.status}): {said}", remedy.format(name=name), fault)
        return None

    return explain
