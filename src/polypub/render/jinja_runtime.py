"""Short ways through Jinja2's runtime for what a page does hundreds of times: call a macro, write a text.

What is written is the same, byte for byte (a test renders every template both ways); only the questions are left out
whose answers are known here. Together they take half off the time that templates need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property, lru_cache
from types import CodeType, FunctionType, MethodType
from typing import Any

import jinja2
import markupsafe
from jinja2 import meta, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from polypub.render.views import Text

_SPECIAL = re.compile("[&<>'\"]").search
_COMPILERS = frozenset({"_loop_vars", "_block_vars"})
"""Arguments that no template wrote."""


def _escape_slowly(text: str) -> str:
    return escape(text) if _SPECIAL(text) else text


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", _escape_slowly)
"""Its inner part makes no `Markup`, where the library has one."""


def write_escaped(value: object) -> str:
    """A value as it stands in a page; what `markupsafe.escape` gives, but no `Markup` where a string will do."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is Text:
        return _escape_text(value.text)
    return value if isinstance(value, Markup) else escape(value)


class QuickContext(Context):
    """A context that calls macros and plain functions without asking what they want to be told."""

    def call(self, callee: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        kind = type(callee)
        if kind is Macro:
            spare = callee._argument_count - len(args)
            takes_more = callee.caller or callee.catch_kwargs or callee.catch_varargs
            if spare >= 0 and not takes_more and self.eval_ctx.autoescape and not _named(kwargs):
                text = callee._func(*args, *[missing] * spare) if spare else callee._func(*args)
                return str.__new__(Markup, text)  # a macro escapes what it writes
        elif (kind is MethodType or kind is FunctionType) and _is_plain(getattr(callee, "__func__", callee)):
            return callee(*args, **_named(kwargs)) if kwargs else callee(*args)
        return super().call(callee, *args, **kwargs)


@lru_cache(maxsize=1024)
def _is_plain(function: Any) -> bool:
    return not hasattr(function, "jinja_pass_arg")


def _named(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments that the template wrote, without those of the compiler."""
    if not arguments or arguments.keys() <= _COMPILERS:
        return {}
    return {name: value for name, value in arguments.items() if name not in _COMPILERS}


class QuickTemplate(jinja2.Template):
    """A template that escapes with `write_escaped`; one of macros alone is read once, not again for each page."""

    asked_for = ""
    """The name that its loader knows it by, which is not always its own; empty for one without a file."""
    _shared: TemplateModule | None = None

    @classmethod
    def from_code(cls, environment: jinja2.Environment, code: CodeType, *args: Any, **kwargs: Any) -> jinja2.Template:
        """The template of compiled code."""
        template = super().from_code(environment, code, *args, **kwargs)
        template.root_render_func.__globals__["escape"] = write_escaped
        return template

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja2 calls it so
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """What `{% import … with context %}` gives: the very same for all pages that its macros cannot tell apart."""
        if not (shared and vars and self._is_alike(vars, locals or {})):
            return super().make_module(vars, shared, locals)
        if self._shared is None:
            self._shared = super().make_module()
        return self._shared

    def _is_alike(self, values: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
        """Whether all that the macros look up is global, whatever the page that imports them."""
        names, known = self._looked_up, self.globals
        if names is None or not names.isdisjoint(others):
            return False
        return all(values.get(name, missing) is known.get(name, missing) for name in names)

    @cached_property
    def _looked_up(self) -> frozenset[str] | None:
        loader, name = self.environment.loader, self.asked_for
        return find_names(self.environment, loader.get_source(self.environment, name)[0]) if loader and name else None


_TOLD_APART = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.EvalContextModifier)


def find_names(environment: jinja2.Environment, source: str) -> frozenset[str] | None:
    """What a template of macros and nothing else looks up outside of them; None for any other template."""
    bare = environment.overlay()
    bare.globals = {}  # they would not be named
    tree = bare.parse(source)
    if not all(map(_is_silent, tree.body)) or next(tree.find_all(_TOLD_APART), None):
        return None
    return frozenset(meta.find_undeclared_variables(tree))


def _is_silent(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Output):
        return all(isinstance(part, nodes.TemplateData) for part in node.nodes)
    return isinstance(node, nodes.Macro)


class QuickEnvironment(jinja2.Environment):
    """An environment with the short ways; globals are set before the first template is loaded, and stay."""

    context_class = QuickContext
    template_class = QuickTemplate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja2's own name for it
    ) -> jinja2.Template:
        """A template; each page asks for three or four."""
        if not isinstance(name, str) or globals is not None or self.auto_reload:
            return super().get_template(name, parent, globals)
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = super().get_template(name, parent)
            if isinstance(found, QuickTemplate):
                found.asked_for = name
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template's globals as one dictionary: each page makes a copy of it."""
        return {**self.globals, **(d or {})}
