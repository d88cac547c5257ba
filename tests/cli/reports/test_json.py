"""The report for scripts is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from support.findings import ALL, MISSING, WHOLE, findings

from polypub.cli.reports.json import json_report
from polypub.cli.reports.report import Report
from polypub.model.page import Finding

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
SCHEMA = json.loads((Path(__file__).parents[3] / "docs/check.schema.json").read_text("utf-8"))


def test_a_finding_has_these_fields() -> None:
    """Names and order are a contract; what is not known is null."""
    table = json.loads(json_report(Report((MISSING, WHOLE), known=3)))

    assert table == {
        "findings": [
            {
                "rule": "placeholder",
                "severity": "error",
                "locale": "be",
                "file": "locales/be/LC_MESSAGES/content/news/a.po",
                "line": 12,
                "message": "`%(name)s` is missing",
                "hint": "Copy it from the source.",
            },
            {
                "rule": "out-of-date",
                "severity": "warning",
                "locale": "be",
                "file": "locales/be/LC_MESSAGES/content/news/a.po",
                "line": None,
                "message": "the source has changed",
                "hint": None,
            },
        ],
        "counts": {"error": 1, "warning": 1, "info": 0, "known": 3},
    }


def test_the_schema_is_one() -> None:
    """What is published as a JSON schema can be used as one, and refuses what it should."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    wrong = {"findings": [{"rule": "number"}], "counts": {}}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(wrong)


@given(findings())
def test_any_report_fits_the_schema(found: tuple[Finding, ...]) -> None:
    """Any findings, none included, give JSON that the published schema accepts."""
    jsonschema.validate(json.loads(json_report(Report((*found, *ALL)))), SCHEMA)
    jsonschema.validate(json.loads(json_report(Report(()))), SCHEMA)
