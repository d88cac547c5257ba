"""Drafting fills what nobody has translated, and touches nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous, state_of
from polypub.model.page import Finding
from polypub.model.state import DraftNote, State, hash_source, hash_targets, is_human
from polypub.translate.aids import Aids, Match
from polypub.translate.ask import Asker
from polypub.translate.attempts import Translator
from polypub.translate.breaker import Direction
from polypub.translate.dispatch import Dispatcher, Pace
from polypub.translate.drafts import (
    OPEN,
    UNREAD,
    apply_drafts,
    drop_drafts,
    plan_drafts,
    report_refusals,
    settle_drafts,
)
from polypub.translate.engines.base import Engine, Err, Limits, Ok, Probe, Query, Reply, TokenStyle
from polypub.translate.engines.pseudo import PseudoEngine
from polypub.translate.replies import Replies

_ENGLISH, _POLISH = Locale("en"), Locale("pl")
_LIMITS = Limits(max_batch=2)
_NOW = Pace(sleep=lambda _: None)
_TODAY = dt.date(2026, 11, 24)
_RUSSIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"


@dataclass(frozen=True)
class _Engine:
    """An engine that answers as it is told."""

    answer: Callable[[str], Reply]
    name: str = "told"
    version: str = "1"
    needs: str = "to be told"
    token: TokenStyle = "brackets"
    limits: Limits = _LIMITS

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        assert 0 < len(queries) <= self.limits.max_batch
        return [self.answer(query.text) for query in queries]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        return Probe(answers=True, note="")

    def close(self) -> None:
        pass


def _catalog(*messages: Message, plurals: str = _RUSSIAN) -> Catalog:
    return Catalog("content/x", _POLISH, messages, {"Language": "pl", "Plural-Forms": plurals}, path="pl/x.po")


def _message(source: str, *targets: str, plural: str | None = None) -> Message:
    return Message(Key(None, source), plural, targets or ("",) * (1 if plural is None else 3), line=7)


@dataclass(frozen=True)
class Drafts:
    """A catalog with its drafts, how many were written, and what was refused."""

    catalog: Catalog
    written: int
    refused: tuple[Finding, ...]


def draft_catalog(catalog: Catalog, engine: Engine, today: dt.date = _TODAY) -> Drafts:
    """All that a run does with one catalog."""
    asker = Asker(Dispatcher(engine, _NOW), Direction(_ENGLISH, catalog.locale or _POLISH), Replies(None, today))
    plan = plan_drafts(catalog, OPEN, Aids())
    outcomes = settle_drafts(plan, Translator(asker).translate(plan.queries), engine.name)
    drafted = apply_drafts(catalog, outcomes, OPEN, today)
    pairs = zip(catalog.messages, drafted.messages, strict=True)
    return Drafts(drafted, sum(old is not new for old, new in pairs), tuple(report_refusals(outcomes, catalog)))


def _draft(*messages: Message, engine: Engine | None = None) -> Drafts:
    return draft_catalog(_catalog(*messages), engine or PseudoEngine())


_SOURCES = st.lists(
    st.sampled_from(
        ["Word", "two words", "**bold**", "[x](u)", "%(n)s", "100 %", "<b>", "12", "{x}", "⟦0⟧", "`c`", "слова"]
    ),
    max_size=4,
).map(" ".join)


@st.composite
def _messages(draw: st.DrawFn) -> Message:
    """A message in any state, with comments of people around our note."""
    source, targets = draw(_SOURCES), (draw(st.sampled_from(["", "тэкст", "%(n)s"])),)
    old = draw(st.sampled_from([source, "older source"]))
    written = draw(st.sampled_from([targets, ("edited since",)]))
    note = DraftNote("mt", "google", dt.date(2026, 1, 2), hash_source(old), hash_targets(written))
    comments = draw(st.lists(st.sampled_from(["a person's word", "Q: which castle?", "", str(note)]), max_size=3))
    return Message(
        key=Key(draw(st.sampled_from([None, "", "menu"])), source),
        targets=targets,
        fuzzy=draw(st.booleans()),
        flags=draw(st.sampled_from([(), ("python-format",), ("no-wrap",)])),
        comments=tuple(comments),
        previous=draw(st.sampled_from([None, None, Previous("older source")])),
        obsolete=draw(st.booleans()),
    )


def _mangled(text: str) -> Reply:
    """Some texts fail, some come back with markup of the engine's own, the rest as they were with a word more."""
    kinds: list[Reply] = [Err("no"), Ok(f"{text}<script>"), Ok(""), Ok(f"słowo {text}"), Ok(f"{text} {{{{ x }}}}")]
    return kinds[len(text) % len(kinds)]


@settings(max_examples=200)
@given(st.lists(_messages(), max_size=5), st.sampled_from([PseudoEngine(), _Engine(_mangled)]))
def test_nothing_that_a_person_touched_is_altered(messages: list[Message], engine: Engine) -> None:
    """Law 5: only untranslated messages and stale unread drafts change, and only in text, flag, note and stale `#|`."""
    result = _draft(*messages, engine=engine).catalog
    assert result.header == _catalog().header
    for before, after in zip(messages, result.messages, strict=True):
        if before != after:
            assert state_of(before) in (State.UNTRANSLATED, State.STALE_DRAFT)
            assert state_of(after) is State.DRAFT
            assert [c for c in after.comments if is_human(c)] == [c for c in before.comments if is_human(c)]
            same = {"targets": (), "fuzzy": False, "comments": (), "previous": None}
            assert replace(before, **same) == replace(after, **same)


@settings(max_examples=100)
@given(st.lists(_messages(), max_size=5), st.booleans(), st.sampled_from(["", "тэкст", "%(n)s"]))
def test_anew_or_dropped_no_human_word_changes(messages: list[Message], is_dropped: bool, text: str) -> None:
    """Law 5 holds for `--redo-drafts` and `--drop-drafts`, whatever memory and engine give."""
    catalog = _catalog(*messages)
    if is_dropped:
        result = drop_drafts(catalog)
    else:
        plan = plan_drafts(catalog, UNREAD, Aids(recall=lambda _: [Match(90, text)] if text else []))
        replies: dict[Query, Reply] = {query: Ok(f"{query.text} x") for query in plan.queries}
        result = apply_drafts(catalog, settle_drafts(plan, replies, "told"), UNREAD, _TODAY)
    for before, after in zip(messages, result.messages, strict=True):
        assert [c for c in after.comments if is_human(c)] == [c for c in before.comments if is_human(c)]
        if state_of(before) not in (UNREAD - {State.UNTRANSLATED} if is_dropped else UNREAD):
            assert after == before
        elif is_dropped:
            assert state_of(after) is State.UNTRANSLATED
        else:
            assert after == before or state_of(after) is State.DRAFT


def test_drafts_are_put_into_the_catalog_as_it_is_by_then() -> None:
    """What somebody translated, removed or began to edit meanwhile is theirs; what is still open is drafted."""
    texts = ("one", "two", "three", "four")
    catalog = _catalog(*map(_message, texts))
    plan = plan_drafts(catalog, OPEN, Aids())
    outcomes = settle_drafts(plan, {query: Ok(query.text.upper()) for query in plan.queries}, "told")
    theirs = (_message("one", "jeden"), replace(_message("two", "dwa"), fuzzy=True), _message("four"), _message("five"))
    result = apply_drafts(_catalog(*theirs), outcomes, OPEN, _TODAY)
    assert [message.targets for message in result.messages] == [("jeden",), ("dwa",), ("FOUR",), ("",)]


@settings(max_examples=100)
@given(st.lists(_messages(), max_size=5))
def test_drafting_twice_drafts_once(messages: list[Message]) -> None:
    """A second run writes nothing that the first has written."""
    first = _draft(*messages).catalog
    again = draft_catalog(first, PseudoEngine(), dt.date(2027, 1, 1))
    assert again.catalog == first
    assert again.written == 0


def test_a_draft_is_fuzzy_with_one_note() -> None:
    """The note names engine and day, and hashes of what was drafted from and to."""
    result = _draft(_message("The **castle**"))
    (message,) = result.catalog.messages
    assert message.targets == ("«Ţĥé **ćáśţĺé** ∼»",)
    assert message.fuzzy
    note = DraftNote("mt", "pseudo", _TODAY, hash_source("The **castle**"), hash_targets(message.targets))
    assert message.comments == (str(note),)
    assert (result.written, result.refused) == (1, ())


def test_equal_texts_are_asked_once() -> None:
    """Two contexts of one text cost one request, and both are drafted."""
    asked: list[str] = []

    def answer(text: str) -> Reply:
        asked.append(text)
        return Ok("Tak")

    twins = [replace(_message("Yes"), key=Key(context, "Yes")) for context in (None, "menu")]
    assert _draft(*twins, engine=_Engine(answer)).written == 2
    assert asked == ["Yes"]


def test_the_context_is_part_of_a_message() -> None:
    """The note's hash counts it, so that a change of context makes the draft stale."""
    message = replace(_message("Yes"), key=Key("menu", "Yes"))
    (drafted,) = _draft(message).catalog.messages
    assert f"src={hash_source('Yes', 'menu')}" in drafted.comments[0]
    assert state_of(replace(drafted, key=Key("other", "Yes"))) is State.STALE_DRAFT


def test_a_refused_reply_is_reported_and_not_written() -> None:
    """The finding names rule, file, line, locale, engine and reason; the message stays as it was."""
    result = _draft(_message("by %(who)s"), engine=_Engine(lambda _: Ok("słowa")))
    assert result.catalog == _catalog(_message("by %(who)s"))
    (finding,) = result.refused
    assert (finding.rule, finding.path, finding.line, finding.locale) == ("draft-refused", "pl/x.po", 7, _POLISH)
    assert finding.text.startswith("told: the engine lost, invented or crossed markup or placeholders")
    assert finding.hint


@pytest.mark.parametrize(
    ("source", "reply", "reason"),
    [
        ("words", Err("over quota", "Wait."), "over quota"),
        ("words", Ok("<script>x</script>"), "lost, invented"),
        ("words", Ok("  "), "is empty"),
        ("words", Ok("słowa\u202e"), "override"),
        ("words", Ok("słowa\x00"), "U+0000"),
        ("all these words here", Ok("all these words here"), "returned the source"),
    ],
)
def test_what_an_engine_must_not_write(source: str, reply: Reply, reason: str) -> None:
    """Failures, markup of its own, empty replies, control characters and echoes are not drafts."""
    result = _draft(_message(source), engine=_Engine(lambda _: reply))
    assert result.written == 0
    assert reason in result.refused[0].text


def test_a_format_string_stays_one() -> None:
    """In a message that is formatted, a percent sign of the engine's own is refused."""
    message = replace(_message("%(n)s per cent"), flags=("python-format",))
    assert _draft(message, engine=_Engine(lambda _: Ok("⟦0⟧ %"))).written == 0
    assert _draft(message, engine=_Engine(lambda _: Ok("⟦0⟧ procent"))).written == 1


def test_spoilt_tokens_are_tried_once_in_the_other_form() -> None:
    """An engine that drops one form of token gets the other."""
    engine = _Engine(lambda text: Ok(text.replace("⟦", "(").replace("by", "od")))
    (message,) = _draft(_message("by %(who)s"), engine=engine).catalog.messages
    assert message.targets == ("od %(who)s",)


def test_each_plural_form_is_drafted_from_the_source_that_fits() -> None:
    """A singular with the number serves the form of 1, 21, 31; one without it serves no form that has other numbers."""
    engine = _Engine(Ok)
    counted = _message("%(n)s page", plural="%(n)s pages")
    single = _message("One page", plural="%(n)s pages")
    drafted = _draft(counted, single, engine=engine).catalog.messages
    assert drafted[0].targets == ("%(n)s page", "%(n)s pages", "%(n)s pages")
    assert drafted[1].targets == ("%(n)s pages",) * 3
    german = _catalog(single, plurals="nplurals=2; plural=(n != 1);")
    assert draft_catalog(german, engine).catalog.messages[0].targets == ("One page", "%(n)s pages")


@pytest.mark.parametrize("plurals", ["nplurals=2; plural=n/;", "nplurals=2; plural=n%0;", ""])
def test_plural_forms_that_cannot_be_read_are_reported(plurals: str) -> None:
    """Without a usable header and without forms there is no draft and no traceback."""
    message = Message(Key(None, "page"), "pages")
    result = draft_catalog(_catalog(message, plurals=plurals), _Engine(Ok))
    assert result.catalog.messages == (message,)
    assert "plural forms" in result.refused[0].text


def test_without_a_header_the_forms_that_are_there_are_filled() -> None:
    """A catalog without Plural-Forms keeps its number of forms."""
    result = draft_catalog(_catalog(_message("page", plural="pages"), plurals=""), _Engine(Ok))
    assert result.catalog.messages[0].targets == ("page", "pages", "pages")


def test_a_text_longer_than_the_engine_takes_is_sent_in_pieces() -> None:
    """No piece is too long, replies are joined with the white space of the source, and one failure fails the text."""
    asked: list[str] = []

    def answer(text: str) -> Reply:
        asked.append(text)
        return Err("over quota") if text == "Fail." else Ok(text.upper())

    engine = replace(_Engine(answer), limits=Limits(max_chars=12, max_batch=2))
    drafted = _draft(_message("First one.  Next %(n)s."), _message("A sentence. Fail."), engine=engine)
    assert drafted.catalog.messages[0].targets == ("FIRST ONE.  NEXT %(n)s.",)
    assert "over quota" in drafted.refused[0].text
    assert max(map(len, asked)) <= 12


def test_a_text_without_words_is_its_own_draft() -> None:
    """Numbers and code cost no request."""
    assert _draft(_message("12 `x`"), engine=_Engine(lambda _: Err("asked"))).catalog.messages[0].targets == ("12 `x`",)


def test_a_template_is_not_drafted() -> None:
    """A catalog without a locale stays as it is."""
    template = replace(_catalog(_message("words")), locale=None)
    assert draft_catalog(template, PseudoEngine()) == Drafts(template, 0, ())


def test_an_engine_that_miscounts_is_given_up() -> None:
    """Replies that cannot be assigned are never guessed at."""

    class Short(_Engine):
        def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
            return []

    result = _draft(_message("words"), _message("other words"), engine=Short(Ok))
    assert result.written == 0
    assert {finding.text for finding in result.refused} == {
        "told: it did not give one reply for each text: 0 for 2: words",
        "told: it did not give one reply for each text: 0 for 2: other words",
    }
