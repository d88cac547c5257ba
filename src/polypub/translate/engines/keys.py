"""Where an engine's key comes from."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from polypub.errors import Problem, UsageError
from polypub.model.engine import EngineSettings

_KEY = re.compile(r"[\x21-\x7e]+")
"""What can stand in an HTTP header (RFC 9110 §5.5), less white space."""
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Key:
    """A secret, and what is to be said about it; empty when there is none."""

    secret: str = field(default="", repr=False)
    warning: str = ""
    """One sentence without a full stop; empty when all is well."""


def find_key(settings: EngineSettings) -> Key:
    """The engine's key: from the variable `key_env` names, else from `POLYPUB_<NAME>_KEY`, else from `key_file`.

    Empty when none of them has one. Raises UsageError where the settings name a place that has no key, or what is
    there cannot be one.
    """
    for variable in filter(None, (settings.key_env, default_variable(settings.name))):
        secret = os.environ.get(variable, "").strip()
        if secret:
            return Key(_checked(secret, f"the variable {variable}"))
    if settings.key_file:
        return _read(Path(settings.key_file))
    if settings.key_env:
        raise _missing(settings)
    return Key()


def require_key(settings: EngineSettings) -> Key:
    """The engine's key; UsageError names the variable that it is looked for in."""
    key = find_key(settings)
    if not key.secret:
        raise _missing(settings)
    return key


def no_key(settings: EngineSettings) -> Key:
    """The key of an engine that takes none, whatever variables are set."""
    del settings
    return Key()


def default_variable(name: str) -> str:
    """The variable that holds the key of an engine that says nothing else (`my-libre`: `POLYPUB_MY_LIBRE_KEY`)."""
    return f"POLYPUB_{re.sub(r'[^0-9A-Z]', '_', name.upper())}_KEY"


def _missing(settings: EngineSettings) -> UsageError:
    variable = settings.key_env or default_variable(settings.name)
    hint = f"Set the variable {variable}, or name a file with `key_file` in `[engines.{settings.name}]`."
    return UsageError(Problem(f"engine `{settings.name}` has no key: {variable} is not set", hint=hint))


def _read(path: Path) -> Key:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            first = file.readline(_MOST).decode("utf-8-sig", "replace").strip()
    except OSError as error:
        hint = "Write the key on its first line, or correct `key_file`."
        raise UsageError(Problem(f"the key cannot be read: {error.strerror}", str(path), hint=hint)) from None
    if not first:
        raise UsageError(Problem("the key file is empty", str(path), hint="Write the key on its first line."))
    open_to_all = os.name == "posix" and mode & stat.S_IROTH
    warning = f"everybody on this machine may read the key in {path}: `chmod 600` it" if open_to_all else ""
    return Key(_checked(first, str(path)), warning)


def _checked(secret: str, place: str) -> str:
    if not _KEY.fullmatch(secret):
        hint = "Copy the key again, alone: letters, digits and signs of ASCII, no spaces."
        raise UsageError(Problem(f"what {place} holds cannot be a key", hint=hint))
    return secret
