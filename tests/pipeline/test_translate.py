"""`polypub translate` against servers that misbehave: what is written is right, or nothing is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.drafting import SOURCES, Clock, drafts, left, po_file
from support.engine_servers import (
    CAPTCHA_REDIRECT,
    CLOSE,
    CUT,
    HTML_PAGE,
    RESET,
    TRUNCATED_JSON,
    DeepLServer,
    EngineServer,
    Fault,
    GoogleServer,
    LibreTranslateServer,
    MyMemoryServer,
    nothing,
    one_less,
    status,
    swapped,
)

from polypub.translate.dispatch import Pace

_MAKE = Callable[..., Any]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Nobody waits between two tries."""
    clock = Clock()
    quick = partial(Pace, clock=clock, sleep=clock.sleep, random=lambda: 0.5)
    monkeypatch.setattr("polypub.translate.dispatch.Pace", quick)
    return clock


@pytest.fixture
def libre() -> Iterator[EngineServer]:
    """A LibreTranslate server."""
    with LibreTranslateServer() as server:
        yield server


def _table(server: EngineServer, **settings: object) -> str:
    lines = [f"{name} = {json.dumps(value)}" for name, value in {"timeout": 1.0, **settings}.items()]
    return "\n".join([f"[engines.{server.name}]", f'url = "{server.url}"', *lines, ""])


def _site(make_site: _MAKE, table: str, name: str = "libretranslate", texts: tuple[str, ...] = SOURCES) -> Any:
    site = make_site(editions=f"[editions.en]\n[editions.pl]\n{table}", head=f'engine = "{name}"')
    for number, text in enumerate(texts):
        site.article(f"x{number}.md", text, body="", date=f"2026-04-{number + 1:02}")
    assert site.run("extract") == 0
    site.translate("pl", "site", {"Hill": "Wzgórze"})
    return site


def _translate(site: Any, *arguments: str) -> int:
    return int(site.run("translate", *arguments))


def _draft(source: str) -> str:
    """What the servers make of a source."""
    return f"‹pl› {source}"


_ALL = {text: _draft(text) for text in SOURCES}
_PASSING: dict[str, Fault] = {
    "429": status(429, "Slowdown"),
    "429 with Retry-After": status(429, "Slowdown", Retry_After="7"),
    "500": status(500),
    "503": status(503, Retry_After="3"),
    "reset": RESET,
    "closed": CLOSE,
    "cut": CUT,
}


@pytest.mark.parametrize("fault", sorted(_PASSING))
def test_a_fault_that_passes_is_waited_for(fault: str, make_site: _MAKE, libre: EngineServer, clock: Clock) -> None:
    """After one bad answer the run goes on, everything is drafted, the exit code is 0, and Retry-After is honoured."""
    site = _site(make_site, _table(libre))
    libre.plan(_PASSING[fault])
    assert _translate(site) == 0
    assert drafts(site.root) == _ALL
    answer = _PASSING[fault]
    asked = getattr(answer, "headers", {}).get("Retry-After")
    assert sum(clock.waits) >= float(asked or 0.5)


_LASTING: dict[str, tuple[Fault, str]] = {
    "429": (status(429, "Slowdown"), "HTTP 429"),
    "429 for long": (status(429, "Slowdown", Retry_After="7200"), "HTTP 429"),
    "500": (status(500), "HTTP 500"),
    "503": (status(503), "HTTP 503"),
    "captcha": (CAPTCHA_REDIRECT, "HTTP 302"),
    "page": (HTML_PAGE, "page"),
    "empty": (nothing, "nothing"),
    "truncated": (TRUNCATED_JSON, "libretranslate"),
    "too few": (one_less, "libretranslate"),
    "reset": (RESET, "libretranslate"),
}


@pytest.mark.parametrize("fault", sorted(_LASTING))
def test_a_fault_that_lasts_is_told_once_and_writes_nothing(
    fault: str, make_site: _MAKE, libre: EngineServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Engine, reason and remedy are named, the exit code is 1, no catalog has changed, and no text is sent for ever."""
    site = _site(make_site, _table(libre))
    libre.always, words = _LASTING[fault]
    before = {path: path.read_bytes() for path in (site.root / "locales").rglob("*.po")}
    capsys.readouterr()
    assert _translate(site) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("libretranslate") >= 1
    assert "\n  " in said
    assert {path: path.read_bytes() for path in before} == before
    assert max(map(libre.texts.count, libre.texts)) <= 4
    assert "Traceback" not in said


@pytest.mark.parametrize("fault", ["captcha", "429"])
def test_a_given_up_engine_is_named_with_what_it_left(
    fault: str, make_site: _MAKE, libre: EngineServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says how many messages are left."""
    site = _site(make_site, _table(libre))
    libre.always = _LASTING[fault][0]
    assert _translate(site) == 1
    said = capsys.readouterr().err
    assert said.count("error: ") == 1
    assert f"{len(SOURCES)} messages are left" in said


def test_answers_in_another_order_are_not_written_to_the_wrong_messages(make_site: _MAKE, libre: EngineServer) -> None:
    """Whatever is written stands at its own source."""
    texts = ("The castle of **Mir** has walls", "See [the lake](https://lake.example) by night", *SOURCES)
    site = _site(make_site, _table(libre), texts=texts)
    libre.always = swapped
    _translate(site)
    assert drafts(site.root) == {source: _draft(source) for source in texts}


def test_a_key_that_is_rejected_midway_keeps_what_came(
    make_site: _MAKE, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered is written, the rest is left, the engine is asked no more, and the key is nowhere."""
    monkeypatch.setenv("POLYPUB_DEEPL_KEY", DeepLServer.key)
    with DeepLServer() as server:
        site = _site(make_site, _table(server, workers=1) + "[engines.deepl.options]\nbatch = 1\n", "deepl")
        server.plan(lambda texts: texts, status(403, f"Authorization failure for {DeepLServer.key}"))
        assert _translate(site) == 1
        assert server.requests == 2
    said = capsys.readouterr().err
    assert len(drafts(site.root)) == 1
    assert "4 messages are left" in said
    assert "deepl" in said
    for path in site.root.rglob("*"):
        assert not path.is_file() or DeepLServer.key.encode() not in path.read_bytes()
    assert DeepLServer.key not in said


def test_a_quota_notice_is_no_translation(make_site: _MAKE, capsys: pytest.CaptureFixture[str]) -> None:
    """MyMemory's warning in place of a text ends the run for that engine, and what came before is kept."""
    with MyMemoryServer() as server:
        site = _site(make_site, _table(server), "mymemory")
        server.plan(lambda texts: texts, MyMemoryServer.quota())
        assert _translate(site) == 1
        assert server.requests == 2
    assert len(drafts(site.root)) == 1
    assert "MYMEMORY" not in "".join(path.read_text() for path in site.root.rglob("*.po"))
    assert "4 messages are left" in capsys.readouterr().err


def test_a_language_that_an_engine_lacks_is_given_up_alone(
    make_site: _MAKE, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are drafted."""
    with LibreTranslateServer() as server:
        table = "[editions.en]\n[editions.uk]\n[editions.pl]\n" + _table(server)
        site = make_site(editions=table, head='engine = "libretranslate"')
        site.article("x.md", "The old castle", body="")
        assert site.run("extract") == 0
        assert _translate(site) == 1
    assert drafts(site.root) == {"The old castle": "‹pl› The old castle"}
    assert "uk" in capsys.readouterr().err


def _spoil(old: str, new: str) -> Fault:
    return lambda texts: [text.replace(old, new) for text in texts]


_MARKED = "A walk to **the old castle** of `mir` by night"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_spoil("⟦1⟧", ""), id="lost"),
        pytest.param(_spoil("⟦1⟧", "⟦1⟧⟦1⟧"), id="doubled"),
        pytest.param(_spoil("⟦", "{"), id="translated"),
        pytest.param(
            lambda texts: [text.replace("0", "x").replace("1", "0").replace("x", "1") for text in texts], id="crossed"
        ),
    ],
)
def test_a_spoilt_token_is_tried_in_another_form(spoil: Fault, make_site: _MAKE) -> None:
    """What is written has the markup of its source, nested as it was."""
    with GoogleServer() as server:
        site = _site(make_site, _table(server), "google", (_MARKED,))
        server.plan(spoil, spoil)
        _translate(site)
    for source, target in drafts(site.root).items():
        assert target.count("**") == source.count("**")
        assert target.count("`mir`") == 1
        assert "⟦" not in target
        assert "[X" not in target


def test_an_echo_is_no_translation(make_site: _MAKE, libre: EngineServer, capsys: pytest.CaptureFixture[str]) -> None:
    """A longer text that comes back as it was is refused."""
    site = _site(make_site, _table(libre), texts=("All of these words came back",))
    libre.always = _spoil("‹pl› ", "")
    assert _translate(site) == 1
    assert not drafts(site.root)
    assert "returned the source" in capsys.readouterr().err


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_a_server_that_never_ends_is_given_up(fault: str, make_site: _MAKE, libre: EngineServer) -> None:
    """The time-out holds for the whole answer, and the run ends."""
    from support.engine_servers import DRIP, HANG

    site = _site(make_site, _table(libre, timeout=0.2), texts=SOURCES[:1])
    libre.always = HANG if fault == "hang" else DRIP
    assert _translate(site) == 1
    assert not drafts(site.root)
    assert libre.requests <= 4


def test_a_rerun_sends_nothing_twice(make_site: _MAKE, libre: EngineServer) -> None:
    """What did not verify is not paid for again either; `--redo-drafts` asks anew."""
    site = _site(make_site, _table(libre), texts=(*SOURCES, "See `one` thing"))
    libre.always = lambda texts: [re_sub(text) for text in texts]
    assert _translate(site) == 1
    sent = list(libre.texts)
    assert left(site.root) == {"See `one` thing"}
    assert _translate(site) == 1
    assert libre.texts == sent
    assert _translate(site, "--redo-drafts") == 1
    assert sorted(libre.texts) == sorted(sent * 2)


def re_sub(text: str) -> str:
    """Whoever meets a token loses it."""
    return text.replace("⟦0⟧", "").replace("[X0X]", "")


def test_one_text_in_many_places_is_sent_once(make_site: _MAKE, libre: EngineServer) -> None:
    """However many articles have it."""
    site = _site(make_site, _table(libre), texts=("Opening hours",) * 5)
    assert _translate(site) == 0
    assert libre.texts == ["Opening hours"]


def test_a_catalog_that_is_edited_meanwhile_keeps_the_edit(make_site: _MAKE, libre: EngineServer) -> None:
    """What a translator saves while the engine is asked stays, and the other drafts are written beside it."""
    site = _site(make_site, _table(libre), texts=("The old castle",))
    site.article("x0.md", "The old castle", body="Its walls are thick.\n")
    assert site.run("extract") == 0

    def edit(texts: list[str]) -> list[str]:
        site.translate("pl", "content/x0", {"The old castle": "Stary zamek"})
        return texts

    libre.plan(edit)
    assert _translate(site) == 0
    assert drafts(site.root) == {"Its walls are thick.": "‹pl› Its walls are thick."}
    assert "Stary zamek" in po_file(site.root, "x0").read_text("utf-8")


def test_the_newest_articles_come_first(make_site: _MAKE) -> None:
    """What readers see first is drafted first."""
    with GoogleServer() as server:
        site = _site(make_site, _table(server), "google")
        assert _translate(site) == 0
        assert [text for text in server.texts if text in SOURCES] == list(SOURCES[::-1])


def test_a_dry_run_sends_and_writes_nothing(
    make_site: _MAKE, libre: EngineServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """It tells messages, characters and cost of what would really be sent, each text once."""
    site = _site(make_site, _table(libre, price=20.0), texts=(*SOURCES, SOURCES[0]))
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    assert _translate(site, "--dry-run") == 0
    row = capsys.readouterr().out.splitlines()[-1].split()
    chars = sum(map(len, SOURCES))
    assert row == ["pl", "libretranslate", "6", "0", "0", "5", f"{chars:,}", f"{chars * 20 / 1e6:.2f}"]
    assert libre.requests == 0
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before
    assert _translate(site) == 0
    assert sum(map(len, libre.texts)) == chars


@pytest.mark.parametrize("limit", [0, 14, 30, 60, 1000])
def test_no_more_is_sent_than_the_budget_allows(limit: int, make_site: _MAKE, libre: EngineServer) -> None:
    """Not a character more, by number or by cost; the rest is left, which is no fault."""
    site = _site(make_site, _table(libre, price=1_000_000))
    assert _translate(site, "--max-chars", str(limit)) == 0
    sent = sum(map(len, libre.texts))
    assert sent <= limit
    assert len(drafts(site.root)) == len(libre.texts)
    assert _translate(site, "--max-cost", str(limit)) == 0
    assert sum(map(len, libre.texts)) - sent <= limit


def test_a_cost_needs_a_price(make_site: _MAKE, libre: EngineServer, capsys: pytest.CaptureFixture[str]) -> None:
    """Without one, nobody can promise to stay below it."""
    site = _site(make_site, _table(libre))
    assert _translate(site, "--max-cost", "1") == 2
    assert "`price` in [engines.libretranslate]" in capsys.readouterr().err
    assert libre.requests == 0


def test_dropped_drafts_are_empty_and_edited_ones_stay(make_site: _MAKE, libre: EngineServer) -> None:
    """Without an engine; what a person has begun is a person's."""
    site = _site(make_site, _table(libre))
    assert _translate(site) == 0
    site.translate("pl", "content/x0", {SOURCES[0]: "Stary zamek"}, fuzzy=True)
    site.translate("pl", "content/x1", {SOURCES[1]: "Spacer"})
    assert _translate(site, "--drop-drafts") == 0
    assert left(site.root) == set(SOURCES[2:])
    assert drafts(site.root) == {SOURCES[0]: "Stary zamek"}
    assert "polypub: mt" not in po_file(site.root, "x4").read_text("utf-8")
    assert _translate(site, "--drop-drafts", "--redo-drafts") == 2


def test_drafts_made_anew_are_other_drafts(make_site: _MAKE, libre: EngineServer) -> None:
    """Unread ones only, from fresh answers."""
    site = _site(make_site, _table(libre))
    assert _translate(site) == 0
    site.translate("pl", "content/x1", {SOURCES[1]: "Spacer"}, fuzzy=True)
    libre.always = _spoil("‹pl›", "›pl‹")
    assert _translate(site, "--redo-drafts") == 0
    expected = {text: f"›pl‹ {text}" for text in SOURCES} | {SOURCES[1]: "Spacer"}
    assert drafts(site.root) == expected


def test_terms_that_are_kept_are_kept(make_site: _MAKE, libre: EngineServer) -> None:
    """The engine never sees them."""
    site = _site(make_site, _table(libre), texts=("The castle of Mir by night",))
    site.write("locales/glossary.csv", "term,note,flags\nMir,,keep\n")
    assert _translate(site) == 0
    assert drafts(site.root) == {"The castle of Mir by night": "‹pl› The castle of Mir by night"}
    assert [text for text in libre.texts if "Mir" in text] == []


@pytest.mark.parametrize("harm", ["garbage", "locked", "folder"])
def test_a_store_that_cannot_be_used_stops_no_work(
    harm: str,
    make_site: _MAKE,
    libre: EngineServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Drafts are made all the same, and a warning says what it costs."""
    monkeypatch.setattr("polypub.translate.replies._PATIENCE", 0.05)
    site = _site(make_site, _table(libre))
    path: Path = site.root / ".polypub" / "replies.sqlite"
    path.parent.mkdir(exist_ok=True)
    other = None
    if harm == "garbage":
        path.write_bytes(b"not a database" * 100)
    elif harm == "folder":
        path.mkdir()
    else:
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
    capsys.readouterr()
    assert _translate(site) == 0
    if other:
        other.close()
    assert drafts(site.root) == _ALL
    assert "replies of engines cannot be kept" in capsys.readouterr().err


def test_an_engine_that_is_not_there_is_told_before_any_work(
    make_site: _MAKE, libre: EngineServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that settings lack, at once."""
    site = make_site(
        editions='[editions.en]\n[editions.pl]\nengine = "libretranslate"\n[editions.de]\nengine = "gogle"\n',
    )
    assert _translate(site) == 2
    said = capsys.readouterr().err
    assert "Did you mean `google`?" in said
    assert "`url`" in said
