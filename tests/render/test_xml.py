"""XML for machines."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from polypub.render.xml import document, element

ANY = st.text(st.characters(exclude_categories=("Cs",)))


@given(ANY, ANY)
def test_every_text_comes_back(text: str, value: str) -> None:
    """Whatever characters it has, but for those that XML cannot hold, and line ends as XML reads them."""
    tree = etree.fromstring(document("a", {"lang": "be"}, [element("b", text, title=value)]).encode())
    found = tree[0]

    def kept(source: str) -> str:
        return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", source)

    assert (found.text or "") == kept(text).replace("\r\n", "\n").replace("\r", "\n")
    expected = re.sub(r"\r\n|[\t\n\r]", " ", kept(value))
    assert (found.get("title") or "") == expected
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "be"
