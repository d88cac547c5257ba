"""A baseline: the findings that a site lives with for now, known by what they are about and not by where they stand.

Rule, locale, file and message tell a finding, and how often it occurs; lines may move, and hints may be reworded.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from polypub.errors import Problem, UsageError
from polypub.model.page import Finding

NEVER_KNOWN = frozenset({"po-syntax", "po-duplicate", "source"})
"""Rules whose findings no baseline keeps silent: a file that cannot be read hides all others in it."""
_VERSION = 1


class Known(NamedTuple):
    """What tells one finding from another."""

    rule: str
    locale: str
    """Empty for the sources."""
    file: str
    about: str
    """The message's `msgid`; the finding's own words where it is about no message."""


Baseline = Counter[Known]
"""How often each finding is known."""


def know(finding: Finding) -> Known:
    """What tells a finding from others."""
    return Known(finding.rule, finding.locale or "", finding.path, finding.source or finding.text)


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with a short name of its own that stays when lines move; equal ones are numbered."""
    seen: Counter[Known] = Counter()
    for finding in findings:
        known = know(finding)
        seen[known] += 1
        digest = hashlib.blake2s("\0".join(known).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        yield finding, f"{digest}:{seen[known]}"


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: str
    file: str
    about: str
    locale: str = ""
    count: int = 1


class _Stored(msgspec.Struct, frozen=True):
    version: int
    findings: list[_Row]


def read_baseline(data: bytes, path: str) -> Baseline:
    """The findings that a baseline's file knows; UsageError when it is none."""
    hint = "Write it anew with --write-baseline."
    try:
        stored = msgspec.json.decode(data, type=_Stored)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(Problem(f"this is no baseline: {error}", path, hint=hint)) from None
    if stored.version != _VERSION:
        text = f"this baseline is of version {stored.version}, and this polypub reads version {_VERSION}"
        raise UsageError(Problem(text, path, hint=hint))
    baseline: Baseline = Counter()
    for row in stored.findings:
        baseline[Known(row.rule, row.locale, row.file, row.about)] += row.count
    return baseline


def write_baseline(findings: Iterable[Finding]) -> bytes:
    """A baseline's file that knows these findings: a line for each, sorted, so that a difference can be read."""
    counts = Counter(know(finding) for finding in findings if finding.rule not in NEVER_KNOWN)
    rows = [{**known._asdict(), "count": count} for known, count in sorted(counts.items())]
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    inside = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "version": {_VERSION},\n  "findings": {inside}\n}}\n'.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings beside a baseline."""

    new: tuple[Finding, ...]
    known: int
    vanished: tuple[Known, ...]
    """What the baseline knows and nobody finds any more."""


def sift(findings: Iterable[Finding], baseline: Baseline) -> Sifted:
    """The findings that a baseline does not know, or knows less often; the first of equal ones are the known ones."""
    left = Counter(baseline)
    new: list[Finding] = []
    known = 0
    for finding in findings:
        key = know(finding)
        if left[key] > 0 and finding.rule not in NEVER_KNOWN:
            left[key] -= 1
            known += 1
        else:
            new.append(finding)
    return Sifted(tuple(new), known, tuple(sorted(key for key, count in left.items() if count > 0)))
