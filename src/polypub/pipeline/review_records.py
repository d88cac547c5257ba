"""The records of approvals in an edition's catalogs, as a table for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.cldr.tags import parse_locale
from polypub.config.project import Project
from polypub.errors import PolypubError, Problem, UsageError
from polypub.files import read_if_there, replace_file
from polypub.formats.fields import nearest_name
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message, state_of
from polypub.model.state import ReviewNote, hash_source, parse_note, unfold
from polypub.pipeline.own_files import refuse_own

FORMATS = (".csv", ".json")


@dataclass(frozen=True, slots=True)
class Record:
    """One approval of one message."""

    locale: str
    domain: str
    """The catalog's."""
    message: str
    """The hash of its context and source, as pages name it."""
    context: str
    source: str
    state: str
    """The message's state now."""
    who: str
    when: str
    """In UTC, ISO 8601."""
    origin: str
    """The engine that drafted it, or `-`."""
    src: str
    out: str
    """The hashes of the source and the text that were drafted, or approved where there was no draft."""
    file: str
    line: int


def choose_edition(project: Project, name: str) -> Locale:
    """The edition of that name, in any spelling; UsageError, with the nearest one, where the site has none."""
    locale = parse_locale(name)
    if project.edition(locale) is None:
        known = [str(edition.locale) for edition in project.editions]
        nearest = nearest_name(name, known)
        hint = f"Did you mean `{nearest}`? " if nearest else ""
        hint += f"It has {', '.join(f'`{one}`' for one in known)}."
        raise UsageError(Problem(f"the site has no edition `{name}`", hint=hint))
    return locale


def export_records(project: Project, locale: Locale, path: Path) -> tuple[int, tuple[Problem, ...]]:
    """Write every record of an edition as CSV or JSON, as the file is called; how many, and what cannot be read.

    UsageError for another ending, or a part of the site itself; OutputError when it cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise UsageError(Problem(f"{path.name}: records are written as .csv or .json", hint="Name such a file."))
    refuse_own(project, path)
    problems: list[Problem] = []
    records = list(read_records(project, locale, problems))
    replace_file(path, (_as_csv if path.suffix.lower() == ".csv" else _as_json)(records).encode())
    return len(records), tuple(problems)


def read_records(project: Project, locale: Locale, problems: list[Problem]) -> Iterator[Record]:
    """The records of an edition, catalog by catalog in order; a catalog that cannot be read is a problem."""
    home = CatalogFolder(project.locales).home(locale)
    for path in sorted(home.rglob("*.po")):
        shown = path.relative_to(project.root).as_posix()
        domain = path.relative_to(home).with_suffix("").as_posix()
        try:
            catalog = read_catalog(read_if_there(path) or b"", shown, domain, locale)
        except PolypubError as error:
            problems.extend(error.problems)
        else:
            yield from _records_of(catalog)


def _records_of(catalog: Catalog) -> Iterator[Record]:
    for message in catalog.messages:
        for comment in unfold(message.comments):
            note = parse_note(comment)
            if isinstance(note, ReviewNote):
                yield _record(catalog, message, note)


def _record(catalog: Catalog, message: Message, note: ReviewNote) -> Record:
    key = message.key
    return Record(
        str(catalog.locale),
        catalog.domain,
        hash_source(key.source, key.context),
        key.context or "",
        key.source,
        state_of(message).value,
        note.who,
        note.when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        note.origin,
        note.src,
        note.out,
        catalog.path,
        message.line,
    )


def _rows(records: list[Record]) -> list[dict[str, object]]:
    return [{_NAMES.get(name, name): value for name, value in asdict(record).items()} for record in records]


_NAMES = {"origin": "from"}
"""What a column is called where Python cannot call it so."""


def _as_csv(records: list[Record]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, [_NAMES.get(field.name, field.name) for field in fields(Record)])
    writer.writeheader()
    writer.writerows(_rows(records))
    return sheet.getvalue()


def _as_json(records: list[Record]) -> str:
    return json.dumps(_rows(records), ensure_ascii=False, indent=2) + "\n"
