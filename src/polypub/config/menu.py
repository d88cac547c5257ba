"""`[menu]`: the articles that every page leads to are there."""

from __future__ import annotations

from pathlib import Path

from polypub.config.keys import SiteKeys
from polypub.formats.fields import FieldReader, nearest_name
from polypub.formats.values import Value

_ENDINGS = (".md", ".markdown", ".html", ".htm")


def check_menu(keys: SiteKeys, table: Value, content: Path, reader: FieldReader) -> None:
    """Note every article that `[menu]` names and nobody has written, with the nearest that is there."""
    lists = table.at(iter(("menu",))).entries
    for name, ids in (("main", keys.menu.main), ("footer", keys.menu.footer)):
        for id_, value in zip(ids, lists[name].items if name in lists else (), strict=False):
            if not _is_article(content, id_):
                reader.wrong(f"`menu.{name}`: there is no article `{id_}`", value.line, _nearest(content, id_))


def _is_article(content: Path, id_: str) -> bool:
    if id_.startswith("/") or ".." in id_.split("/") or "\0" in id_:
        return False
    files = (*(f"{id_}{ending}" for ending in _ENDINGS), *(f"{id_}/index{ending}" for ending in _ENDINGS))
    return any((content / file).is_file() for file in files)


def _nearest(content: Path, id_: str) -> str:
    files = (path.relative_to(content).with_suffix("") for path in sorted(content.rglob("*.*")))
    nearest = nearest_name(id_, [path.as_posix().removesuffix("/index") for path in files])
    return f"Did you mean `{nearest}`?" if nearest else "Name its file below `content/`, without the ending: `about`."
