"""Which catalog an article's is when the article was renamed or moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from polypub.model.message import Catalog, Key

_SHARE = 5
"""A moved article has at most one message in five that its catalog does not have."""
_COMMON = 64
"""A text in more vanished domains than these tells little; looking at all of them would be quadratic."""


def find_renames(templates: Mapping[str, Catalog], existing: Mapping[str, Catalog]) -> dict[str, str]:
    """The domains of `existing` that have moved, with the domain of `templates` that each has become.

    A domain without a template has moved when it has at least 80 % of the messages of one without a catalog, obsolete
    ones counted: an article may have been away for a while. The best matches are taken first, each domain once; of
    equal ones the one with the same file name, then the first by name. Of `existing` only the domains without a
    template are looked into.
    """
    vanished = {domain: _keys(catalog) for domain, catalog in existing.items() if domain not in templates}
    fresh = {domain: _keys(catalog) for domain, catalog in templates.items() if domain not in existing}
    if not vanished:
        return {}
    finder = _Finder(vanished)
    found = sorted(match for domain, keys in fresh.items() if keys for match in finder.matches(domain, keys))
    moved: dict[str, str] = {}
    taken: set[str] = set()
    for match in found:
        if match.old not in moved and match.new not in taken:
            moved[match.old] = match.new
            taken.add(match.new)
    return moved


def _keys(catalog: Catalog) -> dict[Key, None]:
    """The messages in order, so that two runs look at the same ones."""
    return dict.fromkeys(message.key for message in catalog.messages)


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """Sorts before a worse one."""

    missing: float
    """Which share of the new domain's messages the old one has not."""
    surplus: float
    """Which share of the old one's messages the new one has not."""
    renamed: bool
    """The file has another name, not only another folder."""
    new: str
    old: str


class _Finder:
    """The vanished domains by their messages."""

    def __init__(self, vanished: Mapping[str, dict[Key, None]]) -> None:
        self.vanished = vanished
        self.by_key: dict[Key, list[str]] = defaultdict(list)
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for domain, keys in vanished.items():
            self.by_name[_name(domain)].append(domain)
            for key in keys:
                self.by_key[key].append(domain)

    def matches(self, new: str, keys: dict[Key, None]) -> Iterator[_Match]:
        """The vanished domains that have enough of a domain's messages."""
        for old in self._candidates(new, keys):
            before = self.vanished[old]
            shared = len(keys.keys() & before.keys())
            if (len(keys) - shared) * _SHARE <= len(keys):
                yield _Match(1 - shared / len(keys), 1 - shared / len(before), _name(old) != _name(new), new, old)

    def _candidates(self, new: str, keys: dict[Key, None]) -> dict[str, None]:
        """Those that have one of its rarest messages: of any fifth and one more, a moved one must have one."""
        rarest = sorted(keys, key=lambda key: len(self.by_key.get(key, ())))[: len(keys) // _SHARE + 1]
        near = [domain for key in rarest for domain in self.by_key.get(key, [])[:_COMMON]]
        return dict.fromkeys((*self.by_name.get(_name(new), [])[:_COMMON], *near))


def _name(domain: str) -> str:
    return domain.rpartition("/")[2]
