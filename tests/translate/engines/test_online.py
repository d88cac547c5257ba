"""The engines on a network, against servers that speak their protocols."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from support import engine_servers as servers
from support.engine_servers import EngineServer, Fault, status

from polypub.errors import UsageError
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.base import Engine, Err, Limits, Ok, Probe, Query, Reply
from polypub.translate.engines.keys import Key
from polypub.translate.engines.kind import Kind, clear_text_warning
from polypub.translate.engines.online import (
    OnlineEngine,
    make_deepl,
    make_google,
    make_libretranslate,
    make_microsoft,
    make_mymemory,
)
from polypub.translate.engines.session import Session

_EN, _BE = Locale("en"), Locale("be")
_MAKERS: dict[str, tuple[type[EngineServer], Callable[[EngineSettings], Engine]]] = {
    "google": (servers.GoogleServer, make_google),
    "mymemory": (servers.MyMemoryServer, make_mymemory),
    "microsoft": (servers.MicrosoftServer, make_microsoft),
    "libretranslate": (servers.LibreTranslateServer, make_libretranslate),
    "deepl": (servers.DeepLServer, make_deepl),
}
_KEY = "d3e9/0c+1f:fx"
_TIMEOUT = 0.4


class Rig:
    """One engine with its server."""

    def __init__(self, name: str, server: EngineServer) -> None:
        self.name, self.server = name, server
        self.settings = EngineSettings(name=name, engine=name, url=server.url, timeout=20)
        self.engine = _MAKERS[name][1](self.settings)

    def hurried(self) -> Engine:
        """The engine, which waits a moment only."""
        self.engine.close()
        self.engine = _MAKERS[self.name][1](replace(self.settings, timeout=_TIMEOUT))
        return self.engine

    def ask(self, *texts: str, target: str = "be") -> list[Reply]:
        """Replies to English texts."""
        return self.engine.translate([Query(text) for text in texts], _EN, Locale(target))


@pytest.fixture(params=list(_MAKERS))
def rig(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    """Each engine in turn, with its server."""
    monkeypatch.setenv("POLYPUB_DEEPL_KEY", _KEY)
    monkeypatch.setenv("POLYPUB_MICROSOFT_KEY", _KEY)
    name = request.param
    server = _MAKERS[name][0]()
    if isinstance(server, (servers.DeepLServer, servers.MicrosoftServer)):
        server.key = _KEY
    with server:
        found = Rig(name, server)
        yield found
        found.engine.close()


def _translation(rig: Rig, text: str) -> Ok:
    return Ok(rig.server.translate(text, "be-BY" if rig.name == "mymemory" else "be"))


def test_every_text_is_answered_in_order(rig: Rig) -> None:
    """Tokens, ampersands, angle brackets, quotation marks and line ends survive."""
    texts = ["Hello", "⟦0⟧Tom⟦1⟧ & Jerry", "1 < 2 ⟦0⟧ > 0", 'a "quoted" it\'s', "[X0X]one[X1X]", "one\ntwo", "Hello"]
    assert rig.ask(*texts) == [_translation(rig, text) for text in texts]


def test_what_is_not_to_be_sent_is_not_sent(rig: Rig) -> None:
    """Empty and too long texts are refused where they are, and the others answered."""
    replies = rig.ask(" ", "Hello", "x" * (rig.engine.limits.max_chars + 1), "half a \ud800 pair")
    assert [reply.fault if isinstance(reply, Err) else reply for reply in replies] == [
        "input",
        _translation(rig, "Hello"),
        "input",
        "input",
    ]
    assert rig.server.texts == ["Hello"]


def test_nothing_is_asked_for_nothing(rig: Rig) -> None:
    """No texts, no request."""
    assert rig.ask() == []
    assert rig.server.raw == []


@pytest.mark.parametrize(
    ("fault", "meant"),
    [
        (status(429, "slow down"), "rate"),
        (status(429, "slow down", Retry_After="7"), "rate"),
        (servers.CAPTCHA_REDIRECT, "rate"),
        (status(456, "quota exceeded"), "quota"),
        (status(401, "who are you"), "auth"),
        (status(404), "auth"),
        (status(413, "too long"), "input"),
        (status(500, "oops"), "transient"),
        (status(502), "transient"),
        (servers.RESET, "transient"),
        (servers.CLOSE, "transient"),
        (servers.CUT, "transient"),
        (servers.TRUNCATED_JSON, "transient"),
        (servers.HTML_PAGE, "transient"),
        (servers.EMPTY, "transient"),
        (servers.nothing, "output"),
    ],
)
def test_a_fault_is_told_for_what_it_is(rig: Rig, fault: Fault, meant: str) -> None:
    """Each has a reason that names the engine and a remedy; the text was sent once, and the next is answered."""
    rig.server.plan(fault)
    (reply,) = rig.ask("Hello ⟦0⟧world")
    assert isinstance(reply, Err), reply
    assert reply.fault == meant
    assert reply.reason.startswith(rig.name)
    assert reply.remedy.endswith(".")
    after = 7.0 if isinstance(fault, servers.Answer) and "Retry-After" in fault.headers else None
    assert reply.after == after
    assert rig.server.requests == 1
    assert rig.ask("Hello") == [_translation(rig, "Hello")]


@pytest.mark.parametrize("fault", [servers.DRIP, servers.HANG], ids=["drip", "hang"])
def test_a_time_out_ends_what_does_not_end(rig: Rig, fault: Fault) -> None:
    """A slow drip and silence are given up, and may be tried again."""
    engine = rig.hurried()
    assert engine.probe(_EN, [_BE]).answers
    rig.server.always = fault
    (reply,) = engine.translate([Query("Hello")], _EN, _BE)
    assert isinstance(reply, Err)
    assert (reply.fault, reply.reason) == ("transient", f"{rig.name} gave no complete answer in time")


def test_a_server_that_is_busy_is_waited_for(rig: Rig) -> None:
    """503 passes; from Google it means that it is asked too often."""
    rig.server.plan(status(503, "busy", Retry_After="3"))
    (reply,) = rig.ask("Hello")
    assert isinstance(reply, Err)
    assert (reply.fault, reply.after) == ("rate" if rig.name == "google" else "transient", 3.0)


def test_an_unknown_language_is_not_asked_for_or_said_to_be(rig: Rig) -> None:
    """Whoever knows it, the language is given up."""
    (reply,) = rig.ask("Hello", target="tlh" if rig.name != "mymemory" else "ga")
    assert isinstance(reply, Err)
    assert reply.fault == "pair"
    assert rig.server.texts == []


def test_a_language_is_not_translated_into_itself(rig: Rig) -> None:
    """Where the engine tells no varieties apart, it would return the source."""
    (reply,) = rig.ask("Hello", target="en-GB")
    if rig.name == "deepl":
        assert isinstance(reply, Ok)
    else:
        assert isinstance(reply, Err)
        assert reply.fault == "pair"


def test_twenty_calls_take_one_connection(rig: Rig) -> None:
    """Connections are kept, and opened anew after `close`."""
    for number in range(20):
        rig.ask(f"Text {number}")
    assert (rig.server.requests, rig.server.connections) == (20, 1)
    rig.engine.close()
    rig.ask("Hello")
    assert rig.server.connections == 2


def test_no_answer_belongs_to_another_text(rig: Rig) -> None:
    """Eight threads, two hundred texts, one engine."""
    texts = [f"Text number {number} of ⟦{number % 3}⟧ many" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: rig.ask(text)[0], texts))
    assert found == [_translation(rig, text) for text in texts]
    assert (rig.server.requests, len(rig.server.texts), len(set(rig.server.texts))) == (200, 200, 200)


def test_a_probe_says_that_it_answers(rig: Rig) -> None:
    """With the languages where they are known."""
    probe = rig.engine.probe(_EN, [_BE])
    assert probe.answers, probe
    assert probe.note.startswith("answers")
    assert bool(probe.languages) == (rig.name != "deepl")


def test_a_probe_says_why_it_does_not_answer(rig: Rig) -> None:
    """It never raises; the note names the engine and a remedy."""
    engine = _MAKERS[rig.name][1](replace(rig.settings, url="http://127.0.0.1:1"))
    probe = engine.probe(_EN, [_BE])
    engine.close()
    assert not probe.answers
    assert probe.note.startswith(f"{rig.name} could not be asked: nobody answers there; Check")


def test_an_engine_keeps_to_its_protocol(rig: Rig) -> None:
    """It has what the seam asks for, and names no key."""
    limits = rig.engine.limits
    assert (rig.engine.name, bool(rig.engine.version), rig.engine.needs.endswith(".")) == (rig.name, True, False)
    assert min(limits.max_chars, limits.max_batch, limits.workers) >= 1
    assert _KEY not in f"{rig.engine!r} {rig.engine.version}"


@pytest.mark.parametrize(
    "fault",
    [
        status(403, f"Invalid API key {_KEY}"),
        status(400, "bad key d3e9%2F0c%2B1f%3Afx and d3e9%2f0c+1f:fx"),
        status(500, f"failed for DeepL-Auth-Key {_KEY}"),
        servers.Answer(302, "", {"Location": f"https://elsewhere.invalid/?key={_KEY}"}),
        servers.Answer(200, f"<html>{_KEY}</html>"),
        servers.RESET,
        servers.HANG,
    ],
)
@pytest.mark.parametrize("name", ["libretranslate", "deepl", "microsoft"])
def test_a_key_is_never_told(
    name: str, fault: Fault, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not by replies, probes, representations or logs, even if the server repeats it."""
    monkeypatch.setenv("SECRET_OF_TEST", _KEY)
    caplog.set_level(logging.DEBUG)
    server = _MAKERS[name][0]()
    server.key = _KEY
    with server:
        settings = EngineSettings(name=name, engine=name, url=server.url, key_env="SECRET_OF_TEST", timeout=_TIMEOUT)
        engine = _MAKERS[name][1](settings)
        assert isinstance(engine.translate([Query("Hello")], _EN, _BE)[0], Ok)
        server.always = fault
        said = [repr(engine.translate([Query("Hello")], _EN, _BE)), repr(engine.probe(_EN, [_BE])), repr(engine)]
        said += [repr(vars(engine)), engine.version, engine.needs, caplog.text]
        engine.close()
        assert _KEY in "".join(map(str, server.seen)) + "".join(server.raw)
    for text in said:
        assert "d3e9" not in text


def test_a_rejected_key_is_a_fault_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """For all engines that have keys, in a translation, and in a probe where that needs the key."""
    monkeypatch.setenv("POLYPUB_DEEPL_KEY", "wrong")
    monkeypatch.setenv("POLYPUB_LIBRETRANSLATE_KEY", "wrong")
    monkeypatch.setenv("POLYPUB_MICROSOFT_KEY", "wrong")
    for name in ("libretranslate", "deepl", "microsoft"):
        server = _MAKERS[name][0]()
        server.key = "right"
        with server:
            engine = _MAKERS[name][1](EngineSettings(name=name, engine=name, url=server.url))
            (reply,) = engine.translate([Query("Hello")], _EN, _BE)
            assert isinstance(reply, Err)
            assert reply.fault == "auth"
            assert engine.probe(_EN, [_BE]).answers == (name == "libretranslate")
            engine.close()


def test_settings_set_limits_within_the_engines_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Google takes no more whatever a site says; a server of one's own may."""
    settings = EngineSettings(name="g", engine="google", max_chars=9000, workers=3, pause=0.0)
    assert make_google(settings).limits == replace(make_google(settings).limits, max_chars=4999, workers=3, pause=0.0)
    libre = EngineSettings(name="l", engine="libretranslate", url="http://a/", max_chars=9000, options={"batch": 5})
    assert (make_libretranslate(libre).limits.max_chars, make_libretranslate(libre).limits.max_batch) == (9000, 5)
    assert make_google(EngineSettings(name="g", engine="google", max_chars=50)).limits.max_chars == 50


@pytest.mark.parametrize(
    ("name", "extra", "words"),
    [
        ("libretranslate", {}, "has no address"),
        ("libretranslate", {"url": "localhost:5000"}, "an address that is none"),
        ("libretranslate", {"url": "http://a:99999"}, "an address that is none"),
        ("libretranslate", {"url": "http://a", "options": {"batch": "5"}}, "cannot read its option `batch`"),
        ("libretranslate", {"url": "http://a", "options": {"batch": 0}}, "cannot read its option `batch`"),
        ("google", {"options": {"email": "a@b"}}, "has no option `email`"),
        ("google", {"model": "big"}, "has no models"),
        ("google", {"key_env": "KEY"}, "takes no key"),
        ("mymemory", {"options": {"email": True}}, "cannot read its option `email`"),
        ("deepl", {}, "POLYPUB_DEEPL_KEY is not set"),
    ],
)
def test_wrong_settings_are_told_before_anything_is_sent(
    name: str, extra: dict[str, object], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the engine's table."""
    monkeypatch.delenv("POLYPUB_DEEPL_KEY", raising=False)
    with pytest.raises(UsageError, match=words) as caught:
        _MAKERS[name][1](EngineSettings(name=name, engine=name, **extra))
    assert f"[engines.{name}]" in str(caught.value)


def test_all_wrong_settings_are_told_at_once() -> None:
    """Three problems, one message."""
    with pytest.raises(UsageError) as caught:
        make_google(EngineSettings(name="g", engine="google", model="m", key_file="k", options={"x": 1}))
    assert len(caught.value.problems) == 3


def test_the_version_changes_with_what_changes_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Server, model and options do, and neither keys nor e-mail addresses nor batches."""
    monkeypatch.setenv("POLYPUB_DEEPL_KEY", _KEY)
    plain = EngineSettings(name="deepl", engine="deepl")
    version = make_deepl(plain).version
    assert make_deepl(replace(plain, url="https://user:pass@mirror.example")).version == f"{version} mirror.example"
    assert make_deepl(replace(plain, model="quality_optimized")).version != version
    assert (
        make_deepl(replace(plain, options={"formality": "prefer_less"})).version == f"{version} formality=prefer_less"
    )
    assert make_deepl(replace(plain, options={"batch": 5})).version == version
    memory = EngineSettings(name="m", engine="mymemory", options={"email": "me@example.org"})
    assert make_mymemory(memory).version == version


def test_a_password_of_the_address_is_never_told() -> None:
    """Neither as it is written nor as it is meant or sent."""
    with servers.LibreTranslateServer() as server:
        url = server.url.replace("http://", "http://me:p%40ss-w0rd@")
        engine = make_libretranslate(EngineSettings(name="own", engine="libretranslate", url=url))
        assert isinstance(engine.translate([Query("Hello")], _EN, _BE)[0], Ok)
        server.always = status(400, "not p@ss-w0rd or p%40ss-w0rd, bWU6cEBzcy13MHJk")
        said = f"{engine.translate([Query('Hello')], _EN, _BE)} {engine.probe(_EN, [])} {engine!r} {engine.version}"
        engine.close()
        assert "Authorization: Basic bWU6cEBzcy13MHJk" in server.raw[-1]
    assert "not [key] or [key], [key]" in said
    assert "w0rd" not in said


def test_a_key_in_clear_text_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it stays on this machine or there is none."""
    own = EngineSettings(name="own", engine="libretranslate", url="http://mt.example")
    key = Key("secret")
    assert "https://" in clear_text_warning(own, key)
    assert clear_text_warning(own, Key()) == ""
    assert clear_text_warning(replace(own, url="http://127.0.0.1:5000"), key) == ""
    assert clear_text_warning(replace(own, url="https://mt.example"), key) == ""
    assert clear_text_warning(replace(own, url=""), key) == ""


class _Odd:
    """A service that fails as none should, with a key in its words."""

    def ask(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Reply]:
        raise KeyError(_KEY)

    def look(self, source: Locale, targets: Sequence[Locale]) -> tuple[str, tuple[str, ...]]:
        raise KeyError(_KEY)


def test_what_nobody_foresaw_is_a_fault_too() -> None:
    """Never an exception, and never its words."""
    kind = Kind(open=lambda settings, key: (Session("odd", 1), _Odd()), needs="luck", limits=Limits())
    engine = OnlineEngine(EngineSettings(name="odd", engine="odd"), kind, Key())
    (reply,) = engine.translate([Query("Hello")], _EN, _BE)
    assert isinstance(reply, Err)
    assert reply.reason == "odd answered in a way that is not understood (KeyError)"
    assert engine.probe(_EN, []) == Probe(answers=False, note=reply.reason)


def test_nothing_heavy_is_loaded_before_a_text_is_sent() -> None:
    """Making an engine loads neither deep-translator nor requests."""
    code = """
import sys
from polypub.model.engine import EngineSettings
from polypub.translate.engines.online import make_google
make_google(EngineSettings(name="google", engine="google"))
print(sorted({"deep_translator", "requests", "urllib3", "bs4"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
