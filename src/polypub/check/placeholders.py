"""Placeholders: what a program fills in must be in the translation, once named as it is in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from polypub.check.rule import Hit, Subject
from polypub.formats.characters import check_template_syntax
from polypub.formats.date_placeables import find_days
from polypub.formats.dialects import find_constructs, hide_constructs
from polypub.model.text import Dialect

_PRINTF = re.compile(
    r"%(?:%|(?:\((?P<name>[^()\n%]{1,100})\)|(?P<position>\d{1,3})\$)?[-+ #0']{0,5}(?P<width>\*|\d{0,5})"
    r"(?:\.(?:\*|\d{0,5}))?(?:hh?|ll?|[Lzjt])?(?P<type>[acdefgiorsuxEFGXpC@]))|%"
)
_NAMED = re.compile(r"%\(([^()\n%]{1,100})\)[-+ #0]{0,5}\d{0,5}(?:\.\d{0,5})?([acdefgiorsuxEFGX])")
_BRACE = re.compile(r"\{\{|\}\}|\{([^{}!:\n]{0,100})(?:![rsa])?(?::(?:[^{}\n]|\{[^{}\n]{0,50}\}){0,100})?\}|[{}]")
_FIELD = re.compile(r"\$\{[\w.-]{1,100}\}|\{\{[^{}\n]{1,200}\}\}|(?<![{$\\\w])\{[A-Za-z_]\w{0,60}\}(?!\})")
_INTEGERS = frozenset("diu")
_PERCENT_FORMATS = frozenset({"python-format", "c-format", "php-format", "perl-format", "objc-format"})


def check_placeholders(subject: Subject) -> Iterator[Hit]:
    """Placeholders that the translation lacks, or that nothing will fill in."""
    flags = subject.message.flags
    if "python-brace-format" in flags:
        yield from _compare(subject, _brace_fields)
    elif is_percent_format(subject):
        if _written(subject.source) != _written(subject.target):
            yield from _compare(subject, _conversions)
    elif subject.kind == "article" and subject.context.dialect != "commonmark":
        yield from _compare_constructs(subject, subject.context.dialect)
    else:
        yield from _compare(subject, _named_fields)


def _written(text: str) -> list[str]:
    return sorted([match.group() for match in _PRINTF.finditer(text)])


def check_percent(subject: Subject) -> Iterator[Hit]:
    """A sign that formatting would stumble over, where the source has none."""
    if not is_percent_format(subject):
        return
    lone = next((match for match in _PRINTF.finditer(subject.target) if match.group() == "%"), None)
    if lone and all(match.group() != "%" for match in _PRINTF.finditer(subject.source)):
        part = subject.target[lone.start() : lone.start() + 8]
        yield Hit("a lone % stops the text from being formatted", part, "Write %% for a percent sign.")


def check_jinja(subject: Subject) -> Iterator[Hit]:
    """Template syntax that the source does not have."""
    for reason in check_template_syntax(subject.source, subject.target):
        yield Hit(reason, reason.partition(": ")[2])


def is_percent_format(subject: Subject) -> bool:
    """Whether the text is formatted with `%`: by its flag, or as a template's string with a named placeholder."""
    flags = subject.message.flags
    if not _PERCENT_FORMATS.isdisjoint(flags):
        return True
    return subject.kind == "strings" and "no-python-format" not in flags and _NAMED.search(subject.source) is not None


def _compare_constructs(subject: Subject, dialect: Dialect) -> Iterator[Hit]:
    """What the site's generator executes: a language may need it more often, but never less, and no other."""
    source, target = (
        Counter(found.text for found in find_constructs(text, dialect)) for text in (subject.source, subject.target)
    )
    for construct in source - target:
        yield Hit(f"the placeholder {_short(construct)} is missing")
    for construct in target:
        if construct not in source:
            yield Hit(f"the placeholder {_short(construct)} is not in the source", construct)
    bare, found = (hide_constructs(text, dialect).text for text in (subject.source, subject.target))
    yield from _compare(Subject(bare, found, subject.context, subject.form), _named_fields)


def _short(construct: str) -> str:
    return construct if len(construct) <= 60 else f"{construct[:57]}…"


@dataclass(frozen=True, slots=True)
class _Needs:
    """The placeholders of a text: named ones by name, others by how often."""

    names: frozenset[str]
    kinds: Counter[str]
    """Those without a name, by type."""
    written: dict[str, str]
    """Name to how it is written."""


_NONE = _Needs(frozenset(), Counter(), {})


_Reader = Callable[[str], _Needs]


def _conversions(text: str) -> _Needs:
    """The conversions of a text for `%`."""
    if "%" not in text:
        return _NONE
    written: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    order = 0
    for match in _PRINTF.finditer(text):
        kind = match["type"]
        if kind is None:
            continue
        if match["name"] or match["position"]:
            written.setdefault(match["name"] or f"%{match['position']}$", match.group())
        else:
            order += 1
            kinds["%d" if kind in _INTEGERS else "%s"] += 1
            written.setdefault(f"%{order}$", match.group())
    positional = all(name.startswith("%") for name in written)
    if positional and kinds:
        return _Needs(frozenset(), kinds, {})
    if positional:  # `%2$s of %1$s` may stand for `%s … %s`
        return _Needs(frozenset(), Counter(map(_type_of, written.values())), {})
    return _Needs(frozenset(written), kinds, written)


def _type_of(conversion: str) -> str:
    return "%d" if conversion[-1] in _INTEGERS else "%s"


def _brace_fields(text: str) -> _Needs:
    """The fields of a text for `str.format`."""
    written: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    for match in _BRACE.finditer(text):
        if match[1]:
            written.setdefault(match[1], match.group())
        elif match[1] == "":
            kinds["{}"] += 1
        elif match.group() in "{}":
            kinds["a lone brace"] += 1
    return _Needs(frozenset(written), kinds, written)


def _named_fields(text: str) -> _Needs:
    """What looks like a placeholder in a text without a format: `%(name)s`, `${name}`, `{name}`, `{{ name }}`.

    A date is known by its day: a language may want another form of it.
    """
    written = {f"%({match[1]})": match.group() for match in _NAMED.finditer(text)} if "%(" in text else {}
    if "{" in text:
        written.update((re.sub(r"\s", "", field), field) for field in _FIELD.findall(text))
        written.update((f"{{date {day}}}", field) for day, field in find_days(text))
    return _Needs(frozenset(written), Counter(), written) if written else _NONE


def _compare(subject: Subject, read: _Reader) -> Iterator[Hit]:
    message = subject.message
    source, target = read(subject.source), read(subject.target)
    if source == target:
        return
    plural = None if message.plural is None else read(message.plural)
    known = source if plural is None else _united(read(message.key.source), plural)
    missing = sorted(source.names - target.names)
    if len(missing) > (plural is not None and subject.form.single):  # `one file` needs no number
        for name in missing:
            yield Hit(f"the placeholder {source.written[name]} is missing")
    for name in sorted(target.names - known.names):
        if name.startswith("{{"):
            continue  # the rule on template syntax tells of it
        yield Hit(f"the placeholder {target.written[name]} is not in the source", target.written[name])
    fewer = subject.form.single and target.kinds.total() == source.kinds.total() - 1 and target.kinds <= source.kinds
    if target.kinds != source.kinds and not (plural is not None and fewer):
        yield from _compare_kinds(source.kinds, target.kinds)


def _compare_kinds(source: Counter[str], target: Counter[str]) -> Iterator[Hit]:
    if source.total() == target.total() and not target["a lone brace"]:
        if target["%d"] > source["%d"]:  # anything can be written with %s
            yield Hit("a placeholder has become %d, which takes numbers only", "%d")
        return
    yield Hit(f"{_counted(target)} instead of {_counted(source)}")


def _counted(kinds: Counter[str]) -> str:
    return " and ".join(f"{count} × {kind}" for kind, count in sorted(kinds.items())) or "no placeholder"


def _united(one: _Needs, other: _Needs) -> _Needs:
    return _Needs(one.names | other.names, one.kinds | other.kinds, {**one.written, **other.written})
