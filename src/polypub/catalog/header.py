"""The header of a PO file: its fields, and what a new one says."""

from __future__ import annotations

from collections.abc import Mapping

from polypub.model.locale import Locale


def parse_header(text: str) -> dict[str, str]:
    """The fields of a header's `msgstr`, in order; of a field that occurs twice the first counts."""
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip(), value.strip())
    return fields


def format_header(fields: Mapping[str, str]) -> str:
    """The `msgstr` of a header with these fields."""
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def new_header(locale: Locale, source: Locale, plural_forms: str, created: str) -> dict[str, str]:
    """The fields of a new catalog's header; `created` is its template's `POT-Creation-Date`."""
    from polypub.cldr.tags import to_gettext

    return {
        "Project-Id-Version": "",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": created,
        "PO-Revision-Date": created,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": to_gettext(locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
        "X-Source-Language": to_gettext(source),
    }


def new_template_header(source: Locale, created: str) -> dict[str, str]:
    """The fields of a template's header; `created` is its `POT-Creation-Date`."""
    header = new_header(source, source, "", created)
    del header["Plural-Forms"]
    return {**header, "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE", "Language": ""}
