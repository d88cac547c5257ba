"""The short ways through Jinja2's runtime lead to where the long ones do."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from polypub.render.jinja_runtime import QuickEnvironment, write_escaped
from polypub.render.views import Text

_VALUES = st.text() | st.text().map(Markup) | st.text().map(Text) | st.integers() | st.none() | st.lists(st.text())


@given(_VALUES)
def test_values_are_escaped_as_markupsafe_does(value: object) -> None:
    """Whatever a template writes."""
    assert str(write_escaped(value)) == str(escape(value))


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ m('&') }}{{ m('&', '>') }}{{ m(b='x', a=1) }}",
        "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, c=3) }}",
        "{% macro m() %}<{{ caller('&') }}>{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{% for x in 'a&' %}{{ m(x) }}{{ loop.index }}{{ seen(x) }}{% endfor %}",
        "{% macro m(a) %}<{{ a }}>{% endmacro %}{% autoescape false %}{{ m('&') }}{{ '&' }}{% endautoescape %}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}",
        "{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
        "{% set x %}<b>{{ '&' }}</b>{% endset %}{{ x }}{{ x|e }}{{ x ~ '<' }}",
        "{{ told('&') }}{{ told('a', b='<') }}{{ seen('<') }}{{ raw('<i>') }}{{ text }}",
        "{% for x in [1, 2] %}{% set y = x %}{{ told(y) }}{% endfor %}",
        "{{ nothing() }}",
        "{{ nothing.at.all }}",
    ],
)
def test_what_a_template_calls_is_called_alike(template: str) -> None:
    """Macros with fewer, more and named arguments, functions that want the context, and mistakes."""

    @jinja2.pass_context
    def told(context: Any, *values: object, **named: object) -> str:
        return f"{sorted(context.get_all().keys() & {'text', 'y', 'x'})}{values}{named}"

    def seen(value: str) -> str:
        return f"[{value}]"

    values = {"told": told, "seen": seen, "raw": Markup, "text": Text("<&>")}

    def render(kind: type[jinja2.Environment]) -> str:
        environment = kind(autoescape=True, undefined=jinja2.StrictUndefined)
        environment.globals.update(values)
        try:
            return environment.from_string(template).render(text=Text("<&>"))
        except (jinja2.UndefinedError, TypeError) as error:
            return f"{type(error).__name__}: {error}"

    assert render(QuickEnvironment) == render(jinja2.Environment)
