"""An article, read from the text of its file: typed fields, and a body cut for translation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from polypub.cldr.tags import parse_locale
from polypub.errors import LocaleError
from polypub.formats.fields import FieldReader, nearest_name
from polypub.formats.front_matter import FrontMatter, split_front_matter
from polypub.formats.html_article import HTML, read_html_article
from polypub.formats.values import Value
from polypub.model.locale import Locale
from polypub.model.site import Article, Dateline, Image
from polypub.model.text import Document, Place, Segment
from polypub.site.keys import ArticleKeys, DatelineKeys, ImageKeys, convert_moment

Cut = Callable[[str, int], Document]
"""Cuts a body that starts on the given line of its file."""

_FOLD = re.compile(r"[ \t]*[\r\n]\s*")
_PLACE = Place("field")
_KNOWN = frozenset(ArticleKeys.__struct_fields__)


@dataclass(frozen=True, slots=True)
class Source:
    """An article's file and where it stands in the site."""

    id: str
    path: str
    section: str
    name: str
    """Its file's name without ending, or its folder's."""
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the site's configuration says of every article."""

    source: Locale
    editions: tuple[Locale, ...]
    zone: dt.tzinfo
    fields: tuple[str, ...]
    """The site's own fields that are translated."""
    cut: Cut


def read_article(source: Source, terms: Terms, reader: FieldReader) -> Article:
    """The article that a file holds; what is wrong with its fields is noted.

    Raises SourceError when the header or the body cannot be read at all.
    """
    matter, body = _split(source, terms, reader)
    reader.convert = convert_moment
    known = {name: value for name, value in matter.fields.items() if name in _KNOWN}
    keys = reader.read(ArticleKeys, Value(known, 1))
    return _article(source, body, _Header(matter, keys, terms, reader))


def _split(source: Source, terms: Terms, reader: FieldReader) -> tuple[FrontMatter, Document]:
    """The header and the body of an article in the format that its file's name says."""
    if source.path.lower().endswith(HTML):
        found = read_html_article(source.text, reader, _KNOWN)
        return found.matter, found.body
    matter = split_front_matter(source.text, source.path)
    return matter, terms.cut(matter.body, matter.body_line)


def _article(source: Source, body: Document, header: _Header) -> Article:
    keys, terms = header.keys, header.terms
    return Article(
        id=source.id,
        path=source.path,
        section=source.section,
        slug=keys.slug or source.name,
        title=header.title(),
        summary=header.segment(keys.summary, "summary", "summary"),
        body=body,
        digest=source.digest,
        date=keys.date.within(terms.zone) if keys.date else None,
        updated=keys.updated.within(terms.zone) if keys.updated else None,
        dateline=header.dateline(keys.dateline),
        authors=keys.authors,
        tags=keys.tags,
        image=header.image(keys.image),
        draft=keys.draft,
        template=keys.template,
        translate=keys.translate,
        language=header.language(),
        languages=header.languages(),
        aliases=keys.aliases,
        note=keys.note,
        fields=header.own(),
        extra=header.extra(),
    )


@dataclass(frozen=True, slots=True)
class _Header:
    """The typed fields of one article beside the file's own, which know their lines."""

    matter: FrontMatter
    keys: ArticleKeys
    terms: Terms
    reader: FieldReader

    def title(self) -> Segment:
        """The title, with the author's word to translators."""
        return _segment(self.keys.title, "title", self._line("title"), self.keys.note)

    def segment(self, text: str, kind: str, *steps: str) -> Segment | None:
        """A text to translate of the field that the steps lead to, or None when it is empty."""
        return _segment(text, kind, self._line(*steps)) if text.strip() else None

    def dateline(self, keys: DatelineKeys | None) -> Dateline | None:
        """Place and agency."""
        if keys is None:
            return None
        place = _segment(keys.place, "dateline place", self._line("dateline", "place"))
        return Dateline(place, self.segment(keys.agency, "dateline agency", "dateline", "agency"))

    def image(self, keys: ImageKeys | None) -> Image | None:
        """The picture and its texts."""
        if keys is None:
            return None
        return Image(
            keys.src,
            alt=self.segment(keys.alt, "image alternative text", "image", "alt"),
            caption=self.segment(keys.caption, "image caption", "image", "caption"),
            credit=self.segment(keys.credit, "image credit", "image", "credit"),
        )

    def language(self) -> Locale | None:
        """The language it was first written in, or None for the site's."""
        value = self.matter.fields.get("language")
        locale = self._edition(self.keys.language, "language", value) if value and self.keys.language else None
        return None if locale == self.terms.source else locale

    def languages(self) -> tuple[Locale, ...]:
        """The editions it appears in."""
        field = self.matter.fields.get("languages")
        if field is None:
            return ()
        values = field.items or (field,)
        pairs = zip(self.keys.languages, values, strict=False)
        return tuple(locale for tag, value in pairs if (locale := self._edition(tag, "languages", value)))

    def own(self) -> tuple[tuple[str, Segment], ...]:
        """The site's own translatable fields, in the file's order."""
        found = []
        for name, value in self._rest(translatable=True).items():
            if not isinstance(value.content, str):
                self.reader.wrong(f"`{name}` must be text, for it is translated", value.line)
            elif value.content.strip():
                found.append((name, _segment(value.content, f"field {name}", value.line)))
        return tuple(found)

    def extra(self) -> dict[str, object]:
        """The site's other fields, as they were read."""
        return {name: value.plain for name, value in self._rest(translatable=False).items()}

    def _rest(self, *, translatable: bool) -> Mapping[str, Value]:
        fields = self.matter.fields.items()
        return {n: v for n, v in fields if n not in _KNOWN and (n in self.terms.fields) == translatable}

    def _line(self, *steps: str) -> int:
        return Value(self.matter.fields, 1).at(iter(steps)).line

    def _locale(self, tag: str, name: str, value: Value) -> Locale | None:
        try:
            return parse_locale(tag)
        except LocaleError as error:
            for problem in error.problems:
                self.reader.wrong(f"`{name}`: {problem.text}", value.line, problem.hint)
        return None

    def _edition(self, tag: str, name: str, value: Value) -> Locale | None:
        locale = self._locale(tag, name, value)
        if locale is None or locale in self.terms.editions:
            return locale
        nearest = nearest_name(tag, self.terms.editions)
        hint = f"Did you mean `{nearest}`?" if nearest else f"There are: {', '.join(self.terms.editions)}."
        self.reader.wrong(f"`{name}`: the site has no edition `{tag}`", value.line, hint)
        return None


def _segment(text: str, kind: str, line: int, note: str = "") -> Segment:
    return Segment(text, _FOLD.sub(" ", text.strip()), _PLACE, kind, line, note)
