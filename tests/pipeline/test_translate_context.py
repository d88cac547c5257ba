"""A language model is told what stands around a text, for `polypub translate`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support.chat import Chat, chat_server
from support.drafting import drafts


@pytest.fixture
def chat() -> Iterator[Chat]:
    """A server."""
    with chat_server() as chat:
        yield chat


@pytest.fixture
def site(make_site: Callable[..., Any], chat: Chat) -> Any:
    """A site that it drafts."""
    table = f'[engines.tower]\nengine = "llm"\nurl = "{chat.url}"\nmodel = "tower"\n'
    site = make_site(editions=f"[editions.en]\n[editions.pl]\n{table}", head='engine = "tower"')
    site.article(
        "x.md", "The castle", body="Its walls are **thick** ones.\n\n<!-- polypub: note The gate -->\nIt is shut.\n"
    )
    site.write("locales/glossary.csv", "term,note,flags,pl\nwalls,of stone,,mury|mur*\n")
    assert site.run("extract") == 0
    site.translate("pl", "site", {"Hill": "Wzgórze"})
    return site


def test_title_neighbours_notes_and_terms_go_along(site: Any, chat: Chat) -> None:
    """And what it answers under each id becomes that text's draft."""
    assert site.run("translate") == 0
    told = {entry["text"]: entry for entry in chat.messages()}
    shut = told["It is shut."]
    assert shut["title"] == "The castle"
    assert shut["before"] == "Its walls are **thick** ones."
    assert "The gate" in json.dumps(shut["notes"])
    assert "mury" in json.dumps(told["Its walls are ⟦0⟧thick⟦1⟧ ones."]["glossary"])
    assert drafts(site.root)["Its walls are **thick** ones."] == "«Its walls are **thick** ones.»"


def test_a_text_left_out_costs_its_neighbours_nothing(site: Any, chat: Chat) -> None:
    """Whoever answers half of a batch is asked for the rest, text by text."""
    chat.write = lambda texts: json.dumps(
        {name: f"«{text}»" for name, text in texts.items() if text != "It is shut." or len(texts) == 1}
    )
    assert site.run("translate") == 0
    assert len(chat.asked) == 2
    assert len(drafts(site.root)) == 3


def test_the_same_words_elsewhere_are_another_question(site: Any, chat: Chat) -> None:
    """An engine that reads context is asked again for a text under another title, and once under the same."""
    site.article("y.md", "The inn", body="It is shut.\n")
    assert site.run("extract") == 0
    assert site.run("translate") == 0
    told = [entry["title"] for body in chat.asked for entry in _entries(body) if entry["text"] == "It is shut."]
    assert sorted(told) == ["The castle", "The inn"]
    count = len(chat.asked)
    assert site.run("translate", "--drop-drafts") == 0
    assert site.run("translate") == 0
    assert len(chat.asked) == count


def _entries(body: dict[str, Any]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(body["messages"][-1]["content"])["messages"]
    return entries
