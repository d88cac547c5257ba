"""Translations in documents of a dialect."""

from __future__ import annotations

import pytest

from polypub.formats.dialects import cut_in
from polypub.formats.localise import localise
from polypub.model.text import Dialect


@pytest.mark.parametrize(
    ("dialect", "source", "target", "written"),
    [
        ("hugo", "# x {{< a >}}", "{{< a >}}", "# {{< a >}}"),
        ("hugo", "x", "{{< rawhtml >}}y{{< /rawhtml >}}", "&#123;{< rawhtml >}}y&#123;{< /rawhtml >}}"),
        ("hugo", "x", "{.y}", "&#123;.y}"),
        ("hugo", "| x {{< a >}} |\n|---|", "{{< a >}} y|z", "| {{< a >}} y\\|z |\n|---|"),
        ("hugo", '{{< a title="x" >}}', 'y "z\\', '{{< a title="y \\"z\\\\" >}}'),
        ("mkdocs", "x", "!!! y", "&#33;!! y"),
        ("mkdocs", "x", "y ===", "y ==="),
        ("mkdocs", "x", ": y", "&#58; y"),
        ("mkdocs", "x  \ny", "a  \nb", "a  \nb"),
        ("mkdocs", "x\\\ny", "a\\\nb", "a\\\nb"),
        ("mkdocs", "x", 'y{: onclick="z" }', 'y&#123;: onclick="z" }'),
        ("mkdocs", '!!! note "x"\n    y', 'a "b" {c}', '!!! note "a "b" {c&#125;"\n    a "b" {c}'),
        ("docusaurus", "x", "a < b {c", "a &#60; b &#123;c"),
        ("docusaurus", "x", "import y", "&#105;mport y"),
        ("docusaurus", "{a} x", "y {a}", "y {a}"),
        ("docusaurus", '<A label="x"/>', 'y "z"', '<A label="y &quot;z&quot;"/>'),
        ("jekyll", "x  \ny", "a  \nb", "a  \nb"),
        ("jekyll", "x", "{% y %} {:z}", "&#123;% y %} &#123;:z}"),
    ],
)
def test_written(dialect: Dialect, source: str, target: str, written: str) -> None:
    """A translation keeps its source's constructs, begins none of its own, and breaks lines as the dialect does."""
    assert localise(cut_in(dialect)(source, 1), lambda segment: target) == written
