"""Templates in one language: the site's own before the theme's, messages from `ui` before `theme`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from polypub.cldr.plurals import compile_plural, plural_forms
from polypub.errors import OutputError, Problem, TemplateError
from polypub.formats.gate import sanitise_ui, sanitise_ui_form
from polypub.formats.jinja import make_environment
from polypub.model.message import Key
from polypub.render.date_filters import date_filters
from polypub.render.desk import Desk
from polypub.render.fallback import mark_fallback, resolve_fallbacks
from polypub.render.parts import Parts
from polypub.render.word_filters import word_filters

if TYPE_CHECKING:
    import jinja2

_DOMAINS = ("ui", "theme")


class Messages:
    """The gettext functions of one edition; a translation that does not fit its source is as good as none.

    They format every message with `%`, as Jinja2's newstyle functions do, whose place they take: those make a context
    for each call.
    """

    def __init__(self, desk: Desk) -> None:
        self._entries = [found.entries for name in _DOMAINS if (found := desk.translations(name))]
        self._locale, self._press = desk.locale, desk.press
        self._form = compile_plural(plural_forms(desk.locale))
        self._found: dict[tuple[str | None, str, str | None, int], str | None] = {}
        self._plain: dict[str, Markup] = {}

    def gettext(self, source: str, /, **variables: object) -> Markup:
        """`_()`."""
        if variables:
            return _format(self._answer(None, source), variables)
        if source not in self._plain:
            self._plain[source] = _format(self._answer(None, source), variables)
        return self._plain[source]

    def pgettext(self, context: str, source: str, /, **variables: object) -> Markup:
        """`pgettext()`."""
        return _format(self._answer(context, source), {"context": context, **variables})

    def ngettext(self, source: str, plural: str, number: int, /, **variables: object) -> Markup:
        """`ngettext()`."""
        return _format(self._answer_plural(None, source, plural, number), {"num": number, **variables})

    def npgettext(self, context: str, source: str, plural: str, number: int, /, **variables: object) -> Markup:
        """`npgettext()`."""
        found = self._answer_plural(context, source, plural, number)
        return _format(found, {"context": context, "num": number, **variables})

    def functions(self) -> dict[str, Callable[..., Markup]]:
        """Them all by the names that templates call them by."""
        return {
            "_": self.gettext,
            "gettext": self.gettext,
            "ngettext": self.ngettext,
            "pgettext": self.pgettext,
            "npgettext": self.npgettext,
        }

    def _answer(self, context: str | None, source: str) -> str:
        found = self._find(context, source, None, 0)
        return self._untranslated(Key(context, source), source) if found is None else found

    def _answer_plural(self, context: str | None, source: str, plural: str, number: int) -> str:
        found = self._find(context, source, plural, self._form(number))
        if found is not None:
            return found
        key = Key(context, source)
        form = compile_plural(plural_forms(self._press.language_of(key)))
        return self._untranslated(key, plural if form(number) else source)

    def _untranslated(self, key: Key, text: str) -> str:
        language = self._press.language_of(key)
        return text if language == self._locale else mark_fallback(text, language)

    def _find(self, context: str | None, source: str, plural: str | None, form: int) -> str | None:
        key = (context, source, plural, form)
        if key not in self._found:
            self._found[key] = self._look_up(context, source, plural, form)
        return self._found[key]

    def _look_up(self, context: str | None, source: str, plural: str | None, form: int) -> str | None:
        for entries in self._entries:
            translation = entries.get(Key(context, source))
            if not translation or not translation.state.publishable or form >= len(translation.targets):
                continue
            target = translation.targets[form]
            safe = sanitise_ui(source, target) if plural is None else sanitise_ui_form(source, plural, target)
            if safe is not None:
                return safe
        return None


def _format(message: str, variables: Mapping[str, object]) -> Markup:
    return Markup(message) % variables  # noqa: S704 - a translation was judged, a source is the template's own


class Templates:
    """The templates of one edition; `theme/NAME` is the theme's, whatever the site overrides."""

    def __init__(self, desk: Desk, folders: tuple[Path, ...], bytecode: Path | None) -> None:
        import jinja2

        from polypub.render.jinja_runtime import QuickEnvironment

        self._desk = desk
        self._folders = folders
        theme = {"theme": jinja2.FileSystemLoader(str(folders[-1]))}
        loaders = [jinja2.FileSystemLoader([str(folder) for folder in folders]), jinja2.PrefixLoader(theme)]
        self._environment = make_environment(jinja2.ChoiceLoader(loaders), bytecode, QuickEnvironment)
        self._environment.globals.update(Messages(desk).functions())
        self._environment.globals["asset"] = desk.asset
        self._environment.globals["has_search"] = desk.press.has_search
        self._environment.globals["once"] = Parts(desk).once
        self._environment.filters.update({name: _as_asked(filter_) for name, filter_ in _filters(desk).items()})

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """A page; raises TemplateError with the template's file and line, whatever goes wrong in it."""
        import jinja2

        try:
            html = self._environment.get_template(name).render(context)
        except jinja2.TemplateNotFound as error:
            raise TemplateError(_missing(error, self._folders)) from error
        except UnicodeDecodeError as error:
            raise TemplateError(_undecodable(name, self._folders)) from error
        except OSError as error:
            raise OutputError(Problem(f"cannot be used: {error.strerror}", str(error.filename or name))) from error
        except Exception as error:
            problem = _located(error, self._folders)
            if problem is None:
                raise
            raise TemplateError(problem) from error
        return resolve_fallbacks(html)


def _filters(desk: Desk) -> dict[str, Callable[..., str]]:
    zone = desk.press.now.tzinfo or dt.UTC
    return date_filters(desk.edition, zone, desk.today) | word_filters(desk.edition)


def _as_asked(filter_: Callable[..., str]) -> Callable[..., str]:
    """The filter, called for every page: of a constant, Jinja2 would keep one edition's answer for all of them."""
    import jinja2

    @jinja2.pass_context
    def ask(_context: jinja2.runtime.Context, /, *args: object) -> str:
        return filter_(*args)

    return ask


def _undecodable(name: str, folders: tuple[Path, ...]) -> Problem:
    """The first template that is not UTF-8: the page's own, or one that it is made from."""
    paths = [folder / name for folder in folders] + [path for folder in folders for path in sorted(folder.glob("*"))]
    for path in filter(Path.is_file, paths):
        try:
            path.read_text("utf-8")
        except UnicodeDecodeError:
            return Problem("the template is not UTF-8", _shown(path, folders), hint="Save it in the encoding UTF-8.")
    return Problem("the template is not UTF-8", name, hint="Save it in the encoding UTF-8.")


def _missing(error: jinja2.TemplateNotFound, folders: tuple[Path, ...]) -> Problem:
    known = sorted({path.name for folder in folders for path in folder.glob("*.html")})
    return Problem(f"there is no template `{error.name}`", hint=f"Templates are: {', '.join(known)}.")


def _located(error: Exception, folders: tuple[Path, ...]) -> Problem | None:
    """The innermost line of a template in the error's traceback, which Jinja2 rewrites; None when it is in none."""
    path, line = Path(getattr(error, "filename", None) or ""), getattr(error, "lineno", 0) or 0
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if any(file.is_relative_to(folder) for folder in folders):
            path, line = file, trace.tb_lineno
        trace = trace.tb_next
    if not path.name:
        return None
    return Problem(f"the template fails: {error}", _shown(path, folders), line, "Correct the template.")


def _shown(path: Path, folders: tuple[Path, ...]) -> str:
    """A template's path as people know it: `templates/x.html` for the site's own, the whole path for the theme's."""
    root = folders[0].parent
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
