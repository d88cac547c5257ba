"""Apertium itself, as a command and as a server, on the portal's own sentences and on what goes wrong."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.apertium import DATA, REASON, apy_server, has_modes, has_server, living, stages

from polypub.catalog.po import read_catalog
from polypub.errors import UsageError
from polypub.formats.markdown import cut_markdown
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.model.text import Segment
from polypub.translate.engines.apertium import make_apertium
from polypub.translate.engines.apertium_apy import explain_apy
from polypub.translate.engines.apertium_modes import pipeline
from polypub.translate.engines.apertium_pipe import Pipe
from polypub.translate.engines.base import Engine, Err, Ok, Query, Reply
from polypub.translate.engines.faults import ExchangeError
from polypub.translate.engines.session import Session
from polypub.translate.shield import Shielded, restore, shield

_PORTAL = Path(__file__).parents[3]
_SETTINGS = EngineSettings(name="apertium", engine="apertium")
_EN, _ES, _BE, _RU, _UK = map(Locale, ("en", "es", "be", "ru", "uk"))

local = pytest.mark.skipif(not has_modes("eng-spa", "bel-rus", "rus-ukr"), reason=REASON)
served = pytest.mark.skipif(not has_server(), reason=REASON)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """The local command, closed in the end."""
    engine = make_apertium(_SETTINGS)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def apy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Apertium's server."""
    with apy_server(DATA / "modes", tmp_path_factory.mktemp("apy")) as url:
        yield url


def _translate(engine: Engine, texts: list[str], source: Locale = _EN, target: Locale = _ES) -> list[Reply]:
    return engine.translate([Query(text) for text in texts], source, target)


def _english() -> list[Shielded]:
    """Every fifth text of the portal's articles, as an engine sees it."""
    bodies = [
        path.read_text(encoding="utf-8").split("---\n", 2)[-1] for path in sorted(_PORTAL.glob("content/**/*.md"))
    ]
    pieces = [piece for body in bodies for piece in cut_markdown(body).pieces if isinstance(piece, Segment)]
    return [text for text in map(shield, dict.fromkeys(piece.source for piece in pieces)) if not text.wordless][::5]


def _belarusian() -> list[Shielded]:
    """Every fifth translation of the portal's Belarusian edition, as an engine sees it."""
    catalogs = sorted((_PORTAL / "locales" / "be").rglob("*.po"))
    messages = [message for path in catalogs for message in read_catalog(path.read_bytes(), path.name).messages]
    texts = map(shield, dict.fromkeys(message.targets[0] for message in messages if message.targets))
    return [text for text in texts if not text.wordless and "\n" not in text.text][::5]


@local
@pytest.mark.parametrize(
    ("texts", "source", "target"), [(_english(), _EN, _ES), (_belarusian(), _BE, _RU)], ids=["en-es", "be-ru"]
)
def test_the_portal_keeps_its_markup(engine: Engine, texts: list[Shielded], source: Locale, target: Locale) -> None:
    """No mark of Apertium's is left, no token is lost or invented, what fails says why, and little does."""
    assert len(texts) > 50
    replies = _translate(engine, [text.text for text in texts], source, target)
    good = [(text, reply) for text, reply in zip(texts, replies, strict=True) if isinstance(reply, Ok)]
    for text, reply in good:
        assert restore(text, reply.text) is not None, (text.text, reply.text)
        assert sum(map(reply.text.count, "*@#~")) <= sum(map(text.text.count, "*@#~"))
        assert len(reply.text.split()) * 2 >= len(text.text.split())
    bad = [reply for reply in replies if isinstance(reply, Err)]
    assert all("does not know" in reply.reason and reply.fault == "output" for reply in bad)
    assert len(bad) <= len(texts) // 4


@local
def test_the_translator_of_a_direction() -> None:
    """It has deep-translator's interface, over any way to ask; what fails is an exception with the fault."""
    from deep_translator.base import BaseTranslator

    from polypub.translate.engines.apertium_translator import ApertiumTranslator

    pipe = Pipe(pipeline(DATA / "modes" / "eng-spa.mode"))
    translator = ApertiumTranslator(("eng", "spa"), lambda text: pipe.ask(text, 30), 1000)
    assert isinstance(translator, BaseTranslator)
    assert (translator.source, translator.target) == ("eng", "spa")
    assert translator.translate("The *red* house.") == "La *casa* roja."
    assert translator.translate_batch(["A title", "12"]) == ["Un título", "12"]
    with pytest.raises(ExchangeError) as raised:
        translator.translate(" ")
    assert raised.value.err.fault == "input"
    pipe.close()


@local
def test_known_answers(engine: Engine) -> None:
    """A few sentences that have been translated so for years, in order, and the same twice."""
    texts = ["The red house.", "The red house", "A title", " 12\n", "No", "The red house."]
    expected = [Ok(text) for text in ("La casa roja.", "La casa roja", "Un título", " 12\n", "No", "La casa roja.")]
    assert _translate(engine, texts) == expected
    assert _translate(engine, texts) == expected
    assert _translate(engine, []) == []


@local
def test_signs_that_apertium_uses_itself(engine: Engine) -> None:
    """Stars, hashes, at signs, tildes and brackets of the text stay; marks on unknown words go."""
    (reply,) = _translate(engine, ["5 * 3 in #Niasvizh [the house] of @user ~ {x} \\ C# ^a$"])
    assert isinstance(reply, Ok)
    assert sorted(filter(set("*#@~[]{}\\^$").__contains__, reply.text)) == sorted("*##@~[]{}\\^$")
    assert "#Niasvizh" in reply.text


@local
def test_words_that_apertium_does_not_know(engine: Engine) -> None:
    """A short name stays as it is; a longer text of which most is unknown is no draft."""
    name, most, few = _translate(engine, ["Draniki", "Draniki kalduny kolduny are good", "The house of Draniki"])
    assert name == Ok("Draniki")
    assert isinstance(most, Err)
    assert (most.fault, most.reason) == ("output", "Apertium does not know 3 of 5 words")
    assert few == Ok("La casa de Draniki")


@local
def test_texts_that_cannot_be_sent(engine: Engine) -> None:
    """What is empty, broken or too long is refused alone."""
    replies = _translate(engine, ["", " \n", "a\0b", "\ud800", "The red house.", "house " * 1000])
    assert [isinstance(reply, Err) and reply.fault for reply in replies] == ["input"] * 4 + [False, "input"]
    assert replies[4] == Ok("La casa roja.")


@local
@pytest.mark.parametrize(
    ("source", "target", "text", "translation"),
    [
        ("en-GB", "es-MX", "The red house.", "La casa roja."),
        ("es", "en-US", "La casa roja.", "The red house."),
        ("be-BY", "ru", "Чырвоны дом.", "Красный дом."),
        ("ru", "uk", "Красный дом.", "Червоний дім."),
        ("uk", "ru", "Червоний дім.", "Красный дом."),
        ("ru", "be", "Красный дом.", "Чырвоны дом."),
    ],
)
def test_pairs(engine: Engine, source: str, target: str, text: str, translation: str) -> None:
    """Tags find their pair, whatever their territory; the pairs from Russian and Ukrainian do not crash."""
    assert _translate(engine, [text] * 5, Locale(source), Locale(target)) == [Ok(translation)] * 5


@local
@pytest.mark.parametrize(("source", "target"), [("en", "be"), ("en", "zz"), ("be-Latn", "ru"), ("es", "es")])
def test_a_pair_that_is_not_installed(engine: Engine, source: str, target: str) -> None:
    """Every text fails with the fault that gives the language up, and no process is started."""
    first, second = _translate(engine, ["The red house."] * 2, Locale(source), Locale(target))
    assert first == second
    assert isinstance(first, Err)
    assert (first.fault, first.reason) == ("pair", f"Apertium has no pair {source} to {target} here")
    assert stages() == []


@local
@pytest.mark.parametrize("seed", range(10))
def test_a_killed_stage_costs_one_text(engine: Engine, seed: int) -> None:
    """Whichever stage is killed, at most the text that it has fails, as `transient`, and its neighbours are right."""
    assert _translate(engine, ["A title"]) == [Ok("Un título")]
    victim = random.Random(seed).choice(stages())  # no secret
    os.kill(victim, signal.SIGSTOP)
    replies: list[Reply] = []
    texts = ["The red house.", "A title", "The red house."]
    asking = threading.Thread(target=lambda: replies.extend(_translate(engine, texts)))
    asking.start()
    asking.join(0.1 * (seed % 2))  # by then it waits for the stopped stage; with even seeds it may just begin
    os.kill(victim, signal.SIGKILL)
    asking.join()
    assert replies[1:] == [Ok("Un título"), Ok("La casa roja.")]
    assert replies[0] == Ok("La casa roja.") or (isinstance(replies[0], Err) and replies[0].fault == "transient")


@local
def test_a_stage_that_hangs() -> None:
    """A stopped stage is a time-out for one text; the next is answered."""
    quick = make_apertium(replace(_SETTINGS, timeout=0.2))
    assert _translate(quick, ["A title"]) == [Ok("Un título")]
    os.kill(stages()[5], signal.SIGSTOP)
    first, second = _translate(quick, ["The red house.", "A title"])
    quick.close()
    assert first == Err("Apertium gave no answer in 0.2 seconds", "Set `timeout` to more.", "transient")
    assert second == Ok("Un título")


@pytest.fixture
def crashing(tmp_path: Path) -> Path:
    """Data with the pair from Russian to Ukrainian under a name that is not known to crash, its tagger as released."""
    (tmp_path / "modes").mkdir()
    shutil.copy(DATA / "modes" / "rus-ukr.mode", tmp_path / "modes" / "rus-ukr_UA.mode")
    return tmp_path


@local
def test_a_text_at_which_apertium_crashes(crashing: Path) -> None:
    """It fails as `transient` once and as `output` from then on, its neighbours are answered, and nothing is empty."""
    engine = make_apertium(replace(_SETTINGS, options={"data": str(crashing)}))
    texts = ["Привет мир", "12"]
    once, number = _translate(engine, texts, _RU, Locale("uk-UA"))
    twice, again = _translate(engine, texts, _RU, Locale("uk-UA"))
    engine.close()
    assert isinstance(once, Err)
    assert once.fault == "transient"
    assert isinstance(twice, Err)
    assert twice.fault == "output"
    assert number == again == Ok("12")


@local
def test_a_mode_with_other_programs_is_not_run(crashing: Path) -> None:
    """A site's own data cannot make its reader's machine run what it likes."""
    mode = crashing / "modes" / "eng-spa.mode"
    for evil in ("sh -c 'touch {}/x'", "lt-proc x; touch {}/x", "lt-proc `touch {}/x`", "lt-proc 'a' && touch {}/x"):
        mode.write_text(evil.format(crashing), encoding="utf-8")
        engine = make_apertium(replace(_SETTINGS, options={"data": str(crashing)}))
        (reply,) = _translate(engine, ["The red house."])
        engine.close()
        assert isinstance(reply, Err)
        assert reply.fault == "pair"
    assert not (crashing / "x").exists()


@local
def test_several_callers_have_a_pipeline_each(engine: Engine) -> None:
    """Threads do not wait for each other, and each gets its own answers; after `close` no process is left."""
    barrier = threading.Barrier(3)
    replies: dict[int, list[Reply]] = {}

    def ask(number: int) -> None:
        barrier.wait()
        replies[number] = _translate(engine, [f"The red house {number} {text}" for text in range(50)])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    before = stages()
    engine.close()
    assert living(before) == []
    assert replies == {
        number: [Ok(f"La casa roja {number} {text}") for text in range(50)] for number in range(3)
    }  # fmt: skip
    assert _translate(engine, ["A title"]) == [Ok("Un título")]


@local
def test_what_the_command_says_of_itself(engine: Engine) -> None:
    """It answers where it has the pairs, and names what it can; the version follows the linguistic data."""
    probe = engine.probe(_EN, [_ES])
    assert (probe.answers, probe.languages) == (True, ("spa",))
    assert engine.probe(_EN, [_ES, _BE]).answers
    without = engine.probe(_EN, [_BE])
    assert (without.answers, without.note) == (False, "Apertium has no pair en to be here")
    assert engine.version.startswith("apertium ")
    assert engine.version == make_apertium(_SETTINGS).version


@local
def test_the_version_follows_the_data(crashing: Path) -> None:
    """Another file of a pair, another version."""
    settings = replace(_SETTINGS, options={"data": str(crashing)})
    before = make_apertium(settings).version
    (crashing / "rus-ukr.bin").write_bytes(b"x")
    assert make_apertium(settings).version != before


def test_settings_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown option, data without pairs, and a command that is not installed are told before any text."""
    for settings, words in (
        (replace(_SETTINGS, options={"mode": "x"}), "unknown option `mode`"),
        (replace(_SETTINGS, options={"data": 3}), "unknown option `data`, or one of the wrong type"),
        (replace(_SETTINGS, url="http://127.0.0.1:1", options={"data": "x"}), "unknown option `data`"),
        (replace(_SETTINGS, url="127.0.0.1:2737"), "has an address that is none"),
    ):
        with pytest.raises(UsageError, match=words):
            make_apertium(settings)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="needs `apertium`, which is not installed"):
        make_apertium(_SETTINGS)


@local
def test_data_without_pairs(tmp_path: Path) -> None:
    """A folder that is not Apertium's is told before any text."""
    with pytest.raises(UsageError, match="finds no pairs of languages"):
        make_apertium(replace(_SETTINGS, options={"data": str(tmp_path)}))


@served
def test_the_server_translates_as_the_command(apy: str) -> None:
    """The same sentences, tokens, signs and spaces; one request for each."""
    engine = make_apertium(replace(_SETTINGS, url=f"{apy}/"))
    texts = ["The red house.", "A title", "12", "Hello ⟦0⟧, the house", "5 * 3 [x] {y} ~", " The red house.\n"]
    replies = _translate(engine, texts)
    engine.close()
    expected = ["La casa roja.", "Un título", "12", "Hola ⟦0⟧, la casa", "5 * 3 [x] {y} ~", " La casa roja.\n"]
    assert replies == [Ok(text) for text in expected]


@served
def test_the_server_is_never_sent_what_it_would_cut_off(apy: str) -> None:
    """A text at the limit comes back whole, a longer one is refused, whatever a site says."""
    engine = make_apertium(replace(_SETTINGS, url=apy, max_chars=100_000))
    whole, longer = _translate(engine, ["The red house. " * 66, "The red house. " * 67])
    engine.close()
    assert engine.limits.max_chars == 1000
    assert isinstance(whole, Ok)
    assert whole.text.count("La casa roja.") == 66
    assert isinstance(longer, Err)
    assert longer.fault == "input"


@served
def test_faults_of_the_server(apy: str) -> None:
    """A pair that it lacks, a stage that crashes, and an address where it is not."""
    engine = make_apertium(replace(_SETTINGS, url=apy))
    (pair,) = _translate(engine, ["The red house."], _EN, _BE)
    crash, number = _translate(engine, ["Привет мир", "12"], _RU, _UK)
    engine.close()
    nowhere = make_apertium(replace(_SETTINGS, url=f"{apy}/nowhere"))
    (absent,) = _translate(nowhere, ["The red house."])
    nowhere.close()
    assert [err.fault for err in (pair, crash, absent) if isinstance(err, Err)] == ["pair", "transient", "auth"]
    assert number == Ok("12")


@served
@pytest.mark.parametrize("pair", ["eng|bel", "eng"])
def test_a_pair_that_the_server_refuses(apy: str, pair: str) -> None:
    """Its 400 says in words that it is about the pair, which decides the fault."""
    session = Session("apertium", 30, explain=explain_apy)
    with pytest.raises(ExchangeError) as raised:
        session.get(f"{apy}/translate", {"q": "The red house.", "langpair": pair, "format": "txt"})
    session.close()
    assert raised.value.err.fault == "pair"
    assert raised.value.err.reason.startswith("That pair is ")


@served
def test_the_probe_of_the_server(apy: str) -> None:
    """It answers with its pairs, and says which are missing; nobody answers where it is not."""
    engine = make_apertium(replace(_SETTINGS, url=apy))
    probe = engine.probe(_EN, [_ES, _BE])
    engine.close()
    assert (probe.answers, probe.languages) == (True, ("spa",))
    assert probe.note.endswith("pairs; none from en to be")
    gone = make_apertium(replace(_SETTINGS, url="http://user:hush@127.0.0.1:9"))
    assert not gone.probe(_EN, [_ES]).answers
    assert "hush" not in gone.probe(_EN, [_ES]).note + gone.version
    gone.close()


@served
def test_several_callers_of_the_server(apy: str) -> None:
    """Threads at once get their own answers."""
    engine = make_apertium(replace(_SETTINGS, url=apy))
    replies: dict[int, list[Reply]] = {}

    def ask(number: int) -> None:
        replies[number] = _translate(engine, [f"The red house {number} {text}" for text in range(10)])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(engine.limits.workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.close()
    assert replies == {
        number: [Ok(f"La casa roja {number} {text}") for text in range(10)] for number in range(engine.limits.workers)
    }
