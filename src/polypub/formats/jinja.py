"""The Jinja2 options that extraction and rendering share; where they differ, messages are lost without a word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

_EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols")
_SYNTAX = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
"""What changes how a template is read, and so its messages."""


def jinja_options() -> dict[str, Any]:
    """Arguments of `jinja2.Environment`: escaped output, no silent undefined values, `{% trans %}`."""
    import jinja2

    return {**_SYNTAX, "autoescape": True, "undefined": jinja2.StrictUndefined, "extensions": list(_EXTENSIONS)}


def extraction_options() -> dict[str, str]:
    """The same options in the words of Jinja2's extractor for Babel, which takes strings only."""
    syntax = {name: "true" if value else "false" for name, value in _SYNTAX.items()}
    return {
        **syntax,
        "extensions": ",".join(_EXTENSIONS),
        "newstyle_gettext": "true",
        "trimmed": "true",
        "silent": "false",
    }


def make_environment(
    loader: jinja2.BaseLoader | None, bytecode: Path | None, kind: type[jinja2.Environment] | None = None
) -> jinja2.Environment:
    """An environment whose messages are found by `extract_template`; compiled templates are kept in `bytecode`.

    Newstyle gettext formats every message with `%`, so a template writes `%%` in `_()` (not in `{% trans %}`).
    Until a language is installed, messages are shown in the source language.
    """
    import jinja2

    options = jinja_options() | {"auto_reload": False}  # a file is not looked at again for each page
    environment = (kind or jinja2.Environment)(loader=loader, bytecode_cache=_cache(bytecode), **options)
    environment.policies["ext.i18n.trimmed"] = True  # line breaks of a template are not the translator's business
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return environment


def read_template(folder: Path, name: str) -> jinja2.Template:
    """A template that polypub brings along for a page of its own, which no site changes."""
    import jinja2

    return make_environment(jinja2.FileSystemLoader(str(folder)), None).get_template(name)


def _cache(folder: Path | None) -> jinja2.BytecodeCache | None:
    import jinja2

    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder))
