"""SARIF 2.1.0: valid, with rules, places and fingerprints that survive edits."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from support.findings import ALL, DEAD, MISSING, WHOLE, findings

from polypub.cli.reports.report import Report
from polypub.cli.reports.sarif import sarif_report
from polypub.model.page import Finding

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
SCHEMA = json.loads(Path(__file__).with_name("sarif.schema.json").read_text("utf-8"))
MODULES = Path(os.environ.get("POLYPUB_NODE_MODULES", Path(__file__).parents[3] / "node_modules"))
STANDARD = MODULES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def _run(*found: Finding, **options: Any) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(sarif_report(Report(found, **options)))["runs"][0]
    return run


def test_a_result_names_rule_place_and_level() -> None:
    """What code scanning shows: the rule's words, the file from the repository's root, the line."""
    run = _run(DEAD, MISSING, rules={"placeholder": "a placeholder that is missing"}, folder="site/")
    dead, missing = run["results"]

    assert run["tool"]["driver"]["rules"][missing["ruleIndex"]]["shortDescription"] == {
        "text": "a placeholder that is missing"
    }
    assert missing["ruleId"] == "placeholder"
    assert missing["level"] == "error"
    assert dead["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "site/content/news/a%2C%20b%3A%20c.md", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 3},
    }


def test_a_fingerprint_outlives_moved_lines() -> None:
    """The same finding on another line is the same alert; a second one in the same message is another."""

    def prints(*found: Finding) -> list[str]:
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in _run(*found)["results"]]

    assert prints(MISSING) == prints(replace(MISSING, line=99, hint="other"))
    assert len(set(prints(MISSING, MISSING, WHOLE, replace(MISSING, source="Hi")))) == 4


@given(findings())
def test_any_report_is_valid(found: tuple[Finding, ...]) -> None:
    """Any findings, none included, fit what the standard says of the parts that are used."""
    for report in (Report((*found, *ALL)), Report(())):
        jsonschema.validate(json.loads(sarif_report(report)), SCHEMA)


def test_the_standards_own_schema_accepts_it(require) -> None:
    """The whole schema of SARIF 2.1.0 has nothing to say."""
    require(STANDARD.is_file(), "the schema of SARIF (npm @microsoft/jest-sarif) is not here")
    schema = json.loads(STANDARD.read_text("utf-8"))
    for found in (ALL, ()):
        jsonschema.validate(json.loads(sarif_report(Report(found))), schema)
