"""Hugo: shortcodes, attribute lists and formulas.

Shortcodes are taken out before Markdown is read, so they stand in code and link addresses too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.formats.dialects.constructs import Construct, attribute_inserts, find_code, matches, outside
from polypub.formats.dialects.mathematics import find_display

SHORTCODE = re.compile(
    r"""\{\{(?:
      <(?:"(?:[^"\\\n]|\\.){0,2000}"|`[^`]{0,5000}`|(?!>\}\}|\{\{[<%])[^"`]){0,3000}>\}\}
    | %(?:"(?:[^"\\\n]|\\.){0,2000}"|`[^`]{0,5000}`|(?!%\}\}|\{\{[<%])[^"`]){0,3000}%\}\}
    )""",
    re.VERBOSE,
)
_NAME = re.compile(r"\{\{[<%](?P<comment>/\*)?\s*(?P<close>/)?\s*(?P<name>[^\s\"`=/<>%}]+)")
_ATTRIBUTE_LINE = re.compile(r"^[ \t>]*\{[ \t]*(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}[ \t]*(?=\r?$)", re.MULTILINE)
_JSON_HEADER = re.compile(r"\ufeff?\{[ \t]*\r?\n.*?\n\}[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TEXTS = re.compile(r'(?<![\w-])(?:alt|caption|title)="(?P<value>(?:[^"\\\n]|\\.){1,2000})"')
_IN_TEXT = frozenset({"ref", "relref", "param", "icon", "kbd", "sup", "sub"})
_VERBATIM = frozenset({"highlight", "mermaid", "math", "katex", "chart", "rawhtml", "goat"})
"""Shortcodes whose content is no text."""


def find_inline(text: str) -> Iterator[Construct]:
    """The shortcodes of a text, and formulas that Hugo passes through."""
    code = find_code(text)
    yield from outside(find_display(text), code)
    for match in SHORTCODE.finditer(text) if "{{" in text else ():
        raw, start = match.group(), match.start()
        name = _name(raw)[1]
        is_shown = bool(name) and not code.holds(start)
        inserts = tuple(attribute_inserts(raw, start, _TEXTS, "quoted")) if is_shown else ()
        yield Construct(start, match.end(), "flow", inserts, in_text=name in _IN_TEXT)


def find_blocks(text: str) -> Iterator[Construct]:
    """What else no parser of Markdown understands: attribute lists, a header in JSON, content that is no text."""
    header = _JSON_HEADER.match(text)
    if header:
        yield Construct(0, header.end(), "blank")
    yield from outside(matches(_ATTRIBUTE_LINE, text, "blank"), find_code(text))
    opened: tuple[str, int] | None = None
    for match in SHORTCODE.finditer(text) if "{{" in text else ():
        closes, name = _name(match.group())
        if opened and closes and name == opened[0]:
            yield Construct(opened[1], match.end(), "flow")
            opened = None
        elif not opened and not closes and name in _VERBATIM:
            opened = name, match.start()


def _name(raw: str) -> tuple[bool, str]:
    """Whether a shortcode closes, and its name; none for one that is commented out."""
    match = _NAME.match(raw)
    if match is None or match["comment"]:
        return False, ""
    return bool(match["close"]), match["name"]
