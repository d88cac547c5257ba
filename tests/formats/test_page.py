"""What a page says of itself, as browsers read it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polypub.formats.page import read_ids, read_page

PAGE = """<!DOCTYPE html>
<html lang="be"><head>
<link rel="canonical" href="https://a.example/be/">
<link rel="alternate" hreflang="be" href="https://a.example/be/">
<link rel="alternate" hreflang="x-default" href="https://a.example/">
<link rel="alternate" type="application/atom+xml" hreflang="be" href="/be/feed.xml">
<link rel="stylesheet" href="/style.css"><meta name="robots" content="noindex, follow">
</head><body id="top"><h2 id="a&amp;b">x</h2><a name="old" href="x/#y">x</a><a href="x/#y">x</a>
<img src="/a.png"><img src="/b.png" alt=""><p id="twice"></p><p id="twice"></p>
<!-- <a href="no"> --></body></html>"""


def test_a_page_tells_its_addresses_and_ids() -> None:
    """Links once each, ids decoded, old anchors too; what is a comment is not there."""
    facts = read_page(PAGE)

    assert facts.addresses == ("/style.css", "x/#y", "/a.png", "/b.png")
    assert facts.ids == {"top", "a&b", "old", "twice"} == read_ids(PAGE)
    assert facts.repeated == ("twice",)
    assert facts.without_alt == ("/a.png",)


def test_a_page_tells_what_machines_are_told() -> None:
    """Canonical address, robots and versions; a feed is no version of the page."""
    facts = read_page(PAGE)

    assert (facts.canonical, facts.robots) == ("https://a.example/be/", "noindex, follow")
    assert facts.alternates == (("be", "https://a.example/be/"), ("x-default", "https://a.example/"))


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    """Browsers show anything, so anything can be read."""
    assert read_page(text).canonical == ""
