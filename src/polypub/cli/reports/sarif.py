"""`--format sarif`: the Static Analysis Results Interchange Format 2.1.0, for code scanning and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from polypub import __version__
from polypub.check.baseline import fingerprints
from polypub.cli.reports.report import Report
from polypub.cli.reports.visible import make_visible
from polypub.model.page import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_report(report: Report) -> str:
    """One run of polypub with its rules and results."""
    rules = sorted({finding.rule for finding in report.findings})
    driver = {
        "name": "polypub",
        "semanticVersion": __version__,
        "rules": [_rule(name, report.rules.get(name, "")) for name in rules],
    }
    results = [
        _result(report, finding, (rules.index(finding.rule), identity))
        for finding, identity in fingerprints(report.findings)
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str, text: str) -> dict[str, Any]:
    described = {"text": text or name}
    return {"id": name, "name": name, "shortDescription": described, "fullDescription": described}


def _result(report: Report, finding: Finding, known: tuple[int, str]) -> dict[str, Any]:
    index, identity = known
    message = "\n".join(make_visible(text) for text in (finding.text, finding.hint) if text)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "partialFingerprints": {"primaryLocationLineHash": identity},
    }
    if finding.path:
        result["locations"] = [{"physicalLocation": _location(report.file_of(finding), finding.line)}]
    if finding.locale:
        result["properties"] = {"locale": finding.locale}
    return result


def _location(path: str, line: int) -> dict[str, Any]:
    """The file below the repository's root; of a finding about a whole file, its first line."""
    return {
        "artifactLocation": {"uri": quote(path), "uriBaseId": "SRCROOT"},
        "region": {"startLine": line or 1},
    }
