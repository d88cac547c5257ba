"""Strategies: Markdown documents with everything that nests, and translations that try to break out of their place."""

from __future__ import annotations

from hypothesis import strategies as st

from polypub.errors import SourceError
from polypub.formats.commonmark import INLINE_TAGS, parse_events, render_html

_INLINE = (
    "word слова 字 *em* **bold** ~~gone~~ `code` `a|b` [link](/u) ![alt](a.png) [foo] [text][foo] [bar][] [^n]"
    " <b>b</b> <br> <https://x.y> &amp; 1986\\. a\\|b {{x}} {x}y \\* * _ # | > - + : = ~ ` [ ] ( ) < \\ ![ ]("
)
_WORDS = st.lists(
    st.sampled_from(_INLINE.split(" "))
    | st.sampled_from(
        ["x\\", "**Text:**", "é\u00a0é", "a\u2028b", "a\x85b", "\ue001\ue002", "<i", "x <!x> x", "x <!-- c --> x"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
_BREAKS = st.sampled_from(["\n", "\n", "\\\n", "  \n", "\n  ", "\n\t", "  \\\n"])


def _lines(parts: list[str], breaks: list[str]) -> str:
    return "".join(part + mark for part, mark in zip(parts, [*breaks[: len(parts) - 1], ""], strict=False))


_TEXTS = st.builds(_lines, st.lists(_WORDS, min_size=1, max_size=3), st.lists(_BREAKS, min_size=2, max_size=2))


def _indent(first: str, rest: str) -> st.SearchStrategy[str]:
    return _BLOCKS.map(lambda text: first + text.replace("\n", f"\n{rest}"))


def _table(cells: list[str], outer: bool) -> str:
    left, right = ("| ", " |") if outer else ("", "")
    rows = [cells[:2], ["---", ":-:"], cells[2:]]
    return "\n".join(f"{left}{' | '.join(row)}{right}" for row in rows)


_LEAVES = st.one_of(
    _TEXTS,
    _WORDS.map(lambda text: f"# {text}"),
    _WORDS.map(lambda text: f"### {text} {{#own .c}}"),
    _WORDS.map(lambda text: f"## {text} ##"),
    _TEXTS.map(lambda text: f"x {text}\n==="),
    _TEXTS.map(lambda text: f"x {text}\n---"),
    st.builds(_table, st.lists(_WORDS, min_size=4, max_size=4), st.booleans()),
    _TEXTS.map(lambda text: f"<div>\n{text} x\n</div>"),
    _WORDS.map(lambda text: f"<p>{text}</p> <img src=x alt='{text}'>"),
    _TEXTS.map(lambda text: f"<i>\n{text}"),
    _WORDS.map(lambda text: f"```x\n{text}\n```"),
    _WORDS.map(lambda text: f"    {text}"),
    st.sampled_from(
        [
            "word",
            "---",
            "***",
            "[foo]: /url 'T'",
            "[bar]: <a b>",
            "> [!NOTE]\n> word",
            "<!-- polypub: note N -->",
            "",
            "\t",
        ]
    ),
    st.sampled_from(["<!-- polypub: skip -->", "<!-- c -->", "<script>\nx\n\ny</script>", "<pre>\na\n\nb</pre>"]),
)
_BLOCKS = st.deferred(
    lambda: st.one_of(
        _LEAVES,
        _LEAVES,
        _LEAVES,
        _indent("- ", "  "),
        _indent("1. ", "   "),
        _indent("* [ ] ", "  "),
        _indent("- ", ""),
        _indent("> ", "> "),
        _indent("> ", ">"),
        _indent("> ", ""),
        _indent("-\t", "\t"),
        _indent("Term\n: ", "  "),
        st.builds("{}\n{}".format, _LEAVES, _LEAVES),
        st.builds("{}\n\n{}".format, _BLOCKS, _BLOCKS),
    )
)


def _is_readable(text: str) -> bool:
    try:
        render_html(text)
    except SourceError:
        return False
    return True


DOCUMENTS = st.builds(
    lambda blocks, ending, last: "\n\n".join(blocks).replace("\n", ending) + last,
    st.lists(_BLOCKS | _indent("[^n]: ", "    "), max_size=4),
    st.sampled_from(["\n", "\n", "\n", "\r\n"]),
    st.sampled_from(["", "\n"]),
).filter(_is_readable)
"""Documents of every kind of block, nested, with both kinds of line ends."""

BREAKERS = (
    *"# x|- x|1. x|+ x|* x|> x|>|```|```a|~~~ a|===|---|***|- - -|a|b|:|:--|-:|<div>|<b>|</div>|</b>|<i a='".split("|"),
    *"<!-- c|-->|<?x|?>|<![CDATA[|]]>|<!X|: x|[a]: b|[^1]: b|[^n]|[ ] x|[x]|[!NOTE]|{#a}|foo {.b}|x #|###".split("|"),
    *"`a|``|**a|**|_a_|[foo]|[bar][foo]|[foo](x y)|[foo](/x)|![foo]|[[foo]]|[bar]|\ta|    a|&#35; a".split("|"),
    *"<script>|<pre>|</pre>|$$|+++|:::|word|Текст|」|!|}|{|{{|%}|)|1)|12345678901. x|-|=|x".split("|"),
    *("a\\", "\\", "\\\\", "a|b", "|", "---|---", "| a | b |"),
)
"""Each of them opens, closes or splits something somewhere."""
HOSTILE = st.lists(
    st.sampled_from([*BREAKERS, "\u00a0", "\u2028", "\x85", "\0", "\v", "\f", " ", "\t"])
    | st.sampled_from(["\n", "\\\n", "  \n", "\r\n", "\r", "\n\n", "\\\n\\\n", "\\\r\n", " \\\n "]),
    max_size=7,
).map("".join)
"""Texts that would open, close or split blocks, cells, tags and comments."""


def shape(text: str) -> list[tuple[str, str]]:
    """The blocks of a document, without what stands in them."""
    return [(e.kind, e.name) for e in parse_events(text) if e.kind in ("start", "end") and e.name not in INLINE_TAGS]


def code_blocks(text: str) -> list[str]:
    """The lines of a document's code blocks, to the letter."""
    found: list[str] = []
    is_code = False
    for event in parse_events(text):
        if event.name == "CodeBlock":
            is_code = event.kind == "start"
        elif is_code and event.kind == "Text":
            found.append(event.value)
    return found
