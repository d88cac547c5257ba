"""What the blocking checks find keeps a translation off its page, as what the gate refuses does."""

from __future__ import annotations

from typing import Any

import pytest

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
