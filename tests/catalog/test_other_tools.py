"""Catalogs go through translators' real tools and come back with their states, notes and records.

What is expected of each tool is a row of `TOOLS`; what it is known to lose is told there.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from polypub.catalog.merge import merge_catalog
from polypub.catalog.others import Memory, add_memory, take_memory
from polypub.catalog.po import new_header, read_catalog, render_catalog, write_template
from polypub.cldr.plurals import plural_forms
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous, Reference, state_of
from polypub.model.state import DraftNote, ReviewNote, State, hash_source, hash_targets

BE, EN = Locale("be"), Locale("en")
DAY = dt.date(2026, 11, 23)
WHEN = dt.datetime(2026, 11, 24, 8, 12, tzinfo=dt.UTC)
OTHER = Message(Key(None, "Lakes of the north"), targets=("Паўночныя азёры, " * 8,), comments=("ask Anna about it",))


def _message(source: str, text: str, comments: tuple[str, ...] = (), **fields: object) -> Message:
    return Message(
        Key(None, source),
        targets=(text,),
        comments=comments,
        notes=("type: paragraph",),
        references=(Reference("content/news/lakes.md"),),
        **fields,
    )


def _draft(source: str, text: str, *, of: str = "", edited: str = "") -> Message:
    """A draft of a source, or of an older one (`of`), perhaps edited since."""
    note = DraftNote("mt", "google", DAY, hash_source(of or source), hash_targets([text]))
    return _message(source, edited or text, ("see the map", str(note)), fuzzy=True)


def _reviewed(source: str, text: str, origin: str) -> Message:
    note = ReviewNote("anna", WHEN, origin, hash_source(source), hash_targets([text]))
    return _message(source, text, (str(note),))


MESSAGES = (
    _message("Lakes of the north", "Азёры поўначы", ("polypub: published 2026-11-20",)),
    _reviewed("Deep and very old water", "Глыбокая і вельмі старая вада", "-"),
    _reviewed("The otters live here", "Тут жывуць выдры", "google"),
    _draft("A draft nobody has read", "Чарнавік, які ніхто не чытаў"),
    _draft("A draft in work", "Чарнавік", edited="Чарнавік у працы"),
    _draft("A draft whose source was edited", "Стары чарнавік", of="A draft whose source was"),
    _message(
        "An approved text whose source is new",
        "Ухвалены тэкст",
        ("polypub: stale 2026-11-22",),
        fuzzy=True,
        previous=Previous("An approved text"),
    ),
    _message("Another tool marked this", "Пазначана", fuzzy=True),
    _message("Nobody has begun", "", ("a question to the author",)),
    _message("A very long paragraph, " * 12, "Вельмі доўгі абзац, " * 12, flags=("no-wrap",)),
    Message(Key("menu", "File"), targets=("Файл",), references=(Reference("content/a b.md", 3),)),
    Message(Key(None, "%d lake"), "%d lakes", ("%d возера", "%d возеры", "%d азёр"), flags=("python-format",)),
)
GONE = (
    Message(Key(None, "Gone for now"), targets=("Пакуль няма",), comments=("keep it",), obsolete=True),
    dataclasses.replace(_draft("A gone draft", "Зніклы чарнавік"), notes=(), references=(), obsolete=True),
)


def make_catalog() -> Catalog:
    """A catalog with every state, a shared one's memory and obsolete messages."""
    memory = Memory((), {"content/news/other": OTHER}, (), {"content/news/lakes": "2026-11-20"})
    messages = (add_memory(MESSAGES[0], memory), *MESSAGES[1:], *GONE)
    header = new_header(BE, EN, plural_forms(BE), "2026-11-20 10:00+0000")
    return Catalog("content", BE, messages, {**header, "PO-Revision-Date": "2026-11-23 10:00+0000"})


def make_template() -> Catalog:
    """Its template."""
    live = tuple(Message(m.key, m.plural, flags=m.flags, notes=m.notes, references=m.references) for m in MESSAGES)
    return Catalog("content", None, live, {"Content-Type": "text/plain; charset=UTF-8", "Language": ""})


Tool = Callable[[Path], bytes]


def gnu(name: str, *options: str) -> Tool:
    """A program of GNU gettext; it is given the catalog, and the template where an option says so."""

    def run(path: Path) -> bytes:
        if not shutil.which(name):
            pytest.skip(f"{name} of GNU gettext is not installed")
        template = path.with_suffix(".pot")
        template.write_bytes(write_template(make_template(), None))
        arguments = [str(template) if option == "TEMPLATE" else option for option in options]
        return subprocess.run(
            [name, *arguments[:-1], str(path), arguments[-1]]
            if "TEMPLATE" in options
            else [name, *arguments, str(path)],
            check=True,
            capture_output=True,
        ).stdout

    return run


def through_polib(path: Path) -> bytes:
    """Loaded and saved by polib, which wraps at 78 columns."""
    return str(polib.pofile(path.read_text("utf-8"))).encode()


def through_toolkit(path: Path) -> bytes:
    """Loaded by translate-toolkit, every unit's text set anew, and saved: the way Virtaal, Pootle and Weblate take."""
    if not importlib.util.find_spec("translate"):
        pytest.skip("translate-toolkit is not installed")
    from translate.storage import pypo

    store = pypo.pofile.parsefile(str(path))
    for unit in store.units:
        if unit.istranslated() and not unit.hasplural():
            unit.target = str(unit.target)
    result: bytes = bytes(store)
    return result


TOOLS: dict[str, Tool] = {
    "msgcat": gnu("msgcat"),
    "msgcat, narrow": gnu("msgcat", "--width=50"),
    "msgcat, unwrapped": gnu("msgcat", "--no-wrap"),
    "msgattrib": gnu("msgattrib"),
    "msgmerge": gnu("msgmerge", "--quiet", "--previous", "TEMPLATE"),
    "msgmerge without --previous": gnu("msgmerge", "--quiet", "TEMPLATE"),
    "polib": through_polib,
    "translate-toolkit": through_toolkit,
}
TEMPLATE_FLAGS = ("msgmerge", "msgmerge without --previous")
"""Tools that take flags from the template alone: a translator's `no-wrap` is lost."""
NO_PREVIOUS = ("msgmerge without --previous",)
"""Tools that drop `#|`: a stale approved text is then fuzzy like any other, and as safe from engines."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The catalog on disk."""
    file = tmp_path / "be.po"
    file.write_bytes(render_catalog(make_catalog(), None))
    return file


def by_key(catalog: Catalog) -> dict[Key, Message]:
    """The messages without what only the file says."""
    return {message.key: message for message in catalog.messages}


def states(catalog: Catalog) -> dict[Key, State]:
    """The state of every message."""
    return {message.key: state_of(message) for message in catalog.messages}


def test_the_catalog_has_every_state() -> None:
    """What goes through the tools is everything there is, but an accepted draft, which is made below."""
    assert set(states(make_catalog()).values()) == set(State) - {State.STALE_EDITED}


@pytest.mark.parametrize("tool", TOOLS)
def test_states_texts_and_comments_come_back(tool: str, path: Path) -> None:
    """Every message has its text, its state, its comments line by line, its previous source and its references."""
    before = by_key(make_catalog())
    after = by_key(read_catalog(TOOLS[tool](path), "be.po", "content", BE))
    if tool in NO_PREVIOUS:
        before = {key: dataclasses.replace(m, previous=None) for key, m in before.items()}
    assert {key: state_of(m) for key, m in after.items()} == {key: state_of(m) for key, m in before.items()}
    for key, old in before.items():
        new = after[key]
        assert (new.targets, new.plural, new.comments) == (old.targets, old.plural, old.comments)
        assert (new.previous, new.obsolete) == (old.previous, old.obsolete)
        assert set(new.flags) >= set(old.flags) - ({"no-wrap"} if tool in TEMPLATE_FLAGS else set())
    title = after[MESSAGES[0].key]
    assert take_memory(title).others == {"content/news/other": OTHER}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_next_extract_finds_nothing_to_do(tool: str, path: Path) -> None:
    """A file that a tool has rewritten is not rewritten by us: the merge keeps its bytes."""
    data = TOOLS[tool](path)
    merged = merge_catalog(read_catalog(data, "be.po", "content", BE), make_template(), DAY).catalog
    assert render_catalog(merged, data) == data


def test_clearing_fuzzy_accepts_a_draft(path: Path) -> None:
    """Whoever takes the flag away has approved: an unread draft is accepted, an edited one is a person's."""
    data = gnu("msgattrib", "--clear-fuzzy", "--clear-previous")(path)
    found = {m.key.source: state_of(m) for m in read_catalog(data, "be.po", "content", BE).messages}
    assert found["A draft nobody has read"] is State.ACCEPTED
    assert found["A draft in work"] is State.REVIEWED
    assert found["An approved text whose source is new"] is State.REVIEWED


def test_dropping_obsolete_messages_drops_those_alone(path: Path) -> None:
    """A tool that is told to forget leaves all else as it is."""
    found = states(read_catalog(gnu("msgattrib", "--no-obsolete")(path), "be.po", "content", BE))
    assert found == {key: state for key, state in states(make_catalog()).items() if state is not State.OBSOLETE}


def test_msgfmt_accepts_the_catalog(path: Path) -> None:
    """It compiles with all checks of the format."""
    compiled = gnu("msgfmt", "--check", "--output-file=-")(path)
    assert compiled[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


WEBLATE = """
import sys
try:
    import django
    django.setup()
    from weblate.formats.ttkit import PoFormat
except Exception:
    sys.exit(77)
store = PoFormat(sys.argv[1])
for unit in store.content_units:
    if unit.source in ("Nobody has begun", "A draft in work", "An approved text whose source is new"):
        unit.set_target(f"{unit.target}!")
        unit.set_state(20)
    if unit.source == "A draft nobody has read":
        unit.set_state(20)
store.update_header(**{"Last-Translator": "Anna <anna@example.org>", "X-Generator": "Weblate"})
with open(sys.argv[1], "wb") as file:
    store.save_content(file)
"""


def test_a_translator_works_in_weblate(path: Path) -> None:
    """Weblate's own code saves texts and approvals; what it did not touch comes back as it was."""
    if not importlib.util.find_spec("weblate"):
        pytest.skip("weblate is not installed")
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "weblate.settings_example")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    child = subprocess.run([sys.executable, "-c", WEBLATE, str(path)], check=False, env=environment)
    if child.returncode == 77:
        pytest.skip("weblate is installed without what its formats need")
    assert child.returncode == 0
    before = by_key(make_catalog())
    after = by_key(read_catalog(path.read_bytes(), "be.po", "content", BE))
    changed = {key.source: state_of(m) for key, m in after.items() if m != before[key]}
    assert changed == {
        "Nobody has begun": State.REVIEWED,
        "A draft in work": State.REVIEWED,
        "An approved text whose source is new": State.REVIEWED,
        "A draft nobody has read": State.ACCEPTED,
    }
    assert {key: m.comments for key, m in after.items()} == {key: m.comments for key, m in before.items()}


def test_an_edit_of_the_source_through_msgmerge_tells_its_state(path: Path) -> None:
    """A draft that msgmerge carried to another source is stale by its note; a reviewed text by its `#|`."""
    template = path.with_suffix(".pot")
    edited = tuple(
        dataclasses.replace(m, key=Key(m.key.context, f"{m.key.source} today")) for m in make_template().messages
    )
    template.write_bytes(write_template(dataclasses.replace(make_template(), messages=edited), None))
    if not shutil.which("msgmerge"):
        pytest.skip("msgmerge of GNU gettext is not installed")
    command = ["msgmerge", "--quiet", "--previous", str(path), str(template)]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    found = {m.key.source: state_of(m) for m in read_catalog(data, "be.po", "content", BE).messages}
    assert found["A draft nobody has read today"] is State.STALE_DRAFT
    assert found["Deep and very old water today"] is State.STALE_APPROVED
