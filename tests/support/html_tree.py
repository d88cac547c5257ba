"""HTML as a browser builds it, to compare two texts by what readers get."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_KEPT = frozenset({"pre", "script", "style", "textarea"})
Node = tuple[str, object]


def read_tree(html: str) -> list[Node]:
    """Every node in document order, with its depth: tags with attributes, texts with white space collapsed."""
    root = LexborHTMLParser(html).root
    assert root is not None
    found: list[Node] = []
    for node in root.traverse(include_text=True, skip_empty=False):
        if node.is_text_node:
            parent = node.parent.tag if node.parent else ""
            text = node.text_content or ""
            found.append(("text", text if parent in _KEPT else _fold(text)))
        elif node.is_element_node:
            attributes = {name: _fold(value or "").strip() for name, value in node.attributes.items()}
            found.append((str(node.tag), tuple(sorted(attributes.items()))))
        elif node.is_comment_node:
            found.append(("comment", _fold(node.comment_content or "")))
    return found


def _fold(text: str) -> str:
    return re.sub(r"[ \t\n\f\r]+", " ", text)
