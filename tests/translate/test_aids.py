"""What an engine is told beside a text."""

from __future__ import annotations

from polypub.formats.terms import Glossary
from polypub.model.glossary import GlossaryTerm
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Reference
from polypub.translate.aids import Aids, find_surroundings
from polypub.translate.engines.base import Term

_POLISH = Locale("pl")


def _message(source: str, type_: str, path: str = "a.md", *notes: str) -> Message:
    return Message(Key(None, source), targets=("",), notes=(f"type: {type_}", *notes), references=(Reference(path),))


_MESSAGES = (
    _message("First", "title"),
    _message("The castles of old", "heading 2", "a.md", "not the hotel"),
    _message("Its walls", "paragraph"),
    _message("Second", "title", "b.md"),
)


def test_title_notes_and_neighbours_are_those_of_the_article() -> None:
    """Never of another one, even in a shared catalog; terms and examples come from glossary and memory."""
    castle = GlossaryTerm(source="castle", note="a fortress", forms={_POLISH: ("zamek", "zamk*")})
    unesco = GlossaryTerm(source="UNESCO", keep=True)
    aids = Aids(find_examples=lambda text: [(text, "x")], glossary=Glossary((castle, unesco)))
    around = find_surroundings(Catalog("content", _POLISH, _MESSAGES))
    query = around.query(_MESSAGES[1], "The castles of old", aids, _POLISH)
    assert (query.title, query.before, query.after) == ("First", "First", "Its walls")
    assert query.notes == ("type: heading 2", "not the hotel")
    assert query.terms == (Term("castles", ("zamek",), "a fortress"),)
    assert query.examples == (("The castles of old", "x"),)
    last = around.query(_MESSAGES[2], "Its UNESCO walls", aids, _POLISH)
    assert (last.title, last.before, last.after) == ("First", "The castles of old", "")
    assert last.terms == (Term("UNESCO"),)
    second = around.query(_MESSAGES[3], "Second", aids, _POLISH)
    assert (second.title, second.before) == ("Second", "")


def test_kept_terms_are_found_by_their_place() -> None:
    """As the source spells them."""
    aids = Aids(glossary=Glossary((GlossaryTerm(source="unesco", keep=True),)))
    text = "The UNESCO list of Unesco"
    assert [text[start:stop] for start, stop in aids.find_kept(text)] == ["UNESCO", "Unesco"]
