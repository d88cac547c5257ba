"""What people read: findings by file, the offending part marked."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from support.findings import ALL, EVIL, MISSING, NOTE, findings

from polypub.cli.reports.report import Report
from polypub.cli.reports.text import text_report
from polypub.model.page import Finding

_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_findings_stand_under_their_file() -> None:
    """Each file is named once; a finding has its line, severity, words, rule, the place in the text and a remedy."""
    assert text_report(Report((MISSING, NOTE), known=2)) == (
        "locales/be/LC_MESSAGES/content/news/a.po\n"
        "  12  error    `%(name)s` is missing  placeholder\n"
        "      | Прывітанне, >>>імя<<<!\n"
        "      Copy it from the source.\n"
        "  12  note     it is not composed  nfc\n"
        "\n"
        "1 error, 1 note found in 1 file (2 known ones not shown).\n"
    )


def test_nothing_found_is_nothing_said() -> None:
    """A clean run has an empty report; what is known is told elsewhere."""
    assert text_report(Report(())) == ""


def test_a_colour_marks_the_part_by_itself() -> None:
    """On a terminal the part is painted, and no brackets are put around it."""
    painted = text_report(Report((MISSING,)), lambda text, colour: f"<{colour}>{text}</>")

    assert "Прывітанне, <mark>імя</>!" in painted
    assert "<error>error  </>" in painted


def test_a_long_text_is_cut_around_the_part() -> None:
    """Forty characters on either side are enough to find the place."""
    long = replace(MISSING, target=f"{'a' * 100}імя{'b' * 100}")

    assert f"| …{'a' * 40}>>>імя<<<{'b' * 40}…\n" in text_report(Report((long,)))


def test_a_catalog_cannot_steer_the_terminal() -> None:
    """Escape sequences and marks of direction are spelled out."""
    shown = text_report(Report((EVIL,)))

    assert r"evil \x1b[31m" in shown
    assert r"before >>>\x1b[31m<<< after \u202e" in shown
    assert not _STEERING.search(shown)


@given(findings())
def test_any_finding_can_be_shown(found: tuple[Finding, ...]) -> None:
    """Whatever a catalog holds, a finding is a line, and only ours are line ends."""
    shown = text_report(Report(found))

    assert not _STEERING.search(shown)
    assert all(any(finding.rule in line for line in shown.split("\n")) for finding in found)


def test_the_order_is_the_reports() -> None:
    """The report decides the order, and files are told apart where it changes."""
    shown = text_report(Report(ALL))

    assert [line for line in shown.split("\n") if line and not line.startswith(" ")][:-1] == [
        "content/news/a, b: c.md",
        "locales/be/LC_MESSAGES/content/news/a.po",
    ]
