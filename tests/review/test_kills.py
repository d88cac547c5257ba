"""A review that is killed at any instant loses nothing."""

from __future__ import annotations

import multiprocessing
import random
import re
import signal
from pathlib import Path

import polib
import pytest
from support.reviews import act_until_killed, castle_file, make_review_site, msgfmt_accepts

SOURCES = ("The castle has **five** towers.", "A gate of iron", "Walls of brick")
_LEFT = re.compile(r"|Муры з цэглы|Замак мае \*\*пяць\*\* вежаў\.|Замак (\*\*)?пяць \d+(\*\*)?( вежаў)?")
"""What the site or some action made of a message."""


@pytest.mark.long
def test_a_hundred_kills(tmp_path: Path) -> None:
    """After each kill the catalog is whole: every message is there, each as some action left it, others untouched."""
    root = make_review_site(tmp_path)
    chance, file = random.Random(20261124), castle_file(root)
    others = {entry.msgid: entry.msgstr for entry in polib.pofile(str(file)) if entry.msgid not in SOURCES}
    head = file.read_text("utf-8").partition("\n\n")[0]
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["polib", "polypub.cli.app", "polypub.review.session"])
    for _ in range(100):
        ours, theirs = processes.Pipe(duplex=False)
        worker = processes.Process(target=act_until_killed, args=(root, SOURCES, theirs))
        worker.start()
        for _ in range(chance.randint(1, 4)):
            ours.recv()
        worker.join(chance.random() * 0.02)  # somewhere inside the next actions
        worker.kill()
        worker.join()
        assert worker.exitcode == -signal.SIGKILL
        ours.close()
        theirs.close()
        worker.close()

        catalog = polib.pofile(str(file))
        assert {entry.msgid: entry.msgstr for entry in catalog if entry.msgid not in SOURCES} == others
        assert file.read_text("utf-8").partition("\n\n")[0] == head
        assert all(_LEFT.fullmatch(catalog.find(source).msgstr) for source in SOURCES)
        assert msgfmt_accepts(file) == ""
