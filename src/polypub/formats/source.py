"""A source file, cut once and whole: the texts of its header, and its body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from polypub.errors import SourceError
from polypub.formats.fields import FieldReader
from polypub.formats.front_matter import FrontMatter, split_front_matter
from polypub.formats.header_texts import HeaderText, Names, find_header_texts, find_values
from polypub.formats.markdown import cut_markdown
from polypub.model.text import Document, Place, Segment

Cut = Callable[[str, int], Document]
"""Cuts a body that starts on the given line of its file."""
Fields = tuple[tuple[HeaderText, Segment], ...]
"""Texts of a header with their segments, in the file's order."""

HTML = (".html", ".htm")
USUAL = ("description", "linkTitle", "subtitle")
"""Fields that are text for people in the files of other generators."""
_FIELD = Place("field")
_FOLD = re.compile(r"[ \t]*[\r\n]\s*")
_ARTICLE = {
    "title": "title",
    "summary": "summary",
    "dateline": "dateline place",
    "dateline.place": "dateline place",
    "dateline.agency": "dateline agency",
    "image.alt": "image alternative text",
    "image.caption": "image caption",
    "image.credit": "image credit",
}
"""Fields that every article may have, with the types of their messages."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that people translate, given as its header's texts and its body."""

    path: str
    text: str
    kinds: Mapping[Names, str]
    """Types of the fields that are translated."""
    heads: tuple[Segment, ...]
    """The texts of its header."""
    body: Document
    fields: Fields = ()
    """Where those texts stand; of HTML, `html_article` knows it."""
    translate: bool = True
    """False when its header says so."""

    @property
    def domain(self) -> str:
        """The domain of its messages."""
        return f"content/{self.path}"

    @property
    def segments(self) -> Iterator[Segment]:
        """What there is to translate: the header's texts, then the body's."""
        if self.translate:
            yield from self.heads
            yield from self.body.segments


def choose_fields(names: Iterable[str], own: Mapping[str, str] | None = None) -> Mapping[Names, str]:
    """The fields to translate with their types: those of articles, others by name (`hero.text` for a nested one)."""
    kinds = _ARTICLE | {name: f"field {name}" for name in names if name not in _ARTICLE} | dict(own or {})
    return {tuple(name.split(".")): kind for name, kind in kinds.items()}


def cut_source(text: str, path: str, kinds: Mapping[Names, str], cut: Cut = cut_markdown) -> Source:
    """Cut a file of Markdown (its body by `cut`) or HTML; SourceError with path and line when it cannot be read."""
    if path.lower().endswith(HTML):
        return _cut_html(text, path, kinds)
    matter = split_front_matter(text, path)
    return join_source(path, matter, kinds, cut(matter.body, matter.body_line))


def join_source(path: str, matter: FrontMatter, kinds: Mapping[Names, str], body: Document) -> Source:
    """A Markdown file whose body has been cut already."""
    fields = make_fields(find_header_texts(matter, kinds), kinds, _text(matter, "note"))
    heads = tuple(segment for _, segment in fields)
    return Source(path, matter.raw + body.text, kinds, heads, body, fields, _is_translated(matter))


def _cut_html(text: str, path: str, kinds: Mapping[Names, str]) -> Source:
    from polypub.formats.html_article import read_html_article  # most sites have none

    reader = FieldReader(path, strict=False)
    article = read_html_article(text, reader, {names[0] for names in kinds} | {"note", "translate"})
    if reader.problems:
        raise SourceError(reader.problems)
    values = find_values(article.matter.fields, kinds)
    heads = (field_segment(str(v.content), kinds[names], v.line) for names, v in values if str(v.content).strip())
    note = _text(article.matter, "note")
    noted = (replace(s, note=note) if note and s.type == "title" else s for s in heads)
    return Source(path, text, kinds, tuple(noted), article.body, translate=_is_translated(article.matter))


def make_fields(texts: Iterable[HeaderText], kinds: Mapping[Names, str], note: str = "") -> Fields:
    """The texts that say something, with their segments; the title has the author's note."""
    pairs = (
        (text, field_segment(text.value, kinds[text.names], text.line, text.raw))
        for text in texts
        if text.value.strip()
    )
    return tuple((text, replace(s, note=note) if note and s.type == "title" else s) for text, s in pairs)


def field_segment(text: str, kind: str, line: int = 0, raw: str | None = None) -> Segment:
    """The segment of a field's text."""
    return Segment(text if raw is None else raw, fold_text(text), _FIELD, kind, line)


def fold_text(text: str) -> str:
    """A field's text on one line, as translators see it."""
    return _FOLD.sub(" ", text.strip())


def _is_translated(matter: FrontMatter) -> bool:
    return _text(matter, "translate").lower() not in ("false", "no", "off")


def _text(matter: FrontMatter, name: str) -> str:
    """A field that is one text or truth; empty where it is none."""
    value = matter.fields.get(name)
    return str(value.content) if value and isinstance(value.content, str | bool) else ""
