"""How many people must approve a text, as the configuration says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from polypub.config.load import load_project
from polypub.errors import ConfigError
from polypub.model.locale import Locale

TOP = 'name = "Hill"\nbase_url = "https://hill.example"\nsource = "en"\n[editions.be]\n[editions.ar]\n'


def test_one_person_unless_the_edition_says_two(tmp_path: Path) -> None:
    """Each edition has its own number."""
    (tmp_path / "polypub.toml").write_text(f"{TOP}review_by = 2\n")
    project = load_project(tmp_path)
    assert [project.review_by(Locale(name)) for name in ("ar", "be", "en")] == [2, 1, 1]


@pytest.mark.parametrize("value", ["0", "3", '"2"', "true"])
def test_other_numbers_are_refused(tmp_path: Path, value: str) -> None:
    """With the line that has it."""
    (tmp_path / "polypub.toml").write_text(f"{TOP}review_by = {value}\n")
    with pytest.raises(ConfigError, match=r"polypub\.toml:6: .*review_by"):
        load_project(tmp_path)
