"""Dates inside a text: one placeable for translators, a date of each edition for readers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import DOCUMENTS
from support.growth import growth
from support.normal_html import normalise_html

from polypub.cldr.dates import format_day
from polypub.formats.body import render_body
from polypub.formats.commonmark import render_html
from polypub.formats.date_placeables import Writers, fill_text, find_days, find_malformed
from polypub.formats.inline import find_placeables
from polypub.formats.localise import localise
from polypub.formats.markdown import cut_markdown
from polypub.formats.veil import unveil, veil
from polypub.model.locale import Locale
from polypub.translate.shield import restore, shield

WRITERS = Writers(
    lambda day, pattern: format_day(day, Locale("be"), pattern),
    lambda day, pattern: format_day(day, Locale("en-GB"), pattern),
)
BE, EN = '<time datetime="2017-07-05">5 ліпеня 2017\u202fг.</time>', '<time datetime="2017-07-05">5 July 2017</time>'


def _own(text: str) -> str:
    return render_body(cut_markdown(text), lambda segment: segment.source, lambda segment, target: "", WRITERS)


def _source(text: str) -> str:
    return render_body(cut_markdown(text), lambda segment: None, lambda segment, target: "", WRITERS)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("On {date 2017-07-05 long}.\n", "<p>On ", ".</p>\n"),
        ("On {date 2017-07-05}\n", "<p>On ", "</p>\n"),
        ("## Opened {date 2017-07-05 long}\n", "<h2>Opened ", "</h2>\n"),
        ("## Opened {date 2017-07-05 long} {#own}\n", '<h2 id="own">Opened ', "</h2>\n"),
        ("Opened {date 2017-07-05}\n====\n", "<h2>Opened ", "</h2>\n"),
        ("**{date 2017-07-05}** it was\n", "<p><strong>", "</strong> it was</p>\n"),
        ("> - on {date\n>   2017-07-05 long}\n", "<blockquote>\n<ul>\n<li>on ", "</li>\n</ul>\n</blockquote>\n"),
        ("| a |\n|---|\n| {date 2017-07-05} |\n", "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>",
         "</td></tr>\n</tbody></table>\n"),
    ],
)  # fmt: skip
def test_a_date_is_the_editions_own(text: str, before: str, after: str) -> None:
    """Translated texts have the edition's dates, those that are not the source's; machines read the day in both."""
    assert _own(text) == f"{before}{BE}{after}"
    assert _source(text) == f"{before}{EN}{after}"


def test_translators_see_it_as_it_is() -> None:
    """The message holds the placeable as the author wrote it, at a heading's end too, and its anchor the day."""
    segments = list(cut_markdown("## Opened {date 2017-07-05 long}\n\nIn {date 2017-07-05 yMMMM}.\n").segments)
    assert [segment.source for segment in segments] == ["Opened {date 2017-07-05 long}", "In {date 2017-07-05 yMMMM}."]
    assert segments[0].anchor == "opened-date-2017-07-05-long"
    assert [p.text for p in find_placeables(segments[0].source)] == ["{date 2017-07-05 long}"]


def test_engines_do_not_see_it() -> None:
    """It is hidden from a translation engine and comes back."""
    hidden = shield("Opened {date 2017-07-05 long} again")
    assert "2017" not in hidden.text
    assert restore(hidden, hidden.text.replace("Opened", "Адкрыты")) == "Адкрыты {date 2017-07-05 long} again"


def test_code_and_escapes_are_not_filled() -> None:
    """In code, and behind a backslash, it is what it says."""
    text = "`{date 2017-07-05}` and \\{date 2017-07-05}\n\n    {date 2017-07-05}\n\n<pre>{date 2017-07-05}</pre>\n"
    html = _own(text)
    assert "<time" not in html
    assert html.count("{date 2017-07-05}") == 4
    assert html == _source(text)


def test_in_attributes_it_is_words_alone() -> None:
    """An alternative text cannot hold an element."""
    assert 'alt="On 5 ліпеня"' in _own("![On {date 2017-07-05 MMMMd}](a.png)\n")
    assert 'alt="On 5 July"' in _source('<p><img src="a.png" alt="On {date 2017-07-05 MMMMd}"></p>\n')


def test_plain_texts_are_filled_too() -> None:
    """Titles and summaries have no markup."""
    assert fill_text("Opened {date 2017-07-05}, {date 2017-07-05 full}", WRITERS.own) == (
        "Opened 5 ліпеня 2017\u202fг., серада, 5 ліпеня 2017\u202fг."
    )
    assert fill_text("No {dates} here", WRITERS.own) == "No {dates} here"


@pytest.mark.parametrize(
    "written",
    ["{date 2017-13-05}", "{date tomorrow}", "{date 2017-07-05 longg}", "{date 2017-07-05 HHmm}", "{date 5.7}"],
)
def test_what_is_no_date_stays_and_is_told(written: str) -> None:
    """A malformed one stays on the page as it is written, even at the end of a heading."""
    assert list(find_malformed(f"On {written}, `{written}`")) == [written]
    assert _own(f"## On {written}\n") == f"<h2>On {written}</h2>\n"
    assert fill_text(f"On {written}", WRITERS.own) == f"On {written}"


def test_days_are_known_whatever_their_form() -> None:
    """A translator may choose another form of the same day."""
    assert list(find_days("{date 2017-07-05 long} `{date 2017-07-06}` {date x}")) == [
        ("2017-07-05", "{date 2017-07-05 long}")
    ]
    assert not list(find_malformed("{date 2017-07-05} {date 2017-07-05 yMMMd}"))


DATES = st.dates(dt.date(1, 1, 1)).map(lambda day: f"{{date {day.isoformat()} long}}")


@given(DOCUMENTS, DATES, st.integers(0))
def test_the_laws_hold_with_dates_anywhere(document: str, date: str, place: int) -> None:
    """Laws 1 and 2: the pieces are the source, and every message spliced back gives the same page."""
    at = place % (len(document) + 1)
    text = document[:at] + date + document[at:]
    cut = cut_markdown(text)
    assert cut.text == text
    assert not any(character in segment.source for segment in cut.segments for character in "\x0e\x0f")
    spliced = localise(cut, lambda segment: segment.source)
    assert normalise_html(render_html(spliced)) == normalise_html(render_html(text))


@given(st.text(st.sampled_from("{}date 2017-05\\\x0e\x0f`\n="), max_size=60))
def test_the_veil_has_the_length_of_the_text(text: str) -> None:
    """Offsets stay true, in characters and in bytes, and the braces come back."""
    assert len(veil(text).encode()) == len(text.encode())
    if "\x0e" not in text and "\x0f" not in text:
        assert unveil(veil(text)) == text


def test_hostile_texts_cost_no_more_than_their_length() -> None:
    """A text of openings alone, or of escaped dates, is read in linear time."""
    assert growth(lambda size: (veil("\\{date 1}" * size), None)[1], 1000) < 3
    assert growth(lambda size: (veil("{date " * size), None)[1], 1000) < 3
