"""The other generators' programs, each installed once, in an environment of its own in the user's cache folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "polypub-benchmarks"


def python_tool(name: str, *requirements: str) -> Path:
    """The `site-packages`' parent environment that has these packages; made when it is not there."""
    folder = CACHE / "-".join((name, *requirements)).replace("[", "_").replace("]", "_")
    if not (folder / "ready").exists():
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", *requirements)
        (folder / "ready").touch()
    return folder


def node_tool(name: str, *requirements: str) -> Path:
    """The folder whose `node_modules` has these packages; made when it is not there."""
    folder = CACHE / "-".join((name, *requirements)).replace("/", "_")
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        _run("npm", "install", "--prefix", str(folder), *options, *requirements)
        (folder / "ready").touch()
    return folder


def _run(*arguments: str) -> None:
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
