"""Chromium, for pages as people meet them, and axe, which finds what keeps people out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
MODULES = Path(os.environ.get("POLYPUB_NODE_MODULES", Path(__file__).parents[2] / "node_modules"))
AXE = MODULES / "axe-core/axe.min.js"


@contextmanager
def open_browser() -> Iterator[Any]:
    """Chromium without a window; the test is skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
