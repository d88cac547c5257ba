"""A locale is its BCP 47 tag."""

from __future__ import annotations

from typing import NewType

Locale = NewType("Locale", str)
"""A canonical BCP 47 tag (`zh-Hans`, `sr-Latn`, `pt-BR`); made by `cldr.tags.parse_locale`."""
