"""`--format junit`: JUnit's XML, which every CI server shows as tests."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from polypub.cli.reports.report import Report
from polypub.cli.reports.visible import make_visible
from polypub.model.page import Finding


def junit_report(report: Report) -> str:
    """A suite for each file and a test case for each finding; one that passes when there are none."""
    suites = "".join(_suite(report, path, findings) for path, findings in report.by_file())
    clean = '  <testsuite name="polypub check" tests="1" failures="0" errors="0">\n' + _case("check", "polypub", "")
    tests = max(1, len(report.findings))
    head = f'<testsuites name="polypub check" tests="{tests}" failures="{report.failures}" errors="0">'
    body = suites or f"{clean}  </testsuite>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}</testsuites>\n'


def _suite(report: Report, path: str, findings: list[Finding]) -> str:
    failures = sum(map(report.fails, findings))
    name = _attribute(path or "the site")
    head = f'  <testsuite name={name} tests="{len(findings)}" failures="{failures}" errors="0">\n'
    return head + "".join(_finding(report, finding) for finding in findings) + "  </testsuite>\n"


def _finding(report: Report, finding: Finding) -> str:
    """A finding that fails the run is a failure; of any other the text is the test's output."""
    where = f"{finding.path}:{finding.line}" if finding.line else finding.path
    text = "\n".join(_inside(finding, where))
    if report.fails(finding):
        about = f"message={_attribute(finding.text)} type={_attribute(finding.rule)}"
        inside = f"      <failure {about}>{_text(text)}</failure>\n"
    else:
        inside = f"      <system-out>{_text(text)}</system-out>\n"
    return _case(f"{finding.rule} {where}", finding.path or "polypub", inside)


def _inside(finding: Finding, where: str) -> Iterator[str]:
    yield make_visible(f"{where}: {finding.severity}: {finding.text}")
    if finding.hint:
        yield make_visible(finding.hint)


def _case(name: str, group: str, inside: str) -> str:
    attributes = f"name={_attribute(name)} classname={_attribute(group)}"
    return f"    <testcase {attributes}>\n{inside}    </testcase>\n" if inside else f"    <testcase {attributes}/>\n"


def _attribute(text: str) -> str:
    return quoteattr(make_visible(text))


def _text(text: str) -> str:
    return escape(text)
