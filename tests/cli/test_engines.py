"""`polypub engines`: what is there, what it needs, whether it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.engine_servers import LibreTranslateServer

from polypub.cli.app import run
from polypub.translate.engines.find import engine_names


def _site(folder: Path, table: str) -> Path:
    head = 'name = "X"\nbase_url = "https://x.example"\nsource = "en"\nengine = "office"\n'
    (folder / "polypub.toml").write_text(f"{head}[editions.pl]\n[editions.uk]\n{table}", "utf-8")
    return folder


def _listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run([*arguments, "--format", "json"]) == 0
    return {row["name"]: row for row in json.loads(capsys.readouterr().out)["engines"]}


def test_outside_a_site_every_engine_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what it needs or lacks; nothing is asked where that is not wanted."""
    rows = _listed(capsys, "--site", str(tmp_path), "engines", "--no-probe")
    assert list(rows) == list(engine_names())
    assert {row["answers"] for row in rows.values()} == {None}
    assert all(row["needs"] if row["ready"] else row["note"] for row in rows.values())
    assert rows["google"]["limits"]["max_chars"] > 0
    assert not rows["libretranslate"]["ready"]


def test_a_sites_tables_are_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it answers, how many languages it has, and which of the site's it lacks; the key is told nobody."""
    monkeypatch.setattr("polypub.pipeline.engines.engine_names", lambda: ("pseudo",))
    monkeypatch.setenv("POLYPUB_OFFICE_KEY", "secret-key")
    with LibreTranslateServer() as server:
        table = f'[engines.office]\nengine = "libretranslate"\nurl = "{server.url}"\n'
        folder = _site(tmp_path, table)
        rows = _listed(capsys, "--site", str(folder), "engines")
        assert run(["--site", str(folder), "engines"]) == 0
        assert server.requests == 0
    row = rows["office"]
    assert (row["configured"], row["used"], row["ready"], row["answers"]) == (True, True, True, True)
    assert len(row["languages"]) == len(LibreTranslateServer.languages)
    assert row["knows"] == {"pl": True, "uk": False}
    said = capsys.readouterr().out
    assert "office (libretranslate) answers, and drafts this site" in said
    assert f"languages: {len(LibreTranslateServer.languages)}, not uk" in said
    assert "secret" not in said + json.dumps(rows)


def test_one_that_does_not_answer_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is no error of the command."""
    monkeypatch.setattr("polypub.pipeline.engines.engine_names", lambda: ("pseudo",))
    with LibreTranslateServer() as server:
        url = server.url
    table = f'[engines.office]\nengine = "libretranslate"\nurl = "{url}"\ntimeout = 2\n'
    assert run(["--site", str(_site(tmp_path, table)), "engines"]) == 0
    said = capsys.readouterr().out
    assert "pseudo answers" in said
    assert "office (libretranslate) does not answer" in said
