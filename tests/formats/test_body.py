"""Bodies: languages and anchors land on the block they belong to."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from support.documents import DOCUMENTS, HOSTILE
from support.growth import growth

from polypub.formats.body import render_body
from polypub.formats.markdown import cut_markdown
from polypub.model.text import Segment

LANGUAGE = ' lang="en" dir="ltr"'


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


def test_a_backslash_at_the_end_stays_a_backslash() -> None:
    """What would escape the mark's own tag is the text's, and is seen."""
    assert _marked("a\\\n") == f"<p{LANGUAGE}>a\\</p>\n"


def test_an_alternative_text_beside_signs_takes_its_language_too() -> None:
    """Another attribute may hold what looks like the end of the tag."""
    html = '<p><img title="a > b" alt="An alt" src="a"></p>\n'

    assert _marked(html) == f'<p><img{LANGUAGE} title="a > b" alt="An alt" src="a"></p>\n'


def test_a_document_may_hold_the_mark_itself() -> None:
    """The tag that carries attributes has a name that the document has not."""
    html = _marked("a <x-polypub-7>b</x-polypub-7>\n\nc\n")

    assert html == f"<p{LANGUAGE}>a <x-polypub-7>b</x-polypub-7></p>\n<p{LANGUAGE}>c</p>\n"


def test_a_translation_that_holds_the_mark_is_written_without_one() -> None:
    """No translation, whatever it holds, breaks the marks of others."""
    html = render_body(
        cut_markdown("a\n\nb\n"), lambda s: "<x-polypub-9>" if s.raw == "a" else None, lambda s, t: LANGUAGE
    )

    assert html.endswith(f"<p{LANGUAGE}>b</p>\n")


@given(DOCUMENTS, HOSTILE)
@settings(max_examples=150)
def test_marks_change_nothing_else(text: str, target: str) -> None:
    """Without the attributes and the spans, a marked body is the plain one, whatever translations hold."""
    assume(
        not target.rstrip("\\ \n\r\t\v\f").endswith(("*", "_", "~"))
    )  # a loose mark of emphasis reads its neighbours
    document = cut_markdown(text)
    mark = ' data-mark="m"'
    for lookup in (lambda segment: None, lambda segment: target):
        plain = render_body(document, lookup, lambda segment, target: "")
        marked = render_body(document, lookup, lambda segment, target: mark)

        assert re.sub(r"</?span>", "", marked.replace(mark, "")) == plain
        assert "x-polypub" not in marked


def test_it_takes_time_in_proportion() -> None:
    """Twice the blocks, about twice the work, marks included."""
    assert growth(lambda size: _marked("a\n\n<p><img alt='b'></p>\n\n" * size) and None, 500) < 3.2
