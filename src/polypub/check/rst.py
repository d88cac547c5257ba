"""reStructuredText in the catalogs of Sphinx: roles, literals and substitutions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from polypub.check.rule import Hit, Subject

_ROLE = re.compile(r"(:[a-zA-Z][\w:.+-]{0,60}:)`[^`]{1,1000}`")
_LITERAL = re.compile(r"(?<!`)``(?!`)(.{1,1000}?)(?<!`)``(?!`)", re.DOTALL)
_DOUBLE = re.compile(r"(?<!`)``(?!`)")
_SUBSTITUTION = re.compile(r"(?<!\w)(\|[A-Za-z][\w .-]{0,60}\|)(?!\w)")


def check_rst(subject: Subject) -> Iterator[Hit]:
    """Roles (`:ref:`), literals and substitutions that the translation lacks, or does not close."""
    source = _roles(subject.source)
    if not source or subject.kind != "other":
        return
    target = _roles(subject.target)
    for roles, what in ((source - target, "is missing"), (target - source, "is not in the source")):
        for role in sorted(roles):
            yield Hit(f"{role} {what}")
    if len(_DOUBLE.findall(subject.target)) % 2 > len(_DOUBLE.findall(subject.source)) % 2:
        yield Hit("a literal is not closed", "``")


def _roles(text: str) -> Counter[str]:
    bare = _LITERAL.sub("``", text)
    return Counter(_ROLE.findall(bare)) + Counter(_SUBSTITUTION.findall(bare) if ":`" in bare else ())
