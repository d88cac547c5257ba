"""`polypub localize`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polypub.cli.console import counted, describe_finding
from polypub.cli.context import Run, choose_editions
from polypub.errors import Problem, UsageError
from polypub.localize.layout import Layout

if TYPE_CHECKING:
    from polypub.pipeline.localize import LocalizeOptions
    from polypub.pipeline.localize_site import TreeReport

_Names = Annotated[list[str] | None, typer.Argument(metavar="LOCALE|FILE...", help="Editions of the site; or files.")]
_Output = Annotated[str | None, typer.Option("--output", "-o", help="Folder to write to; for one FILE a file, or -.")]
_Catalogs = Annotated[
    list[Path] | None, typer.Option("--catalog", metavar="IN.po", help="Catalog of the files; needs no site.")
]
_Drafts = Annotated[bool, typer.Option("--drafts", help="Show drafts that nobody has reviewed too.")]
_Least = Annotated[str, typer.Option(metavar="SHARE", help="Write no file less translated: 0.8 or 80%.")]
_Layout = Annotated[Layout, typer.Option(help="`folder`: the same names in DIR; `suffix`: x.ru.md in one tree.")]
_Force = Annotated[bool, typer.Option("--force", help="Write over files that polypub did not write.")]
_Fields = Annotated[
    list[str] | None, typer.Option("--field", metavar="NAME", help="Of FILE: translate this field too.")
]
_Dialect = Annotated[str | None, typer.Option(help="Of FILE: hugo, mkdocs, docusaurus, jekyll.")]
_STDOUT = "-"
_WHAT = "polypub localize LOCALE --output DIR, or polypub localize FILE --catalog IN.po --output OUT"


def localize(
    context: typer.Context,
    names: _Names = None,
    output: _Output = None,
    catalog: _Catalogs = None,
    drafts: _Drafts = False,
    min_translated: _Least = "0",
    layout: _Layout = Layout.folder,
    force: _Force = False,
    field: _Fields = None,
    dialect: _Dialect = None,
) -> int:
    """Write translated sources, for a site that another generator builds.

    Example: polypub localize docs/index.md --catalog po/ru.po --output ru/index.md
    """
    from polypub.pipeline.localize import LocalizeOptions, parse_share
    from polypub.pipeline.sources import make_reading

    if not names or output is None:
        what = "--output is missing" if names else "there is nothing to localise"
        raise UsageError(Problem(what, hint=f"Write {_WHAT}."))
    options = LocalizeOptions(drafts, parse_share(min_translated), make_reading(field or (), dialect or "commonmark"))
    if catalog:
        return _localize_files(context.obj, names, (catalog, output), options)
    if field or dialect:
        hint = "Set `translatable_fields` and `dialect` in polypub.toml."
        raise UsageError(Problem("--field and --dialect are for files without a site", hint=hint))
    return _localize_site(context.obj, names, (output, layout, force), options)


def _localize_files(run: Run, paths: list[str], places: tuple[list[Path], str], options: LocalizeOptions) -> int:
    from polypub.pipeline.localize import open_catalog, place_outputs, write_localized
    from polypub.pipeline.sources import read_sources

    catalogs, output = places
    if output == _STDOUT and len(paths) * len(catalogs) > 1:
        hint = "Name one file and one catalog, or a folder."
        raise UsageError(Problem("standard output takes one file in one language", hint=hint))
    localizers = [open_catalog(catalog, options) for catalog in catalogs]
    outputs = {} if output == _STDOUT else place_outputs(paths, output, [localizer.locale for localizer in localizers])
    problems: list[Problem] = []
    for source in read_sources(paths, options.reading, problems):
        for localizer in localizers:
            found, place = localizer.localize(source), outputs.get((source.path, localizer.locale))
            run.console.findings(found.findings)
            if found.text is None:
                run.console.say(_too_little(str(place or source.path), found.share, options))
            elif place is None:
                run.console.write(found.text)
            elif write_localized(place, found.text):
                run.console.files([str(place)], is_asked=False)
    run.console.problems(problems)
    return 1 if problems else 0


def _localize_site(run: Run, names: list[str], places: tuple[str, Layout, bool], options: LocalizeOptions) -> int:
    from polypub.pipeline.localize_site import localize_site, watch_content
    from polypub.pipeline.localized_tree import TreeOrder

    if any(Path(name).is_file() for name in names):
        raise UsageError(Problem(f"`{names[0]}` is a file: its catalog is missing", hint=f"Write {_WHAT}."))
    output, layout, is_forced = places
    if output == _STDOUT:
        raise UsageError(Problem("a whole site does not fit standard output", hint="Name a folder with --output."))
    project = run.project()
    watch = watch_content(project)
    order = TreeOrder(choose_editions(project, names), output, layout, is_forced, options)
    report = localize_site(project, order)
    run.console.findings(report.findings)
    run.console.problems(report.problems)
    for line in (*_left_out(report, options), _summary(report, output)):
        run.console.say(line)
    is_same_anywhere = Path(output).is_absolute() or Path.cwd() == project.root
    if is_same_anywhere and not is_forced and not report.problems:
        lines = (*_left_out(report, options), _summary(replace(report, written=0, removed=0), output))
        talk = "" if run.console.is_quiet else "".join(f"{line}\n" for line in lines)
        watch.keep(run.arguments, ("", "".join(map(describe_finding, report.findings)) + talk), {}, "", report.folders)
    return 1 if report.problems else 0


def _left_out(report: TreeReport, options: LocalizeOptions) -> list[str]:
    return [_too_little(path, share, options) for path, share in report.left_out]


def _summary(report: TreeReport, output: str) -> str:
    return f"{counted(report.files, 'file')}: {report.written:,} written, {report.removed:,} removed. {output}"


def _too_little(path: str, share: float, options: LocalizeOptions) -> str:
    asked = f"{options.min_translated:.0%} are asked for"
    return f"{path} is not written: {int(share * 100)}% of its words are translated, {asked}"
