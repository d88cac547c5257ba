"""The rules on a site as a whole, beside those on its catalogs: a table of what each finds."""

from __future__ import annotations

from typing import NamedTuple

from polypub.check.rule import Rule
from polypub.model.locale import Locale
from polypub.model.page import Finding

SITE_RULES: tuple[Rule, ...] = (
    Rule(id="po-syntax", severity="error", finds="a catalog that cannot be read"),
    Rule(id="po-duplicate", severity="error", finds="a message that a catalog has twice"),
    Rule(id="source", severity="error", finds="a source file that cannot be read, or a wrong field in one"),
    Rule(id="blocked", severity="error", finds="a translation that pages do not show, because it would harm them"),
    Rule(id="internal-link", severity="error", finds="a link to an article or a file that the site does not have"),
    Rule(id="anchor", severity="warning", finds="a link to a place that its page does not have"),
    Rule(id="missing-file", severity="error", finds="a picture, or a file of the theme, that is not there"),
    Rule(id="missing-alt", severity="warning", finds="a picture without alternative text"),
    Rule(id="missing-date", severity="warning", finds="an article without a date where all its neighbours have one"),
    Rule(id="date-placeable", severity="warning", finds="a `{date …}` in an article that is no date of any form"),
    Rule(id="other-edition", severity="info", finds="a link to an article that this edition does not have"),
    Rule(id="same-url", severity="error", finds="two pages or files with one address"),
    Rule(id="hreflang", severity="error", finds="versions of a page that do not name each other as search engines ask"),
    Rule(id="canonical", severity="error", finds="a canonical address that no page of the site has"),
    Rule(id="sitemap", severity="error", finds="a sitemap that does not list exactly the pages that may be indexed"),
    Rule(id="duplicate-id", severity="error", finds="an id that a rendered page has twice"),
    Rule(id="out-of-date", severity="warning", finds="a catalog that lags behind its source"),
)
"""In the order of the documentation."""

_SEVERITIES = {rule.id: rule.severity for rule in SITE_RULES}


class Spot(NamedTuple):
    """Where in a site something is found."""

    path: str
    line: int = 0
    locale: Locale | None = None
    source: str = ""
    """The `msgid`, in a catalog."""
    target: str = ""
    """The translation, in a catalog."""

    def finding(self, rule: str, text: str, hint: str = "", part: str = "") -> Finding:
        """What one of these rules finds there, as bad as the table says."""
        severity = _SEVERITIES[rule]
        return Finding(rule, severity, text, self.path, self.line, self.locale, hint, self.source, part, self.target)
