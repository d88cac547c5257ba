"""Sites on disk for tests of whole commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import polib
import pytest

from polypub.cli.app import run

NEWS = Path(__file__).parents[1] / "sites" / "news"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the expected pages anew, for a person to read in the difference."""
    parser.addoption("--update-golden", action="store_true", help="write the expected pages of golden sites anew")


class SiteFolder:
    """A site in a folder, and the commands one runs there; always on the same day."""

    now = "2026-05-10"

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str | bytes) -> Path:
        """Put a file into the site."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.root / path).read_text("utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a file of the site."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def article(self, path: str, title: str, body: str = "Some words.\n", **fields: str) -> None:
        """Write an article."""
        header = "".join(f"{name}: {value}\n" for name, value in {"title": title, **fields}.items())
        self.write(f"content/{path}", f"---\n{header}---\n\n{body}")

    def translate(self, locale: str, domain: str, words: Mapping[str, str], *, fuzzy: bool = False) -> None:
        """Translate messages of a catalog as a translator's program does; an empty text takes a translation away."""
        path = self.root / f"locales/{locale}/LC_MESSAGES/{domain}.po"
        catalog = polib.pofile(str(path), wrapwidth=0)
        for source, text in words.items():
            entry = catalog.find(source)
            assert entry is not None, source
            entry.msgstr, entry.flags = text, ["fuzzy"] if fuzzy else []
        catalog.save(str(path))

    def run(self, *arguments: str) -> int:
        """Run a command in this process; its exit code."""
        return run(["--site", str(self.root), "--now", self.now, "--quiet", *arguments])

    def render(self, *arguments: str) -> None:
        """Render, which must succeed."""
        assert self.run("render", *arguments) == 0

    def child(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a process of its own."""
        command = [sys.executable, "-m", "polypub", "--site", str(self.root), "--now", self.now, *arguments]
        env = {**os.environ, "PYTHONUTF8": "1", **environment}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)

    def page(self, path: str) -> str:
        """A page of the output."""
        return self.read(
            f"public/{path}".rstrip("/") + "/index.html" if not path.endswith(".html") else f"public/{path}"
        )


Tree = dict[str, bytes]


@pytest.fixture
def read_tree() -> Callable[[Path], Tree]:
    """Every file of a folder but what polypub remembers there."""

    def read(folder: Path) -> Tree:
        files = (path for path in folder.rglob("*") if path.is_file())
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
        ours = (".polypub-manifest.json", ".polypub/")
        return {path: data for path, data in found.items() if not path.startswith(ours)}

    return read


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., SiteFolder]:
    """A new site from the text of its configuration."""

    def make(
        editions: str = "[editions.en]\n[editions.be]\n[editions.ar]\n", head: str = "", source: str = "en"
    ) -> SiteFolder:
        site = SiteFolder(tmp_path / "site")
        top = f'name = "Hill"\nbase_url = "https://hill.example"\nsource = "{source}"\n{head}\n'
        site.write("polypub.toml", top + editions)
        return site

    return make


@pytest.fixture
def news(tmp_path: Path) -> SiteFolder:
    """A copy of the golden site: English, all of it in Belarusian, some of it in Arabic."""
    shutil.copytree(NEWS, tmp_path / "news", ignore=shutil.ignore_patterns("expected", ".polypub", "public"))
    return SiteFolder(tmp_path / "news")
