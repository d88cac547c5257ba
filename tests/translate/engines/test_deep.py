"""Classes of deep-translator behind our sessions."""

from __future__ import annotations

import html
from collections.abc import Iterator

import deep_translator
import deep_translator.google
import pytest
import requests
from deep_translator.base import BaseTranslator
from support.engine_servers import Answer, GoogleServer, MyMemoryServer, status

from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Engine, Err, Ok, Query, Reply
from polypub.translate.engines.deep import Translator
from polypub.translate.engines.online import make_google, make_mymemory

_EN = Locale("en")


@pytest.fixture
def google() -> Iterator[GoogleServer]:
    """Google's page on this machine."""
    with GoogleServer() as server:
        yield server


@pytest.fixture
def memory() -> Iterator[MyMemoryServer]:
    """MyMemory on this machine."""
    with MyMemoryServer() as server:
        yield server


def _ask(engine: Engine, *texts: str, target: str = "be") -> list[Reply]:
    try:
        return engine.translate([Query(text) for text in texts], _EN, Locale(target))
    finally:
        engine.close()


def _google(server: GoogleServer) -> Engine:
    return make_google(EngineSettings(name="google", engine="google", url=server.url))


def _memory(server: MyMemoryServer, **options: object) -> Engine:
    return make_mymemory(EngineSettings(name="mymemory", engine="mymemory", url=server.url, options=options))


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("he", "iw"),
        ("nb", "no"),
        ("pt-BR", "pt"),
        ("zh-Hans", "zh-CN"),
        ("zh-Hant", "zh-TW"),
        ("fil", "tl"),
        ("be", "be"),
    ],
)
def test_google_is_asked_in_its_own_codes(google: GoogleServer, target: str, code: str) -> None:
    """Tags of ours become the names that its page knows."""
    _ask(_google(google), "Hello", target=target)
    assert (google.seen[0]["sl"], google.seen[0]["tl"]) == ("en", code)


@pytest.mark.parametrize(
    ("target", "code"),
    [("be", "be-BY"), ("de", "de-DE"), ("pl", "pl-PL"), ("pt", "pt-BR"), ("zh-Hans", "zh-CN"), ("he", "he-IL")],
)
def test_mymemory_is_asked_in_its_own_codes(memory: MyMemoryServer, target: str, code: str) -> None:
    """A bare language has the territory that CLDR finds likely."""
    _ask(_memory(memory), "Hello", target=target)
    assert memory.seen[0]["langpair"] == f"en-US|{code}"


@pytest.mark.parametrize(("target", "code"), [("ar", "ar-SA"), ("rm", "roh-CH"), ("nb", "nb-NO"), ("fr", "fr-FR")])
def test_mymemory_has_doubtful_codes(memory: MyMemoryServer, target: str, code: str) -> None:
    """Arabic is not Egypt's spoken one, Romansh not Romani, French not Belgian."""
    memory.languages = (code, "en-US")
    assert isinstance(_ask(_memory(memory), "Hello", target=target)[0], Ok)


def test_a_break_on_googles_page_is_a_line_end(google: GoogleServer) -> None:
    """The library alone would join the words around it."""
    assert _ask(_google(google), "one\ntwo") == [Ok("‹be› one\ntwo")]


def test_a_text_of_signs_is_not_lost_in_silence(google: GoogleServer) -> None:
    """The library returns None where the page repeats a text without letters."""
    google.always = Answer(200, '<div class="result-container">…</div>', kind="text/html")
    (reply,) = _ask(_google(google), "…")
    assert isinstance(reply, Err)
    assert (reply.fault, reply.reason) == ("output", "google answered with nothing")


def test_a_captcha_page_is_no_translation(google: GoogleServer) -> None:
    """With status 200 it means the same as 429; a translation that speaks of captchas is one."""
    google.plan(Answer(200, "<html>unusual traffic from your network", kind="text/html"))
    (reply,) = _ask(_google(google), "Hello")
    assert isinstance(reply, Err)
    assert reply.fault == "rate"
    assert _ask(_google(google), "Solve the captcha") == [Ok("‹be› Solve the captcha")]


def test_the_old_form_of_googles_page_is_read(google: GoogleServer) -> None:
    """`.t0` is what the library looks for first."""
    google.plan(Answer(200, '<div dir="ltr" class="t0">Вітаю</div>', kind="text/html"))
    assert _ask(_google(google), "Hello") == [Ok("Вітаю")]


def test_the_longest_text_fits_into_an_address(google: GoogleServer) -> None:
    """5,000 letters of English do, of Chinese a third of that; what does not fit is not sent."""
    english, chinese = "word " * 999, "字" * 1700
    replies = _ask(_google(google), english.strip(), chinese, "字" * 1800)
    assert [type(reply) for reply in replies] == [Ok, Ok, Err]
    assert isinstance(replies[2], Err)
    assert replies[2].fault == "input"
    assert len(google.texts) == 2


def test_after_a_fault_that_stays_no_text_is_sent(google: GoogleServer) -> None:
    """Whoever asks too often is not helped by asking more."""
    google.always = status(429)
    replies = _ask(_google(google), "one", "two", "three")
    assert [reply.fault for reply in replies if isinstance(reply, Err)] == ["rate"] * 3
    assert google.texts == ["one"]


def test_after_a_fault_of_one_text_the_next_is_sent(google: GoogleServer) -> None:
    """Each text has its own reply."""
    google.plan(status(500))
    replies = _ask(_google(google), "one", "two")
    assert [type(reply) for reply in replies] == [Err, Ok]


@pytest.mark.parametrize("http", [200, 429])
def test_mymemorys_notice_is_no_translation(memory: MyMemoryServer, http: int) -> None:
    """The quota's end comes in the place of the translation."""
    memory.always = MyMemoryServer.quota(http)
    (reply,) = _ask(_memory(memory), "Hello")
    assert isinstance(reply, Err)
    assert reply.fault == "quota"
    assert "email" in reply.remedy


def test_mymemory_may_say_that_the_quota_is_spent(memory: MyMemoryServer) -> None:
    """What it gives then comes from other people's translations alone, however distant."""
    memory.always = Answer(
        200, '{"responseData": {"translatedText": "x"}, "quotaFinished": true, "responseStatus": 200}'
    )
    (reply,) = _ask(_memory(memory), "Hello")
    assert isinstance(reply, Err)
    assert reply.fault == "quota"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "input"),
        ("INVALID LANGUAGE PAIR SPECIFIED.", "pair"),
        ("PLEASE SELECT TWO DISTINCT LANGUAGES", "pair"),
        ("INVALID EMAIL PROVIDED", "auth"),
    ],
)
def test_mymemorys_refusals_are_told_apart(memory: MyMemoryServer, words: str, fault: str) -> None:
    """They come with status 200 and words in capitals."""
    memory.always = MyMemoryServer.refusal("403", words)
    (reply,) = _ask(_memory(memory), "Hello")
    assert isinstance(reply, Err)
    assert reply.fault == fault


@pytest.mark.parametrize(
    "body", ["{}", "[]", "null", '{"responseData": null}', '{"responseData": {}, "matches": 5}', "[" * 9999]
)
def test_any_json_is_survived(memory: MyMemoryServer, body: str) -> None:
    """What the library stumbles over is no translation, and no traceback."""
    memory.always = Answer(200, body)
    (reply,) = _ask(_memory(memory), "Hello")
    assert isinstance(reply, Err)
    assert reply.fault in ("output", "transient")


def test_mymemory_gets_the_address_and_never_tells_it(memory: MyMemoryServer) -> None:
    """An e-mail address raises the quota; it is redacted like a key."""
    engine = _memory(memory, email="me@example.org")
    assert isinstance(_ask(engine, "Hello")[0], Ok)
    assert memory.seen[0]["de"] == "me@example.org"
    memory.always = status(500, "failed for me%40example.org")
    (reply,) = _ask(engine, "Hello")
    assert "example.org" not in repr(reply)
    assert "[key]" in repr(reply)


def test_entities_of_the_engine_are_read(memory: MyMemoryServer) -> None:
    """They are text to the reader; entities of the source stay as they are."""
    memory.always = Answer(200, '{"responseData": {"translatedText": "it&#39;s &amp;"}, "responseStatus": 200}')
    assert _ask(_memory(memory), "its") == [Ok("it's &")]
    assert _ask(_memory(memory), "its &amp;") == [Ok("it&#39;s &amp;")]


def test_the_library_itself_is_left_as_it_is(google: GoogleServer) -> None:
    """Nothing of it is replaced for others in the same process."""
    _ask(_google(google), "Hello")
    assert deep_translator.google.requests is requests
    assert deep_translator.GoogleTranslator.translate.__globals__["requests"] is requests


def test_pages_are_escaped_by_the_server() -> None:
    """The tests' own server does as Google does."""
    assert html.escape("<b>") in GoogleServer._page(["<b>"]).body


def test_a_translator_of_ours_has_the_librarys_interface() -> None:
    """One text is a batch of one."""

    class Upper(Translator):
        def translate_batch(self, batch: list[str]) -> list[str]:
            return [f"{self.target} {text.upper()}" for text in batch]

    assert issubclass(Upper, BaseTranslator)
    assert Upper("en", "be").translate("hello") == "be HELLO"
    with pytest.raises(NotImplementedError):
        Translator("en", "be").translate("hello")
