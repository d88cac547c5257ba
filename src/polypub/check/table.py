"""Every rule on catalogs, in the order in which findings are reported.

A new check is a function in the file of its family, a row in one of these tables, and its cases.
"""

from __future__ import annotations

from polypub.check.mark_rules import MARK_RULES
from polypub.check.markup_rules import MARKUP_RULES
from polypub.check.program_rules import PROGRAM_RULES
from polypub.check.rule import Rule
from polypub.check.text_rules import TEXT_RULES

RULES: tuple[Rule, ...] = (*PROGRAM_RULES, *MARKUP_RULES, *TEXT_RULES, *MARK_RULES)
