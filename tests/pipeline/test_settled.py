"""What is remembered of catalogs that are up to date saves time alone: without it, the same is written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def _catalogs(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "locales").rglob("*") if path.is_file()}


def _edit(site: Any, chance: random.Random) -> None:
    """One change by an editor, a translator or a tool."""
    name, number = chance.choice("abc"), chance.randrange(4)
    catalog = f"locales/be/LC_MESSAGES/content/news/{name}.po"
    match chance.randrange(6):
        case 0 | 1:
            site.article(f"news/{name}.md", f"Title {number}", f"The lake {number} of the hill.\n\nOther words.\n")
        case 2 if (site.root / catalog).is_file():
            site.write(catalog, site.read(catalog).replace('msgstr ""\n\n', f'msgstr "Словы {number}"\n\n', 1))
        case 3:
            shutil.rmtree(site.root / "locales/be", ignore_errors=True)
        case 4:
            (site.root / f"content/news/{name}.md").unlink(missing_ok=True)
        case 5 if (site.root / catalog).is_file():
            site.write(catalog, site.read(catalog).replace("#. type: paragraph\n", "", 1))


@pytest.mark.parametrize("seed", range(6))
def test_a_remembered_run_writes_what_a_fresh_one_writes(
    make_site: Callable[..., Any], tmp_path: Path, seed: int
) -> None:
    """After each of many random changes."""
    chance = random.Random(seed)
    site = make_site()
    for name in "abc":
        site.article(f"news/{name}.md", f"Title of {name}", "Some words.\n")
    for _ in range(12):
        _edit(site, chance)
        shutil.copytree(site.root, tmp_path / "fresh", ignore=shutil.ignore_patterns(".polypub"))
        fresh = type(site)(tmp_path / "fresh")
        assert site.run("extract") == fresh.run("extract") == 0
        assert _catalogs(site.root) == _catalogs(fresh.root)
        shutil.rmtree(fresh.root)


def test_a_catalog_that_is_remembered_is_not_read(
    make_site: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all catalogs, only those of the article that changed are parsed."""
    site = make_site()
    for name in "abc":
        site.article(f"news/{name}.md", f"Title of {name}", "Some words.\n")
    assert site.run("extract") == 0
    read: list[str] = []
    from polypub.pipeline import catalogs

    parse = catalogs.read_catalog
    monkeypatch.setattr(
        catalogs, "read_catalog", lambda data, path, *rest: read.append(path) or parse(data, path, *rest)
    )
    site.article("news/b.md", "Another title", "Some words.\n")
    assert site.run("extract") == 0
    assert read == [f"locales/{locale}/LC_MESSAGES/content/news/b.po" for locale in ("be", "ar")]


def test_what_is_remembered_is_no_file_of_the_site(make_site: Callable[..., Any]) -> None:
    """Git ignores it, also after a run that could not read a catalog."""
    site = make_site()
    site.article("news/a.md", "Title", "Some words.\n")
    site.write("locales/be/LC_MESSAGES/content/news/a.po", "msgid")
    assert site.run("extract") == 1
    assert (site.root / ".polypub/.gitignore").read_text() == "*\n"
