"""Pages are the same with Jinja2's own runtime as with ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2


def test_a_site_is_the_same_with_either_runtime(news: Any, tmp_path: Path, monkeypatch: Any, read_tree: Any) -> None:
    """Every page of every edition, byte for byte."""
    news.render("--jobs", "1", "--output", str(tmp_path / "ours"))
    monkeypatch.setattr("polypub.render.jinja_runtime.QuickEnvironment", jinja2.Environment)
    news.render("--jobs", "1", "--output", str(tmp_path / "theirs"))
    assert read_tree(tmp_path / "ours") == read_tree(tmp_path / "theirs")
