"""DeepL's protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from deep_translator.base import BaseTranslator
from hypothesis import given
from hypothesis import strategies as st
from support.engine_servers import Answer, DeepLServer, one_less, status, swapped

from polypub.cldr.tags import known_locales
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Ok, Query, Reply
from polypub.translate.engines.deepl import (
    DeepLTranslator,
    _from_xml,
    _source_code,
    _target_code,
    _to_xml,
    deepl_url,
)
from polypub.translate.engines.online import OnlineEngine, make_deepl


@pytest.fixture
def deepl() -> Iterator[DeepLServer]:
    """A server on this machine."""
    with DeepLServer() as server:
        yield server


@pytest.fixture
def engine(deepl: DeepLServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[OnlineEngine]:
    """The engine that asks it."""
    monkeypatch.setenv("POLYPUB_DEEPL_KEY", deepl.key)
    made = make_deepl(_settings(deepl))
    yield made
    made.close()


def _settings(deepl: DeepLServer, model: str = "", **options: object) -> EngineSettings:
    return EngineSettings(name="deepl", engine="deepl", url=deepl.url, model=model, options=options)


def _ask(engine: OnlineEngine, *texts: str, source: str = "en", target: str = "be") -> list[Reply]:
    return engine.translate([Query(text) for text in texts], Locale(source), Locale(target))


def test_texts_go_out_together_with_the_key_in_a_header(deepl: DeepLServer, engine: OnlineEngine) -> None:
    """JSON, both languages said; neither address nor body has the key."""
    assert _ask(engine, "one", "two") == [Ok("‹be› one"), Ok("‹be› two")]
    (sent,) = deepl.seen
    assert (sent["text"], sent["source_lang"], sent["target_lang"]) == (["one", "two"], "EN", "BE")
    assert "tag_handling" not in sent
    assert f"Authorization: DeepL-Auth-Key {deepl.key}" in deepl.raw[0]
    assert deepl.key not in deepl.raw[0].splitlines()[0] + str(sent)


def test_tokens_travel_as_elements(deepl: DeepLServer, engine: OnlineEngine) -> None:
    """Which DeepL is told to leave alone; what looks like markup beside them stays text."""
    text = "⟦0⟧Tom⟦1⟧ & <b>Jerry</b> &amp; ⟦12⟧"
    assert _ask(engine, text, "plain & simple") == [Ok(f"‹be› {text}"), Ok("‹be› plain & simple")]
    (sent,) = deepl.seen
    assert sent["text"][0].startswith('<x id="0"/>Tom<x id="1"/> &amp; &lt;b&gt;')
    assert (sent["tag_handling"], sent["ignore_tags"]) == ("xml", ["x"])


def test_tokens_of_the_other_style_travel_as_text(deepl: DeepLServer, engine: OnlineEngine) -> None:
    """For languages where DeepL handles no tags, the second attempt is of another kind."""
    assert _ask(engine, "[X0X]one[X1X] & two") == [Ok("‹be› [X0X]one[X1X] & two")]
    assert "tag_handling" not in deepl.seen[0]


@given(st.lists(st.text() | st.sampled_from(["⟦0⟧", "⟦17⟧", "&amp;", "<x>", "]]>"])).map("".join))
def test_text_in_xml_comes_back(text: str) -> None:
    """Whatever it holds."""
    assert _from_xml(_to_xml(text)) == text


@pytest.mark.parametrize(
    "spelling", ['<x id="0"/>', '<x id="0"></x>', '<x id="0" />', "<x id='0'/>", '<x  id="0">\n</x >']
)
def test_all_spellings_of_an_empty_element_are_read(spelling: str) -> None:
    """XML has several."""
    assert _from_xml(f"a{spelling}b") == "a⟦0⟧b"


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("en", "EN", "EN-US"),
        ("en-GB", "EN", "EN-GB"),
        ("en-AU", "EN", "EN-GB"),
        ("pt", "PT", "PT-BR"),
        ("pt-BR", "PT", "PT-BR"),
        ("pt-PT", "PT", "PT-PT"),
        ("pt-AO", "PT", "PT-PT"),
        ("zh", "ZH", "ZH-HANS"),
        ("zh-Hans", "ZH", "ZH-HANS"),
        ("zh-Hant-HK", "ZH", "ZH-HANT"),
        ("nb", "NB", "NB"),
        ("no", "NB", "NB"),
        ("es", "ES", "ES"),
        ("es-MX", "ES", "ES-419"),
        ("fr-CA", "FR", "FR"),
        ("be", "BE", "BE"),
        ("sr", "SR", "SR"),
        ("sr-Latn", "", ""),
        ("be-tarask", "", ""),
    ],
)
def test_codes(locale: str, source: str, target: str) -> None:
    """A target has a variety where DeepL tells some apart; a source has none; no script is lost."""
    assert (_source_code(Locale(locale)), _target_code(Locale(locale))) == (source, target)


def test_every_locale_of_cldr_has_codes_or_none() -> None:
    """No tag is too strange to ask for, and a target is its source's."""
    for locale in known_locales():
        source, target = _source_code(locale), _target_code(locale)
        assert target.split("-")[0] == source


def test_an_unknown_language_is_the_pairs_fault(deepl: DeepLServer, engine: OnlineEngine) -> None:
    """DeepL says it in words; a script that it does not have is not sent."""
    for target in ("sr", "sr-Latn"):
        (reply,) = _ask(engine, "Hello", target=target)
        assert isinstance(reply, Err)
        assert reply.fault == "pair"
    assert deepl.requests == 0


def test_options_are_sent(deepl: DeepLServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Formality, glossary and model; a batch is no concern of DeepL's."""
    monkeypatch.setenv("POLYPUB_DEEPL_KEY", deepl.key)
    made = make_deepl(_settings(deepl, "quality_optimized", formality="prefer_less", glossary_id="g1", batch=3))
    assert isinstance(_ask(made, "Hello")[0], Ok)
    made.close()
    sent = deepl.seen[0]
    assert (sent["model_type"], sent["formality"], sent["glossary_id"]) == ("quality_optimized", "prefer_less", "g1")
    assert "batch" not in sent
    assert made.limits.max_batch == 3


@pytest.mark.parametrize("fault", [swapped, one_less])
def test_a_batch_that_is_not_in_order_is_refused(deepl: DeepLServer, engine: OnlineEngine, fault: object) -> None:
    """All of it."""
    deepl.plan(fault)
    replies = _ask(engine, "one ⟦0⟧", "two")
    assert [isinstance(reply, Err) and reply.fault for reply in replies] == ["output"] * 2


@pytest.mark.parametrize(
    "body", ["{}", "[]", "null", '{"translations": 5}', '{"translations": [5]}', '{"translations": [{}]}']
)
def test_any_json_is_survived(deepl: DeepLServer, engine: OnlineEngine, body: str) -> None:
    """What has another form is no translation, and no traceback."""
    deepl.plan(Answer(200, body))
    (reply,) = _ask(engine, "Hello")
    assert isinstance(reply, Err)
    assert reply.fault == ("output" if "[" in body[2:] else "transient")
    assert reply.reason.startswith("deepl ")


def test_tags_that_it_cannot_handle_are_a_fault_of_the_text(deepl: DeepLServer, engine: OnlineEngine) -> None:
    """So that it is asked in another form."""
    deepl.plan(status(400, "Tag handling parsing failed, please check input."))
    (reply,) = _ask(engine, "one ⟦0⟧")
    assert isinstance(reply, Err)
    assert (reply.fault, reply.reason) == (
        "output",
        "deepl refuses the request (HTTP 400: Tag handling parsing failed, please check input)",
    )


def test_the_largest_batch_fits(deepl: DeepLServer, engine: OnlineEngine) -> None:
    """Fifty texts of the most characters in all, three bytes each, are within DeepL's 128 KiB."""
    most = engine.limits.max_batch_chars // engine.limits.max_batch
    replies = _ask(engine, *["字" * (most - 3) + "⟦0⟧"] * engine.limits.max_batch, source="zh")
    assert all(isinstance(reply, Ok) for reply in replies), replies[0]


def test_a_probe_shows_the_quota(engine: OnlineEngine) -> None:
    """Which also shows that the key is right."""
    assert engine.probe(Locale("en"), []).note == "answers; 1,234 of 500,000 characters are used"


def test_the_host_follows_the_key() -> None:
    """Keys of the free plan have a host of their own."""
    assert deepl_url("abc:fx") == "https://api-free.deepl.com"
    assert deepl_url("abc") == "https://api.deepl.com"


def test_it_is_a_translator_of_deep_translator() -> None:
    """Whoever knows that library can use it."""
    assert issubclass(DeepLTranslator, BaseTranslator)
