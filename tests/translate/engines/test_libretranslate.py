"""LibreTranslate's protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from deep_translator.base import BaseTranslator
from support.engine_servers import Answer, LibreTranslateServer, status, swapped

from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Ok, Query, Reply
from polypub.translate.engines.libretranslate import LibreTranslateTranslator, _read
from polypub.translate.engines.online import OnlineEngine, make_libretranslate

_EN = Locale("en")


@pytest.fixture
def libre() -> Iterator[LibreTranslateServer]:
    """A server on this machine."""
    with LibreTranslateServer() as server:
        yield server


@pytest.fixture
def engine(libre: LibreTranslateServer) -> Iterator[OnlineEngine]:
    """The engine that asks it."""
    made = make_libretranslate(EngineSettings(name="own", engine="libretranslate", url=f"{libre.url}/"))
    yield made
    made.close()


def _ask(engine: OnlineEngine, *texts: str, target: str = "be") -> list[Reply]:
    return engine.translate([Query(text) for text in texts], _EN, Locale(target))


def test_texts_go_out_together_as_plain_text(libre: LibreTranslateServer, engine: OnlineEngine) -> None:
    """One request, its source said, no key where there is none."""
    assert _ask(engine, "one", "two") == [Ok("‹be› one"), Ok("‹be› two")]
    assert libre.seen == [{"q": ["one", "two"], "source": "en", "target": "be", "format": "text"}]


def test_languages_are_asked_for_once(libre: LibreTranslateServer, engine: OnlineEngine) -> None:
    """However many texts follow."""
    for _ in range(3):
        _ask(engine, "one")
    assert sum("/languages" in raw for raw in libre.raw) == 1


@pytest.mark.parametrize(
    ("languages", "target", "code"),
    [
        (("en", "zh-Hans", "zh-Hant"), "zh-Hans", "zh-Hans"),
        (("en", "zh", "zt"), "zh-Hans", "zh"),
        (("en", "zh", "zt"), "zh-Hant", "zt"),
        (("en", "pt", "pb"), "pt-BR", "pb"),
        (("en", "pt", "pt-BR"), "pt-BR", "pt-BR"),
        (("en", "pt"), "pt-BR", "pt"),
        (("en", "nb"), "no", "nb"),
    ],
)
def test_old_and_new_servers_are_asked_in_their_own_codes(
    libre: LibreTranslateServer, engine: OnlineEngine, languages: tuple[str, ...], target: str, code: str
) -> None:
    """Chinese and Portuguese have had several."""
    libre.languages = languages
    assert isinstance(_ask(engine, "Hello", target=target)[0], Ok)
    assert libre.seen[0]["target"] == code


def test_answers_in_another_order_are_refused(libre: LibreTranslateServer, engine: OnlineEngine) -> None:
    """All of the batch, as none is certain."""
    libre.plan(swapped)
    replies = _ask(engine, "one ⟦0⟧", "two", "three")
    assert [isinstance(reply, Err) and reply.fault for reply in replies] == ["output"] * 3


@pytest.mark.parametrize(
    ("fault", "meant"),
    [
        (status(400, "Please contact the server operator to get an API key"), "auth"),
        (status(403, "Invalid API key"), "auth"),
        (status(403, "You are banned"), "auth"),
        (status(400, "be is not supported"), "pair"),
        (status(400, "Belarusian (be) is not available as a target language from English (en)"), "pair"),
        (status(400, "Invalid request: request (2001) exceeds text limit (2000)"), "input"),
        (status(400, "text format is not supported"), "output"),
        (status(400, "something else"), "output"),
        (status(429, "Slowdown: 3 per 1 minute"), "rate"),
        (Answer(200, '{"translatedText": "one text"}'), "transient"),
        (Answer(200, '{"translatedText": [null]}'), "output"),
        (Answer(200, '{"error": "odd"}'), "transient"),
        (Answer(200, "[]"), "transient"),
    ],
)
def test_its_words_decide(libre: LibreTranslateServer, engine: OnlineEngine, fault: Answer, meant: str) -> None:
    """Most of its refusals have the same status."""
    libre.plan(fault)
    (reply,) = _ask(engine, "Hello")
    assert isinstance(reply, Err)
    assert (reply.fault, reply.reason[:4]) == (meant, "own ")


def test_its_own_limits_are_told(libre: LibreTranslateServer, engine: OnlineEngine) -> None:
    """A server that takes less says so, with the setting to change."""
    libre.char_limit = 10
    (reply,) = _ask(engine, "x" * 11)
    assert isinstance(reply, Err)
    assert (reply.fault, "`max_chars`" in reply.remedy) == ("input", True)


def test_a_probe_names_the_languages_that_are_missing(engine: OnlineEngine) -> None:
    """The server's list is compared with the site's languages."""
    probe = engine.probe(_EN, [Locale("be"), Locale("xh"), Locale("sr-Latn")])
    assert probe.answers
    assert probe.note == "answers; it has no xh, sr-Latn for en"
    assert "be" in probe.languages


@pytest.mark.parametrize("found", [None, {}, [], [5, {"name": "x"}], [{"code": ""}]])
def test_a_list_without_languages_has_none(found: object) -> None:
    """Whatever a server answers."""
    assert _read(found) == {}


def test_a_server_that_names_no_targets_has_them_all() -> None:
    """Servers before 1.5 did not."""
    assert _read([{"code": "en"}, {"code": "be", "targets": ["en"]}]) == {"en": ("en", "be"), "be": ("en",)}


def test_a_server_without_languages_is_given_up(libre: LibreTranslateServer, engine: OnlineEngine) -> None:
    """It is probably none of LibreTranslate's."""
    libre.languages = ()
    (reply,) = _ask(engine, "Hello")
    assert isinstance(reply, Err)
    assert reply.fault == "auth"


def test_the_key_travels_in_the_body(libre: LibreTranslateServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never in an address, where proxies log it."""
    libre.key = "s3cr3t"
    monkeypatch.setenv("POLYPUB_OWN_KEY", "s3cr3t")
    made = make_libretranslate(EngineSettings(name="own", engine="libretranslate", url=libre.url))
    assert _ask(made, "Hello") == [Ok("‹be› Hello")]
    made.close()
    assert libre.seen[0]["api_key"] == "s3cr3t"
    assert "s3cr3t" not in "".join(libre.raw)


def test_it_is_a_translator_of_deep_translator() -> None:
    """Whoever knows that library can use it."""
    assert issubclass(LibreTranslateTranslator, BaseTranslator)
