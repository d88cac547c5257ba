"""A run with nothing to do is over before the command line is loaded."""

from __future__ import annotations

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
