"""Words are counted as a reader sees them, and shares by state."""

import pytest

from polypub.catalog.coverage import count_words, cover
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
