"""`--format gitlab`: GitLab's code quality report, shown in merge requests."""

from __future__ import annotations

import json
from typing import Any

from polypub.check.baseline import fingerprints
from polypub.cli.reports.report import Report
from polypub.cli.reports.visible import make_visible
from polypub.model.page import Finding

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def gitlab_report(report: Report) -> str:
    """A list of findings, each with a fingerprint that stays when lines move."""
    rows = [_row(report, finding, identity) for finding, identity in fingerprints(report.findings)]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _row(report: Report, finding: Finding, identity: str) -> dict[str, Any]:
    return {
        "description": " ".join(make_visible(text) for text in (finding.text, finding.hint) if text),
        "check_name": finding.rule,
        "fingerprint": identity,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": report.file_of(finding), "lines": {"begin": finding.line or 1}},
    }
