"""Words for people: counts, and how bad a finding is."""

from __future__ import annotations

import pytest

from polypub.cli.console import counted, describe_finding, tell_waiting
from polypub.model.page import Finding


@pytest.mark.parametrize(
    ("number", "names", "told"),
    [
        (0, ("page",), "0 pages"),
        (1, ("page",), "1 page"),
        (2, ("page",), "2 pages"),
        (12_345, ("page",), "12,345 pages"),
        (1, ("message is", "messages are"), "1 message is"),
        (0, ("message is", "messages are"), "0 messages are"),
    ],
)
def test_a_number_has_its_noun(number: int, names: tuple[str, ...], told: str) -> None:
    """One of a thing is singular, everything else plural; thousands are parted."""
    assert counted(number, *names) == told


def test_the_verb_goes_with_the_number() -> None:
    """Of articles to come."""
    assert tell_waiting(1) == "1 article is dated in the future."
    assert tell_waiting(2) == "2 articles are dated in the future."


@pytest.mark.parametrize(("severity", "said"), [("error", "warning"), ("warning", "warning"), ("info", "info")])
def test_what_stops_nothing_is_no_error(severity: str, said: str) -> None:
    """A finding that work goes on in spite of is a warning at the worst."""
    finding = Finding("blocked", severity, "it is wrong", "a.po", 3, hint="Correct it.")  # type: ignore[arg-type]
    assert describe_finding(finding) == f"{said}: a.po:3: it is wrong\n  Correct it.\n"
