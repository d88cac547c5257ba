"""`polypub merge`: one catalog brought up to date with one template, as msgmerge does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from polypub.catalog.header import new_header
from polypub.catalog.merge import Merge, merge_catalog
from polypub.catalog.po import blank_catalog, plural_count, read_catalog, render_catalog
from polypub.cldr.plurals import plural_forms
from polypub.cldr.tags import parse_locale, to_gettext
from polypub.errors import CatalogError, LocaleError, Problem, UsageError
from polypub.files import read_if_there
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.pipeline.catalogs import Changes, change_catalog
from polypub.pipeline.recut import recut

_SOURCE_LANGUAGE = "X-Source-Language"
_ENGLISH = Locale("en")


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """What to merge, and where to."""

    catalog: Path
    template: Path
    output: Path
    """The catalog itself, or another file."""
    locale: Locale | None
    """Of a new catalog, where its name does not tell; an old one must be in it."""
    today: dt.date


@dataclass(frozen=True, slots=True)
class MergeCount:
    """Messages of the merged catalog."""

    kept: int
    """As they were, or living again."""
    new: int
    fuzzy: int
    """All that are, for whatever reason."""
    edited: int
    """Carried over from a source that changed."""
    obsolete: int

    def __str__(self) -> str:
        counts = (self.kept, "kept"), (self.edited, "carried over"), (self.new, "new")
        total = f"{self.fuzzy} fuzzy, {self.obsolete} obsolete"
        return f"{', '.join(f'{count} {what}' for count, what in counts)}; now {total}"


def merge_files(order: MergeOrder, changes: Changes) -> MergeCount | None:
    """Merge, and write the catalog where it changed; None where a file could not be read, which `changes` tells."""
    template = read_template(order.template)
    if order.output.resolve() == order.template.resolve():
        hint = "Name the catalog first, then its template."
        raise UsageError(Problem("the catalog would be written over its template", str(order.output), hint=hint))
    if order.locale and (there := _read(order.catalog)):
        _refuse_other(there, order.locale)
    blank = None if order.catalog.exists() else _new_catalog(order, template)
    found: list[MergeCount] = []

    def change(catalog: Catalog | None) -> Catalog:
        catalog = catalog or blank or _new_catalog(order, template)
        wanted = blank_catalog(template, plural_count(catalog))
        merge = merge_catalog(recut(catalog, wanted), wanted, order.today)
        found[:] = [_count(merge)]
        return merge.catalog

    if order.output == order.catalog:
        change_catalog(changes, order.catalog, "", None, change)
    else:
        _merge_elsewhere(order, changes, change(_read(order.catalog)))
    return found[0] if found else None


def read_template(path: Path) -> Catalog:
    """The template in a file; CatalogError when it is none."""
    template = _read(path)
    if template is None:
        hint = "Make it with polypub extract FILE… --pot."
        raise CatalogError(Problem("there is no such template", str(path), hint=hint))
    return template


def locale_of(path: Path) -> Locale | None:
    """The language that a catalog's name or folder tells: `ru.po`, `x.ru.po`, `ru/LC_MESSAGES/x.po`, `ru/x.po`."""
    folder = path.parent.parent if path.parent.name == "LC_MESSAGES" else path.parent
    for name in (path.stem.rpartition(".")[2], path.absolute().parent.name if folder == Path() else folder.name):
        if locale := parse_or_none(name):
            return locale
    return None


def source_language(header: Mapping[str, str]) -> Locale:
    """The language that a header says messages are written in; English where it does not say."""
    return parse_or_none(header.get(_SOURCE_LANGUAGE, "")) or _ENGLISH


def parse_or_none(name: str) -> Locale | None:
    """The locale that a name means, if any."""
    try:
        return parse_locale(name)
    except LocaleError:
        return None


def _read(path: Path) -> Catalog | None:
    data = read_if_there(path)
    return None if data is None else read_catalog(data, str(path))


def _merge_elsewhere(order: MergeOrder, changes: Changes, catalog: Catalog) -> None:
    """Another file than the one that was read, which stays as it is."""
    data = render_catalog(replace(catalog, path=str(order.catalog)), read_if_there(order.catalog))
    if data != read_if_there(order.output):
        changes.write(order.output, data)


def _new_catalog(order: MergeOrder, template: Catalog) -> Catalog:
    locale = order.locale or locale_of(order.catalog) or locale_of(order.output)
    if locale is None:
        hint = "Say it with --locale, or give the file a name such as ru.po."
        raise UsageError(Problem("the language of this new catalog is not known", str(order.catalog), hint=hint))
    created = template.header.get("POT-Creation-Date", "")
    header = new_header(locale, source_language(template.header), plural_forms(locale), created)
    return Catalog("", locale, (), header, str(order.catalog))


def _refuse_other(catalog: Catalog, locale: Locale) -> None:
    """UsageError for a catalog that was there and whose header names another language, or none."""
    named = catalog.header.get("Language", "")
    if parse_or_none(named) != locale:
        text = f"the catalog is in `{named}`, not in `{locale}`" if named else "its header names no language"
        hint = f"Leave --locale out, or write `Language: {to_gettext(locale)}` into its header."
        raise UsageError(Problem(text, catalog.path, hint=hint))


def _count(merge: Merge) -> MergeCount:
    live = [message for message in merge.catalog.messages if not message.obsolete]
    return MergeCount(
        kept=len(live) - merge.added - merge.edited,
        new=merge.added,
        fuzzy=sum(message.fuzzy for message in live),
        edited=merge.edited,
        obsolete=len(merge.catalog.messages) - len(live),
    )
