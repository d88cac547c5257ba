"""Find a site's configuration and read it; all that is wrong with it is one ConfigError."""

from __future__ import annotations

import hashlib
import tomllib
import zoneinfo
from dataclasses import fields, replace
from pathlib import Path

import msgspec

import polypub
from polypub.cldr.tags import parse_locale
from polypub.config.checks import check_rule_names
from polypub.config.editions import read_editions, read_engines, read_reviewers
from polypub.config.engines import read_engine_settings
from polypub.config.keys import SiteKeys
from polypub.config.menu import check_menu
from polypub.config.policies import check_section_names
from polypub.config.project import Project, is_address
from polypub.errors import ConfigError, Problem, SourceError, UsageError
from polypub.formats.encoding import decode_utf8
from polypub.formats.fields import FieldReader, nearest_name
from polypub.formats.permalinks import check_permalink
from polypub.formats.toml import read_toml
from polypub.formats.values import Value
from polypub.model.site import Article, Edition

_OWN, _SHARED = "polypub.toml", "pyproject.toml"
_INPUTS = ("content", "templates", "static", "locales", ".polypub", ".git")
_BUILT_IN = frozenset(field.name for field in fields(Article))


def find_project(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that has a configuration; UsageError when there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if _find_config(folder):
            return folder
    hint = "Run `polypub init` to make a site, or name one with `--site`."
    raise UsageError(Problem(f"no {_OWN} in {start} or any folder above it", hint=hint))


def load_project(root: Path) -> Project:
    """The project whose configuration lies in `root`; ConfigError with every problem of the file at once."""
    root = root.resolve()
    path = _find_config(root)
    if path is None:
        raise UsageError(Problem(f"no {_OWN} in {root}", hint="Run `polypub init` to make a site."))
    reader = FieldReader(path.name)
    table = _read_table(path)
    keys = reader.read(SiteKeys, table)
    editions = read_editions(keys, table, reader)
    _check(keys, table, reader)
    check_rule_names(table, reader)
    check_section_names(keys, table, root / "content", reader)
    check_menu(keys, table, root / "content", reader)
    _check_output(root, keys, table, reader)
    settings = read_engine_settings(root, keys, table, reader)
    theme_root = _theme_root(root, keys, table, reader)
    if reader.problems:
        raise ConfigError(sorted(reader.problems, key=lambda problem: problem.line))
    return replace(_project(path, keys, editions, theme_root, _digest(table)), engine_settings=settings)


def _project(path: Path, keys: SiteKeys, editions: tuple[Edition, ...], theme_root: Path, digest: str) -> Project:
    return Project(
        root=path.parent,
        config_path=path,
        name=keys.name.strip(),
        tagline=keys.tagline.strip(),
        base_url=keys.base_url.rstrip("/"),
        source=parse_locale(keys.source),
        editions=editions,
        zone=keys.time_zone,
        theme_root=theme_root,
        theme_options=keys.theme.options,
        output=path.parent / keys.output,
        fields=keys.translatable_fields,
        catalogs=keys.catalogs,
        dialect=keys.dialect,
        checks=keys.checks,
        engine=keys.engine,
        engines=read_engines(keys),
        reviewers=read_reviewers(keys),
        memory_file=keys.memory,
        page_size=keys.page_size,
        menu=keys.menu.main,
        footer=keys.menu.footer,
        permalink=keys.permalink,
        hosts=keys.hosts,
        has_search=keys.search,
        digest=digest,
    )


def _find_config(folder: Path) -> Path | None:
    own, shared = folder / _OWN, folder / _SHARED
    has_own, has_shared = own.is_file(), _has_section(shared)
    if has_own and has_shared:
        what = f"{folder} has both {_OWN} and [tool.polypub] in {_SHARED}"
        raise ConfigError(Problem(what, hint="Keep one of the two."))
    return own if has_own else shared if has_shared else None


def _has_section(pyproject: Path) -> bool:
    """Whether a `pyproject.toml` configures a site; one that is not TOML counts when it speaks of polypub."""
    try:
        data = pyproject.read_bytes()
        if b"polypub" not in data:
            return False
        return "polypub" in tomllib.loads(data.decode("utf-8")).get("tool", {})
    except OSError:
        return False
    except (ValueError, RecursionError):
        return b"tool.polypub" in data


def _read_table(path: Path) -> Value:
    try:
        table = read_toml(decode_utf8(path.read_bytes(), path.name).removeprefix("\ufeff"), path.name)
    except OSError as error:
        raise ConfigError(Problem(f"cannot be read: {error.strerror}", path.name)) from None
    except SourceError as error:
        raise ConfigError(error.problems) from None
    if path.name == _SHARED:
        table = table.at(iter(("tool", "polypub")))
    return Value(table.entries, table.line if path.name == _SHARED else 0)


def _check(keys: SiteKeys, table: Value, reader: FieldReader) -> None:
    """What no type can say: the zone exists, the address has a host, own fields have names of their own."""
    if not _is_zone(keys.time_zone):
        nearest = nearest_name(keys.time_zone, zoneinfo.available_timezones())
        hint = f"Did you mean `{nearest}`?" if nearest else "Give a name of the IANA database, such as Europe/Minsk."
        reader.wrong(f'`time_zone`: there is no time zone "{keys.time_zone}"', table.entries["time_zone"].line, hint)
    if not is_address(keys.base_url):
        reader.wrong(f'`base_url`: "{keys.base_url}" is not an address', table.entries["base_url"].line)
    for text, hint in check_permalink(keys.permalink) if keys.permalink else ():
        reader.wrong(f"`permalink`: {text}", table.entries["permalink"].line, hint)
    named = table.entries.get("translatable_fields", table).items
    for name, value in zip(keys.translatable_fields, named, strict=False):
        if name in _BUILT_IN:
            hint = "Every article has this field; list only the site's own."
            reader.wrong(f"`translatable_fields`: `{name}` is not the site's own field", value.line, hint)


def _check_output(root: Path, keys: SiteKeys, table: Value, reader: FieldReader) -> None:
    """What is rendered never lies among what it is made from, where it would be read again or overwrite it."""
    output = (root / keys.output).resolve()
    if root.is_relative_to(output) or any(output.is_relative_to(root / folder) for folder in _INPUTS):
        line = table.at(iter(("output",))).line
        hint = 'Name a folder of its own, such as "public".'
        reader.wrong(f'`output`: "{keys.output}" is where the site itself lies', line, hint)


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _theme_root(root: Path, keys: SiteKeys, table: Value, reader: FieldReader) -> Path:
    if not keys.theme.root:
        return _built_in_theme()
    folder = (root / keys.theme.root).resolve()
    if not folder.is_dir():
        line = table.at(iter(("theme", "root"))).line
        reader.wrong(f'`theme.root`: there is no folder "{keys.theme.root}"', line, "Name it relative to the site.")
    return folder


def _built_in_theme() -> Path:
    """The theme of the installed package; of the checkout, where the package is installed from one."""
    package = Path(polypub.__file__).parent
    packaged = package / "theme"
    return packaged if packaged.is_dir() else package.parent.parent


def _digest(table: Value) -> str:
    return hashlib.sha256(msgspec.json.encode(table.plain)).hexdigest()[:16]
