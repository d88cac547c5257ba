"""Write the table of rules into docs/checks.md, from the rules themselves and the first case of each.

Run it after a change of a rule or a case; with `--check` it exits with 1 when the page is out of date.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from polypub.check.rule import FormRule, Rule
from polypub.check.table import RULES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "checks.md"
_MARK = re.compile(r"[&<>\[\]*_`|\\~{}]")
BEGIN, END = "<!-- rules -->", "<!-- /rules -->"


def main() -> None:
    """Write the page, or tell whether it is as it would be written."""
    before = PAGE.read_text(encoding="utf-8")
    after = with_table(before)
    if "--check" in sys.argv:
        raise SystemExit(before != after)
    PAGE.write_text(after, encoding="utf-8")


def with_table(page: str) -> str:
    """The page with the table between its markers."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def table() -> str:
    """A row for each rule."""
    examples = _examples()
    rows = [
        f"| `{rule.id}` | {rule.severity} | {rule.finds}{_scope(rule)} | {examples.get(rule.id, '')} | {_fix(rule)} |"
        for rule in RULES
    ]
    return "\n".join(["| rule | severity | what it finds | for example | `--fix` |", "|---|---|---|---|---|", *rows])


def _scope(rule: Rule) -> str:
    words = rule.languages.words
    return "" if words == "all" else f" ({words})"


def _fix(rule: Rule) -> str:
    if not isinstance(rule, FormRule) or rule.fix is None:
        return ""
    return "when named" if rule.fix_on_request else "yes"


def _examples() -> dict[str, str]:
    """The first case in which each rule fires: source and translation."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "tests" / "check" / "cases").glob("*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            target = " / ".join(case["targets"]) if "targets" in case else case["target"]
            for rule in case.get("finds", ()):
                found.setdefault(rule, f"{_shown(case['source'])} → {case['locale']} {_shown(target)}")
    return found


def _shown(text: str) -> str:
    """A text as code in a cell: no Markdown in it counts, and what cannot be seen is written as `U+…`."""
    short = text if len(text) <= 70 else f"{text[:69]}…"
    visible = "".join(c if c.isprintable() and c != "\ufffd" else _named(c) for c in short.replace("\n", "⏎"))
    return f"<code>{_MARK.sub(lambda mark: f'&#{ord(mark.group())};', visible)}</code>"


def _named(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


if __name__ == "__main__":
    main()
