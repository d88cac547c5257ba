"""GitLab's code quality report."""

from __future__ import annotations

import json

from support.findings import ALL, MISSING

from polypub.cli.reports.gitlab import gitlab_report
from polypub.cli.reports.report import Report


def test_a_row_has_what_gitlab_requires() -> None:
    """Description, name, fingerprint, severity, path and line; paths have no `./` before them."""
    (row,) = json.loads(gitlab_report(Report((MISSING,), folder="site/")))

    assert row == {
        "description": "`%(name)s` is missing Copy it from the source.",
        "check_name": "placeholder",
        "fingerprint": row["fingerprint"],
        "severity": "major",
        "location": {"path": "site/locales/be/LC_MESSAGES/content/news/a.po", "lines": {"begin": 12}},
    }


def test_fingerprints_are_unique() -> None:
    """GitLab drops rows whose fingerprint another has."""
    rows = json.loads(gitlab_report(Report((*ALL, *ALL))))

    assert len({row["fingerprint"] for row in rows}) == len(rows) == 2 * len(ALL)
    assert json.loads(gitlab_report(Report(()))) == []
