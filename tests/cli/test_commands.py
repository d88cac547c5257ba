"""The command line as a stranger meets it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from polypub.cli.app import app, run

COMMANDS = (
    "init",
    "extract",
    "import",
    "merge",
    "translate",
    "engines",
    "check",
    "status",
    "render",
    "serve",
    "review",
    "localize",
)


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new site with a Belarusian edition."""
    folder = tmp_path / "site"
    assert run(["--now", "2026-05-10", "init", str(folder), "--edition", "be"]) == 0
    capsys.readouterr()
    return folder


def _child(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "polypub", *arguments]
    env = {**os.environ, **environment}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` of each command shows an example that begins with the command."""
    assert run([command, "--help"]) == 0
    assert f"Example: polypub {command} " in capsys.readouterr().out


def test_no_command_is_left_out() -> None:
    """The commands tested here are all there are."""
    assert {command.name for command in app.registered_commands} == set(COMMANDS)


def test_commands_of_the_memory_have_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """The group of them, too."""
    assert run(["memory", "-h"]) == 0
    assert "Example: polypub memory build" in capsys.readouterr().out


def _loaded(arguments: list[str]) -> set[str]:
    code = (
        "import sys, contextlib, io\n"
        "from polypub.__main__ import main\n"
        f"sys.argv = ['polypub', *{arguments!r}]\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main()\n"
        "print('\\n'.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_the_version_loads_nothing() -> None:
    """`--version` answers before typer is imported."""
    assert not {"typer", "babel", "jinja2"} & _loaded(["--version"])


def test_help_loads_nothing_heavy() -> None:
    """`--help` needs no library that only work needs."""
    heavy = {"rich", "babel", "jinja2", "polib", "requests", "pyromark", "deep_translator", "rapidfuzz", "selectolax"}
    assert not heavy & _loaded(["--help"])


@pytest.mark.parametrize("arguments", [["--version"], ["--quiet", "--version"]])
def test_the_version(arguments: list[str]) -> None:
    """The version stands alone on standard output."""
    from polypub import __version__

    assert _child(*arguments).stdout == f"polypub {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render", "xx"], "xx"),
        (["render", "be", "fr"], "the site has no edition `fr`"),
        (["extract", "nonsense-tag"], "nonsense-tag"),
        (["translate", "be"], "no engine is set for `be`"),
        (["translate", "be", "--engine", "gogle"], "there is no engine `gogle`"),
        (["render", "--jobs", "-1"], "--jobs"),
        (["render", "--max-withdrawn", "200%"], "Give a share from 0% to 100%"),
        (["render", "--plan", "--max-withdrawn", "100.1%"], "Give a share from 0% to 100%"),
        (["rendr"], "rendr"),
        (["status", "--format", "xml"], "xml"),
        (["--now", "yesterday", "render"], "`yesterday` is not a moment"),
        (["--now", "0001-01-01T00:00+14:00", "render"], "is not a moment"),
    ],
)
def test_wrong_use_is_two(arguments: list[str], words: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be asked for is told in words, with exit code 2, and nothing is written."""
    before = sorted(site.rglob("*"))
    assert run(["--site", str(site), *arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert not captured.out
    assert sorted(site.rglob("*")) == before


def test_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a site the way to one is named."""
    assert run(["--site", str(tmp_path), "render"]) == 2
    assert "polypub init" in capsys.readouterr().err


def test_a_wrong_configuration(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All that is wrong with the configuration is told at once, each with its line."""
    text = (site / "polypub.toml").read_text("utf-8")
    (site / "polypub.toml").write_text(f"page_sise = 3\n{text}\nmin_translated = 'most'\n", "utf-8")
    assert run(["--site", str(site), "render"]) == 2
    words = capsys.readouterr().err
    assert "polypub.toml:1: " in words
    assert "page_size" in words
    assert "min_translated" in words


@pytest.mark.parametrize("kind", ["file", "full folder"])
def test_init_overwrites_nothing(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new site needs a new folder."""
    folder = tmp_path / "there"
    if kind == "full folder":
        folder.mkdir()
        (folder / "mine").touch()
    else:
        folder.touch()
    assert run(["init", str(folder)]) == 2
    assert str(folder) in capsys.readouterr().err


def test_init_names_every_unknown_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, and nothing is written."""
    assert run(["init", str(tmp_path / "new"), "--edition", "qq", "--edition", "english"]) == 2
    words = capsys.readouterr().err
    assert "qq" in words
    assert "english" in words
    assert not (tmp_path / "new").exists()


def test_init_into_an_empty_folder(tmp_path: Path) -> None:
    """A folder that is there and empty is as good as a new one; the same language twice is one."""
    names = ("be", "en", "be", "BE")
    assert run(["--quiet", "init", str(tmp_path), *(word for name in names for word in ("--edition", name))]) == 0
    assert (tmp_path / "polypub.toml").read_text("utf-8").count("[editions.") == 2


def test_status_for_scripts(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--format json` has the promised keys, and its numbers add up."""
    assert run(["--site", str(site), "--now", "2026-05-10", "status", "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["source"] == "en"
    row = next(row for row in table["editions"] if row["locale"] == "be")
    for counts in (row["messages"], row["words"]):
        assert counts["total"] == sum(counts[name] for name in ("reviewed", "draft", "stale", "untranslated")) > 0
    assert set(row["pages"]) == {"source", "reviewed", "partial", "machine", "fallback", "none"}
    assert sum(row["pages"].values()) == 2


def test_status_for_people(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table's columns stand under their heads."""
    assert run(["--site", str(site), "--now", "2026-05-10", "status"]) == 0
    head, source, edition = capsys.readouterr().out.rstrip("\n").split("\n")
    assert head.split()[:3] == ["edition", "messages", "reviewed"]
    assert source.split()[:2] == ["en", "source"]
    assert edition.split()[0] == "be"
    assert edition.index(edition.split()[1]) + len(edition.split()[1]) == head.index("messages") + len("messages")


def test_quiet_says_nothing_but_errors(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--quiet` work that went well is silent; `--check` lists files, which is what it was asked for."""
    assert run(["--site", str(site), "--quiet", "render"]) == 0
    (site / "content/news/third.md").write_text("---\ntitle: Third\n---\n", "utf-8")
    assert capsys.readouterr() == ("", "")
    assert run(["--site", str(site), "--quiet", "extract", "--check"]) == 1
    assert "locales/be/LC_MESSAGES/content/news/third.po" in capsys.readouterr().out
    assert run(["--site", str(site), "--quiet", "extract"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("command", [["render"], ["render", "--plan"], ["status"]])
def test_a_site_without_catalogs_is_warned(command: list[str], site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once, with what to do, also when the same is said again; not when there is one, nor for a single language."""
    shutil.rmtree(site / "locales")
    warning = "warning: locales/: there are no catalogs: all editions show the source's texts\n  Make them with"
    for _ in range(2):
        assert _child("--site", str(site), *command).stderr.count(warning) == 1
    assert run(["--site", str(site), "--quiet", "extract"]) == 0
    assert run(["--site", str(site), *command]) == 0
    shutil.rmtree(site / "locales")
    text = (site / "polypub.toml").read_text("utf-8")
    (site / "polypub.toml").write_text(text.replace("[editions.be]", ""), "utf-8")
    assert run(["--site", str(site), *command]) == 0
    assert "no catalogs" not in capsys.readouterr().err


def test_what_is_kept_off_a_page_is_a_warning(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line begins with `error` only where the exit code is not 0."""
    path = site / "locales/be/LC_MESSAGES/content/news/first-article.po"
    path.write_text(path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "<script>x</script>"\n\n'), "utf-8")
    assert run(["--site", str(site), "--now", "2026-05-10", "render"]) == 0
    told = capsys.readouterr().err
    assert "warning: locales/be/LC_MESSAGES/content/news/first-article.po:" in told
    assert "error" not in told


def test_any_folder_of_the_site_will_do(site: Path) -> None:
    """The site is found from a folder inside it."""
    assert run(["--site", str(site / "content/news"), "--quiet", "render"]) == 0
    assert (site / "public/index.html").is_file()


def test_a_bug_of_ours_is_three(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw is told as a bug, with what a report needs."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr("polypub.pipeline.status.judge_project", fail)
    assert run(["--site", str(site), "status"]) == 3
    words = capsys.readouterr().err
    assert "ZeroDivisionError: unforeseen" in words
    assert "bug in polypub" in words


def test_ctrl_c_is_130(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An interrupt ends the work without a traceback."""

    def interrupt(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("polypub.pipeline.status.judge_project", interrupt)
    assert run(["--site", str(site), "status"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_reader_that_leaves(site: Path) -> None:
    """`polypub status | head -0` is no error and no complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "polypub", "--site", str(site), "status"]
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_without_the_letters(site: Path) -> None:
    """Output that a terminal cannot show is written in another way, not refused."""
    path = site / "content/news/новы.md"
    path.write_text("---\ntitle: x\n---\n", "utf-8")
    command = [sys.executable, "-m", "polypub", "--site", str(site), "extract"]
    env = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=env, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert b"\\u043d" in done.stdout
