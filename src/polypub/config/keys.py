"""The keys of `polypub.toml` (or of `[tool.polypub]`): names, types, limits, defaults.

The configuration reference is made from this module: the text under a key is its documentation.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from polypub.model.text import Dialect

Text = Annotated[str, Meta(pattern=r"\S", description="a text that is not empty")]
Url = Annotated[
    str,
    Meta(
        pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$",
        description="an absolute address such as https://example.org, without query or fragment",
    ),
]
Prefix = Annotated[
    str,
    Meta(
        pattern=r"^(?!\.)[A-Za-z0-9._~-]*\Z",
        description="one folder name of ASCII letters, digits, `-`, `_`, `.` or `~`, without slashes, or empty",
    ),
]
Domain = Annotated[
    str,
    Meta(
        pattern=r"^https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\Z",
        description="scheme and host, such as https://ru.example.org, without path or port",
    ),
]
Folder = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]*\Z", description="a folder, relative to the site")]
File = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x1f\x7f/\\]\Z", description="the path of a file")]
EngineName = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", description="one word of ASCII letters and digits")
]
Share = Annotated[float, Meta(ge=0, le=1)]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
"""Its position is the number of `datetime.weekday`."""
FirstDay = Annotated[
    Day | Annotated[int, Meta(ge=0, le=6)],
    Meta(description='a day such as "monday", or a number from 0 (Monday) to 6 (Sunday)'),
]


Severity = Literal["off", "info", "warning", "error"]
Unreviewed = Literal["hide", "mark"]
Missing = Literal["omit", "source"]
Stale = Literal["source", "previous"]
Days = Annotated[int, Meta(ge=0)]


class ThemeKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[theme]`: how the site looks."""

    root: Folder = ""
    """Folder of the theme, with `templates/`, `static/theme/` and `locales/`, relative to the site.
    `"."`: the site's own folders are the theme. Default: the theme that polypub brings along."""
    options: dict[str, object] = {}
    """What templates find as `theme.<name>`: any keys and values."""


class MenuKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[menu]`: articles that every page leads to, such as `["about", "contact"]`.

    An article is named by its file below `content/`, without the ending.
    """

    main: tuple[Text, ...] = ()
    """In the main menu, after the sections, in this order."""
    footer: tuple[Text, ...] = ()
    """At the foot of the page, in this order."""


class SectionPolicyKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[editions.<locale>.sections.<id>]`: a section whose pages are published by rules of their own.

    The id is its folder below `content/`; one with a slash is quoted: `[editions.be.sections."news/opinions"]`.
    A key that is left out is that of the nearest section around it, or the edition's.
    """

    min_translated: Share | None = None
    """As for the edition."""
    withdraw_below: Share | None = None
    """As for the edition. Default: that of the section around it, or a lower `min_translated` of its own."""
    unreviewed: Unreviewed | None = None
    """As for the edition."""
    missing: Missing | None = None
    """As for the edition."""
    stale: Stale | None = None
    """As for the edition."""
    grace_days: Days | None = None
    """As for the edition."""


class EditionKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[editions.<locale>]`: one language of the site; every key may be left out."""

    prefix: Prefix | None = None
    """First folder of its URLs. Default: its tag. `""` puts this edition at the root of the site."""
    domain: Domain | None = None
    """A host of its own: `"https://ru.example.org"`. The edition is written to `public/ru.example.org/`, lies there at
    the root unless it is given a `prefix`, and is linked to by absolute addresses. It has no search box."""
    autonym: Text | None = None
    """The language's own name, for the switcher. Default: from CLDR."""
    formats: str | None = None
    """Locale of its dates and numbers: `"en-GB"`. Default: its own."""
    first_day: FirstDay | None = None
    """First column of calendars: a day's English name, or 0 (Monday) to 6. Default: the territory's."""
    digits: Literal["latn", "native"] = "latn"
    """Digits of dates and numbers: 0 to 9, or those of the language's script."""
    calendar: Literal["gregorian", "persian", "buddhist", "japanese"] = "gregorian"
    """Calendar of the dates in pages; all but the Gregorian need the extra `icu`. The archive stays Gregorian."""
    slugs: Literal["source", "transliterate", "icu"] = "source"
    """Last part of articles' addresses: the source's, or `extract` makes it of each reviewed title (see
    [languages](languages.md#addresses)): by polypub's tables, or by ICU's, which need the extra `icu`."""
    dates: dict[str, str] = {}
    """Date patterns by use: `article`, `list`, `dateline` to a CLDR width (`"long"`) or skeleton (`"MMMMd"`)."""
    min_translated: Share = 0.8
    """Share (0 to 1) of an article's words that must be reviewed for it to be published."""
    withdraw_below: Share | None = None
    """A published page stays so until its share falls below this. Default: 0.5, or a lower `min_translated`."""
    unreviewed: Unreviewed = "hide"
    """Machine drafts on pages that would otherwise be in the source language: hidden, or shown and marked."""
    missing: Missing = "source"
    """What becomes of an article that is not translated enough: left out, or shown in the source language."""
    stale: Stale = "source"
    """A passage whose source changed after it was reviewed: shown in the source language, or in its previous
    translation, with a notice, for `grace_days`."""
    grace_days: Days = 30
    """How many days a previous translation is shown, from the day that `polypub extract` noted the change."""
    sections: dict[str, SectionPolicyKeys] = {}
    """Sections whose pages are published by rules of their own, by their folder below `content/`."""
    engine: Text | None = None
    """The engine that drafts this edition's missing messages. Default: the site's."""
    review_by: Annotated[int, Meta(ge=1, le=2)] = 1
    """How many people must approve a text in `polypub review` before it is published: 1 or 2."""


class EngineKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[engines.<name>]`: a translation engine; every key may be left out."""

    engine: EngineName | None = None
    """Which engine it is: see `polypub engines`. Default: the table's own name."""
    url: Url | None = None
    """Where its server answers."""
    key_env: str = ""
    """The environment variable that holds its key."""
    key_file: str = ""
    """A file whose first line is its key, relative to the site. Keep it out of version control."""
    model: str = ""
    """The model that a language model's server is asked for."""
    timeout: Annotated[float, Meta(ge=0.1)] | None = None
    """Seconds until a request is given up."""
    workers: Annotated[int, Meta(ge=1, le=64)] | None = None
    """How many requests may be under way at once."""
    pause: Annotated[float, Meta(ge=0)] | None = None
    """Seconds between the starts of two requests."""
    max_chars: Annotated[int, Meta(ge=1)] | None = None
    """The longest text that is sent, in characters; a longer one is cut at sentence ends."""
    price: Annotated[float, Meta(ge=0)] | None = None
    """What a million characters cost, in any currency; `--max-cost` needs it."""
    options: dict[str, object] = {}
    """What only this engine knows."""


class SiteKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The top level."""

    name: Text
    """The site's name, in the source language; translated like any other text."""
    base_url: Url
    """Where the site will be served: `https://example.org`, or with a folder."""
    source: Text
    """The language that articles are written in: a BCP 47 tag such as `en`."""
    tagline: str = ""
    """One line under the name, in the source language."""
    formats: str | None = None
    """Locale of the source edition's dates and numbers: `"en-GB"` for a source called `en`."""
    time_zone: str = "UTC"
    """The site's time zone, by its name in the IANA database: `"Europe/Minsk"`."""
    output: Folder = "public"
    """The folder that editions are written to, relative to the site."""
    page_size: Annotated[int, Meta(ge=1)] = 20
    """How many articles a page of a section lists."""
    catalogs: Literal["article", "section", "site"] = "article"
    """How articles' messages are grouped into catalogs: one for each article, each folder, or all of them."""
    permalink: str = ""
    """The pattern of articles' addresses below their edition: `"/{section}/{year}/{month}/{slug}/"`, with `{section}`,
    `{slug}`, `{year}`, `{month}`, `{day}`, `{id}`; a section may have its own (see
    [articles](articles.md#addresses)). Default: `/{section}/{slug}/`."""
    dialect: Dialect = "commonmark"
    """Whose Markdown articles are written in; of another generator, `polypub localize` writes what it can build, and
    `polypub render` does nothing (see [dialects](dialects.md))."""
    translatable_fields: tuple[Text, ...] = ()
    """Fields of the site's own in front matter that are to be translated: `["subtitle"]`."""
    engine: Text | None = None
    """The engine that drafts missing messages. Default: none, and no text leaves the machine."""
    engines: dict[str, EngineKeys] = {}
    """Settings of translation engines, by the name that `engine` and `--engine` use."""
    memory: File = ".polypub/memory.sqlite"
    """The file of the translation memory, relative to the site; sites that name the same file share it."""
    hosts: tuple[Literal["apache", "netlify", "nginx"], ...] = ()
    """Hosts to write files for (`.htaccess`, `_redirects`, `nginx-languages.conf`): at `/` the reader's browser chooses
    the language, and each edition has its own page for what is not there."""
    search: bool = False
    """A search box on every page, and an index that browsers search without a server's help. Needs the extra `search`:
    `pip install 'polypub[search]'`."""
    collation: Literal["builtin", "icu"] = "builtin"
    """Order of sections, tags and authors: by each edition's alphabet, or by ICU, which the extra `icu` brings."""
    theme: ThemeKeys = ThemeKeys()
    """How the site looks."""
    menu: MenuKeys = MenuKeys()
    """Articles that every page leads to."""
    checks: dict[str, Severity] = {}
    """How bad the findings of a rule are, by its name (see [checks](checks.md)). Default: as the rule's table says."""
    editions: dict[str, EditionKeys] = {}
    """The languages, by BCP 47 tag, in the order of the switcher. The source's comes first unless it is listed."""
