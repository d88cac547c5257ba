"""Files are replaced whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from polypub.errors import OutputError, SourceError
from polypub.files import UNFINISHED, read_if_there, replace_file


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Folders are made as needed, and nothing else is left there."""
    replace_file(tmp_path / "a/b/c", b"new")
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["c"]
    assert (tmp_path / "a/b/c").read_bytes() == b"new"


def test_permissions_stay(tmp_path: Path) -> None:
    """A file that a group may write stays so."""
    file = tmp_path / "x"
    file.write_bytes(b"old")
    file.chmod(0o664)
    replace_file(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


@pytest.mark.parametrize("name", ["x" * 255, "日" * 85])
def test_the_longest_name_is_written(name: str, tmp_path: Path) -> None:
    """A name may be as long as the file system allows."""
    replace_file(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"


@pytest.mark.parametrize("path", ["folder", "file/below"])
def test_what_cannot_be_written_is_told(path: str, tmp_path: Path) -> None:
    """The error names the file; what was there is there still, and no half of the new one."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(OutputError, match=path) as caught:
        replace_file(tmp_path / path, b"new")
    assert caught.value.problems[0].hint
    assert (tmp_path / "file").read_bytes() == b"old"
    assert not list(tmp_path.rglob(UNFINISHED))


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    """Writing over a link never changes the file it leads to."""
    (tmp_path / "other").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "other").read_bytes() == b"old"
    assert (tmp_path / "link").read_bytes() == b"new"


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    """Neither a missing file nor one below a file is an error; one that cannot be read is."""
    (tmp_path / "file").write_bytes(b"x")
    assert read_if_there(tmp_path / "none") is None
    assert read_if_there(tmp_path / "file/below") is None
    assert read_if_there(tmp_path / "file") == b"x"
    with pytest.raises(SourceError, match="cannot be read"):
        read_if_there(tmp_path)
