"""A command that had nothing to do is answered from a snapshot, and from a true one only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from polypub.replay import REMOVED, Watch, hash_content, replay

PLACES = ("polypub.toml", "content", "locales")
SAID = ("a result\n", "Everything is up to date.\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files that lie there for a while."""
    (tmp_path / "content/news").mkdir(parents=True)
    (tmp_path / "polypub.toml").write_text("")
    for name in ("a.md", "news/b.md", "news/ж\n.md"):
        (tmp_path / "content" / name).write_text(f"words of {name}", encoding="utf-8")
    _age(tmp_path)
    return tmp_path


def _age(folder: Path) -> None:
    """Make all files an hour old: a young one is told by its content, whatever its times say."""
    for path in folder.rglob("*"):
        past = path.stat().st_mtime_ns - 3_600_123_456_789
        os.utime(path, ns=(past, past))


def _arguments(site: Path) -> list[str]:
    return ["--site", str(site), "extract"]


def _keep(site: Path, written: dict[str, str] | None = None, between: Callable[[], object] = lambda: None) -> None:
    watch = Watch(str(site), PLACES)
    between()
    watch.keep(_arguments(site), SAID, written or {})


def test_what_was_said_is_said_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the stream that it was said on, also when it is only to look; another command is another matter."""
    assert not replay(_arguments(site))
    _keep(site)
    for again in ([], ["--check"]):
        assert replay([*_arguments(site), *again])
        assert capsys.readouterr() == SAID
    assert not replay([*_arguments(site), "be"])


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "content/a.md").write_text("words of b.md"),
        lambda site: (site / "content/news/new.md").write_text("new"),
        lambda site: (site / "content/news/b.md").unlink(),
        lambda site: (site / "content/news/b.md").rename(site / "content/news/c.md"),
        lambda site: (site / "locales/ru").mkdir(parents=True) or (site / "locales/ru/a.po").write_text(""),
        lambda site: (site / "polypub.toml").unlink(),
        lambda site: (site / "content/other").symlink_to(site / "content/news"),
        lambda site: shutil.rmtree(site / ".polypub"),
    ],
)
def test_nothing_is_said_again_after_a_change(site: Path, change: Callable[[Path], object]) -> None:
    """A file changed, added, removed, renamed, or a whole folder."""
    _keep(site)
    change(site)
    assert not replay(_arguments(site))


def test_times_alone_are_no_change(site: Path) -> None:
    """A fresh clone with a restored cache has other times; it is told by its content, once."""
    _keep(site)
    _age(site / "content")
    assert replay(_arguments(site))
    assert replay(_arguments(site))


def test_a_change_that_keeps_time_and_size_is_seen(site: Path) -> None:
    """The time of the last change of the file's record tells it."""
    path = site / "content/a.md"
    _keep(site)
    status = path.stat()
    path.write_bytes(path.read_bytes().swapcase())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not replay(_arguments(site))


def test_a_young_file_is_told_by_its_content(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may change once more within the same tick of the clock: its times prove nothing."""
    path = site / "content/a.md"
    monkeypatch.setattr("polypub.replay._TICK", 10**15)
    path.write_text("young")
    _keep(site)
    record = next((site / ".polypub/replay").iterdir()).read_text(encoding="utf-8")
    assert f"content/a.md\0young\0{hash_content(b'young')}" in record
    assert replay(_arguments(site))


def test_a_change_during_the_run_is_never_kept(site: Path) -> None:
    """Whatever somebody else writes, adds or removes meanwhile, the next run looks again."""
    for change in (
        lambda: (site / "content/a.md").write_text("meanwhile"),
        lambda: (site / "content/new.md").write_text("meanwhile"),
        (site / "content/news/b.md").unlink,
    ):
        _keep(site, between=change)
        assert not replay(_arguments(site))


def test_what_the_command_wrote_itself_is_no_change(site: Path) -> None:
    """If it still is what was written."""

    def write(text: str) -> None:
        (site / "locales").mkdir(exist_ok=True)
        (site / "locales/a.po").write_text(text)
        (site / "content/news/b.md").unlink(missing_ok=True)

    written = {"locales/a.po": hash_content(b"ours"), "content/news/b.md": REMOVED}
    _keep(site, written, lambda: write("theirs"))
    assert not replay(_arguments(site))
    shutil.rmtree(site / "locales")
    _keep(site, written, lambda: write("ours"))
    assert replay(_arguments(site))


@pytest.mark.parametrize("rest", [b"", b"\0\0", b"polypub replay 1\0", b"\xff\x02\0end"])
def test_half_a_record_is_none(site: Path, rest: bytes) -> None:
    """What is not whole, or not ours, is as good as missing."""
    _keep(site)
    place = next((site / ".polypub/replay").iterdir())
    place.write_bytes(rest)
    assert not replay(_arguments(site))
    _keep(site)
    place.write_bytes(place.read_bytes()[:-3])
    assert not replay(_arguments(site))


def test_a_site_that_cannot_be_written_is_no_error(site: Path) -> None:
    """A file where the folder should be: the command is then made again every time."""
    (site / ".polypub").write_text("")
    _keep(site)
    assert not replay(_arguments(site))


def test_time_and_results_count(site: Path, tmp_path: Path) -> None:
    """What is true until a moment is not said after it; nor when a result has been taken away."""
    output = tmp_path / "public/en"
    output.mkdir(parents=True)
    (output / "index.html").write_text("a page")
    for until, is_true in (("1", False), (str(2**40), True)):
        Watch(str(site), PLACES).keep(_arguments(site), SAID, {}, until, [str(output)])
        assert replay(_arguments(site)) is is_true
    (output / "index.html").unlink()
    assert not replay(_arguments(site))
