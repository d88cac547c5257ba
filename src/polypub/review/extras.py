"""What serves pages to a browser, beside polypub itself."""

from __future__ import annotations

from importlib.util import find_spec

from polypub.errors import Problem, UsageError

_NEEDED = ("starlette", "uvicorn", "watchfiles")


def check_extras(what: str) -> None:
    """Raise UsageError, in the name of what is to be served, when what serves it is not installed."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        text = f"{what} needs {', '.join(missing)}, which {are} not installed"
        raise UsageError(Problem(text, hint="Run `pip install 'polypub[serve]'`."))
