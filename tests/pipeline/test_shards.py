"""Shares of a site rendered apart: their union, finished, is the whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.render.shard import Shard, parse_shard, read_name

Tree = dict[str, bytes]
ReadTree = Callable[[Path], Tree]


@given(st.text(max_size=40), st.integers(1, 20))
def test_every_path_is_in_one_shard(path: str, total: int) -> None:
    """Of however many."""
    assert [Shard(number, total).has(path) for number in range(1, total + 1)].count(True) == 1


def test_where_a_path_lies_never_changes() -> None:
    """Machines of one run may have different versions of Python, and seeds of their own."""
    paths = ("en/index.html", "be/news/a/index.html", "sitemap.xml", "theme/style.css")
    assert [next(n for n in range(1, 5) if Shard(n, 4).has(path)) for path in paths] == [2, 4, 1, 1]


@pytest.mark.parametrize("text", ["", "3", "0/4", "5/4", "1/0", "-1/4", "1/4/2", "a/b", "1 / 4", "٣/٤"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    """A number from 1 to N, a slash, and N."""
    assert parse_shard(text) is None


def test_a_shard_is_known_by_its_name() -> None:
    """As its manifest is called."""
    assert parse_shard("3/16") == Shard(3, 16) == read_name(Shard(3, 16).name)
    assert read_name("of-16") is None


@pytest.fixture
def whole(news: Any, tmp_path: Path) -> Path:
    """The site rendered as one."""
    news.render("--output", str(tmp_path / "whole"))
    return tmp_path / "whole"


def _files(folder: Path) -> Tree:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_shards_in_one_folder_are_the_whole(news: Any, whole: Path, tmp_path: Path) -> None:
    """Manifest included, whatever their order; before they are finished, some files are missing."""
    for number in (2, 3, 1):
        assert len(_files(tmp_path / "parts")) < len(_files(whole))
        news.render("--output", str(tmp_path / "parts"), "--shard", f"{number}/3")
    news.render("--output", str(tmp_path / "parts"), "--finish")
    assert _files(tmp_path / "parts") == _files(whole)


def test_shards_of_several_machines_are_copied_together(news: Any, whole: Path, tmp_path: Path) -> None:
    """As a job of a CI matrix does with what the others have left."""
    for number in (1, 2):
        news.render("--output", str(tmp_path / f"part{number}"), "--shard", f"{number}/2")
    for number in (1, 2):
        shutil.copytree(tmp_path / f"part{number}", tmp_path / "union", dirs_exist_ok=True)
    files = _files(tmp_path / "union")
    news.render("--output", str(tmp_path / "union"), "--finish")
    assert _files(tmp_path / "union") == _files(whole)
    assert files.items() >= {path: data for path, data in _files(whole).items() if not path.startswith(".")}.items()


def test_finishing_removes_what_is_stale_and_a_shard_does_not(news: Any, tmp_path: Path) -> None:
    """Pages of an article that is gone stay until all shards are there."""
    news.render()
    article = next((news.root / "content/news").glob("*.md"))
    article.unlink()
    page = news.root / "public/en/news" / article.stem / "index.html"
    for number in (1, 2):
        news.render("--shard", f"{number}/2")
        assert page.is_file()
    news.render("--finish")
    assert not page.exists()
    news.render("--output", str(tmp_path / "clean"))
    assert _files(news.root / "public") == _files(tmp_path / "clean")


def test_what_an_older_shard_left_is_not_believed_over_a_newer_one(news: Any, tmp_path: Path) -> None:
    """Two numbers of shards in one folder: what they tell differently is made again."""
    news.render("--shard", "1/2")
    news.replace("polypub.toml", 'name = "', 'name = "New ')
    for number in (1, 2, 3):
        news.render("--shard", f"{number}/3")
    news.render()
    news.render("--output", str(tmp_path / "clean"))
    assert _files(news.root / "public") == _files(tmp_path / "clean")


def test_a_second_run_of_a_shard_writes_nothing(news: Any) -> None:
    """It knows what it wrote."""
    news.render("--shard", "1/2")
    before = {path: path.stat().st_mtime_ns for path in (news.root / "public").rglob("*")}
    news.render("--shard", "1/2")
    assert {path: path.stat().st_mtime_ns for path in (news.root / "public").rglob("*")} == before


def test_missing_shards_are_named(news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is removed for want of a machine that failed."""
    assert news.run("render", "--finish") == 1
    assert "there are no shards to finish" in capsys.readouterr().err
    news.render("--shard", "2/3")
    assert news.run("render", "--finish") == 1
    assert "shards are missing: 1/3, 3/3" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--shard", "4/3"], ["--shard", "1/2", "--finish"], ["--shard", "1/2", "--plan"]]
)
def test_shards_that_make_no_sense_are_wrong_use(news: Any, arguments: list[str]) -> None:
    """Exit code 2."""
    assert news.run("render", *arguments) == 2
