"""Plural forms: as many as the language has, all of them there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from polypub.check.rule import Form, Hit, Sheet
from polypub.cldr.plurals import compile_plural, plural_categories, plural_count, plural_forms
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Message

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d{1,3})\s*;\s*plural\s*=\s*(.+?)\s*;?\s*")
_PROBES = (*range(1000), *range(1_000_000, 6_000_000, 1_000_000))
_PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}|%\w")
UNINFLECTED = "hu tr az ka eu fa kk ky uz tt tk ku ckb bn ta te ml kn hy mn ug ur ne hi mr gu pa si cy br ga gd gv kw"
"""Languages whose nouns stay as they are, or may, after a number."""


def forms_of(catalog: Catalog) -> tuple[Form, ...]:
    """The forms of a catalog's plurals, by its header; those of its language when it has none."""
    header = catalog.header.get("Plural-Forms", "")
    return _forms(header) or (_forms(plural_forms(catalog.locale)) if catalog.locale else ())


@cache
def _forms(header: str) -> tuple[Form, ...]:
    found = _HEADER.fullmatch(header)
    if not found:
        return ()
    try:
        form_of = compile_plural(header)
    except (ValueError, ZeroDivisionError):
        return ()
    numbers: dict[int, list[int]] = {}
    for number in _PROBES:
        numbers.setdefault(form_of(number), []).append(number)
    return tuple(Form(index, len(numbers.get(index, ())) <= 1) for index in range(int(found[1])))


def check_header(sheet: Sheet) -> Iterator[tuple[Message | None, Hit]]:
    """A Plural-Forms header that is missing, or has another number of forms than the language or the messages."""
    if sheet.usual is None:
        return
    found = _HEADER.fullmatch(sheet.catalog.header.get("Plural-Forms", ""))
    expected = plural_forms(sheet.facts.locale)
    if not found:
        yield None, Hit("the catalog has plurals and no Plural-Forms header", hint=f"Write “Plural-Forms: {expected}”.")
    elif int(found[1]) not in _counts(sheet.facts.locale):
        yield None, Hit(f"the header says {found[1]} plural forms", found[0], f"The language has “{expected}”.")
    elif int(found[1]) != sheet.usual:
        yield None, Hit(f"the header says {found[1]} plural forms, the messages have {sheet.usual}", found[0])


def usual_count(catalog: Catalog) -> int | None:
    """How many forms most plural messages of a catalog have; None when it has none."""
    counts = Counter(len(m.targets) for m in catalog.messages if m.plural is not None and not m.obsolete)
    return max(counts, key=lambda count: (counts[count], count)) if counts else None


def _counts(locale: Locale) -> set[int]:
    """How many forms a header may have: ours, those of CLDR's rules, and one more for the millions that it parts."""
    count = plural_count(locale)
    return {count, len(plural_categories(locale)), *((count + 1,) if count > 1 else ())}


def check_missing(message: Message, sheet: Sheet) -> Iterator[Hit]:
    """Some forms are empty, or fewer or more than the catalog's messages have."""
    if message.plural is None:
        return
    if not all(message.targets):
        yield Hit("a plural form is empty while others are not")
    elif len(message.targets) not in (len(sheet.forms), sheet.usual):
        yield Hit(f"{len(message.targets)} plural forms, where the header says {len(sheet.forms)}")


def check_same(message: Message, sheet: Sheet) -> Iterator[Hit]:
    """All forms are the same text, where words change with the number.

    With two forms many a word stays as it is; there it counts only when the source's singular has no number.
    """
    targets = message.targets
    if message.plural is None or len(targets) < 2 or len(set(targets)) > 1 or message.key.source == message.plural:
        return
    is_worded = bool(_PLACEHOLDER.search(message.plural)) and not _PLACEHOLDER.search(message.key.source)
    if (is_worded or plural_count(sheet.facts.locale) > 2) and _has_words(targets[0], message):
        yield Hit("all plural forms are the same", targets[0][:60])


def _has_words(target: str, message: Message) -> bool:
    """More than units and names: a word that is not the source's."""
    words = re.findall(r"[^\W\d_]{3,}", _PLACEHOLDER.sub(" ", target))
    return any(word not in message.key.source for word in words)
