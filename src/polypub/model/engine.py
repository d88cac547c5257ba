"""What a site says about a translation engine: one table `[engines.NAME]` of its configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """The settings of one engine; what is not said is the engine's own default."""

    name: str
    """The name of the table: what `engine = "…"`, `--engine` and the notes of drafts say. One word."""
    engine: str
    """Which engine it is; the same as the name unless a site has two of a kind."""
    url: str = ""
    """Where its server answers."""
    key_env: str = ""
    """The environment variable that holds its key."""
    key_file: str = ""
    """A file whose first line is its key, relative to the site."""
    model: str = ""
    """The model that a language model's server is asked for."""
    timeout: float | None = None
    """Seconds until a request is given up."""
    workers: int | None = None
    """How many requests may be under way at once."""
    pause: float | None = None
    """Seconds between the starts of two requests."""
    max_chars: int | None = None
    """The longest text that is sent, in characters."""
    price: float | None = None
    """What a million characters cost, for `--max-cost`; None when nobody has said so."""
    options: Mapping[str, object] = field(default_factory=dict)
    """What only this engine knows: `[engines.NAME.options]`."""
