"""Markup and addresses: what must stand in a translation as it stands in its source."""

from __future__ import annotations

from polypub.check import links, markup, rst
from polypub.check.language import SPACED, but
from polypub.check.rule import FormRule, Rule

MARKUP_RULES: tuple[Rule, ...] = (
    # Markup
    FormRule(
        id="overgrown",
        severity="error",
        finds="far more text or markup than the source has; no other rule looks at such a text",
        check=markup.check_flood,
    ),
    FormRule(
        id="html-unsafe",
        severity="error",
        finds="what `render` keeps from a page: tags, attributes, addresses or comments that are not in the source",
        check=markup.check_unsafe,
        needs=frozenset("<&[{%\"'>"),
    ),
    FormRule(
        id="html-invalid",
        severity="error",
        finds="HTML tags that do not nest, where the source's do",
        check=markup.check_nesting,
        needs=frozenset("<"),
    ),
    FormRule(
        id="html-tags",
        severity="error",
        finds="an element of the source, or an attribute of one, that is missing or added",
        check=markup.check_tags,
        needs=frozenset("<"),
    ),
    FormRule(
        id="html-format",
        severity="warning",
        finds="a tag that formats words (`<b>`, `<em>`, `<code>`, `<br>`) that is missing or added",
        check=markup.check_formatting,
        needs=frozenset("<"),
    ),
    FormRule(
        id="tag-spacing",
        severity="info",
        finds="a word that touches a tag, where the source has a space",
        languages=but("ar he fa ur ckb ps ug yi", SPACED),
        check=markup.check_tag_spacing,
        needs=frozenset("<"),
    ),
    FormRule(
        id="md-link",
        severity="error",
        finds="another number of links, pictures or footnotes than the source has, or more than one block",
        check=markup.check_structure,
        needs=frozenset("*_`[]<>~&\\{"),
    ),
    FormRule(
        id="md-syntax",
        severity="warning",
        finds="emphasis or code that is missing, added, or not closed",
        check=markup.check_emphasis,
        needs=frozenset("*_`~"),
    ),
    FormRule(
        id="rst-syntax",
        severity="error",
        finds="roles, literals or substitutions of reStructuredText that are missing, added, or not closed",
        check=rst.check_rst,
        needs=frozenset("`"),
    ),
    # Addresses
    FormRule(
        id="link-target",
        severity="warning",
        finds="a link to a place of the site to which the source does not link",
        check=links.check_targets,
        needs=frozenset("["),
    ),
    FormRule(
        id="url",
        severity="warning",
        finds="a web address that is missing; one of the same site may stand for it",
        check=links.check_urls,
        needs=frozenset("/"),
    ),
    FormRule(
        id="email",
        severity="warning",
        finds="an e-mail address that is missing",
        check=links.check_emails,
        needs=frozenset("@"),
    ),
    FormRule(
        id="path",
        severity="warning",
        finds="a file path that is missing",
        check=links.check_paths,
        needs=frozenset("/"),
    ),
)
