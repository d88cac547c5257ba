"""What a site says about its checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from polypub.formats.terms import Glossary
from polypub.model.locale import Locale
from polypub.model.text import Dialect


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How the catalogs of one site are checked."""

    source: Locale
    """The language that messages are written in."""
    severities: Mapping[str, str] = field(default_factory=dict)
    """Rule id to `off`, `info`, `warning` or `error`, where the site wants another than the table's."""
    glossary: Glossary = field(default_factory=Glossary)
    """The terms that translations are held to; an empty one asks for nothing."""
    dialect: Dialect = "commonmark"
    """Whose Markdown the articles are written in: its constructs are placeholders."""

    def written_in(self, language: Locale | None) -> CheckSettings:
        """The same for messages in another language, None for this one's; the terms are in the site's language."""
        if language is None or language == self.source:
            return self
        return replace(self, source=language, glossary=Glossary())
