"""`polypub check --fix`: unread drafts are mended; a text that a person read is changed by a person."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.po import read_catalog
from polypub.model.message import Message, state_of
from polypub.model.state import DraftNote, State, hash_source, hash_targets
from polypub.pipeline.fix import Difference, make_patch

PO = "locales/be/LC_MESSAGES/content/a.po"


@pytest.fixture
def site(make_site: Any) -> Any:
    """Two messages with two blanks where one should be: a reviewed one, and an unread draft by machine."""
    site = make_site("[editions.en]\n[editions.be]\n")
    site.article("a.md", "Title", "One word.\n\nTwo words.\n")
    assert site.run("extract") == 0
    site.translate("be", "content/a", {"One word.": "Адно  слова."})
    site.translate("be", "content/a", {"Two words.": "Два  словы."}, fuzzy=True)
    note = DraftNote("mt", "pseudo", dt.date(2026, 5, 1), hash_source("Two words."), hash_targets(["Два  словы."]))
    site.write(PO, re.sub(r"(#\. type: paragraph\n(?:#.*\n)*#, fuzzy\n)", rf"# {note}\n\1", site.read(PO)))
    assert state_of(_message(site, "Two words.")) is State.DRAFT
    return site


def _message(site: Any, source: str) -> Message:
    catalog = read_catalog(site.read(PO).encode(), PO, "content/a")
    return next(message for message in catalog.messages if message.key.source == source)


def test_a_draft_is_mended_and_a_reviewed_text_is_not(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The draft stays a draft; the other's two blanks are still found; doing it again changes nothing."""
    capsys.readouterr()
    assert site.run("check", "--fix") == 0
    assert "double-space" in capsys.readouterr().out
    draft = _message(site, "Two words.")

    assert draft.targets == ("Два словы.",)
    assert state_of(draft) is State.DRAFT
    assert _message(site, "One word.").targets == ("Адно  слова.",)
    text = site.read(PO)
    assert site.run("check", "--fix") == 0
    assert site.read(PO) == text


def test_a_diff_shows_everything_and_writes_nothing(site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Reviewed texts are in it; it is the whole of standard output, and exit code 1 says that there is one."""
    before = site.read(PO)
    capsys.readouterr()
    assert site.run("check", "--fix", "--diff") == 1
    shown = capsys.readouterr().out

    assert site.read(PO) == before
    assert '-msgstr "Адно  слова."\n+msgstr "Адно слова."\n' in shown
    assert shown.startswith(f"diff --git a/{PO} b/{PO}\n--- a/{PO}\n+++ b/{PO}\n@@ ")
    assert shown.count("\n+msgstr") == 2


def test_a_diff_alone_is_wrong_use(site: Any) -> None:
    """`--diff` without `--fix` would show nothing that is about to happen."""
    assert site.run("check", "--diff") == 2


@pytest.mark.parametrize("command", [["git", "apply"], ["patch", "-p1", "--silent"]])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_diff_can_be_applied(command: list[str], ending: str, site: Any, require: Any) -> None:
    """What a person has read is applied with git or patch, whatever line ends the catalog has."""
    require(shutil.which(command[0]) is not None, f"{command[0]} is not here")
    site.write(PO, site.read(PO).replace("\n", ending))
    asked = [sys.executable, "-m", "polypub", "--site", str(site.root), "check", "--fix", "--diff"]
    patch = subprocess.run(asked, capture_output=True, check=False).stdout  # bytes: text mode would lose the line ends
    subprocess.run(command, input=patch, cwd=site.root, check=True)

    assert site.child("check", "--fix", "--diff").returncode == 0
    assert _message(site, "One word.").targets == ("Адно слова.",)


def test_a_site_in_a_repository(site: Any, require: Any) -> None:
    """The patch names files from the repository's root, where it is applied."""
    require(shutil.which("git") is not None, "git is not here")
    repository = site.root.parent
    subprocess.run(["git", "init", "--quiet", str(repository)], check=True)
    patch = site.child("check", "--fix", "--diff").stdout
    assert patch.startswith(f"diff --git a/{site.root.name}/{PO} ")
    subprocess.run(["git", "apply"], input=patch.encode(), cwd=repository, check=True)

    assert _message(site, "One word.").targets == ("Адно слова.",)


@pytest.mark.parametrize("option", [[], ["--diff"]])
def test_a_broken_catalog_is_left_alone(option: list[str], site: Any) -> None:
    """It is a finding, as in any check; the others are mended."""
    site.write("locales/be/LC_MESSAGES/site.po", "broken")
    site.run("check", "--fix", *option)

    assert site.read("locales/be/LC_MESSAGES/site.po") == "broken"
    assert ("  " in _message(site, "Two words.").targets[0]) == bool(option)


lines = st.lists(st.sampled_from([b"a\n", b"b\r\n", b"c\n", b"\n", b"- x\n", b"\\ x\n", "é\n".encode()]), max_size=9)


@given(lines, lines, st.sampled_from([b"", b"end"]), st.sampled_from([b"", b"end", b"other"]))
def test_a_patch_gives_the_bytes(before: list[bytes], after: list[bytes], one: bytes, other: bytes) -> None:
    """Read as GNU patch reads it, the patch turns the one file into the other, last lines without an end too."""
    old, new = b"".join(before) + one, b"".join(after) + other
    if old != new:
        patch = make_patch(Difference("a b/c.po", old, new))
        assert _apply(old, patch) == new
        assert patch.startswith(b"diff --git a/a b/c.po b/a b/c.po\n--- a/a b/c.po\t\n+++ b/a b/c.po\t\n@@")


def _apply(old: bytes, patch: bytes) -> bytes:
    """The file after a unified diff."""
    source = re.findall(rb"[^\n]*\n|[^\n]+", old)
    made: list[bytes] = []
    position, kind = 0, b""
    for line in patch.split(b"\n")[3:-1]:
        before, kind, text = kind, line[:1], line[1:] + b"\n"
        if kind == b"@":
            first, _, count = line.split(b" ")[1][1:].partition(b",")
            start = int(first) - (count != b"0")
            made += source[position:start]
            position = start
        elif kind == b"\\" and before != b"-":
            made[-1] = made[-1][:-1]
        elif kind in (b" ", b"-"):
            assert source[position].rstrip(b"\n") == text.rstrip(b"\n")
            position += 1
        if kind in (b" ", b"+"):
            made.append(text)
    return b"".join([*made, *source[position:]])


def test_diff_of_a_large_catalog_is_quick(tmp_path: Path) -> None:
    """One line of many thousand equal ones is found in time that grows with the file."""
    from support.growth import growth

    def work(size: int) -> None:
        before = b'msgid ""\nmsgstr ""\n\n' * size
        make_patch(Difference("a.po", before, before + b"x\n"))

    assert growth(work, 500) < 3
