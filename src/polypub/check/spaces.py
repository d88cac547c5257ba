"""White space: around a text as in its source, within it once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from polypub.check.outside import outside_placeables
from polypub.check.rule import Hit, Subject

_SPACES = " \t\u00a0\u3000"
SPACES = frozenset(_SPACES)
_SENTENCE = re.compile(r"[.!?] +\S")
_DOUBLE = re.compile(r"(?<=\S)  +(?=\S)")


def check_begin_space(subject: Subject) -> Iterator[Hit]:
    """Space at the beginning of the source only."""
    if _lead(subject.source) and not _lead(subject.target) and not _is_block(subject):
        yield Hit("it does not begin with a space, as the source does", subject.target[:1])


def check_end_space(subject: Subject) -> Iterator[Hit]:
    """Space at the end of the source only; without spaces between words it may go."""
    if subject.facts.spaced and _tail(subject.source) and not _tail(subject.target) and not _is_block(subject):
        yield Hit("it does not end in a space, as the source does", subject.target[-1:])


def _is_block(subject: Subject) -> bool:
    """Lines with line breaks, or a source of several sentences: what stands before and after it is no word."""
    return "\n" in subject.source or _SENTENCE.search(subject.source) is not None


def check_extra_space(subject: Subject) -> Iterator[Hit]:
    """Space before or after the translation only."""
    target = subject.target
    if target.isspace():
        return
    if _lead(target) and not _lead(subject.source):
        yield Hit("it begins with a space, the source does not", _lead(target))
    if _tail(target) and not _tail(subject.source):
        yield Hit("it ends in a space, the source does not", _tail(target))


def fix_begin_space(subject: Subject) -> str:
    """The target with the source's leading space."""
    return _lead(subject.source) + subject.target


def fix_end_space(subject: Subject) -> str:
    """The target with the source's trailing space."""
    return subject.target + _tail(subject.source)


def fix_extra_space(subject: Subject) -> str:
    """The target without outer space that the source does not have."""
    text = subject.target if _lead(subject.source) else subject.target.lstrip(_SPACES)
    return text if _tail(subject.source) else text.rstrip(_SPACES)


def _lead(text: str) -> str:
    return text[: len(text) - len(text.lstrip(_SPACES))]


def _tail(text: str) -> str:
    return text[len(text.rstrip(_SPACES)) :]


def check_begin_newline(subject: Subject) -> Iterator[Hit]:
    """A line break at the beginning of one of the two only."""
    if subject.source.startswith("\n") != subject.target.startswith("\n"):
        yield Hit("a line break at the beginning is in one of source and translation only")


def check_end_newline(subject: Subject) -> Iterator[Hit]:
    """A line break at the end of one of the two only."""
    if subject.source.endswith("\n") != subject.target.endswith("\n"):
        yield Hit("a line break at the end is in one of source and translation only")


def fix_begin_newline(subject: Subject) -> str:
    """The target with a line break at its beginning, or without, as the source."""
    return f"\n{subject.target}" if subject.source.startswith("\n") else subject.target.lstrip("\n")


def fix_end_newline(subject: Subject) -> str:
    """The target with a line break at its end, or without, as the source."""
    return f"{subject.target}\n" if subject.source.endswith("\n") else subject.target.rstrip("\n")


def check_paragraphs(subject: Subject) -> Iterator[Hit]:
    """Another number of paragraphs than the source; single line breaks of prose fall where they like."""
    source, target = subject.source.strip().count("\n\n"), subject.target.strip().count("\n\n")
    if source != target:
        yield Hit(f"{target + 1} paragraph{'s' if target else ''} instead of {source + 1}")


def check_double_space(subject: Subject) -> Iterator[Hit]:
    """Two spaces in a row within a line, where the source has none."""
    if "  " in subject.target and "  " not in subject.source:
        match = _DOUBLE.search(subject.bare_target)
        if match:
            yield Hit("two spaces in a row", match.group())


def fix_double_space(subject: Subject) -> str:
    """The target with one space in place of several, placeables as they are."""
    return outside_placeables(subject.target, lambda text: _DOUBLE.sub(" ", text))
