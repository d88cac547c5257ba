"""Apertium's own server (APY): one text in a request, short enough that it is not cut off unsaid."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urlsplit

from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.apertium_modes import Direction, find_direction, languages_from
from polypub.translate.engines.base import Err, Limits, Probe, Query, Reply, TokenStyle
from polypub.translate.engines.faults import Answer, ExchangeError
from polypub.translate.engines.session import Session

_ADAPTER = 1
"""Goes up whenever the same words of Apertium make another draft."""
_TIMEOUT = 30.0
_MAX_CHARS = 1000
"""A busy server reads no more than ten pieces of a thousand characters, and answers as if that were all."""
_MAX_URL_BYTES = 6000
_MAX_BATCH = 10
_WORKERS = 2


class ServedApertium:
    """A server of Apertium's, asked for one text at a time."""

    token: TokenStyle = "brackets"  # noqa: S105  # not a secret
    needs = "a server of Apertium's (APY) with the pair of languages, at `url`"

    def __init__(self, settings: EngineSettings) -> None:
        self.name = settings.name
        self.limits = Limits(
            max_chars=min(settings.max_chars or _MAX_CHARS, _MAX_CHARS),
            max_url_bytes=_MAX_URL_BYTES,
            max_batch=_MAX_BATCH,
            workers=settings.workers or _WORKERS,
            pause=settings.pause or 0.0,
        )
        self._url = settings.url.rstrip("/")
        secrets = filter(None, [urlsplit(settings.url).password])
        self._session = Session(settings.name, settings.timeout or _TIMEOUT, secrets, explain_apy)
        self._lock = threading.Lock()
        self._directions: tuple[Direction, ...] = ()

    @property
    def version(self) -> str:
        """The adapter and the server's address, without a name or password in it."""
        host = urlsplit(self._url).netloc.rpartition("@")[2]
        return f"apertium {_ADAPTER} at {host}"

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text."""
        try:
            direction = find_direction(self._pairs(), source, target)
        except ExchangeError as error:
            return [error.err] * len(queries)
        if direction is None:
            reason = f"{self.name} has no pair {source} to {target}"
            return [Err(reason, "Install the pair on the server, or use another engine.", "pair")] * len(queries)
        from polypub.translate.engines.apertium_translator import ApertiumTranslator

        asked = ApertiumTranslator(direction, partial(self._ask, direction=direction), self.limits.max_chars)
        return [asked.reply(query.text) for query in queries]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """Asks for the list of pairs."""
        try:
            languages = languages_from(self._pairs(), source)
        except ExchangeError as error:
            return Probe(False, "; ".join(filter(None, (error.err.reason, error.err.remedy.rstrip(".")))))
        missing = [target for target in targets if find_direction(self._pairs(), source, target) is None]
        lacks = f"; none from {source} to {', '.join(missing)}" if missing else ""
        count = len(self._pairs())
        return Probe(True, f"answers, with {count} pair{'' if count == 1 else 's'}{lacks}", languages)

    def close(self) -> None:
        """Closes its connections."""
        self._session.close()

    def _pairs(self) -> tuple[Direction, ...]:
        """What the server has, asked once; ExchangeError when it does not say."""
        with self._lock:
            if not self._directions:
                answer = self._session.get(f"{self._url}/listPairs")
                self._directions = self._read_pairs(self._session.json(answer))
            return self._directions

    def _read_pairs(self, found: object) -> tuple[Direction, ...]:
        rows = found.get("responseData") if isinstance(found, dict) else None
        pairs = [(row.get("sourceLanguage"), row.get("targetLanguage")) for row in rows or () if isinstance(row, dict)]
        known = tuple((left, right) for left, right in pairs if isinstance(left, str) and isinstance(right, str))
        if not known:
            raise self._session.fail(Err(f"{self.name} lists no pairs", "Check `url` and the server's pairs.", "auth"))
        return known

    def _ask(self, text: str, direction: Direction) -> str | Err:
        params = {"q": text, "langpair": "|".join(direction), "markUnknown": "yes", "format": "txt"}
        try:
            found = self._session.json(self._session.get(f"{self._url}/translate", params))
        except ExchangeError as error:
            return error.err
        data = found.get("responseData") if isinstance(found, dict) and found.get("responseStatus") == 200 else None
        words = data.get("translatedText") if isinstance(data, Mapping) else None
        if not isinstance(words, str):
            return Err(f"{self.name} answered without a translation", "Translate the message by hand.")
        return words


def explain_apy(answer: Answer) -> Err | None:
    """A pair that is not installed is a 400 like any other, told apart by its words."""
    if answer.status != 400 or "pair" not in _explanation(answer):
        return None
    return Err(_explanation(answer), "Install the pair on the server, or use another engine.", "pair")


def _explanation(answer: Answer) -> str:
    try:
        found = json.loads(answer.text)
    except ValueError:
        return ""
    said = found.get("explanation") if isinstance(found, dict) else None
    return said if isinstance(said, str) else ""
