"""The sections of a site: its folders of articles, in the order of menus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate

from polypub.formats.fields import FieldReader
from polypub.formats.permalinks import check_permalink
from polypub.formats.toml import read_toml
from polypub.formats.values import Value
from polypub.model.site import Article, Section
from polypub.site.keys import SectionKeys


def read_section(text: str, folder: str, path: str, reader: FieldReader) -> Section:
    """The section that a `_section.toml` describes; what is wrong is noted."""
    table = read_toml(text.removeprefix("\ufeff"), path)
    keys = reader.read(SectionKeys, table)
    if not folder:
        reader.wrong("the home page is no section", 0, "Its name and tagline stand in the configuration.")
    for text, hint in check_permalink(keys.permalink) if keys.permalink else ():
        reader.wrong(f"`permalink`: {text}", table.entries["permalink"].line, hint)
    title, summary = (table.entries.get(name, Value("", 0)).line for name in ("title", "summary"))
    return Section(
        id=folder,
        title=(keys.title or title_of(folder)).strip(),
        summary=keys.summary.strip(),
        order=keys.order,
        template=keys.template,
        path=path,
        permalink=keys.permalink,
        title_line=title,
        summary_line=summary,
    )


def title_of(folder: str) -> str:
    """A title made from a folder's name: `news/war-monuments` is `War monuments`."""
    words = re.sub(r"[-_\s]+", " ", folder.rpartition("/")[2]).strip()
    return words[:1].upper() + words[1:]


def complete_sections(described: Mapping[str, Section], articles: Iterable[Article]) -> tuple[Section, ...]:
    """A section for every described folder, every folder with an article and every folder above one.

    A section comes before those inside it; neighbours stand by `order`, then by name.
    """
    folders = {article.section for article in articles} | set(described)
    wanted = {folder for inner in folders if inner for folder in _upwards(inner)}
    sections = {folder: described.get(folder) or Section(folder, title_of(folder)) for folder in wanted}

    def rank(folder: str) -> list[tuple[int, str]]:
        return [(sections[above].order, above) for above in _upwards(folder)]

    return tuple(sections[folder] for folder in sorted(sections, key=rank))


def _upwards(folder: str) -> list[str]:
    """The folder and all above it, outermost first."""
    return list(accumulate(folder.split("/"), "{}/{}".format))
