"""Pages as search engines see them: versions name each other, canonical addresses are real, the sitemap is whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.check.graph import Node, check_files, check_graph, check_sitemap
from polypub.check.site_rules import Spot
from polypub.model.locale import Locale

_TAGS = ("be", "en", "ar", "zh-Hans")


def _url(page: int, tag: str) -> str:
    return f"https://a.example/{tag}/{page}/"


def _page(page: int, states: dict[str, str]) -> list[Node]:
    """One document in its editions: indexable, led to the English one, or not to be indexed."""
    own = [tag for tag, state in states.items() if state == "own"]
    named = [*((tag, _url(page, tag)) for tag in own), ("x-default", _url(page, own[0]))] if len(own) > 1 else []
    return [
        Node(
            url=_url(page, tag),
            path=f"{tag}/{page}",
            locale=Locale(tag),
            canonical=_url(page, own[0]) if state == "led" and own else _url(page, tag),
            indexable=state != "noindex",
            alternates=tuple(named) if state == "own" else (),
        )
        for tag, state in states.items()
    ]


states = st.dictionaries(st.sampled_from(_TAGS), st.sampled_from(["own", "led", "noindex"]), min_size=1)
sites = st.lists(states, max_size=4).map(
    lambda pages: [node for number, page in enumerate(pages) for node in _page(number, page)]
)


@given(sites)
def test_a_right_site_is_silent(nodes: list[Node]) -> None:
    """Any number of documents in any editions, published, led to their source or kept from the index."""
    assert list(check_graph(nodes)) == []
    wanted = {node.url for node in nodes if node.indexable and node.canonical == node.url}
    assert list(check_sitemap(wanted, nodes, Spot("sitemap.xml"))) == []


@given(sites, st.data())
def test_a_version_that_is_lost_is_missed(nodes: list[Node], data: st.DataObject) -> None:
    """Whoever names a page that is not there is found."""
    named = [node for node in nodes if node.alternates]
    if not named:
        return
    lost = data.draw(st.sampled_from(named))
    found = {(finding.rule, finding.path) for finding in check_graph([n for n in nodes if n is not lost])}
    others = {n.path for n in named if n is not lost and set(n.alternates) == set(lost.alternates)}

    assert {("hreflang", path) for path in others} <= found


def _change(tag: str, **changes: object) -> Callable[[list[Node]], list[Node]]:
    return lambda nodes: [replace(node, **changes) if node.locale == tag else node for node in nodes]


BROKEN: dict[str, tuple[Callable[[list[Node]], list[Node]], str]] = {
    "one names fewer": (_change("be", alternates=(("be", _url(0, "be")), ("en", _url(0, "en")))), "hreflang"),
    "one names none": (_change("be", alternates=()), "hreflang"),
    "not itself": (_change("be", alternates=(("en", _url(0, "en")), ("ar", _url(0, "ar")))), "hreflang"),
    "twice": (_change("be", alternates=(("be", _url(0, "be")), ("be", _url(0, "en")))), "hreflang"),
    "wrong language": (_change("be", locale=Locale("ru")), "hreflang"),
    "noindex": (_change("be", indexable=False), "hreflang"),
    "canonical nowhere": (_change("be", canonical="https://a.example/x/"), "canonical"),
    "canonical to a follower": (_change("be", canonical=_url(1, "be")), "canonical"),
    "one address": (_change("be", url=_url(0, "en")), "same-url"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_search_engines_hold_against_a_page(case: str) -> None:
    """Each fault by itself is found under its rule."""
    change, rule = BROKEN[case]
    nodes = change(_page(0, dict.fromkeys(("be", "en", "ar"), "own"))) + _page(1, {"en": "own", "be": "led"})

    assert rule in {finding.rule for finding in check_graph(nodes)}


def test_a_sitemap_is_exact() -> None:
    """What is missing and what should not be there are both told, by address."""
    nodes = _page(0, {"en": "own", "be": "led", "ar": "noindex"})
    found = check_sitemap({_url(0, "be"), _url(0, "ar")}, nodes, Spot("sitemap.xml"))

    assert [finding.text for finding in found] == [
        f"{_url(0, 'en')} is missing",
        f"{_url(0, 'ar')} is not a page that may be indexed",
        f"{_url(0, 'be')} is not a page that may be indexed",
    ]


def test_two_files_never_share_a_path() -> None:
    """The same path, and a file where another needs a folder, are told at whoever came second or lies deeper."""
    owners = [
        ("a/index.html", Spot("a.md")),
        ("a/index.html", Spot("b.md")),
        ("x", Spot("static/x")),
        ("x/y", Spot("c.md")),
    ]

    assert [(finding.path, finding.rule) for finding in check_files(owners)] == [
        ("b.md", "same-url"),
        ("c.md", "same-url"),
    ]
