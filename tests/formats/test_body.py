"""Bodies: languages and anchors land on the block they belong to."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.formats.body import render_body
from polypub.formats.commonmark import render_html
from polypub.formats.markdown import cut_markdown
from polypub.model.text import Segment

LANGUAGE = ' lang="en" dir="ltr"'
_BLOCKS = st.lists(
    st.sampled_from(
        [
            "Word *em* word",
            "- a\n- b\n  - c",
            "> quote\n> on",
            "| a | b |\n|---|---|\n| c | d |",
            "## Head",
            "Term\n: def",
            "1. one\n\n2. two",
            "text[^n]\n\n[^n]: note",
            "<p>html</p>",
            "- [x] done",
            "line\\\nbreak",
            "![alt](a.png) x",
            '<p lang="fr">oui</p>',
            "### *All* {#own}",
        ]
    ),
    min_size=1,
    max_size=5,
)


def _marked(text: str) -> str:
    return render_body(cut_markdown(text), lambda segment: None, lambda segment, target: LANGUAGE)


def test_the_language_of_a_whole_block_is_on_its_element() -> None:
    """A paragraph, heading, cell or term carries `lang` and `dir` itself."""
    assert _marked("a *b*\n") == f"<p{LANGUAGE}>a <em>b</em></p>\n"
    assert _marked("## h\n") == f"<h2{LANGUAGE}>h</h2>\n"
    assert f"<td{LANGUAGE}>c</td>" in _marked("| a |\n|---|\n| c |\n")


def test_the_language_of_a_part_is_on_a_span() -> None:
    """An item with a list inside is not all in that language."""
    assert f"<li><span{LANGUAGE}>a</span>" in _marked("- a\n  - b\n")
    assert f"<li{LANGUAGE}>b</li>" in _marked("- a\n  - b\n")


def test_what_the_author_says_of_a_language_stays() -> None:
    """A block of raw HTML with a language of its own is not given another."""
    assert _marked('<p lang="fr">oui</p>\n') == '<p lang="fr">oui</p>\n'


def test_an_alternative_text_takes_its_language_on_the_image() -> None:
    """The image's element carries the language of its text."""
    assert _marked('<p><img src="a" alt="An alt"></p>\n') == f'<p><img{LANGUAGE} src="a" alt="An alt"></p>\n'


def test_headings_begin_below_the_title() -> None:
    """Whatever level an author begins at, the first one below the page's title is used."""
    plain = (lambda segment: None, lambda segment, target: "")

    assert render_body(cut_markdown("# a\n\n## b\n"), *plain) == "<h2>a</h2>\n<h3>b</h3>\n"
    assert render_body(cut_markdown("### a\n\n#### b\n"), *plain) == "<h2>a</h2>\n<h3>b</h3>\n"


def test_anchors_are_ids() -> None:
    """The source's anchor stands on the translated heading."""

    def attributes(segment: Segment, target: str | None) -> str:
        return f' id="{segment.anchor}"'

    assert render_body(cut_markdown("## The walls\n"), lambda s: "Муры", attributes) == '<h2 id="the-walls">Муры</h2>\n'


@given(_BLOCKS)
@settings(max_examples=150)
def test_marks_change_nothing_else(blocks: list[str]) -> None:
    """Without the attributes and the spans, a marked body is the plain one."""
    text = "\n\n".join(blocks) + "\n"
    plain = render_body(cut_markdown(text), lambda segment: None, lambda segment, target: "")
    unmarked = re.sub(r"</?span>", "", _marked(text).replace(LANGUAGE, ""))

    assert plain.replace("<span>", "") == unmarked
    assert "x-polypub" not in unmarked
    assert plain or not render_html(text)
