"""Which articles are related to one: those that share its tags, then its neighbours in the section.

Those in the edition's own language come before all others.
Only neighbours in time are looked at, so a new article changes a few pages of the archive and not all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, chain, zip_longest

from polypub.model.site import Article
from polypub.render.shelves import Shelf, Shelves

_COUNT = 3
_NEAR = 12
"""How many articles of a tag are looked at on either side."""


def find_related(shelves: Shelves, article: Article) -> Shelf:
    """At most three other articles, best first."""
    shared: dict[str, int] = {}
    for tag in dict.fromkeys(article.tags):
        for other in _neighbours(shelves, shelves.by_tag.get(tag, ()), article):
            shared[other.id] = shared.get(other.id, 0) + 1
    place = shelves.rank[article.id]

    def order(id_: str) -> tuple[int, int, int]:
        distance = shelves.rank[id_] - place
        return -shared[id_], abs(distance), -distance

    by_tags = sorted(shared, key=order)
    section = () if article.is_standalone else shelves.by_section.get(article.section, ())
    in_section = (other.id for other in _neighbours(shelves, section, article) if not other.is_standalone)
    found = map(shelves.article, dict.fromkeys(chain(by_tags, in_section)))
    return tuple(sorted(found, key=lambda other: not shelves.verdict_of(other).state.indexable)[:_COUNT])


def find_influenced(shelves: Shelves, article: Article) -> set[str]:
    """The articles that may have this one among those related to them, by id, and itself."""
    places = [shelves.by_tag.get(tag, ()) for tag in article.tags]
    places += [shelves.by_section.get(name, ()) for name in accumulate(article.section.split("/"), "{}/{}".format)]
    found = {article.id}
    for shelf in places if article.id in shelves.rank else ():
        found.update(other.id for other in _neighbours(shelves, shelf, article))
    return found


def _neighbours(shelves: Shelves, shelf: Shelf, article: Article) -> Iterator[Article]:
    """The articles around one on a shelf, the nearest first, an older one before a newer one as far away."""
    rank = shelves.rank
    place = bisect_left(shelf, rank[article.id], key=lambda other: rank[other.id])
    older, newer = shelf[place + 1 : place + 1 + _NEAR], shelf[max(0, place - _NEAR) : place][::-1]
    return (other for pair in zip_longest(older, newer) for other in pair if other is not None)
