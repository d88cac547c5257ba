"""What is a message in each dialect, and what a translation must keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.growth import growth

from polypub.formats.body import render_body
from polypub.formats.dialects import DIALECTS, cut_in, find_constructs, hide_document
from polypub.formats.localise import localise
from polypub.formats.markdown import cut_markdown
from polypub.model.text import Dialect

CASES = Path(__file__).parent / "cases"
EXTENDED = tuple(dialect for dialect in DIALECTS if dialect != "commonmark")


def _cases() -> Iterator[tuple[Dialect, str, str, str]]:
    """Dialect, title, source and messages, from lines parted by a single dot."""
    for dialect in EXTENDED:
        parts: list[list[str]] = [[]]
        for line in (CASES / f"{dialect}.md").read_text("utf-8").split("\n\n", 1)[1].split("\n"):
            if line == ".":
                parts.append([])
            else:
                parts[-1].append(line)
        texts = ["\n".join(part) for part in parts]
        for start in range(0, len(texts) - 2, 3):
            yield dialect, texts[start], texts[start + 1], texts[start + 2]


@pytest.mark.parametrize(("dialect", "title", "source", "messages"), list(_cases()))
def test_messages(dialect: Dialect, title: str, source: str, messages: str) -> None:
    """Each case of the documents gives its messages, in order, and both laws hold for it."""
    document = cut_in(dialect)(source, 1)

    assert "\n".join(f"{segment.type}: {segment.source}" for segment in document.segments) == messages, title
    assert document.text == localise(document, lambda segment: None) == source


def test_commonmark_is_cut_as_ever() -> None:
    """Where no dialect is asked for, nothing else is done than before."""
    assert cut_in("commonmark") is cut_markdown
    assert find_constructs("{{< x >}} :a: $b$", "commonmark") == ()


@pytest.mark.parametrize(
    ("dialect", "text", "constructs"),
    [
        ("hugo", 'a {{< b "}}" >}} [c]({{% d %}})', ['{{< b "}}" >}}', "{{% d %}}"]),
        ("mkdocs", "a :b: `:c:` ++d+e++ {: .f } 12:30:45", [":b:", "++d+e++", "{: .f }"]),
        ("docusaurus", "a {b({c: `}`})} <d>e</d> \\{f}", ["{b({c: `}`})}"]),
        (
            "jekyll",
            "a {{ b }} $$c$$ {% raw %}{{ d }}{% endraw %}",
            ["{{ b }}", "$$c$$", "{% raw %}{{ d }}{% endraw %}"],
        ),
    ],
)
def test_constructs(dialect: Dialect, text: str, constructs: list[str]) -> None:
    """A message's constructs are found in order, not in code, and each at its place."""
    found = find_constructs(text, dialect)

    assert [placeable.text for placeable in found] == constructs
    assert all(text[placeable.start :].startswith(placeable.text) for placeable in found)


def test_lines_and_directives() -> None:
    """A text inside a construct knows its line, its note and context; what is off or skipped is no message."""
    text = (
        '<!-- polypub: note N -->\n{{< x\n  title="one" >}}\n\n<!-- polypub: skip -->\n{{< x title="two" >}}\n\n'
        '{{< x title="three" >}}\n\n<!-- polypub: off -->\n{{< x title="four" >}}\n<!-- polypub: on -->\nfive\n'
    )
    found = [(segment.line, segment.source, segment.note) for segment in cut_in("hugo")(text, 5).segments]

    assert found == [(7, "one", "N"), (12, "three", ""), (17, "five", "")]


@pytest.mark.long
@pytest.mark.parametrize("dialect", EXTENDED)
@pytest.mark.parametrize(
    "text",
    [
        "{{< ",
        "{% ",
        "$$ ",
        "`",
        "<a ",
        '{"',
        "\\begin{a}\n",
        ":a:",
        "!!! a\n    ",
        "/// a\n",
        "{/* ",
        "{::comment}",
        "<!-- ",
    ],
)
def test_hiding_takes_time_in_proportion(dialect: Dialect, text: str) -> None:
    """Twice the document, no more than about twice the work, whatever repeats in it."""

    def work(size: int) -> None:
        hide_document(f"x\n\n{text * (size // len(text))}x", dialect)

    assert growth(work, 4_000) < 3


def test_a_preview_shows_what_stands_between_constructs() -> None:
    """Where nobody executes a construct, one in a text is shown as it is written, and others are left out."""
    text = '{{< a >}}\n\n## One {{< b "<c>" >}}\n\n[two]({{< d >}})\n\n{{< /a >}}\n'
    html = render_body(cut_in("hugo")(text, 1), lambda segment: None, lambda segment, target: "")

    assert html == (
        '<h2>One {{&lt; b &quot;&lt;c&gt;&quot; &gt;}}</h2>\n<p><a href="%7B%7B%3C%20d%20%3E%7D%7D">two</a></p>\n'
    )


def test_a_preview_indents_what_an_admonition_holds() -> None:
    """The content of an admonition is text, and the levels of headings are their own."""
    html = render_body(cut_in("mkdocs")("## One\n\n!!! note\n    Two\n", 1), lambda s: None, lambda s, t: "")

    assert html.startswith("<h2>One</h2>")
    assert "Two" in html
    assert "<code>" not in html
