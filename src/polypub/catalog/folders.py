"""Where catalogs lie: `<locale>/LC_MESSAGES/<domain>.po` and `pot/<domain>.pot`, in the spelling of gettext."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from polypub.cldr.tags import gettext_spellings, to_gettext
from polypub.model.locale import Locale


@dataclass(frozen=True, slots=True)
class CatalogFolder:
    """A folder of catalogs."""

    root: Path

    def template(self, domain: str) -> Path:
        """The file of a domain's template."""
        return self.root / "pot" / f"{domain}.pot"

    def catalog(self, locale: Locale, domain: str) -> Path:
        """The file of a domain in a locale; a folder that is there in another spelling (`zh_CN`) is used."""
        return self.home(locale) / f"{domain}.po"

    def home(self, locale: Locale) -> Path:
        """The folder of a locale's catalogs, in the spelling that is there."""
        return self._folder(locale) / "LC_MESSAGES"

    def _folder(self, locale: Locale) -> Path:
        spellings = (to_gettext(locale), *gettext_spellings(locale))
        folders = (self.root / spelling for spelling in spellings)
        return next((folder for folder in folders if folder.is_dir()), self.root / spellings[0])


def nearest_locales(locale: Locale) -> tuple[Locale, ...]:
    """The locale, and the one without its region: `de-AT` is served by `de`, but `zh-Hant` not by `zh`."""
    head, _, last = locale.rpartition("-")
    is_region = bool(head) and (len(last) == 2 or last.isdigit())
    return (locale, Locale(head)) if is_region else (locale,)
