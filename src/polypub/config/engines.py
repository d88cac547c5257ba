"""The settings of translation engines, from `[engines.<name>]`."""

from __future__ import annotations

import re
from pathlib import Path

from polypub.config.keys import EngineKeys, SiteKeys
from polypub.formats.fields import FieldReader
from polypub.formats.values import Value
from polypub.model.engine import EngineSettings

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
"""The name stands in every draft's note, which has 78 columns."""


def read_engine_settings(root: Path, keys: SiteKeys, table: Value, reader: FieldReader) -> dict[str, EngineSettings]:
    """Every table by its name, with the path of its key's file in full; a name that is no word is noted."""
    for name in keys.engines:
        if not _WORD.fullmatch(name):
            line = table.at(iter(("engines", name))).line
            hint = "Take up to 32 ASCII letters, digits, `-`, `_` and `.`."
            reader.wrong(f'`engines`: "{name[:60]}" is not one word', line, hint)
    return {name: _settings(root, name, engine) for name, engine in keys.engines.items()}


def _settings(root: Path, name: str, keys: EngineKeys) -> EngineSettings:
    return EngineSettings(
        name=name,
        engine=keys.engine or name,
        url=(keys.url or "").rstrip("/"),
        key_env=keys.key_env,
        key_file=str(root / keys.key_file) if keys.key_file else "",
        model=keys.model,
        timeout=keys.timeout,
        workers=keys.workers,
        pause=keys.pause,
        max_chars=keys.max_chars,
        price=keys.price,
        options=keys.options,
    )
