"""What the preview needs beside polypub itself."""

from __future__ import annotations

from importlib.util import find_spec

from polypub.errors import Problem, UsageError

_NEEDED = ("starlette", "uvicorn", "watchfiles")


def check_extras() -> None:
    """Raise UsageError when what serves the preview is not installed."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        what = f"the preview needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise UsageError(Problem(what, hint="Run `pip install 'polypub[serve]'`."))
