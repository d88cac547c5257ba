"""The markup gate: a translation brings no markup into a page that its source does not have.

Rendered HTML is judged as browsers read it, by an HTML5 parser, and a second time by its raw tags, which no state of a
parser can hide. What is judged is a comparison: whatever the source does, a translation may do too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from polypub.formats.characters import check_characters, check_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["TRANSLATION", "Allowed", "check_markup", "check_text", "needs_gate", "sanitise_ui", "sanitise_ui_form"]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a translation may use although its source does not."""

    tags: frozenset[str]
    """Text formatting, which a language may need where another does not."""
    attributes: frozenset[str]
    """On any tag, with any value."""
    schemes: frozenset[str]
    """Of links and pictures, where the source has one; `relative` is an address without a scheme."""


TRANSLATION = Allowed(
    tags=frozenset(
        "abbr b bdi br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup u var"
        " wbr".split()
    ),
    attributes=frozenset({"dir", "lang", "title", "translate"}),
    schemes=frozenset({"http", "https", "mailto", "relative", "tel"}),
)

_OPAQUE = frozenset(
    "applet embed fencedframe frame frameset iframe math noembed noframes noscript object plaintext portal script"
    " select style svg template textarea title xmp".split()
)
"""Elements that browsers do not read as plain markup: only the source's own, whole."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_IMPLIED = frozenset({"html", "head", "body"})
_WORDS = frozenset({"abbr", "alt", "aria-description", "aria-label", "label", "placeholder", "summary"})
"""Attributes that hold text."""
_ADDRESSES = frozenset(
    {("a", "href"), ("area", "href"), ("img", "src"), ("audio", "src"), ("video", "src"), ("source", "src")}
)
_EXECUTABLE = frozenset(
    {"about", "blob", "data", "file", "filesystem", "javascript", "livescript", "vbscript", "view-source"}
)
_RAW_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_RAW_MARK = re.compile(r"<[!?][^>]*>?|</[^a-zA-Z>][^>]*>?")
_TABLE_PART = re.compile(r"<(?:t[dhr]|tbody|thead|tfoot|caption|col)", re.IGNORECASE)
_MARKUP = re.compile(r"[<&\[{]")
MARKS = frozenset("<>&[]{}*_`~\\")
"""What markup and templates are made of, in Markdown and in HTML."""


def needs_gate(target: str) -> bool:
    """Whether a Markdown or HTML translation can bring markup other than plain formatting; most texts cannot."""
    return _MARKUP.search(target) is not None


def check_markup(source_html: str, target_html: str, allowed: Allowed = TRANSLATION) -> tuple[str, ...]:
    """Why a rendered translation must not stand in a page beside its rendered source; empty when it may."""
    if source_html == target_html:
        return ()
    if len(target_html) > 20 * len(source_html) + 20_000 or target_html.count("<") > 4 * source_html.count("<") + 100:
        return ("far more text or markup than the source has",)
    source, target = _survey(source_html), _survey(target_html)
    return tuple(dict.fromkeys(reason for rule in _RULES for reason in rule(source, target, allowed)))


class _Attribute(NamedTuple):
    tag: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class _Survey:
    """All that the rules ask about one rendered text."""

    tags: frozenset[str]
    attributes: tuple[_Attribute, ...]
    opaque: Counter[str]
    """Outer HTML of the opaque elements."""
    marks: Counter[str]
    """Comments, declarations, processing instructions, CDATA: as parsed and as written."""
    depths: dict[str, tuple[int, int]]
    """Tag to its lowest and its last depth, where they are not zero."""
    tail: tuple[str, ...]
    """The elements that would swallow what follows in the page."""
    words: tuple[str, ...]
    """Text and attribute values, decoded."""


def _survey(html: str) -> _Survey:
    trees = [_read(html, "")]
    if _TABLE_PART.search(html):
        trees.append(_read(html, "<table><tbody><tr>"))
    elements = [node for tree in trees for node in tree.elements]
    attributes = tuple(_attributes(elements))
    raw = Counter(_RAW_MARK.findall(html))
    return _Survey(
        tags=frozenset(node.tag for node in elements if node.tag) - _IMPLIED
        | {name.lower() for _, name in _RAW_TAG.findall(html)},
        attributes=attributes,
        opaque=Counter(node.html or "" for node in elements if node.tag in _OPAQUE),
        marks=raw + Counter(f"<!--{comment}-->" for comment in trees[0].comments),
        depths=_depths(html),
        tail=tuple(tag for tree in trees for tag in tree.tail),
        words=(trees[0].text, *(attribute.value for attribute in attributes)),
    )


class _Tree(NamedTuple):
    elements: list[LexborNode]
    comments: list[str]
    tail: tuple[str, ...]
    text: str


_END = "polypub-end"


def _read(html: str, context: str) -> _Tree:
    """The text as a browser reads it in a context, and where that leaves what follows."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(f"<!DOCTYPE html><body>{context}{html}<{_END}>").root
    assert root is not None, "an HTML document has a root"  # noqa: S101 - for the type checker
    elements: list[LexborNode] = []
    comments: list[str] = []
    tail: tuple[str, ...] = ("unfinished markup",)
    for node in root.traverse():
        if node.is_comment_node or not node.is_element_node:
            comments.append(str(node.comment_content or node.html))
        elif node.tag == _END:
            tail = tuple(_ancestors(node))
        else:
            elements.append(node)
    return _Tree(elements, comments, tail, root.text())


def _ancestors(node: LexborNode) -> Iterator[str]:
    parent = node.parent
    while parent is not None:
        yield str(parent.tag)
        parent = parent.parent


def _attributes(elements: list[LexborNode]) -> Iterator[_Attribute]:
    for node in elements:
        for name, value in node.attributes.items():
            yield _Attribute(str(node.tag), name, value or "")


def _depths(html: str) -> dict[str, tuple[int, int]]:
    """How far each tag's end tags run ahead of its start tags, and what stays open."""
    last: Counter[str] = Counter()
    lowest: Counter[str] = Counter()
    for slash, name in _RAW_TAG.findall(html):
        tag = name.lower()
        if tag not in _VOID:
            last[tag] += -1 if slash else 1
            lowest[tag] = min(lowest[tag], last[tag])
    return {tag: (lowest[tag], last[tag]) for tag in last if lowest[tag] or last[tag]}


_Rule = Callable[[_Survey, _Survey, Allowed], Iterator[str]]


def _check_tags(source: _Survey, target: _Survey, allowed: Allowed) -> Iterator[str]:
    for tag in sorted(target.tags - source.tags - allowed.tags):
        yield f"tag <{tag}> is not in the source"


def _check_opaque(source: _Survey, target: _Survey, allowed: Allowed) -> Iterator[str]:
    del allowed
    for html in target.opaque - source.opaque:
        yield f"not the source's own: {html[:60]}"


def _check_attributes(source: _Survey, target: _Survey, allowed: Allowed) -> Iterator[str]:
    known = set(source.attributes)
    names = {(attribute.tag, attribute.name) for attribute in source.attributes}
    for attribute in target.attributes:
        tag, name, value = attribute
        if attribute in known or name in allowed.attributes:
            continue
        if (tag, name) not in names:
            yield f"attribute {name} of <{tag}> is not in the source"
        elif (tag, name) in _ADDRESSES:
            yield from _check_address(value, known, allowed)
        elif name not in _WORDS:
            yield f"attribute {name} of <{tag}> differs from the source: {value[:60]}"


def _check_address(address: str, known: set[_Attribute], allowed: Allowed) -> Iterator[str]:
    scheme = scheme_of(address)
    schemes = {scheme_of(attribute.value) for attribute in known if attribute[:2] in _ADDRESSES}
    if scheme in _EXECUTABLE or scheme not in allowed.schemes | schemes or re.search(r"%\(|\{\{|\{%", address):
        yield f"address is not in the source: {address[:60]}"


def _check_marks(source: _Survey, target: _Survey, allowed: Allowed) -> Iterator[str]:
    del allowed
    if source.marks != target.marks:
        yield "comments, declarations or CDATA differ from the source"


def _check_nesting(source: _Survey, target: _Survey, allowed: Allowed) -> Iterator[str]:
    del allowed
    if target.depths != source.depths or target.tail != source.tail:
        yield "a tag is left open, or closes what it did not open"


def _check_words(source: _Survey, target: _Survey, allowed: Allowed) -> Iterator[str]:
    del allowed
    everything = "\n".join(source.words)
    for words in target.words:
        if words not in source.words:
            yield from check_characters(everything, words)


_RULES: tuple[_Rule, ...] = (_check_tags, _check_opaque, _check_attributes, _check_marks, _check_nesting, _check_words)


def scheme_of(address: str) -> str:
    """The scheme of a decoded address, as browsers read it: `https`, `javascript`, …; `relative` when it has none."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+", "", address).lower()
    if bare[:2].replace("\\", "/") == "//":
        return "http"
    found = re.match(r"([a-z][a-z0-9+.-]*):", bare)
    return found.group(1) if found else "relative"


_CONVERSION = re.compile(r"%(?:%|\((?P<name>[^()%]+)\)(?P<form>[-+#0 ]*\d*(?:\.\d+)?[acdefgiorsuxEFGX]))|%")
_BARE = {'"': "&#34;", "'": "&#39;"}
_LOOSE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)|<(?![a-zA-Z/!?])")


def sanitise_ui(source: str, target: str) -> str | None:
    """A translated UI message as templates may emit it unescaped, in text or in a quoted attribute; None if it may not.

    It uses exactly the source's `%(name)s`, so that formatting it never fails. For plural forms see `sanitise_ui_form`.
    """
    found = _conversions(target)
    if found is None or found != _conversions(source):
        return target if target == source else None
    return _safe_ui(source, target)


def sanitise_ui_form(singular: str, plural: str, target: str) -> str | None:
    """As `sanitise_ui`, for one plural form: it may leave a placeholder out, as `one page` does."""
    known = (_conversions(singular) or frozenset()) | (_conversions(plural) or frozenset())
    found = _conversions(target)
    if found is None or not found <= known:
        return target if target in (singular, plural) else None
    return _safe_ui(f"{singular}\n{plural}", target)


def _conversions(text: str) -> frozenset[tuple[str, str]] | None:
    """Names and forms of its `%(name)s`; None when formatting it with a mapping of them could fail."""
    found = set()
    for match in _CONVERSION.finditer(text):
        if match.group("name"):
            found.add((match.group("name"), match.group("form")))
        elif match.group() == "%":
            return None
    return frozenset(found)


def _safe_ui(source: str, target: str) -> str | None:
    """The message with loose quotes and signs escaped, since nobody sees from here where a template puts it."""
    if target == source:
        return target
    if check_text(source, target) or (needs_gate(target) and check_markup(source, target)):
        return None
    parts = re.split(r"(<[a-zA-Z/!?][^>]*>)", target)
    quotes = {mark: entity for mark, entity in _BARE.items() if mark not in source}
    if any(mark in tag for tag in parts[1::2] for mark in quotes):
        return None
    parts[::2] = [_LOOSE.sub(lambda match: "&amp;" if match.group() == "&" else "&lt;", text) for text in parts[::2]]
    for mark, entity in quotes.items():
        parts[::2] = [text.replace(mark, entity) for text in parts[::2]]
    return "".join(parts)
