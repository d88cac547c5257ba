"""Files beside articles, with their places in the output: one copy of each, whatever the number of editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import prepare_cache, read_if_there, replace_file
from polypub.model.page import Cluster
from polypub.model.site import Article, Site
from polypub.render.desk import nearest_version
from polypub.render.output import digest_of
from polypub.render.press import Bundled
from polypub.render.routes import Routes
from polypub.site.bundles import find_beside

Bundles = Mapping[str, tuple[Path, Bundled]]
"""By path below `content/`."""
_CACHE = "bundled.json"
_RACE = 2_000_000_000
"""Nanoseconds: a file as young as the cache may change again without its time showing it (FAT counts in 2 s)."""
Known = dict[str, tuple[int, int, str]]
"""Path below `content/` to time, size and digest."""


def find_bundles(project: Project, site: Site, articles: Iterable[Article], clusters: Mapping[str, Cluster]) -> Bundles:
    """The files of these articles; they lie in the folder of the page that the article was written as.

    Where its own edition has no such page, it is the first one's that has; an article without pages has no files.
    """
    digests = _Digests(project.root / ".polypub")
    found = dict(_find(project, site, articles, clusters, digests))
    digests.save()
    return found


def _find(
    project: Project, site: Site, articles: Iterable[Article], clusters: Mapping[str, Cluster], digests: _Digests
) -> Iterator[tuple[str, tuple[Path, Bundled]]]:
    routes = {edition.locale: Routes(site, edition) for edition in site.editions}
    for beside in find_beside(project.root, articles):
        article = beside.article
        home = nearest_version(clusters[article.id], site.language_of(article))
        if home:
            at = routes[home.locale]
            place, digest = f"{at.article(article)}/{beside.name}", digests.of(beside.path, beside.file)
            yield beside.path, (beside.file, Bundled(article.path, place, at.shared(at.root(place)), digest))


class _Digests:
    """Digests of files that are known by time and size: photographs are large, and rarely change."""

    def __init__(self, cache: Path) -> None:
        self._place, self._written = cache / _CACHE, 0
        self._known: Known = {}
        self._seen: Known = {}
        with suppress(OSError, msgspec.MsgspecError):
            self._written = self._place.stat().st_mtime_ns
            self._known = msgspec.json.decode(read_if_there(self._place) or b"", type=Known)

    def of(self, path: str, file: Path) -> str:
        """The digest of a file's bytes."""
        status = file.stat()
        time, size, digest = self._known.get(path, (0, 0, ""))
        if (time, size) != (status.st_mtime_ns, status.st_size) or time + _RACE >= self._written:
            digest = digest_of(read_if_there(file) or b"")
        self._seen[path] = (status.st_mtime_ns, status.st_size, digest)
        return digest

    def save(self) -> None:
        """Keep what this run has seen; a folder that cannot be written costs time, not the work."""
        if self._seen != self._known or any(time + _RACE >= self._written for time, _, _ in self._seen.values()):
            with suppress(OSError, PolypubError):
                prepare_cache(self._place.parent)
                replace_file(self._place, msgspec.json.encode(self._seen))
