"""HTML articles: their fields, their body, and their source in another language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import growth
from support.html_pieces import PIECES

from polypub.errors import SourceError
from polypub.formats.fields import FieldReader
from polypub.formats.html_article import HtmlArticle, localise_html_article, read_html_article
from polypub.model.text import Segment

KNOWN = ("title", "summary", "date", "draft", "authors", "tags", "image", "dateline", "translate", "updated", "aliases")
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8"><meta name=viewport content="width=device-width">
  <title>Mills &amp; more</title>
  <meta name="Description" content="About
  mills">
  <meta name='tags' content='Water, Wood'>
  <meta name="kicker" content="By the 'river'">
  <meta property="og:title" content="No"><meta name="twitter:card" content="no">
  <style>p { color: red }</style>
</head>
<body class="page">
<h1>Mills &amp;
 <em>more</em></h1>
<p>One</p>
</body>
</html>
"""


def _read(text: str) -> tuple[HtmlArticle, list[str]]:
    reader = FieldReader("content/x.html", strict=False)
    article = read_html_article(text, reader, KNOWN)
    return article, [str(problem) for problem in reader.problems]


def _fields(text: str) -> dict[str, object]:
    article, problems = _read(text)
    assert problems == []
    return {name: value.plain for name, value in article.matter.fields.items()}


def test_title_and_meta_are_the_fields() -> None:
    """Decoded, each with its line; what is for browsers and networks is none."""
    article, problems = _read(PAGE)

    assert problems == []
    assert {name: (value.plain, value.line) for name, value in article.matter.fields.items()} == {
        "title": ("Mills & more", 5),
        "summary": ("About\n  mills", 6),
        "tags": (["Water", "Wood"], 8),
        "kicker": ("By the 'river'", 9),
    }
    assert article.matter.raw + article.matter.body == PAGE
    assert article.matter.body_line == 13


def test_the_body_is_what_stands_in_body_without_the_title() -> None:
    """Its lines are the file's."""
    article, _ = _read(PAGE)

    assert article.body.text == "\n\n\n<p>One</p>\n"
    assert [(segment.source, segment.line) for segment in article.body.segments] == [("One", 16)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<title>A</title><p>One</p>", "<p>One</p>"),
        ("<!-- c --><title>A</title>\n<meta name=date content=2017-07-05>\n<p>One</p>", "\n<p>One</p>"),
        ("<title>A</title><style>p {}</style><p>One", "<style>p {}</style><p>One"),
        ("<!doctype html><title>A</title><style>p {}</style><p>One", "<p>One"),
        ("<title>A</title><body>One</body><script>x</script></html>", "One"),
        ("<title>A</title><body>One</body>Two</html>", "One</body>Two"),
        ("<HTML><HEAD><TITLE>A</TITLE><BASE HREF=x></HEAD><BODY>One</BODY></HTML>", "One"),
        ("<h1>A</h1><p>One", "<p>One"),
        ("<title>A</title><h1>B</h1>One", "<h1>B</h1>One"),
        ("<title>A</title><h1>B</h1><h1>A</h1>One", "<h1>B</h1><h1>A</h1>One"),
        ("---\ntitle: A\n---\n<p>One", "<p>One"),
        ("+++\ntitle = 'A'\n+++\n<h1>A</h1><p>One", "<p>One"),
        ("\ufeff<title>A</title>One", "One"),
    ],
)
def test_where_the_body_is(text: str, body: str) -> None:
    """Of documents with and without their tags, and with a header of other generators."""
    article, problems = _read(text)

    assert problems == []
    assert article.matter.fields["title"].plain == "A"
    assert article.body.text == body


@pytest.mark.parametrize(
    ("metas", "fields"),
    [
        ('<meta name="author" content="Doe, J."><meta name="author" content="X">', {"authors": ["Doe, J.", "X"]}),
        ('<meta name="authors" content="Doe, J.; X">', {"authors": ["Doe, J.", "X"]}),
        ('<meta name="keywords" content="a,b ,">', {"tags": ["a", "b"]}),
        ('<meta name=image content="/x"><meta name="image.alt" content=A>', {"image": {"src": "/x", "alt": "A"}}),
        ('<meta name="dateline.place" content="MINSK">', {"dateline": {"place": "MINSK"}}),
        ('<meta name="description" content="a"><meta name="summary" content="b">', {"summary": "b"}),
        ('<meta name="description" content="a"><meta name="description" content="b">', {"summary": "a"}),
        ("<meta name=DRAFT content=yes>", {"draft": "yes"}),
        ('<meta name="linkTitle" content="a">', {"linkTitle": "a"}),
        ('<meta name="title" content="no">', {}),
        ('<meta name="modified" content="2017-07-05">', {"updated": "2017-07-05"}),
        ('<meta http-equiv="refresh" content="0"><meta name="robots" content="noindex"><meta name="x">', {}),
        ('<meta name="dc.title" content="x"><meta name="googlebot" content="x"><meta name="og:x" content="x">', {}),
        ('<html translate="no">', {"translate": "no"}),
    ],
)  # fmt: skip
def test_fields(metas: str, fields: dict[str, object]) -> None:
    """Names as in other articles, and those that HTML has for the same."""
    assert _fields(f"<title>A</title>{metas}One") == {"title": "A", **fields}


def test_what_is_wrong_is_told_with_its_line() -> None:
    """A field that is given twice, and a title that stands nowhere."""
    _, twice = _read(
        '<title>A</title>\n<meta name="date" content="2017-07-05">\n<meta\nname="date" content="2018-07-05">'
    )
    _, missing = _read("<p>One</p>")

    assert twice[0].startswith("content/x.html:4: `date` is given twice")
    assert missing[0].startswith("content/x.html:1: it has neither a `<title>` nor an `<h1>`")
    with pytest.raises(SourceError):
        _read("---\ntitle: [\n---\n")


def test_the_localised_source_has_its_fields_and_blocks_replaced() -> None:
    """Title, heading, description, tags, own fields, the language of the page, and the blocks; all else stays."""
    words = {
        "title": 'Млыны & "болей" <b>',
        "summary": 'Пра "млыны"',
        "kicker": "Ля 'ракі'",
        "lang": "be",
    }

    def fields(name: str, source: str) -> str | None:
        return {"Water": "Вада"}.get(source) if name == "tags" else words.get(name)

    found = localise_html_article(PAGE, fields, lambda segment: "Адзін")

    expected = (
        PAGE.replace("<title>Mills &amp; more", '<title>Млыны &amp; "болей" &lt;b&gt;')
        .replace("Mills &amp;\n <em>more</em>", 'Млыны &amp; "болей" &lt;b&gt;')
        .replace("About\n  mills", "Пра &quot;млыны&quot;")
        .replace("Water", "Вада")
        .replace("By the 'river'", "Ля 'ракі'")
        .replace('lang="en"', 'lang="be"')
        .replace(">One<", ">Адзін<")
    )
    assert found == expected


def test_a_header_of_other_generators_is_localised() -> None:
    """Fields before the HTML are asked for by their names."""
    text = "---\ntitle: A mill\nimage: {src: x.jpg, alt: B}\n---\n<meta name=summary content=C>\n<p>One</p>\n"
    found = localise_html_article(text, lambda name, source: f"{name}: {source}" if name != "image.src" else None)

    assert found == (
        '---\ntitle: "title: A mill"\nimage: {src: x.jpg, alt: "image.alt: B"}\n---\n'
        '<meta name=summary content="summary: C">\n<p>One</p>\n'
    )


@given(
    st.lists(st.sampled_from((*PAGE.splitlines(keepends=True), "<meta name=a content=b>", "<title>x")), max_size=9).map(
        "".join
    )
    | PIECES
)
@settings(max_examples=100)
def test_the_identity_gives_the_source(text: str) -> None:
    """Law 2 for whole files: without translations, or with each text as its own, nothing changes."""

    def same(segment: Segment) -> str | None:
        return None

    assert localise_html_article(text, lambda name, source: None) == text
    assert localise_html_article(text, lambda name, source: source, same) == text


@pytest.mark.parametrize(
    "text",
    ["<meta name=a content=b>", "<meta name=tags content='a,b'>", "<title>a", "<h1>a", "<script>", "<link>", "<head>"],
)
def test_it_takes_time_in_proportion(text: str) -> None:
    """Twice the HTML, about twice the work."""
    assert growth(lambda size: _read(f"<html>{text * size}") and None, 200) < 3.2
