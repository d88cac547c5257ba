"""Articles that are known from an earlier run are the articles that would be read."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.check.site_links import named_files
from polypub.config import load_project
from polypub.model.site import Article
from polypub.pipeline.readings import Readings
from polypub.site.folders import walk_content
from polypub.site.load import load_file

_BLOCKS = st.sampled_from(
    (
        "# Title ¦ Words *here*. ¦ - item\n- other ¦ > quote ¦ a | b\n--|--\nc | d ¦ ```\ncode\n``` ¦ <div>Text</div>"
        " ¦ [x]: /y ¦ [x] ¦ Foot[^1].\n\n[^1]: Note. ¦ <!-- polypub: note N --> ¦ <!-- polypub: context C -->"
        " ¦ Term\n: Definition ¦ ![alt](x.png) ¦ Line\\\nbreak ¦ [other](../y.md)"
    ).split(" ¦ ")
)
_FIELDS = st.sampled_from(
    (
        "date: 2020-01-02 ¦ date: 2020-10-25T02:30:00 ¦ date: 2020-06-01T10:00:00+05:00 ¦ updated: 2021-02-03"
        " ¦ summary: A line. ¦ dateline: {place: MINSK, agency: BelTA} ¦ dateline: MINSK ¦ tags: [a, b b]"
        " ¦ authors: [N N] ¦ image: {src: x.jpg, alt: An X, caption: Of X, credit: Z} ¦ image: /x.jpg ¦ draft: true"
        " ¦ translate: false ¦ language: be ¦ languages: [en] ¦ aliases: [/old/] ¦ note: Mind. ¦ slug: other"
        " ¦ motto: Onwards ¦ rank: 3 ¦ deep: {list: [1, two, {three: 4}]} ¦ template: other.html"
    ).split(" ¦ ")
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A project of nothing but its configuration."""
    root = tmp_path_factory.mktemp("site")
    text = (
        'name = "N"\nbase_url = "https://n.example"\nsource = "en"\ntime_zone = "Europe/Minsk"\n'
        'translatable_fields = ["motto"]\n[editions.en]\n[editions.be]\n'
    )
    (root / "polypub.toml").write_text(text, "utf-8")
    return load_project(root)


def _read(project: Any, known: Readings | None) -> Article:
    (found,) = walk_content(project.root, [])
    article = load_file(project, found, known)
    assert isinstance(article, Article)
    return article


def _write(project: Any, name: str, text: str) -> Path:
    """The only article of the project."""
    folder: Path = project.content / "news"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / name).write_text(text, "utf-8")
    return folder / name


_SECONDS = count(1_600_000_000)


def _age(path: Path) -> None:
    """Make a file one that nobody has touched for a while, at a time that no other one had."""
    os.utime(path, (next(_SECONDS),) * 2)


@given(st.dictionaries(st.sampled_from(range(20)), _FIELDS, max_size=5), st.lists(_BLOCKS, max_size=6).map("\n\n".join))
def test_a_known_article_is_the_article(project: Any, fields: dict[int, str], body: str) -> None:
    """Field by field and piece by piece, with lines, notes, contexts, anchors and labels."""
    header = {field.partition(":")[0]: field for field in fields.values()}
    path = _write(project, "x.md", "\n".join(("---", "title: T", *header.values(), "---", "", body)))
    _age(path)
    expected, readings = _read(project, None), Readings(project)
    assert _read(project, readings) == expected
    readings.save()
    again = Readings(project)
    found = again.find("content/news/x.md", path.stat())
    assert found == expected
    assert found is not None
    assert [piece.line for piece in found.segments] == [piece.line for piece in expected.segments]
    assert (found.date and found.date.isoformat(), getattr(found.date, "tzinfo", None)) == (
        expected.date and expected.date.isoformat(),
        getattr(expected.date, "tzinfo", None),
    )
    assert list(again.named(found)) == list(named_files(expected))


def test_an_html_article_is_known_too(project: Any) -> None:
    """With the room that its tags have."""
    path = _write(project, "x.html", "<title>T</title><p>Words <b>here</b>.<p title='a'>More.")
    _age(path)
    readings = Readings(project)
    expected = _read(project, readings)
    readings.save()
    assert Readings(project).find("content/news/x.html", path.stat()) == expected == _read(project, None)


def test_a_file_that_changed_is_read_again(project: Any) -> None:
    """With its size it has another stamp."""
    path = _write(project, "x.md", "---\ntitle: T\n---\n\nOne.\n")
    _age(path)
    readings = Readings(project)
    _read(project, readings)
    readings.save()
    path.write_text("---\ntitle: T\n---\n\nAnother.\n", "utf-8")
    _age(path)
    (paragraph,) = (piece.source for piece in _read(project, Readings(project)).body.segments)
    assert paragraph == "Another."


def test_a_file_of_another_time_is_known_by_its_content(project: Any) -> None:
    """As in a fresh clone beside a restored cache."""
    path = _write(project, "x.md", "---\ntitle: T\n---\n\nOne.\n")
    readings = Readings(project)
    expected = _read(project, readings)
    readings.save()
    os.utime(path, (1_500_000_000, 1_500_000_000))
    again = Readings(project)
    assert again.find("content/news/x.md", path.stat()) is None
    assert again.match("content/news/x.md", path.stat(), "0" * 16) is None
    assert again.match("content/news/x.md", path.stat(), expected.digest) == expected


def test_a_file_that_is_as_young_as_the_cache_is_not_known_by_its_time(project: Any) -> None:
    """It may change again within the tick of the clock."""
    path = _write(project, "x.md", "---\ntitle: T\n---\n\nOne.\n")
    readings = Readings(project)
    _read(project, readings)
    readings.save()
    assert Readings(project).find("content/news/x.md", path.stat()) is None


def test_another_configuration_reads_anew(project: Any) -> None:
    """What it says of fields, languages or the time zone decides what an article is."""
    _age(_write(project, "x.md", "---\ntitle: T\nmotto: M\n---\n"))
    readings = Readings(project)
    _read(project, readings)
    readings.save()
    assert not Readings(replace(project, fields=())).knows("content/news/x.md")
    assert Readings(project).knows("content/news/x.md")


def test_fields_that_would_not_come_back_are_read_each_time(project: Any) -> None:
    """TOML has dates, which the cache has not."""
    path = _write(project, "x.md", '+++\ntitle = "T"\nborn = 1990-01-02\n+++\n')
    _age(path)
    readings = Readings(project)
    assert _read(project, readings) == _read(project, None)
    readings.save()
    assert not Readings(project).knows("content/news/x.md")


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"x" + data, lambda data: data[:-3] + b"abc"])
def test_a_broken_cache_is_none(project: Any, damage: Any) -> None:
    """Whatever happened to it."""
    _write(project, "x.md", "---\ntitle: T\n---\n")
    readings = Readings(project)
    _read(project, readings)
    readings.save()
    place: Path = project.root / ".polypub" / "articles"
    place.write_bytes(damage(place.read_bytes()))
    assert not Readings(project).knows("content/news/x.md")


def test_what_is_gone_is_forgotten(project: Any) -> None:
    """The cache holds the articles of the last run."""
    for name in ("one.md", "two.md"):
        _write(project, name, "---\ntitle: T\n---\n")
        readings = Readings(project)
        _read(project, readings)
        readings.save()
    assert not Readings(project).knows("content/news/one.md")
    assert Readings(project).knows("content/news/two.md")
