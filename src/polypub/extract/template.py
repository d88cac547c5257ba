"""Messages of Jinja2 templates, found by Babel's extractor with the options that rendering uses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from polypub.errors import Problem, TemplateError
from polypub.formats.jinja import extraction_options
from polypub.model.message import Key, Message, Reference, unite_messages

_COMMENT_TAGS = ("L10N:", "Translators:")
_FORMAT = re.compile(r"%\(|%%")


def extract_templates(files: Iterable[tuple[str, str]]) -> tuple[Message, ...]:
    """The messages of templates, given as path and text, in order of first use; every file's errors at once."""
    found: list[Message] = []
    problems: list[Problem] = []
    for path, source in files:
        try:
            found += extract_template(source, path)
        except TemplateError as error:
            problems += error.problems
    if problems:
        raise TemplateError(problems)
    return unite_messages(found)


def extract_template(source: str, path: str) -> tuple[Message, ...]:
    """The messages of one template, in order of first use; a template that Jinja2 cannot parse is a TemplateError."""
    return unite_messages(_extract(source, path))


def _extract(source: str, path: str) -> Iterator[Message]:
    from babel.messages.extract import extract
    from jinja2 import TemplateSyntaxError

    file = io.BytesIO(source.encode())
    file.name = path  # Babel names it when it warns
    options = {**extraction_options(), "encoding": "utf-8"}
    try:
        for line, text, comments, context in extract(
            "jinja2.ext:babel_extract", file, comment_tags=_COMMENT_TAGS, options=options, strip_comment_tags=True
        ):
            yield _message(text, context, comments, path, line)
    except TemplateSyntaxError as error:
        raise TemplateError(_problem(error.message or "", path, error.lineno)) from None


def _problem(reason: str, path: str, line: int) -> Problem:
    hint = "Correct the template; no message was taken from it."
    return Problem(f"the template cannot be read: {reason.rstrip('.')}", path, line, hint)


def _message(
    text: str | tuple[str, ...], context: str | None, comments: Iterable[str], path: str, line: int
) -> Message:
    forms = (text,) if isinstance(text, str) else text
    return Message(
        key=Key(context, forms[0]),
        plural=forms[1] if len(forms) > 1 else None,
        flags=("python-format",) if any(map(_FORMAT.search, forms)) else (),
        notes=tuple(line.strip() for comment in comments for line in comment.splitlines() if line.strip()),
        references=(Reference(path),),
        line=line,
    )
