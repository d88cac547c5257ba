"""A run with nothing to do is over before the command line is loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

_CODE = """
import sys
from polypub.__main__ import main
sys.argv = ["polypub", *sys.argv[1:]]
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stdout)
"""
_HEAVY = {"typer", "rich", "babel", "jinja2", "polib", "requests", "yaml", "msgspec", "json", "pathlib", "dataclasses"}


def _loaded(site: Path, *arguments: str) -> tuple[set[str], str]:
    child = subprocess.run(
        [sys.executable, "-I", "-c", _CODE, *arguments], cwd=site, capture_output=True, text=True, check=True
    )
    return set(child.stdout.split()), child.stderr


def test_extract_again_loads_nothing(tmp_path: Path) -> None:
    """The first run writes, the second is answered from the snapshot; a change is seen by the third."""
    (tmp_path / "content").mkdir()
    (tmp_path / "polypub.toml").write_text(
        'name = "Hill"\nbase_url = "https://hill.example"\nsource = "en"\n[editions.be]\n'
    )
    article = tmp_path / "content/a.md"
    article.write_text("---\ntitle: A hill\n---\n\nWords.\n")

    first, said = _loaded(tmp_path, "extract")
    assert first > {"typer", "polib"}
    assert "files written" in said
    second, said = _loaded(tmp_path, "extract")
    assert not second & _HEAVY
    assert said == "Everything is up to date.\n"
    article.write_text("---\ntitle: A hill\n---\n\nOther words.\n")
    assert "files written" in _loaded(tmp_path, "extract")[1]


def _site(folder: Path) -> Path:
    (folder / "content").mkdir(parents=True)
    (folder / "polypub.toml").write_text(
        'name = "Hill"\nbase_url = "https://hill.example"\nsource = "en"\n[editions.be]\n'
    )
    (folder / "content/a.md").write_text("---\ntitle: A hill\n---\n\nWords.\n")
    return folder


def test_status_again_loads_nothing(tmp_path: Path) -> None:
    """The same words, until something changes."""
    site = _site(tmp_path / "site")
    for arguments in (["status"], ["status", "--format", "json"]):
        first, second = (
            subprocess.run(
                [sys.executable, "-m", "polypub", *arguments], cwd=site, capture_output=True, text=True, check=True
            )
            for _ in range(2)
        )
        assert (first.returncode, first.stdout, first.stderr) == (second.returncode, second.stdout, second.stderr)
        assert "be" in first.stdout
        assert not _loaded(site, *arguments)[0] & (_HEAVY - {"json"})
    (site / "content/a.md").write_text("---\ntitle: A hill\n---\n\nMore words of another number.\n")
    assert "typer" in _loaded(site, "status")[0]


def test_render_again_loads_nothing_in_a_fresh_clone_with_a_restored_cache(tmp_path: Path) -> None:
    """Files have new times there, and the folder may have another name: content decides."""
    site = _site(tmp_path / "site")
    _loaded(site, "render")
    assert not _loaded(site, "render")[0] & _HEAVY
    clone = _site(tmp_path / "clone")
    for name in (".polypub", "public"):
        subprocess.run(["cp", "-a", str(site / name), str(clone / name)], check=True)
    shutil.rmtree(site)
    loaded, said = _loaded(clone, "render")
    assert not loaded & _HEAVY, said
    assert str(clone / "public") in said


def test_a_cache_without_its_output_is_no_output(tmp_path: Path) -> None:
    """A copied cache tells of the folder that it was made for: in the copy, pages are written."""
    site = _site(tmp_path / "site")
    _loaded(site, "render"), _loaded(site, "render")
    clone = _site(tmp_path / "clone")
    subprocess.run(["cp", "-a", str(site / ".polypub"), str(clone / ".polypub")], check=True)
    _loaded(clone, "render")
    assert (clone / "public/index.html").is_file()


def test_a_relative_output_is_another_one_elsewhere(tmp_path: Path) -> None:
    """What was rendered from one folder is not there when the same command is given in another."""
    site = _site(tmp_path / "site")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-m", "polypub", "-C", str(site), "render", "--output", "out"]
        subprocess.run(command, cwd=tmp_path / name, check=True, capture_output=True)
        assert (tmp_path / name / "out/index.html").is_file()
