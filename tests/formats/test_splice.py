"""Splicing: a translation as it must be written where a segment stood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import HOSTILE
from support.growth import growth

from polypub.formats.commonmark import INLINE_TAGS, find_definitions, parse_events, render_html
from polypub.formats.html import tokenise
from polypub.formats.localise import localise
from polypub.formats.markdown import cut_markdown
from polypub.formats.splice import join_pieces, splice_text
from polypub.model.text import Place, PlaceKind, Segment


def _splice(target: str, kind: PlaceKind, raw: str = "raw", prefix: str = "", labels: str = "") -> str:
    segment = Segment(raw, raw, Place(kind, prefix), kind)
    return splice_text(target, segment, find_definitions(labels))


@pytest.mark.parametrize(
    ("kind", "target", "written"),
    [
        ("paragraph", "# a", "\\# a"),
        ("paragraph", "1986. a", "1986\\. a"),
        ("paragraph", "1986.a", "1986.a"),
        ("paragraph", "- a", "\\- a"),
        ("paragraph", "-a", "-a"),
        ("paragraph", "** *", "\\** *"),
        ("paragraph", "a\n\n# b", "a # b"),
        ("paragraph", "a\\\n# b", "a\\\n\\# b"),
        ("paragraph", "a  \n  b", "a\\\nb"),
        ("paragraph", "a\\\\\nb", "a\\\\ b"),
        ("paragraph", "a\\\n", "a\\\\"),
        ("paragraph", "a\\  \nb", "a\\\\\\\nb"),
        ("paragraph", "a\r\nb\rc", "a b c"),
        ("paragraph", "<div>a", "\\<div>a"),
        ("paragraph", "<b>", "\\<b>"),
        ("paragraph", "<b>a</b>", "<b>a</b>"),
        ("paragraph", "a\0b", "a\ufffdb"),
        ("paragraph", " \t\n", "raw"),
        ("paragraph", "\u00a0", "\u00a0"),
        ("paragraph", "a\u2028# b\x85- c", "a\u2028# b\x85- c"),
        ("heading", "a #", "a \\#"),
        ("heading", "a {#b}", "a {#b&#125;"),
        ("heading", "a\\\nb", "a b"),
        ("heading", "# a", "# a"),
        ("setext", "a\\\n===", "a\\\n\\==="),
        ("cell", "a|b `c|d`", "a\\|b `c\\|d`"),
        ("cell", "a\\", "a\\\\ "),
        ("cell", "a\\\nb", "a b"),
        ("html", "a < b <i>c</i> <d", "a < b <i>c</i> &lt;d"),
        ("html", "a\n\nb", "a b"),
        ("html", "<!-- a", "&lt;!-- a"),
        ("attribute", "\"a\" 'b' <c>", "&quot;a&quot; &#39;b&#39; &lt;c&gt;"),
        ("field", "a\nb", "a b"),
    ],
)
def test_places(kind: PlaceKind, target: str, written: str) -> None:
    """What each place escapes, and what it leaves alone."""
    assert _splice(target, kind) == written


def test_an_attribute_keeps_the_quotes_its_source_has() -> None:
    """A quote inside the source's value cannot be the one around it."""
    assert _splice('it\'s "x"', "attribute", raw="isn't") == "it's &quot;x&quot;"
    assert _splice('it\'s "x"', "attribute", raw='"a" > b') == 'it&#39;s "x"'


def test_further_lines_take_the_prefix() -> None:
    """A hard break continues the block on a line with its quote marks and indentation."""
    assert _splice("a\\\nb", "item", prefix=">   ") == "a\\\n>   b"
    assert localise(cut_markdown(">- a\n"), lambda s: "b\\\nc") == ">- b\\\n>   c\n"


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("see [Foo]", "see \\[Foo]"),
        ("see [foo][]", "see \\[foo][]"),
        ("see [a][FOO]", "see [a]&#91;FOO]"),
        ("![foo]", "!\\[foo]"),
        ("[foo](/x)", "[foo](/x)"),
        ("[foo](x y z)", "\\[foo](x y z)"),
        ("[bar]", "[bar]"),
        ("\\[foo]", "\\[foo]"),
        ("\\\\[foo]", "\\\\\\[foo]"),
        ("`[foo]`", "`[foo]`"),
        ("x <a b='[foo]'>", "x <a b='[foo]'>"),
    ],
)
def test_labels(target: str, written: str) -> None:
    """Brackets that would find a definition by chance are escaped; inline links and code are not touched."""
    assert _splice(target, "paragraph", labels="[foo]: /u") == written


@given(HOSTILE)
@settings(max_examples=200)
def test_no_translation_finds_a_definition(target: str) -> None:
    """A document's definitions give a translation no link that it would not have without them."""
    definitions = "\n\n[foo]: /FOUND\n[bar]: /FOUND\n[x]: /FOUND\n[a]: /FOUND\n"
    document = cut_markdown(f"word{definitions}")

    assert "FOUND" not in render_html(localise(document, lambda segment: target))


@given(HOSTILE)
@settings(max_examples=200)
def test_the_lines_of_a_paragraph_open_no_block(target: str) -> None:
    """Also behind a word, a translation is one paragraph and nothing else."""
    events = parse_events(f"x {_splice(target, 'paragraph')}")

    assert [e.name for e in events if e.kind == "start" and e.name not in INLINE_TAGS] == ["Paragraph"]


@given(st.text(alphabet="ab<>!-?/&'\"= ibp\n", max_size=30))
@settings(max_examples=300)
def test_html_holds_whole_tags_only(target: str) -> None:
    """No tag or comment of a run of HTML is left open at its end."""
    assert [part for part in tokenise(_splice(target, "html")) if part.kind == "skip"] == []


def test_join_pieces_writes_segments_in_order() -> None:
    """The skeleton stays; every segment is what the function makes of it."""
    assert join_pieces(cut_markdown("# a\n\n- b\n"), lambda s: s.source.upper()) == "# A\n\n- B\n"


@pytest.mark.parametrize(
    "text", ["[", "[a](", "[foo]", "\\", "|", " ", "\n", "\\\n", "<a ", "<", "`", "``a`", " \n", "#", "}", "-", "1"]
)
def test_it_takes_time_in_proportion(text: str) -> None:
    """Twice the translation, about twice the work, whatever repeats in it."""
    places: list[PlaceKind] = ["paragraph", "heading", "cell", "html", "attribute"]

    def splice(size: int) -> None:
        for kind in places:
            _splice(f"a {text * size} a", kind, labels="[foo]: /u")

    assert growth(splice, 2_000) < 3.2
