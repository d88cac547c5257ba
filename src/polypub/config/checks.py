"""`[checks]`: the rules that a site may be stricter or milder about."""

from __future__ import annotations

from polypub.formats.fields import FieldReader, nearest_name
from polypub.formats.values import Value

RULES = frozenset(
    """
    anchor begin-newline begin-space bidi bidi-edge blocked brackets canonical cjk-width control-chars danda
    date-literal date-placeable date-placeable double-space duplicate-id duplicate-word email end-colon end-ellipsis
    end-exclamation end-interrobang end-newline end-question end-semicolon end-space end-stop engine-noise
    es-inverted extra-space glossary glossary-keep half-translated hreflang html-format html-invalid html-tags
    html-unsafe inconsistent internal-link jinja-syntax kashida label-stop length-ratio link-target mask-debris
    max-length md-link md-syntax missing-alt missing-date missing-file mixed-script multiple-capital
    newline-count nfc number other-edition out-of-date overgrown path percent-escape placeholder plural-header
    plurals-missing po-duplicate po-syntax punct-spacing quotes reused rst-syntax same-plurals same-url
    sentence-count sitemap source stale start-case tag-spacing title-length unchanged url zero-width
    """.split()
)
"""The names of all rules: a configuration is read without the checks themselves."""


def check_rule_names(table: Value, reader: FieldReader) -> None:
    """Note every name in the configuration's `[checks]` that no rule has, with the nearest that one has."""
    for name, value in table.entries.get("checks", Value({}, 0)).entries.items():
        if name not in RULES:
            nearest = nearest_name(name, RULES)
            hint = f"Did you mean `{nearest}`?" if nearest else "The rules are listed in docs/checks.md."
            reader.wrong(f"`checks`: there is no rule `{name}`", value.line, hint)
