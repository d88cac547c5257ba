"""The output folder: what is ours is kept right, what is not is left alone."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import Any

import pytest


def test_files_of_others_are_left_alone(news: Any, read_tree: Any) -> None:
    """A file that polypub did not write is still there after pages come and go."""
    news.write("public/CNAME", "rivers.example")
    news.write("public/en/news/mine.txt", "mine")
    news.render()
    shutil.rmtree(news.root / "content/news")
    news.render()
    assert news.read("public/CNAME") == "rivers.example"
    assert news.read("public/en/news/mine.txt") == "mine"
    assert not (news.root / "public/be/news").exists()


@pytest.mark.parametrize("has_manifest", [True, False])
def test_a_file_in_the_way_stops_the_work(has_manifest: bool, news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written at all while a file of somebody else stands where a page or a static file must go."""
    if has_manifest:
        news.render()
    news.article("news/late.md", "Late", date="2026-05-09")
    news.write("static/note.txt", "ours")
    news.write("public/en/news/late/index.html", "mine")
    news.write("public/note.txt", "mine")
    capsys.readouterr()
    assert news.run("render") == 1
    words = capsys.readouterr().err
    assert "en/news/late/index.html: there is a file that polypub did not write" in words
    assert "public/note.txt: there is a file that polypub did not write" in words
    assert "--force" in words
    assert not (news.root / "public/be/news/late").exists()
    news.render("--force")
    assert "Late" in news.page("en/news/late")


def test_a_lost_manifest_costs_nothing_when_the_pages_are_right(news: Any, read_tree: Any) -> None:
    """Files that hold what would be written are taken for ours."""
    news.render()
    before = read_tree(news.root / "public")
    (news.root / "public/.polypub-manifest.json").unlink()
    news.render()
    assert read_tree(news.root / "public") == before


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"version":1,"files":{"../x":{"digest":"","uses":{}}}}', '{"version":1}']
)
def test_a_broken_manifest_is_no_traceback(broken: str, news: Any) -> None:
    """Whatever stands in the manifest, the answer is a page or an error in words, and no file outside is touched."""
    news.render()
    victim = news.write("x", "not yours")
    news.write("public/.polypub-manifest.json", broken)
    assert news.run("render") in (0, 1)
    assert victim.read_text() == "not yours"


def test_a_page_that_somebody_removed_is_written_again(news: Any, read_tree: Any) -> None:
    """A missing file is seen although nothing else changed."""
    news.render()
    before = read_tree(news.root / "public")
    shutil.rmtree(news.root / "public/be")
    (news.root / "public/theme/style.css").unlink()
    news.render()
    assert read_tree(news.root / "public") == before


def test_force_repairs_what_was_edited_by_hand(news: Any, read_tree: Any) -> None:
    """`--force` writes every page anew."""
    news.render()
    before = read_tree(news.root / "public")
    news.write("public/en/index.html", "edited")
    news.render("--force")
    assert read_tree(news.root / "public") == before


def test_a_subset_of_editions_leaves_the_others(news: Any, read_tree: Any) -> None:
    """Rendering one edition changes no file of another, and the whole is the same in the end."""
    news.render()
    before = read_tree(news.root / "public")
    news.replace("content/news/library.md", "title: The library", "title: Our library")
    news.render("en")
    after = read_tree(news.root / "public")
    assert {path for path in before if after[path] != before[path]} >= {"en/index.html"}
    assert all(after[path] == before[path] for path in before if path.startswith(("be/", "ar/")))
    news.render()
    news.render("--output", str(news.root.parent / "clean"))
    assert read_tree(news.root / "public") == read_tree(news.root.parent / "clean")


@pytest.mark.parametrize("name", ["a b", "ö", "новы", "it's", 'say "x"', "100%", "%20", "a&b", "<b>", "$(x)", "日本"])
def test_any_name_is_a_page(name: str, make_site: Any) -> None:
    """Files and folders of any name become pages whose links lead to them."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article(f"{name}/{name}.md", "Title", date="2026-05-01")
    site.article("x.md", "Other", date="2026-05-02")
    site.render()
    assert "Title" in site.page(f"en/{name}/{name}")
    site.render()
    (site.root / f"content/{name}/{name}.md").unlink()
    site.render()
    assert not (site.root / f"public/en/{name}").exists()


def test_a_folder_that_is_a_link_is_not_followed(news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be written outside the output folder is not written."""
    outside = news.root.parent / "outside"
    outside.mkdir()
    (news.root / "public").mkdir()
    (news.root / "public/en").symlink_to(outside)
    assert news.run("render") == 1
    assert "the folder is a link" in capsys.readouterr().err
    assert not list(outside.iterdir())


def test_an_output_folder_that_is_a_link(news: Any, tmp_path: Any) -> None:
    """`public` itself may lead elsewhere: that is what it was made for."""
    (tmp_path / "www").mkdir()
    (news.root / "public").symlink_to(tmp_path / "www")
    news.render()
    assert (tmp_path / "www/en/index.html").is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_output(news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that cannot be written is an error in words."""
    (news.root / "public").mkdir(mode=0o555)
    assert news.run("render") == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root mounts a small file system")
def test_a_full_disk(news: Any, read_tree: Any, tmp_path: Any) -> None:
    """When the disk is full, an error in words; when it is not any more, the right tree."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this container may not mount")
    try:
        done = news.child("render", "--output", str(disk / "out"))
        assert done.returncode == 1, done.stderr
        assert "cannot be written: No space left on device" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=10m", disk], check=True)
        news.render("--output", str(disk / "out"))
        news.render("--output", str(tmp_path / "clean"))
        assert read_tree(disk / "out") == read_tree(tmp_path / "clean")
    finally:
        subprocess.run(["umount", disk], check=True)


def test_an_output_that_is_a_file(news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """An output that is no folder is an error in words."""
    news.write("public", "a file")
    assert news.run("render") == 1
    assert "public" in capsys.readouterr().err
    assert news.read("public") == "a file"


@pytest.mark.parametrize("output", [".", "content", "locales/x", ".."])
def test_an_output_among_the_sources(output: str, news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages are never written where sources lie."""
    assert news.run("render", "--output", str(news.root / output)) == 2
    assert "where the site itself lies" in capsys.readouterr().err


def _kill_once(news: Any, chance: random.Random) -> None:
    command = [sys.executable, "-m", "polypub", "-C", str(news.root), "--now", news.now, "-q", "render", "-j", "1"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.2 + 0.5 * chance.random())
    child.send_signal(signal.SIGKILL)
    child.wait()


def _kill(news: Any, read_tree: Any, seed: int, times: int) -> None:
    chance = random.Random(seed)
    for number in range(40):
        news.article(f"news/k{number}.md", f"Title {number}", date="2026-05-05")
    original = news.read("polypub.toml")
    for number in range(times):
        edited = original.replace("News of a small town", f"Number {number}")
        news.write("polypub.toml", edited if number % 2 else original)
        if number % 3 == 0:
            (news.root / f"content/news/k{number}.md").unlink(missing_ok=True)
        _kill_once(news, chance)
        if chance.random() < 0.5:
            news.write("polypub.toml", original)
        if number % 3 == 2:
            clean = news.root.parent / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            news.render()
            news.render("--output", str(clean))
            assert read_tree(news.root / "public") == read_tree(clean)


def test_after_a_kill_the_next_run_is_right(news: Any, read_tree: Any) -> None:
    """However a run ended, even with its edit taken back, the next one leaves the tree of a clean build."""
    _kill(news, read_tree, 1, 9)


@pytest.mark.long
def test_after_many_kills_the_next_run_is_right(news: Any, read_tree: Any) -> None:
    """The same a hundred times."""
    _kill(news, read_tree, 2, 102)
