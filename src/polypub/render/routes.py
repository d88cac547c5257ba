"""Addresses: the URL and the file of every page, in one place; templates never build them.

Pages are folders with `index.html`; URLs end in `/`, are absolute paths on the host, and percent-encoded.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote, urlsplit

from polypub.model.site import Article, Edition, Site
from polypub.render.slugs import slug_of

_PLAIN = re.compile(r"[\w./@+~-]*", re.ASCII).fullmatch
"""A path that quoting leaves as it is, which most are."""
SEARCH_FOLDER = "pagefind/"
"""Where the search index of all editions lies, below the site's root."""


class Routes:
    """The addresses of one edition."""

    def __init__(self, site: Site, edition: Edition) -> None:
        self._base = "" if edition.domain else urlsplit(site.base_url).path.rstrip("/")
        self.origin = edition.domain or (site.base_url.removesuffix(self._base) if self._base else site.base_url)
        """Scheme and host of its pages."""
        self._host = f"{edition.host}/" if edition.domain else ""
        self._prefix = f"{edition.folder}/" if edition.folder else ""
        self._has_hosts = any(other.domain for other in site.editions)
        self._slug_of = edition.slug_of

    def home(self) -> str:
        """The path of the edition's front page below the root of the output, without slashes around it."""
        return self._prefix.rstrip("/")

    def section(self, section_id: str, number: int = 1) -> str:
        """A section's page, `number` from 1."""
        return _numbered(f"{self._prefix}{section_id}", number)

    def tag(self, name: str, number: int = 1) -> str:
        """The articles with a tag, given as in the source; `number` from 1."""
        return _numbered(f"{self._prefix}tags/{slug_of(name)}", number)

    def author(self, name: str, number: int = 1) -> str:
        """The articles by an author, given as in the source; `number` from 1."""
        return _numbered(f"{self._prefix}authors/{slug_of(name)}", number)

    def article(self, article: Article) -> str:
        """An article."""
        return f"{self._prefix}{article.address_of(self._slug_of(article))}"

    def year(self, year: int) -> str:
        """A year of the archive."""
        return f"{self._prefix}archive/{year:04}"

    def month(self, year: int, month: int) -> str:
        """A month of the archive."""
        return f"{self._prefix}archive/{year:04}/{month:02}"

    def day(self, day: dt.date) -> str:
        """A day of the archive."""
        return f"{self._prefix}archive/{day.isoformat().replace('-', '/')}"

    def feed(self, section_id: str) -> str:
        """The file of a section's feed; of the edition's for the empty id."""
        return f"{self._prefix}{section_id}/feed.xml" if section_id else f"{self._prefix}feed.xml"

    def sitemap(self, number: int) -> str:
        """The file of a part of the edition's sitemap, `number` from 1."""
        return f"{self._prefix}sitemap-{number}.xml"

    def news_sitemap(self) -> str:
        """The file of the edition's news sitemap."""
        return f"{self._prefix}sitemap-news.xml"

    def url(self, path: str) -> str:
        """The URL of a page by its path."""
        return self.root(f"{path}/" if path else "")

    def root(self, path: str) -> str:
        """The URL of a file below the root of the output, on the edition's own host."""
        path = path.removeprefix(self._host)
        return f"{self._base}/{path if _PLAIN(path) else quote(path, safe='/@+')}"

    def absolute(self, url: str) -> str:
        """With scheme and host; another edition's URL may have them already."""
        return url if "://" in url else f"{self.origin}{url}"

    def shared(self, url: str) -> str:
        """As pages of all editions may use it: absolute where they lie on more than one host."""
        return self.absolute(url) if self._has_hosts else url


def _numbered(path: str, number: int) -> str:
    return f"{path}/page/{number}" if number > 1 else path


def file_of(path: str) -> str:
    """The file of a page by its path."""
    return f"{path}/index.html" if path else "index.html"
