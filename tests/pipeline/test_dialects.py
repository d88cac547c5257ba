"""A site in the dialect of another generator: what is checked, drafted, localised, and not rendered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from polypub.check.catalog import check_catalog
from polypub.check.settings import CheckSettings
from polypub.config import Project, load_project
from polypub.errors import ConfigError, UsageError
from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message
from polypub.model.text import Dialect
from polypub.pipeline.localize import LocalizeOptions, open_catalog
from polypub.pipeline.render import RenderOptions, render_project
from polypub.pipeline.sources import make_reading, read_source
from polypub.site import load_site
from polypub.translate.aids import Aids
from polypub.translate.shield import restore, shield

_NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def _project(folder: Path, dialect: str) -> Project:
    (folder / "polypub.toml").write_text(
        f'name = "x"\nbase_url = "https://x.org"\nsource = "en"\ndialect = "{dialect}"\n[editions.de]\n', "utf-8"
    )
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/a.md").write_text("---\ntitle: T\n---\n!!! note\n    One :two:\n", "utf-8")
    return load_project(folder)


def test_a_site_is_cut_in_its_dialect(tmp_path: Path) -> None:
    """The configuration says whose Markdown articles are written in."""
    (article,) = load_site(_project(tmp_path, "mkdocs")).articles

    assert [segment.source for segment in article.body.segments] == ["One :two:"]


def test_an_unknown_dialect_is_an_error_with_those_that_there_are(tmp_path: Path) -> None:
    """It is told with file and line."""
    with pytest.raises(ConfigError) as caught:
        _project(tmp_path, "mkdoc")
    (problem,) = caught.value.problems

    assert (problem.path, problem.line) == ("polypub.toml", 4)
    assert '"mkdocs"' in problem.text


def test_pages_that_only_another_generator_can_make_are_not_rendered(tmp_path: Path) -> None:
    """Shortcodes cannot be executed: that is said, with what to do instead, and nothing is written."""
    project = _project(tmp_path, "mkdocs")

    with pytest.raises(UsageError, match="mkdocs") as caught:
        render_project(project, RenderOptions(tmp_path / "public", _NOW), lambda done, total: None)

    assert "polypub localize" in caught.value.problems[0].hint
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("dialect", "source", "target", "found"),
    [
        ("hugo", "a {{< b >}} c", "d {{< b >}} e", []),
        ("hugo", "a {{< b >}} c", "d e", ["the placeholder {{< b >}} is missing"]),
        ("hugo", "a {{< b >}} {{< b >}}", "d {{< b >}}", ["the placeholder {{< b >}} is missing"]),
        ("mkdocs", "a :b: ++c++", "d :x: ++c++", ["the placeholder :b: is missing", "the placeholder :x: is not in"]),
        ("mkdocs", "a {name} b", "d", ["the placeholder {name} is missing"]),
        ("docusaurus", "a {/* b */} c", "d", ["the placeholder {/* b */} is missing"]),
        ("jekyll", "a *b*{:.c}", "d *e*", ["the placeholder {:.c} is missing"]),
        ("commonmark", "a :b: $c$", "d", []),
    ],
)
def test_a_lost_construct_is_an_error(dialect: Dialect, source: str, target: str, found: list[str]) -> None:
    """Once for each that is missing or invented, by the rule that blocks a translation."""
    message = Message(Key(None, source), targets=(target,), notes=("type: paragraph",))
    findings = check_catalog(
        Catalog("content/a", Locale("de"), (message,)), CheckSettings(Locale("en"), dialect=dialect)
    )
    told = [(finding.severity, finding.text) for finding in findings if finding.rule == "placeholder"]

    assert len(told) == len(found)
    assert all(
        severity == "error" and text.startswith(start) for (severity, text), start in zip(told, found, strict=True)
    )


def test_what_loses_a_construct_is_not_localised(tmp_path: Path) -> None:
    """The source's text stays, and the loss is told."""
    (tmp_path / "a.md").write_text('!!! note "One"\n    Two :three:\n', "utf-8")
    po = 'msgid ""\nmsgstr "Language: de\\n"\n\n#. type: admonition title\nmsgid "One"\nmsgstr "Eins"\n\n'
    (tmp_path / "de.po").write_text(f'{po}#. type: paragraph\nmsgid "Two :three:"\nmsgstr "Zwei"\n', "utf-8")
    reading = make_reading((), "mkdocs")
    localizer = open_catalog(tmp_path / "de.po", LocalizeOptions(reading=reading))
    localized = localizer.localize(read_source(str(tmp_path / "a.md"), reading))

    assert localized.text == '!!! note "Eins"\n    Two :three:\n'
    assert [finding.rule for finding in localized.findings] == ["placeholder"]


def test_an_engine_never_sees_a_construct() -> None:
    """It is behind a token as other placeables are, and must come back."""
    text = "Press ++ctrl+c++ :here: now"
    hidden = shield(text, "brackets", Aids(glossary=Glossary(), dialect="mkdocs").find_kept(text))

    assert hidden.text == "Press ⟦0⟧ ⟦1⟧ now"
    assert restore(hidden, "Jetzt ⟦0⟧ ⟦1⟧") == "Jetzt ++ctrl+c++ :here:"
    assert restore(hidden, "Jetzt ⟦0⟧") is None
