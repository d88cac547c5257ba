"""Which of Apertium's directions serves two tags, and what its modes run."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.apertium import DATA, REASON, has_modes

from polypub.model.locale import Locale
from polypub.translate.engines.apertium_modes import find_direction, find_modes, languages_from, pipeline

_NAMES = (
    "en-es eng-cat eng-cat_valencia spa-por es-pt_BR hbs-eng eng-hbs_HR eng-hbs_SR nob-nno rus-ukr uzb-kaz eng-spa-x "
    "en-es-gen Eng-spa eng"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with modes, some of which are not of two languages."""
    (tmp_path / "modes").mkdir()
    for name in _NAMES.split():
        (tmp_path / "modes" / f"{name}.mode").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("source", "target", "direction"),
    [
        ("en", "es", ("en", "es")),
        ("en-GB", "es-419", ("en", "es")),
        ("es", "pt", ("spa", "por")),
        ("es", "pt-PT", ("spa", "por")),
        ("es", "pt-BR", ("es", "pt_BR")),
        ("en", "ca", ("eng", "cat")),
        ("en", "ca-ES-valencia", ("eng", "cat_valencia")),
        ("en", "ca-valencia", ("eng", "cat_valencia")),
        ("hr", "en", ("hbs", "eng")),
        ("en", "hr", ("eng", "hbs_HR")),
        ("en", "sr-Latn", ("eng", "hbs_SR")),
        ("en", "sr", None),
        ("sr", "en", None),
        ("en", "bs", None),
        ("no", "nn", ("nob", "nno")),
        ("ru", "uk", ("rus", "ukr")),
        ("ru", "uk-Latn", None),
        ("uz-Cyrl", "kk", None),
        ("uz-Latn", "kk", ("uzb", "kaz")),
        ("es", "en", None),
        ("xx", "es", None),
    ],
)
def test_the_direction_for_two_tags(data: Path, source: str, target: str, direction: tuple[str, str] | None) -> None:
    """Codes of two and three letters are one language; the target's own variety is first; a script is never lost."""
    assert find_direction(find_modes(data), Locale(source), Locale(target)) == direction


def test_targets_of_a_source(data: Path) -> None:
    """All that it can be translated into, in Apertium's codes."""
    assert languages_from(find_modes(data), Locale("en-GB")) == ("cat", "cat_valencia", "es", "hbs_HR", "hbs_SR")
    assert languages_from(find_modes(data), Locale("xx")) == ()


def test_a_folder_without_modes(tmp_path: Path) -> None:
    """There are no directions in it."""
    assert find_modes(tmp_path) == {}


@pytest.mark.skipif(not has_modes("eng-spa", "bel-rus", "rus-ukr"), reason=REASON)
def test_the_commands_of_a_mode() -> None:
    """Each stage flushes at NUL, words are marked, and the taggers that crash are gone from three modes alone."""
    for mode in find_modes(DATA).values():
        commands = pipeline(mode)
        assert len(commands) > 8
        assert all("-z" in command or command[0].startswith("apertium-wblank-") for command in commands)
        assert any("-g" in command for command in commands)
        assert not any("$1" in command or "$2" in command or "" in command for command in commands)
        tagged = any(command[0] == "apertium-tagger" for command in commands)
        assert tagged == (mode.stem not in ("rus-ukr", "rus-bel", "ukr-rus"))


@pytest.mark.skipif(not has_modes("eng-spa"), reason=REASON)
@pytest.mark.parametrize("text", ["", "lt-proc 'a", "cat /etc/hostname", "lt-proc a > b", "lt-proc $(id)"])
def test_a_mode_that_is_none(tmp_path: Path, text: str) -> None:
    """A file that Apertium cannot read, or that asks for more than Apertium's programs, has no commands."""
    mode = tmp_path / "eng-spa.mode"
    mode.write_text(text, encoding="utf-8")
    assert pipeline(mode) == ()
