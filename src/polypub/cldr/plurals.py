"""Plural forms for gettext catalogs: the header that a locale's files carry, and what any header means."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.plural_expression import compile_plural
from polypub.cldr.plural_rules import Condition, read_rule, speaks_of_compact_numbers
from polypub.cldr.subtags import subtags
from polypub.model.locale import Locale

__all__ = ["compile_plural", "plural_categories", "plural_count", "plural_examples", "plural_forms"]

_Rules = tuple[tuple[str, str], ...]
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

_GNU = {
    "ga": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "he": "nplurals=2; plural=(n != 1);",
    "lv": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    "pt": "nplurals=2; plural=(n != 1);",
}
"""gettext's headers, by language, where CLDR has other forms or another order: the world's catalogs have these."""

_WELL_KNOWN = (
    "nplurals=1; plural=0;",
    "nplurals=2; plural=(n != 1);",
    "nplurals=2; plural=(n > 1);",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100 > 0 && n%100 < 20) ? 1 : 2);",
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
)
"""How gettext's manual spells common rules; a rule of CLDR that means the same is written so."""

_PROBES = (*range(1, 1102), 0, *(step * 10**power for power in (3, 4, 5, 6) for step in range(1, 101)))
"""Numbers that tell CLDR's rules apart: these know no moduli but 10, 100, 1000, 100 000 and a million."""


@cache
def plural_forms(locale: Locale) -> str:
    """The value of a catalog's Plural-Forms header (`nplurals=2; plural=(n != 1);`).

    The forms are CLDR's categories of whole numbers in CLDR's order, save for the four languages of GNU's table.
    """
    language = subtags(locale).language
    # Brazilian Portuguese alone keeps CLDR's, which is also gettext's for it.
    gnu = "" if locale.startswith("pt-BR") else _GNU.get(language, "")
    return gnu or _forms_of(_rules(locale))


@cache
def plural_count(locale: Locale) -> int:
    """How many forms a message with a plural has in the locale."""
    return int(plural_forms(locale).removeprefix("nplurals=").partition(";")[0])


@cache
def plural_examples(locale: Locale) -> tuple[int, ...]:
    """For each form a small number that takes it, preferring others to 0 (`be` 1, 2, 5)."""
    form_of = compile_plural(plural_forms(locale))
    examples: dict[int, int] = {}
    for number in _PROBES:
        examples.setdefault(form_of(number), number)
    return tuple(examples[form] for form in range(plural_count(locale)))


def plural_categories(locale: Locale) -> tuple[str, ...]:
    """CLDR's categories that whole numbers fall into, in CLDR's order; those of fractions and of `1M` are left out."""
    return tuple(_conditions(_rules(locale)))


@cache
def _rules(locale: Locale) -> _Rules:
    rules = babel_locale(locale).plural_form.rules
    return tuple((name, rules[name]) for name in _CATEGORIES if name in rules)


@cache
def _conditions(rules: _Rules) -> dict[str, Condition | None]:
    """What each category asks of a whole number; None for `other`, which takes the rest."""
    # In Romance languages a million in full counts as `1M` does; catalogs never had that form.
    read = {name: read_rule(text) for name, text in rules if not speaks_of_compact_numbers(text)}
    conditions: dict[str, Condition | None] = {name: rule for name, rule in read.items() if rule.alternatives}
    # `other` is what the rules leave; in Russian they leave no whole number.
    if any(not any(rule.holds(number) for rule in read.values()) for number in _PROBES):
        conditions["other"] = None
    return conditions


@cache
def _forms_of(rules: _Rules) -> str:
    *tested, _last = conditions = list(_conditions(rules).values())
    branches = [f"{rule.in_c()} ? {form} : " for form, rule in enumerate(tested) if rule]
    computed = f"nplurals={len(conditions)}; plural=({''.join(branches)}{len(tested)});"
    meaning = compile_plural(computed)
    alike = (header for header in _WELL_KNOWN if header.partition(";")[0] == computed.partition(";")[0])
    return next((header for header in alike if _same(meaning, compile_plural(header))), computed)


def _same(one: Callable[[int], int], other: Callable[[int], int]) -> bool:
    return all(one(number) == other(number) for number in _PROBES)
