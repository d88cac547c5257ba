"""Where an address in an article leads: to an article, below the site's root, or out of the site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.check.ground import Address, Ground, find_anchors, read_address
from polypub.formats.markdown import cut_markdown
from polypub.model.site import Article
from polypub.model.text import Place, Segment


def _article(body: str = "") -> Article:
    title = Segment("A", "A", Place("field"), "title")
    return Article("news/a", "content/news/a.md", "news", "a", title, cut_markdown(body), "")


URL = "/sub/be/news/a/"
CASES = {
    "b.md": Address("news/b", None, ""),
    "../c/index.md#x%20y": Address("c", None, "x y"),
    "b%20c.md?x=1": Address("news/b c", None, ""),
    "": Address("news/a", None, ""),
    "#x": Address("news/a", None, "x"),
    "?x=1": Address("news/a", None, ""),
    "/images/a%20b.png": Address(None, "images/a b.png", ""),
    "photo.jpg": Address(None, "be/news/a/photo.jpg", ""),
    "../b/#x": Address(None, "be/news/b/", "x"),
    "a%3Fb.png": Address(None, "be/news/a/a?b.png", ""),
    "../../../../../x.png": Address(None, None, ""),
    "https://a.example/": None,
    "//a.example/": None,
    "/\\a.example/": None,
    "mailto:a@b.example": None,
    "javascript:x": None,
    "data:image/png,x": None,
    "http://[": None,
}


@pytest.mark.parametrize("address", CASES)
def test_an_address_is_read_as_pages_are_rendered(address: str) -> None:
    """Articles by file, static files from the site's root wherever it lies on its host, all else from the page."""
    assert read_address(address, _article(), URL, "/sub") == CASES[address]


@given(st.text(max_size=20))
def test_any_address_can_be_read(address: str) -> None:
    """Whatever a translation holds, it leads somewhere or nowhere."""
    read_address(address, _article(), URL, "")


def test_anchors_are_those_of_the_page() -> None:
    """Headings with the source's words or an id of their own, and elements of raw HTML; code has none."""
    body = '## A place\n\n## Own {#own}\n\n<p id="raw">x</p>\n\n<a name="old"></a>\n\n`<p id="code">`\n'

    assert find_anchors(_article(body)) == {"a-place", "own", "raw", "old"}


@pytest.mark.parametrize(
    ("path", "is_there"),
    [("", True), ("a", True), ("a/", True), ("a/index.html", True), ("x.png", True), ("b", False), ("x.png/y", False)],
)
def test_a_folder_is_its_page(path: str, is_there: bool) -> None:
    """Hosts answer a folder's address with its `index.html`."""
    ground = Ground({}, files={"index.html", "a/index.html", "x.png"})

    assert ground.has_file(path) is is_there
