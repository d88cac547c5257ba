"""The memory comes before any engine, for `polypub translate`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from support.drafting import drafts, po_file

_OLD = {
    "The castle is open from 9 to 17 every day": "Zamek jest otwarty od 9 do 17 codziennie",
    "See [the lake](lake.md) at night": "Zobacz [jezioro](lake.md) w nocy",
    "Some `code` here": "Jakiś kod tutaj",
}


@pytest.fixture
def site(make_site: Callable[..., Any]) -> Any:
    """A site whose first article is translated, and in the memory."""
    site = make_site(editions="[editions.en]\n[editions.pl]\n", head='engine = "pseudo"')
    site.article("old.md", "Old", body="\n\n".join(_OLD) + "\n")
    assert site.run("extract") == 0
    site.translate("pl", "content/old", {**_OLD, "Old": "Stare"})
    site.translate("pl", "site", {"Hill": "Wzgórze"})
    assert site.run("memory", "build") == 0
    return site


def _translate(site: Any, body: str, *arguments: str) -> dict[str, str]:
    site.article("new.md", "New", body=body)
    assert site.run("extract") == 0
    assert site.run("translate", *arguments) == 0
    return drafts(site.root)


def test_the_very_text_comes_from_the_memory(site: Any) -> None:
    """Marked as a draft of the memory; an engine is asked for the rest."""
    old = "The castle is open from 9 to 17 every day"
    found = _translate(site, f"{old}\n\nNobody has seen this\n")
    assert found[old] == _OLD[old]
    assert found["Nobody has seen this"].startswith("«")
    text = po_file(site.root, "new").read_text("utf-8")
    assert len(re.findall(r"^# polypub: tm \d+ 2026-05-10 src=\w{8} out=\w{8}$", text, re.MULTILINE)) == 1
    assert text.count("# polypub: mt pseudo") == 2


def test_a_text_like_it_comes_with_its_score_and_its_own_numbers(site: Any) -> None:
    """The numbers are the new text's."""
    found = _translate(site, "The castle is open from 10 to 18 every day\n")
    assert found["The castle is open from 10 to 18 every day"] == "Zamek jest otwarty od 10 do 18 codziennie"
    score = re.search(r"^# polypub: tm (\d+) ", po_file(site.root, "new").read_text("utf-8"), re.MULTILINE)
    assert score
    assert 75 <= int(score[1]) < 100


def test_a_translation_that_lost_code_is_not_taken_over(site: Any) -> None:
    """A person may leave it out; a draft keeps all that must survive."""
    assert "`code`" in _translate(site, "Some `code` here\n")["Some `code` here"]


def test_a_dry_run_counts_what_the_memory_has(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Exact and similar ones apart; they cost nothing."""
    old = "The castle is open from 9 to 17 every day"
    site.article("new.md", "New", body=f"{old}\n\n{old.replace('17', '19')}\n")
    assert site.run("extract") == 0
    capsys.readouterr()
    assert site.run("translate", "--dry-run") == 0
    row = capsys.readouterr().out.splitlines()[-1].split()
    assert row == ["pl", "pseudo", "3", "1", "1", "1", "3", "–"]


def test_a_memory_that_is_no_memory_stops_the_run(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Rather than paying for what it would have had."""
    (site.root / ".polypub" / "memory.sqlite").write_bytes(b"garbage" * 1000)
    assert site.run("translate") == 1
    assert "memory.sqlite" in capsys.readouterr().err
