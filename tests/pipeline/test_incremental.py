"""Incremental building: whatever was edited, the output equals a clean build, byte for byte."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

Edit = Callable[[Any, random.Random], None]


def _articles(site: Any) -> list[Path]:
    return sorted((site.root / "content").rglob("*.md"))


def _change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _set_field(path: Path, name: str, value: str) -> None:
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith(f"{name}:")]
    path.write_text("\n".join([lines[0], f"{name}: {value}", *lines[1:]]), "utf-8")


def edit_body(site: Any, chance: random.Random) -> None:
    """Add a paragraph to an article."""
    path = chance.choice(_articles(site))
    path.write_text(path.read_text("utf-8") + f"\nOne more thing, number {chance.random()}.\n", "utf-8")


def edit_field(site: Any, chance: random.Random) -> None:
    """Change a field of an article."""
    fields = {
        "title": f"Title {chance.randrange(4)}",
        "summary": f"Summary {chance.randrange(4)}",
        "date": f"2026-0{chance.randrange(3, 7)}-{chance.randrange(10, 14)}",
        "updated": chance.choice(["2026-05-09", "2026-05-09 12:00"]),
        "authors": chance.choice(['["The editors"]', '["A reader"]', "[A reader, The editors]"]),
        "tags": chance.choice(["[books]", "[transport, books]", "[a b c, 100%]"]),
        "aliases": chance.choice(["[]", f"[/old/{chance.randrange(9)}/]", f"[/be/x{chance.randrange(9)}.html]"]),
        "image": chance.choice(["{src: /logo.svg, alt: A logo}", "{src: x.png, caption: A picture}"]),
        "slug": f"slug-{chance.randrange(1000)}",
        "languages": chance.choice(["[en, be]", "[be]", "[en, ar]"]),
        "translate": chance.choice(["true", "false"]),
        "draft": chance.choice(["true", "false"]),
        "language": chance.choice(["be", "ar", "en"]),
    }
    name = chance.choice(list(fields))
    path = chance.choice(_articles(site))
    if name != "image" or "image:" not in path.read_text("utf-8"):
        _set_field(path, name, fields[name])


def add_article(site: Any, chance: random.Random) -> None:
    """Write an article, one that others may link to already."""
    section = chance.choice(["news", "places", "news/views", "news/views/letters", "a b"])
    name = chance.choice(["fresh", "linked", f"n{chance.randrange(5)}"])
    links = "See [it](../news/linked.md), [it](linked.md) and [the library](../news/library.md?x=1&y=2#a).\n"
    site.article(f"{section}/{name}.md", f"New {chance.randrange(3)}", links, date=f"2026-05-0{chance.randrange(1, 9)}")


def remove_article(site: Any, chance: random.Random) -> None:
    """Remove an article."""
    if len(_articles(site)) > 2:
        chance.choice(_articles(site)).unlink()


def rename_article(site: Any, chance: random.Random) -> None:
    """Rename an article, and with it its page and its catalog."""
    path = chance.choice(_articles(site))
    path.rename(path.with_name(f"r{chance.randrange(100)}.md"))


def edit_section(site: Any, chance: random.Random) -> None:
    """Change what a section is called, where it stands and how it is shown."""
    section = chance.choice(["news", "places", "news/views", "news/views/letters", "empty"])
    template = chance.choice(["section.html", "section.html", "special.html"])
    site.write("templates/special.html", '{% extends "section.html" %}{% block title %}special{% endblock %}')
    text = f'title = "S{chance.randrange(3)}"\nsummary = "T{chance.randrange(3)}"\norder = {chance.randrange(3)}\n'
    text += chance.choice(["", "", 'permalink = "/{year}/{slug}"\n', 'permalink = "/{section}/{id}/"\n'])
    site.write(f"content/{section}/_section.toml", f'{text}template = "{template}"\n')


def edit_bundle(site: Any, chance: random.Random) -> None:
    """Put a file beside an article, one for an edition among them, change it, or take it away."""
    folder = site.root / "content/places/box"
    if not (folder / "index.md").exists() or chance.random() < 0.3:
        body = "![A map](map.svg) [the plan](files/plan.pdf) [more](../../news/library.md)\n"
        site.article("places/box/index.md", "Box", body, date="2026-05-04", image="{src: map.svg, alt: A map}")
    path = folder / chance.choice(["map.svg", "map.be.svg", "files/plan.pdf", "files/plan.ar.pdf"])
    if path.exists() and chance.random() < 0.4:
        path.unlink()
    else:
        site.write(str(path), f"<svg>{chance.randrange(9)}</svg>")


def edit_catalog(site: Any, chance: random.Random) -> None:
    """Translate messages, mark them fuzzy, or take their translation away."""
    paths = sorted((site.root / "locales").glob("*/LC_MESSAGES/**/*.po"))
    path = chance.choice(paths)
    catalog = polib.pofile(str(path), wrapwidth=0)
    for entry in catalog:
        deed = chance.randrange(4)
        if entry.obsolete or deed == 3:
            continue
        if deed == 2:
            entry.tcomment = (
                f"polypub: ok anna 2026-05-0{chance.randrange(1, 9)}T08:12:00Z from=- src=1a2b3c4d out=5e6f7a8b"
            )
        entry.msgstr = "" if deed == 0 else f"[{entry.msgid}]" if "](" not in entry.msgid else entry.msgid
        entry.flags = ["fuzzy"] if deed == 1 else []
    catalog.save(str(path))


def extract(site: Any, chance: random.Random) -> None:
    """Bring catalogs up to date."""
    assert site.run("extract") == 0


def draft(site: Any, chance: random.Random) -> None:
    """Draft what is missing."""
    assert site.run("translate", chance.choice(["ar", "be"]), "--engine", "pseudo") == 0


def remove_catalog(site: Any, chance: random.Random) -> None:
    """Remove a catalog."""
    chance.choice(sorted((site.root / "locales").glob("*/LC_MESSAGES/**/*.po"))).unlink()


def edit_template(site: Any, chance: random.Random) -> None:
    """Override a template, change the override, or take it away."""
    name = chance.choice(["article", "home", "month", "day", "section", "notfound", "chooser"])
    path = site.root / f"templates/{name}.html"
    if path.exists() and chance.random() < 0.4:
        path.unlink()
        return
    block = f'{{% block main %}}{{{{ super() }}}}<p>{{{{ _("Override") }}}} {chance.randrange(9)}</p>{{% endblock %}}'
    site.write(f"templates/{name}.html", f'{{% extends "theme/{name}.html" %}}{block}')


def edit_static(site: Any, chance: random.Random) -> None:
    """Change a static file that pages refer to, or take it away."""
    path = site.root / "static" / chance.choice(["logo.svg", "@be/logo.svg", "robots.txt"])
    if path.exists() and chance.random() < 0.5:
        path.unlink()
    else:
        site.write(str(path), f"<svg><!-- {chance.random()} --></svg>")


def edit_configuration(site: Any, chance: random.Random) -> None:
    """Change what the site says of itself, or its editions."""
    policy = f"min_translated = {chance.choice([0.1, 0.5, 0.9])}\nwithdraw_below = 0.05\n"
    policy += f'missing = "{chance.choice(["omit", "source"])}"\nunreviewed = "{chance.choice(["hide", "mark"])}"\n'
    editions = ["[editions.en]\n", f"[editions.be]\n{policy}", f"[editions.ar]\ndigits = 'native'\n{policy}"]
    editions += chance.choice([[], ["[editions.pl]\n"], ["[editions.zh-Hant]\n"]])
    editions += chance.choice([[], [f"[theme.options]\ncontents = {chance.randrange(3)}\n"]])
    if chance.random() < 0.3:
        editions[1] += 'domain = "https://be.example"\n'
    if chance.random() < 0.2:
        editions[0] = '[editions.en]\nprefix = ""\n'
    head = (
        f'name = "Three Rivers"\ntagline = "{chance.choice(["", "News of a small town"])}"\nsource = "en"\n'
        f'base_url = "https://rivers.example{chance.choice(["", "/portal"])}"\npage_size = {chance.randrange(1, 4)}\n'
    )
    if chance.random() < 0.3:
        head += 'permalink = "/{section}/{year}/{month}/{slug}/"\n'
    site.write("polypub.toml", head + "".join(editions))


def pass_time(site: Any, chance: random.Random) -> None:
    """Another day, on which other articles are out."""
    site.now = chance.choice(["2026-05-03", "2026-05-10", "2026-12-31", "2027-01-01"])


EDITS: tuple[Edit, ...] = (
    edit_body,
    edit_field,
    edit_field,
    add_article,
    add_article,
    remove_article,
    rename_article,
    edit_section,
    edit_bundle,
    edit_catalog,
    edit_catalog,
    edit_catalog,
    extract,
    extract,
    draft,
    remove_catalog,
    edit_template,
    edit_static,
    edit_configuration,
    pass_time,
)


def _check(site: Any, seed: int, steps: int, read_tree: Any) -> None:
    chance = random.Random(seed)
    clean = site.root.parent / "clean"
    history: list[str] = []
    compared = 0
    assert site.run("render") == 0
    for _ in range(steps):
        for edit in chance.choices(EDITS, k=chance.randrange(1, 3)):
            history.append(edit.__name__)
            edit(site, chance)
        shutil.rmtree(clean, ignore_errors=True)
        code = site.run("render")
        assert site.run("render", "--output", str(clean)) == code, history
        if code == 0:
            found, expected = read_tree(site.root / "public"), read_tree(clean)
            wrong = [path for path in {**found, **expected} if found.get(path) != expected.get(path)]
            assert not wrong, (seed, history, wrong[:5])
            compared += 1
    assert compared > steps / 3, f"most edits gave an error: {history}"


@pytest.mark.parametrize("seed", range(6))
def test_an_incremental_build_equals_a_clean_one(seed: int, news: Any, read_tree: Any) -> None:
    """After each of a sequence of edits, no page is stale, missing or too many."""
    _check(news, seed, 6, read_tree)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
def test_an_incremental_build_equals_a_clean_one_for_long(seed: int, news: Any, read_tree: Any) -> None:
    """The same over three hundred edits."""
    _check(news, seed, 10, read_tree)


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__)
def test_one_edit_at_a_time(edit: Edit, news: Any, read_tree: Any) -> None:
    """Each kind of edit alone, which nothing else hides."""
    chance = random.Random(7)
    news.article(
        "news/views/letters/deep.md",
        "Deep",
        "[a](../../linked.md) [b](../../../places/old-mill.md)\n",
        date="2026-05-02",
    )
    news.render()
    clean = news.root.parent / "clean"
    for number in itertools.count():
        edit(news, chance)
        news.render()
        shutil.rmtree(clean, ignore_errors=True)
        news.render("--output", str(clean))
        assert read_tree(news.root / "public") == read_tree(clean)
        if number == 2:
            break


def test_a_page_that_nothing_touches_is_not_rendered(news: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """One message of one article changes its own page, not those of other articles."""
    news.render()
    before = {path: path.stat().st_mtime_ns for path in (news.root / "public").rglob("*.html")}
    news.translate("be", "content/news/library", {"Readers asked for it.": "Чытачы пра гэта прасілі."})
    news.render()
    changed = {path for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed == {news.root / "public/be/news/library/index.html"}


def test_a_link_to_an_article_that_appears_later(news: Any) -> None:
    """A page that links to nothing is rendered again when the article is written."""
    news.article("news/early.md", "Early", "See [the late one](late.md).\n", date="2026-05-03")
    news.render()
    assert 'href="late.md"' in news.page("en/news/early")
    news.article("news/late.md", "Late", date="2026-05-03")
    news.render()
    assert 'href="/en/news/late/"' in news.page("en/news/early")


def test_a_section_that_appears_far_below(news: Any) -> None:
    """A section's page names the sections below it, also those that no menu shows."""
    news.write("content/news/views/_section.toml", 'title = "Views"\n')
    news.write("content/news/views/letters/_section.toml", 'title = "Letters"\n')
    news.render()
    news.write("content/news/views/songs/_section.toml", 'title = "Songs"\n')
    news.render()
    assert "Songs" in news.page("en/news/views")
    news.replace("content/news/views/songs/_section.toml", "Songs", "Tunes")
    news.render()
    assert "Tunes" in news.page("en/news/views")
