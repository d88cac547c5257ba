"""A command that found nothing to do finds nothing to do again while nothing that it read has changed.

What it read is a snapshot: every file below some folders, with its times and size and a hash of its content. A file
whose times and size are the same is the same; another one (of a fresh clone, beside a restored cache) is told by its
content. Snapshots lie in `.polypub/replay/` and can be deleted.

This module answers before the command line is loaded, so it loads nothing itself: no dataclasses, pathlib or json.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing's own would have to be imported
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FOLDER = os.path.join(".polypub", "replay")
_FORMAT = "polypub replay 3"
_CODE = os.path.dirname(os.path.abspath(__file__))
_OURS = "polypub:"
"""What stands for that folder in a record, which another environment may read."""
_HERE = "\3"
"""What stands for the site's folder in what was said: a copy of the site lies elsewhere."""
_TICK = 20_000_000
"""Nanoseconds within which a file may change twice and keep its times."""
_COARSE_TICK = 2_000_000_000
"""The same where times are whole milliseconds or worse."""

REMOVED = ""
"""In place of a hash: the command has removed the file."""


def replay(arguments: Sequence[str]) -> bool:
    """Say again what the same command said when it last found nothing to do; False when something has changed."""
    root = _root(arguments)
    record = _read(_place(root, arguments), arguments)
    if record is None:
        return False
    (out, err, until, *places), files = record
    folders = {path: files.pop(path)[0] for path in list(files) if path.endswith("/")}
    if _is_over(until) or any(_listed(_whole(root, folder)) != stamp for folder, stamp in folders.items()):
        return False
    found = dict(_walk(root, places))
    if found.keys() != files.keys():
        return False
    moved = [path for path, stamp in found.items() if stamp != files[path][0]]
    if any(_hash(root, path, found[path]) != files[path][1] for path in moved):
        return False
    if moved:
        seen = {path: (found[path], digest) for path, (_, digest) in files.items()}
        _write(root, arguments, (out, err, until, *places), {**seen, **{p: (s, "-") for p, s in folders.items()}})
    sys.stdout.write(out.replace(_HERE, root))
    sys.stderr.write(err.replace(_HERE, root))
    return True


class Watch:
    """What a command is about to read: files and folders below a site, and polypub itself."""

    def __init__(self, root: str, places: Iterable[str]) -> None:
        self._root, self._places = root, tuple(map(_portable, (*places, _CODE)))
        self._before = dict(_walk(root, self._places))

    def keep(
        self,
        arguments: Sequence[str],
        said: tuple[str, str],
        written: Mapping[str, str],
        until: str = "",
        folders: Iterable[str] = (),
    ) -> None:
        """Note that the command, run again, says this on standard output and error, and has nothing to do.

        `written` holds the hashes (`hash_content`) of the files it has written itself. When any other file has
        changed meanwhile, nothing is noted. A folder that cannot be written costs time, not the work.

        `until` is when it stops being true, in seconds since 1970; `folders` (absolute) are those of its results:
        what is removed there is to be written again.
        """
        if _root(arguments) != self._root:
            return  # called from below the site: it would be looked for there
        now = dict(_walk(self._root, self._places))
        _, known = _read(_place(self._root, arguments), arguments) or ((), {})
        files = {
            path: (stamp, _known_hash(known, path, stamp) or _hash(self._root, path, stamp))
            for path, stamp in now.items()
        }
        gone = (path for path, stamp in self._before.items() if path not in now and stamp != "-")
        is_ours = all(written.get(path) == REMOVED for path in gone) and all(
            digest and (self._before.get(path) == stamp or written.get(path) == digest)
            for path, (stamp, digest) in files.items()
        )
        if is_ours:
            listed = {f"{_relative(self._root, folder)}/": (_listed(folder), "-") for folder in folders}
            told = (text.replace(self._root, _HERE) for text in said)
            _write(self._root, arguments, (*told, until, *self._places), {**files, **listed})


def hash_content(data: bytes) -> str:
    """What a file's content is known by."""
    from hashlib import blake2b

    return blake2b(data, digest_size=16).hexdigest()


def _root(arguments: Sequence[str]) -> str:
    """The site's folder as the command line names it; the current one when it does not."""
    for number, argument in enumerate(arguments):
        if argument in ("-C", "--site"):
            return os.path.abspath("".join(arguments[number + 1 : number + 2]))
        if argument.startswith("--site="):
            return os.path.abspath(argument.removeprefix("--site="))
    return os.getcwd()


def _place(root: str, arguments: Sequence[str]) -> str:
    name = "".join(letter if letter.isalnum() else "_" for letter in _command(arguments))
    return os.path.join(root, _FOLDER, name[-80:] or "_")


def _command(arguments: Sequence[str]) -> str:
    """The command line; one that only looks (`--check`) says the same as one that has nothing to write.

    Away from the site, where relative paths lead elsewhere, the folder is part of it.
    """
    folder = os.getcwd()
    place = [] if folder == _root(arguments) else [folder]
    return "\1".join([*place, *(argument for argument in arguments if argument != "--check")])


def _portable(place: str) -> str:
    is_ours = place == _CODE or place.startswith(_CODE + os.sep)
    return _OURS + place[len(_CODE) :] if is_ours else place


def _relative(root: str, folder: str) -> str:
    """A folder of the site as seen from there; any other one as it is."""
    return folder[len(root) + 1 :] if folder.startswith(root + os.sep) else folder


def _whole(root: str, place: str) -> str:
    return _CODE + place[len(_OURS) :] if place.startswith(_OURS) else os.path.join(root, place)


def _walk(root: str, places: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every file, relative to the site, with its stamp: `-` for what is missing, `?` for what cannot be followed."""
    for place in places:
        whole = _whole(root, place)
        try:
            status = os.stat(whole)
            if status.st_mode & 0o170000 == 0o040000:
                yield from _walk_folder(whole, place)
            else:
                yield place, _stamp(status)
        except FileNotFoundError:
            yield place, "-"
        except OSError:
            yield place, "?"


def _walk_folder(whole: str, shown: str) -> Iterator[tuple[str, str]]:
    with os.scandir(whole) as entries:
        for entry in entries:
            name = f"{shown}/{entry.name}"
            if entry.is_dir():
                if entry.is_symlink():  # it may lead in a circle
                    yield name, "?"
                elif entry.name != "__pycache__" and not entry.name.startswith("."):
                    yield from _walk_folder(entry.path, name)
                continue
            try:
                yield name, _stamp(entry.stat())
            except FileNotFoundError:  # a link to nowhere, or gone this moment
                yield name, "-"


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size}"


def _open(path: str, flags: int) -> int:
    """Open a file without waiting for anybody to write into it, should it be a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _hash(root: str, path: str, stamp: str) -> str:
    """The hash of a file that has that stamp; empty when it has changed since or is none, `-` when it is not there."""
    if stamp == "-":
        return "-"
    try:
        with open(_whole(root, path), "rb", opener=_open) as file:
            data = file.read() or b""
            return hash_content(data) if _stamp(os.fstat(file.fileno())) == stamp else ""
    except OSError:
        return ""


def _known_hash(known: Mapping[str, tuple[str, str]], path: str, stamp: str) -> str:
    """The hash of a file that was noted with that stamp; empty when it was not."""
    before, digest = known.get(path, ("", ""))
    return digest if before == stamp else ""


def _listed(folder: str) -> str:
    """When something was last put into a folder or taken out."""
    try:
        return str(os.stat(folder).st_mtime_ns)
    except OSError:
        return "-"


def _is_over(until: str) -> bool:
    from time import time

    return bool(until) and time() >= float(until)


def _setting() -> str:
    """What else decides an answer: the interpreter, the libraries with their versions, the moment, colours."""
    folders = (path for path in sys.path if path.endswith("-packages") and os.path.isdir(path))
    libraries = sorted(name for path in folders for name in os.listdir(path) if name.endswith(".dist-info"))
    moment, colours = os.environ.get("SOURCE_DATE_EPOCH", ""), os.environ.get("NO_COLOR", "")
    return " ".join(
        (
            sys.version,
            moment,
            colours,
            str(sys.stderr.isatty()),
            *libraries,
        )
    )


def _read(place: str, arguments: Sequence[str]) -> tuple[list[str], dict[str, tuple[str, str]]] | None:
    """What was said and the places, and every file's stamp and hash; None without a whole record of this command."""
    try:
        with open(place, encoding="utf-8", errors="surrogateescape", newline="") as file:
            head, _, rest = file.read().partition("\2")
    except OSError:
        return None
    said = head.split("\0")
    *fields, end = rest.split("\0")
    if said[:3] != [_FORMAT, _setting(), _command(arguments)] or end != "end" or len(fields) % 3:
        return None
    return said[3:], dict(zip(fields[::3], zip(fields[1::3], fields[2::3], strict=True), strict=True))


def _write(root: str, arguments: Sequence[str], said: Sequence[str], files: Mapping[str, tuple[str, str]]) -> None:
    """Atomic; a file that is so young that it could change and keep its times is to be told by its content."""
    place = _place(root, arguments)
    temporary = f"{place}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(os.path.join(root, ".polypub", ".gitignore"), "w", encoding="ascii") as ignore:
            ignore.write("*\n")
        with open(temporary, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            now = os.fstat(file.fileno()).st_mtime_ns
            rows = (f"{path}\0{_settled(stamp, now)}\0{digest}\0" for path, (stamp, digest) in files.items())
            head = "\0".join((_FORMAT, _setting(), _command(arguments), *said))
            file.write("".join((head, "\2", *rows, "end")))
        os.replace(temporary, place)
    except OSError:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _settled(stamp: str, now: int) -> str:
    if " " not in stamp:
        return stamp  # what is missing, or a folder
    modified, changed, _ = map(int, stamp.split())
    tick = _TICK if modified % 1_000_000 else _COARSE_TICK
    return stamp if max(modified, changed) + tick < now else "young"
