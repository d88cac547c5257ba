"""What a client is told of messages, in the form that JSON has."""

from __future__ import annotations

from collections.abc import Iterator

from polypub.cldr.babel_locale import babel_locale
from polypub.cldr.plurals import compile_plural, plural_forms
from polypub.formats.terms import Glossary
from polypub.formats.word_diff import compare_words
from polypub.model.locale import Locale
from polypub.model.message import Catalog
from polypub.model.page import Finding
from polypub.model.state import ReviewNote, State, is_human
from polypub.review.actions import first_approval, is_done, records_of, version_of
from polypub.review.session import Session, form_count
from polypub.review.worklist import Item, Sheet
from polypub.translate.drafts import UNREAD

Row = dict[str, object]
_EXCERPT = 160
_AROUND = 2
"""Messages before and after that are shown beside one."""
_EXAMPLES = 4
_PROBED = 1000


def describe_row(item: Item, who: str) -> Row:
    """A message on a list."""
    first = first_approval(item.message)
    return {
        "name": item.name,
        "state": item.state.value,
        "source": _excerpt(item.message.key.source),
        "text": _excerpt(next(filter(None, item.message.targets), "")),
        "type": type_of(item),
        "open": not is_done(item.message, who),
        "waits": first.who if first else "",
    }


def describe(session: Session, sheet: Sheet, item: Item, glossary: Glossary) -> Row:
    """A message with all that helps to review it."""
    message, previous = item.message, item.message.previous
    texts = (*message.targets, *[""] * form_count(sheet, item))[: form_count(sheet, item)]
    return {
        **describe_row(item, session.setting.who),
        "version": version_of(message),
        "domain": item.part.domain,
        "title": item.part.title,
        "url": item.part.url,
        "file": f"{sheet.catalog.path}:{message.line}",
        "language": item.part.language,
        "context": message.key.context,
        "source": message.key.source,
        "plural": message.plural,
        "previous": compare_words(previous.source, message.key.source) if previous else None,
        "texts": texts,
        "forms": describe_forms(sheet.catalog, len(texts)) if message.plural is not None else [],
        "notes": [note for note in message.notes if not note.startswith("type: ")],
        "comments": [comment for comment in message.comments if is_human(comment)],
        "references": [str(reference) for reference in message.references],
        "records": [_record(record) for record in records_of(message)],
        "neighbours": list(_neighbours(sheet, item, session.setting.who)),
        "terms": list(_terms(item, glossary, session.setting.locale)),
        "canReject": not item.state.publishable and item.state is not State.UNTRANSLATED,
        "canDraft": item.state in UNREAD,
    }


def describe_finding(finding: Finding) -> Row:
    """What a check says."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "text": finding.text,
        "hint": finding.hint,
        "part": finding.part,
    }


def describe_part(sheet: Sheet, who: str) -> Row:
    """An article, or names and strings that stand on many pages, with what is left to do."""
    part = sheet.part
    return {
        "domain": part.domain,
        "title": part.title,
        "url": part.url,
        "day": part.day.isoformat() if part.day else "",
        "total": len(sheet.items),
        "open": sum(not is_done(item.message, who) for item in sheet.items),
        "missing": sheet.missing,
        "problem": str(sheet.problem) if sheet.problem else "",
    }


def describe_forms(catalog: Catalog, count: int) -> list[Row]:
    """For each plural form its category in CLDR and some numbers that take it, by the catalog's own header."""
    assert catalog.locale is not None, "a template has no forms"  # noqa: S101 - its callers have looked
    numbers = _numbers(catalog, count)
    category_of = babel_locale(catalog.locale).plural_form
    categories = [category_of(found[-1]) if found else "" for found in numbers]
    return [{"category": name, "numbers": found} for name, found in zip(categories, numbers, strict=True)]


def _numbers(catalog: Catalog, count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    try:
        form_of = compile_plural(catalog.header.get("Plural-Forms") or plural_forms(_locale(catalog)))
    except ValueError:
        return found
    for number in (*range(1, _PROBED), 0, 1_000_000):
        form = form_of(number)
        if form < count and len(found[form]) < _EXAMPLES:
            found[form].append(number)
    return found


def _locale(catalog: Catalog) -> Locale:
    assert catalog.locale is not None, "see above"  # noqa: S101 - likewise
    return catalog.locale


def _neighbours(sheet: Sheet, item: Item, who: str) -> Iterator[Row]:
    """The messages around it in document order, itself among them."""
    place = next(number for number, other in enumerate(sheet.items) if other.id == item.id)
    for other in sheet.items[max(0, place - _AROUND) : place + _AROUND + 1]:
        yield {**describe_row(other, who), "current": other.id == item.id}


def _terms(item: Item, glossary: Glossary, locale: Locale) -> Iterator[Row]:
    """The glossary's terms in the source, each once."""
    text = f"{item.message.key.source}\n{item.message.plural or ''}"
    for term in dict.fromkeys(found.term for found in glossary.find(text)):
        forms = glossary.whole_forms(term, locale)
        yield {"term": term.source, "note": term.note, "forms": forms, "keep": term.keep}


def _record(record: ReviewNote) -> Row:
    return {"who": record.who, "when": record.when.isoformat(), "from": record.origin}


def type_of(item: Item) -> str:
    """What kind of text it is (`heading 2`); empty where nothing says so."""
    note = next(iter(item.message.notes), "")
    return note.removeprefix("type: ") if note.startswith("type: ") else ""


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"
