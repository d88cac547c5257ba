"""Links and pictures of a source, with their lines."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from support.documents import DOCUMENTS, HOSTILE
from support.growth import growth

from polypub.errors import SourceError
from polypub.formats.commonmark import render_html
from polypub.formats.links import Link, find_html_links, find_links
from polypub.formats.page import read_page

CASES = {
    "[a](x.md)": [Link("link", "x.md", 0)],
    "[a][r]\n\n[r]: x.md#y 'title'": [Link("link", "x.md#y", 0)],
    "<https://a.example/>": [Link("link", "https://a.example/", 0)],
    "<a@b.example>": [],
    "![a *b*](/x.png)": [Link("image", "/x.png", 0)],
    "![](/x.png)": [Link("image", "/x.png", 0, has_alt=False)],
    "![ ](/x.png)": [Link("image", "/x.png", 0, has_alt=False)],
    "[![a](b.png)](c.md)": [Link("link", "c.md", 0), Link("image", "b.png", 0)],
    "![![](a.png)](b.png)": [Link("image", "b.png", 0, has_alt=False), Link("image", "a.png", 0, has_alt=False)],
    "one\ntwo [a](x.md)\n\n> - [b](y.md)": [Link("link", "x.md", 1), Link("link", "y.md", 3)],
    "`[a](x.md)`\n\n    [b](y.md)\n\n```\n<img src=z.png>\n```": [],
    'text <img src="a.png"> <img alt="" src=b.png>': [
        Link("image", "a.png", 0, has_alt=False),
        Link("image", "b.png", 0),
    ],
    'text\n\n<p\n class="x"><a\n href="y.md?a=1&amp;b">z</a></p>': [Link("link", "y.md?a=1&b", 3)],
    "> <p><img alt=''\n> src=a.png>\n\n[x](y.md)": [Link("image", "a.png", 0), Link("link", "y.md", 3)],
    "a[^1]\n\n[^1]: note [n](n.md)": [Link("link", "n.md", 2)],
    "<!-- <a href=x.md> -->": [],
    "<script>a = '<a href=x.md>'</script>": [],
    "é\n\nü [a](x.md)": [Link("link", "x.md", 2)],
}


@pytest.mark.parametrize("text", CASES)
def test_a_link_is_found_with_its_line(text: str) -> None:
    """Every form of Markdown and HTML, in quotes and notes; nothing in code and comments."""
    assert list(find_links(text)) == CASES[text]


def test_html_is_read_by_itself() -> None:
    """An article that is HTML, or a segment of raw HTML, is no Markdown."""
    html = "<p>[a](no.md)\n<a href='x.md'>\n<video src=v.mp4></video>"

    assert list(find_html_links(html)) == [Link("link", "x.md", 1), Link("link", "v.mp4", 2)]


@settings(max_examples=200)
@given(DOCUMENTS | HOSTILE)
def test_nothing_is_overlooked(text: str) -> None:
    """Whatever the rendered page links to was found in the source; references to footnotes are no links."""
    try:
        html = render_html(text)
    except SourceError:
        return
    rendered = {unquote(address) for address in read_page(html).addresses}

    found = {unquote(link.address) for link in find_links(text)}
    assert {address for address in rendered - found if not address.startswith("#")} == set()


@pytest.mark.parametrize(
    "unit", ["[a](x.md) ", "![", "![a](b) ", "<a href=x>", "<img src=x\n", "[", "> ", "<!--", "![![a](b)](c) "]
)
def test_hostile_texts_cost_their_length(unit: str) -> None:
    """Twice the text takes about twice the time, nested and unclosed or not."""
    assert growth(lambda size: list(find_links(unit * size)), 500) < 3
