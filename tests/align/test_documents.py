"""Alignment: what is certain is right, what is not is told, whatever was deleted, added, merged or moved."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import DOCUMENTS
from support.growth import growth

from polypub.align.documents import Alignment, align_documents
from polypub.formats.inline import find_placeables
from polypub.formats.markdown import cut_markdown

_WORDS = "river mill bridge castle lake road stone market song tower garden winter harbour people letter north".split()
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувжызь")


def _pseudo(text: str) -> str:
    """Another language: all letters are others, words are longer, markup and numbers stay."""
    parts, end = [], 0
    for placeable in find_placeables(text):
        parts += [_words(text[end : placeable.start]), placeable.text]
        end = placeable.start + len(placeable.text)
    return "".join((*parts, _words(text[end:])))


def _words(text: str) -> str:
    return re.sub(r"[a-z]{5,}", lambda word: f"{word[0]}ая", text.lower()).translate(_LETTERS)


def _document(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _blocks(chance: random.Random, count: int) -> list[str]:
    """Blocks of prose as people write it: some with a number, a link or code, most without."""
    made = []
    for number in range(count):
        text = _sentence(chance, chance.randrange(6, 40))
        kind = chance.random()
        if kind < 0.15:
            text = f"## {_sentence(chance, chance.randrange(2, 5))[:-1]}"
        elif kind < 0.3:
            text = "\n".join(f"- {_sentence(chance, chance.randrange(3, 14))}" for _ in range(chance.randrange(2, 5)))
        elif kind < 0.4:
            text += f" See [the {chance.choice(_WORDS)}](/page-{number}.md)."
        elif kind < 0.5:
            text += f" In {1100 + number} it was {chance.choice(_WORDS)}."
        elif kind < 0.55:
            text = f"```\ncode {number}\n```\n\n{text}"
        made.append(text)
    return made


def _align(source: Sequence[str], target: Sequence[str]) -> Alignment:
    return align_documents(cut_markdown(_document(source)), cut_markdown(_document(target)))


def _right(alignment: Alignment) -> list[bool]:
    """Of each sure pair, whether it is right; texts are their own proof, for letters map one to one."""
    return [_pseudo(pair.source.source) == pair.text for pair in alignment.pairs if pair.is_sure]


_SEEDS = st.integers(0, 10_000)


@settings(max_examples=15, deadline=None)
@given(_SEEDS, st.integers(1, 30))
def test_a_translation_of_the_same_structure_is_found_whole(seed: int, size: int) -> None:
    """A document and a pseudo-translation of it: every block has its own, and nothing is left."""
    blocks = _blocks(random.Random(seed), size)
    alignment = _align(blocks, list(map(_pseudo, blocks)))
    assert all(_pseudo(pair.source.source) == pair.text for pair in alignment.pairs)
    assert alignment.untranslated == alignment.unclaimed == ()


@settings(max_examples=8, deadline=None)
@given(_SEEDS, st.integers(1, 6))
def test_deleting_blocks_loses_those_alone(seed: int, deleted: int) -> None:
    """After the deletion of k blocks, sure pairs are right, and hardly any of the others is lost."""
    chance = random.Random(seed)
    blocks = _blocks(chance, 40)
    gone = set(chance.sample(range(len(blocks)), deleted))
    kept = [_pseudo(block) for number, block in enumerate(blocks) if number not in gone]
    alignment = _align(blocks, kept)
    right = _right(alignment)
    assert right.count(False) <= 1, [pair for pair in alignment.pairs if pair.is_sure]
    found = sum(_pseudo(pair.source.source) == pair.text for pair in alignment.pairs)
    assert found >= 0.9 * len(list(cut_markdown(_document(kept)).segments))
    assert len(alignment.unclaimed) <= 1


def test_sure_pairs_are_right_and_most_are_sure() -> None:
    """Over many documents with blocks deleted, added and moved, 99 of 100 sure pairs are right, and most are sure."""
    right, possible = [], 0
    for seed in range(8):
        chance = random.Random(seed)
        blocks = _blocks(chance, 50)
        kept = [block for block in blocks if chance.random() > 0.07]
        kept[chance.randrange(len(kept)) : 0] = _blocks(random.Random(seed + 1000), 2)
        target = list(map(_pseudo, kept))
        possible += len(list(cut_markdown(_document(target)).segments))
        right += _right(_align(blocks, target))
    assert sum(right) >= 0.99 * len(right)
    assert len(right) >= 0.85 * possible


def test_blocks_are_not_paired_by_their_number() -> None:
    """A paragraph that only the source has does not shift what follows it."""
    source = ["# Lakes", "The lake covers 79 hectares.", "New here.", "Built in 1569.", "See [the map](/map.md)."]
    target = ["# Азёры", "Возера займае 79 гектараў.", "Пабудавана ў 1569 годзе.", "Гл. [мапу](/map.md)."]
    alignment = _align(source, target)
    assert [(pair.source.source[:5], pair.text[:5]) for pair in alignment.pairs] == [
        ("Lakes", "Азёры"),
        ("The l", "Возер"),
        ("Built", "Пабуд"),
        ("See [", "Гл. ["),
    ]
    assert [segment.source for segment in alignment.untranslated] == ["New here."]


def test_numbers_are_compared_in_all_scripts() -> None:
    """Arabic digits and parted thousands are the same numbers; another number makes a pair unsure, with the reason."""
    source = ["The town was founded in 1569.", "It has 12,000 people.", "The tower is 45 metres high."]
    target = ["تأسست المدينة عام ١٥٦٩.", "يسكنها ١٢ ٠٠٠ نسمة.", "ارتفاع البرج ٥٤ مترا."]
    doubts = [pair.doubt for pair in _align(source, target).pairs]
    assert doubts == ["", "", "other numbers: 45 there, 54 here"]


def test_merged_paragraphs_are_told() -> None:
    """Two blocks that became one in the translation are paired, never as sure."""
    chance = random.Random(1)
    blocks = [f"{_sentence(chance, 20)[:-1]} in {1200 + number}." for number in range(12)]
    target = [_pseudo(block) for block in blocks]
    target[4:6] = [" ".join(target[4:6])]
    alignment = _align(blocks, target)
    merged = [pair for pair in alignment.pairs if pair.text == target[4]]
    assert merged
    assert all("two blocks" in pair.doubt for pair in merged if pair.source.source in blocks[4:6])
    assert not any(pair.is_sure for pair in merged)


def test_a_split_paragraph_is_joined() -> None:
    """A block that became two in the translation gets both texts, unsure."""
    chance = random.Random(2)
    blocks = [_sentence(chance, 12) + " " + _sentence(chance, 12) for _ in range(10)]
    target = [_pseudo(block) for block in blocks]
    halves = [part.strip() + "." for part in target[5].split(".") if part.strip()]
    target[5:6] = halves
    pair = next(pair for pair in _align(blocks, target).pairs if pair.source.source == blocks[5])
    assert pair.text == " ".join(halves)
    assert pair.doubt == "these are two blocks of the translation"


def test_a_moved_section_is_found() -> None:
    """What stands elsewhere in the translation is paired by what it shares: code, links, numbers."""
    blocks = _blocks(random.Random(3), 30)
    moved = ["## Moved", "Run `polypub render` in 1999.", "See [x](/only-here.md)."]
    alignment = _align([*blocks, *moved], [_pseudo(block) for block in [*moved, *blocks]])
    found = {pair.source.source: pair.text for pair in alignment.pairs}
    assert found["Run `polypub render` in 1999."] == _pseudo("Run `polypub render` in 1999.")
    assert found["See [x](/only-here.md)."] == _pseudo("See [x](/only-here.md).")


def test_no_pair_without_likeness() -> None:
    """A heading is not the translation of a table's cell, whatever stands around."""
    alignment = _align(["# Lakes"], ["| а | б |\n|---|---|\n| в | г |"])
    assert not any(pair.is_sure for pair in alignment.pairs)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_every_block_is_accounted_for(source: str, target: str) -> None:
    """Of any two documents, each block is in a pair or among those left, and no two sources share one for certain."""
    ours, theirs = cut_markdown(source), cut_markdown(target)
    alignment = align_documents(ours, theirs)
    assert len(alignment.pairs) + len(alignment.untranslated) == len(list(ours.segments))
    sure = [id(pair.target) for pair in alignment.pairs if pair.is_sure]
    assert len(sure) == len(set(sure))
    assert all(0 <= pair.confidence <= 1 for pair in alignment.pairs)


def test_an_empty_document_has_no_pairs() -> None:
    """Nothing is found in nothing, and all of the other document is left."""
    alignment = _align(["Words."], [""])
    assert (len(alignment.pairs), len(alignment.untranslated), alignment.unclaimed) == (0, 1, ())


@pytest.mark.long
def test_time_grows_with_length() -> None:
    """Twice as many blocks take about twice the time, though a fifth of them has no translation."""

    def work(size: int) -> None:
        blocks = _blocks(random.Random(4), size // 4)
        target = [_pseudo(block) for block in blocks[: len(blocks) * 4 // 5]]
        _align(blocks, target)

    assert growth(work, 240) < 2.7
