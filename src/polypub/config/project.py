"""A project is a folder with a configuration: what every command starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from polypub.errors import ConfigError, Problem
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.model.site import Edition, Policy
from polypub.model.text import Dialect


def is_address(url: str) -> bool:
    """Whether a text is an absolute address, or empty."""
    try:
        return not url or (bool(urlsplit(url).hostname) and urlsplit(url).port != 0)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The configuration of a site, checked, with every default filled in."""

    root: Path
    """The site's folder, absolute."""
    config_path: Path
    """`polypub.toml`, or the `pyproject.toml` that has `[tool.polypub]`."""
    name: str
    base_url: str
    """Absolute, without a final slash."""
    source: Locale
    editions: tuple[Edition, ...]
    """In the order of the switcher; the source's is among them."""
    theme_root: Path
    """The folder of the theme's `templates/`, `static/theme/` and `locales/`."""
    output: Path
    """The folder that editions are written to."""
    digest: str
    """Content hash of the configuration; comments and layout do not count."""
    tagline: str = ""
    zone: str = "UTC"
    """Name of the site's time zone in the IANA database."""
    theme_options: Mapping[str, object] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    """The site's own front-matter fields that are translated."""
    catalogs: Literal["article", "section", "site"] = "article"
    """What one catalog of articles' messages is for."""
    dialect: Dialect = "commonmark"
    """Whose Markdown the articles are written in."""
    checks: Mapping[str, str] = field(default_factory=dict)
    """Rules with a severity of the site's own, or `off`."""
    engine: str | None = None
    engines: Mapping[Locale, str] = field(default_factory=dict)
    """Editions that name an engine of their own."""
    engine_settings: Mapping[str, EngineSettings] = field(default_factory=dict)
    """The tables `[engines.<name>]`, by name."""
    reviewers: Mapping[Locale, int] = field(default_factory=dict)
    """Editions whose texts more than one person must approve, with how many."""
    memory_file: str = ".polypub/memory.sqlite"
    page_size: int = 20
    menu: tuple[str, ...] = ()
    """Ids of articles that the main menu leads to."""
    footer: tuple[str, ...] = ()
    """Ids of articles that the foot of every page leads to."""
    permalink: str = ""
    """The pattern of articles' addresses; empty for `/{section}/{slug}/`."""
    hosts: tuple[Literal["apache", "netlify", "nginx"], ...] = ()
    """Hosts that files are written for."""
    has_search: bool = False
    """Whether the editions have a search box and an index."""
    shows_drafts: bool = False
    """Whether articles that say `draft: true` are rendered, for their authors to see."""

    @property
    def content(self) -> Path:
        """The folder of the articles."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The folder of the site's own templates."""
        return self.root / "templates"

    @property
    def static(self) -> Path:
        """The folder of files that are copied as they are."""
        return self.root / "static"

    @property
    def locales(self) -> Path:
        """The folder of the catalogs."""
        return self.root / "locales"

    @property
    def memory(self) -> Path:
        """The file of the translation memory, which need not be there."""
        return self.root / self.memory_file

    @property
    def timezone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.zone)

    @property
    def policies(self) -> Mapping[Locale, Policy]:
        """The publication policy of every edition."""
        return {edition.locale: edition.policy for edition in self.editions}

    @property
    def languages(self) -> tuple[Locale, ...]:
        """The languages of the editions, in the order of the switcher."""
        return tuple(edition.locale for edition in self.editions)

    def with_drafts(self) -> Project:
        """The same with articles that are drafts."""
        return replace(self, shows_drafts=True, digest=f"{self.digest} drafts")

    def at(self, base_url: str) -> Project:
        """The same at another address, such as that of a preview of a branch; ConfigError for what is none."""
        if not base_url.startswith(("http://", "https://")) or not is_address(base_url):
            hint = "Give a whole address, such as https://preview.example.org/branch."
            raise ConfigError(Problem(f'"{base_url}" is not an address', hint=hint))
        base_url = base_url.rstrip("/")
        return replace(self, base_url=base_url, digest=f"{self.digest} {base_url}")

    def on_one_host(self) -> Project:
        """The same for a preview: editions with hosts of their own lie in folders of these names."""
        if not any(edition.domain for edition in self.editions):
            return self
        return replace(self, editions=tuple(replace(one, prefix=one.folder, domain="") for one in self.editions))

    def edition(self, locale: Locale) -> Edition | None:
        """The settings of one language, or None when the site has no such edition."""
        return next((edition for edition in self.editions if edition.locale == locale), None)

    def engine_for(self, locale: Locale) -> str | None:
        """The engine that drafts an edition: its own, the site's, or none."""
        return self.engines.get(locale, self.engine)

    def review_by(self, locale: Locale) -> int:
        """How many people must approve a text of an edition before it is published."""
        return self.reviewers.get(locale, 1)
