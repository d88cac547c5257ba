"""Commands for single files: whatever is named as the output, no source, template or catalog is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polypub.cli.app import run

HEAD = 'msgid ""\nmsgstr ""\n"Language: be\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FILES = {
    "page.md": "# The mill\n",
    "be.po": f'{HEAD}msgid "The mill"\nmsgstr "Млын"\n',
    "page.pot": f'{HEAD}msgid "The mill"\nmsgstr ""\n',
    "notes.txt": "remember\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file of each kind, in which commands run."""
    inner = tmp_path / "here"
    inner.mkdir()
    for name, text in FILES.items():
        (inner / name).write_text(text, "utf-8")
    (inner / "link.pot").symlink_to("page.md")
    monkeypatch.chdir(inner)
    return inner


@pytest.mark.parametrize(
    "command",
    [
        "extract page.md --pot page.md",
        "extract page.md --pot link.pot",
        "extract page.md --pot be.po",
        "extract page.md --pot notes.txt",
        "merge be.po page.pot -o page.pot",
        "localize page.md --catalog be.po -o page.md",
        "localize page.md --catalog be.po -o be.po",
        "localize page.md --catalog be.po -o page.pot",
    ],
)
def test_no_input_is_written_over(folder: Path, command: str) -> None:
    """The command is refused as wrong usage, and every file is what it was."""
    assert run(command.split()) == 2
    assert {name: (folder / name).read_text("utf-8") for name in FILES} == FILES


def test_a_way_up_in_a_name_leads_nowhere_else(folder: Path) -> None:
    """Files named by way of `..` are written below the output, as if named directly."""
    (folder / "more.md").write_text("# More\n", "utf-8")
    assert run(["localize", "page.md", "../here/more.md", "--catalog", "be.po", "-o", "../out"]) == 0
    assert sorted(path.name for path in (folder.parent / "out").iterdir()) == ["more.md", "page.md"]


def test_a_name_that_no_catalog_can_say(folder: Path) -> None:
    """A file whose name is not UTF-8 is an error that shows the name, and no template is written."""
    name = os.fsdecode(b"bad\xff.md")
    try:
        (folder / name).write_text("# Bad\n", "utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    assert run(["extract", name, "--pot", "new.pot"]) == 1
    assert not (folder / "new.pot").exists()
