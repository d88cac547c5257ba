"""Which files lie beside an article, and how addresses name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from polypub.model.locale import Locale
from polypub.model.site import Article
from polypub.model.text import Document, Place, Segment
from polypub.site.bundles import find_beside
from polypub.site.links import file_names, linked_file


def _article(path: str) -> Article:
    title = Segment("T", "T", Place("field"), "title", 1)
    name = path.removeprefix("content/").rpartition(".")[0].removesuffix("/index")
    return Article(name, path, name.rpartition("/")[0], name, title, Document("markdown", ()), "")


def test_all_files_of_its_folder_are_an_articles(tmp_path: Path) -> None:
    """Those of folders below, too, unless these are another article's; hidden ones, sources and links out are not."""
    files = "x/index.md x/a.jpg x/m/b.svg x/.c x/m/.d/e x/n.markdown x/y/index.md x/y/f.png x/_section.toml z.md g.txt"
    for name in files.split():
        file = tmp_path / "site/content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    (tmp_path / "secret").write_text("")
    (tmp_path / "site/content/x/out").symlink_to(tmp_path / "secret")
    (tmp_path / "site/content/x/in.jpg").symlink_to(tmp_path / "site/content/x/a.jpg")
    articles = [_article(f"content/{path}") for path in ("x/index.md", "x/y/index.md", "z.md")]
    found = {beside.path: beside.article.id for beside in find_beside(tmp_path / "site", articles)}
    assert found == {"x/a.jpg": "x", "x/in.jpg": "x", "x/m/b.svg": "x", "x/y/f.png": "x/y"}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("a.jpg", "x/a.jpg"),
        ("./m/../a.jpg", "x/a.jpg"),
        ("../z/a.jpg", "z/a.jpg"),
        ("a:b.jpg", None),
        ("m/a:b.jpg", "x/m/a:b.jpg"),
        ("https://example.org/a.jpg", None),
        ("//example.org/a.jpg", None),
        ("/a.jpg", None),
        ("../../a.jpg", None),
        ("..", None),
        ("", None),
    ],
)
def test_an_address_names_a_file(address: str, found: str | None) -> None:
    """From the article's folder, and never out of the content."""
    assert linked_file("content/x/index.md", address) == found


@pytest.mark.parametrize(
    ("path", "locale", "names"),
    [
        ("x/a.jpg", "be", ("x/a.be.jpg", "x/a.jpg")),
        ("x/a.tar.gz", "zh-Hant", ("x/a.tar.zh-Hant.gz", "x/a.tar.zh_Hant.gz", "x/a.tar.gz")),
        ("x.y/a", "be", ("x.y/a",)),
    ],
)
def test_an_edition_may_have_its_own(path: str, locale: str, names: tuple[str, ...]) -> None:
    """Its tag stands before the ending, in either spelling; a name without an ending has none."""
    assert file_names(path, Locale(locale)) == names
