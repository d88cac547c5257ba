"""LibreTranslate, one's own server or a hosted one (docs.libretranslate.com)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Fault, Reply
from polypub.translate.engines.codes import by_tag, find_code, unknown_pair
from polypub.translate.engines.deep import Translator
from polypub.translate.engines.faults import Answer, said_in
from polypub.translate.engines.service import Place, accept_all

_SAID: tuple[tuple[str, Fault, str], ...] = (
    ("format is not supported", "output", "Use a newer LibreTranslate."),
    ("is not supported", "pair", "Use another engine for this language."),
    ("is not available", "pair", "Use another engine for this language."),
    ("exceeds text limit", "input", "Set `max_chars` in `[engines.{name}]` to less, or `batch` in its options."),
    ("api key", "auth", "Ask its operator for a key."),
    ("banned", "auth", "Ask its operator, or use another engine."),
    ("slowdown", "rate", "Wait, or set `pause` in `[engines.{name}]` to more."),
)
"""What its words mean, which its status alone does not tell."""


class LibreTranslateTranslator(Translator):
    """One pair of languages of a LibreTranslate server, as JSON."""

    def __init__(self, place: Place, source: str, target: str) -> None:
        """`source` and `target` are codes of that server."""
        super().__init__(source, target)
        self._place = place

    def translate_batch(self, batch: list[str]) -> list[str]:
        """The server's answers. ExchangeError says why there are none."""
        body: dict[str, object] = {"q": batch, "source": self.source, "target": self.target, "format": "text"}
        if self._place.key:
            body["api_key"] = self._place.key
        session = self._place.session
        found = session.json(session.post(f"{self._place.url}/translate", body))
        texts = found.get("translatedText") if isinstance(found, dict) else None
        if not isinstance(texts, list):
            raise session.fail(
                Err(f"{self._place.name} answered without translations", "Check its `url`.", "transient")
            )
        return [text if isinstance(text, str) else "" for text in texts]  # what is empty is refused later


class LibreTranslateService:
    """A LibreTranslate server, whose languages are asked for once."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._pairs: dict[str, tuple[str, ...]] = {}

    def ask(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Reply]:
        """All texts in one request."""
        translator = LibreTranslateTranslator(self._place, *self._codes(source, target))
        return accept_all(self._place.name, texts, translator.translate_batch(list(texts)))

    def look(self, source: Locale, targets: Sequence[Locale]) -> tuple[str, tuple[str, ...]]:
        """The languages that it has for the source."""
        pairs = self._languages()
        code = find_code(source, by_tag(pairs))
        languages = pairs.get(code or "", ())
        absent = [target for target in targets if not find_code(target, by_tag(languages))]
        note = f"answers; it has no {', '.join(absent)} for {source}" if absent else "answers"
        return note, languages

    def _codes(self, source: Locale, target: Locale) -> tuple[str, str]:
        pairs = self._languages()
        first = find_code(source, by_tag(pairs))
        second = find_code(target, by_tag(pairs.get(first or "", ())))
        if not first or not second or first == second:
            raise self._place.session.fail(unknown_pair(self._place.name, source, target))
        return first, second

    def _languages(self) -> dict[str, tuple[str, ...]]:
        """Each source with its targets, in the server's codes."""
        with self._lock:
            if not self._pairs:
                session = self._place.session
                self._pairs = _read(session.json(session.get(f"{self._place.url}/languages")))
            if not self._pairs:
                raise self._place.session.fail(Err(f"{self._place.name} has no languages", "Check its `url`.", "auth"))
            return self._pairs


def _read(found: object) -> dict[str, tuple[str, ...]]:
    """The answer of `/languages`; a server that names no targets has all of its languages as such."""
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    codes = tuple(str(row["code"]) for row in rows if row.get("code"))
    return {str(row["code"]): _targets(row.get("targets")) or codes for row in rows if row.get("code")}


def _targets(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else ()


def explain_libretranslate(name: str) -> Callable[[Answer], Err | None]:
    """LibreTranslate says in words what is wrong, mostly under status 400."""

    def explain(answer: Answer) -> Err | None:
        said = said_in(answer) if answer.status in (400, 403) else ""
        for words, fault, remedy in _SAID:
            if words in said.lower():
                return Err(f"{name} refuses (HTTP {answer.status}): {said}", remedy.format(name=name), fault)
        return None

    return explain
