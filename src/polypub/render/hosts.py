"""Files that let a host choose a language at `/`, and show each edition's own page for what was not found.

Only `/` itself is ever redirected: by the first language that the browser names, to an edition that fits it; any other
reader sees the chooser. A deep address always shows what it names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from polypub.cldr.subtags import likely_subtags, subtags
from polypub.model.page import Page
from polypub.model.site import Edition, has_chooser
from polypub.render.press import Press

Rule = tuple[str, str]
"""The beginning of a browser's language tag, in small letters, and the prefix of the edition it leads to."""
_CHINESE = {"Hans": ("zh-cn", "zh-sg"), "Hant": ("zh-tw", "zh-hk", "zh-mo")}
"""Browsers name the writing of Chinese by a territory."""


def language_rules(editions: Iterable[Edition]) -> tuple[Rule, ...]:
    """The rules in the order they are to be tried: whole tags before languages, the first edition of each."""
    whole: dict[str, str] = {}
    languages: dict[str, str] = {}
    for edition in editions:
        parts = likely_subtags(subtags(edition.locale))
        tags = _CHINESE.get(parts.script, ()) if parts.language == "zh" else ()
        for tag in (edition.locale.lower(), *tags):
            whole.setdefault(tag, edition.prefix)
        languages.setdefault(parts.language, edition.prefix)
    return (*whole.items(), *((tag, prefix) for tag, prefix in languages.items() if tag not in whole))


def host_files(press: Press, base: str) -> Iterator[Page]:
    """The files of the hosts that the configuration names; none for a site with an edition at its root.

    They speak of the site's address alone: an edition with a domain of its own is no matter of theirs.

    `base` is the path that the site is served at, with slashes around it.
    """
    if has_chooser(press.site.editions):
        editions = [edition for edition in press.site.editions if not edition.domain]
        rules, prefixes = language_rules(editions), [edition.prefix for edition in editions]
        for host in press.hosts:
            name, write = _HOSTS[host]
            if name not in press.assets:
                yield Page(name, "".join(f"{line}\n" for line in write(base, rules, prefixes)).encode())


def _apache(base: str, rules: Iterable[Rule], prefixes: Iterable[str]) -> Iterator[str]:
    yield "# The first language that the browser names decides at the front page; nothing else is redirected."
    yield "<IfModule mod_rewrite.c>\nRewriteEngine On"
    for tag, prefix in rules:
        yield rf"RewriteCond %{{HTTP:Accept-Language}} ^\s*{tag}(?![a-z0-9]) [NC]"
        yield f"RewriteRule ^$ {base}{prefix}/ [R=302,L]"
    yield "</IfModule>"
    yield "<IfModule mod_headers.c>\n<If \"%{REQUEST_URI} == '" + base + "'\">"
    yield "Header always merge Vary Accept-Language\n</If>\n</IfModule>"
    for prefix in prefixes:
        yield f'<If "%{{REQUEST_URI}} =~ m#^{base}{prefix}/#">\nErrorDocument 404 {base}{prefix}/404.html\n</If>'


def _netlify(base: str, rules: Iterable[Rule], prefixes: Iterable[str]) -> Iterator[str]:
    for tag, prefix in rules:
        yield f"{base} {base}{prefix}/ 302 Language={tag}"
    for prefix in prefixes:
        yield f"{base}{prefix}/* {base}{prefix}/404.html 404"


def _nginx(base: str, rules: Iterable[Rule], prefixes: Iterable[str]) -> Iterator[str]:
    yield "# Include this file in the `http` block, and put these lines into the `server` block:"
    yield f"#   location = {base} {{"
    yield "#     add_header Vary Accept-Language always;"
    yield f"#     if ($polypub_edition) {{ return 302 {base}$polypub_edition/; }}"
    yield f"#     try_files {base}index.html =404;\n#   }}"
    for prefix in prefixes:
        yield f"#   location ^~ {base}{prefix}/ {{ error_page 404 {base}{prefix}/404.html; }}"
    yield "# The first language that the browser names decides."
    yield 'map $http_accept_language $polypub_edition {\n  default "";'
    for tag, prefix in rules:
        yield rf'  "~*^\s*{tag}(?![a-z0-9])" "{prefix}";'
    yield "}"


_HOSTS: Mapping[str, tuple[str, Callable[[str, Iterable[Rule], Iterable[str]], Iterator[str]]]] = {
    "apache": (".htaccess", _apache),
    "netlify": ("_redirects", _netlify),
    "nginx": ("nginx-languages.conf", _nginx),
}
