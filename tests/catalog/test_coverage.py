"""Words are counted as a reader sees them, and shares by state."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import growth

from polypub.catalog.coverage import _ALL_AWAY, _CODE, _IDEOGRAPH, _gap, count_words, cover
from polypub.model.locale import Locale
from polypub.model.message import Key, Translation, Translations
from polypub.model.page import Coverage
from polypub.model.state import State


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (2, "Hello, world!"),
        (3, "Don't miss 3,000"),
        (4, 'A [link here](https://example.org/a_(b) "Title") ends'),
        (3, "**Bold** and _soft_"),
        (2, "Run `polypub render --jobs 2` now"),
        (1, "<b>bo</b>ld <!-- not this -->"),
        (1, "see <https://example.org>"),
        (1, "see https://example.org/a?b=c#d"),
        (2, "on {date 2017-07-05 long} at {name} %(place)s"),
        (2, "![two words](a.png)"),
        (2, "[one][ref] [two][]"),
        (3, "well-known – or — this"),
        (7, "白俄罗斯 Minsk 首都，"),
        (5, "ミンスクへ。"),
        (2, "한국어 단어"),
        (2, "हिन्दी में"),
        (2, "اللغة العربية"),
        (0, " — * "),
        (0, ""),
    ],
)
def test_words(words: int, text: str) -> None:
    """Markup, addresses, code and placeables do not count; each Chinese or Japanese character does."""
    assert count_words(text) == words


def test_coverage_counts_each_source_by_its_state() -> None:
    """Messages and words are summed by coarse state; what has no text is untranslated."""
    states = {"a": State.REVIEWED, "b": State.ACCEPTED, "c": State.EDITED_DRAFT, "d": State.STALE_APPROVED}
    entries = {Key(None, name): Translation(("x",), state) for name, state in states.items()}
    sources = [(Key(None, name), words) for name, words in zip("abcde", (1, 2, 4, 8, 16), strict=True)]
    coverage = cover(sources, Translations("d", Locale("be"), "", entries))
    assert coverage == Coverage(5, 2, 1, 1, 31, 3, 4, 8)
    assert coverage.untranslated == 1


def test_a_context_is_another_message() -> None:
    """A translation without a context does not cover a source with one."""
    entries = {Key(None, "May"): Translation(("Май",), State.REVIEWED)}
    assert cover([(Key("month", "May"), 1)], Translations("d", Locale("be"), "", entries)).reviewed == 0


_PIECES = (
    "a é Don't 1 _u_ *e* - – — / … ( ) [ ] ](b) ](c'(d)) ][r] <b> </b> <!-- x --> <h:x> {n} {1} %(p)s %(p) &amp; &",
    "`c` http://x.y/z(1) xhttp://x www.a.b awww.a",
    "mailto:a@b zmailto:a ://q 漢 か 한국어 𠀀 हिन्दी \u00a0 \u2009 \n \t _ «",
)
_PARTS = st.lists(st.sampled_from(" ".join(_PIECES).split(" ")), max_size=7)


@settings(max_examples=500)
@given(_PARTS.map("".join) | _PARTS.map(" ".join))
def test_words_are_counted_as_they_are_defined(text: str) -> None:
    """The short ways count what the definition does: away with markup, then every part with a letter or digit."""
    words = _CODE.sub(" ", text)
    words = _ALL_AWAY.sub(_gap, words)
    words, ideographs = _IDEOGRAPH.subn(" ", words)
    expected = sum(any(map(str.isalnum, part)) for part in re.split(r"[\s–—/…]", words))
    assert count_words(text) == ideographs + expected


@pytest.mark.parametrize("text", ["*", "_", ">", "][", "{a", "a:", "%(a", "/", "- ", "]:"])
def test_words_are_counted_in_proportion(text: str) -> None:
    """Marks that are no words, however many, are looked at once."""
    assert growth(lambda size: count_words.__wrapped__(text * size) and None, 200) < 3.2
