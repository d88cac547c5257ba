"""The engine that the documentation shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from support.drafting import drafts
from support.packages import put_package

_PAGE = Path(__file__).parents[2] / "docs" / "engines.md"


def _blocks() -> list[tuple[str, str]]:
    section = _PAGE.read_text("utf-8").partition("## Writing an engine")[2]
    return re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL)


def test_the_documented_engine_works(tmp_path: Path, make_site: Callable[..., Any]) -> None:
    """Installed as the page says, it is listed, and it drafts what it knows."""
    (_, code), (_, project), (_, table) = _blocks()
    point = re.search(r'^phrasebook = "(.*)"$', project, re.MULTILINE)
    assert point
    put_package(tmp_path / "packages", "phrasebook", code, f"phrasebook = {point[1]}")
    engine, _, options = table.partition("\n\n")
    site = make_site(editions=f"{engine}\n[editions.en]\n[editions.pl]\n{options}")
    site.article("x.md", "The old castle", body="See **the lake**\n")
    assert site.run("extract") == 0
    site.translate("pl", "site", {"Hill": "Wzgórze"})
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "packages")}
    run = partial(subprocess.run, env=env, capture_output=True, text=True, check=True)
    command = [sys.executable, "-X", "utf8", "-m", "polypub", "--site", str(site.root)]
    listed = run([*command, "engines", "--format", "json"])
    assert '"note": "knows 2 phrases"' in listed.stdout
    run([*command, "translate"])
    assert drafts(site.root) == {"The old castle": "Stary zamek", "See **the lake**": "Zobacz **jezioro**"}
