"""A small site with a message in every state, and a review of its Belarusian edition."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import polib

from polypub.cli.app import run
from polypub.config.load import load_project
from polypub.model.locale import Locale
from polypub.model.site import Site
from polypub.model.state import DraftNote, hash_source, hash_targets
from polypub.review.actions import version_of
from polypub.review.session import Session, Setting
from polypub.site.load import load_site

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
CASTLE = "content/sights/castle"
_FILES = {
    "polypub.toml": """
name = "Hill"
tagline = "A small town"
base_url = "https://hill.example"
source = "en"
engine = "pseudo"
[editions.en]
[editions.be]
[editions.ar]
""",
    "content/sights/_section.toml": 'title = "Sights"\n',
    "content/sights/castle.md": """---
title: The old castle
summary: Five towers above a pond
date: 2026-05-02
image: {src: castle.jpg, alt: The castle in the evening}
---

The castle has **five** towers.

## The castle in time

It was built in 1520, of brick and stone.

Read [the *whole* story](https://hill.example/story) here.

- Walls of brick
- A gate of iron
""",
    "content/sights/lake.md": "---\ntitle: The lake\ndate: 2026-04-01\n---\n\nThe lake has an island.\n",
    "templates/count.html": '{{ ngettext("%(num)s tower", "%(num)s towers", 3) }} {{ _("Read on") }}\n',
    "locales/glossary.csv": "term,note,flags,be\ncastle,a fortified house,,зам*|замак\n",
}


def make_review_site(root: Path, catalogs: str = "article", review_by: int = 1) -> Path:
    """Write the site, extract it, and bring the Belarusian castle into many states."""
    for name, text in _FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.lstrip(), "utf-8")
    config = root / "polypub.toml"
    text = config.read_text("utf-8").replace('engine = "pseudo"', f'engine = "pseudo"\ncatalogs = "{catalogs}"')
    config.write_text(text.replace("[editions.be]", f"[editions.be]\nreview_by = {review_by}"), "utf-8")
    assert run(["--site", str(root), "--now", "2026-05-10", "--quiet", "extract"]) == 0
    if catalogs == "article":
        _translate(castle_file(root))
    return root


def castle_file(root: Path, locale: str = "be") -> Path:
    """The castle's catalog."""
    return root / f"locales/{locale}/LC_MESSAGES/{CASTLE}.po"


def _translate(path: Path) -> None:
    catalog = polib.pofile(str(path), wrapwidth=60)
    _set(catalog, "The old castle", "Стары замак", fuzzy=False)
    draft(catalog, "The castle has **five** towers.", "Замак мае **пяць** вежаў.")
    stale = _set(catalog, "It was built in 1520, of brick and stone.", "Яго збудавалі ў 1510 годзе з цэглы.")
    stale.previous_msgid = "It was built in 1510, of brick."
    stale.tcomment = "ask Anna\npolypub: stale 2026-05-09"
    _set(catalog, "Walls of brick", "Муры з цэглы")
    catalog.wrapwidth = 60
    catalog.save(str(path))


def _set(catalog: polib.POFile, source: str, text: str, *, fuzzy: bool = True) -> polib.POEntry:
    entry = catalog.find(source)
    assert entry is not None, source
    entry.msgstr, entry.flags = text, ["fuzzy"] if fuzzy else []
    return entry


def draft(catalog: polib.POFile, source: str, text: str) -> None:
    """A machine draft that nobody has read."""
    entry = _set(catalog, source, text)
    note = DraftNote("mt", "google", dt.date(2026, 5, 9), hash_source(source), hash_targets([text]))
    entry.tcomment = "\n".join(filter(None, [entry.tcomment, str(note)]))


def open_session(root: Path, who: str = "anna", locale: str = "be") -> Session:
    """A review of an edition, the Belarusian one."""
    project = load_project(root)
    known: list[Site] = []

    def site() -> Site:
        if not known:
            known.append(load_site(project))
        return known[0]

    return Session(Setting(project, Locale(locale), who, lambda: NOON), site)


def name_of(source: str, domain: str = CASTLE) -> str:
    """How a message is called."""
    return f"{domain}#{hash_source(source)}"


def seen(session: Session, source: str, domain: str = CASTLE) -> tuple[str, str]:
    """A message's name and version as a client saw them."""
    name = name_of(source, domain)
    return name, version_of(session.find(name)[1].message)


def msgfmt_accepts(path: Path) -> str:
    """What `msgfmt --check` complains of; empty when it accepts the file, or is not installed."""
    program = shutil.which("msgfmt")
    if program is None:
        return ""
    done = subprocess.run(
        [program, "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False
    )
    return done.stderr


def act_until_killed(root: Path, sources: Sequence[str], done: Connection) -> None:
    """Save, approve and undo without end, and tell of each round; the target of a process."""
    session, number = open_session(root), 0
    while True:
        for source in sources:
            number += 1
            word = f"**пяць {number}**" if "*" in source else f"пяць {number}"
            session.save(*seen(session, source), [f"Замак {word}"])
            session.approve(*seen(session, source), [f"Замак {word} вежаў"])
            if number % 3 == 0:
                session.undo()
            done.send(number)
