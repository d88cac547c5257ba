"""What tests share: a component that is absent skips a test on a user's machine, and fails it in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# In CI the same examples on every machine, so that a failure is the change's; everywhere else new ones in each run.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

sys.path.insert(0, str(Path(__file__).parent))  # what tests share is `support`

Require = Callable[[bool, str], None]

_MAY_SKIP = (
    "nothing is read-only for root",
    "only root mounts",
    "this container may not mount",
    "weblate is",
    "no figures are kept",
)
"""Reasons that hold in CI too: what depends on the user or the kernel, and a component too heavy to install there."""


@pytest.fixture
def require() -> Require:
    """`require(is_there, reason)`: go on only with a component that not every machine has."""

    def check(is_there: bool, reason: str) -> None:
        if not is_there:
            pytest.skip(reason)

    return check


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, once for a module: its driver keeps an event loop, which other modules must not find running."""
    from support.browser import open_browser

    with open_browser() as browser:
        yield browser


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is set, a skipped test has failed: `.ci/run` installs what tests need."""
    report = yield
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    if os.environ.get("CI") and report.skipped and not any(allowed in reason for allowed in _MAY_SKIP):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {reason}"
    return report
