"""What programs need of a translation: plural forms, placeholders, clean characters."""

from __future__ import annotations

from polypub.check import characters, placeholders, plurals
from polypub.check.language import but
from polypub.check.rule import CatalogRule, FormRule, MessageRule, Rule

PROGRAM_RULES: tuple[Rule, ...] = (
    # Plurals
    CatalogRule(
        id="plural-header",
        severity="error",
        finds="a `Plural-Forms` header that is missing, or says another number of forms than the language has",
        check=plurals.check_header,
    ),
    MessageRule(
        id="plurals-missing",
        severity="error",
        finds="a plural form that is empty while others are not, or too many or too few forms",
        check=plurals.check_missing,
    ),
    MessageRule(
        id="same-plurals",
        severity="warning",
        finds="plural forms that are all the same text",
        languages=but(plurals.UNINFLECTED),
        check=plurals.check_same,
    ),
    # What programs need
    FormRule(
        id="placeholder",
        severity="error",
        finds="a placeholder (`%(name)s`, `%s`, `{name}`, `${name}`, `{{ name }}`) that is missing or unknown",
        check=placeholders.check_placeholders,
        needs=frozenset("%{"),
    ),
    FormRule(
        id="percent-escape",
        severity="error",
        finds="a `%` that stops the text from being formatted",
        check=placeholders.check_percent,
        needs=frozenset("%"),
    ),
    FormRule(
        id="jinja-syntax",
        severity="error",
        finds="template syntax (`{{`, `{%`, `{#`) that is not in the source",
        check=placeholders.check_jinja,
        needs=frozenset("{"),
    ),
    FormRule(
        id="control-chars",
        severity="error",
        finds="control characters, private characters and U+FFFD that are not in the source",
        check=characters.check_control_characters,
    ),
    FormRule(
        id="bidi",
        severity="error",
        finds="marks of direction that are not closed, and overrides, which hide the order of a text",
        check=characters.check_bidi,
        needs=frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        same=True,
    ),
)
