"""The only door to deep-translator: its classes behind our sessions, and the base of translators of ours.

Of version 1.11.4 these work and are offered: GoogleTranslator, MyMemoryTranslator and MicrosoftTranslator. These are
not: DeeplTranslator (GET with the key in the address, which DeepL has ended) and LibreTranslator (17 languages, the key
in the address) are replaced by `deepl` and `libretranslate`; ChatGptTranslator needs an interface that is gone, for
which there is `llm`; YandexTranslator and PapagoTranslator speak to APIs that were closed; QcriTranslator knows three
languages; BaiduTranslator wants two secrets and tells its errors without their codes; PonsTranslator and
LingueeTranslator are dictionaries.

What those that work leave out is put in here. Their functions are run with a `requests` of ours, which has time-outs,
keeps connections and tells faults apart; nothing of the library is changed for others who use it. Each text has an
object of its own, since an object that is shared by threads mixes up their answers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FunctionType
from typing import Any
from urllib.parse import urlencode, urlsplit

from deep_translator import (
    GoogleTranslator,
    MicrosoftTranslator,
    MyMemoryTranslator,
    exceptions,
)
from deep_translator.base import BaseTranslator
from deep_translator.constants import (
    GOOGLE_LANGUAGES_TO_CODES,
    MY_MEMORY_LANGUAGES_TO_CODES,
)

from polypub.cldr.subtags import Subtags, likely_subtags
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Fault, Reply
from polypub.translate.engines.codes import by_tag, find_code, unknown_pair
from polypub.translate.engines.faults import Answer, ExchangeError, fault_of, read_json, said_in
from polypub.translate.engines.service import Place, accept
from polypub.translate.engines.session import Session

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ASKS_WHO_IS_THERE = re.compile(r"captcha|/sorry/|unusual traffic|consent\.google|not a robot", re.IGNORECASE)
_ENDING: tuple[Fault, ...] = ("rate", "quota", "auth", "pair")
"""Faults that the next text would meet again."""
_WAIT = "Wait some hours, set `pause` to more, or use another engine."


class Translator(BaseTranslator):  # type: ignore[misc]  # the library has no types
    """A translator of ours with deep-translator's interface; it sends texts together."""

    def __init__(self, source: str, target: str) -> None:
        """`source` and `target` are the engine's own codes."""
        super().__init__(languages={source: source, target: target}, source=source, target=target)

    def translate(self, text: str) -> str:
        """The translation of one text."""
        return self.translate_batch([text])[0]

    def translate_batch(self, batch: list[str]) -> list[str]:
        """The translations of several texts, in order."""
        raise NotImplementedError


class AzureTranslator(MicrosoftTranslator):  # type: ignore[misc]  # the library has no types
    """The library's class, less the request for all languages that it makes for every text."""

    def __init__(self, source: str, target: str, **options: Any) -> None:
        """`source` and `target` are Azure's codes."""
        self._pair = {source: source, target: target}
        super().__init__(source=source, target=target, **options)

    def _get_supported_languages(self) -> dict[str, str]:
        return self._pair


class ScrapedService:
    """Translators of deep-translator's that take one text at a time."""

    def __init__(self, place: Place, kind: type[Any], options: Mapping[str, str]) -> None:
        """`kind` is a class of deep-translator's, `options` what its constructor is told beside the languages."""
        self._name = place.name
        self._options = options
        self._kind = _through(place, kind)

    def codes(self) -> Mapping[str, str]:
        """The engine's languages by lower-case tag."""
        raise NotImplementedError

    def ask(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text; the rest is not asked once a fault has come that would come again."""
        codes = self.codes()
        pair = find_code(source, codes), find_code(target, codes)
        if None in pair or pair[0] == pair[1]:
            raise ExchangeError(unknown_pair(self._name, source, target))
        replies: list[Reply] = []
        for text in texts:
            last = replies[-1] if replies else None
            ended = isinstance(last, Err) and last.fault in _ENDING
            replies.append(last if ended and last else self._one(text, *pair))
        return replies

    def look(self, source: Locale, targets: Sequence[Locale]) -> tuple[str, tuple[str, ...]]:
        """It is asked for a greeting, which is the only question that it knows."""
        target = targets[0] if targets else Locale("es" if source != "es" else "en")
        (reply,) = self.ask(["Hello"], source, target)
        if isinstance(reply, Err):
            raise ExchangeError(reply)
        return "answers", tuple(sorted(set(self.codes().values())))

    def _one(self, text: str, source: str | None, target: str | None) -> Reply:
        try:
            answer = self._kind(source=source, target=target, **self._options).translate(text)
        except ExchangeError as error:
            return error.err
        except Exception as error:  # the library lets through whatever its parsers raise
            return self._refusal(error)
        if isinstance(answer, str) and html.unescape(text) == text:
            answer = html.unescape(answer)  # entities that the engine put in
        return accept(self._name, text, answer)

    def _refusal(self, error: Exception) -> Err:
        fault: Fault = next((fault for kinds, fault in _FAULTS if isinstance(error, kinds)), "output")
        return Err(
            f"{self._name} gave no translation ({type(error).__name__})", "Translate the message by hand.", fault
        )


_FAULTS: tuple[tuple[tuple[type[Exception], ...], Fault], ...] = (
    ((exceptions.NotValidLength, exceptions.NotValidPayload), "input"),
    ((exceptions.LanguageNotSupportedException, exceptions.InvalidSourceOrTargetLanguage), "pair"),
    ((exceptions.TooManyRequests,), "rate"),
)


class GoogleService(ScrapedService):
    """Google's page for old telephones, which is no official interface and changes without notice."""

    def __init__(self, place: Place) -> None:
        super().__init__(place, GoogleTranslator, {})
        self._codes = by_tag(GOOGLE_LANGUAGES_TO_CODES.values())

    def codes(self) -> Mapping[str, str]:
        """Those that the library lists."""
        return self._codes


def explain_google(name: str) -> Callable[[Answer], Err | None]:
    """Google refuses with many statuses and with pages; all of them mean that it is asked too often."""

    def explain(answer: Answer) -> Err | None:
        has_result = re.search(r"""class=["']?(?:t0|result-container)\b""", answer.text)
        refused = answer.status in (403, 429, 503) or (not has_result and _ASKS_WHO_IS_THERE.search(answer.text))
        if refused:
            err = fault_of(Answer(429, "", answer.headers), name)
            return Err(
                f"{name} wants to know who asks (HTTP {answer.status})", _WAIT, "rate", err.after if err else None
            )
        if answer.status == 200 and not has_result:
            remedy = "Use another engine if this goes on: the page may have changed."
            return Err(f"{name} answered with a page that has no translation", remedy, "transient")
        return None

    return explain


class MyMemoryService(ScrapedService):
    """MyMemory: translations of others, and a machine's where there are none."""

    def __init__(self, place: Place) -> None:
        super().__init__(place, MyMemoryTranslator, place.options)
        self._codes = dict(_my_memory_codes())

    def codes(self) -> Mapping[str, str]:
        """Those that the library lists, and bare languages."""
        return self._codes


def _my_memory_codes() -> Iterator[tuple[str, str]]:
    """Its codes all name a territory; a bare language has the one that CLDR finds likely, else the first."""
    codes = [code for code in MY_MEMORY_LANGUAGES_TO_CODES.values() if code not in _NOT_MEANT]
    for code in reversed(codes):
        language, _, rest = code.partition("-")
        yield language.lower(), code
        if len(rest) > 4:
            yield code.rpartition("-")[0].lower(), code
    for code in codes:
        yield code.lower(), code
        language, _, territory = code.partition("-")
        if likely_subtags(Subtags(language)).territory == territory:
            yield language.lower(), code
    yield from (("ar", "ar-SA"), ("ar-eg", "ar-SA"), ("rm", "roh-CH"))


_NOT_MEANT = ("ar-EG", "ar-MA", "rm-RO")
"""Spoken Arabic, and Romani under the code of Romansh."""


def explain_my_memory(name: str) -> Callable[[Answer], Err | None]:
    """MyMemory tells faults in the JSON of an answer, some of them in the place of the translation."""

    def explain(answer: Answer) -> Err | None:
        said, status, finished = _my_memory_said(answer)
        if not finished and status == 200 and not said.startswith("MYMEMORY WARNING"):
            return None
        if finished or "MYMEMORY WARNING" in said or "FREE TRANSLATIONS" in said:
            remedy = "Go on tomorrow, or name an `email` in the engine's options for a larger quota."
            return Err(f"{name} has nothing left to give today", remedy, "quota")
        fault = next((fault for words, fault in _MY_MEMORY if words in said), None)
        words = said_in(answer).lower()
        return Err(f"{name} refuses the text: {words}", "Use another engine.", fault) if fault else None

    return explain


_MY_MEMORY: tuple[tuple[str, Fault], ...] = (
    ("LENGTH LIMIT", "input"),
    ("NO QUERY", "input"),
    ("LANGUAGE", "pair"),
    ("EMAIL", "auth"),
)


def _my_memory_said(answer: Answer) -> tuple[str, int, bool]:
    """What the JSON says in capitals, its own status, and whether the day's quota is spent."""
    try:
        found = read_json(answer, "")
    except ExchangeError:
        return "", answer.status, False
    found = found if isinstance(found, dict) else {}
    inner = found.get("responseData")
    text = inner.get("translatedText") if isinstance(inner, dict) else ""
    status = str(found.get("responseStatus", answer.status))
    said = f"{text or ''} {found.get('responseDetails') or ''}".upper()
    failed = answer.status if answer.status != 200 else int(status) if status.isdecimal() else 200
    return said, failed, found.get("quotaFinished") is True


def _through(place: Place, kind: type[Any]) -> type[Any]:
    """The class with its `translate` run by our session: the same code, with another `requests` among its globals."""
    plain = kind.translate
    web = _Web(place)
    bound = FunctionType(plain.__code__, {**plain.__globals__, "requests": web}, plain.__name__, plain.__defaults__)
    return type(kind.__name__, (kind,), {"translate": bound})


class _Exceptions:
    """What a class of deep-translator takes for requests' exceptions; ours are none of them, and pass through."""

    class RequestException(Exception):  # noqa: N818  # the library's word
        """Raised by nobody."""


class _Web:
    """What a class of deep-translator takes for `requests`; the server is ours, whatever it asks for."""

    exceptions = _Exceptions

    def __init__(self, place: Place) -> None:
        self._session, self._url = place.session, place.url

    def get(self, url: str, params: Mapping[str, str], proxies: object = None) -> _WebAnswer:
        del url, proxies
        return _WebAnswer(self._session, self._session.get(self._url, params))

    def post(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str], json: object, proxies: object = None
    ) -> _WebAnswer:
        del proxies
        parts = urlsplit(url)
        address = f"{self._url}{parts.path}?{parts.query}&{urlencode(params)}"
        return _WebAnswer(self._session, self._session.post(address, json, headers))


class _WebAnswer:
    """What a class of deep-translator reads of an answer."""

    def __init__(self, session: Session, answer: Answer) -> None:
        self._session, self._answer = session, answer
        self.status_code = answer.status
        # The library joins what stands before and after a break into one word.
        self.text = _BREAK.sub("\n", answer.text)

    def json(self) -> object:
        return self._session.json(self._answer)

    def close(self) -> None:
        """The answer has been read, and the connection is kept."""
