"""`--format json`: for scripts; described by docs/check.schema.json."""

from __future__ import annotations

import json

from polypub.cli.reports.report import Report
from polypub.model.page import Finding


def json_report(report: Report) -> str:
    """`{"findings": […], "counts": {…}}`; what a finding does not have is null."""
    table = {"findings": [_row(finding) for finding in report.findings], "counts": report.counts}
    return json.dumps(table, indent=2, ensure_ascii=False) + "\n"


def _row(finding: Finding) -> dict[str, str | int | None]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "locale": finding.locale,
        "file": finding.path or None,
        "line": finding.line or None,
        "message": finding.text,
        "hint": finding.hint or None,
    }
