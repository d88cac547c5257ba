"""Workflow commands, as GitHub's runner reads them."""

from __future__ import annotations

import re

from hypothesis import given
from support.findings import DEAD, EVIL, MISSING, WHOLE, findings

from polypub.cli.reports.github import github_report
from polypub.cli.reports.report import Report
from polypub.model.page import Finding

_ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def _unescape(text: str) -> str:
    return re.sub("%25|%0D|%0A|%3A|%2C", lambda match: _ESCAPES[match[0]], text)


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A command's name, properties and message: the first `::` ends the properties, commas part them."""
    name, _, rest = line.removeprefix("::").partition(" ")
    properties, _, message = rest.partition("::")
    pairs = (part.partition("=") for part in properties.split(","))
    return name, {key: _unescape(value) for key, _, value in pairs}, _unescape(message)


def test_a_command_names_file_line_and_rule() -> None:
    """An annotation stands beside its line; the path is the repository's, the hint on a line of its own."""
    lines = github_report(Report((MISSING, WHOLE), folder="site/")).splitlines()

    assert lines[0] == (
        "::error file=site/locales/be/LC_MESSAGES/content/news/a.po,line=12,title=polypub placeholder (be)"
        "::`%25(name)s` is missing%0ACopy it from the source."
    )
    assert read_command(lines[1])[:2] == (
        "warning",
        {"file": "site/locales/be/LC_MESSAGES/content/news/a.po", "title": "polypub out-of-date (be)"},
    )


def test_what_would_end_a_property_is_escaped() -> None:
    """A comma or colon in a path, and a line end in a message, begin nothing new."""
    assert "file=content/news/a%2C b%3A c.md,line=3" in github_report(Report((DEAD,)))
    assert github_report(Report((EVIL,))).count("\n") == 1


@given(findings())
def test_any_finding_is_one_command(found: tuple[Finding, ...]) -> None:
    """Whatever a catalog holds, each finding is one line that gives its path and its severity back."""
    lines = github_report(Report(found)).split("\n")[:-1]

    assert len(lines) == len(found)
    names = {"error": "error", "warning": "warning", "info": "notice"}
    for line, finding in zip(lines, found, strict=True):
        name, properties, _ = read_command(line)
        assert (name, properties.get("file", "")) == (names[finding.severity], finding.path)
