"""The rules of a site, and the names that a configuration may hold."""

from __future__ import annotations

from pathlib import Path

from polypub.check.site_rules import SITE_RULES, Spot
from polypub.check.table import RULES
from polypub.config import checks


def test_the_configuration_knows_every_rule() -> None:
    """`[checks]` may hold each rule's name and no other: config/checks.py lists them all."""
    assert {rule.id for rule in (*RULES, *SITE_RULES)} == checks.RULES


def test_no_two_rules_have_one_name() -> None:
    """A name tells which rule found something."""
    names = [rule.id for rule in (*RULES, *SITE_RULES)]

    assert len(names) == len(set(names))


def test_a_finding_is_as_bad_as_the_table_says() -> None:
    """Rules of a site give no severity of their own."""
    assert {rule.id: Spot("x").finding(rule.id, "y").severity for rule in SITE_RULES} == {
        rule.id: rule.severity for rule in SITE_RULES
    }


def test_every_rule_is_documented() -> None:
    """docs/checks.md has a row for each rule of a site, as the table has it."""
    page = (Path(__file__).parents[2] / "docs/checks.md").read_text("utf-8")

    assert [rule.id for rule in SITE_RULES if f"| `{rule.id}` | {rule.severity} | {rule.finds} |" not in page] == []
