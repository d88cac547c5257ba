"""An HTML article: front matter in its head, or before it as other articles have it; what stands in its body."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

from polypub.formats.fields import FieldReader
from polypub.formats.front_matter import FrontMatter, split_front_matter
from polypub.formats.html import Part, tokenise
from polypub.formats.html_document import Element, HtmlCut, join_found
from polypub.formats.html_fields import LISTS, find_fields, read_fields, split_list
from polypub.formats.html_head import Head, Meta, Stretch, read_head
from polypub.formats.splice import splice_text
from polypub.formats.values import Value, line_ends
from polypub.model.text import Document, Lookup, Piece, Skeleton

HTML = (".html", ".htm")
"""How the names of HTML articles end."""
_ASKED = {"title", "summary", *LISTS}
FieldLookup = Callable[[str, str], str | None]
"""What stands in place of a field's text, given its name (`title`, `image.alt`) and the text; None for its own."""


@dataclass(frozen=True, slots=True)
class HtmlArticle:
    """An HTML article as it is read."""

    matter: FrontMatter
    """Its fields; `raw` is all that stands before its body."""
    body: Document
    """What stands in `<body>`, without the heading that is the title; its lines are the file's."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands in a text, in characters."""

    text: str
    matter: FrontMatter
    """The header before the HTML, which may be none."""
    head: Head
    cut: HtmlCut
    title: str
    """As readers are to see it; empty where nothing says it."""
    heading: Element | None
    """The first `<h1>`, where it says the title."""


def read_html_article(text: str, reader: FieldReader, known: Collection[str]) -> HtmlArticle:
    """The fields and the body of an HTML article; what is wrong with its `<meta>` is noted.

    `known` are the names of an article's fields, in which upper and lower case do not count.
    Raises SourceError when a header before the HTML cannot be read.
    """
    layout = _lay_out(text, reader.path)
    fields = {**read_fields(text, layout.head, known, reader), **layout.matter.fields}
    if "title" not in fields and layout.title and layout.heading:
        fields["title"] = Value(layout.title, _line_of(text, layout.heading.inside))
    elif "title" not in fields:
        reader.wrong("it has neither a `<title>` nor an `<h1>`", 1, "Write <title>…</title> at its beginning.")
        fields["title"] = Value("-", 1)
    end = layout.head.end
    matter = FrontMatter(text[:end], fields, text[end:], _line_of(text, end))
    return HtmlArticle(matter, Document("html", tuple(_pieces(layout))))


def localise_html_article(text: str, fields: FieldLookup, blocks: Lookup = lambda _: None) -> str:
    """The file's text with every field and every block replaced that is answered for; else the very text.

    Asked for are the title, every `<meta>` that is a field, each item of `tags` and `authors`, the texts of a header
    before the HTML, and `lang`, which is the language that `<html>` names.
    """
    layout = _lay_out(text, "")
    edits = [*_edit_header(layout, fields), *_edit_head(layout, fields), *_edit_blocks(layout, blocks)]
    parts: list[str] = []
    position = 0
    for edit in sorted(edits):
        parts += text[position : edit.start], edit.text
        position = edit.end
    return "".join([*parts, text[position:]])


def _lay_out(text: str, path: str) -> _Layout:
    matter = split_front_matter(text, path)
    head = read_head(text, len(matter.raw))
    cut = HtmlCut(text, head.end, _line_of(text, head.end))
    title = matter.fields.get("title") or (head.title and Value(head.title.text, 1))
    own = next((meta.content.text for meta in head.metas if meta.name.lower() == "title"), "")
    said = _fold(str(title.content) if title else "") or _fold(own)
    words = _words(text, cut.title) if cut.title else ""
    return _Layout(text, matter, head, cut, said or words, cut.title if words and words == (said or words) else None)


def _line_of(text: str, offset: int) -> int:
    return 1 + len(line_ends(text[:offset]))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _words(text: str, element: Element) -> str:
    """What an element says, without its tags."""
    inside = text[element.inside : element.inside_end]
    parts = (" " if part.name == "br" else inside[part.start : part.end] for part in tokenise(inside) if _is_said(part))
    return _fold(unescape("".join(parts)))


def _is_said(part: Part) -> bool:
    return part.kind == "text" or part.name == "br"


def _pieces(layout: _Layout) -> Iterator[Piece]:
    """The body without the title; in the title's place are the line ends that it has."""
    text, start, end, heading = layout.text, layout.head.end, layout.cut.end, layout.heading
    found = [item for item in layout.cut.found if item.end <= end]
    if heading is None or heading.end > end:
        yield from join_found(text, (start, end), found)
        return
    yield from join_found(text, (start, heading.start), [item for item in found if item.end <= heading.start])
    lines = "\n" * text.count("\n", heading.start, heading.end)
    if lines:
        yield Skeleton(lines)
    yield from join_found(text, (heading.end, end), [item for item in found if item.start >= heading.end])


class _Edit(NamedTuple):
    """What stands in place of a stretch of the text, in characters."""

    start: int
    end: int
    text: str


def _edit_header(layout: _Layout, fields: FieldLookup) -> Iterator[_Edit]:
    """The texts of a header in YAML or TOML."""
    from polypub.formats.header_texts import find_header_texts  # only where sources are localised

    kinds = dict.fromkeys(_names(layout.matter.fields, ()), "")
    for found in find_header_texts(layout.matter, kinds):
        target = _answer(fields, ".".join(found.names), found.value)
        if target is not None:
            yield _Edit(found.start, found.end, found.write(target))


def _names(fields: Mapping[str, Value], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The names that lead to each field, from the outside in."""
    for name, value in fields.items():
        yield (*above, name)
        yield from _names(value.entries, (*above, name))
        for item in value.items:
            yield from _names(item.entries, (*above, name))


def _edit_head(layout: _Layout, fields: FieldLookup) -> Iterator[_Edit]:
    head, heading = layout.head, layout.heading
    for stretch in filter(None, (head.title, heading and _stretch(heading, layout.title))):
        target = _answer(fields, "title", stretch.text)
        if target is not None:
            yield _Edit(stretch.start, stretch.end, escape(target, quote=False))
    metas = [(field.name, field.meta) for field in find_fields(head, _ASKED)]
    for name, meta in [*metas, *([("lang", head.language)] if head.language else [])]:
        is_list = name in LISTS and meta.name.lower() != "author"
        target = (_answer_list if is_list else _answer)(fields, name, meta.content.text)
        if target is not None:
            yield _Edit(meta.content.start, meta.content.end, _in_quotes(target, meta))


def _stretch(heading: Element, title: str) -> Stretch:
    return Stretch(title, heading.inside, heading.inside_end)


def _answer(fields: FieldLookup, name: str, text: str) -> str | None:
    """Another text for a field; None where there is none."""
    source = _fold(text)
    target = _fold(fields(name, source) or "") if source else ""
    return target if target and target != source else None


def _answer_list(fields: FieldLookup, name: str, text: str) -> str | None:
    mark, items = split_list(text)
    answers = [(item, _answer(fields, name, item)) for item in items]
    if all(answer is None for _, answer in answers):
        return None
    return mark.join(item if answer is None else item.replace(item.strip(), answer) for item, answer in answers)


def _in_quotes(text: str, meta: Meta) -> str:
    written = escape(text, quote=False).replace('"', "&quot;").replace("'", "&#39;" if meta.quote == "'" else "'")
    return written if meta.quote else f'"{written}"'


def _edit_blocks(layout: _Layout, blocks: Lookup) -> Iterator[_Edit]:
    heading = layout.heading
    for start, end, segment in layout.cut.found:
        target = None if heading and heading.start <= start < heading.end else blocks(segment)
        if target is not None:
            yield _Edit(start, end, splice_text(target, segment))
