"""Extraction and rendering share their Jinja2 options."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from polypub.formats.jinja import extraction_options, jinja_options, make_environment


def _render(template: str, **variables: object) -> str:
    return make_environment(jinja2.DictLoader({"t": template}), None).get_template("t").render(**variables)


def test_output_is_escaped() -> None:
    """A variable's markup becomes text."""
    assert _render("{{ x }}", x="<b>") == "&lt;b&gt;"


def test_an_undefined_name_stops_the_page() -> None:
    """No template renders a missing value as nothing."""
    with pytest.raises(jinja2.UndefinedError):
        _render("{{ missing }}")


def test_line_breaks_of_a_template_are_trimmed_from_its_messages() -> None:
    """A message over two lines has one space there, and is formatted with its variables."""
    assert _render("{% trans n=3 %}\n  One {{ n }}\n  two 100 %\n{% endtrans %}") == "One 3 two 100 %"


def test_block_lines_leave_no_blank_lines() -> None:
    """A line with a block tag alone leaves nothing, and the final line feed stays."""
    assert _render("{% if true %}\n  {% if true %}\nx\n  {% endif %}\n{% endif %}\ny\n") == "x\ny\n"


def test_compiled_templates_are_kept_in_a_folder_that_is_made(tmp_path: Path) -> None:
    """The bytecode cache makes its folder and fills it."""
    folder = tmp_path / "new" / "jinja"
    make_environment(jinja2.DictLoader({"t": "x"}), folder).get_template("t")
    assert list(folder.iterdir())


def test_the_extractor_is_told_every_option_that_changes_reading() -> None:
    """Each switch of the environment stands in the extractor's options with the same value."""
    options, told = jinja_options(), extraction_options()
    for name, value in options.items():
        if isinstance(value, bool) and name != "autoescape":
            assert told[name] == str(value).lower()
    assert told["extensions"].split(",") == options["extensions"]
    assert told["silent"] == "false"
