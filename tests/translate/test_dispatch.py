"""Requests under limits, in rhythm, again after faults, until an engine is given up."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drafting import Clock
from support.told import ToldEngine, one_by_one, shouted

from polypub.model.locale import Locale
from polypub.translate.ask import STOPPED, Asker
from polypub.translate.breaker import Direction
from polypub.translate.budget import SPENT, Budget
from polypub.translate.dispatch import Dispatcher, Pace, make_batches
from polypub.translate.engines.base import Err, Limits, Ok, Query, Reply
from polypub.translate.replies import Replies

_PAIR = Direction(Locale("en"), Locale("pl"))
_TODAY = dt.date(2026, 11, 24)
_TEXTS = [f"text {letter}" for letter in "abcdefgh"]


def _asker(engine: ToldEngine, clock: Clock | None = None, **more: Any) -> Asker:
    clock = clock or Clock()
    pace = Pace(clock, clock.sleep, lambda: 0.5)
    return Asker(Dispatcher(engine, pace), more.pop("direction", _PAIR), Replies(None, _TODAY), **more)


def _ask(asker: Asker, texts: Sequence[str] = _TEXTS) -> list[Reply]:
    return asker.ask([Query(text) for text in texts], "brackets")


@given(st.lists(st.text("ab", min_size=1, max_size=9), max_size=20), st.integers(0, 5), st.integers(0, 12))
def test_batches_hold_all_in_order_and_no_more_than_an_engine_takes(texts: list[str], most: int, chars: int) -> None:
    """Only a text that is too long alone may pass the limit of characters."""
    batches = list(make_batches(map(Query, texts), Limits(max_batch=most, max_batch_chars=chars)))
    assert [query.text for batch in batches for query in batch] == texts
    for batch in batches:
        assert 1 <= len(batch) <= max(1, most)
        assert not chars or len(batch) == 1 or sum(len(query.text) for query in batch) <= chars


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_TEXTS), max_size=20), st.integers(1, 4), st.integers(1, 3), st.data())
def test_the_result_does_not_depend_on_the_order_of_replies(
    texts: list[str], workers: int, most: int, data: st.DataObject
) -> None:
    """Each text has its own reply, and was sent once, however many ask at once and however faults fall."""
    faults = data.draw(st.lists(st.sampled_from(["rate", "transient", "fine"]), max_size=6))
    lock = threading.Lock()

    def told(queries: Sequence[Query]) -> list[Reply]:
        with lock:
            fault = faults.pop() if faults else "fine"
        if fault != "fine":
            return [Err("not now", fault=fault)] * len(queries)
        return [Ok(query.text.upper()) for query in queries]

    engine = ToldEngine(told, Limits(workers=workers, max_batch=most))
    asker = _asker(engine)
    asker.dispatcher.breaker.hear([Ok("it has answered before")], _PAIR)
    replies = _ask(asker, texts)
    for text, reply in zip(texts, replies, strict=True):
        assert reply == Ok(text.upper()) or (isinstance(reply, Err) and reply.reason == "not now")
    if asker.dispatcher.breaker.given_up is None and not any(isinstance(reply, Err) for reply in replies):
        assert replies == [Ok(text.upper()) for text in texts]


def test_as_many_are_under_way_as_the_engine_allows() -> None:
    """All workers are at work at once, and never more."""
    barrier = threading.Barrier(3, timeout=10)

    def told(queries: Sequence[Query]) -> list[Reply]:
        barrier.wait()
        return [Ok("x")]

    engine = ToldEngine(told, Limits(workers=3))
    assert _ask(_asker(engine), _TEXTS[:6]) == [Ok("x")] * 6
    assert engine.busiest == 3


def test_calls_start_at_the_engines_pace() -> None:
    """Never two within its pause."""
    clock = Clock()
    starts: list[float] = []

    def told(queries: Sequence[Query]) -> list[Reply]:
        starts.append(clock.now)
        return [Ok("x")]

    asker = _asker(ToldEngine(told, Limits(pause=1.5)), clock)
    _ask(asker, _TEXTS[:4])
    assert all(later - earlier >= 1.5 for earlier, later in pairwise(starts))


def test_waits_grow_and_a_wish_to_wait_is_granted() -> None:
    """One, two, four seconds, more or less; or as long as the engine asked."""
    clock = Clock()
    replies = [Err("busy", fault="transient")] * 2 + [Err("slow down", fault="rate", after=30.0)]
    engine = ToldEngine(lambda _: [replies.pop(0)] if replies else [Ok("x")])
    assert _ask(_asker(engine, clock), ["words"]) == [Ok("x")]
    assert clock.waits == [1.0, 2.0, 30.0]


@pytest.mark.parametrize(
    ("err", "calls"),
    [
        (Err("asks too much", fault="rate"), 4),
        (Err("come tomorrow", fault="rate", after=3600), 1),
        (Err("no key", fault="auth"), 1),
        (Err("spent", fault="quota"), 1),
        (Err("no such language", fault="pair"), 1),
        (Err("down", fault="transient"), 4),
        (Err("nonsense", fault="output"), 5),
    ],
)
def test_an_engine_that_gives_nothing_is_given_up(err: Err, calls: int) -> None:
    """After as many calls as its fault deserves; every text is left for that reason."""
    engine = ToldEngine(lambda _: [err])
    replies = _ask(_asker(engine))
    assert {reply.reason for reply in replies if isinstance(reply, Err)} == {err.reason}
    assert len(replies) == len(_TEXTS)
    assert len(engine.calls) == calls


def test_one_bad_text_among_good_ones_is_left_alone() -> None:
    """The engine is not given up for it, and its neighbours in the batch are kept and not asked again."""

    def answer(text: str) -> Reply:
        return Err("fails", fault="transient") if text == _TEXTS[1] else shouted(text)

    engine = ToldEngine(one_by_one(answer), Limits(max_batch=3))
    replies = _ask(_asker(engine))
    assert [isinstance(reply, Ok) for reply in replies] == [True, False] + [True] * 6
    assert engine.texts.count(_TEXTS[1]) == 4
    assert all(engine.texts.count(text) == 1 for text in _TEXTS if text != _TEXTS[1])


def test_a_language_is_given_up_without_the_others() -> None:
    """The engine's other pairs go on."""
    engine = ToldEngine(lambda queries: [Err("unknown", fault="pair")] * len(queries))
    asker = _asker(engine)
    _ask(asker)
    engine.told = one_by_one(shouted)
    other = Asker(asker.dispatcher, Direction(Locale("en"), Locale("be")), asker.replies)
    assert isinstance(_ask(other)[0], Ok)
    assert isinstance(_ask(asker, ["new words"])[0], Err)


def test_an_engine_that_raises_is_given_up_without_its_words() -> None:
    """They might hold a key."""

    def told(queries: Sequence[Query]) -> list[Reply]:
        raise RuntimeError("secret-key")

    (reply,) = _ask(_asker(ToldEngine(told)), ["words"])
    assert isinstance(reply, Err)
    assert reply.reason == "it stopped with RuntimeError"
    assert reply.remedy


def test_after_a_stop_what_came_is_there_and_nothing_is_sent() -> None:
    """Ctrl-C in mid-run: the answers so far, and a reason for the rest."""
    asker = _asker(engine := ToldEngine())

    def interrupt(count: int) -> None:
        if len(engine.calls) >= 3:
            raise KeyboardInterrupt

    asker.dispatcher._tick = interrupt
    with pytest.raises(KeyboardInterrupt):
        _ask(asker)
    sent = list(engine.texts)
    assert 3 <= len(sent) <= len(_TEXTS)
    replies = _ask(asker)
    assert engine.texts == sent
    assert replies == [Ok(text.upper()) if text in sent else STOPPED for text in _TEXTS]


@given(st.lists(st.text("abc ", min_size=1, max_size=12), max_size=12), st.integers(0, 60))
def test_the_budget_is_never_passed(texts: list[str], most: int) -> None:
    """What does not fit is left, what fits is sent, and only what was answered counts."""
    engine = ToldEngine()
    asker = _asker(engine, budget=Budget(max_chars=most))
    replies = _ask(asker, texts)
    assert sum(map(len, engine.texts)) == asker.budget.chars == asker.sent.chars <= most
    assert all(reply == SPENT for text, reply in zip(texts, replies, strict=True) if isinstance(reply, Err))


def test_what_an_engine_did_not_answer_is_given_back() -> None:
    """A fault costs nothing of the budget."""
    engine = ToldEngine(lambda queries: [Err("down", fault="transient")] * len(queries))
    asker = _asker(engine, budget=Budget(max_chars=100, max_cost=1), price=10.0)
    _ask(asker)
    assert asker.budget.chars == 0
    assert asker.budget.cost == pytest.approx(0)


def test_context_parts_texts_only_where_it_is_read() -> None:
    """The same words under two titles are one text for most engines."""
    queries = [Query("Opening hours", title=title) for title in ("Museum", "Castle", "Castle")]
    blind, reader = ToldEngine(), ToldEngine(limits=Limits(reads_context=True))
    assert _asker(blind).ask(queries, "brackets") == [Ok("OPENING HOURS")] * 3
    assert _asker(reader).ask(queries, "brackets") == [Ok("OPENING HOURS")] * 3
    assert (len(blind.texts), len(reader.texts)) == (1, 2)


@pytest.mark.parametrize("change", ["name", "version", "direction", "style"])
def test_replies_are_of_one_engine_version_pair_and_token_style(change: str) -> None:
    """Whatever answers may depend on asks anew."""
    first = _asker(ToldEngine())
    _ask(first, ["words"])
    engine = ToldEngine(name="other" if change == "name" else "told", version="2" if change == "version" else "1")
    pair = Direction(Locale("en"), Locale("be")) if change == "direction" else _PAIR
    second = Asker(Dispatcher(engine), pair, first.replies)
    second.ask([Query("words")], "letters" if change == "style" else "brackets")
    assert engine.texts == ["words"]
