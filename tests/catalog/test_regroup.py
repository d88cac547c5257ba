"""Catalogs per article, section or site, and the way between them: nothing lost, nothing fuzzy."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.merge import merge_catalog
from polypub.catalog.others import take_memory
from polypub.catalog.po import read_catalog, render_catalog
from polypub.catalog.regroup import (
    Grouping,
    group_domain,
    group_templates,
    is_regrouped,
    regroup_catalogs,
    split_catalogs,
    unite_catalogs,
)
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous, Reference, state_of
from polypub.model.state import DraftNote, ReviewNote, State, hash_source, hash_targets, is_human, set_day

BE = Locale("be")
TODAY = dt.date(2026, 11, 24)
GROUPINGS: tuple[Grouping, ...] = ("article", "section", "site")
DOMAINS = ("content/news/x", "content/news/y", "content/sights/x", "content/news", "content/about")


def catalog(domain: str, *messages: Message, revised: str = "2026-11-01 10:00+0000") -> Catalog:
    """A catalog of an article."""
    return Catalog(domain, BE, messages, {"Language": "be", "PO-Revision-Date": revised})


def entry(source: str, text: str = "", **fields: object) -> Message:
    """A message without a context."""
    return Message(Key(None, source), targets=(text,), **fields)


def template_of(domain: str, *sources: str) -> Catalog:
    """The template of an article."""
    path = Reference(f"{domain}.md")
    return Catalog(
        domain, None, tuple(Message(Key(None, s), notes=("type: paragraph",), references=(path,)) for s in sources)
    )


def regroup(catalogs: Sequence[Catalog], articles: Sequence[Catalog], *groupings: Grouping) -> dict[str, Catalog]:
    """Through the groupings in turn; each time every catalog is written, read and merged as `extract` does."""
    found = {one.domain: one for one in catalogs}
    templates = {one.domain: one for one in articles}
    for grouping in groupings:
        split = split_catalogs(found, articles)
        merged = {
            domain: merge_catalog(one, templates.get(domain, template_of(domain)), TODAY).catalog
            for domain, one in split.catalogs.items()
        }
        united = unite_catalogs(dataclasses.replace(split, catalogs=merged), grouping)
        found = {
            one.domain: read_catalog(render_catalog(one, None), f"{one.domain}.po", one.domain, BE)
            for one in united
            if one.messages
        }
    return found


@pytest.mark.parametrize(
    ("domain", "section", "site"),
    [
        ("content/news/opinions/x", "content/news/opinions", "content"),
        ("content/about", "content", "content"),
        ("theme", "theme", "theme"),
        ("site", "site", "site"),
    ],
)
def test_where_a_domain_lies(domain: str, section: str, site: str) -> None:
    """An article's messages lie in its own catalog, in its folder's, or in that of all articles."""
    assert [group_domain(domain, grouping) for grouping in GROUPINGS] == [domain, section, site]


def test_templates_of_a_group_are_united_in_document_order() -> None:
    """A text of two articles is one message with the references of both."""
    one, two = template_of("content/news/x", "a", "b"), template_of("content/news/y", "b", "c")
    (united,) = group_templates([one, two], "section")
    assert united.domain == "content/news"
    assert [m.key.source for m in united.messages] == ["a", "b", "c"]
    assert united.messages[1].references == (Reference("content/news/x.md"), Reference("content/news/y.md"))


ARTICLES = (template_of("content/news/x", "Title", "Yes"), template_of("content/news/y", "Other title", "Yes"))


def test_the_newest_text_stands_and_the_other_is_remembered() -> None:
    """Where two articles differ for one text, the later one is shared; the earlier one returns to its article."""
    old = (
        catalog("content/news/x", entry("Title", "Загаловак"), entry("Yes", "Так", comments=("ask Anna",))),
        catalog("content/news/y", entry("Other title", "Іншы"), entry("Yes", "Ага"), revised="2026-11-02 10:00+0000"),
    )
    shared = regroup(old, ARTICLES, "site")
    (yes,) = [m for m in shared["content"].messages if m.key.source == "Yes"]
    assert yes.targets == ("Ага",)
    assert yes.comments == ('polypub: other content/news/x "Так" comment "ask Anna"',)
    back = regroup(tuple(shared.values()), ARTICLES, "article")
    assert [m.targets[0] for one in back.values() for m in one.messages] == ["Загаловак", "Так", "Іншы", "Ага"]
    assert back["content/news/x"].messages[1].comments == ("ask Anna",)
    assert back["content/news/y"].messages[1].comments == ()


def test_a_reviewed_text_stands_before_a_newer_draft() -> None:
    """A machine's draft never takes the place of a person's text; that nobody read it, it is not missed."""
    note = DraftNote("mt", "x", TODAY, hash_source("Yes"), hash_targets(["Так?"]))
    old = (
        catalog("content/news/x", entry("Yes", "Так")),
        catalog("content/news/y", entry("Yes", "Так?", fuzzy=True, comments=(str(note),))),
    )
    (shared,) = regroup(old, ARTICLES, "section").values()
    (yes,) = [m for m in shared.messages if m.key.source == "Yes"]
    assert (yes.targets, yes.comments, state_of(yes)) == (("Так",), (), State.REVIEWED)


def test_an_edit_of_the_shared_text_reaches_every_article_but_those_that_differ() -> None:
    """On the way back an article has what was edited meanwhile, or its own text where it had one."""
    articles = (*ARTICLES, template_of("content/sights/x", "Yes"))
    old = (
        catalog("content/news/x", entry("Yes", "Так"), revised="2026-11-03 10:00+0000"),
        catalog("content/news/y", entry("Yes", "Ага")),
        catalog("content/sights/x", entry("Yes", "Так")),
    )
    (shared,) = regroup(old, articles, "site").values()
    edited = tuple(dataclasses.replace(m, targets=("Так!",)) if m.key.source == "Yes" else m for m in shared.messages)
    back = regroup([dataclasses.replace(shared, messages=edited)], articles, "article")
    texts = {domain: m.targets for domain, one in back.items() for m in one.messages if m.key.source == "Yes"}
    assert texts == {"content/news/x": ("Так!",), "content/news/y": ("Ага",), "content/sights/x": ("Так!",)}


def test_a_shared_catalog_without_references_is_split_by_its_sources() -> None:
    """A tool that dropped `#:` lines has not made the way back impossible."""
    shared = catalog("content", entry("Title", "Загаловак"), entry("Yes", "Так"), entry("Other title", "Іншы"))
    back = regroup([shared], ARTICLES, "article")
    assert {domain: [m.targets[0] for m in one.messages] for domain, one in back.items()} == {
        "content/news/x": ["Загаловак", "Так"],
        "content/news/y": ["Іншы", "Так"],
    }


def test_an_obsolete_message_that_remembers_nothing_stays_where_it_is() -> None:
    """No article has it: the shared catalog is kept for it."""
    shared = catalog("content", entry("Title", "Загаловак"), entry("Gone", "Няма", obsolete=True))
    back = regroup([shared], ARTICLES, "article")
    assert [m.targets for m in back["content"].messages] == [("Няма",)]


def test_messages_of_an_article_that_is_gone_are_its_own_again() -> None:
    """A moved article is found by what its shared catalog says of it: its catalog is made, and can be renamed."""
    moved = dataclasses.replace(entry("Old news", "Навіны"), references=(Reference("content/news/gone/index.md"),))
    split = split_catalogs({"content": catalog("content", moved)}, ARTICLES)
    assert [m.targets for m in split.catalogs["content/news/gone"].messages] == [("Навіны",)]


def test_regrouping_that_was_stopped_half_way_is_finished() -> None:
    """Killed between the files of two groupings, the next run comes to the same end and loses nothing."""
    old = (
        catalog("content/news/x", entry("Title", "Загаловак"), entry("Yes", "Так")),
        catalog("content/news/y", entry("Other title", "Іншы"), entry("Yes", "Ага"), revised="2026-11-02 10:00+0000"),
    )
    shared = regroup(old, ARTICLES, "site")
    assert regroup((*shared.values(), old[1]), ARTICLES, "site") == shared
    back = regroup(tuple(shared.values()), ARTICLES, "article")
    assert regroup((*shared.values(), back["content/news/y"]), ARTICLES, "article") == back


def test_a_text_that_differs_in_a_catalog_that_came_back_is_remembered() -> None:
    """A shared catalog that somebody put back beside the articles' own ones loses no text, and wins none."""
    own, shared = catalog("content/news/x", entry("Yes", "Так")), catalog("content", entry("Yes", "Ага"))
    found = regroup([own, shared], ARTICLES[:1], "article")
    (yes,) = [m for m in found["content/news/x"].messages if m.key.source == "Yes"]
    assert (yes.targets, list(take_memory(yes).others)) == (("Так",), ["content"])


def test_a_header_of_another_charset_becomes_utf_8() -> None:
    """A new file is written in UTF-8 and says so."""
    header = {"Content-Type": "text/plain; charset=KOI8-R"}
    old = [Catalog("content/news/x", BE, (entry("Yes", "Так"),), header)]
    (shared,) = regroup_catalogs({one.domain: one for one in old}, ARTICLES, "site")
    assert shared.header["Content-Type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize(("now", "before"), list(product(GROUPINGS, GROUPINGS)))
def test_another_grouping_on_disk_is_seen(now: Grouping, before: Grouping) -> None:
    """Catalogs of another grouping are noticed by their names, those of deleted articles are not taken for some."""
    articles = ["content/news/x", "content/sights/x"]
    found = {group_domain(domain, before) for domain in articles} | {"content/news/deleted", "theme"}
    assert is_regrouped(found, articles, now) == (now != before)


sources = st.sampled_from("abcdef")
targets = st.sampled_from(["", "возера", "горад", "млын"])
human = st.lists(st.sampled_from(["ask Anna", "see map", "polypub: published 2026-01-01"]), max_size=2, unique=True)


@st.composite
def messages(draw: st.DrawFn, source: str, obsolete: bool) -> Message:
    """A message in any state."""
    texts = (draw(targets if not obsolete else targets.filter(bool)),)
    comments = draw(human)
    kind = draw(st.sampled_from(["", "draft", "review"]))
    src, out = hash_source(source), hash_targets(draw(st.just(texts) | st.just(("o",))))
    if kind == "draft":
        comments.append(str(DraftNote("mt", "x", TODAY, src, out)))
    if kind == "review":
        when = dt.datetime(2026, 11, draw(st.integers(1, 9)), tzinfo=dt.UTC)
        comments.append(str(ReviewNote("anna", when, "x", src, out)))
    fuzzy = draw(st.booleans())
    previous = Previous("old") if fuzzy and draw(st.booleans()) else None
    flags = draw(st.sampled_from([(), ("no-wrap",)]))
    return Message(Key(None, source), None, texts, fuzzy, flags, tuple(comments), previous=previous, obsolete=obsolete)


@st.composite
def sites(draw: st.DrawFn) -> tuple[list[Catalog], list[Catalog]]:
    """The catalogs of a site, one for each article, and the articles' templates."""
    catalogs, templates = [], []
    for domain in draw(st.lists(st.sampled_from(DOMAINS), min_size=1, unique=True)):
        live = draw(st.lists(sources, unique=True, max_size=4))
        gone = draw(st.lists(sources.filter(lambda s, live=live: s not in live), unique=True, max_size=2))
        template = template_of(domain, *live)
        entries = [draw(messages(s, False)) for s in live] + [draw(messages(s, True)) for s in gone]
        day = draw(st.sampled_from(["2026-11-01 10:00+0000", "2026-11-05 10:00+0300", "YEAR-MO-DA HO:MI+ZONE"]))
        own = catalog(domain, *entries, revised=day)
        catalogs.append(merge_catalog(own, template, TODAY).catalog)
        templates.append(template)
    return [one for one in catalogs if one.messages], templates


def by_place(catalogs: Sequence[Catalog]) -> dict[tuple[str, Key], Message]:
    """Every message by domain and key; the order of polypub's own comment lines means nothing."""

    def sorted_notes(m: Message) -> Message:
        ours = sorted(line for line in m.comments if not is_human(line))
        return dataclasses.replace(m, comments=(*filter(is_human, m.comments), *ours))

    return {(one.domain, m.key): sorted_notes(m) for one in catalogs for m in one.messages}


def is_idle(message: Message) -> bool:
    """No person would miss it: no text and no comment, or a draft that nobody has read."""
    comments = set_day(message.comments, "published", None)
    state = state_of(message)
    bare = state is State.UNTRANSLATED and not comments
    return bare or (state in (State.DRAFT, State.STALE_DRAFT) and len(comments) == 1)


@given(sites(), st.sampled_from(GROUPINGS), st.sampled_from(GROUPINGS))
def test_the_way_there_and_back_loses_nothing(
    site: tuple[list[Catalog], list[Catalog]], one: Grouping, two: Grouping
) -> None:
    """From articles over any groupings and back every message is what it was: text, state, comments, flags, place."""
    catalogs, templates = site
    before = by_place(catalogs)
    after = by_place(tuple(regroup(catalogs, templates, one, two, "article").values()))
    assert set(before) == set(after)
    assert {place: m for place, m in after.items() if not is_idle(before[place])} == {
        place: m for place, m in before.items() if not is_idle(m)
    }


@given(sites(), st.sampled_from(GROUPINGS))
def test_nothing_becomes_fuzzy(site: tuple[list[Catalog], list[Catalog]], grouping: Grouping) -> None:
    """A source that had a reviewed text in some article has a reviewed text in the catalog it shares."""
    catalogs, templates = site
    reviewed = {
        (group_domain(one.domain, grouping), m.key) for one in catalogs for m in one.messages if state_of(m).publishable
    }
    shared = by_place(tuple(regroup(catalogs, templates, grouping).values()))
    assert all(state_of(shared[place]).publishable for place in reviewed)


@given(sites(), st.sampled_from(GROUPINGS))
def test_regrouping_twice_changes_nothing(site: tuple[list[Catalog], list[Catalog]], grouping: Grouping) -> None:
    """What is grouped already is written back as it is: no text takes another's place from run to run."""
    catalogs, templates = site
    once = regroup(catalogs, templates, grouping)
    assert regroup(tuple(once.values()), templates, grouping) == once


@given(sites(), st.sampled_from(GROUPINGS))
def test_every_text_is_in_the_shared_catalogs(site: tuple[list[Catalog], list[Catalog]], grouping: Grouping) -> None:
    """No word of a person is missing from what lies on disk in any grouping."""
    catalogs, templates = site
    texts: set[str] = set()
    for message in (m for one in regroup(catalogs, templates, grouping).values() for m in one.messages):
        memory = take_memory(message)
        texts.update(f"polypub: published {day}" for day in memory.published.values())
        for said in (message.targets, memory.comments, *((o.targets + o.comments) for o in memory.others.values())):
            texts.update(said)
    for message in (m for one in catalogs for m in one.messages if not is_idle(m)):
        assert texts.issuperset((*message.targets, *message.comments))
