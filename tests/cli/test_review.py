"""`polypub review` as it is typed."""

from __future__ import annotations

import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from support.reviews import make_review_site

from polypub.cli.app import run
from polypub.errors import UsageError
from polypub.review.reviewer import one_word, reviewer_name


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site."""
    return make_review_site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize("name", ["en", "pl", "nonsense-"])
def test_what_cannot_be_reviewed(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The source, an edition that is not there, what is no language: exit code 2, and what to do."""
    assert run(["--site", str(root), "review", name, "--as", "anna", "--port", "0"]) == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_without_the_extra(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be installed is said; records are exported all the same."""
    monkeypatch.setattr("polypub.review.extras.find_spec", lambda name: None)
    assert run(["--site", str(root), "review", "be"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: the review needs starlette, uvicorn, watchfiles, which are not installed")
    assert "pip install 'polypub[serve]'" in told
    assert run(["--site", str(root), "review", "be", "--export", str(root / "records.csv")]) == 0


def test_who_reviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that is given, else git's; one word; nobody at all is wrong use."""
    assert reviewer_name("Anna Maria\tK.", tmp_path) == "Anna-Maria-K."
    assert one_word(" a\x00b \u202e ") == "ab-"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text('[user]\nname = "Boris B"\n')
    assert reviewer_name(None, tmp_path) == "Boris-B"
    monkeypatch.setenv("PATH", "")
    for given in (None, " "):
        with pytest.raises(UsageError, match="nobody"):
            reviewer_name(given, tmp_path)


def test_a_review_serves_its_page(root: Path) -> None:
    """It tells the address of the first page with work; that page has the panel, and Ctrl-C ends it."""
    command = [sys.executable, "-m", "polypub", "-C", str(root), "review", "be", "--as", "anna", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            told = process.stderr.readline()
            assert told.startswith("Review of be by anna at http://127.0.0.1:")
            port, _, path = told.partition("127.0.0.1:")[2].split(" ")[0].partition("/")
            connection = HTTPConnection("127.0.0.1", int(port), timeout=20)
            connection.request("GET", f"/{path}")
            page = connection.getresponse().read().decode()
            connection.close()
        finally:
            process.send_signal(2)
            process.wait(20)
    assert path == "be/sights/castle/"
    assert '<script type="module" src="/_polypub/review/panel.js" data-polypub data-token="' in page
