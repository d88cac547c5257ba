"""What a memory answers: the very text, the best that fits, the nearest."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from polypub.model.locale import Locale
from polypub.translate.memory import Entry, Pair, open_memory
from polypub.translate.memory.mask import mask

_PAIR = Pair(Locale("en"), Locale("be"))
_OTHER = Pair(Locale("en"), Locale("de"))


def _entry(source: str, target: str = "", **fields: object) -> Entry:
    return Entry(**{"pair": _PAIR, "source": source, "target": target or f"«{source}»", **fields})


def _build(path: Path, entries: Iterable[Entry]) -> Path:
    with open_memory(path, "write") as memory:
        memory.rebuild(entries)
    return path


def test_an_exact_match_is_of_the_same_context_first(tmp_path: Path) -> None:
    """The context that was asked for scores 100; another one is better than nothing, and scores less."""
    path = _build(tmp_path / "m", [_entry("May", "Май", context="month"), _entry("May", "Можа", context="verb")])
    with open_memory(path) as memory:
        found = memory.exact("May", "verb", _PAIR)
        elsewhere = memory.exact("May", None, _PAIR)
    assert found
    assert (found.target, found.score) == ("Можа", 100)
    assert elsewhere
    assert elsewhere.score == 95


def test_a_person_comes_before_a_machine_and_another_tool(tmp_path: Path) -> None:
    """Human, accepted, imported: in this order, whatever is newer or more frequent."""
    entries = [
        _entry("Hill", "import", origin="import", uses=9),
        _entry("Hill", "accepted", origin="accepted", engine="google", moment=9),
        _entry("Hill", "human"),
    ]
    for kept, score in ((entries, 100), (entries[:2], 97), (entries[:1], 95)):
        with open_memory(_build(tmp_path / "m", kept)) as memory:
            found = memory.exact("Hill", None, _PAIR)
        assert found
        assert (found.target, found.score) == (kept[-1].origin, score)


def test_among_equals_the_most_frequent_is_taken(tmp_path: Path) -> None:
    """People who do not agree are told so by a score of 99."""
    entries = [_entry("Hill", "Гара"), *[_entry("Hill", "Узгорак", file=name) for name in "ab"]]
    with open_memory(_build(tmp_path / "m", entries)) as memory:
        found = memory.exact("Hill", None, _PAIR)
    assert found
    assert (found.target, found.score) == ("Узгорак", 99)


def test_nothing_is_exact_but_the_very_text(tmp_path: Path) -> None:
    """Texts that differ in a number alone are stored together and still told apart."""
    with open_memory(_build(tmp_path / "m", [_entry("Chapter 1", "Раздзел 1")])) as memory:
        assert memory.exact("Chapter 2", None, _PAIR) is None
        assert memory.exact("Chapter 1", None, _OTHER) is None
        assert memory.exact("Chapter \ud800", None, _PAIR) is None


_LONG = "The museum opens at 9 o'clock and closes at 18 o'clock"


def test_a_fuzzy_match_is_made_to_fit(tmp_path: Path) -> None:
    """Numbers of the match become those of the query, which costs a point of certainty."""
    target = "Музей адчыняецца а 9-й і зачыняецца а 18-й"
    with open_memory(_build(tmp_path / "m", [_entry(_LONG, target)])) as memory:
        found = memory.fuzzy(_LONG.replace("18", "20"), _PAIR)
    assert found
    assert (found.target, found.score) == (target.replace("18", "20"), 98)
    assert found.source == _LONG


def test_a_fuzzy_match_that_does_not_fit_is_not_offered(tmp_path: Path) -> None:
    """The number is written out in the translation: nobody can say what would stand there."""
    with open_memory(_build(tmp_path / "m", [_entry(_LONG, "З дзевятай да 18")])) as memory:
        assert memory.fuzzy(_LONG.replace("9", "10"), _PAIR) is None
        assert memory.fuzzy(_LONG.replace("18", "20"), _PAIR) is not None


def test_a_short_text_needs_more(tmp_path: Path) -> None:
    """`Save files` is not `Load files`; a long text with the same difference is a match."""
    with open_memory(_build(tmp_path / "m", [_entry("Save files"), _entry(f"{_LONG} Save files")])) as memory:
        assert memory.fuzzy("Load files", _PAIR) is None
        assert memory.fuzzy(f"{_LONG} Load files", _PAIR) is not None


def test_words_decide_between_equals(tmp_path: Path) -> None:
    """Of two texts as far away in letters, the one with more of the same words is taken."""
    query, one, all_ = "a red map of the old town", "a red xxx of the old town", "a rex map of thx olx town"
    assert fuzz.ratio(query, one) == fuzz.ratio(query, all_)
    for entries in ([_entry(one), _entry(all_)], [_entry(all_, "1"), _entry(one, "2")]):
        with open_memory(_build(tmp_path / "m", entries)) as memory:
            found = memory.fuzzy(query, _PAIR)
        assert found
        assert found.source == one


def test_the_nearest_are_examples(tmp_path: Path) -> None:
    """They come best first, as they are, each source once, the very text included."""
    entries = [
        _entry("The old town hall"),
        _entry("The old town wall"),
        _entry("The new town hall"),
        _entry("Quite else"),
    ]
    with open_memory(_build(tmp_path / "m", entries)) as memory:
        found = memory.nearest("The old town hall", _PAIR, 2)
        assert memory.nearest("The old town hall", _OTHER, 2) == []
    assert next(match.score for match in found) == 100
    assert [match.source for match in found] == ["The old town hall", "The old town wall"]


_WORDS = st.sampled_from("the old new town hall map of 1 2 30 `x` `y` *so* %s".split())
_TEXT = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=12), st.lists(_TEXT, min_size=1, max_size=6))
def test_what_is_offered_has_the_numbers_and_placeables_of_the_query(texts: list[str], queries: list[str]) -> None:
    """No fuzzy match is offered whose parts are not the query's, and none scores 100 or less than was asked."""
    with tempfile.TemporaryDirectory() as folder, open_memory(Path(folder) / "m", "write") as memory:
        memory.rebuild([_entry(text) for text in texts])
        for query in queries:
            found = memory.fuzzy(query, _PAIR)
            if found:
                assert Counter(mask(found.target).parts) == Counter(mask(query).parts)
                assert 75 <= found.score < 100
            exact = memory.exact(query, None, _PAIR)
            assert (exact is not None) == (query in texts)


def _prose(chance: random.Random, words: list[str]) -> str:
    ranks = [1 / (rank + 9) for rank in range(len(words))]
    return " ".join(chance.choices(words, ranks, k=chance.randint(4, 18)))


def test_the_index_finds_what_a_full_scan_finds(tmp_path: Path) -> None:
    """At least 97 of 100 best matches of a full scan, in a corpus whose words are much alike."""
    chance = random.Random(3)
    syllables = [a + b for a in "b d f g k l m n p r s t v".split() for b in "a e i o u an en".split()]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 3))) for _ in range(1500)]
    texts = list(dict.fromkeys(_prose(chance, words) for _ in range(4000)))
    queries = []
    for text in chance.sample(texts, 150):
        changed = text.split(" ")
        for _ in range(max(1, len(changed) // 6)):
            changed[chance.randrange(len(changed))] = chance.choice(words)
        queries.append(" ".join(changed))
    found = wanted = 0
    with open_memory(_build(tmp_path / "m", map(_entry, texts))) as memory:
        for query in queries:
            best = process.extractOne(query, texts, scorer=fuzz.ratio, score_cutoff=75)
            match = memory.fuzzy(query, _PAIR)
            wanted += best is not None
            found += best is not None and match is not None and match.score >= min(99, int(best[1]))
    assert wanted > 100
    assert found >= 0.97 * wanted


def test_a_rare_language_is_found_among_a_frequent_one(tmp_path: Path) -> None:
    """Texts like the query that have no translation into its language do not hide one that has."""
    crowd = [_entry(f"The old town hall of {name}", pair=_OTHER) for name in map(chr, range(0x4E00, 0x4E00 + 200))]
    with open_memory(_build(tmp_path / "m", [*crowd, _entry("The old town hall of Mir")])) as memory:
        found = memory.fuzzy("The old town hall of Nir", _PAIR)
    assert found
    assert found.source == "The old town hall of Mir"


def test_texts_without_spaces_are_matched(tmp_path: Path) -> None:
    """A Chinese source with one character changed is found."""
    source = "博物馆每天上午九点开放下午五点关闭"
    pair = Pair(Locale("zh-Hans"), Locale("be"))
    with open_memory(_build(tmp_path / "m", [_entry(source, pair=pair)])) as memory:
        assert memory.fuzzy(source.replace("每", "明"), pair)
