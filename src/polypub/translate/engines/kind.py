"""What is particular to an engine on a network, and what a site's settings make of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, unquote, urlsplit

from polypub.errors import Problem
from polypub.model.engine import EngineSettings
from polypub.translate.engines.base import Limits, TokenStyle
from polypub.translate.engines.keys import Key, no_key
from polypub.translate.engines.service import Place, Service
from polypub.translate.engines.session import Explain, Session

_ADAPTER = "1"
"""Changes when texts are sent, or answers read, in another way."""
_UNHEARD = ("batch", "email", "region")
"""Options that change no answer."""
_TIMEOUT = 60.0
"""Seconds for an exchange; a server without a graphics card may need most of them for a batch."""
_HERE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The facts of one engine."""

    open: Callable[[EngineSettings, str], tuple[Session, Service]]
    """Given the settings and the key."""
    needs: str
    limits: Limits
    key: Callable[[EngineSettings], Key] = no_key
    options: Mapping[str, type] = field(default_factory=dict)
    token: TokenStyle = "letters"  # noqa: S105  # not a secret
    needs_url: bool = False
    has_models: bool = False
    has_most: bool = False
    """More than its limit it does not take, whatever a site says."""


def settings_problems(settings: EngineSettings, kind: Kind) -> Iterator[Problem]:
    """What the settings lack or have wrong, all of it, but for the key."""
    yield from _option_problems(settings, kind)
    if not settings.url and kind.needs_url:
        yield _problem(settings, "has no address", 'Write `url`, such as "http://127.0.0.1:5000",')
    elif settings.url and not _is_address(settings.url):
        yield _problem(settings, "has an address that is none", "Write `url` with https:// or http://")
    if settings.model and not kind.has_models:
        yield _problem(settings, "has no models to choose from", "Take `model` out")
    if kind.key is no_key and (settings.key_env or settings.key_file):
        yield _problem(settings, "takes no key", "Take `key_env` and `key_file` out")


def limits_of(settings: EngineSettings, kind: Kind) -> Limits:
    """The engine's limits as the site has them."""
    own = kind.limits
    most = settings.max_chars or own.max_chars
    batch = settings.options.get("batch")
    return replace(
        own,
        max_chars=min(most, own.max_chars) if kind.has_most else most,
        max_batch=batch if isinstance(batch, int) else own.max_batch,
        workers=settings.workers or own.workers,
        pause=own.pause if settings.pause is None else settings.pause,
    )


def version_of(settings: EngineSettings) -> str:
    """Adapter, server, model and options, as far as they change answers."""
    host = urlsplit(settings.url).netloc.rpartition("@")[2]
    options = [f"{name}={value}" for name, value in sorted(settings.options.items()) if name not in _UNHEARD]
    return " ".join(filter(None, (_ADAPTER, host, settings.model, *options)))


def place_of(settings: EngineSettings, url: str, key: str, explain: Explain) -> Place:
    """Where the service is: the site's address, else its own; whatever is secret there never comes out again."""
    options = {name: str(value) for name, value in settings.options.items() if name != "batch"}
    secrets = (key, options.get("email", ""), *_passwords(urlsplit(settings.url)))
    session = Session(settings.name, settings.timeout or _TIMEOUT, secrets, explain)
    return Place(settings.name, session, (settings.url or url).rstrip("/"), key, options)


def clear_text_warning(settings: EngineSettings, key: Key) -> str:
    """What to say of a key that anybody on the way may read; empty when nobody can."""
    parts = urlsplit(settings.url)
    is_open = parts.scheme == "http" and parts.hostname not in _HERE and (key.secret or parts.password)
    return "the key travels unencrypted: let `url` begin with https://" if is_open else ""


def _option_problems(settings: EngineSettings, kind: Kind) -> Iterator[Problem]:
    for name, value in settings.options.items():
        wanted = kind.options.get(name)
        if wanted is None:
            known = ", ".join(f"`{option}`" for option in kind.options) or "none"
            yield _problem(settings, f"has no option `{name}`", f"Its options are: {known}; correct it")
        elif type(value) is not wanted or not value or (isinstance(value, int) and value < 1):
            what = "a whole number above 0" if wanted is int else "text"
            yield _problem(settings, f"cannot read its option `{name}`", f"Write {what}")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _problem(settings: EngineSettings, what: str, remedy: str) -> Problem:
    return Problem(f"engine `{settings.name}` {what}", hint=f"{remedy} in `[engines.{settings.name}]`.")


def _passwords(parts: SplitResult) -> tuple[str, ...]:
    """The password of an address as it is written, as it is meant, and with its name as it is sent (RFC 7617)."""
    password = parts.password or ""
    if not password:
        return ()
    sent = f"{unquote(parts.username or '')}:{unquote(password)}".encode()
    return password, unquote(password), b64encode(sent).decode("ascii")
