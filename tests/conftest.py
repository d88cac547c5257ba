"""What tests share: a component that is absent skips a test on a user's machine, and fails it in CI."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

Require = Callable[[bool, str], None]


@pytest.fixture
def require() -> Require:
    """`require(is_there, reason)`: go on only with a component; where CI is set, its absence is a failure."""

    def check(is_there: bool, reason: str) -> None:
        if is_there:
            return
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return check
