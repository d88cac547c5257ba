"""What went wrong, in words."""

from __future__ import annotations

import json
import pickle
import re
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.translate.engines.base import Err
from polypub.translate.engines.faults import Answer, ExchangeError, Redactor, fault_of, read_json, retry_after, said_in

_DATE = "Tue, 24 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (302, "rate"),
        (400, "output"),
        (401, "auth"),
        (402, "quota"),
        (403, "auth"),
        (404, "auth"),
        (408, "transient"),
        (413, "input"),
        (414, "input"),
        (429, "rate"),
        (456, "quota"),
        (500, "transient"),
        (503, "transient"),
        (529, "rate"),
        (599, "transient"),
    ],
)
def test_a_status_has_a_fault_a_name_and_a_remedy(status: int, fault: str) -> None:
    """The reason names the engine and the status, and something can be done."""
    err = fault_of(Answer(status, ""), "acme")
    assert err is not None
    assert err.fault == fault
    assert err.reason.startswith("acme ")
    assert f"HTTP {status}" in err.reason
    assert err.remedy.endswith(".")
    assert "{" not in err.remedy


def test_success_is_no_fault() -> None:
    """2xx can be used."""
    assert fault_of(Answer(200, ""), "acme") is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("Tue, 24 Nov 2026 12:02:00 GMT", 120.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("Tue, 24 Nov 2026 14:02:00 +0200", 120.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("٣", None),
        ("9" * 40, None),
        ("Tue, 99 Nov 2026 12:02:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    """A date counts from the server's own; nonsense and the past ask for nothing more."""
    assert retry_after({"retry-after": text, "date": _DATE}) == seconds


def test_a_date_without_the_servers_own_tells_nothing() -> None:
    """Its clock is not known."""
    assert retry_after({"retry-after": "Tue, 24 Nov 2026 12:02:00 GMT"}) is None


@given(st.text(), st.text())
def test_any_retry_after_is_read(text: str, date: str) -> None:
    """Whatever a server writes, it is seconds from 0 on, or nothing."""
    seconds = retry_after({"retry-after": text, "date": date})
    assert seconds is None or seconds >= 0


@given(st.text(min_size=4), st.text(), st.text())
def test_no_spelling_of_a_key_gets_through(secret: str, before: str, after: str) -> None:
    """Plain, percent-encoded in either case, doubly, for forms, and in JSON."""
    redact = Redactor([secret])
    coded = quote(secret.encode("utf-8", "surrogatepass"), safe="")
    spellings = [
        secret,
        coded,
        re.sub("%..", lambda match: match[0].lower(), coded),
        quote(coded),
        quote_plus(secret.encode("utf-8", "surrogatepass")),
    ]
    for spelling in [*spellings, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]]:
        assert "[key]" in redact(f"{before}{spelling}{after}")
    assert secret not in redact(f"{before}{secret}{after}").replace("[key]", "")


def test_the_longer_of_two_keys_is_taken_out_whole() -> None:
    """No rest of it stays behind."""
    assert Redactor(["abcd", "abcd-efgh", ""])("x abcd-efgh abcd") == "x [key] [key]"


def test_without_keys_nothing_changes() -> None:
    """The empty key is none."""
    assert Redactor([""])("a text") == "a text"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"error": "slow down."}', "slow down"),
        ('{"error": {"code": 5, "message": "no\\nsuch\\u001b key"}}', "no such key"),
        ('{"message": "m", "detail": "d"}', "m"),
        ('{"error": 5}', ""),
        ('["error"]', ""),
        ("<html>", ""),
        ("[" * 100_000, ""),
        (json.dumps({"error": "x" * 500}), "x" * 120),
    ],
)
def test_a_servers_words_are_one_short_line(body: str, said: str) -> None:
    """Without control characters, whatever the shape of the JSON."""
    assert said_in(Answer(400, body)) == said


@pytest.mark.parametrize(
    ("body", "fault", "words"),
    [
        ("<!DOCTYPE html><p>", "transient", "a page"),
        (" <html>", "transient", "a page"),
        ('{"a": "b', "transient", "broke off"),
        ("", "transient", "nothing"),
        ("oops", "transient", "something else"),
    ],
)
def test_what_is_no_json_is_told_apart(body: str, fault: str, words: str) -> None:
    """A page, an answer that was cut off, and nothing are different faults."""
    with pytest.raises(ExchangeError, match=words) as caught:
        read_json(Answer(200, body), "acme")
    assert caught.value.err.fault == fault


def test_a_fault_survives_a_process_boundary() -> None:
    """Pickled, it is the same."""
    error = ExchangeError(Err("acme failed", "Try again later.", "rate", 5.0))
    assert pickle.loads(pickle.dumps(error)).err == error.err
