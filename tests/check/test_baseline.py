"""A baseline keeps old findings silent, whatever lines move, and tells which are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.findings import ALL, DEAD, MISSING, NOTE, findings

from polypub.check.baseline import NEVER_KNOWN, read_baseline, sift, write_baseline
from polypub.check.site_rules import Spot
from polypub.errors import UsageError
from polypub.model.locale import Locale
from polypub.model.page import Finding

moved = st.integers(0, 1000)


@given(findings(), moved)
def test_what_was_noted_is_silent(found: tuple[Finding, ...], line: int) -> None:
    """Written and read, a baseline knows all of its findings wherever their lines went, and misses none."""
    baseline = read_baseline(write_baseline(found), "b.json")
    sifted = sift([replace(finding, line=line, hint="reworded") for finding in found], baseline)

    assert (sifted.new, sifted.known, sifted.vanished) == ((), len(found), ())


@given(findings(), findings())
def test_what_is_new_is_told(old: tuple[Finding, ...], new: tuple[Finding, ...]) -> None:
    """Every finding is either known or new, and known at most as often as it was noted."""
    sifted = sift((*old, *new), read_baseline(write_baseline(old), "b.json"))

    assert len(sifted.new) + sifted.known == len(old) + len(new)
    assert sifted.known >= len(old)
    assert not sifted.vanished


@pytest.mark.parametrize(
    "other",
    [
        replace(MISSING, source="Hello!"),
        replace(MISSING, rule="number"),
        replace(MISSING, path="locales/be/LC_MESSAGES/site.po"),
        replace(MISSING, locale=Locale("ru")),
        replace(DEAD, text="the link `y.md` leads to no article"),
    ],
    ids=["message", "rule", "file", "locale", "words"],
)
def test_another_finding_is_new(other: Finding) -> None:
    """Rule, locale, file and message tell a finding; without a message, its own words do."""
    assert sift([other], read_baseline(write_baseline([MISSING, DEAD]), "b.json")).new == (other,)


def test_a_second_one_in_the_same_message_is_new() -> None:
    """How often a finding occurs counts."""
    sifted = sift([MISSING, MISSING], read_baseline(write_baseline([MISSING]), "b.json"))

    assert (sifted.new, sifted.known) == ((MISSING,), 1)


def test_what_is_gone_is_told() -> None:
    """So that the file can shrink."""
    (gone,) = sift([MISSING, MISSING], read_baseline(write_baseline([MISSING, MISSING, NOTE]), "b.json")).vanished

    assert (gone.rule, gone.locale, gone.file, gone.about) == (NOTE.rule, "be", NOTE.path, "Hello")


@pytest.mark.parametrize("rule", sorted(NEVER_KNOWN))
def test_a_file_that_cannot_be_read_is_never_silent(rule: str) -> None:
    """It hides everything else in it; even a baseline made by hand does not help."""
    finding = Spot("a.po", 3).finding(rule, "broken")
    by_hand = write_baseline([NOTE]).replace(b'"nfc"', f'"{rule}"'.encode())

    assert b"broken" not in write_baseline([finding])
    assert sift([finding], read_baseline(by_hand, "b.json")).new == (finding,)


def test_the_file_can_be_read_in_a_difference() -> None:
    """A line for each finding, sorted, letters as they are; the same findings give the same bytes in any order."""
    text = write_baseline(ALL).decode()

    assert text.count("\n") == len(ALL) + 5
    assert write_baseline(reversed(ALL)).decode() == text
    assert "Hello, %(name)s!" in text


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"version": 2, "findings": []}', b'{"version": 1, "findings": [{}]}', b"\xff"]
)
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    """With the file's name and the remedy."""
    with pytest.raises(UsageError, match=r"b\.json: this (?:is no )?baseline.*\n.*--write-baseline"):
        read_baseline(data, "b.json")
