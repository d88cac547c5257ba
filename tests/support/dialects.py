"""Strategies: documents with what each generator adds to Markdown, and texts that would begin some of it."""

from __future__ import annotations

from hypothesis import strategies as st
from support.documents import BREAKERS, DOCUMENTS

from polypub.model.text import Dialect

_INLINE: dict[Dialect, tuple[str, ...]] = {
    "hugo": ('{{< ref "a b.md" >}}', "{{% x %}}", '[a]({{< ref "b" >}})', "{{</* c */>}}", "{{<x>}}", "`{{< x >}}`"),
    "mkdocs": (":a-b_c:", "++ctrl+c++", "$a_1*b$", "{: .x }", "[a](b){ .c }", "{{ m() }}", "`!!! x`", "<A_B>", "$5"),
    "docusaurus": ("{a.b}", "{/* c */}", "<A b={1}>x</A>", "$a_b$", "`{x}`", "<b>x</b>", "\\{x\\}"),
    "jekyll": ("{{ a.b }}", "{% link a.md %}", "*a*{:.b}", "$$a_b$$", "{% raw %}{{ x }}{% endraw %}", "`{{ x }}`"),
}
_BLOCKS: dict[Dialect, tuple[str, ...]] = {
    "hugo": (
        '{{< figure\n  title="word \\"x\\""\n>}}',
        "{{% note %}}\n\x00\n{{% /note %}}",
        "{{< highlight go >}}\nword\n{{< /highlight >}}",
        "\x00\n{.lead}",
        '- {{< x title="word" >}}\n  \x00',
        "{{< a >}} {{< /a >}}",
        "$$\na*b\n$$",
        '[foo]: {{< ref "x" >}}',
    ),
    "mkdocs": (
        '!!! note "word *x*"\n    \x00',
        "??? tip\n    \x00\n\n    \x00",
        '=== "word"\n\n    \x00',
        "- a\n\n    !!! x\n        \x00",
        "::: a.b\n    options:\n      x: word",
        "\x00\n{: .lead }",
        '--8<-- "a.md"',
        "/// tip | word\n\x00\n///",
        "*[HTML]: word words",
        "## x { #a .b }",
        "$$\na*b\n$$",
        "> !!! note\n>     x",
    ),
    "docusaurus": (
        "import a from 'b';\nimport c from 'd';",
        "export const a = () => (\n\n  <b>word</b>\n);",
        '<A>\n  <B label="word">\n\n    \x00\n\n  </B>\n</A>',
        "<A>\n\x00\n</A>",
        ":::note word\n\n\x00\n\n:::",
        ":::tip[word]\n\x00\n:::",
        "{/* word\n\nword */}",
        "## x {#a}",
        "<A b={{c: 'word'}} />",
    ),
    "jekyll": (
        "{% if a %}\n\x00\n{% endif %}",
        '{% include a.html title="word" %}',
        "{% highlight x %}\nword\n{% endhighlight %}",
        "\x00\n{: .lead}",
        "{:toc}",
        "* word\n{:toc}",
        "*[HTML]: word words",
        "{::comment}\nword\n{:/comment}",
        "^",
        "- {% include x %}\n  \x00",
    ),
}
_STARTS = (
    *'!!! x|??? x|=== "x"|::: x|:::note|///|--8<-- "x"|[TOC]|*[x]: y|{: .x}|{.x}|{#x}|#x|{x|x}|import x|export x'.split(
        "|"
    ),
    *"{{< x|{{% x|{{ x|{% x|{# x|<x|a < b|a\\|^|$$|$|~~~|: x|=== |*[HTML]|{:toc}|x `{` {|x \\{".split("|"),
)


def documents_in(dialect: Dialect) -> st.SearchStrategy[str]:
    """Documents with constructs in texts and between blocks, and whatever else Markdown has."""
    words = st.lists(st.sampled_from(("word", "слова", "*em*", *_INLINE[dialect])), min_size=1, max_size=4).map(
        " ".join
    )
    lines = st.lists(words, min_size=1, max_size=2)
    blocks = st.builds(_fill, st.sampled_from(("\x00", "## \x00", "- \x00", *_BLOCKS[dialect])), lines)
    return st.lists(blocks | DOCUMENTS, max_size=4).map("\n\n".join)


def _fill(block: str, lines: list[str]) -> str:
    """The block with a text in each of its gaps, indented as the gap is."""
    *before, last = block.split("\x00")
    parts = []
    for part in before:
        lead = part.rpartition("\n")[2]
        mark = "" if lead.strip(" ") == "" else " " * len(lead)
        parts.append(part + f"\n{mark or lead}".join(lines[:1] if lead.startswith("#") else lines))
    return "".join([*parts, last])


def targets_in(dialect: Dialect) -> st.SearchStrategy[str]:
    """Texts that would begin something, were they written as they are."""
    found = [*_STARTS, *BREAKERS, *_INLINE[dialect], "\n", "\\\n", "  \n", " "]
    if dialect == "docusaurus":  # a text of tags alone is no text there; the gate lets in none that is new
        found = [part for part in found if not part.startswith(("<", "x <"))]
    return st.lists(st.sampled_from(found), max_size=5).map("".join)
