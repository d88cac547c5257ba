"""What `polypub review` does in each of its two ways."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import typer

from polypub.cli.console import counted
from polypub.cli.context import Run


def export_reviews(run: Run, name: str, path: Path) -> int:
    """Write the records of an edition's approvals; the exit code."""
    from polypub.pipeline.review_records import choose_edition, export_records

    project = run.project()
    count, problems = export_records(project, choose_edition(project, name), path)
    run.console.say(f"{path}: {counted(count, 'approval')}")
    run.console.problems(problems)
    return 1 if problems else 0


def open_review(run: Run, name: str, who: str | None, where: tuple[int, bool]) -> int:
    """Serve the review until Ctrl-C; `where` is the port, and whether a browser is opened there."""
    from polypub.clock import read_now
    from polypub.pipeline.review_records import choose_edition
    from polypub.review.extras import check_extras

    project = run.project()
    locale = choose_edition(project, name)
    check_extras("the review")
    from polypub.review.review import ReviewOptions, serve_review
    from polypub.review.reviewer import reviewer_name

    port, is_opened = where
    reviewer = reviewer_name(who, project.root)

    def say(address: str) -> None:
        run.console.say(f"Review of {locale} by {reviewer} at {address} (Ctrl-C ends it)")
        if is_opened:
            typer.launch(address)

    moment = partial(read_now, run.now, project.timezone)
    serve_review(project, ReviewOptions(locale=locale, who=reviewer, port=port, now=moment), say)
    return 0
