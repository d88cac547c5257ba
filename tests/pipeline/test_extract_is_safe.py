"""`extract` beside editors that save, and killed at any instant: nothing is lost, nothing is left."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

from polypub.files import UNFINISHED

ARTICLES = 12
EDITIONS = ("be", "ar")


@pytest.fixture
def edited(make_site: Callable[..., Any]) -> Any:
    """A site whose catalogs are translated and whose articles were all edited since."""
    site = make_site()
    for number in range(ARTICLES):
        site.article(
            f"news/{number}.md", f"Lake {number}", f"The lake of number {number} is deep.\n\nOtters live here.\n"
        )
    assert site.run("extract") == 0
    for number in range(ARTICLES):
        words = {f"Lake {number}": f"Возера {number}", "Otters live here.": "Тут жывуць выдры."}
        site.translate("be", f"content/news/{number}", words)
    for number in range(ARTICLES):
        site.replace(f"content/news/{number}.md", "is deep", "is very deep and very old")
    return site


def read_catalogs(root: Path) -> dict[str, bytes]:
    """Every catalog and template, and whatever else lies beside them."""
    files = (path for path in (root / "locales").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def run_and_kill(root: Path, seconds: float) -> None:
    """Run `extract` in a process of its own and kill it after a while, as the power does."""
    command = [sys.executable, "-m", "polypub", "--site", str(root), "--now", "2026-05-10", "--quiet", "extract"]
    child = subprocess.Popen(command, env={**os.environ, "PYTHONUTF8": "1"}, stdout=subprocess.DEVNULL)
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    child.wait()


HALF_WRITTEN = """
import os, signal, sys
from polypub import files
from polypub.cli.app import run
left = int(sys.argv[1])
write = files._write
def write_half(path, data, folder):
    global left
    left -= 1
    if left < 0:
        write(path, data[: len(data) // 2], folder)
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, data, folder)
files._write = write_half
run(["--site", sys.argv[2], "--now", "2026-05-10", "--quiet", "extract"])
"""


BETWEEN = """
import os, pathlib, signal, sys
from polypub.cli.app import run
left = int(sys.argv[1])
def stopping(call):
    def stopped(*args, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **options)
    return stopped
os.replace, os.rename = stopping(os.replace), stopping(os.rename)
pathlib.Path.unlink, pathlib.Path.rmdir = stopping(pathlib.Path.unlink), stopping(pathlib.Path.rmdir)
run(["--site", sys.argv[2], "--now", "2026-05-10", "--quiet", "extract"])
"""


def check_after_kill(site: Any, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Every file is the old or the new one; the next run makes all of them new and clears the rest away."""
    for path, data in read_catalogs(site.root).items():
        if not Path(path).match(UNFINISHED):
            assert data in (old.get(path), new.get(path)), path
    assert site.run("extract") == 0
    assert read_catalogs(site.root) == new


def prepare(site: Any, folder: Path) -> tuple[Path, dict[str, bytes], dict[str, bytes], float]:
    """A copy of the site as it was, its catalogs before and after an undisturbed run, and how long that takes."""
    copy = folder / "copy"
    shutil.copytree(site.root, copy)
    old = read_catalogs(site.root)
    start = time.perf_counter()
    assert site.child("extract").returncode == 0
    took = time.perf_counter() - start
    new = read_catalogs(site.root)
    assert old != new
    return copy, old, new, took


def restore(site: Any, copy: Path) -> None:
    """The site as it was."""
    shutil.rmtree(site.root)
    shutil.copytree(copy, site.root)


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.long)])
def test_killed_at_random_it_loses_nothing(edited: Any, tmp_path: Path, times: int) -> None:
    """Whenever it is killed, every catalog is the old or the new one, and the next run comes to the same end."""
    copy, old, new, took = prepare(edited, tmp_path)
    chance = random.Random(times)
    for _ in range(times):
        restore(edited, copy)
        run_and_kill(edited.root, chance.uniform(took * 0.3, took))
        check_after_kill(edited, old, new)


@pytest.mark.parametrize("writes", [0, 1, 5, 20])
def test_killed_in_the_middle_of_a_file_it_leaves_nothing_half_written(
    edited: Any, tmp_path: Path, writes: int
) -> None:
    """With half of a file on disk, no catalog is that half, and the next run clears it away."""
    copy, old, new, _ = prepare(edited, tmp_path)
    restore(edited, copy)
    child = subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(writes), str(edited.root)], check=False)
    assert child.returncode == -signal.SIGKILL
    assert list((edited.root / "locales").rglob(UNFINISHED))
    check_after_kill(edited, old, new)


@pytest.mark.parametrize("change", ["catalogs", "folder"])
def test_killed_between_files_a_move_is_finished_by_the_next_run(edited: Any, tmp_path: Path, change: str) -> None:
    """Regrouping and renaming write, move and remove many files: stopped before any of them, nothing is lost."""
    if change == "catalogs":
        edited.write("polypub.toml", 'catalogs = "site"\n' + edited.read("polypub.toml"))
    else:
        (edited.root / "content/news").rename(edited.root / "content/nature")
    copy, old, new, _ = prepare(edited, tmp_path)
    for steps in range(0, 60, 7):
        restore(edited, copy)
        subprocess.run([sys.executable, "-c", BETWEEN, str(steps), str(edited.root)], check=False)
        everything = b"".join(read_catalogs(edited.root).values()).decode()
        assert all(f"Возера {number}" in everything for number in range(ARTICLES))
        assert edited.run("extract") == 0
        assert read_catalogs(edited.root) == new
    assert old.keys() != new.keys()


class Editor:
    """A translator's program that saves a catalog just after somebody else has read it."""

    def __init__(self, path: Path, saves: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path, self.left, self.saved = path, saves, 0
        self.read = Path.read_bytes
        monkeypatch.setattr(Path, "read_bytes", lambda path: self.after_reading(path))  # noqa: PLW0108 - a method of Path

    def after_reading(self, path: Path) -> bytes:
        """The bytes as they were, and then the save."""
        data = self.read(path)
        if path == self.path and self.left:
            self.left -= 1
            self.saved += 1
            catalog = polib.pofile(data.decode(), wrapwidth=0)
            entry = next(entry for entry in catalog if entry.msgid == "Otters live here.")
            entry.msgstr, entry.tcomment = f"Выдры {self.saved}", "asked Anna"
            self.path.write_text(str(catalog), "utf-8")
        return data


@pytest.mark.parametrize("saves", [1, 2, 3])
def test_an_editor_that_saves_meanwhile_loses_nothing(edited: Any, saves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog that changed under it is read and merged again: what was saved is there, and the source's edit too."""
    path = edited.root / "locales/be/LC_MESSAGES/content/news/3.po"
    editor = Editor(path, saves, monkeypatch)
    assert edited.run("extract") == 0
    assert editor.saved == saves
    found = {entry.msgid: entry for entry in polib.pofile(str(path))}
    assert found["Otters live here."].msgstr == f"Выдры {saves}"
    assert found["Otters live here."].tcomment == "asked Anna"
    assert "The lake of number 3 is very deep and very old." in found


def test_an_editor_that_never_stops_saving_is_left_alone(
    edited: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is left to its editor and named; the others are brought up to date."""
    path = edited.root / "locales/be/LC_MESSAGES/content/news/3.po"
    editor = Editor(path, 1000, monkeypatch)
    assert edited.run("extract") == 1
    assert "locales/be/LC_MESSAGES/content/news/3.po" in capsys.readouterr().err
    editor.left = 0
    assert {e.msgid: e.msgstr for e in polib.pofile(str(path))}["Otters live here."] == f"Выдры {editor.saved}"
    other = edited.read("locales/be/LC_MESSAGES/content/news/4.po")
    assert "is very deep and very old" in other


def test_without_the_folder_of_articles_nothing_is_done(news: Any) -> None:
    """Somebody has moved it: no catalog loses its messages, no page is removed."""
    news.render()
    catalogs = {path: path.read_bytes() for path in (news.root / "locales").rglob("*.po")}
    pages = len(list((news.root / "public").rglob("*.html")))
    (news.root / "content").rename(news.root / "elsewhere")
    for command in ("extract", "render"):
        assert news.run(command) == 1
    assert {path: path.read_bytes() for path in (news.root / "locales").rglob("*.po")} == catalogs
    assert len(list((news.root / "public").rglob("*.html"))) == pages
