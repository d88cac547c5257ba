"""The manifest and the journal: what polypub knows of its output folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from polypub.errors import OutputError
from polypub.model.page import Page
from polypub.render.output import (
    JOURNAL,
    MANIFEST,
    UNKNOWN,
    Entry,
    close_journal,
    locate,
    open_journal,
    read_manifest,
    remove_stale,
    write_page,
)


def test_what_was_written_is_remembered(tmp_path: Path) -> None:
    """The manifest read back is the one that was written, and the journal is gone."""
    open_journal(tmp_path, ["a/index.html"])
    entry = write_page(tmp_path, Page("a/index.html", b"x", {"card a": "1"}), None)
    close_journal(tmp_path, {"a/index.html": entry})
    assert read_manifest(tmp_path) == {"a/index.html": entry}
    assert entry.uses == {"card a": "1"}
    assert not (tmp_path / JOURNAL).exists()


def test_after_a_kill_nothing_is_known_of_what_was_in_work(tmp_path: Path) -> None:
    """Files named in a journal that is still there are ours, but may hold anything; half files are swept away."""
    close_journal(tmp_path, {"a": Entry("1"), "b": Entry("2")})
    open_journal(tmp_path, ["b", "c"])
    (tmp_path / ".polypub-0123.tmp").touch()
    assert read_manifest(tmp_path) == {"a": Entry("1"), "b": UNKNOWN, "c": UNKNOWN}
    open_journal(tmp_path, ["d"])
    assert not list(tmp_path.glob("*.tmp"))
    assert read_manifest(tmp_path)["c"] == UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"version":1,"files":{"a":1}}', '{"version":1,"files":[]}', "\udcff"]
)
def test_a_broken_manifest_is_empty(text: str, tmp_path: Path) -> None:
    """A manifest that cannot be understood says nothing."""
    (tmp_path / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_manifest(tmp_path) == {}


def test_a_manifest_of_another_version_still_names_our_files(tmp_path: Path) -> None:
    """After an upgrade every page is written again, and none is taken for somebody else's."""
    (tmp_path / MANIFEST).write_text('{"version":99,"files":{"a":{"digest":"1","uses":{"q":"1"}}}}')
    assert read_manifest(tmp_path) == {"a": UNKNOWN}


@pytest.mark.parametrize("path", ["", "../x", "a/../../x", "/etc/x", "a\0b"])
def test_a_page_never_leaves_the_folder(path: str, tmp_path: Path) -> None:
    """A path that leads out is an error."""
    with pytest.raises(OutputError, match="outside the output folder"):
        locate(tmp_path, path)


def test_stale_files_go_with_their_empty_folders(tmp_path: Path) -> None:
    """What others put beside them keeps its folder; what is gone already is no error."""
    for path in ("a/b/c", "d/e", "d/mine", "kept"):
        write_page(tmp_path, Page(path, b"x"), None)
    before = dict.fromkeys(("a/b/c", "d/e", "kept", "gone/x"), UNKNOWN)
    assert remove_stale(tmp_path, before, {"kept"}) == 3
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["d", "d/mine", "kept"]


def test_a_file_that_is_right_is_not_written(tmp_path: Path) -> None:
    """The same bytes again leave the file as it is; an unknown state does not."""
    page = Page("a", b"x")
    entry = write_page(tmp_path, page, None)
    (tmp_path / "a").write_bytes(b"edited")
    write_page(tmp_path, page, entry)
    assert (tmp_path / "a").read_bytes() == b"edited"
    write_page(tmp_path, page, UNKNOWN)
    assert (tmp_path / "a").read_bytes() == b"x"
