"""What the gate admits is harmless to a real browser, not only to the parser that the gate uses."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polypub.formats.gate import TRANSLATION, check_markup

_SOURCE = '<p>See <a href="https://example.org/" title="t">this</a> <b>w</b> <!-- c --> <img src="a.png" alt="i"></p>'
_SCRAPS = (Path(__file__).parent / "gate" / "scraps.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
_ATTRIBUTES = {"href", "src", "alt"} | TRANSLATION.attributes
_PROTOCOLS = {"https:", "http:", "mailto:", "tel:", "about:", ":"}
_LOOK = """html => {
  const page = new DOMParser().parseFromString(
    `<!DOCTYPE html><html><body><div id=before>${html}</div><div id=after>after</div></body></html>`, 'text/html');
  const block = page.body.firstElementChild, after = page.body.lastElementChild;
  const inside = [...block.querySelectorAll('*')];
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_CDATA_SECTION);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode.data);
  return {
    intact: page.body.childNodes.length === 2 && after.outerHTML === '<div id="after">after</div>'
      && block.attributes.length === 1 && page.head.childNodes.length === 0
      && page.body.attributes.length + page.documentElement.attributes.length === 0,
    tags: inside.map(e => e.localName), comments: found,
    attributes: inside.flatMap(e => [...e.attributes].map(a => a.name)),
    protocols: inside.filter(e => e.href !== undefined).map(e => e.protocol),
  };
}"""


@pytest.fixture(scope="module")
def look(browser: Any) -> Callable[[list[str]], Any]:
    """Asks Chromium what it makes of fragments."""
    page = browser.new_page()
    return lambda fragments: page.evaluate(f"fragments => fragments.map({_LOOK})", fragments)


def _admitted(count: int) -> list[str]:
    """Hostile fragments that the gate lets stand beside the source; the seed makes every run the same."""
    chance = random.Random(20261124)
    admitted = []
    for _ in range(count):
        parts = [_SOURCE] if chance.random() < 0.3 else ["<p>", "words<!-- c -->", "</p>"]
        for _ in range(chance.randint(0, 3)):
            parts.insert(chance.randint(0, len(parts)), chance.choice(_SCRAPS))
        fragment = chance.choice(["", " "]).join(parts)
        cut = chance.randint(0, len(fragment))
        fragment = fragment[:cut] + chance.choice(["", chance.choice(_SCRAPS)]) + fragment[cut:]
        if not check_markup(_SOURCE, fragment):
            admitted.append(fragment)
    return admitted


@pytest.mark.parametrize("count", [8_000, pytest.param(200_000, marks=pytest.mark.long)])
def test_chromium_finds_nothing_foreign_in_what_the_gate_admits(look: Any, count: int) -> None:
    """Tags, attributes, protocols and comments are the source's or harmless, and the page around stays whole."""
    admitted = _admitted(count)
    assert len(admitted) > count / 50
    for fragment, seen in zip(admitted, look(admitted), strict=True):
        assert seen["intact"], fragment
        assert set(seen["tags"]) <= TRANSLATION.tags | {"p", "a", "img"}, fragment
        assert set(seen["attributes"]) <= _ATTRIBUTES, fragment
        assert set(seen["protocols"]) <= _PROTOCOLS, fragment
        assert seen["comments"] == [" c "], fragment


def test_the_browser_sees_what_it_is_asked_for(look: Any) -> None:
    """The questions put to the browser tell a hostile fragment from a harmless one."""
    (seen,) = look(['</div><b onclick=x><a href="java&Tab;script:x">y</a><!--d--></b>'])
    assert not seen["intact"]
    (seen,) = look(['<b onclick=x><a href="java&Tab;script:x">y</a><!--d--></b>'])
    assert seen["attributes"] == ["onclick", "href"]
    assert seen["protocols"] == ["javascript:"]
    assert seen["comments"] == ["d"]
