"""The cases: what each rule finds, and what it lets pass, in the languages that it names."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from polypub.check.catalog import check_catalog
from polypub.check.fix import fix_catalog
from polypub.check.settings import CheckSettings
from polypub.check.table import RULES
from polypub.cldr.plurals import plural_forms
from polypub.cldr.tags import parse_locale
from polypub.formats.glossary import read_glossary
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous
from polypub.model.state import DraftNote, hash_source, hash_targets

CASES: list[dict[str, Any]] = [
    case
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
NAMES = [case["title"] for case in CASES]


def catalog_of(case: dict[str, Any]) -> Catalog:
    """The catalog that a case describes."""
    locale = parse_locale(case["locale"])
    notes = (f"type: {case['type']}",) if "type" in case else ()
    targets = tuple(case.get("targets") or [case["target"]])
    message = Message(
        Key(None, case["source"]),
        plural=case.get("plural"),
        targets=targets,
        fuzzy=case.get("fuzzy", False) or case.get("draft", False),
        flags=tuple(case.get("flags", ())),
        comments=(*case.get("comments", ()), *((_draft_note(case["source"], targets),) if "draft" in case else ())),
        notes=(*notes, *case.get("notes", ())),
        previous=Previous(case["previous"]) if "previous" in case else None,
        line=1,
    )
    others = (
        Message(Key(None, other["source"]), targets=(other["target"],), line=number)
        for number, other in enumerate(case.get("also", ()), 2)
    )
    header = {"Plural-Forms": case.get("plural_forms", plural_forms(locale))}
    domain = case.get("domain", "content/x" if "type" in case else "other")
    return Catalog(domain, locale, (message, *others), header, "x.po")


def _draft_note(source: str, targets: tuple[str, ...]) -> str:
    return str(DraftNote("mt", "engine", dt.date(2026, 1, 2), hash_source(source), hash_targets(targets)))


def settings_of(case: dict[str, Any]) -> CheckSettings:
    """The settings that a case describes; sources are English."""
    glossary = read_glossary(case["glossary"].encode(), "glossary.csv") if "glossary" in case else Glossary()
    return CheckSettings(Locale("en"), case.get("severities", {}), glossary)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_case_finds_what_it_says(case: dict[str, Any]) -> None:
    """Every rule that fires is one that the case expects, with the stretch that it names."""
    findings = [f for f in check_catalog(catalog_of(case), settings_of(case)) if f.rule not in case.get("skip", ())]
    found = {finding.rule for finding in findings}
    expected = set(case.get("finds", ())) - set(case.get("skip", ()))
    assert found == expected, [(finding.rule, finding.text) for finding in findings]
    assert case.get("silent") not in found
    parts = {finding.rule: finding.part for finding in findings if finding.part}
    for rule, part in case.get("part", {}).items():
        assert parts[rule] == part


@pytest.mark.parametrize("case", [c for c in CASES if "fixed" in c], ids=[c["title"] for c in CASES if "fixed" in c])
def test_a_case_is_fixed_as_it_says(case: dict[str, Any]) -> None:
    """The fix gives the expected text and leaves nothing to find."""
    fixed, findings = fix_catalog(catalog_of(case), settings_of(case), "all")
    assert fixed.messages[0].targets[0] == case["fixed"]
    assert {finding.rule for finding in findings} == set(case["finds"])
    assert not list(check_catalog(fixed, settings_of(case)))


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_each_rule_has_cases_for_and_against(rule: str) -> None:
    """No rule without a case in which it fires and one in which it keeps quiet."""
    assert any(rule in case.get("finds", ()) for case in CASES), "no case in which it fires"
    assert any(rule == case.get("silent") for case in CASES), "no case in which it keeps quiet"
    assert all("finds" in case or "silent" in case for case in CASES)
