"""What `polypub import` says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from polypub.cli.console import Console, counted

if TYPE_CHECKING:
    from polypub.pipeline.import_report import ImportReport


def tell_import(console: Console, report: ImportReport, unused: Path | None, *, is_dry: bool) -> None:
    """A row for each file; before it what somebody should look at, after it what is left."""
    if not console.is_quiet:
        console.findings(report.warnings)
        console.findings(report.unsure if is_dry or console.is_verbose else [])
        console.findings(report.left)
    head = ("file", "would fill" if is_dry else "filled", "unsure", "there already", "same as source", "no source")
    rows = [
        (path, *(f"{n:,}" for n in (one.filled, one.unsure, one.there, one.same, one.left)))
        for path, one in report.files.items()
    ]
    if rows:
        console.table(head, rows)
    if report.unused:
        where = f"; see {unused}" if unused and not is_dry else "; --unused FILE.po keeps what is left over"
        useless = "message of these catalogs translates", "messages of these catalogs translate"
        console.say(f"{counted(len(report.unused), *useless)} nothing here{where}")
    still = "message of these articles is", "messages of these articles are"
    console.say(f"{counted(report.open, *still)} still untranslated")
