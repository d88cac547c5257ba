"""JUnit's XML, as its readers take it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from support.findings import ALL, MISSING, NOTE, findings

from polypub.cli.reports.junit import junit_report
from polypub.cli.reports.report import Report
from polypub.model.page import Finding


def _read(report: Report) -> ET.Element:
    return ET.fromstring(junit_report(report).encode())


def test_what_fails_the_run_is_a_failure() -> None:
    """A finding at or above `--fail-on` is a failed test, any other a passed one with output."""
    suites = _read(Report((MISSING, NOTE)))
    failed, passed = suites.iter("testcase")
    failure = failed.find("failure")

    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("placeholder", "`%(name)s` is missing")
    assert passed.find("failure") is None
    assert "it is not composed" in (passed.findtext("system-out") or "")


def test_a_clean_run_has_a_test_that_passes() -> None:
    """Servers take a report without tests for a broken one."""
    suites = _read(Report(()))

    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
    assert len(list(suites.iter("testcase"))) == 1


def test_fail_on_decides() -> None:
    """With `never` nothing fails, with `warning` more does than with `error`."""
    failures = {level: _read(Report(ALL, fail_on=level)).get("failures") for level in ("never", "error", "warning")}

    assert failures == {"never": "0", "error": "2", "warning": "4"}


@given(findings())
def test_any_report_is_xml_with_right_numbers(found: tuple[Finding, ...]) -> None:
    """Characters that XML cannot hold are spelled out, and the totals are those of the cases."""
    suites = _read(Report(found))
    cases = list(suites.iter("testcase"))

    assert int(suites.get("tests") or 0) == len(cases) == max(1, len(found))
    assert int(suites.get("failures") or 0) == len(list(suites.iter("failure")))
