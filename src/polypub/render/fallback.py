"""UI strings without a translation pass through a template between sentinels, which are resolved in the finished page.

A template cannot know where its text ends up. In text, the sentinels become a `<span>` with the source's language; in
an attribute no language can be given to the value alone, so a label in the wrong language is left out (WCAG 3.1.2),
and what must be there (`alt` on an image, `content`) stays, with the language on an element that has nothing else.
"""

from __future__ import annotations

import re

from polypub.cldr.tags import text_direction
from polypub.model.locale import Locale

OPEN, TEXT, CLOSE = "\ue003", "\ue005", "\ue004"
_START = re.compile(f"{OPEN}([^{OPEN}{TEXT}{CLOSE}]*){TEXT}")
_SENTINELS = re.compile(f"{OPEN}[^{OPEN}{TEXT}{CLOSE}]*{TEXT}|[{OPEN}{TEXT}{CLOSE}]")
_TAGGED = re.compile(
    rf"<!--.*?-->|<(?P<raw>title|script|style|textarea)\b.*?</(?P=raw)>"
    rf'|<[a-zA-Z/](?:[^<>"{OPEN}]|"[^"{OPEN}]*")*+(?:"[^"]*"|{OPEN})(?:[^<>"]|"[^"]*")*>',
    re.DOTALL,
)
"""What is no text: comments, raw elements, and tags with a sentinel; the others are left out by the pattern itself,
since a page has hundreds of them.
"""
_ATTRIBUTE = re.compile(r'\s(?P<name>[\w:-]+)="(?P<value>[^"]*)"')
_OPTIONAL = frozenset({"aria-label", "title", "abbr", "aria-description", "aria-roledescription"})
_EMPTY = re.compile(r"<(?:img|input|meta)\b")


def mark_fallback(text: str, language: Locale) -> str:
    """A text in another language than the page's, for a template."""
    return f"{OPEN}{language}{TEXT}{text}{CLOSE}"


def resolve_fallbacks(html: str) -> str:
    """The page with every marked text in an element of its language."""
    if OPEN not in html:
        return html
    return _in_text(_TAGGED.sub(_in_tag, html))


def _in_text(text: str) -> str:
    return _START.sub(lambda match: f"<span{_attributes(match[1])}>", text).replace(CLOSE, "</span>")


def _attributes(language: str) -> str:
    return f' lang="{language}" dir="{text_direction(Locale(language))}"'


def _in_tag(match: re.Match[str]) -> str:
    tag = match[0]
    if OPEN not in tag:
        return tag
    if match["raw"] or tag.startswith("<!--"):
        return _SENTINELS.sub("", tag)
    kept = _ATTRIBUTE.sub(lambda found: "" if OPEN in found[0] and found["name"] in _OPTIONAL else found[0], tag)
    language = _START.search(kept)
    resolved = _SENTINELS.sub("", kept)
    if language and _EMPTY.match(resolved) and " lang=" not in resolved:
        end = "/>" if resolved.endswith("/>") else ">"
        return f"{resolved[: -len(end)].rstrip()}{_attributes(language[1])}{end}"
    return resolved
