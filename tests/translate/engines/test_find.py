"""Engines by name, and those of other packages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.packages import put_package

from polypub.errors import EngineError, UsageError
from polypub.model.engine import EngineSettings
from polypub.translate.engines.find import engine_names, find_engine


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a package with entry points where Python finds it."""

    def put(name: str, code: str, points: str) -> None:
        put_package(tmp_path / "packages", name, code, points)
        monkeypatch.syspath_prepend(tmp_path / "packages")

    return put


@pytest.mark.parametrize("name", ["pseudo", "google", "mymemory"])
def test_what_needs_nothing_is_there_by_its_name(name: str) -> None:
    """Without a table in the configuration."""
    assert find_engine(name).name == name


def test_a_table_gives_its_name_to_the_engine() -> None:
    """Drafts tell which of two it was."""
    assert find_engine("layout", EngineSettings(name="layout", engine="pseudo")).name == "layout"


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """Or with all there are."""
    with pytest.raises(UsageError, match="Did you mean `deepl`"):
        find_engine("depl")
    with pytest.raises(UsageError, match=r"`zzz`, which \[engines.x\] names\n  Engines are: `pseudo`, "):
        find_engine("x", EngineSettings(name="x", engine="zzz"))


def test_a_name_is_one_word() -> None:
    """It stands in the note of every draft."""
    for name in ("two words", "", "x" * 40, "a\nb"):
        with pytest.raises(UsageError, match="is no name of an engine"):
            find_engine(name)


def test_names_of_polypub_win(install: Callable[..., None]) -> None:
    """Another package cannot take one over."""
    install("taker", "def make(settings): raise SystemExit", "pseudo = taker:make\nother = taker:make")
    assert find_engine("pseudo").translate
    assert engine_names().count("pseudo") == 1
    assert engine_names()[-1] == "other"


@pytest.mark.parametrize(
    "code",
    [
        "import no_such_module_at_all",
        "raise ValueError('secret-key')",
        "make = 3",
        "def make(settings): raise KeyError('secret-key')",
        "",
        "def make(settings): return None",
        "class make:\n    name = 'other'\n    def __init__(self, settings): pass",
    ],
)
def test_a_package_that_fails_is_told_in_words(code: str, install: Callable[..., None]) -> None:
    """Which package, and what to do; nothing of what it said, which might hold a key."""
    name = f"broken{abs(hash(code))}"
    install(name, code, f"ill = {name}:make")
    with pytest.raises(EngineError) as caught:
        find_engine("ill")
    (problem,) = caught.value.problems
    assert name in problem.text
    assert problem.hint
    assert "secret" not in str(problem)
