"""What commands cost, counted and not timed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import Require

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import instructions


@pytest.mark.long
def test_no_command_has_become_dearer(require: Require) -> None:
    """Extraction, checks and rendering take at most a tenth more instructions than the figures that are kept."""
    require(instructions.is_possible(), "neither perf with hardware counters nor valgrind is here")
    require(
        bool(instructions.expected()), f"valgrind is here, but no figures are kept for Python {instructions.VERSION}"
    )
    assert not instructions.compare(instructions.measure())
