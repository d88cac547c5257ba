"""What a passage shows whose source changed after it was reviewed: the source, or for a while its previous text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

TITLE, FIRST, SECOND = "The title", "Nine words stand in this first paragraph of text.", "Two words."
CHANGED = FIRST.replace("Nine words", "Nine other words")
AR = "https://hill.example/ar/news/a/"
EN = "https://hill.example/en/news/a/"
WORDS = {TITLE: "عنوان", FIRST: "الفقرة الأولى", SECOND: "كلمتان"}


def stale_site(make_site: Any, policy: str, changed: str = CHANGED, head: str = "") -> Any:
    """A site whose first paragraph was reviewed and then changed, on 10 May."""
    site = make_site(f"[editions.en]\n[editions.ar]\n{policy}\n", head)
    site.article("news/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("ar", "content/news/a" if not head else "content", WORDS)
    site.article("news/a.md", TITLE, f"{changed}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    return site


@pytest.mark.parametrize("head", ["", 'catalogs = "site"'])
def test_the_previous_translation_is_shown_until_the_grace_is_over(make_site: Any, head: str) -> None:
    """For `grace_days` from the day of the change, marked and with that day in the edition's dates; then the source."""
    policy = 'stale = "previous"\ngrace_days = 3\nmin_translated = 0.9\nwithdraw_below = 0.5'
    site = stale_site(make_site, policy, head=head)
    for day in (10, 11, 12):
        site.now = f"2026-05-{day}"
        site.render()
        page = site.page("ar/news/a")
        paragraph = LexborHTMLParser(page).css_first("p[data-stale]")
        assert paragraph is not None
        assert (paragraph.text(), paragraph.attributes["data-stale"]) == (WORDS[FIRST], "2026-05-10")
        assert "lang" not in paragraph.attributes
        assert len(LexborHTMLParser(page).css(".notice")) == 1
        assert '<time datetime="2026-05-10">10 مايو 2026</time>' in page
        assert (f'rel="canonical" href="{AR}"' in page, "other words" in page) == (True, False)
    site.now = "2026-05-13"
    site.render()
    page = site.page("ar/news/a")
    assert (CHANGED in page, "data-stale" in page, f'rel="canonical" href="{EN}"' in page) == (True, False, True)


def test_it_counts_for_the_threshold_and_never_makes_a_page_reviewed(make_site: Any, read_states: Any) -> None:
    """A page that is whole with previous texts is partial, without the notice that something is untranslated."""
    site = stale_site(make_site, 'stale = "previous"\nmin_translated = 1\nwithdraw_below = 1')
    assert read_states(site)["ar"]["partial"] == 1
    site.now = "2026-06-20"
    assert read_states(site)["ar"]["fallback"] == 1


@pytest.fixture
def read_states(capsys: pytest.CaptureFixture[str]) -> Any:
    """The pages of every edition by state."""

    def read(site: Any) -> dict[str, dict[str, int]]:
        capsys.readouterr()
        assert site.run("status", "--format", "json") == 0
        return {row["locale"]: row["pages"] for row in json.loads(capsys.readouterr().out)["editions"]}

    return read


def test_by_default_the_source_is_shown(make_site: Any) -> None:
    """Without the setting, and for a stale message that has no day, readers get the new text."""
    site = stale_site(make_site, "withdraw_below = 0.1")
    site.render()
    assert f'<p lang="en" dir="ltr">{CHANGED}</p>' in site.page("ar/news/a")
    site.replace("polypub.toml", "withdraw_below = 0.1", 'withdraw_below = 0.1\nstale = "previous"')
    site.render()
    assert WORDS[FIRST] in site.page("ar/news/a")
    site.replace("locales/ar/LC_MESSAGES/content/news/a.po", "# polypub: stale 2026-05-10\n", "")
    site.render()
    assert f'<p lang="en" dir="ltr">{CHANGED}</p>' in site.page("ar/news/a")


def test_a_previous_title_is_a_title(make_site: Any) -> None:
    """The page stays and lists show the title that it shows, until the grace is over."""
    site = stale_site(make_site, 'stale = "previous"\ngrace_days = 3')
    site.article("news/a.md", "The titles", f"{CHANGED}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    for day, title, canonical in (("2026-05-12", WORDS[TITLE], AR), ("2026-05-13", "The titles", EN)):
        site.now = day
        site.render()
        page = site.page("ar/news/a")
        assert (LexborHTMLParser(page).css_first("h1").text(), canonical in page) == (title, True)
        assert title in site.page("ar")


def test_a_previous_translation_that_would_harm_the_page_is_not_shown(
    make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """It passes the gate against the new source or gives way to it, and `check` does not fail for it."""
    site = stale_site(make_site, 'stale = "previous"\ngrace_days = 3\nwithdraw_below = 0.1')
    site.translate("ar", "content/news/a", {CHANGED: "<script>alert(1)</script>"}, fuzzy=True)
    for _ in range(2):
        capsys.readouterr()
        site.render()
        page = site.page("ar/news/a")
        assert ("alert(1)" in page, CHANGED in page, f'canonical" href="{AR}"' in page) == (False, True, True)
        assert "info: locales/ar/LC_MESSAGES/content/news/a.po:" in capsys.readouterr().err
    site.now = "2026-05-20"
    capsys.readouterr()
    site.render()
    assert "alert" not in capsys.readouterr().err


def test_an_incremental_build_equals_a_clean_one_on_every_day(make_site: Any, read_tree: Any, tmp_path: Path) -> None:
    """Time alone changes what is shown, and what was rendered yesterday is rendered anew where it has to be."""
    site = stale_site(make_site, 'stale = "previous"\ngrace_days = 2\nwithdraw_below = 0.1')
    site.article("news/b.md", "Another", f"{FIRST}\n", date="2026-05-02")
    assert site.run("extract") == 0
    for day in ("2026-05-10", "2026-05-11", "2026-05-12", "2026-05-11"):
        site.now = day
        site.render()
        site.render("--output", str(tmp_path / day), "--force")
        assert read_tree(site.root / "public") == read_tree(tmp_path / day)
    assert WORDS[FIRST] in site.page("ar/news/a")


def test_what_is_kept_of_a_run_ends_with_the_grace(make_site: Any) -> None:
    """A run that had nothing to do is repeated from memory only while no grace ends."""
    site = stale_site(make_site, 'stale = "previous"\ngrace_days = 2\nwithdraw_below = 0.1')
    for day, rendered in (("2026-05-11", True), ("2026-05-11", False), ("2026-05-12", True), ("2026-05-12", False)):
        said = site.child("--now", day, "render").stderr
        assert (" 0 rendered" not in said) == rendered, said


def test_a_section_has_its_own_policy(make_site: Any) -> None:
    """Where a section asks for more, its pages are withdrawn while those of other sections are published."""
    site = make_site(
        "[editions.en]\n[editions.ar]\nmin_translated = 0.5\n"
        '[editions.ar.sections.law]\nmin_translated = 1\nmissing = "omit"\n'
    )
    for section in ("news", "law", "law/tax"):
        site.article(f"{section}/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    for section in ("news", "law", "law/tax"):
        site.translate("ar", f"content/{section}/a", {TITLE: WORDS[TITLE], FIRST: WORDS[FIRST]})
    site.render()
    written = {path.parts[-3] for path in (site.root / "public/ar").rglob("a/index.html")}
    assert written == {"news"}
    assert f'rel="canonical" href="{AR}"' in site.page("ar/news/a")


def test_the_merge_notes_what_was_published_by_the_sections_policy(make_site: Any) -> None:
    """An article that met its section's threshold and grows is noted, though the edition's was higher."""
    site = make_site(
        "[editions.en]\n[editions.ar]\nmin_translated = 1\n"
        "[editions.ar.sections.news]\nmin_translated = 0.5\nwithdraw_below = 0.1\n"
    )
    for section in ("news", "law"):
        site.article(f"{section}/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    for section in ("news", "law"):
        site.translate("ar", f"content/{section}/a", {TITLE: WORDS[TITLE], FIRST: WORDS[FIRST]})
        site.article(f"{section}/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n\n" + "Much more to say. " * 9, date="2026-05-01")
    assert site.run("extract") == 0
    noted = {s: "polypub: published" in site.read(f"locales/ar/LC_MESSAGES/content/{s}/a.po") for s in ("news", "law")}
    assert noted == {"news": True, "law": False}
    site.render()
    assert f'rel="canonical" href="{AR}"' in site.page("ar/news/a")
