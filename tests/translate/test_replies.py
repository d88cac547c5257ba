"""Replies are remembered."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.translate.engines.base import Err, Ok, Reply
from polypub.translate.replies import Replies, reply_key

_TODAY = dt.date(2026, 11, 24)


def _in_days(path: Path, days: int, *, fresh: bool = False) -> Reply | None:
    replies = Replies(path, _TODAY + dt.timedelta(days), is_fresh=fresh)
    try:
        return replies.get(b"key")
    finally:
        replies.close()


def _store(path: Path, reply: Reply) -> None:
    replies = Replies(path, _TODAY)
    replies.put(b"key", reply)
    assert replies.get(b"key") == reply
    replies.close()


def test_a_reply_is_remembered_for_thirty_days(tmp_path: Path) -> None:
    """By the next run, not by one that asks anew, and not for ever."""
    path = tmp_path / "deep" / "replies.sqlite"
    _store(path, Ok("слова\n"))
    assert [_in_days(path, days) for days in (0, 30, 31)] == [Ok("слова\n"), Ok("слова\n"), None]
    assert _in_days(path, 0, fresh=True) is None


@pytest.mark.parametrize(
    ("reply", "days"),
    [(Err("a page", "Look."), [0, 1]), (Err("gone", fault="transient"), []), (Err("too long", fault="input"), [])],
)
def test_a_failure_is_remembered_for_a_day_if_it_was_an_answer(reply: Err, days: list[int], tmp_path: Path) -> None:
    """What never came back is asked again."""
    path = tmp_path / "replies.sqlite"
    _store(path, reply)
    assert [day for day in range(3) if _in_days(path, day) == reply] == days


def test_a_fresh_answer_replaces_the_old_one(tmp_path: Path) -> None:
    """For the runs after it."""
    path = tmp_path / "replies.sqlite"
    _store(path, Ok("old"))
    _store(path, Ok("new"))
    assert _in_days(path, 0) == Ok("new")


def test_two_processes_learn_from_each_other(tmp_path: Path) -> None:
    """A reply that one run has put is there for another at once, and none is lost when many write."""
    path = tmp_path / "replies.sqlite"
    stores = [Replies(path, _TODAY) for _ in range(4)]
    keys = [[f"{number}:{place}".encode() for place in range(25)] for number in range(4)]

    def write(number: int) -> None:
        for key in keys[number]:
            stores[number].put(key, Ok(key.decode()))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.problem is None for store in stores)
    assert all(stores[0].get(key) == Ok(key.decode()) for some in keys for key in some)
    for store in stores:
        store.close()


def test_without_a_path_only_the_run_remembers() -> None:
    """Nothing is written."""
    replies = Replies(None, _TODAY)
    replies.put(b"key", Ok("x"))
    assert replies.get(b"key") == Ok("x")
    assert replies.problem is None


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_keys_differ_where_their_parts_do(one: list[str], other: list[str]) -> None:
    """However the parts are cut."""
    assert (reply_key(*one) == reply_key(*other)) == (one == other)
