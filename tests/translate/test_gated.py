"""What render would keep off a page is not drafted."""

from __future__ import annotations

import pytest

from polypub.formats.markdown import cut_markdown
from polypub.model.message import Key, Message
from polypub.translate.gated import Origin, find_reason


def _block(text: str) -> Origin:
    (segment,) = cut_markdown(text).segments
    return segment


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("See [it](a.md)", "Zobacz to", "article"),
        ("See [it](a.md)", "Zobacz [to](a.md) i [to](a.md)", "article"),
        ("Two words", "Dwa <b>słowa", "article"),
        ("Two words", "Dwa <script>x</script>", "article"),
        ("A note[^1]", "Przypis", "article"),
        ("%(n)s pages", "strony", "string"),
        ("All of it", "Wszystko 100 %", "string"),
        ("Names", "Imiona <i onclick=x>", "string"),
        ("Names", "Imiona\u202e", "words"),
    ],
)
def test_it_is_refused(source: str, target: str, kind: str) -> None:
    """Links, notes, tags and blocks that are not the source's; formats that would stop a template."""
    origin: Origin = _block(source) if kind == "article" else kind
    message = Message(Key(None, source), targets=("",))
    assert find_reason(message, source, target, origin)
    assert find_reason(message, source, source, origin) is None


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("See *it* at [the lake](a.md)", "Zobacz to nad [jeziorem](a.md)", "article"),
        ("%(n)s pages", "stron: %(n)s", "string"),
        ("100 %", "100 procent", "words"),
    ],
)
def test_it_may_be_drafted(source: str, target: str, kind: str) -> None:
    """What a page may have."""
    origin: Origin = _block(source) if kind == "article" else kind
    assert find_reason(Message(Key(None, source), targets=("",)), source, target, origin) is None
