"""The merge follows the sources and loses no human word."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from polypub.catalog.carry import LinkChange
from polypub.catalog.merge import merge_catalog
from polypub.catalog.po import read_catalog, render_catalog
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous, Reference, state_of
from polypub.model.state import DraftNote, State, hash_source, hash_targets, is_human

TODAY = dt.date(2026, 11, 24)
CASES = sorted((Path(__file__).parent / "merge").glob("*.txt"))
BE = Locale("be")


def read_case(path: Path) -> tuple[str, bytes, bytes, bytes]:
    """Title, old catalog, template and merged catalog of a case."""
    title, old, template, merged = path.read_text("utf-8").split("\n----\n")
    return title, f"{old}\n".encode(), f"{template}\n".encode(), merged.encode()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    """Each case is a document: what it shows, the old catalog, the template, the merged catalog, byte for byte."""
    title, old, template, merged = read_case(path)
    catalog = read_catalog(old, "be.po", "d", BE)
    result = merge_catalog(catalog, read_catalog(template, "d.pot"), TODAY, published="(published)" in title)
    assert render_catalog(result.catalog, old).decode() == merged.decode()
    again = merge_catalog(result.catalog, read_catalog(template, "d.pot"), TODAY, published="(published)" in title)
    assert render_catalog(again.catalog, merged) == merged


def test_there_are_cases() -> None:
    """The folder of cases is found."""
    assert len(CASES) > 15


def entry(source: str, text: str = "", **fields: object) -> Message:
    """A message without a context."""
    return Message(Key(None, source), targets=(text,), **fields)


def catalog(*messages: Message, locale: Locale | None = BE) -> Catalog:
    """A catalog with these messages."""
    return Catalog("d", locale, messages)


def template(*sources: str) -> Catalog:
    """A template with these sources."""
    return catalog(*(entry(source, notes=("type: paragraph",)) for source in sources), locale=None)


def test_the_counts_tell_what_happened() -> None:
    """Added, moved, edited, resurrected, retired and dropped messages are counted apart."""
    old = catalog(
        entry("The first sentence stays as it was", "a"),
        entry("The second sentence moves to the front", "b"),
        entry("The third sentence is edited by its author", "c"),
        entry("Vanishes with its words", "d"),
        entry("Never translated, vanishes"),
        entry("Returns from long ago", "e", obsolete=True),
    )
    new = template(
        "The second sentence moves to the front",
        "The first sentence stays as it was",
        "The third sentence was edited by its author",
        "Returns from long ago",
        "Quite another text, nobody knows it",
    )
    result = merge_catalog(old, new, TODAY)
    counts = (result.added, result.moved, result.edited, result.resurrected, result.retired, result.dropped)
    assert counts == (1, 1, 1, 1, 1, 1)


def test_changed_links_are_listed() -> None:
    """A link target that the merge put into a reviewed translation is told, with its message."""
    old = catalog(entry("See [the lake](../narach/) today", "Глядзі [возера](../narach/) сёння"))
    result = merge_catalog(old, template("See [the lake](../lake/) today"), TODAY)
    assert result.links == (LinkChange(Key(None, "See [the lake](../lake/) today"), "../narach/", "../lake/"),)
    assert state_of(result.catalog.messages[0]) is State.REVIEWED


def test_swapped_links_are_swapped_in_the_translation() -> None:
    """Replacing several targets is done at once, so that one does not undo the other."""
    old = catalog(entry("[a](1) and [b](2) go", "[б](2) і [а](1) ідуць"))
    result = merge_catalog(old, template("[a](2) and [b](1) go"), TODAY)
    assert result.catalog.messages[0].targets == ("[б](1) і [а](2) ідуць",)


def test_links_that_do_not_fit_make_the_message_stale() -> None:
    """A translation that holds the old target more or less often than its source is for a person to look at."""
    old = catalog(entry("See [the lake](../narach/) today", "Глядзі возера сёння"))
    result = merge_catalog(old, template("See [the lake](../lake/) today"), TODAY)
    assert not result.links
    assert state_of(result.catalog.messages[0]) is State.STALE_APPROVED


def test_a_header_keeps_its_fields() -> None:
    """The day of the template is taken over when messages changed, and nothing else of its header."""
    old = dataclasses.replace(catalog(entry("a", "b")), header={"POT-Creation-Date": "1", "Last-Translator": "Anna"})
    new = dataclasses.replace(template("a", "c"), header={"POT-Creation-Date": "2", "Language": ""})
    merged = merge_catalog(old, new, TODAY).catalog
    assert merged.header == {"POT-Creation-Date": "2", "Last-Translator": "Anna"}
    later = dataclasses.replace(new, header={"POT-Creation-Date": "3"})
    assert merge_catalog(merged, later, TODAY).catalog.header == merged.header


def test_a_new_title_inherits_the_day_of_publication() -> None:
    """The day is the article's: a title that was written anew notes it, when it was published is not forgotten."""
    old = catalog(entry("Lakes", "Азёры", comments=("polypub: published 2026-01-02",)), entry("Deep", "Глыбокія"))
    merged = merge_catalog(old, template("Where otters live", "Deep"), TODAY).catalog
    assert merged.messages[0].comments == ("polypub: published 2026-01-02",)


def test_a_plural_whose_quotes_changed_stays_reviewed() -> None:
    """White space and quotes do not count in a plural, either; its words do."""
    old = catalog(Message(Key(None, "a day"), "%d 'days'", ("дзень", "дні")))
    quotes = catalog(Message(Key(None, "a day"), "%d ‘days’"), locale=None)
    assert state_of(merge_catalog(old, quotes, TODAY).catalog.messages[0]) is State.REVIEWED
    edited = catalog(Message(Key(None, "a day"), "%d dark days"), locale=None)
    assert state_of(merge_catalog(old, edited, TODAY).catalog.messages[0]) is State.STALE_APPROVED


def test_code_is_not_typography() -> None:
    """Quotes inside a code span are part of the code: their change is an edit."""
    old = catalog(entry("Write `'yes'` in the last of the fields", "Пішыце `'yes'`"))
    merged = merge_catalog(old, template('Write `"yes"` in the last of the fields'), TODAY).catalog
    assert state_of(merged.messages[0]) is State.STALE_APPROVED


def test_a_hard_break_is_more_than_white_space() -> None:
    """A line broken for readers is an edit, a line folded by the author's editor is none."""
    old = catalog(entry("The first line of it\nand the second", "Першы радок і другі"))
    folded = merge_catalog(old, template("The first line of it and the second"), TODAY).catalog
    broken = merge_catalog(old, template("The first line of it  \nand the second"), TODAY).catalog
    states = [state_of(merged.messages[0]) for merged in (folded, broken)]
    assert states == [State.REVIEWED, State.STALE_APPROVED]


def test_two_places_with_the_same_edit_keep_their_order() -> None:
    """Edited list items that are much alike are told apart by their place."""
    items = [f"Room {number} is open from nine to five" for number in range(1, 7)]
    old = catalog(*(entry(text, f"t{number}", notes=("type: list item",)) for number, text in enumerate(items)))
    edited = [text.replace("five", "six o'clock").replace("Room", "Hall") for text in items]
    merged = merge_catalog(old, template(*edited), TODAY).catalog
    assert [message.targets[0] for message in merged.messages] == [f"t{number}" for number in range(6)]


def test_a_large_catalog_is_matched_without_looking_at_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of comparisons grows with the edited messages, not with their square."""
    calls = 0
    ratio = fuzz.ratio

    def counted(*args: object, **kwargs: object) -> float:
        nonlocal calls
        calls += 1
        return float(ratio(*args, **kwargs))

    monkeypatch.setattr(fuzz, "ratio", counted)
    texts = [f"Paragraph {number} tells of {number * 7919 % 1009} lakes in the north" for number in range(600)]
    old = catalog(*(entry(text, str(number)) for number, text in enumerate(texts)))
    merged = merge_catalog(old, template(*(text.replace("north", "north-west") for text in texts)), TODAY)
    assert merged.edited == 600
    assert calls <= 600 * 21
    assert [message.targets[0] for message in merged.catalog.messages] == [str(number) for number in range(600)]


words = st.sampled_from('the lake is deep blue and very old near a small town [link](a) [link](b) “ " 3'.split())
sources = st.lists(words, min_size=1, max_size=8).map(" ".join)
keys = st.builds(Key, st.none() | st.sampled_from(["", "menu"]), sources)
targets = st.sampled_from(["", "возера", "горад [спасылка](a)", "стары млын"])
human = st.lists(
    st.sampled_from(["ask Anna", "see the map", "polypub: stale 2026-01-01", "polypub: published 2026-01-01"]),
    max_size=2,
)


@st.composite
def messages(draw: st.DrawFn, key: Key) -> Message:
    """A message in any state, plural or not, live or obsolete."""
    plural = draw(st.none() | st.just(f"{key.source}s"))
    texts = tuple(draw(targets) for _ in range(1 if plural is None else 2))
    comments = draw(human)
    if draw(st.booleans()):
        src = hash_source(draw(st.just(key.source) | sources), key.context, plural)
        comments.append(str(DraftNote("mt", "x", TODAY, src, hash_targets(draw(st.just(texts) | st.just(("o",)))))))
    fuzzy = draw(st.booleans())
    previous = draw(st.none() | st.builds(Previous, sources)) if fuzzy else None
    flags, obsolete = draw(st.sampled_from([(), ("python-format",), ("no-wrap",)])), draw(st.booleans())
    return Message(key, plural, texts, fuzzy, flags, tuple(comments), previous=previous, obsolete=obsolete)


@st.composite
def olds(draw: st.DrawFn) -> Catalog:
    """A catalog that people have worked on."""
    return catalog(*(draw(messages(key)) for key in draw(st.lists(keys, max_size=6, unique=True))))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Catalog, Catalog]:
    """A catalog, and a template that has some of its sources, in any order, and others."""
    old = draw(olds())
    known = [message.key for message in old.messages]
    kept = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    fresh = draw(st.lists(keys, max_size=4))
    order = draw(st.permutations(list(dict.fromkeys((*kept, *fresh)))))
    kinds = st.sampled_from(["type: paragraph", "type: heading 2"])
    plural = st.none() | st.just("s")
    found = [Message(k, draw(plural), notes=(draw(kinds),), references=(Reference("a.md"),)) for k in order]
    return old, catalog(*found, locale=None)


@given(pairs(), st.booleans())
def test_merging_twice_changes_nothing(pair: tuple[Catalog, Catalog], published: bool) -> None:
    """merge(merge(catalog, template), template) == merge(catalog, template)."""
    old, new = pair
    once = merge_catalog(old, new, TODAY, published).catalog
    assert merge_catalog(once, new, TODAY + dt.timedelta(days=1), published).catalog == once


@given(pairs())
def test_no_human_word_is_lost(pair: tuple[Catalog, Catalog]) -> None:
    """Every translation and every translator's comment of the old catalog is in the merged one, links aside."""
    old, new = pair
    merged = merge_catalog(old, new, TODAY).catalog
    everything = "\n".join(
        "\n".join((*message.targets, *message.comments)).replace("](b)", "](a)") for message in merged.messages
    )
    for message in old.messages:
        for text in (*message.targets, *filter(is_human, message.comments)):
            assert text.replace("](b)", "](a)") in everything


@given(pairs())
def test_live_messages_are_those_of_the_template(pair: tuple[Catalog, Catalog]) -> None:
    """The live messages are the template's, in its order, with its notes and references."""
    old, new = pair
    live = [message for message in merge_catalog(old, new, TODAY).catalog.messages if not message.obsolete]
    assert [(m.key, m.plural, m.notes, m.references) for m in live] == [
        (m.key, m.plural, m.notes, m.references) for m in new.messages
    ]


@given(pairs())
def test_every_key_is_there_once(pair: tuple[Catalog, Catalog]) -> None:
    """What the merge makes is a catalog that gettext tools accept: no message twice, live or obsolete."""
    old, new = pair
    merged = merge_catalog(old, new, TODAY).catalog
    assert len({message.key for message in merged.messages}) == len(merged.messages)


@given(pairs())
def test_the_merge_reviews_nothing(pair: tuple[Catalog, Catalog]) -> None:
    """No text is reviewed after the merge that no person had approved: reviewed before, or named by its `#|`."""
    old, new = pair
    approved = {
        target for message in old.messages if not message.fuzzy or message.previous for target in message.targets
    }
    for message in merge_catalog(old, new, TODAY).catalog.messages:
        if state_of(message) in (State.REVIEWED, State.ACCEPTED):
            assert set(message.targets) <= approved | {text.replace("](a)", "](b)") for text in approved}


@settings(max_examples=50)
@given(pairs())
def test_what_is_written_reads_as_merged(pair: tuple[Catalog, Catalog]) -> None:
    """Writing the merged catalog into the old one's file gives a file that reads as the merged catalog."""
    old, new = pair
    data = render_catalog(old, None)
    old = read_catalog(data, "be.po", "d", BE)
    merged = merge_catalog(old, new, TODAY).catalog
    written = [m if any(m.targets) else dataclasses.replace(m, targets=m.targets or ("",)) for m in merged.messages]
    assert read_catalog(render_catalog(merged, data), "be.po", "d", BE).messages == tuple(written)
