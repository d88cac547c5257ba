"""A source file in another language: its header's texts and its body replaced, all else untouched."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.formats.header_texts import HeaderText
from polypub.formats.localise import localise
from polypub.formats.source import HTML, Source, field_segment, fold_text
from polypub.formats.toml_file import TomlFile
from polypub.model.locale import Locale
from polypub.model.text import Lookup, Segment


def localise_source(source: Source, lookup: Lookup, locale: Locale | None = None) -> str:
    """The file's text with every segment that `lookup` answers for replaced; the very text when it answers for none.

    A header's text keeps its quotes where they can hold the translation, and always reads back as it. An HTML file
    names the language, where it is known.
    """
    if not source.translate:
        return source.text
    if source.path.lower().endswith(HTML):
        return _localise_html(source, lookup, locale)
    header = source.text.removesuffix(source.body.text)
    return _replace(header, source.fields, lookup) + localise(source.body, lookup)


def _localise_html(source: Source, lookup: Lookup, locale: Locale | None) -> str:
    from polypub.formats.html_article import localise_html_article  # most sites have none

    def field(name: str, text: str) -> str | None:
        if name == "lang":
            return locale
        kind = source.kinds.get(tuple(name.split(".")))
        return lookup(field_segment(text, kind)) if kind else None

    return localise_html_article(source.text, field, lookup)


def localise_toml(file: TomlFile, lookup: Lookup) -> str:
    """The same of a TOML file: a section's title, say."""
    return _replace(file.text, file.fields, lookup)


def _replace(raw: str, fields: tuple[tuple[HeaderText, Segment], ...], lookup: Lookup) -> str:
    return "".join(_parts(raw, fields, lookup))


def _parts(raw: str, fields: tuple[tuple[HeaderText, Segment], ...], lookup: Lookup) -> Iterator[str]:
    position = 0
    for field, segment in fields:
        target = fold_text(lookup(segment) or "")
        if target and target != segment.source:
            yield raw[position : field.start]
            yield field.write(target)
            position = field.end
    yield raw[position:]
