"""The word on a site of several languages that has no catalogs: nothing in it is translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polypub.model.page import Finding

if TYPE_CHECKING:
    from polypub.config import Project


def find_no_catalogs(project: Project) -> tuple[Finding, ...]:
    """A warning, where an edition would need catalogs and there is not one; otherwise nothing."""
    is_translated = any(edition.locale != project.source for edition in project.editions)
    if not is_translated or any(project.locales.rglob("*.po")):
        return ()
    text = "there are no catalogs: all editions show the source's texts"
    hint = "Make them with `polypub extract`, or copy them there."
    return (Finding("no-catalogs", "warning", text, f"{project.locales.name}/", hint=hint),)
