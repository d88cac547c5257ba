"""The body of an HTML article in a page: languages and anchors on its elements, and nothing that leaks out of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser
from support.growth import growth
from support.html_pieces import PIECES

from polypub.formats.body import render_body
from polypub.formats.date_placeables import Writers
from polypub.formats.html_document import cut_html
from polypub.model.text import Segment

L = ' lang="en" dir="ltr"'


def _marked(html: str) -> str:
    return render_body(cut_html(html), lambda _: None, lambda segment, target: L)


def _plain(html: str) -> str:
    return render_body(cut_html(html), lambda _: None, lambda segment, target: "")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p class=x>One <b>two</b></p>", f'<p{L} class="x">One <b>two</b></p>'),
        ("<ul><li>One<li>Two</ul>", f"<ul><li{L}>One<li{L}>Two</ul>"),
        ("<table><tr><td>One<td>Two</table>", f"<table><tr><td{L}>One<td{L}>Two</table>"),
        ("<ul><li>One<ul><li>Two</ul></ul>", f"<ul><li><span{L}>One</span><ul><li{L}>Two</ul></ul>"),
        ("<div>One<p>Two</p></div>", f"<div><span{L}>One</span><p{L}>Two</p></div>"),
        ("One<br>two", f"<span{L}>One<br>two</span>"),
        ('<p lang="fr">Oui</p><p DIR=rtl>x</p>', '<p lang="fr">Oui</p><p lang="en" dir="rtl">x</p>'),
        ('<p title="a>b">One</p>', f'<p{L} title="a&gt;b">One</p>'),
        ("<img src=x alt='A mill'>", f"""<img{L} src="x" alt="A mill">"""),
        ("<IMG SRC=x ALT=Mill>", f'<img{L} src="x" alt="Mill">'),
        ("<svg aria-label='A chart'></svg>", f"<svg{L} aria-label='A chart'></svg>"),
    ],
)
def test_a_language_is_on_the_element_that_the_text_is_the_whole_of(html: str, shown: str) -> None:
    """Whatever end tags are left out; a part of an element gets a `<span>`, and the author's own language stays."""
    assert _marked(html) == shown


def test_a_title_in_another_language_than_its_element_is_left_out() -> None:
    """An attribute cannot say in which language it is; it stays where its element says so."""
    section = '<section title="About it"><p>One</p></section>'
    translated = render_body(cut_html(section), lambda _: "Слова", lambda segment, target: "")

    assert _marked(section) == f"<section><p{L}>One</p></section>"
    assert _marked('<p title="About it">One</p>') == f'<p{L} title="About it">One</p>'
    assert translated == '<section title="Слова"><p>Слова</p></section>'
    assert _plain(section) == section


def test_anchors_are_ids_of_headings() -> None:
    """The source's anchor stands on the translated heading."""

    def attributes(segment: Segment, target: str | None) -> str:
        return f' id="{segment.anchor}"' if segment.anchor else ""

    html = "<H3 class=x>The <i>walls</i></H3><h4 id=own>x</h4>"
    shown = render_body(cut_html(html), lambda s: "Муры", attributes)

    assert shown == '<h2 id="the-walls" class="x">Муры</h2><h3 id="own">Муры</h3>'


def test_headings_in_scripts_stay() -> None:
    """The level of headings is changed on tags alone."""
    assert _plain("<h1>a</h1><script>'<h1>'</script><!-- <h1> -->") == (
        "<h2>a</h2><script>'<h1>'</script><!-- <h1> -->"
    )


def test_addresses_are_written_as_later_steps_read_them() -> None:
    """Small letters and double quotes, on links, pictures and media."""
    assert _plain("<A HREF='a.html' title='\"'>x</A>") == '<a href="a.html" title="&quot;">x</a>'
    assert _plain("<a\nhref = a.html?b=c data-x>x</a>") == '<a href="a.html?b=c" data-x>x</a>'


def test_dates_are_written() -> None:
    """A date in a text or an attribute is the edition's, in a script it stays."""
    day = Writers(lambda day, form: f"<{day:%d}", lambda day, form: "source")
    html = "<p>{date 2017-07-05}, x</p><img alt='{date 2017-07-05} x'><script>'{date 2017-07-05}'</script>"
    shown = render_body(cut_html(html), lambda segment: segment.source, lambda segment, target: "", day)

    assert shown == (
        '<p><time datetime="2017-07-05">&lt;05</time>, x</p><img alt="&lt;05 x"><script>\'{date 2017-07-05}\'</script>'
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<div><p>a<b>c", "<div><p>a<b>c</b></p></div>"),
        ("a</div></section></article>b", "ab"),
        ("<h2>a</h3>b", "<h2>a</h3>b"),
        ("<p>x <!-- never", "<p>x </p>"),
        ('<p>x <a href="y', "<p>x </p>"),
        ("<script>x", "<script>x</script>"),
        ("<a><textarea>", "<a><textarea></textarea></a>"),
        ("<script><!--<script>", "<script><!--<script>--></script>"),
        ("</body></html><body>x", "x"),
        ("<b><i>x</b>y</i>", "<b><i>x</b>y</i>"),
    ],
)
def test_what_is_open_at_the_end_is_closed(html: str, shown: str) -> None:
    """And what ends an element that the article did not begin is left out."""
    assert _plain(html) == shown


@given(PIECES)
@settings(max_examples=100)
def test_an_article_never_leaks_into_its_page(html: str) -> None:
    """The page around the body keeps its elements, whatever the author left open."""
    page = LexborHTMLParser(f"<!doctype html><body><main>{_marked(html)}</main><footer></footer>")
    main, footer = page.css_first("main"), page.css_first("footer")

    assert main is not None
    assert footer is not None
    assert (main.parent.tag, footer.parent.tag) == ("body", "body")  # type: ignore[union-attr]  # both have one
    assert footer.html == "<footer></footer>"


@given(PIECES)
@settings(max_examples=100)
def test_marks_change_no_text(html: str) -> None:
    """They are attributes of elements, and spans around texts."""
    plain, marked = (LexborHTMLParser(f"<body>{shown}").text() for shown in (_plain(html), _marked(html)))

    assert marked == plain


@pytest.mark.parametrize(
    "text", ["<p>a", "<div title='a b'>", "<b>a", "</b>a<b>", "<img alt='a'>", "<li>a<ul>", "<h2>a</h2>"]
)
def test_it_takes_time_in_proportion(text: str) -> None:
    """Twice the HTML, about twice the work."""
    assert growth(lambda size: _marked(text * size) and None, 200) < 3.2
