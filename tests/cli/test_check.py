"""`polypub check` as a CI job and a person meet it: what goes where, exit codes, baselines."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from polypub.cli.app import run
from polypub.cli.check import Format

FORMATS = [format_.value for format_ in Format]


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new site with a dead link (an error) and a dead anchor (a warning)."""
    folder = tmp_path / "site"
    assert run(["--now", "2026-05-10", "init", str(folder), "--edition", "be"]) == 0
    (folder / "content/news/dead.md").write_text("---\ntitle: Dead\ndate: 2026-05-01\n---\n\n[x](no.md) [y](#no)\n")
    assert run(["--site", str(folder), "extract"]) == 0
    capsys.readouterr()
    return folder


def _check(site: Path, *arguments: str) -> int:
    return run(["--site", str(site), "--now", "2026-05-10", "check", *arguments])


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on_decides_the_exit_code(level: str, code: int, site: Path) -> None:
    """An error fails unless nothing does; a warning alone fails only where it is asked to."""
    assert _check(site, "--fail-on", level) == code
    (site / "content/news/dead.md").write_text("---\ntitle: Dead\ndate: 2026-05-01\n---\n\n[y](#no)\n")
    assert run(["--site", str(site), "extract"]) == 0
    assert _check(site, "--fail-on", level) == (1 if level == "warning" else 0)


def test_without_findings_nothing_is_printed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The word that all is well is talk, on standard error, and `--quiet` leaves it away."""
    (site / "content/news/dead.md").unlink()
    assert run(["--site", str(site), "extract"]) == 0
    capsys.readouterr()
    assert _check(site) == 0
    assert capsys.readouterr() == ("", "Nothing found.\n")
    assert run(["--site", str(site), "--quiet", "check"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_is_all_of_standard_output(format_: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file made by `>` is the report and nothing else, whatever the format."""
    assert _check(site, "--format", format_) == 1
    out = capsys.readouterr().out

    if format_ in ("json", "gitlab", "sarif"):
        assert json.loads(out)
    elif format_ == "junit":
        assert ET.fromstring(out.encode()).get("failures") == "1"
    assert "internal-link" in out


def test_a_site_below_the_repositorys_root(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CI servers know files from the root of the repository; people and scripts from the site."""
    (site.parent / ".git").mkdir()
    shown = {}
    for format_ in FORMATS:
        _check(site, "--format", format_)
        shown[format_] = "site/content/news/dead.md" in capsys.readouterr().out

    assert {name for name, is_from_root in shown.items() if is_from_root} == {"github", "gitlab", "sarif"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["xx"],
        ["--format", "xml"],
        ["--fail-on", "info"],
        ["--baseline", "no-such-file.json"],
        ["be", "--write-baseline", "b.json"],
        ["--fix", "--diff", "--write-baseline", "b.json"],
        ["--output", "no-such-folder"],
    ],
)
def test_wrong_use(arguments: list[str], site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, and nothing is written."""
    monkeypatch.chdir(site)
    assert _check(site, *arguments) == 2
    assert not (site / "b.json").exists()


def test_a_baseline_from_the_first_day_to_the_last(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written once, it keeps what was there silent, lets new findings fail, and tells when it can shrink."""
    baseline = str(site / "baseline.json")
    assert _check(site, "--write-baseline", baseline) == 0
    assert "2 findings noted" in capsys.readouterr().err
    assert _check(site, "--baseline", baseline, "--fail-on", "warning") == 0
    assert "Nothing found (2 known ones not shown)." in capsys.readouterr().err

    page = site / "content/news/dead.md"
    page.write_text(page.read_text().replace("[x]", "More.\n\n[z](never.md)\n\n[x]").replace("[y](#no)", ""))
    assert run(["--site", str(site), "extract"]) == 0
    capsys.readouterr()
    assert _check(site, "--baseline", baseline, "--format", "json") == 1
    out, err = capsys.readouterr()
    table = json.loads(out)
    assert [finding["message"] for finding in table["findings"]] == ["the link `never.md` leads to no article"]
    assert table["counts"]["known"] == 1
    assert "gone: anchor in content/news/dead.md" in err
    assert "--write-baseline" in err

    assert _check(site, "--write-baseline", baseline) == 0
    assert _check(site, "--baseline", baseline) == 0
    assert "gone" not in capsys.readouterr().err


def test_a_baseline_for_one_edition_is_quiet_about_others(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was not checked is not gone."""
    path = site / "locales/be/LC_MESSAGES/site.po"
    path.write_text(path.read_text().replace('msgid "News"\nmsgstr ""', 'msgid "News"\nmsgstr "Навіны  тут"'))
    baseline = str(site / "baseline.json")
    assert _check(site, "--write-baseline", baseline) == 0
    assert '"locale": "be"' in Path(baseline).read_text()
    capsys.readouterr()
    assert _check(site, "en", "--baseline", baseline) == 0
    assert "gone" not in capsys.readouterr().err


def test_a_broken_catalog_is_not_silenced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A baseline says what it left out."""
    (site / "locales/be/LC_MESSAGES/site.po").write_text("broken")
    baseline = str(site / "baseline.json")
    assert _check(site, "--write-baseline", baseline) == 0
    assert "1 finding on a file that cannot be read is never noted" in capsys.readouterr().err
    assert _check(site, "--baseline", baseline) == 1


def _on_a_terminal(site: Path, **environment: str) -> str:
    """What `check` shows on a terminal."""
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "polypub", "--site", str(site), "--now", "2026-05-10", "check"]
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | environment
    with subprocess.Popen(command, stdout=terminal, stderr=subprocess.DEVNULL, env=env):
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(main, 65536):
                shown += part
        except OSError:  # Linux tells the end of a terminal so
            pass
    os.close(main)
    return shown.decode()


def test_colours_are_for_terminals(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal gets colours unless NO_COLOR is set; a file never does."""
    assert "\x1b[31merror" in _on_a_terminal(site)
    assert "\x1b" not in _on_a_terminal(site, NO_COLOR="1")
    _check(site)
    assert "\x1b" not in capsys.readouterr().out
