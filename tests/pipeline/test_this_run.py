"""What is asked for one run: another address, and drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def test_another_address_is_that_of_every_page(news: Any, tmp_path: Path) -> None:
    """Of canonical links, sitemaps and feeds; the next run without it takes it back."""
    news.render()
    before = news.page("be")
    news.render("--base-url", "https://preview.example/branch/")
    assert '<link rel="canonical" href="https://preview.example/branch/be/">' in news.page("be")
    assert "https://preview.example/branch/sitemap" in news.read("public/robots.txt")
    news.render()
    assert news.page("be") == before


@pytest.mark.parametrize("address", ["preview", "https://", "ftp://x.example", "http://[", "//x.example"])
def test_what_is_no_address_is_told(news: Any, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is written."""
    assert news.run("render", "--base-url", address) == 2
    assert f'"{address}" is not an address' in capsys.readouterr().err
    assert not (news.root / "public").exists()


def test_drafts_are_rendered_on_request(news: Any) -> None:
    """And gone in the next run."""
    news.article("news/secret.md", "Not yet", draft="true")
    news.render("--drafts")
    assert "Not yet" in news.page("en/news/secret")
    news.render()
    assert not (news.root / "public/en/news/secret").exists()
