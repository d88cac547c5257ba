"""Cuts that are known from an earlier run are the cuts that would be made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.config import load_project
from polypub.formats.markdown import cut_markdown
from polypub.pipeline.cuts import KnownCuts, known_cuts

_BLOCKS = st.sampled_from(
    (
        "# Title ¦ Words *here*. ¦ - item\n- other ¦ > quote ¦ a | b\n--|--\nc | d ¦ ```\ncode\n``` ¦ <div>Text</div>"
        " ¦ [x]: /y ¦ [x] ¦ Foot[^1].\n\n[^1]: Note. ¦ <!-- polypub: note N --> ¦ <!-- polypub: context C -->"
        " ¦ Term\n: Definition ¦ ![alt](x.png) ¦ Line\\\nbreak"
    ).split(" ¦ ")
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A project of nothing but its configuration."""
    root = tmp_path_factory.mktemp("site")
    text = 'name = "N"\nbase_url = "https://n.example"\nsource = "en"\n[editions.en]\n'
    (root / "polypub.toml").write_text(text, "utf-8")
    return load_project(root)


@given(st.lists(_BLOCKS, max_size=6).map("\n\n".join), st.integers(1, 9))
def test_a_known_cut_is_the_cut(project: Any, text: str, line: int) -> None:
    """Piece by piece, with lines, notes, contexts, anchors and labels."""
    expected = cut_markdown(text, line)
    with known_cuts(project) as cut:
        assert cut(text, line) == expected
    again = KnownCuts(project)
    again._cut = lambda _text, _line: pytest.fail("it was cut again")
    found = again(text, line)
    assert found == expected
    assert [segment.line for segment in found.segments] == [segment.line for segment in expected.segments]


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"x" + data, lambda data: data[:-3] + b"abc"])
def test_a_broken_cache_is_none(project: Any, damage: Any) -> None:
    """Whatever happened to it."""
    with known_cuts(project) as cut:
        cut("Words.")
    place: Path = project.root / ".polypub" / "cuts"
    place.write_bytes(damage(place.read_bytes()))
    assert KnownCuts(project)._old == {}


def test_what_is_gone_is_forgotten(project: Any) -> None:
    """The cache holds the texts of the last run."""
    for text in ("One.", "Two."):
        with known_cuts(project) as cut:
            cut(text)
    assert len(KnownCuts(project)._old) == 1
