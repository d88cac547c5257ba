"""The engines that text is sent to over a network: Google, MyMemory, Microsoft, LibreTranslate, DeepL.

Each is a row of facts here, and a service in a module of its own that is loaded when it is first asked, since
deep-translator and requests take a quarter of a second to load.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import quote_plus

from polypub.errors import UsageError
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Limits, Probe, Query, Reply, TokenStyle
from polypub.translate.engines.faults import ExchangeError
from polypub.translate.engines.keys import Key, find_key, require_key
from polypub.translate.engines.kind import (
    Kind,
    clear_text_warning,
    limits_of,
    place_of,
    settings_problems,
    version_of,
)
from polypub.translate.engines.service import Service
from polypub.translate.engines.session import Session


class OnlineEngine:
    """An engine on a network; it is opened by whichever thread asks it first."""

    def __init__(self, settings: EngineSettings, kind: Kind, key: Key) -> None:
        self.name = settings.name
        self.version = version_of(settings)
        self.needs = kind.needs
        self.token: TokenStyle = kind.token
        self.limits = limits_of(settings, kind)
        self._warning = _joined(key.warning, clear_text_warning(settings, key))
        self._open: Callable[[], tuple[Session, Service]] = lambda: kind.open(settings, key.secret)
        self._lock = threading.Lock()
        self._opened: tuple[Session, Service] | None = None

    def __repr__(self) -> str:
        """Its name and version, and no more."""
        return f"OnlineEngine({self.name!r}, {self.version!r})"

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """The texts alone are sent, those that can be; a fault is told for each that it hit."""
        refused = {place: err for place, query in enumerate(queries) if (err := self._unfit(query.text))}
        texts = [query.text for place, query in enumerate(queries) if place not in refused]
        replies = iter(self._ask(texts, source, target) if texts else [])
        return [refused.get(place) or next(replies) for place in range(len(queries))]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """What it says of itself."""
        try:
            note, languages = self._service().look(source, targets)
        except ExchangeError as error:
            return Probe(answers=False, note=_joined(error.err.reason, error.err.remedy.rstrip(".")))
        except Exception as error:  # a server may answer anything
            return Probe(answers=False, note=self._unexpected(error).reason)
        return Probe(answers=True, note=_joined(note, self._warning), languages=languages)

    def close(self) -> None:
        """Close its connections."""
        if self._opened:
            self._opened[0].close()

    def _ask(self, texts: Sequence[str], source: Locale, target: Locale) -> Sequence[Reply]:
        try:
            return self._service().ask(texts, source, target)
        except ExchangeError as error:
            return [error.err] * len(texts)
        except Exception as error:  # a server may answer anything
            return [self._unexpected(error)] * len(texts)

    def _service(self) -> Service:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened[1]

    def _unfit(self, text: str) -> Err | None:
        if not text.strip():
            return Err("the text is empty", "Correct the source.", "input")
        if any("\ud800" <= character <= "\udfff" for character in text):
            return Err("the text has broken characters", "Correct the source.", "input")
        most = self.limits.max_chars
        if (most and len(text) > most) or _is_too_wide(text, self.limits.max_url_bytes):
            return Err(f"the text is too long for {self.name}", "Shorten it, or translate it by hand.", "input")
        return None

    def _unexpected(self, error: Exception) -> Err:
        """The error's own words may hold a key, and are not repeated."""
        reason = f"{self.name} answered in a way that is not understood ({type(error).__name__})"
        return Err(reason, "Translate the message by hand, or use another engine.")


def make_google(settings: EngineSettings) -> OnlineEngine:
    """Google's page; UsageError says what its settings have wrong."""
    return _make(settings, _GOOGLE)


def make_mymemory(settings: EngineSettings) -> OnlineEngine:
    """MyMemory; UsageError says what its settings have wrong."""
    return _make(settings, _MYMEMORY)


def make_microsoft(settings: EngineSettings) -> OnlineEngine:
    """Microsoft's Translator in Azure; UsageError says what its settings lack or have wrong."""
    return _make(settings, _MICROSOFT)


def make_libretranslate(settings: EngineSettings) -> OnlineEngine:
    """A LibreTranslate server; UsageError says what its settings lack or have wrong."""
    return _make(settings, _LIBRETRANSLATE)


def make_deepl(settings: EngineSettings) -> OnlineEngine:
    """DeepL; UsageError says what its settings lack or have wrong."""
    return _make(settings, _DEEPL)


def _make(settings: EngineSettings, kind: Kind) -> OnlineEngine:
    if problems := list(settings_problems(settings, kind)):
        raise UsageError(problems)
    return OnlineEngine(settings, kind, kind.key(settings))


def _is_too_wide(text: str, most: int) -> bool:
    return bool(most) and len(quote_plus(text)) > most


def _joined(*sentences: str) -> str:
    return "; ".join(filter(None, sentences))


def _open_google(settings: EngineSettings, key: str) -> tuple[Session, Service]:
    from polypub.translate.engines.deep import GoogleService, explain_google

    place = place_of(settings, "https://translate.google.com/m", key, explain_google(settings.name))
    return place.session, GoogleService(place)


def _open_mymemory(settings: EngineSettings, key: str) -> tuple[Session, Service]:
    from polypub.translate.engines.deep import MyMemoryService, explain_my_memory

    # deep-translator has it with http.
    place = place_of(settings, "https://api.mymemory.translated.net/get", key, explain_my_memory(settings.name))
    return place.session, MyMemoryService(place)


def _open_microsoft(settings: EngineSettings, key: str) -> tuple[Session, Service]:
    from polypub.translate.engines.microsoft import MicrosoftService, explain_microsoft

    place = place_of(settings, "https://api.cognitive.microsofttranslator.com", key, explain_microsoft(settings.name))
    return place.session, MicrosoftService(place)


def _open_libretranslate(settings: EngineSettings, key: str) -> tuple[Session, Service]:
    from polypub.translate.engines.libretranslate import LibreTranslateService, explain_libretranslate

    place = place_of(settings, "", key, explain_libretranslate(settings.name))
    return place.session, LibreTranslateService(place)


def _open_deepl(settings: EngineSettings, key: str) -> tuple[Session, Service]:
    from polypub.translate.engines.deepl import DeepLService, deepl_url, explain_deepl

    place = place_of(settings, deepl_url(key), key, explain_deepl(settings.name))
    models = {"model_type": settings.model} if settings.model else {}
    return place.session, DeepLService(replace(place, options={**place.options, **models}))


_GOOGLE = Kind(
    open=_open_google,
    needs="a network; it is Google's page for readers, no official interface, and stops those who ask much",
    limits=Limits(max_chars=4999, max_url_bytes=15_500, workers=1, pause=1.0),
    has_most=True,
)
_MYMEMORY = Kind(
    open=_open_mymemory,
    needs="a network; 5,000 characters a day, or 50,000 with an `email` in its options",
    limits=Limits(max_chars=499, max_url_bytes=1500, workers=1, pause=1.0),
    options={"email": str},
    has_most=True,
)
_MICROSOFT = Kind(
    open=_open_microsoft,
    needs="a network and a key of a Translator resource in Azure, and its `region` unless that is global",
    limits=Limits(max_chars=10_000, workers=2),
    key=require_key,
    options={"region": str},
)
_LIBRETRANSLATE = Kind(
    open=_open_libretranslate,
    needs="a LibreTranslate server, its address in `url`, and a key if the server wants one",
    limits=Limits(max_chars=2000, max_batch=20, max_batch_chars=10_000, workers=2),
    key=find_key,
    options={"batch": int},
    needs_url=True,
)
_DEEPL = Kind(
    open=_open_deepl,
    needs="a network and a DeepL API key, free or paid",
    limits=Limits(max_chars=30_000, max_batch=50, max_batch_chars=30_000, workers=2),
    key=require_key,
    options={"batch": int, "formality": str, "glossary_id": str},
    token="brackets",  # noqa: S106  # not a secret
    has_models=True,
)
