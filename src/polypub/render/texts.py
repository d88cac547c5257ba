"""The texts of one edition: translated where a person stands behind it, else the source's, marked as such."""

from __future__ import annotations

import datetime as dt
from functools import partial

from markupsafe import Markup
from msgspec.structs import replace

from polypub.cldr.dates import format_day
from polypub.cldr.tags import text_direction
from polypub.formats.date_placeables import Writers, fill_text
from polypub.model.locale import Locale
from polypub.model.message import Key, Translations
from polypub.model.page import PageState
from polypub.model.site import Article, Edition
from polypub.model.state import State, hash_source
from polypub.model.text import Lookup, Segment
from polypub.render.judge import SHOWN_DRAFTS, Verdict, key_of
from polypub.render.press import Press
from polypub.render.queries import Asked
from polypub.render.views import Text

_PUBLISHABLE = frozenset(state for state in State if state.publishable)
_WITH_DRAFTS = _PUBLISHABLE | SHOWN_DRAFTS


class Texts(Asked):
    """What an edition shows for each text."""

    def __init__(self, press: Press, edition: Edition) -> None:
        super().__init__()
        self.press = press
        self.edition = edition
        self.locale = edition.locale
        self._shown_texts: dict[tuple[str, str, str | None], Text] = {}
        """Names and titles of the site: every page shows a dozen of them."""
        self._writers: dict[Locale, Writers] = {}
        self.date_writers = self.writers_for(press.site.source)

    def verdict_of(self, article: Article) -> Verdict:
        """An article's state in this edition."""
        return self.press.verdicts[article.id, self.locale]

    def translations(self, domain: str) -> Translations | None:
        """A domain's catalog in this edition, compiled."""
        return self.press.translations.get(self.locale, {}).get(domain)

    def text(self, domain: str, source: str, context: str | None = None) -> Text:
        """A short text in the edition's language, or the source's marked as such."""
        asked = (domain, source, context)
        shown = self._shown_texts.get(asked)
        if shown is None:
            shown = self._shown_texts[asked] = self._text(domain, source, context)
        return shown

    def _text(self, domain: str, source: str, context: str | None) -> Text:
        found, key = self.translations(domain), Key(context, source)
        translation = found and found.entries.get(key)
        is_own = translation and translation.state.publishable
        text = self.own_text(translation.targets[0]) if translation and is_own else self.source_text(source)
        return replace(text, mark=self.mark(domain, key)) if self.press.is_marked else text

    def own_text(self, text: str) -> Text:
        """A text in the edition's language."""
        return Text(fill_text(text, self.date_writers.own))

    def source_text(self, source: str) -> Text:
        """A text in the site's source language, marked where that is another one."""
        return self.foreign_text(source, self.press.site.source)

    def foreign_text(self, source: str, language: Locale) -> Text:
        """A text in the language of one of the editions, marked where that is another one."""
        source = fill_text(source, self.writers_for(language).source)
        return Text(source) if self.locale == language else Text(source, language, text_direction(language))

    def writers_for(self, language: Locale) -> Writers:
        """How the dates inside a text in that language are written, in the edition and where it is not translated."""
        if language not in self._writers:
            other = self.press.site.edition(language)
            self._writers[language] = Writers(partial(_write_date, self.edition), partial(_write_date, other))
        return self._writers[language]

    def field(self, article: Article, segment: Segment) -> Text:
        """A field of an article's front matter, as the article's own page shows it."""
        state = self.verdict_of(article).state
        return self._shown(
            article, segment, None if state is PageState.FALLBACK else self.target(article, segment, state)
        )

    def reviewed(self, article: Article, segment: Segment) -> Text:
        """A field of an article's front matter, as lists show it: by its own state, and never a draft."""
        return self._shown(article, segment, self.target(article, segment, PageState.REVIEWED))

    def _shown(self, article: Article, segment: Segment, target: str | None) -> Text:
        language = self.press.site.language_of(article)
        text = self.foreign_text(segment.source, language) if target is None else self.own_text(target)
        return replace(text, mark=self.mark_of(article, segment)) if self.press.is_marked else text

    def mark_of(self, article: Article, segment: Segment) -> Markup:
        """The attributes that name a segment's message and its state here; none but in a preview."""
        if not self.press.is_marked or not article.translate:
            return Markup()
        key, state = key_of(segment), ""
        if self.locale == self.press.site.language_of(article):
            state = "source"
        elif key in self.verdict_of(article).blocked:
            state = "blocked"
        return self.mark(article.domain, key, state)

    def mark(self, domain: str, key: Key, state: str = "") -> Markup:
        """The same for any message; `state` is what is known better than from its catalog."""
        found = self.translations(domain)
        translation = found and found.entries.get(key)
        if not state and self.locale == self.press.site.source and not domain.startswith("content/"):
            state = "source"
        elif not state:
            state = translation.state.coarse if translation else "untranslated"
        name = f"{domain}#{hash_source(key.source, key.context)}"
        return Markup(' data-message="{}" data-state="{}"').format(name, state)

    def target(self, article: Article, segment: Segment, state: PageState) -> str | None:
        """What a page in that state shows for a segment; None for the source's own text."""
        return self.targets(article, state)(segment)

    def targets(self, article: Article, state: PageState) -> Lookup:
        """The same for all segments of an article."""
        found, verdict = self.translations(article.domain), self.verdict_of(article)
        find = (found.open() if found else {}).get
        shown = _WITH_DRAFTS if state is PageState.MACHINE else _PUBLISHABLE
        blocked, previous = verdict.blocked, verdict.previous.days

        def lookup(segment: Segment) -> str | None:
            key = key_of(segment)
            translation = find(key)
            if translation is None or key in blocked:
                return None
            is_shown = translation.state in shown or key in previous
            return translation.targets[0] if is_shown else None

        return lookup


def _write_date(edition: Edition, day: dt.date, pattern: str) -> str:
    return format_day(day, edition.formats, pattern, edition.digits, calendar=edition.calendar)
