"""What every format of a report is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from polypub.model.page import Finding

SEVERITIES = ("error", "warning", "info")
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run, in order, and what a format may say beside them."""

    findings: tuple[Finding, ...]
    known: int = 0
    """Findings that a baseline keeps silent."""
    fail_on: str = "error"
    """The mildest severity that fails, or `never`."""
    folder: str = ""
    """Where the site lies in its repository, with a final slash; empty at its root."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """What each rule looks for, by its name."""

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity, and how many are known."""
        found = Counter(finding.severity for finding in self.findings)
        return {**{severity: found[severity] for severity in SEVERITIES}, "known": self.known}

    @property
    def failures(self) -> int:
        """How many findings fail the run."""
        return sum(map(self.fails, self.findings))

    def fails(self, finding: Finding) -> bool:
        """Whether a finding fails the run."""
        if self.fail_on == "never":
            return False
        return SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.fail_on)

    def file_of(self, finding: Finding) -> str:
        """A finding's file as the repository knows it."""
        return f"{self.folder}{finding.path}"

    def by_file(self) -> list[tuple[str, list[Finding]]]:
        """The findings of each file, in order."""
        return [(path, list(group)) for path, group in groupby(self.findings, key=lambda finding: finding.path)]
