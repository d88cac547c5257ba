"""A whole TOML file, of which some texts are translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from polypub.formats.header_texts import Names, find_toml_texts
from polypub.formats.source import Fields, make_fields


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file's text, and what of it is translated."""

    text: str
    fields: Fields


def cut_toml(text: str, path: str, kinds: Mapping[Names, str]) -> TomlFile:
    """Find the texts that names of `kinds` lead to; SourceError for a file that is not TOML."""
    return TomlFile(text, make_fields(find_toml_texts(text, path, kinds), kinds))
