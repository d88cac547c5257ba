"""What went wrong in an exchange with an engine, in words that hold no key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from polypub.errors import EngineError, Problem
from polypub.translate.engines.base import Err, Fault

_DETAIL = 120
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_JSON_CONTROLS = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}
_TRY_LATER = "Try again later."
_CHECK_URL = "Check `url` in `[engines.{name}]`."
_CHECK_KEY = "Check the key of `[engines.{name}]`."
_SHORTER = "Set `max_chars` in `[engines.{name}]` to less."
_STATUS: dict[int, tuple[Fault, str, str]] = {
    401: ("auth", "rejects the key", _CHECK_KEY),
    402: ("quota", "has nothing left to spend", "Change the plan, or use another engine."),
    403: ("auth", "rejects the key", _CHECK_KEY),
    404: ("auth", "has nothing at this address", _CHECK_URL),
    405: ("auth", "has nothing at this address", _CHECK_URL),
    408: ("transient", "gave up waiting", _TRY_LATER),
    410: ("auth", "has nothing at this address", _CHECK_URL),
    413: ("input", "finds the text too long", _SHORTER),
    414: ("input", "finds the text too long", _SHORTER),
    429: ("rate", "is asked too often", "Wait, or set `pause` in `[engines.{name}]` to more."),
    456: ("quota", "has nothing left to spend", "Wait until the quota is renewed, or change the plan."),
    529: ("rate", "is asked too often", "Wait, or set `pause` in `[engines.{name}]` to more."),
}
"""What a status means (RFC 9110; 456 and 529 are DeepL's). 404 is no key's fault, but no text will fare better."""


class ExchangeError(EngineError):
    """An exchange that gave nothing to use; `err` says why."""

    def __init__(self, err: Err) -> None:
        self.err = err
        super().__init__(Problem(err.reason, hint=err.remedy))

    def __reduce__(self) -> tuple[type[ExchangeError], tuple[Err]]:  # type: ignore[override]  # made of one Err
        """From another process it arrives with its fault."""
        return type(self), (self.err,)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""

    @property
    def is_page(self) -> bool:
        """It is HTML, whatever was asked for."""
        return bool(re.match(r"\s*<(?:!doctype|html|head|body)\b", self.text, re.IGNORECASE))


class Redactor:
    """Takes keys out of text, also where they are percent-encoded, doubly or in part, or written as JSON has them."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = ("".join(map(_spellings, secret)) for secret in sorted(set(filter(None, secrets)), key=len)[::-1])
        pattern = "|".join(forms)
        self._pattern = re.compile(pattern) if pattern else None

    def __call__(self, text: str) -> str:
        """The text with `[key]` for every key."""
        return self._pattern.sub("[key]", text) if self._pattern else text

    def clean(self, err: Err) -> Err:
        """The same reason without a key."""
        return Err(self(err.reason), self(err.remedy), err.fault, err.after)


def _spellings(character: str) -> str:
    """A pattern for one character however it is escaped."""
    encoded = "".join(f"%(?:25)*(?i:{byte:02x})" for byte in character.encode("utf-8", "surrogatepass"))
    units = character.encode("utf-16-be", "surrogatepass").hex()
    escaped = "".join(rf"\\u(?i:{units[start : start + 4]})" for start in range(0, len(units), 4))
    forms = [re.escape(character), encoded, escaped, rf"\\{re.escape(_JSON_CONTROLS.get(character, character))}"]
    return f"(?:{'|'.join(forms + [r'[+]'] * (character == ' '))})"


def fault_of(answer: Answer, name: str) -> Err | None:
    """Why the answer cannot be used, by its status; None for 2xx."""
    status = answer.status
    if 200 <= status < 300:
        return None
    fault, what, remedy = _STATUS.get(status) or _by_class(status)
    reason = f"{name} {what} (HTTP {status}{_detail(answer)})"
    return Err(reason, remedy.format(name=name), fault, retry_after(answer.headers))


def _by_class(status: int) -> tuple[Fault, str, str]:
    if status >= 500:
        return "transient", "failed", _TRY_LATER
    if 300 <= status < 400:
        return "rate", "sends the request elsewhere, as it does with those who ask too often", "Wait, or check `url`."
    return "output", "refuses the request", "Translate the message by hand, or use another engine."


def _detail(answer: Answer) -> str:
    """The server's own words, if they are short and in JSON: `: quota exceeded`."""
    said = said_in(answer)
    return f": {said}" if said else ""


def said_in(answer: Answer) -> str:
    """The error message of a JSON answer, on one line and cut to 120 characters; empty when there is none."""
    try:
        found = json.loads(answer.text)
    except (ValueError, RecursionError):
        return ""
    for name in ("error", "message", "detail", "responseDetails"):
        while isinstance(found, dict) and found.get(name):
            found = found[name]
    return " ".join(_CONTROLS.sub(" ", found).split()).rstrip(".")[:_DETAIL] if isinstance(found, str) else ""


def read_json(answer: Answer, name: str) -> object:
    """The answer's JSON. ExchangeError tells a page from an answer that was cut off."""
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError):
        raise ExchangeError(_not_json(answer, name)) from None


def _not_json(answer: Answer, name: str) -> Err:
    """No text is to blame for any of these, so that each may be sent again."""
    if answer.text.lstrip()[:1] in ("{", "["):
        return Err(f"{name} broke off its answer", _TRY_LATER, "transient")
    what = "a page" if answer.is_page else "something else than JSON" if answer.text.strip() else "nothing"
    return Err(f"{name} answered with {what}", _CHECK_URL.format(name=name), "transient")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks to wait (RFC 9110 §10.2.3); None when it says nothing of use.

    A date counts from the server's own `Date`, whose clock it was made with, so ours is not asked.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return float(text)
    try:
        until, since = parsedate_to_datetime(text), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
