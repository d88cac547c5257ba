"""A review on disk: what each action writes, what it leaves alone, and the way back."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.reviews import (
    CASTLE,
    NOON,
    castle_file,
    make_review_site,
    msgfmt_accepts,
    name_of,
    open_session,
    seen,
)

from polypub.catalog.po import read_catalog
from polypub.cli.app import run
from polypub.errors import CatalogError
from polypub.model.message import state_of
from polypub.model.state import State
from polypub.review.actions import first_approval
from polypub.review.board import Board
from polypub.review.refusals import BlockedError, ConflictError, Refusal, UnknownMessageError
from polypub.review.session import Session

DRAFT = "The castle has **five** towers."
STALE = "It was built in 1520, of brick and stone."
EMPTY = "A gate of iron"
FUZZY = "Walls of brick"
TITLE = "The old castle"
LINK = "Read [the *whole* story](https://hill.example/story) here."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, which no test changes but through `site`, or puts back."""
    return make_review_site(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def site(whole: Path) -> Iterator[Path]:
    """The site as it was made."""
    file = castle_file(whole)
    kept = {path: path.read_bytes() for path in file.parents[2].rglob("*.po")}
    yield whole
    for path, data in kept.items():
        path.write_bytes(data)


def entry(site: Path, source: str) -> polib.POEntry:
    """A message as polib reads it."""
    found = polib.pofile(str(castle_file(site))).find(source)
    assert found is not None
    return found


def test_the_list_is_in_document_order_newest_articles_first(site: Path) -> None:
    """Articles come by day, then the site's names, then the strings of templates; each in its own order."""
    parts = [sheet.part.domain for sheet in open_session(site).worklist.sheets()]
    assert parts == [CASTLE, "content/sights/lake", "site", "ui"]
    sources = [item.message.key.source for item in open_session(site).worklist.sheet(CASTLE).items]  # type: ignore[union-attr]  # it is there
    assert sources[:5] == [TITLE, "Five towers above a pond", "The castle in the evening", DRAFT, "The castle in time"]


def test_an_approved_draft_leaves_its_record(site: Path) -> None:
    """Approving takes the flag away and puts the record in place of the draft's line; all else stays."""
    before = castle_file(site).read_text("utf-8")
    session = open_session(site)
    item = session.approve(*seen(session, DRAFT), ["Замак мае **пяць** вежаў."])
    after = castle_file(site).read_text("utf-8")

    assert item.state is State.ACCEPTED
    old, new = (set(text.split("\n")) for text in (before, after))
    assert {line.partition(" src=")[0] for line in old - new} == {"# polypub: mt google 2026-05-09"}
    assert {line.partition(" src=")[0] for line in new - old} == {"# polypub: ok anna 2026-11-24T12:00:00Z from=google"}
    assert before.count("#, fuzzy") - after.count("#, fuzzy") == 1
    assert msgfmt_accepts(castle_file(site)) == ""


def test_an_edited_draft_is_reviewed_as_a_person_wrote_it(site: Path) -> None:
    """The record says which draft the text began as, and that the text is another by now."""
    session = open_session(site)
    item = session.approve(*seen(session, DRAFT), ["У замку **пяць** вежаў."])
    assert item.state is State.REVIEWED
    assert "from=google" in entry(site, DRAFT).tcomment


def test_a_stale_text_is_approved_for_its_new_source(site: Path) -> None:
    """The previous source and the merge's day go, the translator's comment stays."""
    session = open_session(site)
    item = session.approve(*seen(session, STALE), ["Яго збудавалі ў 1520 годзе з цэглы і каменю."])
    found = entry(site, STALE)
    assert item.state is State.REVIEWED
    assert (found.previous_msgid, found.fuzzy) == (None, False)
    assert found.tcomment.startswith("ask Anna\npolypub: ok anna ")
    assert "stale" not in found.tcomment


@pytest.mark.parametrize(
    ("source", "text", "state"),
    [
        (DRAFT, "Замак **пяць**.", State.EDITED_DRAFT),
        (STALE, "Яго збудавалі ў 1520 годзе.", State.STALE_APPROVED),
        (EMPTY, "Жалезная брама", State.FUZZY),
        (FUZZY, "Цагляныя муры", State.FUZZY),
        (TITLE, "Стары-стары замак", State.FUZZY),
        (DRAFT, "Замак мае **пяць** вежаў.", State.DRAFT),
        (DRAFT, "", State.UNTRANSLATED),
    ],
)
def test_what_is_saved_is_not_approved(site: Path, source: str, text: str, state: State) -> None:
    """A saved text is an edited draft, or fuzzy, or still stale; the same text changes nothing, none is a rejection."""
    session = open_session(site)
    assert session.save(*seen(session, source), [text]).state is state
    assert entry(site, source).msgstr == text


def test_a_rejected_draft_leaves_nothing(site: Path) -> None:
    """Text, flag and note go; what a person wrote beside it stays."""
    session = open_session(site)
    assert session.reject(*seen(session, DRAFT)).state is State.UNTRANSLATED
    assert session.reject(*seen(session, STALE)).state is State.UNTRANSLATED
    assert (entry(site, DRAFT).tcomment, entry(site, DRAFT).fuzzy) == ("", False)
    assert entry(site, STALE).tcomment == "ask Anna"
    with pytest.raises(Refusal, match="not rejected"):
        session.reject(*seen(session, TITLE))


def test_what_a_page_would_not_show_cannot_be_approved(site: Path) -> None:
    """An error of the checks, or of the gate, blocks approval and says why; a warning blocks nothing."""
    session = open_session(site)
    with pytest.raises(BlockedError) as caught:
        session.approve(*seen(session, LINK), ["Чытайце [тут](javascript:alert(1))."])
    assert caught.value.findings[0].severity == "error"
    with pytest.raises(Refusal, match="empty"):
        session.approve(*seen(session, LINK), [""])
    text = "Чытайце [*усю* гісторыю](https://hill.example/story) тут"
    assert "end-stop" in {finding.rule for finding in session.check(name_of(LINK), [text])}
    assert session.approve(*seen(session, LINK), [text]).state is State.REVIEWED


def test_plural_forms_are_approved_together(site: Path) -> None:
    """Belarusian has three; two texts are refused, and one that is missing."""
    session, source = open_session(site), "%(num)s tower"
    name, version = seen(session, source, "ui")
    for texts in (["%(num)s вежа", "%(num)s вежы"], ["%(num)s вежа", "%(num)s вежы", ""]):
        with pytest.raises(Refusal):
            session.approve(name, version, texts)
    item = session.approve(name, version, ["%(num)s вежа", "%(num)s вежы", "%(num)s вежаў"])
    assert item.state is State.REVIEWED
    assert msgfmt_accepts(site / "locales/be/LC_MESSAGES/ui.po") == ""


def test_others_may_change_other_messages(site: Path) -> None:
    """What another tool saved meanwhile stays, and the reviewer's own message is written into it."""
    session = open_session(site)
    mine = seen(session, DRAFT)
    other = polib.pofile(str(castle_file(site)))
    other.find(FUZZY).msgstr = "Муры"
    other.save(str(castle_file(site)))

    session.approve(*mine, ["Замак мае **пяць** вежаў."])
    assert entry(site, FUZZY).msgstr == "Муры"
    assert not entry(site, DRAFT).fuzzy


def test_the_very_message_changed_elsewhere_is_a_conflict(site: Path) -> None:
    """The action is refused with what is there now, and nothing is written."""
    session = open_session(site)
    mine = seen(session, DRAFT)
    other = polib.pofile(str(castle_file(site)))
    other.find(DRAFT).msgstr = "Пяць вежаў"
    other.save(str(castle_file(site)))
    before = castle_file(site).read_bytes()

    with pytest.raises(ConflictError) as caught:
        session.save(*mine, ["Замак"])
    assert caught.value.theirs.targets == ("Пяць вежаў",)
    assert castle_file(site).read_bytes() == before


def test_undo_after_another_tool_has_written(site: Path) -> None:
    """Undo takes back the reviewer's message alone, and not at all once somebody has changed that."""
    session = open_session(site)
    session.approve(*seen(session, DRAFT), ["Замак **пяць**"])
    session.save(*seen(session, EMPTY), ["Брама"])
    other = polib.pofile(str(castle_file(site)))
    other.find(FUZZY).msgstr = "Муры"
    other.find(EMPTY).msgstr = "Жалеза"
    other.save(str(castle_file(site)))

    with pytest.raises(ConflictError):
        session.undo()
    action, item = session.undo()
    assert (action, item.state) == ("approve", State.DRAFT)
    assert (entry(site, FUZZY).msgstr, entry(site, EMPTY).msgstr) == ("Муры", "Жалеза")
    with pytest.raises(Refusal, match="nothing to undo"):
        session.undo()


def test_a_message_that_is_not_there_is_told_so(site: Path) -> None:
    """Unknown names, texts that were not extracted, broken catalogs: each refused with what to do."""
    session = open_session(site)
    for name in ("nowhere#12345678", f"{CASTLE}#12345678", "", "#", "site"):
        with pytest.raises(UnknownMessageError):
            session.find(name)
    mine = seen(session, DRAFT)
    castle_file(site).write_bytes(b'msgid "broken\n')
    with pytest.raises(UnknownMessageError, match="cannot be read"):
        session.save(*mine, ["Замак"])
    assert castle_file(site).read_bytes() == b'msgid "broken\n'


def test_a_file_that_breaks_in_between_is_left_alone(site: Path) -> None:
    """A catalog that somebody broke after it was read raises CatalogError when it is written, and stays as it is."""
    from polypub.review.exchange import Target, change_message

    session = open_session(site)
    _, item = session.find(name_of(DRAFT))
    castle_file(site).write_bytes(b'msgid "broken\n')
    target = Target(castle_file(site), CASTLE, session.setting.locale, item.name)
    with pytest.raises(CatalogError):
        change_message(target, item.message.key, lambda message: message)
    assert castle_file(site).read_bytes() == b'msgid "broken\n'


def test_control_characters_are_refused(site: Path) -> None:
    """What would make the catalog unreadable for other tools is not written."""
    session = open_session(site)
    for text in ("a\x00b", "a\x1bb", "a\udc80b"):
        with pytest.raises(Refusal):
            session.save(*seen(session, DRAFT), [text])


def test_an_engine_proposes_and_drafts_what_nobody_has_touched(site: Path) -> None:
    """A proposal is shown; only untouched messages are drafted again; a stale text is not."""
    session = open_session(site)
    before = castle_file(site).read_bytes()
    proposal = session.propose(name_of(STALE))
    assert proposal.engine == "pseudo"
    assert castle_file(site).read_bytes() == before
    with pytest.raises(Refusal, match="a person has worked"):
        session.draft(*seen(session, STALE))
    assert session.draft(*seen(session, DRAFT)).state is State.DRAFT
    assert "polypub: mt pseudo" in entry(site, DRAFT).tcomment


def test_a_proposal_approved_as_it_is_says_who_wrote_it(site: Path) -> None:
    """A text that is the engine's very proposal is recorded as that engine's."""
    session = open_session(site)
    texts = session.propose(name_of(EMPTY)).texts
    item = session.approve(*seen(session, EMPTY), texts)
    assert item.state is State.ACCEPTED
    assert "from=pseudo" in entry(site, EMPTY).tcomment


def test_a_text_that_two_articles_share_is_one_message(tmp_path: Path) -> None:
    """Where catalogs are grouped, an article's list has its own messages alone, from the shared file."""
    root = make_review_site(tmp_path, catalogs="site")
    session = open_session(root)
    sheet = session.worklist.sheet("content/sights/lake")
    assert sheet is not None
    assert [item.message.key.source for item in sheet.items] == ["The lake", "The lake has an island."]
    item = session.approve(*seen(session, "The lake", "content/sights/lake"), ["Возера"])
    assert item.state is State.REVIEWED
    assert 'msgstr "Возера"' in (root / "locales/be/LC_MESSAGES/content.po").read_text("utf-8")


ACTIONS = ("save", "approve", "reject", "draft", "undo")
SOURCES = (DRAFT, STALE, EMPTY, FUZZY, TITLE, LINK)
TEXTS = st.sampled_from(["", "Замак", "Замак **пяць**", "a\nb", "\n x \n", 'quote " and \\', "зам\u2028ак", "x" * 200])
Steps = list[tuple[str, str, str]]


def act(session: Session, step: tuple[str, str, str]) -> bool:
    """Do one step; whether it was done."""
    action, source, text = step
    try:
        if action == "undo":
            session.undo()
        elif action in ("save", "approve"):
            getattr(session, action)(*seen(session, source), [text])
        else:
            getattr(session, action)(*seen(session, source))
    except Refusal:
        return False
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from(SOURCES), TEXTS), max_size=8))
def test_undoing_everything_gives_the_file_back(whole: Path, steps: Steps) -> None:
    """Any actions, undone, leave the catalog byte for byte as it was."""
    file, session = castle_file(whole), open_session(whole)
    before = file.read_bytes()
    try:
        for step in steps:
            act(session, step)
        while session.steps:
            session.undo()
        assert file.read_bytes() == before
    finally:
        file.write_bytes(before)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(step=st.tuples(st.sampled_from(ACTIONS[:4]), st.sampled_from(SOURCES), TEXTS))
def test_one_action_changes_one_entry(whole: Path, step: tuple[str, str, str]) -> None:
    """All lines that change lie in the touched entry, other messages read the same, and msgfmt accepts the file."""
    file, session = castle_file(whole), open_session(whole)
    before = file.read_text("utf-8")
    others = {e.msgid: (e.msgstr, e.flags, e.tcomment) for e in polib.pofile(str(file)) if e.msgid != step[1]}
    try:
        act(session, step)
        after = file.read_text("utf-8")
        own = next(block for block in after.split("\n\n") if _sources(block) == step[1])
        added = [line[2:] for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line.startswith("+ ")]
        assert set(added) <= set(own.split("\n"))
        now = {e.msgid: (e.msgstr, e.flags, e.tcomment) for e in polib.pofile(str(file)) if e.msgid != step[1]}
        assert now == others
        assert msgfmt_accepts(file) == ""
    finally:
        file.write_text(before, "utf-8")


def _sources(block: str) -> str:
    found = read_catalog(block.encode(), "").messages  # polib sees a line end in U+2028
    return found[0].key.source if found else ""


def test_the_moment_is_the_settings(site: Path) -> None:
    """The record's time is the session's clock, in UTC."""
    session = open_session(site, who="Ганна")
    session.approve(*seen(session, FUZZY), ["Муры"])
    assert f"polypub: ok Ганна {NOON:%Y-%m-%dT%H:%M:%SZ} from=- " in entry(site, FUZZY).tcomment


def test_a_first_approval_survives_other_tools(tmp_path: Path) -> None:
    """Gettext's tools and polib keep it, `extract` too; an edited source ends it, and it never becomes approved."""
    root = make_review_site(tmp_path, review_by=2)
    file, session = castle_file(root), open_session(root)
    session.approve(*seen(session, DRAFT), ["Замак мае **пяць** вежаў."])
    with pytest.raises(Refusal, match="approved this text already"):
        session.approve(*seen(session, DRAFT), ["Замак мае **пяць** вежаў."])
    template = root / f"locales/pot/{CASTLE}.pot"
    for command in (["msgcat"], ["msgattrib"], ["msgmerge", "--previous", "--quiet"]):
        if shutil.which(command[0]) is None:
            continue
        inputs = [str(file), *([str(template)] if command[0] == "msgmerge" else [])]
        subprocess.run([*command, *inputs, "-o", str(file)], check=True)
        assert session.find(name_of(DRAFT))[1].state is State.FUZZY
    polib.pofile(str(file)).save(str(file))
    assert run(["--site", str(root), "--now", "2026-05-11", "--quiet", "extract"]) == 0
    second = open_session(root, who="boris")
    first = first_approval(second.find(name_of(DRAFT))[1].message)
    assert first is not None
    assert first.who == "anna"

    article = root / "content/sights/castle.md"
    article.write_text(article.read_text("utf-8").replace("has **five** towers", "has **five** high towers"), "utf-8")
    assert run(["--site", str(root), "--now", "2026-05-12", "--quiet", "extract"]) == 0
    message = open_session(root).find(name_of("The castle has **five** high towers."))[1].message
    assert first_approval(message) is None
    assert not state_of(message).publishable


def test_an_article_in_another_language_is_reviewed_from_it(tmp_path: Path) -> None:
    """Written in Belarusian on an English site, it is on the English list, and not on the Belarusian one."""
    root = make_review_site(tmp_path)
    article = "---\ntitle: Возера\ndate: 2026-06-01\nlanguage: be\n---\n\nУ возеры ёсць востраў.\n"
    (root / "content/sights/vozera.md").write_text(article, "utf-8")
    assert run(["--site", str(root), "--now", "2026-06-10", "--quiet", "extract"]) == 0
    session = open_session(root, locale="en")
    parts = list(session.worklist.sheets())
    assert [(sheet.part.domain, sheet.part.language) for sheet in parts] == [("content/sights/vozera", "be")]
    item = session.approve(*seen(session, "Возера", "content/sights/vozera"), ["The lake"])
    assert item.state is State.REVIEWED
    assert "content/sights/vozera" not in open_session(root).worklist.parts


def test_texts_that_no_catalog_has_yet_are_told(tmp_path: Path) -> None:
    """Before `extract` has made the catalogs, the review says how many texts are missing from each."""
    root = make_review_site(tmp_path)
    castle_file(root).unlink()
    rows = {row["domain"]: row for row in Board(open_session(root)).overview()["parts"]}  # type: ignore[attr-defined]  # JSON
    assert (rows[CASTLE]["total"], rows[CASTLE]["missing"]) == (0, 9)
