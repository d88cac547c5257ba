"""Where catalogs lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from polypub.catalog.folders import CatalogFolder, nearest_locales
from polypub.model.locale import Locale


@pytest.mark.parametrize(
    ("locale", "folder"), [("be", "be"), ("zh-Hans", "zh_Hans"), ("sr-Latn", "sr@latin"), ("pt-BR", "pt_BR")]
)
def test_a_folder_has_the_spelling_of_gettext(locale: str, folder: str, tmp_path: Path) -> None:
    """The language in gettext's form, then the domain's path."""
    path = CatalogFolder(tmp_path).catalog(Locale(locale), "content/news/x")
    assert path == tmp_path / folder / "LC_MESSAGES/content/news/x.po"
    assert CatalogFolder(tmp_path).template("site") == tmp_path / "pot/site.pot"


def test_a_folder_in_another_spelling_is_used(tmp_path: Path) -> None:
    """What is there already stays where it is."""
    (tmp_path / "zh_CN").mkdir()
    assert CatalogFolder(tmp_path).catalog(Locale("zh-Hans"), "site").parts[-3] == "zh_CN"


@pytest.mark.parametrize(
    ("locale", "near"),
    [
        ("de-AT", ["de-AT", "de"]),
        ("es-419", ["es-419", "es"]),
        ("zh-Hant", ["zh-Hant"]),
        ("sr-Latn-RS", ["sr-Latn-RS", "sr-Latn"]),
    ],
)
def test_a_region_may_speak_as_its_language(locale: str, near: list[str]) -> None:
    """Without its region a locale is the same language; without its script it is not."""
    assert list(nearest_locales(Locale(locale))) == near
