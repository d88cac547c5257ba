"""Markup: a translation has its source's tags and Markdown, and brings none of its own.

What render would refuse is decided by the functions that render uses, never a second way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from polypub.check.rule import Hit, Subject
from polypub.formats.commonmark import render_html
from polypub.formats.flood import check_size
from polypub.formats.gate import TRANSLATION, check_markup, check_text, needs_gate, sanitise_ui, sanitise_ui_form
from polypub.formats.html import VOID, Part, find_tags
from polypub.formats.html_article import HTML
from polypub.formats.html_blocks import TEXT_TYPES
from polypub.formats.html_document import ATTRIBUTE_TYPES
from polypub.formats.skeleton import Difference, compare_skeletons
from polypub.model.message import Message
from polypub.model.text import Place, PlaceKind, Segment

_PLACES: dict[str, PlaceKind] = {
    "html text": "html",
    "alternative text": "attribute",
    "table cell": "cell",
    "table header": "cell",
    "list item": "item",
    "term": "term",
    "admonition title": "heading",
    "tab title": "heading",
    "shortcode text": "quoted",
    **dict.fromkeys(("paragraph", "quote", "definition", "footnote"), "paragraph"),
}
"""Type of an article's message to its place; what is neither here nor a heading is a field of the front matter."""
_RAW_HTML = frozenset({"html", "attribute"})
_ELEMENTS = TRANSLATION.tags | frozenset(
    "a acronym address applet area article aside audio base big blink blockquote body button canvas caption center col"
    " colgroup data datalist dd details dialog dir div dl dt embed fieldset figcaption figure font footer form frame"
    " frameset h1 h2 h3 h4 h5 h6 head header hr html iframe img input label legend li link main map marquee math menu"
    " meta meter nav noscript object ol optgroup option output p param picture pre progress script search section"
    " select slot source strike style summary svg table tbody td template textarea tfoot th thead time title tr track"
    " tt ul video".split()
)
"""What is a tag in a text that may just as well name a `<file>`."""
_FORMATTING = TRANSLATION.tags
_NO_ELEMENT = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_ELEMENTS))})(?=[\s/>])|[!?])", re.IGNORECASE)
_NAMES = re.compile(r"([^\s\"'=<>/]+)\s*=")


def place_of(message: Message) -> PlaceKind:
    """The place of an article's message, by its type; in an HTML article the same types are HTML."""
    type_ = message.notes[0].removeprefix("type: ") if message.notes else ""
    if any(reference.path.lower().endswith(HTML) for reference in message.references):
        is_text = type_ in TEXT_TYPES or type_.startswith("heading ")
        return "html" if is_text else "attribute" if type_ in ATTRIBUTE_TYPES else "field"
    return "heading" if type_.startswith("heading ") else _PLACES.get(type_, "field")


def check_unsafe(subject: Subject) -> Iterator[Hit]:
    """What render would not let into a page: markup, attributes and addresses that the source does not have."""
    if subject.kind == "article":
        reasons = _article_reasons(subject)
    elif subject.kind == "strings":
        reasons = _string_reasons(subject)
    elif subject.kind == "other" and "<" in subject.target and _marks(subject.source) != _marks(subject.target):
        reasons = check_markup(_quoted(subject.source), _quoted(subject.target))
    else:
        reasons = ()
    for reason in reasons:
        yield Hit(reason, _part(reason, subject.target))


def _article_reasons(subject: Subject) -> tuple[str, ...]:
    place = place_of(subject.message)
    if place == "field" or not needs_gate(subject.target):
        return ()
    if place in _RAW_HTML:
        return check_markup(subject.source, subject.target)
    return check_markup(render_html(subject.source), render_html(subject.target))


def _string_reasons(subject: Subject) -> tuple[str, ...]:
    plural = subject.message.plural
    if plural is None:
        safe = sanitise_ui(subject.source, subject.target)
    else:
        safe = sanitise_ui_form(subject.message.key.source, plural, subject.target)
    if safe is not None or check_text(subject.source, subject.target):
        return ()
    return ("its markup or its placeholders are not the source's",)


def _marks(text: str) -> list[str]:
    return sorted(re.findall(r"<[^<>]*>?", text))


def _quoted(text: str) -> str:
    """The text with `<name>` as words where no element has the name."""
    return _NO_ELEMENT.sub("&lt;", text)


def _part(reason: str, target: str) -> str:
    found = re.search(r"<(\w+)>", reason)
    place = target.lower().find(f"<{found[1].lower()}") if found else -1
    return target[place : target.find(">", place) + 1 or None][:80] if place >= 0 else ""


def check_flood(subject: Subject) -> Iterator[Hit]:
    """A text of a size that no translation has."""
    for reason in check_size(subject.source, subject.target):
        yield Hit(reason)


def check_nesting(subject: Subject) -> Iterator[Hit]:
    """Tags that are not closed, or not in order, where the source's are."""
    if subject.kind == "words" or (subject.kind == "article" and place_of(subject.message) not in _RAW_HTML):
        return
    wrong = _first_wrong(_tags(subject.target))
    if wrong and not _first_wrong(_tags(subject.source)):
        yield Hit("its HTML tags do not nest", wrong)


def check_tags(subject: Subject) -> Iterator[Hit]:
    """Elements and attributes that the source has and the translation has not, or more often."""
    yield from _compare_tags(subject, formatting=False)


def check_formatting(subject: Subject) -> Iterator[Hit]:
    """The same of elements that format words, where a language may need more or less."""
    yield from _compare_tags(subject, formatting=True)


def _compare_tags(subject: Subject, *, formatting: bool) -> Iterator[Hit]:
    if subject.kind == "words":
        return
    source, target = _shapes(subject.source), _shapes(subject.target)
    if source == target:
        return
    for tags, what in ((source - target, "is missing"), (target - source, "is not in the source")):
        for name, attributes in sorted(tags):
            if (name in _FORMATTING) == formatting:
                shown = f"<{' '.join((name, *attributes))}>"
                yield Hit(f"the tag {shown} {what}", f"<{name}" if tags <= target else "")


@lru_cache(maxsize=4)  # two rules in a row ask the same
def _shapes(text: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Elements by name and attributes' names; those that may stand on any tag left out."""
    if "<" not in text:
        return Counter()
    return Counter(
        (tag.name, tuple(sorted({name.lower() for name in _NAMES.findall(tag.attributes)} - TRANSLATION.attributes)))
        for tag in _tags(text)
        if tag.kind in ("open", "void")
    )


@lru_cache(maxsize=8)  # four rules in a row ask for the tags of the same two texts
def _tags(text: str) -> tuple[Part, ...]:
    return tuple([tag for tag in find_tags(text) if tag.name in _ELEMENTS])


def _first_wrong(tags: tuple[Part, ...]) -> str:
    """The first tag that closes nothing, or the last that stays open; empty when all are in order."""
    stack: list[str] = []
    for tag in tags:
        if tag.kind == "open" and tag.name not in VOID:
            stack.append(tag.name)
        elif tag.kind == "close" and (not stack or stack.pop() != tag.name):
            return f"</{tag.name}"
    return f"<{stack[-1]}" if stack else ""


def check_structure(subject: Subject) -> Iterator[Hit]:
    """Links, pictures and footnotes that the translation lacks or adds; more than one block of text."""
    for difference in _differences(subject):
        if difference.binding:
            yield Hit(difference.text)


def check_emphasis(subject: Subject) -> Iterator[Hit]:
    """Emphasis and code that the translation lacks or adds."""
    for difference in _differences(subject):
        if not difference.binding:
            yield Hit(difference.text)


def _differences(subject: Subject) -> tuple[Difference, ...]:
    if subject.kind != "article":
        return ()
    return _compare(subject.source, subject.target, place_of(subject.message))


@lru_cache(maxsize=2)  # two rules in a row ask the same
def _compare(source: str, target: str, place: PlaceKind) -> tuple[Difference, ...]:
    return compare_skeletons(Segment(source, source, Place(place), place), target)


_BESIDE = re.compile(r"(\S?)<(/?)([A-Za-z]\w*)[^<>]{0,500}>(\S?)", re.DOTALL)


def check_tag_spacing(subject: Subject) -> Iterator[Hit]:
    """A tag that touches a word although the source has a space there."""
    source, target = _touching(subject.source), _touching(subject.target)
    tags = {tag.name for tag in _tags(subject.source)}
    for name, side in target - source:
        if name in tags and (name, side) not in source:
            yield Hit(f"{name} touches a word {side}, where the source has a space", name)


def _touching(text: str) -> Counter[tuple[str, str]]:
    """Tags that touch words on their outer side."""
    found: Counter[tuple[str, str]] = Counter()
    for before, close, name, after in _BESIDE.findall(text):
        if not close and before.isalpha():
            found[name.lower(), "before it"] += 1
        if close and after.isalpha():
            found[name.lower(), "after it"] += 1
    return found
