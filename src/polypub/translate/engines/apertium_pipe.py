"""A running Apertium pipeline: one text in, its translation out, and no process left behind.

The stages flush at a NUL. One that crashes takes the end of its text along while the NUL still arrives, so every text
ends in a mark of its own: without it, half a translation, or another text's, would pass for an answer.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from polypub.translate.engines.base import Err

Command = tuple[str, ...]

_HAND = "Translate the message by hand."
_ESCAPED = re.compile(r"([\[\]{}^$/\\@<>])")
_RETURNED = re.compile(r"\\(.)|\[[^\]]*\]", re.DOTALL)
"""A character that was escaped, or a blank of ours."""
_GLANCE = 0.1
"""Seconds between two looks at whether all stages live: some hang, rather than end, behind one that crashed."""
_LOADING = 30.0
"""Seconds more for the first text, while the stages read their data."""
_CHUNK = 65536


class Pipe:
    """One pipeline, started when it is first asked; callers take turns."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = commands
        self._lock = threading.Lock()
        self._stages: _Stages | None = None
        self._finish: Callable[[], object] | None = None
        """Ends the stages; runs by itself when the pipe is forgotten or the interpreter ends."""
        self._asked = 0

    def ask(self, text: str, seconds: float) -> str | Err:
        """The translation with Apertium's marks, or why there is none; a pipeline that failed starts anew next time.

        `seconds` without a sign of life are a failure. `text` holds no NUL and no surrogates.
        """
        with self._lock:
            try:
                reply = self._exchange(text, seconds)
            except OSError:
                reply = Err("a stage of Apertium's pipeline ended", _HAND, "transient")
            except BaseException:  # Ctrl-C: what arrives later belongs to nobody
                self._end()
                raise
            if isinstance(reply, Err):
                self._end()
            return reply

    def close(self) -> None:
        """Ends its processes."""
        with self._lock:
            self._end()

    def _exchange(self, text: str, seconds: float) -> str | Err:
        if self._stages and not self._stages.alive():
            self._end()
        if self._stages is None:
            self._stages = _start(self._commands)
            seconds += _LOADING
            self._finish = weakref.finalize(self, self._stages.end)
        self._asked += 1
        # The full stop lets the last sentence end; the blank before it keeps `Mr` from becoming the word `Mr.`
        mark = f"[{self._asked}]"
        escaped = _ESCAPED.sub(r"\\\1", text)
        answer = self._stages.exchange(f"{escaped}[].{mark}\0".encode(), seconds)
        if answer is None:
            return Err(f"Apertium gave no answer in {seconds:g} seconds", "Set `timeout` to more.", "transient")
        marked = answer.decode(errors="replace")
        if "\0" in marked or not marked.endswith(mark):
            return Err("Apertium lost the end of the text", _HAND, "transient")
        return _RETURNED.sub(lambda found: found[1] or "", marked).removesuffix(".")

    def _end(self) -> None:
        if self._finish:
            self._finish()
        self._stages = self._finish = None


@dataclass(eq=False)
class _Stages:
    """The processes of one pipeline, and our ends of it."""

    processes: list[subprocess.Popen[bytes]]
    to: int
    back: int
    ended: bool = False

    def alive(self) -> bool:
        """Whether no stage has ended."""
        return all(process.poll() is None for process in self.processes)

    def exchange(self, request: bytes, seconds: float) -> bytes | None:
        """What came back up to the NUL; None when nothing moved for so long, OSError when a stage is gone."""
        answer, waited = bytearray(), 0.0
        while not answer.endswith(b"\0") and waited < seconds:
            waiting = {self.back: select.POLLIN} | ({self.to: select.POLLOUT} if request else {})
            ready = _poll(waiting, min(_GLANCE, seconds))
            waited = 0.0 if ready else waited + _GLANCE
            if not ready and not self.alive():
                raise BrokenPipeError
            if self.to in ready:
                request = request[os.write(self.to, request) :]
            if self.back in ready:
                answer += _read(self.back)
        return bytes(answer[:-1]) if answer.endswith(b"\0") else None

    def end(self) -> None:
        """Closes the pipes and kills the stages, a stopped one too; none is left, not even unburied."""
        if self.ended:
            return
        self.ended = True
        os.close(self.to)
        os.close(self.back)
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in self.processes:
            process.wait()


def _poll(waiting: dict[int, int], seconds: float) -> set[int]:
    poll = select.poll()
    for descriptor, events in waiting.items():
        poll.register(descriptor, events)
    return {descriptor for descriptor, _ in poll.poll(seconds * 1000)}


def _read(descriptor: int) -> bytes:
    chunk = os.read(descriptor, _CHUNK)
    if not chunk:
        raise BrokenPipeError
    return chunk


def _start(commands: Sequence[Command]) -> _Stages:
    """Runs the stages, each reading what the one before writes; OSError when one cannot be run."""
    back, to = os.pipe()
    os.set_blocking(to, False)
    stages = _Stages([], to, back)
    try:
        for command in commands:
            stages.back = _start_stage(stages, command)
    except BaseException:
        stages.end()
        raise
    return stages


def _start_stage(stages: _Stages, command: Command) -> int:
    """Runs the next stage on what the last one writes; the descriptor of what it writes itself."""
    back, stdout = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603  # one of Apertium's own programs: see `apertium_modes`
            command,
            stdin=stages.back,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to handle
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except OSError:
        os.close(back)
        raise
    finally:
        os.close(stdout)
    os.close(stages.back)
    stages.processes.append(process)
    return back
