"""What a site may ask for that polypub does by itself only in part: the rest is an extra, and has to be installed."""

from __future__ import annotations

from polypub.formats.fields import FieldReader

_BUILT_IN = frozenset({"builtin", "gregorian", "source", "transliterate"})


def check_extra(name: str, value: str, line: int, reader: FieldReader) -> None:
    """Note a value that needs ICU where it is not installed."""
    if value in _BUILT_IN:
        return
    from polypub.cldr.icu import INSTALL, has_icu

    if not has_icu():
        reader.wrong(f'`{name}` = "{value}" needs ICU, which is not installed', line, INSTALL)
