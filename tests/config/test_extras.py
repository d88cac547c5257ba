"""What needs the extra `icu` is an error of the configuration where that is not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from polypub.cldr.icu import has_icu
from polypub.config import load_project
from polypub.errors import ConfigError

TOP = 'name = "Land"\nbase_url = "https://example.org"\nsource = "en"\n'


@pytest.fixture
def _no_icu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "icu", None)
    has_icu.cache_clear()
    yield
    has_icu.cache_clear()


@pytest.mark.usefixtures("_no_icu")
def test_asking_for_what_is_not_installed(tmp_path: Path) -> None:
    """Each value that needs ICU is named with its line and with what to install."""
    text = f'{TOP}collation = "icu"\n[editions.fa]\ndigits = "native"\ncalendar = "persian"\n[editions.th]\n'
    (tmp_path / "polypub.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_project(tmp_path)
    found = caught.value.problems
    assert [problem.line for problem in found] == [4, 7]
    assert found[0].text.startswith('`collation` = "icu"')
    assert found[1].text.startswith('`editions.fa.calendar` = "persian"')
    assert all("polypub[icu]" in problem.hint for problem in found)


@pytest.mark.usefixtures("_no_icu")
def test_what_is_built_in_needs_nothing(tmp_path: Path) -> None:
    """The values that are there by default may be written out."""
    text = f'{TOP}collation = "builtin"\n[editions.fa]\ncalendar = "gregorian"\n'
    (tmp_path / "polypub.toml").write_text(text, "utf-8")
    edition = load_project(tmp_path).editions[1]
    assert (edition.calendar, edition.collation, edition.needs_icu) == ("gregorian", "builtin", False)
