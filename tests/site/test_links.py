"""Links between articles are paths of files."""

from __future__ import annotations

import pytest

from polypub.site.links import linked_article

CASES = [
    ("content/news/a.md", "b.md", "news/b"),
    ("content/news/a.md", "../sights/c.markdown", "sights/c"),
    ("content/news/a.md", "./b/index.md", "news/b"),
    ("content/a.md", "../../b.md", "../../b"),
    ("content/a.md", "b.html", "b"),
    ("content/n/a.html", "b.HTM", "n/b"),
    ("content/a.md", "b/index.html", "b"),
    ("content/a.md", "b.pdf", None),
    ("content/a.md", "/b.md", None),
    ("content/a.md", "b", None),
]


@pytest.mark.parametrize(("path", "address", "found"), CASES)
def test_an_address_names_an_article(path: str, address: str, found: str | None) -> None:
    """From the article's folder, with the ending of Markdown or HTML; a folder's `index.md` is the folder."""
    assert linked_article(path, address) == found
