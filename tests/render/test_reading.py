"""What an article's HTML tells of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.render.reading import caption_pictures, count_minutes, read_contents

EN, ZH, TH, KO = map(Locale, ("en", "zh-Hans", "th", "ko"))


def test_contents_are_the_headings_of_two_levels() -> None:
    """Those without an anchor cannot be linked to; markup and note marks are no part of a title."""
    html = (
        '<h2 id="a">One &amp; <em>two</em><sup><a href="#note-1">1</a></sup></h2>'
        '<h3 id="b" lang="ar" dir="rtl">ثلاثة</h3>'
        '<h4 id="c">Deep</h4><h2>No anchor</h2><h2 class="x" id="d e&quot;">\n Four\n five </h2><h2 id="f"></h2>'
    )
    first, second = read_contents(html)
    assert (first.title.text, first.url) == ("One & two", "#a")
    assert [(h.title.text, h.title.lang, h.title.dir, h.url) for h in first.children] == [("ثلاثة", "ar", "rtl", "#b")]
    assert (second.title.text, second.url, second.children) == ("Four five", '#d e"', ())


def test_a_lower_heading_before_any_higher_one_stands_on_its_own() -> None:
    """It is not lost."""
    assert [h.url for h in read_contents('<h3 id="a">A</h3><h2 id="b">B</h2>')] == ["#a", "#b"]


@pytest.mark.parametrize(
    ("html", "locales", "minutes"),
    [
        ("<p></p><hr>", (EN,), 0),
        ("<p>One word</p>", (EN,), 1),
        (f"<p title='a b c'>{'word ' * 660}</p>", (EN,), 3),
        (f"<p>{'汉字' * 630}</p>", (ZH, EN), 3),
        (f"<p>{'word ' * 440}</p><p>{'字' * 420}</p>", (ZH,), 3),
        (f"<p>{'ภาษาไทย' * 120}</p>", (TH,), 2),
        (f"<p>{'단어 ' * 660}</p>", (KO,), 3),
    ],
)
def test_minutes_to_read(html: str, locales: tuple[Locale, ...], minutes: int) -> None:
    """Words, or characters where no spaces part words; tags and attributes take no time."""
    assert count_minutes(html, locales) == minutes


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p lang="en" dir="ltr"><img src="a.png" alt="A" title="B &lt;c&gt;" /></p>',
            '<figure lang="en" dir="ltr"><img src="a.png" alt="A" /><figcaption>B &lt;c&gt;</figcaption></figure>',
        ),
        ('<p><img src="a.png" alt="A" /></p>', None),
        ('<p>See <img src="a.png" alt="A" title="B" /></p>', None),
        ('<p><img src="a.png" alt="A" title="B" /><img src="b.png" alt="" /></p>', None),
    ],
)
def test_a_picture_alone_with_a_title_has_a_caption(html: str, expected: str | None) -> None:
    """Its paragraph becomes a figure and keeps its language; pictures among words stay as they are."""
    assert caption_pictures(html) == (expected or html)


@given(st.text(st.sampled_from('<>h23 id="a"/p&;img'), max_size=60))
def test_no_html_is_too_strange(html: str) -> None:
    """Whatever stands there, nothing fails, and nothing without a picture is changed."""
    read_contents(html)
    count_minutes(html, (ZH,))
    if "<img" not in html:
        assert caption_pictures(html) == html
