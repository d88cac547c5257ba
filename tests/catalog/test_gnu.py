"""New entries, beside those that polib writes."""

from __future__ import annotations

import polib
from hypothesis import given
from hypothesis import strategies as st

from polypub.catalog.gnu import entry_lines
from polypub.model.message import Key, Message, Previous, Reference

_TEXT = st.text(st.sampled_from('aЖ字 \n\t\\"%{<'), max_size=12)
_WORDS = st.lists(st.sampled_from(("type: paragraph", "a word", "two  words")), max_size=2).map(tuple)
_PREVIOUS = st.builds(Previous, _TEXT, st.none() | _TEXT, st.none() | _TEXT)


@st.composite
def _messages(draw: st.DrawFn) -> Message:
    plural = draw(st.none() | _TEXT.filter(bool))  # an empty msgid_plural is none for polib
    return Message(
        Key(draw(st.none() | _TEXT), draw(_TEXT)),
        plural,
        tuple(draw(st.lists(_TEXT, min_size=1, max_size=1 if plural is None else 4))),
        fuzzy=draw(st.booleans()),
        flags=draw(st.sampled_from(((), ("python-format",), ("no-wrap", "c-format")))),
        comments=draw(_WORDS),
        notes=draw(_WORDS),
        references=draw(st.sampled_from(((), (Reference("content/a.md"), Reference("content/b.md", 3))))),
        previous=draw(st.none() | _PREVIOUS),
    )


@given(_messages())
def test_a_new_entry_is_the_one_that_polib_writes(message: Message) -> None:
    """Line by line, unwrapped."""
    assert "\n".join(entry_lines(message)) == _written_by_polib(message)


def _written_by_polib(message: Message) -> str:
    previous = message.previous
    entry = polib.POEntry(
        msgid=message.key.source,
        msgctxt=message.key.context,
        msgid_plural=message.plural or "",
        msgstr="" if message.plural is not None else message.targets[0],
        msgstr_plural={} if message.plural is None else dict(enumerate(message.targets)),
        tcomment="\n".join(message.comments),
        comment="\n".join(message.notes),
        occurrences=[(reference.path, reference.line) for reference in message.references],
        flags=[*(["fuzzy"] if message.fuzzy else []), *message.flags],
        previous_msgctxt=previous and previous.context,
        previous_msgid=previous and previous.source,
        previous_msgid_plural=previous and previous.plural,
    )
    return str(entry.__unicode__(wrapwidth=0)).rstrip("\n")
