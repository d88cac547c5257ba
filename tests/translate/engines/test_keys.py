"""Where keys come from."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.errors import UsageError
from polypub.model.engine import EngineSettings
from polypub.translate.engines.keys import default_variable, find_key, no_key, require_key


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MY_KEY", "POLYPUB_MY_LIBRE_KEY"):
        monkeypatch.delenv(name, raising=False)


def _settings(key_env: str = "", key_file: str = "") -> EngineSettings:
    return EngineSettings(name="my-libre", engine="libretranslate", key_env=key_env, key_file=key_file)


def _key_file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return str(path)


def test_the_named_variable_comes_first_then_the_usual_one_then_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is asked only where those before it have nothing."""
    settings = _settings("MY_KEY", _key_file(tmp_path, "from-file\nmore\n"))
    assert find_key(settings).secret == "from-file"
    monkeypatch.setenv("POLYPUB_MY_LIBRE_KEY", "usual")
    assert find_key(settings).secret == "usual"
    monkeypatch.setenv("MY_KEY", " named \n")
    assert find_key(settings).secret == "named"


def test_a_missing_key_is_named_by_its_variable() -> None:
    """What to set is said; an engine that can do without has the empty key."""
    with pytest.raises(UsageError, match="POLYPUB_MY_LIBRE_KEY is not set"):
        require_key(_settings())
    with pytest.raises(UsageError, match="MY_KEY is not set"):
        find_key(_settings("MY_KEY"))
    assert find_key(_settings()).secret == ""


def test_an_engine_without_keys_looks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that happens to be set changes nothing."""
    monkeypatch.setenv("POLYPUB_MY_LIBRE_KEY", "usual")
    assert no_key(_settings()).secret == ""


@pytest.mark.parametrize("text", ["", "\n", "two words\n", "кірыліца\n", "a\x00b", "x" * 5000 + " y"])
def test_what_cannot_be_a_key_is_refused_without_quoting_it(tmp_path: Path, text: str) -> None:
    """Empty, with spaces, beyond ASCII; a long file of something else is read no further than its first line."""
    settings = _settings(key_file=_key_file(tmp_path, text))
    if text.startswith("xxx"):
        assert len(find_key(settings).secret) == 4096
        return
    with pytest.raises(UsageError) as caught:
        find_key(settings)
    assert not text.strip() or text.strip() not in str(caught.value)


@given(st.text(min_size=8).filter(lambda text: text.strip() and "\x00" not in text))
def test_a_variable_is_a_key_or_is_refused_in_silence(text: str) -> None:
    """No message repeats what was found."""
    with pytest.MonkeyPatch.context() as patch:
        try:
            patch.setenv("POLYPUB_MY_LIBRE_KEY", text)
        except UnicodeEncodeError:
            return
        try:
            assert find_key(_settings()).secret == text.strip()
        except UsageError as error:
            assert text.strip() not in str(error)  # noqa: PT017 - whether it is raised differs


def test_a_file_that_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    """A folder is no key file either."""
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(UsageError, match=str(path)):
            find_key(_settings(key_file=str(path)))


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_file_that_everybody_may_read_is_warned_of(tmp_path: Path) -> None:
    """It works, and the warning says what to do."""
    path = Path(_key_file(tmp_path, "\ufeffsecret\n"))
    assert find_key(_settings(key_file=str(path))).warning == ""
    path.chmod(0o600 | stat.S_IROTH)
    key = find_key(_settings(key_file=str(path)))
    assert key.secret == "secret"
    assert "chmod 600" in key.warning


def test_a_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its representation leaves the secret out."""
    monkeypatch.setenv("POLYPUB_MY_LIBRE_KEY", "s3cr3t")
    assert "s3cr3t" not in repr(find_key(_settings()))


@pytest.mark.parametrize(("name", "variable"), [("deepl", "POLYPUB_DEEPL_KEY"), ("my-2.x", "POLYPUB_MY_2_X_KEY")])
def test_the_usual_variable_follows_the_name(name: str, variable: str) -> None:
    """In capitals, with `_` for what a variable cannot have."""
    assert default_variable(name) == variable
