"""Findings for tests of reports: some that every format meets, and arbitrary ones."""

from __future__ import annotations

from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.model.page import Finding

CATALOG = "locales/be/LC_MESSAGES/content/news/a.po"
MISSING = Finding(
    rule="placeholder",
    severity="error",
    text="`%(name)s` is missing",
    path=CATALOG,
    line=12,
    locale=Locale("be"),
    hint="Copy it from the source.",
    source="Hello, %(name)s!",
    part="імя",
    target="Прывітанне, імя!",
)
DEAD = Finding("internal-link", "error", "the link `x.md` leads to no article", "content/news/a, b: c.md", 3)
WHOLE = Finding("out-of-date", "warning", "the source has changed", CATALOG, 0, Locale("be"))
NOTE = Finding("nfc", "info", "it is not composed", CATALOG, 12, Locale("be"), source="Hello")
EVIL = Finding(
    rule="control-chars",
    severity="warning",
    text='evil \x1b[31m "text" \u202e <b> & 100 %\n::error::no',
    path=CATALOG,
    line=20,
    locale=Locale("be"),
    source="evil",
    part="\x1b[31m",
    target="before \x1b[31m after \u202e",
)
ALL = (DEAD, WHOLE, MISSING, NOTE, EVIL)

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def findings() -> st.SearchStrategy[tuple[Finding, ...]]:
    """Findings with any texts, in any number."""
    one = st.builds(
        Finding,
        rule=st.sampled_from(["number", "url", "internal-link"]),
        severity=st.sampled_from(["error", "warning", "info"]),
        text=_texts.filter(bool),
        path=_texts,
        line=st.integers(0, 10**6),
        locale=st.sampled_from([None, Locale("be"), Locale("zh-Hans")]),
        hint=_texts,
        source=_texts,
        part=_texts,
        target=_texts,
    )
    return st.lists(one, max_size=6).map(tuple)
