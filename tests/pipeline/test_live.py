"""A site that is kept in memory is the site that a whole load gives."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.previews import MILL, MILL_BE, NEWS, NOW, copy_news, edit, open_preview

from polypub.cli.app import run
from polypub.config import load_project
from polypub.review.preview import Preview

Edit = Callable[[Path, random.Random], list[Path]]
"""Changes a site on disk; the paths that a watch would tell of."""

_BODIES = (
    "A mill stood here.\n",
    "## Stones\n\nOld *stones* and [the bridge](../news/new-bridge.md).\n",
    "- one\n- two\n",
)
_FIELDS = (
    "draft: true",
    "translate: false",
    "tags: [rivers]",
    "languages: [en, be]",
    "language: be",
    "slug: elsewhere",
    "authors: [A miller]",
    "date: 2026-05-09",
    "date: 2031-01-01",
    "aliases: [/old/]",
    "summary: A new summary.",
    "title: Another title",
)


def _articles(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content").rglob("*.*") if path.suffix in (".md", ".html"))


def _catalogs(root: Path) -> list[Path]:
    return sorted((root / "locales").rglob("*.po"))


def _write_article(root: Path, chance: random.Random) -> list[Path]:
    path = chance.choice([*_articles(root), root / "content/places/new.md", root / "content/walks/first.md"])
    fields = {"title": "title: A title"}
    fields |= {field.partition(":")[0]: field for field in chance.sample(_FIELDS, chance.randint(0, 3))}
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\n" + "\n".join(fields.values()) + "\n---\n\n" + chance.choice(_BODIES))
    return [path]


def _add_words(root: Path, chance: random.Random) -> list[Path]:
    path = chance.choice(_articles(root) or [root / "content/places/new.md"])
    before = path.read_text() if path.exists() else "---\ntitle: New\n---\n"
    path.write_text(f"{before}\nMore words.\n")
    return [path]


def _remove_article(root: Path, chance: random.Random) -> list[Path]:
    path = chance.choice([*_articles(root), root / "content/none.md"])
    path.unlink(missing_ok=True)
    return [path]


def _rename_article(root: Path, chance: random.Random) -> list[Path]:
    path = chance.choice([*_articles(root), root / "content/none.md"])
    new = path.with_name("renamed.md")
    if path.exists() and not new.exists():
        path.rename(new)
    return [path, new]


def _change_catalog(root: Path, chance: random.Random) -> list[Path]:
    path = chance.choice(_catalogs(root))
    catalog = polib.pofile(str(path), wrapwidth=0)
    for entry in chance.sample(list(catalog), min(2, len(catalog))):
        entry.msgstr = chance.choice(["", "Слова", f"«{entry.msgid}»", "<b>broken", entry.msgid])
        entry.flags = chance.choice([[], ["fuzzy"]])
        entry.tcomment = chance.choice(["", "polypub: ok anna 2026-05-01T10:00:00Z from=- src=00000000 out=00000000"])
    catalog.save(str(path))
    return [path]


def _remove_catalog(root: Path, chance: random.Random) -> list[Path]:
    path = chance.choice(_catalogs(root))
    path.unlink()
    return [path]


def _extract(root: Path, chance: random.Random) -> list[Path]:
    before = {path: path.read_bytes() for path in _catalogs(root)}
    run(["--site", str(root), "--quiet", "extract"])
    after = {path: path.read_bytes() for path in _catalogs(root)}
    return [path for path in {**before, **after} if before.get(path) != after.get(path)]


def _describe_section(root: Path, chance: random.Random) -> list[Path]:
    path = root / "content/places/_section.toml"
    pattern = chance.choice(["", 'permalink = "/{section}/p/{slug}/"\n'])
    path.write_text(f'title = "{chance.choice(["Sights", "Walks"])}"\norder = {chance.randint(0, 3)}\n{pattern}')
    return [path]


def _own_files(root: Path, chance: random.Random) -> list[Path]:
    folder = root / "content/places/garden"
    folder.mkdir(exist_ok=True)
    path = folder / chance.choice(["index.md", "index.md", "photo.jpg", "photo.be.jpg"])
    path.write_text(
        "---\ntitle: Garden\n---\n\n![Roses](photo.jpg)\n" if path.suffix == ".md" else str(chance.random())
    )
    return [path]


def _write_html(root: Path, chance: random.Random) -> list[Path]:
    path = root / "content/news/old.html"
    path.write_text(f"<title>Old</title>\n<h2>Heading</h2>\n<p>Words {chance.randint(0, 9)}.</p>\n")
    return [path]


def _remove_folder(root: Path, chance: random.Random) -> list[Path]:
    shutil.rmtree(root / "content/walks", ignore_errors=True)
    return [root / "content/walks"]


def _override(root: Path, chance: random.Random) -> list[Path]:
    path = root / "templates/day.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text('{% extends "theme/day.html" %}{% block footer_extra %}' + str(chance.random()) + "{% endblock %}")
    return [path]


def _style(root: Path, chance: random.Random) -> list[Path]:
    path = root / "static/own.css"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"p {{ margin: {chance.randint(0, 9)}px }}")
    return [path]


def _configure(root: Path, chance: random.Random) -> list[Path]:
    path = root / "polypub.toml"
    lines = [line for line in path.read_text().split("\n") if not line.startswith("catalogs")]
    path.write_text("\n".join([f'catalogs = "{chance.choice(["article", "section", "site"])}"', *lines]))
    return [path]


_EDITS: tuple[Edit, ...] = (
    _write_article,
    _write_article,
    _add_words,
    _remove_article,
    _rename_article,
    _change_catalog,
    _change_catalog,
    _change_catalog,
    _remove_catalog,
    _extract,
    _describe_section,
    _own_files,
    _write_html,
    _remove_folder,
    _override,
    _style,
    _configure,
)


def _pages(preview: Preview) -> Iterator[tuple[str, bytes]]:
    """Every page and file of the site's own editions, with what is served for it."""
    printer = preview.printer(preview.project.source)
    files = {plan.file for locale in printer.desks for plan in printer.plans(locale)}
    for path in sorted({*files, *preview.judgement.assets, "index.html", "sitemap.xml"}):
        yield path, preview.page(f"/{path}").body


def _follow(seed: int, count: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = copy_news(Path(folder))
        preview = open_preview(root)
        waiting: list[Path] = []
        for change in chance.choices(_EDITS, k=count):
            waiting += change(root, chance)
            if chance.random() < 0.6:
                preview.refresh(waiting)
                waiting = []
                preview.page("/be/")
        preview.refresh(waiting)
        anew = open_preview(root)
        assert bool(preview.problems()) == bool(anew.problems())
        if anew.is_there:
            assert preview.problems() == anew.problems()
            assert dict(_pages(preview)) == dict(_pages(anew))


@given(st.integers(0, 1_000_000), st.integers(1, 6))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_followed_is_what_a_whole_load_gives(seed: int, count: int) -> None:
    """After any changes, taken over in any portions, every page is the one of a preview that starts afresh."""
    _follow(seed, count)


@pytest.mark.long
@given(st.integers(0, 1_000_000_000), st.integers(1, 25))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_followed_for_long_is_what_a_whole_load_gives(seed: int, count: int) -> None:
    """The same for longer histories."""
    _follow(seed, count)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    """A file that nobody told of is not looked at, be it broken: following costs what the change is worth."""
    root = copy_news(tmp_path)
    preview = open_preview(root)
    (root / "content/news/library.md").write_text("---\ntitle: [\n---\n")
    (root / "locales/be/LC_MESSAGES/content/news/library.po").write_text("nonsense")
    preview.refresh([edit(root / MILL_BE, 'msgstr "Стары млын', 'msgstr "Новы млын')])
    preview.refresh([edit(root / MILL, "title: ", "title: Not ")])
    assert preview.problems() == ()
    assert "Not " in preview.page("/en/places/old-mill/").body.decode()


def test_two_pages_at_one_address_wait_until_one_gives_way(tmp_path: Path) -> None:
    """Both articles are told of; the site stays what it was, and takes both over as soon as it can."""
    root = copy_news(tmp_path)
    preview = open_preview(root)
    second = root / "content/places/second.md"
    second.write_text("---\ntitle: Second\nslug: old-mill\n---\n\nWords.\n")
    preview.refresh([second])
    assert "already that of" in str(preview.problems()[0])
    assert preview.page("/en/places/second/").status == 404
    preview.refresh([edit(root / MILL, "title: ", "slug: elsewhere\ntitle: ")])
    assert preview.problems() == ()
    assert "Second" in preview.page("/en/places/old-mill/").body.decode()
    assert preview.page("/en/places/elsewhere/").status == 200


def test_a_folder_that_goes_takes_its_articles_with_it(tmp_path: Path) -> None:
    """A watch may tell of the folder alone."""
    root = copy_news(tmp_path)
    preview = open_preview(root)
    shutil.rmtree(root / "content/places")
    preview.refresh([root / "content/places"])
    assert preview.page("/be/places/old-mill/").status == 404
    shutil.copytree(NEWS / "content/places", root / "content/places")
    preview.refresh([root / "content/places"])
    assert preview.page("/be/places/old-mill/").status == 200


def test_the_next_day_is_noticed_with_the_next_change(tmp_path: Path) -> None:
    """What depends on the day is made anew."""
    root = copy_news(tmp_path)
    clock = [NOW]
    project = load_project(root)
    preview = Preview(project, lambda: clock[0].astimezone(project.timezone))
    assert "© 2026" in preview.page("/en/").body.decode()
    clock[0] = NOW.replace(year=2027)
    preview.refresh([])
    assert "© 2027" in preview.page("/en/").body.decode()


def test_what_is_not_out_is_shown_and_said_to_be_hidden(tmp_path: Path) -> None:
    """Drafts, and articles of later days."""
    root = copy_news(tmp_path)
    edit(root / MILL, "title: ", "draft: true\ntitle: ")
    (root / "content/news/later.md").write_text("---\ntitle: Later\ndate: 2031-01-01\n---\n\nWords.\n")
    preview = open_preview(root)
    for article, path in (("places/old-mill", "/be/places/old-mill/"), ("news/later", "/be/news/later/")):
        assert preview.page(path).status == 200
        for edition in preview.project.editions:
            state = preview.real_state(article, edition.locale)
            assert state is not None
            assert state.state.value == "none"
    assert "draft: true" in str(preview.real_state("places/old-mill", preview.project.source))
    assert "2031-01-01" in str(preview.real_state("news/later", preview.project.source))


def test_an_edition_on_a_host_of_its_own_lies_in_a_folder(tmp_path: Path) -> None:
    """A preview has one host: the folder bears the name of the other."""
    root = copy_news(tmp_path)
    edit(root / "polypub.toml", "[editions.be]", '[editions.be]\ndomain = "https://rivers.by.example"')
    preview = open_preview(root)
    assert preview.page("/rivers.by.example/places/old-mill/").status == 200
    assert "https://rivers.by.example" not in preview.page("/en/places/old-mill/").body.decode()


def test_a_file_beside_an_article_is_served_and_followed(tmp_path: Path) -> None:
    """Its address changes with its bytes, so that no browser shows an old picture."""
    root = copy_news(tmp_path)
    folder = root / "content/places/garden"
    folder.mkdir()
    (folder / "index.md").write_text("---\ntitle: Garden\n---\n\n![Roses](photo.svg)\n")
    photo = folder / "photo.svg"
    photo.write_text("<svg/>")
    preview = open_preview(root)
    before = preview.page("/be/places/garden/").body
    assert preview.page("/en/places/garden/photo.svg").body == b"<svg/>"
    photo.write_text("<svg></svg>")
    preview.refresh([photo])
    assert preview.page("/en/places/garden/photo.svg").body == b"<svg></svg>"
    assert preview.page("/be/places/garden/").body != before
