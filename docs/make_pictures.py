"""Make docs/pictures/: one article of the rendered portal in three editions, side by side, and its dashboard.

Run `polypub render` first. Needs playwright and a Chromium, whose path the environment variable CHROMIUM may name.
"""

from __future__ import annotations

import base64
import datetime as dt
import functools
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from polypub.config import load_project
from polypub.pipeline.dashboard import make_dashboard

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "editions.png"
DASHBOARD = ROOT / "docs" / "pictures" / "dashboard.png"
ARTICLE = "news/opinions/a-map-for-every-visitor"
EDITIONS = ("en", "be", "ar")
WIDTH, HEIGHT = 1280, 1600
SHOWN = 520
"""Width of each edition in the picture."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has above
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of the folder on the loopback interface, for as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def photograph(browser: Browser, address: str) -> str:
    """A picture of a page, as a data URI."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready")
    picture = page.screenshot()
    page.close()
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def join(browser: Browser, pictures: list[str]) -> bytes:
    """The pictures side by side, as one PNG."""
    images = "".join(f'<img src="{picture}" alt="">' for picture in pictures)
    style = f"body{{margin:0;display:inline-flex;gap:12px;padding:12px;background:#ccc}}img{{width:{SHOWN}px}}"
    page = browser.new_page(viewport={"width": (SHOWN + 12) * len(pictures) + 12, "height": 800})
    page.set_content(f"<style>{style}</style><body>{images}</body>", wait_until="load")
    return page.locator("body").screenshot()


def photograph_dashboard(browser: Browser) -> bytes:
    """The upper part of the portal's dashboard, as one PNG."""
    text, _ = make_dashboard(load_project(ROOT), dt.datetime.now(dt.UTC))
    page = browser.new_page(viewport={"width": 1120, "height": 1240}, color_scheme="light")
    page.set_content(text, wait_until="load")
    return page.screenshot()


@contextmanager
def review(locale: str) -> Iterator[str]:
    """The address of the first page to review, for as long as it is needed."""
    command = [sys.executable, "-m", "polypub", "review", locale, "--port", "0", "--as", "anna"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stderr is not None  # noqa: S101 - for the type checker
        yield next(found[0] for line in process.stderr if (found := re.search(r"http://\S+", line)))
        process.terminate()


def photograph_panel(browser: Browser, address: str) -> bytes:
    """The page and the panel beside it, at the next message with work, as a PNG."""
    page = browser.new_page(viewport={"width": 1440, "height": 860})
    page.goto(address, wait_until="load")
    page.wait_for_selector("polypub-review[data-ready]", state="attached")
    page.keyboard.press("j")
    page.locator("#source").wait_for()
    page.wait_for_timeout(1500)  # the memory and the checks are asked for behind the text
    picture = page.screenshot()
    page.close()
    return picture


def main() -> None:
    """Photograph, join, write."""
    with sync_playwright() as playwright, serve(ROOT / "public") as address:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        pictures = [photograph(browser, f"{address}/{edition}/{ARTICLE}") for edition in EDITIONS]
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(join(browser, pictures))
        with review("pl") as page:
            PICTURE.with_name("review.png").write_bytes(photograph_panel(browser, page))
        DASHBOARD.write_bytes(photograph_dashboard(browser))
        browser.close()


if __name__ == "__main__":
    main()
