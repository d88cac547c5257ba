"""A site's glossary is `locales/glossary.csv`; the portal's agrees with its reviewed translations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from polypub.catalog.folders import CatalogFolder
from polypub.catalog.po import read_catalog
from polypub.config import load_project
from polypub.errors import SourceError
from polypub.formats.glossary import Glossary
from polypub.model.locale import Locale
from polypub.model.message import state_of
from polypub.site.glossary import load_glossary

ROOT = Path(__file__).parents[2]
PROJECT = load_project(ROOT)
LOCALES = [edition.locale for edition in PROJECT.editions if edition.locale != PROJECT.source]
CONFIG = 'name = "Land"\nbase_url = "https://example.org"\nsource = "en"\n[editions.be]\n'


def _load(root: Path) -> Glossary:
    (root / "polypub.toml").write_text(CONFIG)
    return load_glossary(load_project(root))


def test_a_site_without_a_glossary_has_an_empty_one(tmp_path: Path) -> None:
    """No file, no terms, no problem."""
    assert _load(tmp_path).terms == ()


def test_the_glossary_lies_beside_the_catalogs(tmp_path: Path) -> None:
    """`locales/glossary.csv` is read, and named in its problems relative to the site."""
    (tmp_path / "locales").mkdir()
    file = tmp_path / "locales" / "glossary.csv"
    file.write_text("term,be\ncastle,замак\n", encoding="utf-8")
    assert [term.source for term in _load(tmp_path).terms] == ["castle"]
    file.write_text("term,be\ncastle\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"^locales/glossary\.csv:2: the row has 1 cell"):
        _load(tmp_path)


def test_a_glossary_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A folder of that name is no traceback."""
    (tmp_path / "locales" / "glossary.csv").mkdir(parents=True)
    with pytest.raises(SourceError, match=r"^locales/glossary\.csv: cannot be read"):
        _load(tmp_path)


def _reviewed(locale: Locale) -> Iterator[tuple[str, str]]:
    """Source and translation of each message of the portal that a person stands behind."""
    home = CatalogFolder(PROJECT.locales).home(locale)
    for path in sorted(home.rglob("*.po")):
        for message in read_catalog(path.read_bytes(), path.name).messages:
            if state_of(message).publishable:
                yield message.key.source, message.targets[0]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_portals_glossary_agrees_with_its_translations(locale: Locale) -> None:
    """Wherever a term occurs in a reviewed message, its translation has one of the forms and none that is forbidden."""
    glossary = load_glossary(PROJECT)
    pairs = list(_reviewed(locale))
    found = [(term, target) for source, target in pairs for term in {place.term for place in glossary.find(source)}]
    assert len(found) > 50
    assert [(term.source, target) for term, target in found if not glossary.fits(term, target, locale)] == []
    assert [target for _, target in pairs if glossary.forbidden_in(target, locale)] == []


def test_the_portals_terms_occur_in_it() -> None:
    """Each term of the portal's glossary stands in a source, and the first of its forms is a word, not a stem."""
    glossary = load_glossary(PROJECT)
    sources = {source for locale in LOCALES for source, _ in _reviewed(locale)}
    used = {place.term for source in sources for place in glossary.find(source)}
    assert len(glossary.terms) >= 40
    assert [term.source for term in glossary.terms if not (term.forbidden or term in used)] == []
    allowed = [term for term in glossary.terms if not term.forbidden]
    assert [term.source for term in allowed if any("*" in forms[0] for forms in term.forms.values())] == []
    assert {locale for term in allowed for locale in term.forms} == set(LOCALES)
