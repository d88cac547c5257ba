"""ARCHITECTURE.md is the truth: layers, single doors, sizes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "polypub"
TREES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_bytes())
    for path in sorted(SOURCE.rglob("*.py"))
}
FRONT = ("__init__", "__main__")
DOORS = {  # what comes from outside: the modules, or whole packages, that may import it
    "babel": ("cldr", "extract.template"),
    "deep_translator": ("translate.engines.deep",),
    "distributed": ("pipeline.cluster",),
    "http": ("translate.engines.wire",),
    "icu": ("cldr.icu",),
    "jinja2": ("extract.template", "formats.jinja", "render.environment", "render.jinja_runtime"),
    "langcodes": ("cldr",),
    "locale": (),
    "pagefind_bin_extended": ("pipeline.search",),
    "polib": ("catalog.gnu",),
    "pyromark": ("formats.commonmark",),
    "requests": ("translate.engines.wire",),
    "rich": (),
    "selectolax": ("formats.gate", "formats.page"),
    "socket": ("review.server",),
    "starlette": ("review",),
    "uvicorn": ("review",),
    "watchfiles": ("review",),
    "sqlite3": ("translate.memory", "translate.replies"),
    "time": ("cli.console", "replay", "translate.dispatch", "translate.engines.wire"),
    "typer": ("cli",),
    "yaml": ("formats.front_matter",),
    "urllib3": ("translate.engines.wire",),
    **dict.fromkeys(("click", "ftplib", "smtplib", "ssl"), ()),
}
CLOCK = {"now", "today", "utcnow"}
CONVERSATION = {("cldr.tags", "cldr.suggestions")}
"""The one pair that speak both ways, inside functions: a tag's error names the nearest tag, which must be a tag."""


def _layers() -> dict[str, tuple[int, int, int]]:
    """Package to rank (lower is deeper), from the block in ARCHITECTURE.md; siblings share all but the last number."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    lines = re.findall(r"^L(\d)  ((?:\w+)(?: [|>] \w+)*)(?:  |$)", text, re.MULTILINE)
    return {
        package: (int(level), -step, number)
        for level, names in lines
        for step, siblings in enumerate(names.split(" > "))
        for number, package in enumerate(siblings.split(" | "))
    }


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported, at the top or inside a function, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            module = node.module or ""
            names = (f"{module}.{alias.name}" for alias in node.names)
            yield from ((name if name.removeprefix("polypub.") in TREES else module, node.lineno) for name in names)


def _own(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The modules of ours that are imported; the bare front door (`__version__`, `__file__`) is no layer."""
    yield from ((name.removeprefix("polypub."), line) for name, line in _imports(tree) if name.startswith("polypub."))


INSIDE = sorted(name for name in TREES if name not in FRONT)


def test_the_layer_block_names_every_package_and_no_other() -> None:
    """Each module or package of the source has its place in ARCHITECTURE.md."""
    assert set(_layers()) == {name.partition(".")[0] for name in INSIDE}


@pytest.mark.parametrize("name", INSIDE)
def test_imports_run_downward(name: str) -> None:
    """A module imports from its own package and from layers below, never from siblings."""
    layers, package = _layers(), name.partition(".")[0]
    for other, line in _own(TREES[name]):
        there = other.partition(".")[0]
        assert there == package or layers[there][:2] < layers[package][:2], f"{name}:{line} imports {other}"


def test_there_are_no_circles() -> None:
    """No module imports one that imports it, however far around."""
    graph = {
        name: {other for other, _ in _own(TREES[name]) if other != name and (name, other) not in CONVERSATION}
        for name in INSIDE
    }
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("outside", sorted(DOORS))
def test_what_comes_from_outside_has_one_door(outside: str) -> None:
    """Each library, and all that speaks to the network, is imported where ARCHITECTURE.md says and nowhere else."""
    users = {name for name in INSIDE for found, _ in _imports(TREES[name]) if found.partition(".")[0] == outside}
    assert [user for user in sorted(users) if not _is_inside(user, DOORS[outside])] == []
    assert [door for door in DOORS[outside] if not any(_is_inside(user, (door,)) for user in users)] == []


def _is_inside(name: str, doors: tuple[str, ...]) -> bool:
    return any(name == door or name.startswith(f"{door}.") for door in doors)


def test_the_clock_is_read_in_one_place() -> None:
    """`now`, `today` and `utcnow` are called in `clock` alone; everything else is told what time it is."""
    calls = {
        name
        for name in INSIDE
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
    }
    assert calls == {"clock"}


def test_only_the_command_line_speaks() -> None:
    """Below `cli`, nothing prints and nothing writes to standard output or error, but what repeats a command line."""
    speaking = {
        name
        for name in INSIDE
        for node in ast.walk(TREES[name])
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"))
    }
    assert {name.partition(".")[0] for name in speaking} <= {"cli", "replay"}


def test_files_and_functions_stay_small() -> None:
    """Files up to 400 lines, functions up to 45, half of them within 10; no drawer for whatever is left over."""
    files = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert [path.name for path, lines in files.items() if lines > 400] == []
    nodes = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    lengths = {f"{node.name}:{node.lineno}": (node.end_lineno or 0) - node.lineno + 1 for node in nodes}
    assert [name for name, lines in lengths.items() if lines > 45] == []
    assert median((node.end_lineno or 0) - node.lineno + 1 for node in nodes) <= 10
    drawers = {"data", "helper", "helpers", "manager", "process", "util", "utils"}
    assert [name for name in TREES if drawers & set(name.split("."))] == []
