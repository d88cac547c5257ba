"""The search index: made of the pages that may be found, when they change, and of nothing else."""

from __future__ import annotations

import gzip
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

Found = dict[str, dict[str, Any]]


@pytest.fixture
def site(news: Any, require: Any) -> Any:
    """The golden site with a search."""
    require(find_spec("pagefind_bin_extended") is not None, "pagefind is not installed")
    _switch_on(news)
    return news


def _switch_on(news: Any) -> None:
    news.write("polypub.toml", f"search = true\n{news.read('polypub.toml')}")


def _found(folder: Path) -> Found:
    """What the index knows of every page, by address."""
    fragments = (gzip.decompress(path.read_bytes()) for path in folder.glob("pagefind/fragment/*"))
    pages = [json.loads(data.removeprefix(b"pagefind_dcd")) for data in fragments]
    return {page["url"]: page for page in pages}


def _changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_without_pagefind_nothing_is_rendered(
    news: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A search that is asked for and cannot be made is an error in words before the first page."""
    _switch_on(news)
    monkeypatch.setitem(sys.modules, "pagefind_bin_extended", None)
    assert news.run("render") == 2
    assert "pip install 'polypub[search]'" in capsys.readouterr().err
    assert not (news.root / "public").exists()


def test_without_search_there_is_no_box(news: Any) -> None:
    """A site that does not ask for a search has no box, no script and no index."""
    news.render()
    pages = [path.read_text("utf-8") for path in (news.root / "public").rglob("*.html")]
    assert not any('class="search"' in page or "search.js" in page for page in pages)
    assert not (news.root / "public/pagefind").exists()


def test_every_page_has_the_box(site: Any) -> None:
    """The box is on every page of every edition, hidden until its script runs; the chooser has none."""
    site.render()
    output = site.root / "public"
    pages = {path: path.read_text("utf-8") for path in output.glob("*/**/*.html")}
    assert pages
    assert [path for path, page in pages.items() if '<form class="search"' not in page] == []
    assert 'data-digits="1234567890" hidden>' in site.page("be")
    assert 'data-digits="١٢٣٤٥٦٧٨٩٠" hidden>' in site.page("ar")
    assert 'class="search"' not in (output / "index.html").read_text("utf-8")


def test_what_may_be_found_is_found(site: Any) -> None:
    """Articles in state source, reviewed and partial, in each edition's own words, with title, date and section."""
    site.render()
    found = _found(site.root / "public")
    states = {url: site.page(url.strip("/")) for url in found}
    assert {url.split("/")[1] for url in found} == {"en", "be", "ar"}
    assert all(" data-pagefind-body" in page for page in states.values())
    indexed = {url.strip("/") for url in found}
    pages = (path for path in (site.root / "public").rglob("index.html") if "<article>" in path.read_text("utf-8"))
    hidden = {path.parent.relative_to(site.root / "public").as_posix() for path in pages}
    assert hidden
    assert not hidden & indexed
    library = found["/be/news/library/"]
    assert library["meta"]["iso"].startswith("20")
    assert library["meta"]["title"] in site.page("be/news/library")
    assert library["meta"]["section"] in site.page("be/news/library")


def test_machine_and_fallback_pages_are_not_found(make_site: Any, require: Any) -> None:
    """An article that only a machine has translated, or nobody, is in the index of its own language alone."""
    require(find_spec("pagefind_bin_extended") is not None, "pagefind is not installed")
    editions = '[editions.en]\n[editions.be]\nunreviewed = "mark"\n[editions.ar]\n'
    site = make_site(editions, head="search = true")
    site.article("news/river.md", "River", "The bridge is open.\n", date="2026-05-01")
    assert site.run("extract") == 0
    words = {"River": "Рака", "The bridge is open.": "Мост адкрыты."}
    site.translate("be", "content/news/river", words, fuzzy=True)
    path = "locales/be/LC_MESSAGES/content/news/river.po"
    site.write(path, site.read(path).replace("#, fuzzy\nmsgid", "# polypub: mt test 2026-05-01\n#, fuzzy\nmsgid"))
    site.render()
    assert set(_found(site.root / "public")) == {"/en/news/river/"}


def test_a_passage_in_the_source_language_is_found_there_alone(make_site: Any, require: Any) -> None:
    """Of a page that is translated in part, an edition's index has the translated part."""
    require(find_spec("pagefind_bin_extended") is not None, "pagefind is not installed")
    site = make_site("[editions.en]\n[editions.be]\nmin_translated = 0.3\n", head="search = true")
    site.article("news/river.md", "River", "The bridge is open.\n\nHerons nest below.\n", date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("be", "content/news/river", {"River": "Рака", "The bridge is open.": "Мост адкрыты."})
    site.render()
    found = _found(site.root / "public")
    assert "Herons" in found["/en/news/river/"]["content"]
    assert "Мост адкрыты" in found["/be/news/river/"]["content"]
    assert "Herons" not in found["/be/news/river/"]["content"]
    assert "original" not in found["/be/news/river/"]["content"]


def test_the_same_pages_give_the_same_bytes(site: Any, read_tree: Any, tmp_path: Path) -> None:
    """Rendered twice, the index is the same, whatever order its program looked at the pages in."""
    trees = []
    for number in range(4):
        site.render("--output", str(tmp_path / f"out{number}"))
        trees.append(read_tree(tmp_path / f"out{number}"))
    assert any(path.startswith("pagefind/index/") for path in trees[0])
    assert trees == [trees[0]] * 4


def test_the_index_is_made_when_a_page_has_changed(site: Any, read_tree: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is done while no article has changed; then stale files go, and the tree is that of a clean build."""
    from polypub.pipeline import search

    site.render()
    made = []
    build = search.build_index
    monkeypatch.setattr(search, "build_index", lambda *given: made.append(given) or build(*given))
    before = read_tree(site.root / "public")
    site.article("about.txt.md", "No date")
    (site.root / "content/about.txt.md").unlink()
    site.write("static/note.txt", "a file that no page is made from")
    site.render()
    assert made == []
    site.replace("content/news/library.md", "title: The library", "title: Our library")
    site.render()
    assert len(made) == 1
    after = read_tree(site.root / "public")
    assert any(path.startswith("pagefind/fragment/") for path in before.keys() - after.keys())
    site.render("--output", str(site.root.parent / "clean"))
    assert after == read_tree(site.root.parent / "clean")


def test_one_edition_leaves_the_others_in_the_index(site: Any, read_tree: Any) -> None:
    """Rendering one edition changes what is found in it and nothing that is found in others."""
    site.render()
    before = _found(site.root / "public")
    site.replace("content/news/library.md", "title: The library", "title: Our library")
    site.render("en")
    after = _found(site.root / "public")
    assert before.keys() == after.keys()
    assert {url for url in before if before[url] != after[url]} == {"/en/news/library/"}
    site.render()
    site.render("--output", str(site.root.parent / "clean"))
    assert read_tree(site.root / "public") == read_tree(site.root.parent / "clean")


def test_switched_off_the_index_goes(site: Any, read_tree: Any) -> None:
    """Without `search` the index of an earlier run is removed, and what others put beside it stays."""
    site.render()
    site.write("public/pagefind/mine.txt", "mine")
    site.replace("polypub.toml", "search = true\n", "")
    site.render("en")
    assert [path.name for path in (site.root / "public/pagefind").iterdir()] == ["mine.txt"]
    (site.root / "public/pagefind/mine.txt").unlink()
    (site.root / "public/pagefind").rmdir()
    site.render()
    site.render("--output", str(site.root.parent / "clean"))
    assert read_tree(site.root / "public") == read_tree(site.root.parent / "clean")


def test_files_that_were_removed_or_are_in_the_way(
    site: Any, read_tree: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file of the index is made again; one of somebody else in its place stops the work, unless forced."""
    site.render()
    before = read_tree(site.root / "public")
    (site.root / "public/pagefind/pagefind.js").unlink()
    site.render()
    assert read_tree(site.root / "public") == before
    other = site.write("other/pagefind/pagefind.js", "mine")
    assert site.run("render", "--output", str(site.root / "other")) == 1
    assert "there is a file that polypub did not write" in capsys.readouterr().err
    assert other.read_text() == "mine"
    site.render("--output", str(site.root / "other"), "--force")
    assert read_tree(site.root / "other") == before


def test_a_static_file_in_the_index_is_an_error(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A site's own file is never overwritten by the index."""
    site.write("static/pagefind/pagefind.js", "mine")
    assert site.run("render") == 1
    assert "pagefind/pagefind.js would be written twice" in capsys.readouterr().err
    assert site.read("public/pagefind/pagefind.js") == "mine"


def test_after_a_run_that_was_killed(site: Any, read_tree: Any) -> None:
    """When the journal of a killed run names files of the index, all of it is made anew."""
    site.render()
    before = read_tree(site.root / "public")
    index = sorted(path for path in before if path.startswith("pagefind/"))
    site.write("public/.polypub-journal.json", json.dumps([*index, "pagefind/fragment/half.pf_fragment"]))
    site.write("public/pagefind/fragment/half.pf_fragment", "half")
    site.write(f"public/{index[0]}", "half")
    site.render()
    assert read_tree(site.root / "public") == before


def test_an_index_that_fails(site: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """When the program of the index fails, its last word is the error, and the next run is right again."""
    import pagefind_bin_extended

    with monkeypatch.context() as patch:
        patch.setattr(pagefind_bin_extended, "get_executable", lambda: "/bin/false")
        assert site.run("render") == 1
    assert "Pagefind failed: exit code 1" in capsys.readouterr().err
    site.render()
    assert _found(site.root / "public")


def test_a_template_cannot_make_a_page_be_found(site: Any) -> None:
    """A site's own template that marks every page as text to be found changes nothing: states decide."""
    site.render()
    before = _found(site.root / "public").keys()
    head = '{% extends "theme/base.html" %}{% block main %}<article data-pagefind-body>'
    site.write(
        "templates/article.html", head + "<h1>{{ article.title }}</h1>{{ article.body }}</article>{% endblock %}"
    )
    site.write("templates/section.html", head + "<h1>{{ section.title }}</h1></article>{% endblock %}")
    site.render()
    assert _found(site.root / "public").keys() == before


def test_a_site_below_a_folder(make_site: Any, require: Any) -> None:
    """Where the site is served in a folder, the box looks for its index there."""
    require(find_spec("pagefind_bin_extended") is not None, "pagefind is not installed")
    site = make_site(head="search = true")
    site.replace("polypub.toml", "https://hill.example", "https://hill.example/docs")
    site.article("a.md", "Title")
    site.render()
    assert 'data-index="/docs/pagefind/"' in site.page("en/a")


def test_a_site_without_articles_has_no_index(make_site: Any, require: Any) -> None:
    """Where nothing may be found, lists are not indexed instead."""
    require(find_spec("pagefind_bin_extended") is not None, "pagefind is not installed")
    site = make_site(head="search = true")
    site.render()
    assert (site.root / "public/en/index.html").is_file()
    assert not (site.root / "public/pagefind").exists()
