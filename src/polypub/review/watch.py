"""The eye on the disk: what changes below the folders that a site is made from, told within hundredths of a second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR

from polypub.config.project import Project
from polypub.errors import OutputError, Problem

_STEP, _ROOT_STEP, _MOST = 7, 50, 300
"""Milliseconds without another change after which changes are told, in the site's folders, in its root; and at most."""
_FOLDERS = ("content", "templates", "static", "locales")
_CONFIGURATIONS = ("polypub.toml", "pyproject.toml")
Stock = dict[Path, tuple[int, int]]
"""Files, with their times and sizes."""
_UNFINISHED = (".tmp", ".swp", ".swx", ".part", "~")


def watched_folders(project: Project) -> frozenset[Path]:
    """The folders that a site is made from, with all that lies in them; those that are there."""
    theme = (project.theme_root / name for name in ("templates", "static/theme", "locales"))
    folders = (*(project.root / name for name in _FOLDERS), *theme)
    return frozenset(folder for folder in folders if folder.is_dir())


def is_told(project: Project, path: Path) -> bool:
    """Whether a change there is one of the site's: no half-written or hidden file, nothing beside the site's parts."""
    if path.name.endswith(_UNFINISHED) or path.name.startswith((".", "#")):
        return False
    if path.parent == project.root:
        return path.name in (*_CONFIGURATIONS, *_FOLDERS)
    return any(path.is_relative_to(folder) for folder in watched_folders(project))


def take_stock(project: Project) -> Stock:
    """Every file that a site is made from, with its time and size."""
    files = (file for folder in watched_folders(project) for file in folder.rglob("*"))
    found: Stock = {}
    for file in (*files, *(project.root / name for name in _CONFIGURATIONS)):
        with suppress(OSError):
            status = file.stat()
            if not S_ISDIR(status.st_mode):
                found[file] = status.st_mtime_ns, status.st_size
    return found


async def watch_site(project: Project, stop: asyncio.Event, since: Stock) -> AsyncGenerator[frozenset[Path], None]:
    """Sets of absolute paths that changed, until `stop`, or until one of the site's folders came or went.

    What changed since the stock was taken comes first: nothing was watched while the site was loaded.
    The root is watched for its own files alone: below it lie outputs and caches with many more files than the site.
    OutputError when the system lets nothing be watched.
    """
    queue: asyncio.Queue[frozenset[Path]] = asyncio.Queue()
    folders, ended = watched_folders(project), asyncio.Event()
    parts = (folders, frozenset({project.root}))
    tasks = [asyncio.create_task(_watch(project, part, ended, queue)) for part in parts if part]
    waiting = asyncio.create_task(stop.wait())
    await asyncio.sleep(0)  # now they watch
    now = take_stock(project)
    if missed := frozenset(path for path in since.keys() | now.keys() if since.get(path) != now.get(path)):
        queue.put_nowait(missed)
    try:
        while not stop.is_set() and watched_folders(project) == folders:
            getting = asyncio.create_task(queue.get())
            await asyncio.wait((getting, waiting, *tasks), return_when=asyncio.FIRST_COMPLETED)
            if getting.done():
                yield getting.result()
                continue
            getting.cancel()
            for task in tasks:
                if task.done() and (error := task.exception()):
                    hint = "Let it watch more (Linux: fs.inotify.max_user_watches), or set WATCHFILES_FORCE_POLLING=1."
                    raise OutputError(Problem(f"changes on the disk cannot be followed: {error}", hint=hint))
    finally:
        ended.set()
        waiting.cancel()
        await asyncio.gather(*tasks, waiting, return_exceptions=True)


async def _watch(
    project: Project, folders: frozenset[Path], ended: asyncio.Event, queue: asyncio.Queue[frozenset[Path]]
) -> None:
    """Tell what changes in some folders, with all that lies in them; in the site's own folder its files alone."""
    from watchfiles import awatch

    is_root = folders == {project.root}
    async for found in awatch(
        *sorted(folders),
        watch_filter=None,
        step=_ROOT_STEP if is_root else _STEP,
        debounce=_MOST,
        stop_event=ended,
        recursive=not is_root,
    ):
        paths = frozenset(path for _, name in found if is_told(project, path := Path(name)))
        if paths:
            queue.put_nowait(paths)
