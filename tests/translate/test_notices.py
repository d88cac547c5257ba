"""What stands in place of a translation."""

from __future__ import annotations

import pytest

from polypub.translate.engines.base import Err, Ok
from polypub.translate.notices import check_reply

_QUOTA = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Ok(""), "output"),
        (Ok(" \n"), "output"),
        (Ok(_QUOTA), "quota"),
        (Ok("<!DOCTYPE html><p>Bad gateway"), "output"),
        (Ok("<html lang=en>"), "output"),
        (Ok("ha " * 500), "output"),
        (Ok("\ud800"), "output"),
        (Ok(None), "output"),
        (None, "output"),
        (Err("x", fault="auth"), "auth"),
    ],
)
def test_it_is_a_failure(reply: object, fault: str) -> None:
    """Nothing, pages, notices, babble and what is no text."""
    found = check_reply("some words", reply)
    assert isinstance(found, Err)
    assert found.fault == fault


@pytest.mark.parametrize("text", ["words", _QUOTA, "<html> is a tag"])
def test_what_the_source_has_itself_is_none(text: str) -> None:
    """An article may speak of such things."""
    assert check_reply(text, Ok(text)) == Ok(text)
