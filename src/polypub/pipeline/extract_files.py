"""`polypub extract FILE… --pot`: files to one template, as xgettext does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from polypub.catalog.header import new_template_header
from polypub.catalog.po import read_catalog, write_template
from polypub.errors import CatalogError, PolypubError, Problem, SourceError, UsageError
from polypub.extract.article import extract_segments
from polypub.extract.template import extract_template
from polypub.files import read_if_there
from polypub.formats.source import HTML
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message, unite_messages
from polypub.pipeline.catalogs import Changes
from polypub.pipeline.sources import MARKDOWN, TEMPLATES, Reading, read_source, read_text


def extract_files(paths: Iterable[str], reading: Reading, source: Locale, now: dt.datetime) -> Catalog:
    """The template of some files, in the order given; what several say is one message.

    Raises SourceError with all problems of all files.
    """
    messages: list[Message] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            messages += _read(path, reading)
        except PolypubError as error:
            problems += error.problems
    if problems:
        raise SourceError(problems)
    header = new_template_header(source, f"{now:%Y-%m-%d %H:%M%z}")
    return Catalog("", None, unite_messages(messages), header)


def write_pot(template: Catalog, path: Path, changes: Changes) -> None:
    """Put a template in place when its messages changed; one that nobody can read is made anew.

    UsageError for a place where a source or somebody's translations would be lost.
    """
    before = read_if_there(path)
    _refuse_loss(path, before)
    try:
        data = write_template(replace(template, path=changes.shown(path)), before)
    except CatalogError:
        data = write_template(template, None)
    if data != before:
        changes.write(path, data)


def _refuse_loss(path: Path, before: bytes | None) -> None:
    if any(str(name).lower().endswith((*MARKDOWN, *HTML, *TEMPLATES)) for name in (path, path.resolve())):
        what = "the template would be written over a source"
    elif before is not None and path.suffix != ".pot" and _is_translated(before):
        what = "the template would be written over a catalog with translations"
    else:
        return
    raise UsageError(Problem(what, str(path), hint="Name a file that ends with .pot."))


def _is_translated(data: bytes) -> bool:
    try:
        return any(any(message.targets) for message in read_catalog(data, "").messages)
    except CatalogError:
        return True  # perhaps: nobody knows what is in it


def _read(path: str, reading: Reading) -> Iterator[Message]:
    if any("\ud800" <= character <= "\udfff" for character in path):
        shown = path.encode("utf-8", "backslashreplace").decode()
        raise SourceError(Problem("the file's name is not UTF-8", shown, hint="Rename it: no catalog can say it."))
    if path.lower().endswith(TEMPLATES):
        return iter(extract_template(read_text(path), path))
    return iter(extract_segments(read_source(path, reading).segments, path))
