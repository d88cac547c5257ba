"""Pelican with the i18n_subsites plugin: a site for each language, articles told apart by `Lang`."""

import json
import math
from calendar import monthrange
from pathlib import Path

_SITE = json.loads(Path("site.json").read_text())
_LOCALES = {one["locale"]: one for one in _SITE["locales"]}

SITENAME, SITEURL, PATH, OUTPUT_PATH = "Benchmark", f"{_SITE['origin']}/en", "content", "public/en"
TIMEZONE, DEFAULT_LANG, LOCALE = "UTC", "en", "C"
THEME, THEME_STATIC_DIR, STATIC_PATHS, PLUGINS = "theme", "theme", [], ["i18n_subsites"]
I18N_SUBSITES = {
    locale: {"SITEURL": f"{_SITE['origin']}/{locale}", "OUTPUT_PATH": f"public/{locale}"}
    for locale in _LOCALES
    if locale != "en"
}
ARTICLE_URL = ARTICLE_LANG_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "{slug}/", "{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/", "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_URL, MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y/%m}/", "archive/{date:%Y/%m}/index.html"
DAY_ARCHIVE_URL, DAY_ARCHIVE_SAVE_AS = "archive/{date:%Y/%m/%d}/", "archive/{date:%Y/%m/%d}/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = TAGS_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES, SITEMAP_SAVE_AS = ["index", "sitemap", "404"], "sitemap.xml"
PAGINATED_TEMPLATES = {"category": _SITE["pageSize"], "tag": _SITE["pageSize"]}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_ALL_ATOM, CATEGORY_FEED_ATOM, FEED_MAX_ITEMS = "feed.xml", "{slug}/feed.xml", _SITE["inFeed"]
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {"extensions": ["markdown.extensions.extra", "markdown.extensions.meta"], "output_format": "html5"}
_CALENDARS: dict[tuple[str, int, int], str] = {}


def _long(day, locale):
    return _LOCALES[locale]["long"].format(day=day.day, month=_LOCALES[locale]["months"][day.month - 1], year=day.year)


def _month(day, locale):
    return _LOCALES[locale]["month"].format(month=_LOCALES[locale]["months"][day.month - 1], year=day.year)


def _calendar(day, articles, locale):
    key = (locale, day.year, day.month)
    if key not in _CALENDARS:
        _CALENDARS[key] = _table(day, {a.date.day for a in articles if (a.date.year, a.date.month) == key[1:]}, locale)
    return _CALENDARS[key]


def _table(day, linked, locale):
    before, last = monthrange(day.year, day.month)
    root = f"/{locale}/archive/{day:%Y/%m}"
    cells = ["<td></td>"] * before
    for number in range(1, last + 1):
        text = f'<a href="{root}/{number:02}/">{number}</a>' if number in linked else str(number)
        cells.append(f"<td>{text}</td>")
    cells += ["<td></td>"] * (-len(cells) % 7)
    head = "".join(f'<th scope="col">{name}</th>' for name in _LOCALES[locale]["weekdays"])
    weeks = "\n".join(f"<tr>{''.join(cells[start : start + 7])}</tr>" for start in range(0, len(cells), 7))
    caption = f"<caption>{_month(day, locale)}</caption>"
    return f'<table class="calendar">{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{weeks}\n</tbody></table>'


def _addresses(articles, categories, tags):
    """What a sitemap lists: address, day of the last change, and whether other languages are named."""
    found = [("", articles[0].date, True), *((article.url, article.date, True) for article in articles)]
    for shelf in (*categories, *tags):
        for number in range(1, math.ceil(len(shelf[1]) / _SITE["pageSize"]) + 1):
            rest = f"page/{number}/" if number > 1 else ""
            found.append((f"{shelf[0].url}{rest}", shelf[1][0].date, number == 1))
    for form in ("%Y", "%Y/%m", "%Y/%m/%d"):
        for path, day in {f"{article.date:{form}}": article.date for article in reversed(articles)}.items():
            found.append((f"archive/{path}/", day, True))
    return found


JINJA_GLOBALS = {"portal": _SITE, "says": _LOCALES}
JINJA_FILTERS = {"long": _long, "month": _month, "calendar": _calendar, "addresses": _addresses}
