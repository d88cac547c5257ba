"""Former addresses: small pages that lead to where an article is now, on any host and without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from markupsafe import Markup

from polypub.model.locale import Locale
from polypub.model.page import Page
from polypub.model.site import Article, has_chooser
from polypub.render.desk import Desk, nearest_version, quote_argument
from polypub.render.press import Press
from polypub.render.routes import file_of

_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{locale}" dir="{dir}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    '<link rel="canonical" href="{canonical}">\n<meta http-equiv="refresh" content="0; url={url}">\n</head>\n'
    '<body>\n<main>\n<h1{attrs}><a href="{url}">{title}</a></h1>\n</main>\n</body>\n</html>\n'
)


def former_files(press: Press, article: Article, locale: Locale) -> Iterator[str]:
    """The files at an article's former addresses in one edition.

    An alias stands for an address in every edition, unless its first folder is an edition's own.
    """
    edition = press.site.edition(locale)
    beside = (other for other in press.site.editions if other.host == edition.host)
    prefixes = {other.prefix: other.locale for other in beside if other.prefix}
    slugs = edition.slugs.get(article.id, ())[1:]
    former = [file_of(_below(edition.folder, article.address_of(slug))) for slug in slugs]
    yield from former
    for alias in article.aliases:
        path = unquote(alias).strip("/")
        named = prefixes.get(path.partition("/")[0])
        file = _file(_below(edition.folder if named is None else edition.host, path))
        if named in (None, locale) and file not in former:
            yield file


def root_redirects(press: Press, desks: Mapping[Locale, Desk]) -> Iterator[Page]:
    """The same at the root of a site whose editions all lie below it: there they lead to the article as it was written.

    Where its own edition has no page of it, they lead to the first one that has.
    """
    prefixes = {edition.prefix for edition in press.site.editions if not edition.domain}
    for article in press.articles if has_chooser(press.site.editions) else ():
        version = nearest_version(press.clusters[article.id], press.site.language_of(article))
        for alias in article.aliases if version else ():
            path = unquote(alias).strip("/")
            if version and path.partition("/")[0] not in prefixes:
                yield Page(_file(path), write_redirect(desks[version.locale], article).encode())


def _below(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path


def _file(path: str) -> str:
    """A page has its own name when that is one of HTML; any other address is a folder with a page in it."""
    return path if path.endswith((".html", ".htm")) else file_of(path)


def write_redirect(desk: Desk, article: Article) -> str:
    """The page that leads to an article; what search engines know of the old address goes to the new one."""
    card = desk.card(quote_argument(article.id))
    return _PAGE.format(
        locale=desk.locale,
        dir=desk.dir,
        title=card.title.text,
        attrs=card.title.attrs,
        canonical=desk.routes.absolute(card.url),
        url=desk.routes.shared(card.url),
    )
