"""What must survive in an inline text is found, in order."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.growth import growth

from polypub.formats.inline import find_placeables

_SCRAPS = st.sampled_from(
    [
        *"*_[]()`<>&;{}%!\\ ~^\nas1",
        "**",
        "](u)",
        "![",
        "[^1]",
        "{{",
        "}}",
        "{%",
        "%}",
        "%(n)s",
        "<!--",
        "-->",
        "</",
        "http://",
        "a@b.c",
    ]
)
_TEXTS = st.lists(_SCRAPS, max_size=30).map("".join) | st.text()


def _found(text: str) -> list[tuple[str, str]]:
    return [(placeable.text, placeable.kind) for placeable in find_placeables(text)]


@given(_TEXTS)
def test_placeables_are_slices_in_order_without_overlap(text: str) -> None:
    """Each placeable is the text at its offset, and begins where the one before has ended or later."""
    end = 0
    for placeable in find_placeables(text):
        assert placeable.start >= end
        assert text[placeable.start :][: len(placeable.text)] == placeable.text
        assert placeable.text
        end = placeable.start + len(placeable.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, 5 * 3 and snake_case", []),
        ("**bold** and *thin*", ["**", "**", "*", "*"]),
        ("***both** thin*", ["*", "**", "**", "*"]),
        ("~~gone~~ _here_", ["~~", "~~", "_", "_"]),
        ("2*3*4", ["*", "*"]),
        ("a lone * or ** mark*", []),
        ("`code` and ``a ` b``", ["`code`", "``a ` b``"]),
        ("`open", []),
        ("`*x*` is not bold", ["`*x*`"]),
        ('[words](https://example.org/a_b "title")', ["[", '](https://example.org/a_b "title")']),
        ("[words](<a b>) [x](a(b)c)", ["[", "](<a b>)", "[", "](a(b)c)"]),
        ("[![alt](p.png)](u)", ["[", "![", "](p.png)", "](u)"]),
        ("[not a link]", []),
        ("[1][x](u) ][y](v)", ["[", "](u)", "[", "](v)"]),
        ("[a [x](u) b](v)", ["[", "](u)"]),
        ("*a [b* c](u) *d*", ["[", "](u)", "*", "*"]),
        ("_[_ is open", ["_", "_"]),
        ("*a**b*", ["*", "*"]),
        ("~~~~ ~~~a~~~", []),
        ("[a](%(url)s) [b]({{ url }})", ["[", "](%(url)s)", "[", "]({{ url }})"]),
    ],
)
def test_markdown_marks_count_in_pairs(text: str, expected: list[str]) -> None:
    """Emphasis, code, links and images are found as CommonMark reads them."""
    assert [placeable.text for placeable in find_placeables(text)] == expected


_MARKDOWN = st.lists(
    st.sampled_from(
        r"""word| |two words|.|'|**|*|_|__|`c`|`|[|]|<b>|\*|&amp;|слова|漢|[x](y)|**b**|*i*|<https://a.example>|[*x*](y)""".split(
            "|"
        )
    ),
    min_size=1,
    max_size=9,
).map("".join)


@settings(max_examples=300)
@given(_MARKDOWN)
def test_another_reader_of_commonmark_finds_as_many(text: str) -> None:
    """Emphasis, strong emphasis, links and code spans are as many as an independent parser makes of the text."""
    html = MarkdownIt("commonmark").renderInline(text)
    found = Counter(
        placeable.kind if placeable.kind != "markup" else placeable.text.replace("_", "*")
        for placeable in find_placeables(text)
    )
    expected = {"*": 2 * html.count("<em>"), "**": 2 * html.count("<strong>"), "code": html.count("<code>")}
    assert {mark: found[mark] for mark in expected} == expected
    assert found["["] + found["link"] == html.count("<a ")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("`code`", "code"),
        ("<https://example.org/>", "link"),
        ("<a@example.org>", "link"),
        ("[^note]", "link"),
        ("https://example.org/x?y=1", "url"),
        ("me@example.org", "url"),
        ("<b class='x>y'>", "tag"),
        ("</b>", "tag"),
        ("<!-- a > b -->", "tag"),
        ("&nbsp;", "entity"),
        ("&#x2014;", "entity"),
        ("\\*", "entity"),
        ("%(name)s", "variable"),
        ("%s", "variable"),
        ("%1$s", "variable"),
        ("%%", "variable"),
        ("{name}", "variable"),
        ("{0:>10}", "variable"),
        ("{date 2017-07-05 long}", "variable"),
        ("{{ site.name }}", "variable"),
        ("{% if x %}", "variable"),
        ("{# note #}", "variable"),
        ("  \n", "markup"),
    ],
)
def test_each_kind_is_found_whole(text: str, kind: str) -> None:
    """A placeable between words is found whole, with its kind."""
    assert _found(f"word {text} word")[-1] == (text if kind != "markup" else f" {text}", kind)


@pytest.mark.parametrize(
    "text", ["100 % sure", "5 % das", "50% off", "a {", "AT&T", "1 < 2", "see http:", "user @ home"]
)
def test_signs_in_prose_are_prose(text: str) -> None:
    """Percentages, ampersands and comparisons hide nothing from translators."""
    assert find_placeables(text) == ()


def test_the_content_of_a_code_element_is_code() -> None:
    """What a tag says is code, a key or a variable is kept with its tags."""
    assert _found("Run <code class='x'>polypub render</code> or <kbd>Ctrl</kbd>, <b>now</b>.") == [
        ("<code class='x'>polypub render</code>", "code"),
        ("<kbd>Ctrl</kbd>", "code"),
        ("<b>", "tag"),
        ("</b>", "tag"),
    ]


def test_an_address_ends_before_the_sentence_does() -> None:
    """The full stop after an address is not part of it."""
    assert _found("See https://example.org/a. Or (www.example.org)!") == [
        ("https://example.org/a", "url"),
        ("www.example.org", "url"),
    ]


@pytest.mark.parametrize(
    "scrap", ["[", "*a", "_a*", "`", "a``b`", "<a ", "<!--", "{{", "{%", "](", "%(", '<a"', "&a", " ", "a@"]
)
def test_time_is_linear_in_hostile_text(scrap: str) -> None:
    """Twice the text takes about twice as long, whatever repeats in it."""
    assert growth(lambda size: find_placeables(scrap * size) and None, 2_000) < 3.2
