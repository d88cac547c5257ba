"""One catalog for each article, for each section, or for the site; and the way between them.

Whatever lies on disk is first split into what each article's own catalog would hold, then united anew. Both ways keep
every text: where two articles have different ones for the same source, the shared catalog shows one and remembers the
other beside it (`others`), and splitting gives each article its own again. Nothing becomes fuzzy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from polypub.catalog.split import Split, split_catalogs
from polypub.catalog.unite import ROOT, Grouping, group_domain, unite_catalogs
from polypub.model.message import Catalog, unite_messages

__all__ = [
    "Grouping",
    "Split",
    "group_domain",
    "group_templates",
    "is_regrouped",
    "regroup_catalogs",
    "split_catalogs",
    "unite_catalogs",
]


def group_templates(
    templates: Iterable[Catalog], grouping: Grouping, alone: Collection[str] = ()
) -> tuple[Catalog, ...]:
    """The templates of the groups, in document order; a text of two articles is one message with both references."""
    groups: dict[str, list[Catalog]] = defaultdict(list)
    for template in templates:
        groups[group_domain(template.domain, grouping, alone)].append(template)
    return tuple(_unite_templates(domain, parts) for domain, parts in groups.items())


def _unite_templates(domain: str, parts: list[Catalog]) -> Catalog:
    if len(parts) == 1:
        return replace(parts[0], domain=domain)
    messages = unite_messages(message for part in parts for message in part.messages)
    return replace(parts[0], domain=domain, messages=messages)


def is_regrouped(
    found: Iterable[str], articles: Iterable[str], grouping: Grouping, alone: Collection[str] = ()
) -> bool:
    """Whether catalogs of these domains were grouped in another way than the articles' are to be."""
    domains = list(articles)
    wanted = {group_domain(domain, grouping, alone) for domain in domains}
    others: tuple[Grouping, ...] = ("article", "section", "site")
    known = {group_domain(domain, other) for domain in domains for other in others} | {ROOT}
    return any(domain in known - wanted for domain in found)


def regroup_catalogs(catalogs: Mapping[str, Catalog], articles: Sequence[Catalog], grouping: Grouping) -> list[Catalog]:
    """One locale's catalogs of articles in the grouping, whichever they were in; doing it again changes nothing.

    `articles` are the articles' own templates, in document order. A domain of `catalogs` that is not in the result has
    nothing left in it.
    """
    return unite_catalogs(split_catalogs(catalogs, articles), grouping)
