"""Footnotes as end notes: links there and back that clash with no heading's anchor."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r'<sup class="footnote-reference"><a href="#([^"]*)">(\d+)</a></sup>')
_DEFINITION = re.compile(
    r'<div class="footnote-definition" id="([^"]*)"><sup class="footnote-definition-label">(\d+)</sup>'
    r"\s*(.*?)\s*</div>\n?",
    re.DOTALL,
)


def finish_notes(html: str) -> str:
    """The HTML with its notes gathered in one list at the end, in the order they are referred to."""
    if 'class="footnote-' not in html:
        return html
    seen: dict[str, int] = {}
    notes = {match[1]: match[3] for match in _DEFINITION.finditer(html)}
    body = _REFERENCE.sub(lambda match: _reference(match, seen), _DEFINITION.sub("", html))
    items = [_note(name, notes[name], count) for name, count in seen.items() if name in notes]
    if not items:
        return body
    return f'{body.rstrip()}\n<div class="notes" role="doc-endnotes">\n<ol>\n{"".join(items)}</ol>\n</div>\n'


def _reference(match: re.Match[str], seen: dict[str, int]) -> str:
    name = match[1]
    seen[name] = seen.get(name, 0) + 1
    number = list(seen).index(name) + 1
    suffix = f"-{seen[name]}" if seen[name] > 1 else ""
    return (
        f'<sup><a class="note" id="note-ref-{name}{suffix}" href="#note-{name}" role="doc-noteref">{number}</a></sup>'
    )


def _note(name: str, text: str, count: int) -> str:
    """A note and its way back; the arrow needs no language."""
    backs = "".join(
        f' <a class="back" href="#note-ref-{name}{f"-{n}" if n > 1 else ""}" role="doc-backlink">↩</a>'
        for n in range(1, count + 1)
    )
    inside = f"{text[:-4]}{backs}</p>" if text.endswith("</p>") else f"{text}{backs}"
    return f'<li id="note-{name}">{inside}</li>\n'
