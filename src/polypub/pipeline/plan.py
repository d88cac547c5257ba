"""`polypub render --plan`: what a run would change for readers, without writing anything into the output."""

from __future__ import annotations

from dataclasses import dataclass

from polypub.config.project import Project
from polypub.errors import Problem
from polypub.model.page import Finding
from polypub.pipeline.comparison import Comparer, Comparison
from polypub.pipeline.judge import judge_project, template_folders
from polypub.pipeline.render import RenderOptions, check_output, check_use, files_of_others, plan_tasks
from polypub.render.edition import Printer, Workshop
from polypub.render.output import read_manifest


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """What would change, what was found on the way, and catalogs that could not be read."""

    comparison: Comparison
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


def plan_project(project: Project, options: RenderOptions) -> RenderPlan:
    """Compare the output folder with what would be rendered; raises what rendering would raise before it writes."""
    check_output(project, options.output)
    judgement = judge_project(project, options.now)
    printer = Printer(judgement.press, Workshop(template_folders(project)))
    locales = options.locales or tuple(printer.desks)
    before = read_manifest(options.output)
    check_use(options.output, before)
    left = frozenset(files_of_others(before, judgement.press, locales))
    comparison = Comparer(judgement.press, before, left).compare(plan_tasks(printer, locales))
    return RenderPlan(comparison, judgement.findings, judgement.problems)
