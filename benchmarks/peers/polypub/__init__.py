"""polypub, with templates that say what the others' templates say, and with the theme that it brings along."""

from __future__ import annotations

import compileall
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import corpus

from peers.content import NAME, ORIGIN, SOURCE, TAGS
from peers.peer import Peer

PLAIN, FULL = "polypub, templates like Hugo's", "polypub, its own theme"
_HERE = Path(__file__).parent


def take_snapshot(folder: Path) -> dict[str, str]:
    """Copy the package and its theme, so that nobody's edits disturb a run; the environment that uses the copy."""
    import polypub

    package = Path(polypub.__file__).parent
    shutil.copytree(package, folder / "polypub", ignore=shutil.ignore_patterns("__pycache__"))
    if not (package / "theme").is_dir():
        for name in ("templates", "static", "locales"):
            shutil.copytree(package.parents[1] / name, folder / "polypub/theme" / name)
    compileall.compile_dir(folder, quiet=2)
    return {"PYTHONPATH": str(folder)}


def build_sites(folder: Path, articles: int, locales: Sequence[str], environment: dict[str, str]) -> tuple[Peer, Peer]:
    """A site for each of the two, with the same articles and catalogs."""
    plain, full = folder / "plain", folder / "full"
    others = tuple(locale for locale in locales if locale != SOURCE)
    corpus.write_sources(plain, articles, locales=others, tags=TAGS)
    for name in ("templates", "static"):
        shutil.copytree(_HERE / name, plain / name)
    _configure(plain, locales, '[theme]\nroot = "."\n')
    corpus.polypub(plain, "extract")
    corpus.fill(plain, others)
    shutil.copytree(plain / "content", full / "content")
    shutil.copytree(plain / "locales", full / "locales", ignore=shutil.ignore_patterns("theme.po*"))
    _configure(full, locales, "")
    corpus.polypub(full, "extract")
    return _peer(PLAIN, plain, environment), _peer(FULL, full, environment)


def _configure(site: Path, locales: Sequence[str], theme: str) -> None:
    head = f'name = "{NAME}"\nbase_url = "{ORIGIN}"\nsource = "{SOURCE}"\nformats = "en-GB"\n'
    editions = "".join(f'[editions.{locale}]\nfirst_day = "monday"\n' for locale in locales)
    (site / "polypub.toml").write_text(head + theme + editions)


def _peer(name: str, site: Path, environment: dict[str, str]) -> Peer:
    from polypub import __version__

    command = (sys.executable, "-m", "polypub", "--quiet", "render")
    return Peer(
        name,
        f"polypub {__version__}",
        site,
        command,
        site / "public",
        (site / ".polypub",),
        environment,
        body="prose" if name == FULL else "body",
    )
