"""The reviewed share at points in time, read from git."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reviews import castle_file, make_review_site

from polypub.config.load import load_project
from polypub.model.locale import Locale
from polypub.pipeline.git import Commit, find_repository, read_folder
from polypub.pipeline.history import POINTS, History, choose_points, read_history
from polypub.pipeline.status import project_status

NOW = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)
BE = Locale("be")


def _git(folder: Path, *arguments: str, when: str = "2026-01-01T00:00:00+0000") -> str:
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **who, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, check=True, capture_output=True, text=True)
    return done.stdout


def _commit(root: Path, when: str) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "--quiet", "--message", "a step", when=when)


def _history(root: Path, now: dt.datetime = NOW) -> History:
    project = load_project(root)
    return read_history(project, project_status(project, now), now)


def _shares(history: History) -> list[float | None]:
    return [point.editions[BE].share if BE in point.editions else None for point in history.points]


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A site in a folder of a repository: sources in January, a first text in February, two in March."""
    _git(tmp_path, "init", "--quiet")
    root = tmp_path / "site"
    make_review_site(root)
    catalog = castle_file(root)
    text = catalog.read_text("utf-8")
    catalog.unlink()
    _commit(tmp_path, "2026-01-05T00:00:00+0000")
    lines = text.split("\n\n")
    title = next(number for number, entry in enumerate(lines) if 'msgid "The old castle"' in entry)
    lines[title] = lines[title].replace('msgstr "Стары замак"', 'msgstr ""')
    catalog.write_text("\n\n".join(lines), "utf-8")
    _commit(tmp_path, "2026-02-05T00:00:00+0000")
    catalog.write_text(text, "utf-8")
    _commit(tmp_path, "2026-03-05T00:00:00+0000")
    return root


def test_shares_are_those_of_the_catalogs_then(grown: Path) -> None:
    """Each commit's catalogs give its share; the last point is the present, as the status has it."""
    history = _history(grown)
    words = project_status(load_project(grown), NOW).editions[1].coverage
    assert history.reason == ""
    assert [point.when.date().isoformat() for point in history.points] == [
        "2026-01-05",
        "2026-02-05",
        "2026-03-05",
        "2026-05-10",
    ]
    shares = _shares(history)
    assert shares[0] == 0.0
    assert shares[1] == pytest.approx((words.reviewed_words - 3) / words.words)  # but the title's three
    assert shares[2:] == [words.share, words.share]
    assert history.points[2].editions[BE] == words


def test_the_work_tree_and_the_index_are_left_alone(grown: Path) -> None:
    """Nothing changes but a cache that git ignores; what was counted is known the next time, and says the same."""
    index = grown.parent / ".git" / "index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    first = _history(grown)
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
    assert _git(grown, "status", "--porcelain") == ""
    known = (grown / ".polypub" / "status" / "history").read_bytes()
    assert _history(grown) == first
    assert (grown / ".polypub" / "status" / "history").read_bytes() == known


def test_a_point_lies_before_the_moment(grown: Path) -> None:
    """A commit that is younger than the moment that is asked about is left out."""
    history = _history(grown, dt.datetime(2026, 2, 20, tzinfo=dt.UTC))
    assert [point.when.month for point in history.points] == [1, 2, 2]


def test_a_catalog_that_is_broken_counts_nothing(grown: Path) -> None:
    """One commit with a catalog that cannot be read is a point like others."""
    castle_file(grown).write_text('msgid "x\n', "utf-8")
    _commit(grown, "2026-04-05T00:00:00+0000")
    _git(grown, "checkout", "--quiet", "HEAD~1", "--", ".")
    shares = _shares(_history(grown))
    assert len(shares) == 5
    assert shares[3] == 0.0
    assert shares[4] == shares[2]


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No git, no repository, no commit: the present is all there is, and the reason says why."""
    root = make_review_site(tmp_path / "site")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert _history(root).reason == "git finds no repository with a commit that it may read"
    _git(root, "init", "--quiet")
    assert (len(_history(root).points), _history(root).reason) == (
        1,
        "git finds no repository with a commit that it may read",
    )
    _git(root, "commit", "--quiet", "--allow-empty", "--message", "nothing yet")
    assert _history(root).reason == "git has no commit of a catalog yet"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _history(root).reason == "git is not installed"


def test_a_hook_is_not_led_astray(grown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells its hooks of another repository is not believed."""
    expected = _history(grown)
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    assert _history(grown) == expected


def test_nothing_that_a_repository_names_is_run(grown: Path, tmp_path: Path) -> None:
    """Programs in the repository's configuration and attributes stay where they are."""
    mark = tmp_path / "was-run"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n")
    program.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "diff.po.textconv",
        "filter.po.smudge",
        "gpg.program",
        "diff.external",
    ):
        _git(grown, "config", name, str(program))
    _git(grown, "config", "log.showSignature", "true")
    (grown.parent / ".git" / "info" / "attributes").write_text("*.po diff=po filter=po\n")
    assert len(_history(grown).points) == 4
    assert not mark.exists()


def test_links_in_a_folder_are_no_catalogs(tmp_path: Path) -> None:
    """A symbolic link is not followed: what it names is text to git."""
    _git(tmp_path, "init", "--quiet")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.po").write_text("")
    (tmp_path / "folder" / "b.po").symlink_to("/etc/passwd")
    _commit(tmp_path, "2026-01-05T00:00:00+0000")
    repository = find_repository(tmp_path)
    ids = repository.find(["HEAD:folder", "HEAD:nowhere"])
    assert ids[0] is not None
    assert ids[1] is None
    ((_, content),) = repository.read([ids[0]])
    assert [item.name for item in read_folder(content, len(ids[0]) // 2)] == ["a.po"]


MOMENTS = st.lists(st.integers(0, 2_000_000_000), max_size=200)


@given(MOMENTS)
def test_points_are_few_and_the_newest_is_among_them(seconds: list[int]) -> None:
    """At most thirty, newest first, without the same twice; one commit more moves none but the last."""
    commits = [
        Commit(str(number), dt.datetime.fromtimestamp(second, dt.UTC))
        for number, second in enumerate(sorted(seconds, reverse=True))
    ]
    chosen = choose_points(commits)
    assert len(chosen) <= POINTS
    assert chosen == sorted(set(chosen), key=lambda commit: commit.when, reverse=True)
    assert chosen[:1] == commits[:1]
    if commits and len(chosen) < POINTS:
        later = Commit("later", commits[0].when + dt.timedelta(minutes=1))
        assert set(chosen[1:]) <= set(choose_points([later, *commits]))
