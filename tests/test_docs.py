"""What is published is true: generated pages are current, links resolve, commands and fields are described."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from polypub.cli.app import app
from polypub.model.page import PageState
from polypub.model.state import State
from polypub.site import keys

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
COMMANDS = ("python -m pip install . && polypub render", "python -m pip install '.[test]' && pytest")
_FENCE = re.compile(r"^(`{3,})(\S*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def _prose(page: Path) -> str:
    """A page without its blocks of code and code spans."""
    return re.sub(r"`[^`\n]*`", "`code`", _FENCE.sub("", page.read_text(encoding="utf-8")))


def _anchors(page: Path) -> set[str]:
    """The anchors that hosts of Markdown give to a page's headings."""
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _commands(page: str) -> Iterator[str]:
    """The lines of a page's shell blocks that call polypub."""
    for _, language, code in _FENCE.findall(_read(page)):
        if language in ("sh", "yaml"):
            yield from (match[0] for match in re.finditer(r"\bpolypub (?!status --format json \|)[^\n|&']+", code))


@pytest.mark.parametrize("name", ["configuration", "cli"])
def test_a_generated_page_is_current(name: str) -> None:
    """The pages made from the code are what their scripts make now; run docs/make_NAME.py."""
    assert _read(f"docs/{name}.md") == _load(f"make_{name}").make_page()


def test_every_command_and_option_is_in_the_reference() -> None:
    """What `--help` shows, docs/cli.md has."""
    page = _read("docs/cli.md")
    runner = CliRunner()
    names = re.findall(r"^  (\w+)  ", runner.invoke(app, ["--help"]).output.partition("Commands:")[2], re.MULTILINE)
    assert "render" in names
    for name in names:
        section = page.partition(f"## polypub {name}\n")[2].partition("\n## ")[0]
        shown = runner.invoke(app, [name, "--help"]).output
        assert section, name
        assert set(re.findall(r"--[a-z]+", shown)) - {"--help"} <= set(re.findall(r"--[a-z]+", section))


def test_the_readme_has_the_two_commands() -> None:
    """The README's first screen says how to build the portal and how to run the tests."""
    screen = _read("README.md").split("\n")[:30]
    assert [command for command in COMMANDS if command not in screen] == []


def test_ci_runs_what_the_readme_says() -> None:
    """The two commands of the README are the very lines that CI runs."""
    script = ROOT / ".ci" / "run"
    if not script.exists():
        pytest.skip("not a checkout: no .ci/run")
    lines = [line.strip() for line in script.read_text(encoding="utf-8").split("\n")]
    assert [command for command in COMMANDS if command not in lines] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_resolve(page: Path) -> None:
    """Every relative link of a document leads to a file, and to a heading of it where it names one."""
    broken = []
    for link in _LINK.findall(_prose(page)):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        is_picture = path.endswith(".png")  # made by docs/make_pictures.py
        if "://" in link or (is_picture and (DOCS / "make_pictures.py").exists()):
            continue
        if not target.is_file() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_machine_shows_through(page: Path) -> None:
    """No document names a path of one computer; all are in British spelling where that is easily told."""
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"(?<![\w./])/(?:home|root|tmp|work|Users)/\S*", text) == []
    prose = _prose(page).replace("polypub localize", "")  # the command's name, as other tools have it
    assert re.findall(r"\b(?:color|localiz|behavior|license (?!=))\w*", prose) == []


@pytest.mark.parametrize("page", ["README.md", "docs/first-site.md", "docs/translators.md", "docs/ci.md"])
def test_documented_commands_are_understood(page: str) -> None:
    """Every polypub command of a document is one that the command line knows, with options that it has."""
    found = list(_commands(page))
    assert found
    for command in found:
        name, *arguments = command.split("#")[0].split()[1:]
        shown = CliRunner().invoke(app, [name, "--help"])
        assert shown.exit_code == 0, command
        assert [option for option in arguments if option.startswith("-") and option not in shown.output] == [], command


@pytest.mark.parametrize("struct", [keys.ArticleKeys, keys.DatelineKeys, keys.ImageKeys, keys.SectionKeys])
def test_every_field_is_described_to_editors(struct: type) -> None:
    """docs/editors.md names each field of front matter and of `_section.toml`."""
    page = _read("docs/editors.md")
    assert [name for name in struct.__struct_fields__ if f"`{name}`" not in page] == []


def test_every_state_is_described() -> None:
    """docs/catalogs.md has a row for each state of a message, docs/page-states.md for each state of a page."""
    catalogs, pages = _read("docs/catalogs.md"), _read("docs/page-states.md")
    assert [state.value for state in State if f"| {state.value} |" not in catalogs] == []
    assert [state.value for state in PageState if f"| *{state.value}* |" not in pages] == []


def test_the_glossary_is_sorted() -> None:
    """The glossary's words are in order, each once."""
    words = re.findall(r"^\| ([a-z ]+) \|", _read("docs/glossary.md"), re.MULTILINE)[1:]
    assert len(words) >= 25
    assert words == sorted(set(words))


def test_the_first_site_works_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/first-site.md, followed from its first line to its last, makes the site that it describes."""
    site = tmp_path / "my-site"
    monkeypatch.chdir(tmp_path)
    for _, language, code in _FENCE.findall(_read("docs/first-site.md")):
        if language == "toml":
            (site / "polypub.toml").write_text((site / "polypub.toml").read_text() + code.partition("\n")[2])
        elif language == "markdown":
            (site / "content" / "news" / "third.md").write_text(code)
        for line in code.split("\n") if language == "sh" else ():
            if line.startswith("polypub "):
                done = CliRunner().invoke(app, line.split()[1:])
                assert done.exit_code == 0, f"{line}: {done.output}"
                monkeypatch.chdir(site)
    pages = site.glob("public/*/news/third/index.html")
    assert {page.relative_to(site / "public").parts[0] for page in pages} == {"en", "be", "ar"}
    assert "noindex" in (site / "public" / "ar" / "news" / "first-article" / "index.html").read_text(encoding="utf-8")
