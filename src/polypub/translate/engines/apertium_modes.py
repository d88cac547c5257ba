"""The directions that an Apertium installation has, and the pipeline of each."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from polypub.cldr.subtags import Subtags, alpha3, likely_subtags, subtags
from polypub.model.locale import Locale
from polypub.translate.engines.apertium_pipe import Command

Direction = tuple[str, str]
"""Source and target in Apertium's codes: `("eng", "por_BR")`, `("es", "pt_BR")`."""

_NAME = re.compile(r"([a-z]{2,3}(?:_\w+)?)-([a-z]{2,3}(?:_\w+)?)")
_STAGE = r"(?:[a-z]+-proc|apertium-[a-z-]+|rtx-decomp|anaphora-resolver)(?: (?:-[\w-]+|\$[12]|'[^'|]*'|[\w./-]+))*"
_PIPELINE = re.compile(rf"\s*{_STAGE}(?:\s*\|\s*{_STAGE})*\s*")
_TAGGER = re.compile(r"cg-proc -z -w ('[^']*') \| apertium-tagger -z -g \$2 '[^']*'")
_BROKEN_TAGGERS = {"rus-ukr", "rus-bel", "ukr-rus"}
"""Released with taggers that crash on most sentences; their constraint grammar's first reading serves instead."""
_OWN = {"hr": "hbs_HR", "bs": "hbs_BS", "sr-Latn": "hbs_SR", "no": "nob"}
"""Where Apertium's code is not that of ISO 639-3 for the tag."""
_PATIENCE = 30


def find_modes(data: Path) -> dict[Direction, Path]:
    """The mode file of every direction between two languages; empty where there is no such folder."""
    found = sorted((data / "modes").glob("*.mode"))
    return {(name[1], name[2]): mode for mode in found if (name := _NAME.fullmatch(mode.stem))}


def find_direction(directions: Iterable[Direction], source: Locale, target: Locale) -> Direction | None:
    """The direction that serves two locales best: the target's own variety before the plain language."""
    known = {(_three_letters(left), _three_letters(right)): (left, right) for left, right in directions}
    wanted = ((left, right) for right in _codes(target) for left in _source_codes(source))
    return next((known[pair] for pair in wanted if pair in known), None)


def pipeline(mode: Path) -> tuple[Command, ...]:
    """The commands of a mode, flushing at NUL and marking unknown words.

    Empty when Apertium cannot make one of the file, or it runs programs that are not Apertium's.
    """
    command = ["apertium-wblank-mode", "-z", str(mode)]
    try:
        made = subprocess.check_output(command, stderr=subprocess.DEVNULL, timeout=_PATIENCE)  # noqa: S603 - Apertium's own
    except (OSError, subprocess.SubprocessError):
        return ()
    script = made.decode(errors="replace")
    if mode.stem in _BROKEN_TAGGERS:
        script = _TAGGER.sub(r"cg-proc -z -1 -n -w \1", script)
    return tuple(map(_command, script.split("|"))) if _PIPELINE.fullmatch(script) else ()


def _command(stage: str) -> Command:
    """`$1` is how words are generated, with marks or without; `$2` is for debugging."""
    return tuple("-g" if word == "$1" else word for word in shlex.split(stage) if word != "$2")


def fingerprint(data: Path) -> str:
    """Changes with the linguistic data: names, sizes and times of its files."""
    files = [path for path in sorted(data.rglob("*")) if path.is_file()]
    stamps = [f"{path.relative_to(data)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return sha256("\n".join(stamps).encode()).hexdigest()[:12]


def languages_from(directions: Iterable[Direction], source: Locale) -> tuple[str, ...]:
    """What can be translated into from a source, in Apertium's codes."""
    lefts = _source_codes(source)
    return tuple(sorted({right for left, right in directions if _three_letters(left) in lefts}))


def _source_codes(locale: Locale) -> tuple[str, ...]:
    """What is read needs no variety: Serbo-Croatian is one source for all of its standards."""
    codes = _codes(locale)
    return tuple(dict.fromkeys((*codes, *(code.partition("_")[0] for code in codes if locale in _OWN))))


def _codes(locale: Locale) -> tuple[str, ...]:
    """Apertium's spellings of a locale, its own variety first; none for a script that Apertium's data is not in."""
    if locale in _OWN:
        return (_OWN[locale],)
    parts = subtags(locale)
    code = alpha3(Locale(parts.language))
    if not code:
        return ()
    varieties = tuple(f"{code}_{part}" for part in (parts.variant, parts.territory, parts.script) if part)
    usual = likely_subtags(Subtags(parts.language)).script
    return varieties if parts.script not in ("", usual) else (*varieties, code)


def _three_letters(code: str) -> str:
    """`es` and `spa` are one language; `pt_BR` is `por_BR`."""
    language, underscore, variety = code.partition("_")
    return f"{alpha3(Locale(language)) or language}{underscore}{variety}"
