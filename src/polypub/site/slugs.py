"""`locales/<locale>/slugs.csv`: what an edition calls its articles in addresses, and what it called them before."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from polypub.cldr.tags import gettext_spellings, to_gettext
from polypub.config.project import Project
from polypub.errors import Problem
from polypub.files import read_if_there
from polypub.model.locale import Locale

Slugs = Mapping[str, tuple[str, ...]]
"""Article id to its slugs in one edition, the present one first."""

_HEAD = ("article", "slug", "former")
_SLUG = re.compile(r"[\w+-]+")


def slugs_file(project: Project, locale: Locale) -> Path:
    """Where an edition's slugs are kept, in the folder that its catalogs have."""
    spellings = (to_gettext(locale), *gettext_spellings(locale))
    folders = [project.locales / name for name in spellings]
    return next((folder for folder in folders if folder.is_dir()), folders[0]) / "slugs.csv"


def read_slugs(project: Project, locale: Locale, problems: list[Problem]) -> Slugs:
    """The slugs of an edition; what is wrong in its file is noted, and that row left out."""
    path = slugs_file(project, locale)
    shown = path.relative_to(project.root).as_posix()
    text = (read_if_there(path) or b"").decode("utf-8-sig", "replace")
    found: dict[str, tuple[str, ...]] = {}
    for line, row in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
        if not row or (line == 1 and tuple(row) == _HEAD):
            continue
        slugs = (row[1], *row[2].split()) if len(row) == len(_HEAD) else ("",)
        if all(map(_SLUG.fullmatch, slugs)):
            found[row[0]] = slugs
        else:
            hint = "A row is an article, its slug and former slugs with spaces between: letters, digits, `-`, `_`, `+`."
            problems.append(Problem("this row does not name slugs", shown, line, hint))
    return found


def write_slugs(slugs: Slugs) -> bytes:
    """The file of an edition's slugs, in the order of the articles."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows((article, row[0], " ".join(row[1:])) for article, row in sorted(slugs.items()))
    return lines.getvalue().encode()
