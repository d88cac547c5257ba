"""Publish one site in many languages.

The names below are the front door; `import polypub` loads none of them until it is asked for one::

    project = polypub.load_project(polypub.find_project(Path.cwd()))
    now = datetime.now(project.timezone)
    report = polypub.render_project(project, polypub.RenderOptions(project.output, now), lambda done, total: None)
"""

__version__ = "0.1.0"

__all__ = [
    "Catalog",
    "Changes",
    "Locale",
    "Message",
    "PolypubError",
    "Problem",
    "Project",
    "RenderOptions",
    "Site",
    "State",
    "__version__",
    "cut_in",
    "cut_markdown",
    "extract_project",
    "find_project",
    "judge_project",
    "load_project",
    "load_site",
    "localise",
    "merge_catalog",
    "parse_locale",
    "read_catalog",
    "render_catalog",
    "render_project",
    "state_of",
]

TYPE_CHECKING = False  # typing's own would have to be imported
if TYPE_CHECKING:
    from polypub.catalog.merge import merge_catalog
    from polypub.catalog.po import read_catalog, render_catalog
    from polypub.cldr.tags import parse_locale
    from polypub.config import Project, find_project, load_project
    from polypub.errors import PolypubError, Problem
    from polypub.formats.dialects import cut_in
    from polypub.formats.localise import localise
    from polypub.formats.markdown import cut_markdown
    from polypub.model.locale import Locale
    from polypub.model.message import Catalog, Message, state_of
    from polypub.model.site import Site
    from polypub.model.state import State
    from polypub.pipeline.catalogs import Changes
    from polypub.pipeline.extract import extract_project
    from polypub.pipeline.judge import judge_project
    from polypub.pipeline.render import RenderOptions, render_project
    from polypub.site import load_site

_HOMES = {
    "catalog.merge": "merge_catalog",
    "catalog.po": "read_catalog render_catalog",
    "cldr.tags": "parse_locale",
    "config": "Project find_project load_project",
    "errors": "PolypubError Problem",
    "formats.dialects": "cut_in",
    "formats.localise": "localise",
    "formats.markdown": "cut_markdown",
    "model.locale": "Locale",
    "model.message": "Catalog Message state_of",
    "model.site": "Site",
    "model.state": "State",
    "pipeline.catalogs": "Changes",
    "pipeline.extract": "extract_project",
    "pipeline.judge": "judge_project",
    "pipeline.render": "RenderOptions render_project",
    "site": "load_site",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """A public name, loaded from its module when it is first asked for."""
    if name not in _MODULES:
        raise AttributeError(f"module `polypub` has no attribute `{name}`")
    from importlib import import_module

    return getattr(import_module(f"polypub.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)
