"""Which article a translated file belongs to: conventions of generators, and what is told when none fits."""

from __future__ import annotations

import pytest

from polypub.align.origins import Leaf, find_origin, is_marked
from polypub.errors import Problem
from polypub.model.locale import Locale

EN, RU = Locale("en"), Locale("ru")
_ARTICLES = [
    Leaf("content/news/x.md", slug="x", day="2026-01-01"),
    Leaf("content/events/x.md", slug="x", day="2026-01-02"),
    Leaf("content/lakes/index.md", key="lakes-page", slug="lakes"),
    Leaf("content/about.md", slug="about"),
    Leaf("content/page.en.md", slug="page"),
]
_FOUND = [
    ("old/news/x.ru.md", "content/news/x.md"),
    ("old/ru/events/x.md", "content/events/x.md"),
    ("content.ru/news/x.md", "content/news/x.md"),
    ("docs/ru_RU/about.md", "content/about.md"),
    ("about.ru-RU.md", "content/about.md"),
    ("about_ru.md", "content/about.md"),
    ("lakes/index.ru.md", "content/lakes/index.md"),
    ("i18n/ru/docusaurus-plugin-content-docs/current/news/x.md", "content/news/x.md"),
    ("elsewhere/news/x.md", "content/news/x.md"),
    ("ru/page.md", "content/page.en.md"),
]


@pytest.mark.parametrize(("path", "expected"), _FOUND)
def test_paths_tell_the_article(path: str, expected: str) -> None:
    """The end of the path decides, the language in it set aside."""
    found = find_origin(Leaf(path), _ARTICLES, Locale("ru-RU") if "RU" in path else RU, EN)
    assert isinstance(found, Leaf)
    assert found.path == expected


def test_a_translation_key_goes_before_the_path() -> None:
    """Hugo's `translationKey` is an author's own word."""
    found = find_origin(Leaf("ru/about.md", key="lakes-page"), _ARTICLES, RU, EN)
    assert isinstance(found, Leaf)
    assert found.path == "content/lakes/index.md"


def test_slug_and_day_tell_the_article() -> None:
    """Where names differ, the same slug on the same day does."""
    found = find_origin(Leaf("ru/novost.md", slug="x", day="2026-01-02"), _ARTICLES, RU, EN)
    assert isinstance(found, Leaf)
    assert found.path == "content/events/x.md"


def test_rivals_are_named() -> None:
    """A name that two articles have is no answer: both are told."""
    problem = find_origin(Leaf("x.ru.md"), _ARTICLES, RU, EN)
    assert isinstance(problem, Problem)
    assert "content/events/x.md, content/news/x.md" in problem.text


def test_what_was_tried_is_named() -> None:
    """Without an answer, the problem says what would have been one."""
    problem = find_origin(Leaf("ru/nowhere.md", key="k", slug="s", day="2020-02-02"), _ARTICLES, RU, EN)
    assert isinstance(problem, Problem)
    every = "none has a path that ends in nowhere, or the translationKey k, or the slug s and the date 2020-02-02"
    assert every in problem.text
    alone = find_origin(Leaf("ru/nowhere.md"), _ARTICLES, RU, EN)
    assert isinstance(alone, Problem)
    assert alone.text.endswith("none has a path that ends in nowhere")
    assert "--source" in problem.hint


@pytest.mark.parametrize(
    ("path", "marked"), [("ru/x.md", True), ("x.ru.md", True), ("x.rutabaga.md", False), ("trunk/x.md", False)]
)
def test_a_path_that_names_the_language_is_known(path: str, marked: bool) -> None:
    """A folder or an ending names it, a part of a word does not."""
    assert is_marked(path, RU) is marked
