"""Messages of templates: what rendering asks for is what extraction finds."""

from __future__ import annotations

import io

import jinja2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from hypothesis import given
from hypothesis import strategies as st

from polypub.errors import TemplateError
from polypub.extract.template import extract_template, extract_templates
from polypub.formats.jinja import extraction_options, make_environment
from polypub.model.message import Key, Message, Reference

_SNIPPETS = st.lists(
    st.sampled_from(
        [
            '{{ _("Home") }}',
            '{{ gettext("Home") }}',
            '{{ _("100 %%") }}',
            '{{ _("By %(who)s", who="x") }}',
            '{{ ngettext("%(num)s page", "%(num)s pages", 3) }}',
            '{{ pgettext("menu", "Home") }}',
            '{{ npgettext("menu", "one", "many", 2) }}',
            "{% trans %}Home{% endtrans %}",
            "{% trans %}\n  Two\n  lines, 5 %\n{% endtrans %}",
            '{% trans "menu" %}Home{% endtrans %}',
            "{% trans n=3 %}One {{ n }}{% pluralize %}\n Many {{ n }}{% endtrans %}",
            "{% trans notrimmed %} a\n b{% endtrans %}",
            "{% if true %}\n  {{ _('inner') }}\n{% endif %}",
            "{# L10N: a note #}",
            "<p>text</p>\n",
        ]
    ),
    max_size=12,
).map("".join)


@given(_SNIPPETS)
def test_rendering_asks_only_for_messages_that_extraction_finds(template: str) -> None:
    """Whatever a template asks gettext for while it renders is in its messages."""
    asked: list[Key] = []
    environment = make_environment(None, None)
    environment.install_gettext_callables(
        lambda text: asked.append(Key(None, text)) or text,
        lambda one, many, n: asked.append(Key(None, one)) or many,
        newstyle=True,
        pgettext=lambda context, text: asked.append(Key(context, text)) or text,
        npgettext=lambda context, one, many, n: asked.append(Key(context, one)) or many,
    )
    environment.from_string(template).render()
    assert set(asked) == {message.key for message in extract_template(template, "t.html")}


@given(_SNIPPETS)
def test_messages_are_those_of_babel(template: str) -> None:
    """Keys, plurals and order are what Babel's catalog makes of Babel's extraction."""
    catalog = Catalog()
    file = io.BytesIO(template.encode())
    for _, text, _, context in extract("jinja2", file, options=extraction_options()):
        catalog.add(text, context=context)
    expected = [(m.context, *(m.id if m.pluralizable else (m.id, None))) for m in catalog if m.id]
    assert [(m.key.context, m.key.source, m.plural) for m in extract_template(template, "t.html")] == expected


def test_a_message_carries_note_flag_and_path() -> None:
    """Translator comments lose their tag, placeholders give the format flag, references have no line."""
    template = '{# L10N: first line\n   second line #}\n{{ _("By %(who)s", who=x) }}'
    (message,) = extract_template(template, "page.html")
    assert message == Message(
        key=Key(None, "By %(who)s"),
        flags=("python-format",),
        notes=("first line", "second line"),
        references=(Reference("page.html"),),
    )


def test_one_message_has_the_references_and_notes_of_all_its_uses() -> None:
    """The same text in two templates is one message; another context is another."""
    files = [
        ("b.html", '{# L10N: one #}{{ _("Home") }}'),
        ("a.html", '{{ pgettext("menu", "Home") }}\n{# Translators: two #}{{ ngettext("Home", "Homes", 2) }}'),
    ]
    home, menu = extract_templates(files)
    assert home.references == (Reference("b.html"), Reference("a.html"))
    assert home.notes == ("one", "two")
    assert home.plural == "Homes"
    assert menu.key == Key("menu", "Home")


def test_every_broken_template_is_an_error_with_its_line() -> None:
    """All templates are read before the error is raised, and each problem says where."""
    files = [("a.html", "x\n{% if %}"), ("b.html", "{{ _('fine') }}"), ("c.html", "{% trans %}{{ x.y }}{% endtrans %}")]
    with pytest.raises(TemplateError) as caught:
        extract_templates(files)
    assert [(problem.path, problem.line) for problem in caught.value.problems] == [("a.html", 2), ("c.html", 1)]
    assert all(problem.hint for problem in caught.value.problems)


def test_a_template_without_messages_has_none() -> None:
    """Plain markup gives an empty result."""
    assert extract_template("<p>{{ title }}</p>", "t.html") == ()


def test_an_extracted_message_is_found_by_a_template_in_use() -> None:
    """A trimmed message with a percent sign, translated by its key, is shown translated."""
    template = "{% trans %}\n 100 %\n sure{% endtrans %}"
    (message,) = extract_template(template, "t.html")
    environment = make_environment(None, None)
    environment.install_gettext_callables(
        {message.key.source: "ganz 100 %%"}.__getitem__, lambda one, many, n: one, newstyle=True
    )
    assert environment.from_string(template).render() == "ganz 100 %"
    assert isinstance(environment.undefined, type)
    assert issubclass(environment.undefined, jinja2.StrictUndefined)
