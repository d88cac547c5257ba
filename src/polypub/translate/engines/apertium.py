"""Apertium: rule-based translation by a command on this machine, or by Apertium's own server."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

from polypub.errors import Problem, UsageError
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.addresses import is_address
from polypub.translate.engines.apertium_modes import (
    Direction,
    find_direction,
    find_modes,
    fingerprint,
    languages_from,
    pipeline,
)
from polypub.translate.engines.apertium_pipe import Command, Pipe
from polypub.translate.engines.base import Engine, Err, Limits, Probe, Query, Reply, TokenStyle

_ADAPTER = 1
"""Goes up whenever the same words of Apertium make another draft."""
_PROGRAMS = ("apertium", "apertium-wblank-mode")
_INSTALL = "Install the packages of Apertium and of the pair of languages, such as `apertium apertium-eng-spa`."
_TIMEOUT = 30.0
_MAX_CHARS = 4000
_MAX_BATCH = 50
_HAND = "Translate the message by hand."


class Pipes:
    """The pipelines of all directions, each lent to one caller at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: list[Pipe] = []
        self._idle: dict[Direction, list[Pipe]] = {}

    @contextmanager
    def lend(self, direction: Direction, commands: Sequence[Command]) -> Iterator[Pipe]:
        """A pipeline that nobody else has; a new one only when all are lent."""
        with self._lock:
            idle = self._idle.setdefault(direction, [])
            pipe = idle.pop() if idle else Pipe(commands)
            if pipe not in self._all:
                self._all.append(pipe)
        try:
            yield pipe
        finally:
            with self._lock:
                idle.append(pipe)

    def close(self) -> None:
        """Ends every process."""
        with self._lock:
            pipes = list(self._all)
        for pipe in pipes:
            pipe.close()


class LocalApertium:
    """The command `apertium`, kept running for each pair of languages and caller.

    Apertium's taggers learn as they run: the same text may be answered with another word after other texts.
    """

    token: TokenStyle = "brackets"  # noqa: S105  # not a secret
    needs = "the command `apertium` and a package for the pair of languages, such as apertium-eng-spa"

    def __init__(self, settings: EngineSettings, data: Path) -> None:
        self.name = settings.name
        self.limits = Limits(
            max_chars=settings.max_chars or _MAX_CHARS,
            max_batch=_MAX_BATCH,
            workers=settings.workers or 1,
            pause=settings.pause or 0.0,
        )
        self._data = data
        self._seconds = settings.timeout or _TIMEOUT
        self._modes = find_modes(data)
        self._commands: dict[Direction, tuple[Command, ...]] = {}
        self._failed: set[tuple[Direction, str]] = set()
        self._pipes = Pipes()

    @cached_property
    def version(self) -> str:
        """The adapter and the linguistic data."""
        return f"apertium {_ADAPTER} {fingerprint(self._data)}"

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text; a text at which a stage crashed is `transient` once, then `output`."""
        direction = find_direction(self._modes, source, target)
        if direction is None:
            return [Err(f"Apertium has no pair {source} to {target} here", _INSTALL, "pair")] * len(queries)
        commands = self._pipeline(direction)
        if not commands:
            mode = self._modes[direction]
            return [Err(f"Apertium cannot run {mode.name}", "Install its package again.", "pair")] * len(queries)
        from polypub.translate.engines.apertium_translator import ApertiumTranslator

        with self._pipes.lend(direction, commands) as pipe:
            asked = ApertiumTranslator(direction, partial(pipe.ask, seconds=self._seconds), self.limits.max_chars)
            return [self._told(direction, query.text, asked.reply(query.text)) for query in queries]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """Translates a number into every target."""
        languages = languages_from(self._modes, source)
        replies = {target: self.translate([Query("12")], source, target)[0] for target in targets}
        wrong = {target: reply.reason for target, reply in replies.items() if isinstance(reply, Err)}
        if not wrong:
            return Probe(
                True, f"runs, with pairs from {source} into {', '.join(languages) or 'no language'}", languages
            )
        return Probe(len(wrong) < len(targets), "; ".join(dict.fromkeys(wrong.values())), languages)

    def close(self) -> None:
        """Ends every process; the next text starts what it needs."""
        self._pipes.close()

    def _pipeline(self, direction: Direction) -> tuple[Command, ...]:
        if direction not in self._commands:
            self._commands[direction] = pipeline(self._modes[direction])
        return self._commands[direction]

    def _told(self, direction: Direction, text: str, reply: Reply) -> Reply:
        """A text that failed before is not worth a third try."""
        if not isinstance(reply, Err) or reply.fault != "transient":
            return reply
        if (direction, text) in self._failed:
            return Err(f"{reply.reason}, twice", _HAND)
        self._failed.add((direction, text))
        return reply


def make_apertium(settings: EngineSettings) -> Engine:
    """Apertium's server where `url` is set, else the local command; option `data` is the folder of its data.

    Raises UsageError when the command or its data is not there, or an option is unknown.
    """
    problems = list(_problems(settings))
    if problems:
        raise UsageError(problems)
    if settings.url:
        from polypub.translate.engines.apertium_apy import ServedApertium

        return ServedApertium(settings)
    return LocalApertium(settings, _data(settings))


def _problems(settings: EngineSettings) -> Iterator[Problem]:
    table = f"[engines.{settings.name}]"
    known = () if settings.url else ("data",)
    for option, value in settings.options.items():
        if option not in known or not isinstance(value, str):
            hint = "It has none with `url`, and without it the option `data`, a folder."
            yield Problem(f"{table} has an unknown option `{option}`, or one of the wrong type", hint=hint)
            return
    if settings.url:
        if not is_address(settings.url):
            yield Problem(f"{table} has an address that is none", hint="Write `url` with https:// or http://.")
        return
    absent = [program for program in _PROGRAMS if not shutil.which(program)]
    if absent:
        yield Problem(f"{table} needs `{absent[0]}`, which is not installed", hint=_INSTALL)
    elif not find_modes(_data(settings)):
        yield Problem(f"{table} finds no pairs of languages below {_data(settings)}", hint=_INSTALL)


def _data(settings: EngineSettings) -> Path:
    folder = settings.options.get("data") or os.environ.get("APERTIUM_DATADIR") or "/usr/share/apertium"
    return Path(str(folder)).expanduser()
