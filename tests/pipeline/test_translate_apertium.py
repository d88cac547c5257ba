"""The portal's own articles, drafted by a real engine."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import polib
from support.apertium import REASON, has_modes

from polypub.formats.glossary import read_glossary
from polypub.formats.inline import find_placeables

_ROOT = Path(__file__).parents[2]
_KEPT = "term,note,flags\nMir,,keep\nUNESCO,,keep\nMinsk,,keep\n"


def _count(text: str) -> Counter[str]:
    return Counter(placeable.text for placeable in find_placeables(text.strip()))


def test_every_article_keeps_its_markup_from_english_to_spanish(require: Any, make_site: Any, read_tree: Any) -> None:
    """Links, emphasis, placeholders, code and kept terms are the source's in every draft; nearly all are drafted."""
    require(has_modes("eng-spa"), REASON)
    site = make_site(editions="[editions.en]\n[editions.es]\n", head='engine = "apertium"')
    shutil.copytree(_ROOT / "content", site.root / "content")
    site.write("locales/glossary.csv", _KEPT)
    assert site.run("extract") == 0
    site.run("translate")
    glossary = read_glossary(_KEPT.encode(), "glossary.csv")
    entries = [entry for path in (site.root / "locales" / "es").rglob("*.po") for entry in polib.pofile(str(path))]
    drafted = [entry for entry in entries if entry.msgstr]
    assert len(drafted) > 0.95 * len(entries)
    for entry in drafted:
        assert _count(entry.msgstr) == _count(entry.msgid), entry.msgid
        for found in glossary.kept(entry.msgid):
            assert entry.msgid[found.start : found.end] in entry.msgstr
    assert sum(_count(entry.msgid).total() for entry in drafted) > 100
    assert site.run("render", "es") == 0
