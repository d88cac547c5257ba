"""Files that need no site around them, read by the kind that their ending tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polypub.errors import Problem, SourceError, UsageError
from polypub.files import read_if_there
from polypub.formats.dialects import DIALECTS, cut_in
from polypub.formats.encoding import decode_utf8
from polypub.formats.fields import nearest_name
from polypub.formats.header_texts import Names
from polypub.formats.source import HTML, USUAL, Source, choose_fields, cut_source
from polypub.model.text import Dialect

MARKDOWN = (".md", ".markdown", ".mdx")
TEMPLATES = (".j2", ".jinja", ".jinja2")
_HINT = f"polypub reads {', '.join((*MARKDOWN, *HTML, *TEMPLATES))}."


def make_reading(fields: Iterable[str], dialect: str) -> Reading:
    """How files are read in a dialect, with fields that are translated beside the usual ones; UsageError for none."""
    known = next((name for name in DIALECTS if name == dialect), None)
    if known is None:
        nearest = nearest_name(dialect, DIALECTS)
        hint = f"Did you mean `{nearest}`?" if nearest else f"There are: {', '.join(DIALECTS)}."
        raise UsageError(Problem(f"there is no dialect `{dialect}`", hint=hint))
    return Reading(choose_fields((*USUAL, *fields)), known)


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a file is translated."""

    fields: Mapping[Names, str] = field(default_factory=lambda: choose_fields(USUAL))
    dialect: Dialect = "commonmark"
    """Whose Markdown it is."""


def read_text(path: str) -> str:
    """The text of a file; SourceError when there is none, or none in UTF-8."""
    data = read_if_there(Path(path))
    if data is None:
        raise SourceError(Problem("there is no such file", path))
    return decode_utf8(data, path)


def read_source(path: str, reading: Reading) -> Source:
    """The file, cut; SourceError for one that cannot be read or is of another kind."""
    if not path.lower().endswith((*MARKDOWN, *HTML)):
        raise SourceError(Problem("it is not a kind of file that is translated", path, hint=_HINT))
    return cut_source(read_text(path), path, reading.fields, cut_in(reading.dialect))


def read_sources(paths: Iterable[str], reading: Reading, problems: list[Problem]) -> Iterator[Source]:
    """The files that can be read, one after the other; what is wrong with the others is noted."""
    for path in paths:
        try:
            yield read_source(path, reading)
        except SourceError as error:
            problems += error.problems
