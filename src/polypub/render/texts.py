"""The texts of one edition: translated where a person stands behind it, else the source's, marked as such."""

from __future__ import annotations

import datetime as dt
from functools import partial

from polypub.cldr.dates import format_day
from polypub.cldr.tags import text_direction
from polypub.formats.date_placeables import Writers, fill_text
from polypub.model.message import Key, Translation, Translations
from polypub.model.page import PageState
from polypub.model.site import Article, Edition
from polypub.model.text import Segment
from polypub.render.judge import SHOWN_DRAFTS, Verdict, key_of
from polypub.render.press import Press
from polypub.render.queries import Asked
from polypub.render.views import Text


class Texts(Asked):
    """What an edition shows for each text."""

    def __init__(self, press: Press, edition: Edition) -> None:
        super().__init__()
        self.press = press
        self.edition = edition
        self.locale = edition.locale
        self.source_dir = text_direction(press.site.source)
        self.date_writers = Writers(partial(_write_date, edition), partial(_write_date, press.site.source_edition))

    def verdict_of(self, article: Article) -> Verdict:
        """An article's state in this edition."""
        return self.press.verdicts[article.id, self.locale]

    def translations(self, domain: str) -> Translations | None:
        """A domain's catalog in this edition, compiled."""
        return self.press.translations.get(self.locale, {}).get(domain)

    def text(self, domain: str, source: str, context: str | None = None) -> Text:
        """A short text in the edition's language, or the source's marked as such."""
        found = self.translations(domain)
        translation = found and found.entries.get(Key(context, source))
        if translation and translation.state.publishable:
            return self.own_text(translation.targets[0])
        return self.source_text(source)

    def own_text(self, text: str) -> Text:
        """A text in the edition's language."""
        return Text(fill_text(text, self.date_writers.own))

    def source_text(self, source: str) -> Text:
        """A text in the site's source language, marked where that is another one."""
        source = fill_text(source, self.date_writers.source)
        if self.locale == self.press.site.source:
            return Text(source)
        return Text(source, self.press.site.source, self.source_dir)

    def field(self, article: Article, segment: Segment) -> Text:
        """A field of an article's front matter, as the article's own page shows it."""
        state = self.verdict_of(article).state
        target = None if state is PageState.FALLBACK else self.target(article, segment, state)
        return self.source_text(segment.source) if target is None else self.own_text(target)

    def reviewed(self, article: Article, segment: Segment) -> Text:
        """A field of an article's front matter, as lists show it: by its own state, and never a draft."""
        target = self.target(article, segment, PageState.REVIEWED)
        return self.source_text(segment.source) if target is None else self.own_text(target)

    def target(self, article: Article, segment: Segment, state: PageState) -> str | None:
        """What a page in that state shows for a segment; None for the source's own text."""
        found = self.translations(article.domain)
        key = key_of(segment)
        translation = found and found.entries.get(key)
        verdict = self.verdict_of(article)
        if not translation or key in verdict.blocked:
            return None
        is_shown = _is_shown(translation, state) or key in verdict.previous.days
        return translation.targets[0] if is_shown else None


def _write_date(edition: Edition, day: dt.date, pattern: str) -> str:
    return format_day(day, edition.formats, pattern, edition.digits, calendar=edition.calendar)


def _is_shown(translation: Translation, state: PageState) -> bool:
    return translation.state.publishable or (state is PageState.MACHINE and translation.state in SHOWN_DRAFTS)
