"""Two pages never share an address, two articles never share a catalog."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from polypub.errors import Problem
from polypub.model.site import Article, Edition, Section


def address_problems(
    articles: Iterable[Article], sections: Iterable[Section], editions: Iterable[Edition]
) -> Iterator[Problem]:
    """A problem for every article whose address or catalog is already another file's."""
    addresses = {_address(section.id): section.path or f"content/{section.id}" for section in sections}
    prefixes = _prefixes(editions)
    for section in addresses.keys() & prefixes.keys():
        yield _taken(addresses[section], section, prefixes[section])
    domains: dict[str, str] = {}
    for article in articles:
        address = _address(article.address_of(article.slug))
        other = prefixes.get(address) or addresses.setdefault(address, article.path)
        first = domains.setdefault(unicodedata.normalize("NFC", article.id), article.path)
        if other != article.path:
            yield _taken(article.path, address, other)
        elif first != article.path:
            yield Problem(f"it would share its catalog with {first}", article.path, hint="Rename one of the two.")


def _address(path: str) -> str:
    # The same name in composed and decomposed letters looks the same and is one file on some systems.
    return unicodedata.normalize("NFC", path)


def _prefixes(editions: Iterable[Edition]) -> dict[str, str]:
    """The folders that editions take from one that lies at the root."""
    editions = tuple(editions)
    hosts = {edition.host for edition in editions if not edition.prefix}
    beside = (edition for edition in editions if edition.prefix and edition.host in hosts)
    return {edition.prefix: f"the edition `{edition.locale}`" for edition in beside}


def _taken(path: str, address: str, other: str) -> Problem:
    hint = "Rename one of the two, or give it another `slug`."
    return Problem(f"its address /{address}/ is already that of {other}", path, hint=hint)
