"""The editions of a site, from what the configuration says of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from polypub.cldr.names import autonym
from polypub.cldr.tags import parse_locale
from polypub.config.extras import check_extra
from polypub.config.keys import Day, EditionKeys, SiteKeys
from polypub.config.policies import read_policy, read_section_policies
from polypub.errors import LocaleError
from polypub.formats.fields import FieldReader
from polypub.formats.values import Value
from polypub.model.locale import Locale
from polypub.model.site import Edition

_NOWHERE = Value({}, 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """`[editions.<tag>]`, read and still as it stands in the file."""

    tag: str
    keys: EditionKeys
    table: Value

    def line(self, key: str) -> int:
        """The line of a key's value, or of the whole table where it has no such key."""
        return self.table.entries.get(key, self.table).line


def read_editions(keys: SiteKeys, table: Value, reader: FieldReader) -> tuple[Edition, ...]:
    """Every edition in order, the source's first unless it is listed; what is wrong is noted."""
    entries = _entries(keys, table, reader)
    source = (
        read_locale(keys.source, "source", table.entries.get("source", table).line, reader) if keys.source else None
    )
    if source is not None and source not in entries:
        entries = {source: _Entry(keys.source, EditionKeys(), table), **entries}
    formats = keys.formats and read_locale(keys.formats, "formats", table.entries["formats"].line, reader)
    _check_prefixes(entries, reader)
    _check_domains(entries, keys.base_url, reader)
    check_extra("collation", keys.collation, table.entries.get("collation", table).line, reader)
    editions = (
        _edition(locale, entry, formats if formats and locale == source else locale, reader)
        for locale, entry in entries.items()
    )
    return tuple(replace(edition, collation=keys.collation) for edition in editions)


def read_engines(keys: SiteKeys) -> dict[Locale, str]:
    """The editions that name an engine of their own; called when every tag is known to be right."""
    return {parse_locale(tag): edition.engine for tag, edition in keys.editions.items() if edition.engine}


def read_reviewers(keys: SiteKeys) -> dict[Locale, int]:
    """The editions whose texts more than one person must approve; called when every tag is known to be right."""
    return {parse_locale(tag): edition.review_by for tag, edition in keys.editions.items() if edition.review_by > 1}


def read_locale(tag: str, name: str, line: int, reader: FieldReader) -> Locale | None:
    """The locale that a value names, or None once it has been noted that there is none."""
    try:
        return parse_locale(tag)
    except LocaleError as error:
        for problem in error.problems:
            reader.wrong(f"`{name}`: {problem.text}", line, problem.hint)
    return None


def _entries(keys: SiteKeys, table: Value, reader: FieldReader) -> dict[Locale, _Entry]:
    tables = table.entries.get("editions", _NOWHERE).entries
    entries: dict[Locale, _Entry] = {}
    for tag, edition in keys.editions.items():
        entry = _Entry(tag, edition, tables[tag])
        locale = read_locale(tag, f"editions.{tag}", entry.table.line, reader)
        if locale in entries:
            what = f"`editions.{tag}` is the same language as `editions.{entries[locale].tag}`"
            reader.wrong(what, entry.table.line, "Keep one of the two.")
        elif locale is not None:
            entries[locale] = entry
    return entries


def _edition(locale: Locale, entry: _Entry, formats: Locale, reader: FieldReader) -> Edition:
    keys, name = entry.keys, f"editions.{entry.tag}"
    if keys.formats is not None:
        formats = read_locale(keys.formats, f"{name}.formats", entry.line("formats"), reader) or formats
    policy = read_policy(keys, entry.table, name, reader)
    check_extra(f"{name}.calendar", keys.calendar, entry.line("calendar"), reader)
    check_extra(f"{name}.slugs", keys.slugs, entry.line("slugs"), reader)
    return Edition(
        locale=locale,
        prefix=_prefix(locale, entry),
        domain=_domain(entry),
        autonym=keys.autonym or autonym(locale),
        formats=formats,
        first_day=get_args(Day).index(keys.first_day) if isinstance(keys.first_day, str) else keys.first_day,
        digits=keys.digits,
        calendar=keys.calendar,
        slug_style=keys.slugs,
        policy=policy,
        dates=keys.dates,
        sections=read_section_policies(keys, policy, entry.table, name, reader),
    )


def _prefix(locale: Locale, entry: _Entry) -> str:
    if entry.keys.prefix is None:
        return "" if entry.keys.domain else str(locale)
    return entry.keys.prefix


def _domain(entry: _Entry) -> str:
    return (entry.keys.domain or "").lower()


def _check_domains(entries: dict[Locale, _Entry], base_url: str, reader: FieldReader) -> None:
    own = base_url.lower().partition("://")[2].partition("/")[0]
    for entry in entries.values():
        if _domain(entry).partition("://")[2] == own and own:
            what = f"`editions.{entry.tag}.domain` is the host of `base_url`"
            reader.wrong(what, entry.line("domain"), "Leave it away: the edition lies there without it.")


def _check_prefixes(entries: dict[Locale, _Entry], reader: FieldReader) -> None:
    taken: dict[str, str] = {}
    for locale, entry in entries.items():
        prefix = _prefix(locale, entry)
        # Hosts and file systems that ignore case would write one edition over the other.
        other = taken.setdefault(f"{_domain(entry)} {prefix.casefold()}", entry.tag)
        if other != entry.tag:
            what = f'`editions.{entry.tag}` has the prefix "{prefix}", which `editions.{other}` has too'
            reader.wrong(what, entry.line("prefix"), "Give each edition a prefix of its own.")
