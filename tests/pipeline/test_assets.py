"""Static files of one edition, in place of those of all."""

from __future__ import annotations

import re
from typing import Any

import pytest


def test_an_edition_has_its_own_file(make_site: Any) -> None:
    """In templates, texts and pictures alike; the others keep the common one, and both are published."""
    site = make_site("[editions.en]\n[editions.zh-Hant]\n")
    site.write("static/map.svg", "<svg>common</svg>")
    site.write("static/@zh_Hant/map.svg", "<svg>own</svg>")
    site.write("static/@zh-Hant/theme/favicon.svg", "<svg/>")
    site.article("a.md", "Title", "![A map](/map.svg)\n", image="/map.svg")
    site.render()
    assert set(re.findall(r'src="([^"?]+)', site.page("en/a"))) == {"/map.svg"}
    assert set(re.findall(r'src="([^"?]+)', site.page("zh-Hant/a"))) == {"/@zh-Hant/map.svg"}
    assert 'href="/@zh-Hant/theme/favicon.svg' in site.page("zh-Hant")
    assert site.read("public/@zh-Hant/map.svg") == "<svg>own</svg>"
    assert site.read("public/map.svg") == "<svg>common</svg>"


def test_its_coming_and_going_is_noticed(make_site: Any) -> None:
    """Pages that refer to it are rendered again."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.write("static/map.svg", "<svg/>")
    site.article("a.md", "Title", "![A map](/map.svg)\n")
    site.render()
    own = site.write("static/@be/map.svg", "<svg>1</svg>")
    site.render()
    assert "/@be/map.svg" in site.page("be/a")
    own.unlink()
    site.render()
    assert "/@be/map.svg" not in site.page("be/a")
    assert not (site.root / "public/@be").exists()


def test_a_folder_of_no_edition_is_reported(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Its files are not published."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.write("static/@ru/map.svg", "<svg/>")
    site.article("a.md", "Title")
    site.render()
    assert "static/@ru" in capsys.readouterr().err
    assert not (site.root / "public/@ru").exists()
