"""An engine may do what it likes: what is written has the markup of its source, or nothing is written."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.told import ToldEngine, one_by_one

from polypub.formats.inline import find_placeables
from polypub.formats.terms import Glossary
from polypub.model.glossary import GlossaryTerm
from polypub.model.locale import Locale
from polypub.translate.aids import Aids
from polypub.translate.ask import Asker
from polypub.translate.attempts import Translator
from polypub.translate.breaker import Direction
from polypub.translate.dispatch import Dispatcher, Pace
from polypub.translate.engines.base import Err, Limits, Ok, Query, Reply
from polypub.translate.replies import Replies

_PAIR = Direction(Locale("en"), Locale("pl"))
_TODAY = dt.date(2026, 11, 24)
_TERMS = ("Mir", "Lake Narach")
_GLOSSARY = Glossary(tuple(GlossaryTerm(source=term, keep=True, case=True) for term in _TERMS))
_AIDS = Aids(glossary=_GLOSSARY)
_TOKEN = re.compile(r"⟦\d+⟧|\[X\d+X\]")


def _translator(engine: ToldEngine, aids: Aids = _AIDS) -> Translator:
    asker = Asker(Dispatcher(engine, Pace(sleep=lambda _: None)), _PAIR, Replies(None, _TODAY))
    asker.dispatcher.breaker.hear([Ok("it has answered before")], _PAIR)
    return Translator(asker, aids.find_kept)


_PARTS = st.sampled_from(
    [
        *("the old castle of Mir", "a walk around Lake Narach", "three bells and a door", "by", "night", "and so on"),
        *("**bold words here**", "*so*", "[the way there](https://way.example)", "`code`", "![alt text](pic.jpg)"),
        *(
            "%(count)d",
            "{name}",
            "<b>strong words of it</b>",
            "<br>",
            "[^1]",
            "https://bare.example/x",
            "&amp;",
            "12 km",
        ),
    ]
)
_TEXTS = st.lists(_PARTS, min_size=1, max_size=7).map(" ".join)


def _drop(text: str) -> str:
    return _TOKEN.sub("", text, count=1)


def _swap(text: str) -> str:
    found = _TOKEN.findall(text)
    return text.replace(found[0], "@").replace(found[-1], found[0]).replace("@", found[-1]) if len(found) > 1 else text


_DEEDS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "drop": _drop,
    "drop all": lambda text: _TOKEN.sub("", text),
    "double": lambda text: _TOKEN.sub(lambda match: match[0] * 2, text, count=1),
    "double the text": lambda text: f"{text} {text}",
    "cross": _swap,
    "respace": lambda text: text.replace("⟦", "⟦ ").replace("⟧", " ⟧").replace("[X", "[ X"),
    "no space": lambda text: text.replace(" ⟦", "⟦").replace("⟧ ", "⟧"),
    "lower": str.lower,
    "Cyrillic": lambda text: text.replace("X", "Х"),
    "full width": lambda text: text.replace("[", "［").replace("]", "］"),
    "Arabic digits": lambda text: text.translate({48 + digit: 0x660 + digit for digit in range(10)}),
    "translate": lambda text: text.replace("⟦", "{").replace("⟧", "}").replace("[X", "(").replace("X]", ")"),
    "renumber": lambda text: text.replace("0", "7"),
    "half": lambda text: text.replace("⟧", ""),
    "tail": lambda text: text[: len(text) // 2],
    "entity": lambda text: text.replace("⟦", "&lt;").replace("⟧", "&gt;"),
    "invent a link": lambda text: f"{text} [x](https://evil.example)",
    "invent code": lambda text: f"{text} `x`",
    "invent a tag": lambda text: f"<i>{text}",
    "invent a placeholder": lambda text: f"{text} %(x)s",
    "name a term": lambda text: f"Mir: {text}",
    "bold": lambda text: f"**{text}**",
    "lines": lambda text: text.replace(" ", "\n\n", 2),
}


@settings(max_examples=250, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=3), st.data())
def test_what_is_written_keeps_all_that_must_survive(texts: list[str], data: st.DataObject) -> None:
    """The multiset of links, code, placeholders, tags and kept terms is the source's, nested as it was."""

    def told(queries: Sequence[Query]) -> list[Reply]:
        deeds = [data.draw(st.sampled_from(sorted(_DEEDS))) for _ in queries]
        return [Ok(f"„{_DEEDS[deed](query.text)}”") for deed, query in zip(deeds, queries, strict=True)]

    engine = ToldEngine(told, Limits(max_batch=2))
    replies = _translator(engine).translate(map(Query, texts))
    for query, reply in replies.items():
        if isinstance(reply, Ok):
            assert _kept(reply.text) == _kept(query.text)
            assert _terms(reply.text) == _terms(query.text)
            assert "⟦" not in reply.text
            assert "[X" not in reply.text


def _kept(text: str) -> Counter[str]:
    return Counter(placeable.text for placeable in find_placeables(text.strip()))


def _terms(text: str) -> Counter[str]:
    return Counter({term: len(re.findall(rf"(?<!\w){term}(?!\w)", text)) for term in _TERMS})


@given(_TEXTS)
def test_an_honest_engine_is_believed(text: str) -> None:
    """An engine that keeps its tokens is asked once, and never for text that is hidden from it."""
    engine = ToldEngine(one_by_one(lambda text: Ok(f"nowe {text}")))
    (reply,) = _translator(engine).translate([Query(text)]).values()
    assert isinstance(reply, Ok)
    assert len(engine.texts) <= 1
    for hidden in (*_TERMS, "https://", "%(count)d", "{name}", "`code`"):
        assert not any(hidden in sent for sent in engine.texts)


def test_the_order_of_attempts() -> None:
    """As it is, with tokens of the other style, by the pieces between them."""
    engine = ToldEngine(one_by_one(lambda text: Ok(_TOKEN.sub("", text).replace("e", "ę"))))
    (reply,) = _translator(engine, Aids()).translate([Query("walk to the `lake` before it rains")]).values()
    assert engine.texts == [
        "walk to the ⟦0⟧ before it rains",
        "walk to the [X0X] before it rains",
        "walk to the",
        "before it rains",
    ]
    assert reply == Ok("walk to thę `lake` bęforę it rains")


def test_pieces_with_too_few_words_are_not_asked() -> None:
    """Nobody could translate them alone: the message is left."""
    engine = ToldEngine(one_by_one(lambda text: Ok(_TOKEN.sub("", text).replace("e", "ę"))))
    (reply,) = _translator(engine, Aids()).translate([Query("the `lake` before it rains")]).values()
    assert isinstance(reply, Err)
    assert "lost, invented or crossed" in reply.reason
    assert len(engine.texts) == 2


def test_a_batch_that_fails_is_asked_text_by_text() -> None:
    """One text that an engine cannot answer spoils none of its neighbours."""

    def told(queries: Sequence[Query]) -> list[Reply]:
        if any("bad" in query.text for query in queries):
            return [Err("broken JSON")] * len(queries)
        return [Ok(query.text.upper()) for query in queries]

    engine = ToldEngine(told, Limits(max_batch=10))
    replies = _translator(engine).translate(map(Query, ("good", "bad", "fine")))
    assert list(replies.values()) == [Ok("GOOD"), Err("broken JSON"), Ok("FINE")]


@pytest.mark.parametrize(
    ("source", "is_echo"),
    [
        ("all these four words", True),
        ("All these four words", True),
        ("three short words", False),
        ("`all` `these` `are` code, right", False),
        ("一二三四五六七八九十一二", True),
    ],
)
def test_an_echo_is_refused_where_languages_differ(source: str, is_echo: bool) -> None:
    """In whatever case; a few words, or names that are kept, may well be the same in both."""
    engine = ToldEngine(one_by_one(lambda text: Ok(text.lower())))
    (reply,) = _translator(engine, Aids()).translate([Query(source)]).values()
    assert isinstance(reply, Err) is is_echo


def test_texts_without_words_cost_nothing() -> None:
    """Numbers, code and kept terms are their own translation."""
    engine = ToldEngine()
    replies = _translator(engine).translate(map(Query, ("12 `x`", "Mir", "**Lake Narach**", "…")))
    assert all(reply == Ok(query.text) for query, reply in replies.items())
    assert engine.calls == []


def test_what_is_foreseen_is_what_is_sent() -> None:
    """By an engine that answers well, text for text."""
    engine = ToldEngine(one_by_one(lambda text: Ok(f"nowe {text}")), Limits(max_chars=20))
    queries = [Query(text) for text in ("a long text. And **one** more sentence.", "12", "short", "short")]
    translator = _translator(engine, Aids())
    sent = translator.foresee(queries)
    translator.translate(queries)
    assert (sent.texts, sent.chars) == (len(engine.texts), sum(map(len, engine.texts)))
    assert translator.foresee(queries).texts == 0
