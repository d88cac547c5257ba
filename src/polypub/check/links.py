"""Addresses: links, e-mail addresses and paths of the source are in the translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from polypub.check.rule import Hit, Subject

_URL = re.compile(r"(?<![\w@])https?://[^\s<>\"'`{}|\\^\[\]()（）【】「」『』，。；：！？、»“”’]{1,2000}")
_TRAILING = ".,;:!?*_~।۔։"
_EMAIL = re.compile(r"(?<![\w.+%(-])[\w+-][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_PATH = re.compile(r"(?<![\w/:.<>\]})%@+-])(?:~|\.{1,2})?/(?:[\w.-]{2,60}/){1,20}[\w.-]{0,60}[\w/]", re.ASCII)
_DESTINATION = re.compile(r"(?<!\\)\]\(\s{0,9}(?:<([^<>\n]{0,2000})>|([^\s()<]{0,2000}))")


def check_urls(subject: Subject) -> Iterator[Hit]:
    """Addresses of the source that are gone; a version of the page in the reader's language may stand for it."""
    if "://" not in subject.source:
        return
    source, target = _urls(subject.source), _urls(subject.target)
    lost, new = source - target, target - source
    for url in sorted(lost):
        if not any(_is_version(url, other) for other in new):
            yield Hit(f"the address {url} is missing", next(iter(new), ""))


def _urls(text: str) -> set[str]:
    return {url.rstrip(_TRAILING) for url in _URL.findall(text)}


def _is_version(url: str, other: str) -> bool:
    """Whether both are of one site: the path may differ, as Wikipedia's does from language to language."""
    return _site(url) == _site(other)


def _site(url: str) -> str:
    """The last two parts of the host, without the port."""
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    return ".".join(host.split(".")[-2:])


def check_emails(subject: Subject) -> Iterator[Hit]:
    """E-mail addresses of the source that are gone; those of `example` domains are only examples."""
    if "@" not in subject.source:
        return
    target = set(_EMAIL.findall(subject.target))
    for address in sorted(set(_EMAIL.findall(subject.source)) - target):
        if "example" not in address:
            yield Hit(f"the address {address} is missing", next(iter(target), ""))


def check_paths(subject: Subject) -> Iterator[Hit]:
    """File paths of the source that are gone; where the translation has another, it is an example in its language."""
    if "/" not in subject.source:
        return
    for path in sorted(set(_PATH.findall(_without_urls(subject.source)))):
        if path.rstrip("/.") not in subject.target and subject.target.count("/") < subject.source.count("/"):
            yield Hit(f"the path {path} is missing")


def _without_urls(text: str) -> str:
    return _URL.sub(" ", text) if "://" in text else text


def check_targets(subject: Subject) -> Iterator[Hit]:
    """Links to places of the site that the source does not have; addresses of other sites may differ."""
    if subject.kind != "article":
        return
    source, target = _destinations(subject.source), _destinations(subject.target)
    for address in sorted(target - source):
        yield Hit(f"the link leads to {address}, which the source's does not", address)


def _destinations(text: str) -> Counter[str]:
    found = (pointed or bare for pointed, bare in _DESTINATION.findall(text)) if "](" in text else ()
    return Counter(address for address in found if "://" not in address and not address.startswith("mailto:"))
