"""What the blocking checks find keeps a translation off its page, as what the gate refuses does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.check.catalog import check_messages
from polypub.check.settings import CheckSettings
from polypub.formats.glossary import read_glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Translation, Translations
from polypub.model.site import Article, Policy
from polypub.model.state import State
from polypub.model.text import Document, Place, Segment
from polypub.pipeline.screen import CHECKS, Screen
from polypub.render.judge import find_blocked

BODY = "Since %(year)s the API of `hill` has *stood* here.\n\nOther words.\n"
SOURCE = "Since %(year)s the API of `hill` has *stood* here."
GLOSSARY = "term,note,flags,be\nAPI,,keep,\n"


@pytest.fixture
def site(make_site: Any) -> Any:
    """An article in Belarusian, all of it translated."""
    site = make_site("[editions.en]\n[editions.be]\nmin_translated = 0.5\n")
    site.article("news/a.md", "Lakes", BODY)
    site.write("locales/glossary.csv", GLOSSARY)
    assert site.run("extract") == 0
    site.translate("be", "content/news/a", {"Lakes": "Азёры", "Other words.": "Іншыя словы."})
    return site


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("З %(year)s API `hill` *стаіць* тут.", ""),
        ("З года API `hill` *стаіць* тут.", "placeholder"),
        ("З %(year)s праграма `hill` *стаіць* тут.", "glossary-keep"),
        ("З %(year)s API `hill` *стаіць* тут [X1X].", "mask-debris"),
        ("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS %(year)s API `hill` *x*", "engine-noise"),
    ],
)
def test_an_error_shows_the_source(site: Any, target: str, rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its finding is printed by `render` with file and line, and `check` calls it by the same rule."""
    site.translate("be", "content/news/a", {SOURCE: target})
    site.render()
    said = capsys.readouterr().err
    page = site.page("be/news/a")
    assert ("has <em>stood</em> here" in page) == bool(rule)
    assert ("locales/be/LC_MESSAGES/content/news/a.po:" in said) == bool(rule)
    assert site.run("check", "--format", "json") == bool(rule)
    assert (f'"rule": "{rule}"' in capsys.readouterr().out) == bool(rule)
    site.render()  # and again, from what is remembered
    assert site.page("be/news/a") == page


def test_what_is_silenced_is_shown(site: Any) -> None:
    """By a translator's comment on the message, or for the whole site."""
    target = "З %(year)s праграма `hill` *стаіць* тут."
    site.translate("be", "content/news/a", {SOURCE: target})
    catalog = "locales/be/LC_MESSAGES/content/news/a.po"
    before = site.read(catalog)
    site.write(catalog, before.replace("#. type: paragraph", "# polypub-ignore: glossary-keep\n#. type: paragraph", 1))
    site.render()
    assert "праграма" in site.page("be/news/a")
    site.write(catalog, before)
    site.render()
    assert "праграма" not in site.page("be/news/a")
    site.write("polypub.toml", site.read("polypub.toml") + '[checks]\nglossary-keep = "warning"\n')
    site.render()
    assert "праграма" in site.page("be/news/a")
    site.write("polypub.toml", site.read("polypub.toml").replace('glossary-keep = "warning"\n', ""))
    site.write("locales/glossary.csv", "term,note,flags,be\n")
    site.render()
    assert "праграма" in site.page("be/news/a")


_WORDS = "word API %(y)s `hill` *b* [x](y.md) <b> </b> {n} (x) = @ & [X1X] MYMEMORY WARNING ``` \u202e ! ? 5".split()


@given(st.lists(st.sampled_from(_WORDS), min_size=1).map(" ".join), st.lists(st.sampled_from(_WORDS)).map(" ".join))
def test_the_short_way_finds_what_the_long_one_does(source: str, target: str) -> None:
    """Texts that are passed over without judging each are those in which neither the gate nor a check finds fault."""
    segment = Segment(source, source, Place("paragraph"), "paragraph")
    title = Segment("T", "T", Place("field"), "title")
    article = Article("x", "content/x.md", "", "x", title, Document("markdown", (segment,)), "")
    key, policy = Key(None, source), Policy()
    entries = {key: Translation((target,), State.REVIEWED, 1)} if target else {}
    catalog = Translations("content/x", Locale("de"), "", entries, "none.po")
    settings = CheckSettings(Locale("en"), {}, read_glossary(GLOSSARY.replace("be", "de").encode(), "glossary.csv"))
    message = Message(key, targets=(target,), notes=("type: paragraph",))
    checked = check_messages(Catalog("content/x", Locale("de"), (message,)), settings, CHECKS)
    blocked = {finding.text for _, finding in find_blocked(article, policy, catalog)}
    expected = blocked or {finding.text for _, finding in checked if finding.severity == "error"}
    found = Screen(Path(), settings, "").find(article, policy, catalog)
    assert {finding.text for _, finding in found} == expected


_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1).map(" ".join)


@given(st.lists(st.tuples(_TEXTS, _TEXTS, st.sampled_from(State)), max_size=5), st.sampled_from(["hide", "mark"]))
def test_texts_looked_at_together_are_as_texts_looked_at_alone(
    rows: list[tuple[str, str, State]], unreviewed: Literal["hide", "mark"]
) -> None:
    """An article's findings are those of its texts one by one, in their order."""
    catalog = Translations("content/x", Locale("de"), "", {}, "none.po")
    policy, screen = Policy(unreviewed=unreviewed), Screen(Path(), CheckSettings(Locale("en")), "")
    found = []
    entries = {Key(None, source): Translation((target,), state, 1) for source, target, state in rows}
    for key, entry in entries.items():
        alone = replace(catalog, entries={key: entry})
        found += screen.find(_article((key.source,)), policy, alone)
    together = screen.find(_article(tuple(key.source for key in entries)), policy, replace(catalog, entries=entries))
    assert sorted(together, key=str) == sorted(found, key=str)


def _article(sources: tuple[str, ...]) -> Article:
    segments = tuple(Segment(source, source, Place("paragraph"), "paragraph") for source in sources)
    title = Segment("T", "T", Place("field"), "title")
    return Article("x", "content/x.md", "", "x", title, Document("markdown", segments), "")
