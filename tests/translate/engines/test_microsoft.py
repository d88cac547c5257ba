"""Microsoft's protocol, by deep-translator's class."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from deep_translator import MicrosoftTranslator as LibrarysTranslator
from support.engine_servers import Answer, MicrosoftServer

from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Ok, Query, Reply
from polypub.translate.engines.deep import AzureTranslator
from polypub.translate.engines.online import OnlineEngine, make_microsoft


@pytest.fixture
def azure() -> Iterator[MicrosoftServer]:
    """A server on this machine."""
    with MicrosoftServer() as server:
        yield server


@pytest.fixture
def engine(azure: MicrosoftServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[OnlineEngine]:
    """The engine that asks it."""
    monkeypatch.setenv("POLYPUB_MICROSOFT_KEY", azure.key)
    options = {"region": "westeurope"}
    made = make_microsoft(EngineSettings(name="microsoft", engine="microsoft", url=azure.url, options=options))
    yield made
    made.close()


def _ask(engine: OnlineEngine, *texts: str, target: str = "be") -> list[Reply]:
    return engine.translate([Query(text) for text in texts], Locale("en"), Locale(target))


def test_a_text_goes_out_with_key_and_region_in_headers(azure: MicrosoftServer, engine: OnlineEngine) -> None:
    """To the server that the settings name, both languages said."""
    assert _ask(engine, "one & two") == [Ok("‹be› one & two")]
    assert azure.seen == [{"api-version": "3.0", "from": "en", "to": "be", "body": [{"text": "one & two"}]}]
    assert "Ocp-Apim-Subscription-Region: westeurope" in azure.raw[-1]
    assert azure.key not in azure.raw[-1].splitlines()[0]


def test_languages_are_asked_for_once(azure: MicrosoftServer, engine: OnlineEngine) -> None:
    """The library's own class would ask before every text."""
    _ask(engine, "one", "two", "three")
    _ask(engine, "four")
    assert sum("/languages" in raw for raw in azure.raw) == 1


@pytest.mark.parametrize(
    ("target", "code"), [("pt-BR", "pt"), ("pt-PT", "pt-PT"), ("sr-Latn", "sr-Latn"), ("zh", "zh-Hans"), ("no", "nb")]
)
def test_it_is_asked_in_its_own_codes(azure: MicrosoftServer, engine: OnlineEngine, target: str, code: str) -> None:
    """They are tags, mostly."""
    assert isinstance(_ask(engine, "one", target=target)[0], Ok)
    assert azure.seen[0]["to"] == code


@pytest.mark.parametrize(
    ("fault", "meant"),
    [
        (
            MicrosoftServer.refusal(403, 403001, "The operation is not allowed: the subscription exceeded its quota."),
            "quota",
        ),
        (MicrosoftServer.refusal(403, 403000, "The operation is not allowed."), "auth"),
        (MicrosoftServer.refusal(400, 400035, "The source language is not valid."), "pair"),
        (MicrosoftServer.refusal(400, 400050, "The input text exceeds the maximum length."), "input"),
        (MicrosoftServer.refusal(400, 400000, "One of the request inputs is not valid."), "output"),
        (MicrosoftServer.refusal(429, 429001, "The client has exceeded request limits."), "rate"),
        (Answer(200, "[]"), "output"),
        (Answer(200, "{}"), "output"),
        (Answer(200, "5"), "output"),
    ],
)
def test_its_words_decide(azure: MicrosoftServer, engine: OnlineEngine, fault: Answer, meant: str) -> None:
    """Its statuses have several meanings."""
    azure.plan(fault)
    (reply,) = _ask(engine, "one")
    assert isinstance(reply, Err)
    assert reply.fault == meant


def test_a_server_without_languages_is_given_up(azure: MicrosoftServer, engine: OnlineEngine) -> None:
    """It is probably none of Microsoft's."""
    azure.languages = ()
    (reply,) = _ask(engine, "one")
    assert isinstance(reply, Err)
    assert reply.fault == "auth"


def test_it_is_the_librarys_class() -> None:
    """With its languages told instead of asked for."""
    assert issubclass(AzureTranslator, LibrarysTranslator)
