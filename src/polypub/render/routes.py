"""Addresses: the URL and the file of every page, in one place; templates never build them.

Pages are folders with `index.html`; URLs end in `/`, are absolute paths on the host, and percent-encoded.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote, urlsplit

from polypub.model.site import Article, Edition, Site


class Routes:
    """The addresses of one edition."""

    def __init__(self, site: Site, edition: Edition) -> None:
        self._base = urlsplit(site.base_url).path.rstrip("/")
        self._origin = site.base_url.removesuffix(self._base) if self._base else site.base_url
        self._prefix = f"{edition.prefix}/" if edition.prefix else ""

    def home(self) -> str:
        """The path of the edition's front page below the site's root, without slashes around it."""
        return self._prefix.rstrip("/")

    def section(self, section_id: str, number: int = 1) -> str:
        """A section's page, `number` from 1."""
        return f"{self._prefix}{section_id}" + (f"/page/{number}" if number > 1 else "")

    def article(self, article: Article) -> str:
        """An article."""
        folder = f"{article.section}/" if article.section else ""
        return f"{self._prefix}{folder}{article.slug}"

    def month(self, year: int, month: int) -> str:
        """A month of the archive."""
        return f"{self._prefix}archive/{year:04}/{month:02}"

    def day(self, day: dt.date) -> str:
        """A day of the archive."""
        return f"{self._prefix}archive/{day:%Y/%m/%d}"

    def url(self, path: str) -> str:
        """The URL of a page by its path."""
        return self.root(f"{path}/" if path else "")

    def root(self, path: str) -> str:
        """The URL of a file below the site's root."""
        return f"{self._base}/{quote(path)}"

    def absolute(self, url: str) -> str:
        """With scheme and host."""
        return f"{self._origin}{url}"


def file_of(path: str) -> str:
    """The file of a page by its path."""
    return f"{path}/index.html" if path else "index.html"
