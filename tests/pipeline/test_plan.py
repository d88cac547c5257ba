"""`polypub render --plan`: what would change for readers; `--max-withdrawn`: how much may be taken from them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TITLE, FIRST, SECOND = "The title", "Nine words stand in this first paragraph of text.", "Two words."
WORDS = {TITLE: "عنوان", FIRST: "الفقرة الأولى", SECOND: "كلمتان"}
KINDS = ("appears", "changes", "moves", "withdrawn")

Plan = Callable[..., dict[str, Any]]


@pytest.fixture
def read_plan(capsys: pytest.CaptureFixture[str]) -> Plan:
    """The plan as scripts get it."""

    def read(site: Any, *options: str) -> dict[str, Any]:
        capsys.readouterr()
        assert site.run("render", "--plan", "--format", "json", *options) == 0
        plan: dict[str, Any] = json.loads(capsys.readouterr().out)
        return plan

    return read


def start(make_site: Any, policy: str = "") -> Any:
    """A site with two articles in two editions; the first is whole in Arabic, the second not translated."""
    site = make_site(f"[editions.en]\n[editions.ar]\n{policy}\n")
    for name in ("a", "b"):
        site.article(f"news/{name}.md", TITLE, f"{FIRST}\n\n{SECOND}\n", date="2026-05-01")
    assert site.run("extract") == 0
    site.translate("ar", "content/news/a", WORDS)
    return site


def rows(plan: dict[str, Any]) -> list[tuple[str, str, str, str | None, str]]:
    """Kind, edition, article, state before and state after of every change."""
    return [(kind, row["locale"], row["article"], row["before"], row["after"]) for kind in KINDS for row in plan[kind]]


def test_at_first_everything_appears(make_site: Any, read_plan: Plan) -> None:
    """And nothing is written; afterwards all is unchanged."""
    site = start(make_site)
    assert rows(read_plan(site)) == [
        ("appears", "en", "news/a", None, "source"),
        ("appears", "en", "news/b", None, "source"),
        ("appears", "ar", "news/a", None, "reviewed"),
        ("appears", "ar", "news/b", None, "fallback"),
    ]
    assert not (site.root / "public").exists()
    site.render()
    plan = read_plan(site)
    assert (rows(plan), plan["unchanged"], plan["unknown"], plan["published"]) == ([], 4, 0, 3)


def test_the_plan_is_what_then_happens(make_site: Any, read_plan: Plan) -> None:
    """Pages that change, appear and are withdrawn, each with its reason; the output is as it was."""
    site = start(make_site)
    site.render()
    before = {path: path.read_bytes() for path in (site.root / "public").rglob("*") if path.is_file()}
    site.translate("ar", "content/news/b", {TITLE: WORDS[TITLE], FIRST: WORDS[FIRST]})
    site.translate("ar", "content/news/a", {FIRST: ""})
    site.article("news/c.md", "Third", date="2026-05-02")
    assert site.run("extract") == 0
    plan = read_plan(site)
    assert {path: path.read_bytes() for path in before} == before
    assert rows(plan) == [
        ("appears", "en", "news/c", None, "source"),
        ("appears", "ar", "news/c", None, "fallback"),
        ("changes", "ar", "news/b", "fallback", "partial"),
        ("withdrawn", "ar", "news/a", "reviewed", "fallback"),
    ]
    assert plan["withdrawn"][0]["reasons"][0] == "not published: 30 % of its words are reviewed, 80 % are needed"
    assert plan["changes"][0]["reasons"] == ["published: 84 % of its words are reviewed, 80 % are needed"]
    assert plan["withdrawn"][0]["file"] == "ar/news/a/index.html"
    site.render()
    assert rows(read_plan(site)) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda site: (site.root / "content/news/a.md").unlink(), "its article is gone"),
        (lambda site: site.article("news/a.md", TITLE, draft="true"), "its article is a draft, or comes out later"),
        (
            lambda site: site.article("news/a.md", TITLE, languages="[en]"),
            "left out: the article's `languages` are en",
        ),
        (
            lambda site: site.replace("polypub.toml", "[editions.ar]", "[editions.be]"),
            "the site has no such edition any more",
        ),
    ],
)
def test_why_pages_go(change: Callable[[Any], object], reason: str, make_site: Any, read_plan: Plan) -> None:
    """An article or an edition that is gone takes its pages away."""
    site = start(make_site)
    site.render()
    change(site)
    withdrawn = read_plan(site)["withdrawn"]
    assert (reason, "reviewed", "none") in [(r["reasons"][0], r["before"], r["after"]) for r in withdrawn]
    site.render()
    assert not (site.root / "public/ar/news/a/index.html").exists()


def test_a_page_that_moves_is_not_withdrawn(make_site: Any, read_plan: Plan) -> None:
    """Another address, with a redirect from the old one or without; its state stays."""
    site = start(make_site)
    site.render()
    site.article("news/a.md", TITLE, f"{FIRST}\n\n{SECOND}\n", date="2026-05-01", slug="x", aliases="[/en/news/a/]")
    plan = read_plan(site, "--max-withdrawn", "0")
    assert rows(plan) == [
        ("moves", "en", "news/a", "source", "source"),
        ("moves", "ar", "news/a", "reviewed", "reviewed"),
    ]
    assert plan["moves"][1]["reasons"] == ["from ar/news/a/index.html to ar/news/x/index.html"]


def test_some_editions_only(make_site: Any, read_plan: Plan) -> None:
    """The pages of the others are neither compared nor counted."""
    site = start(make_site)
    site.render()
    (site.root / "content/news/a.md").unlink()
    plan = read_plan(site, "ar")
    assert rows(plan) == [("withdrawn", "ar", "news/a", "reviewed", "none")]
    assert (plan["unchanged"], plan["published"]) == (1, 1)


def test_a_manifest_without_states_works(make_site: Any, read_plan: Plan) -> None:
    """What is not known is counted as such; the next run notes the states, without printing a page."""
    site = start(make_site)
    site.render()
    manifest = site.read("public/.polypub-manifest.json")
    site.write("public/.polypub-manifest.json", re.sub(r',"state":"\w+"', "", manifest))
    plan = read_plan(site)
    assert (rows(plan), plan["unchanged"], plan["unknown"], plan["published"]) == ([], 0, 4, 4)
    site.render()
    assert site.read("public/.polypub-manifest.json") == manifest


@pytest.mark.parametrize(
    ("limit", "is_allowed"), [("0", False), ("1", True), ("33%", False), ("33.4 %", True), ("100%", True)]
)
def test_how_many_pages_may_be_withdrawn(
    limit: str, is_allowed: bool, make_site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """More than that fail the command, with the plan and without it, before anything is written."""
    site = start(make_site)
    site.render()
    site.translate("ar", "content/news/a", {FIRST: ""})
    page = site.page("ar/news/a")
    for options in (("--plan",), ()):
        capsys.readouterr()
        assert site.run("render", *options, "--max-withdrawn", limit) == (0 if is_allowed else 1)
        error = capsys.readouterr().err
        assert ("1 page would be withdrawn, and 0 may be; published now: 3" in error) == (not is_allowed)
        assert ("ar news/a: not published: 30 %" in error) == (not is_allowed)
        assert ("Nothing was written" in error) == (not is_allowed)
        assert (site.page("ar/news/a") == page) == (bool(options) or not is_allowed)


@pytest.mark.parametrize("limit", ["", "-1", "5 pages", "1e3", "٣", "%"])
def test_a_limit_that_is_none(limit: str, make_site: Any) -> None:
    """Anything but a number or a percentage is wrong use."""
    assert start(make_site).run("render", "--plan", f"--max-withdrawn={limit}") == 2


def test_people_get_a_table(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a page, and a line that counts."""
    site = start(make_site)
    site.render()
    site.translate("ar", "content/news/a", {SECOND: ""})
    capsys.readouterr()
    assert site.run("render", "--plan") == 0
    assert capsys.readouterr().out.splitlines() == [
        "         edition  article  before    after    why",
        "changes  ar       news/a   reviewed  partial  published: 84 % of its words are reviewed, 80 % are needed",
        "0 would appear, 1 change state, 0 move, 0 be withdrawn; 3 unchanged",
    ]


def test_a_broken_catalog_fails_the_plan(make_site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """It would take its pages away: the plan says so, and the exit code is that of rendering."""
    site = start(make_site)
    site.render()
    site.write("locales/ar/LC_MESSAGES/content/news/a.po", 'msgid "x\n')
    assert site.run("render", "--plan") == 1
    assert "error: locales/ar/LC_MESSAGES/content/news/a.po:" in capsys.readouterr().err


def test_another_folder_is_compared_with_itself(make_site: Any, read_plan: Plan, tmp_path: Path) -> None:
    """`--output` names the folder that is compared; one that is new has nothing."""
    site = start(make_site)
    site.render()
    assert len(read_plan(site, "--output", str(tmp_path / "new"))["appears"]) == 4
