"""`--format github`: workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from polypub.cli.reports.report import Report
from polypub.cli.reports.visible import make_visible
from polypub.model.page import Finding

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def github_report(report: Report) -> str:
    """A line for each finding; GitHub shows ten of each severity in a step and has all in its log."""
    return "".join(f"{_command(report, finding)}\n" for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    title = f"polypub {finding.rule}" + (f" ({finding.locale})" if finding.locale else "")
    properties = {
        "file": report.file_of(finding) if finding.path else "",
        "line": str(finding.line or ""),
        "title": title,
    }
    given = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items() if value)
    message = "\n".join(make_visible(text) for text in (finding.text, finding.hint) if text)
    return f"::{_COMMANDS[finding.severity]} {given}::{_escape(message)}"


def _escape(text: str) -> str:
    """A command is one line, and `%` begins an escape."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    """In a property a comma and a colon would end it."""
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
