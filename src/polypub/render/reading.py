"""What an article's finished HTML tells of itself: its contents, how long it takes to read, its pictures' captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from polypub.cldr.subtags import likely_subtags, subtags
from polypub.cldr.tags import text_direction
from polypub.model.locale import Locale
from polypub.render.views import Heading, Text

_HEADING = re.compile(r"<h([23])\b([^<>]*)>(.*?)</h\1>", re.DOTALL)
_ID, _LANG = re.compile(r'\sid="([^"]*)"'), re.compile(r'\slang="([^"]*)"')
_TAG = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.DOTALL)
_PICTURE = re.compile(r'<p([^<>]*)>\s*(<img\b[^<>]*?) title="([^"]*)"([^<>]*>)\s*</p>')
_UNSPACED = frozenset({"Hans", "Hant", "Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
"""Scripts that write words without spaces between them."""
_SIGN = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WORDS, _SIGNS = 220, 420
"""Read in a minute."""


def read_contents(html: str) -> tuple[Heading, ...]:
    """The headings of the two highest levels that can be linked to; the lower ones inside the higher."""
    found: list[Heading] = []
    for level, heading in _headings(html):
        if level == "2" or not found:
            found.append(heading)
        else:
            above = found[-1]
            found[-1] = Heading(above.title, above.url, (*above.children, heading))
    return tuple(found)


def _headings(html: str) -> Iterator[tuple[str, Heading]]:
    for match in _HEADING.finditer(html):
        anchor, language = _ID.search(match[2]), _LANG.search(match[2])
        title = " ".join(unescape(_TAG.sub("", match[3])).split())
        if anchor and title:
            text = Text(title, language[1], text_direction(Locale(language[1]))) if language else Text(title)
            yield match[1], Heading(text, f"#{unescape(anchor[1])}")


def count_minutes(html: str, locales: tuple[Locale, ...]) -> int:
    """How long a text in one of these languages takes to read, in whole minutes; 0 for no words at all.

    Where words stand without spaces between them, characters are counted.
    """
    text, signs = _TAG.sub(" ", html), 0
    if any(likely_subtags(subtags(locale)).script in _UNSPACED for locale in locales):
        text, signs = _SIGN.subn(" ", text)
    words = len(text.split())
    return max(1, round(words / _WORDS + signs / _SIGNS)) if words or signs else 0


def caption_pictures(html: str) -> str:
    """A picture that is a paragraph of its own and has a title: the title is its caption."""
    return _PICTURE.sub(r"<figure\1>\2\4<figcaption>\3</figcaption></figure>", html) if "<img" in html else html
