"""The keys of `polypub.toml` (or of `[tool.polypub]`): names, types, limits, defaults.

The configuration reference is made from this module: the text under a key is its documentation.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

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
Folder = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]*\Z", description="a folder, relative to the site")]
Share = Annotated[float, Meta(ge=0, le=1)]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
"""Its position is the number of `datetime.weekday`."""
FirstDay = Annotated[
    Day | Annotated[int, Meta(ge=0, le=6)],
    Meta(description='a day such as "monday", or a number from 0 (Monday) to 6 (Sunday)'),
]


class ThemeKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[theme]`: how the site looks."""

    root: Folder = ""
    """Folder of the theme, with `templates/`, `static/theme/` and `locales/`, relative to the site.
    `"."`: the site's own folders are the theme. Default: the theme that polypub brings along."""
    options: dict[str, object] = {}
    """What templates find as `theme.<name>`: any keys and values."""


class EditionKeys(msgspec.Struct, frozen=True, kw_only=True):
    """`[editions.<locale>]`: one language of the site; every key may be left out."""

    prefix: Prefix | None = None
    """First folder of its URLs. Default: its tag. `""` puts this edition at the root of the site."""
    autonym: Text | None = None
    """The language's own name, for the switcher. Default: from CLDR."""
    formats: str | None = None
    """Locale of its dates and numbers: `"en-GB"`. Default: its own."""
    first_day: FirstDay | None = None
    """First column of calendars: a day's English name, or 0 (Monday) to 6. Default: the territory's."""
    digits: Literal["latn", "native"] = "latn"
    """Digits of dates and numbers: 0 to 9, or those of the language's script."""
    dates: dict[str, str] = {}
    """Date patterns by use: `article`, `list`, `dateline` to a CLDR width (`"long"`) or skeleton (`"MMMMd"`)."""
    min_translated: Share = 0.8
    """Share (0 to 1) of an article's words that must be reviewed for it to be published."""
    withdraw_below: Share | None = None
    """A published page stays so until its share falls below this. Default: 0.5, or a lower `min_translated`."""
    unreviewed: Literal["hide", "mark"] = "hide"
    """Machine drafts on pages that would otherwise be in the source language: hidden, or shown and marked."""
    missing: Literal["omit", "source"] = "source"
    """What becomes of an article that is not translated enough: left out, or shown in the source language."""
    engine: Text | None = None
    """The engine that drafts this edition's missing messages. Default: the site's."""


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
    translatable_fields: tuple[Text, ...] = ()
    """Fields of the site's own in front matter that are to be translated: `["subtitle"]`."""
    engine: Text | None = None
    """The engine that drafts missing messages. Default: none, and no text leaves the machine."""
    theme: ThemeKeys = ThemeKeys()
    """How the site looks."""
    editions: dict[str, EditionKeys] = {}
    """The languages, by BCP 47 tag, in the order of the switcher. The source's comes first unless it is listed."""
