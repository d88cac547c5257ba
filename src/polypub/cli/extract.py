"""`polypub extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from polypub.cli.console import counted
from polypub.cli.context import Run, choose_editions
from polypub.errors import Problem, UsageError

_Names = Annotated[
    list[str] | None, typer.Argument(metavar="[LOCALE|FILE]...", help="Editions, all if none; with --pot, files.")
]
_Pot = Annotated[Path | None, typer.Option("--pot", metavar="OUT.pot", help="Template of the files; needs no site.")]
_Fields = Annotated[
    list[str] | None, typer.Option("--field", metavar="NAME", help="With --pot: translate this front-matter field too.")
]
_Source = Annotated[str | None, typer.Option(metavar="LOCALE", help="With --pot: language of the files; default: en.")]
_Dialect = Annotated[str | None, typer.Option(help="With --pot: hugo, mkdocs, docusaurus, jekyll.")]
_NOTHING = "Everything is up to date."


class Texts(NamedTuple):
    """What of files without a site is translated, and from which language."""

    fields: tuple[str, ...]
    source: str
    dialect: str


def extract(
    context: typer.Context,
    names: _Names = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file is out of date.")] = False,
    pot: _Pot = None,
    field: _Fields = None,
    source: _Source = None,
    dialect: _Dialect = None,
) -> int:
    """Bring templates and catalogs up to date with the sources; with --pot, files to one template, without a site.

    Example: polypub extract --check
    Example: polypub extract docs/*.md --pot po/docs.pot
    """
    texts = Texts(tuple(field or ()), source or "en", dialect or "commonmark")
    if pot is not None:
        return _extract_files(context.obj, names or [], (pot, check), texts)
    if field or source or dialect:
        hint = "Name the template with --pot, or set `translatable_fields`, `source` and `dialect` in polypub.toml."
        raise UsageError(Problem("--field, --source and --dialect are for files without a site", hint=hint))
    if names and (file := next((name for name in names if Path(name).is_file()), "")):
        hint = f"Write polypub extract {file} --pot OUT.pot."
        raise UsageError(Problem(f"`{file}` is a file, not a locale", hint=hint))
    return _extract_site(context.obj, names, check)


def _extract_files(run: Run, paths: list[str], target: tuple[Path, bool], texts: Texts) -> int:
    from polypub.cldr.tags import parse_locale
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.extract_files import extract_files, write_pot
    from polypub.pipeline.sources import make_reading

    if not paths:
        hint = "Name them: polypub extract docs/*.md --pot OUT.pot."
        raise UsageError(Problem("there are no files to extract from", hint=hint))
    pot, check = target
    reading = make_reading(texts.fields, texts.dialect)
    template = extract_files(paths, reading, parse_locale(texts.source), run.moment_anywhere())
    changes = Changes(Path.cwd(), is_dry=check)
    write_pot(template, pot.absolute(), changes)
    run.console.files(changes.changed, is_asked=check)
    if check and changes.changed:
        run.console.say("The template is out of date; run the same without --check.")
        return 1
    run.console.say(f"{counted(len(template.messages), 'message')}." if changes.changed else _NOTHING)
    return 0


def _extract_site(run: Run, locales: list[str] | None, check: bool) -> int:
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.extract import extract_project, watch_sources
    from polypub.pipeline.slugs import update_slugs

    project = run.project()
    watch = watch_sources(project)
    changes = Changes(project.root, is_dry=check)
    chosen = choose_editions(project, locales)
    merges = extract_project(project, chosen, run.moment(project), changes)
    update_slugs(project, chosen, changes)
    run.console.files(changes.changed, is_asked=check)
    for merge in merges:
        for link in merge.links:
            run.console.say(f"{merge.catalog.path}: the link {link.old} is now {link.new}, as in the source")
    changes.raise_problems()
    if check and changes.changed:
        run.console.say("These files are out of date; run `polypub extract` and commit them.")
        return 1
    run.console.say(f"{counted(len(changes.changed), 'file')} written." if changes.changed else _NOTHING)
    if not check:
        watch.keep(run.arguments, ("", "" if run.console.is_quiet else f"{_NOTHING}\n"), changes.written)
    return 0
