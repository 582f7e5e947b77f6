"""A real browser for the page, driven by playwright: the computer's own Chromium, never a downloaded one.

Comes in: the command ``chromium``. Goes out: the fixture ``open_page``. Where there is no Chromium these tests are
skipped; in CI, which must have it, they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Open = Callable[[Path], Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        if os.environ.get("NETWORK_REPORT_REQUIRE_RENDER"):
            pytest.fail("the browser tests are required here, but chromium (Debian: chromium) is missing")
        pytest.skip("no chromium here")
    with sync_playwright() as driver:
        # In a container Chromium cannot make its own sandbox; it opens only our own files here.
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a file. At the end of the test the page must have had no error and made no request beyond the file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))

    def opened(path: Path) -> Page:
        page.goto(path.as_uri())
        return page

    yield opened
    context.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
