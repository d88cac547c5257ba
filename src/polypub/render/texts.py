"""The texts of one edition: translated where a person stands behind it, else the source's, marked as such."""

from __future__ import annotations

from polypub.cldr.tags import text_direction
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
            return Text(translation.targets[0])
        return self.source_text(source)

    def source_text(self, source: str) -> Text:
        """A text in the site's source language, marked where that is another one."""
        if self.locale == self.press.site.source:
            return Text(source)
        return Text(source, self.press.site.source, self.source_dir)

    def field(self, article: Article, segment: Segment) -> Text:
        """A field of an article's front matter, as the article's own page shows it."""
        state = self.verdict_of(article).state
        target = None if state is PageState.FALLBACK else self.target(article, segment, state)
        return self.source_text(segment.source) if target is None else Text(target)

    def reviewed(self, article: Article, segment: Segment) -> Text:
        """A field of an article's front matter, as lists show it: by its own state, and never a draft."""
        target = self.target(article, segment, PageState.REVIEWED)
        return self.source_text(segment.source) if target is None else Text(target)

    def target(self, article: Article, segment: Segment, state: PageState) -> str | None:
        """What a page in that state shows for a segment; None for the source's own text."""
        found = self.translations(article.domain)
        key = key_of(segment)
        translation = found and found.entries.get(key)
        if not translation or key in self.verdict_of(article).blocked or not _is_shown(translation, state):
            return None
        return translation.targets[0]


def _is_shown(translation: Translation, state: PageState) -> bool:
    return translation.state.publishable or (state is PageState.MACHINE and translation.state in SHOWN_DRAFTS)
