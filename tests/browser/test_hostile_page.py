"""Whatever a cell contains is shown as text and never becomes markup or script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Open
from tests.support.report_page import page_of_many, page_of_text

pytestmark = pytest.mark.thorough

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--></script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "javascript:alert(1)",
    "</title><base href=//a.example>",
    "</style><style>*{display:none}</style>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "&lt;b&gt; &amp; \u2028\u2029",
    "__proto__",
    "${alert(1)}`",
    "\x00\x01글\ud7ff",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text(open_page: Open, tmp_path: Path, text: str) -> None:
    page = open_page(page_of_text(text, tmp_path))
    assert page.locator("script").count() == 2
    assert page.locator("iframe, svg, base, form, object, main img").count() == 0
    page.locator("main button.n").first.click()
    shown = "".join(page.text_content("#panel-body") or "")
    visible = text.replace("\x00", "").replace("\x01", "")
    assert "".join(visible.split()) in "".join(shown.split())
    page.keyboard.press("Escape")
    page.fill("#ask", text)
    page.select_option("#region", "1")
    assert page.locator("script").count() == 2


def test_no_script_but_ours_runs(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(page_of_text("글", tmp_path).as_uri())
    policy = page.get_attribute("meta[http-equiv='Content-Security-Policy']", "content") or ""
    assert policy.startswith("default-src 'none'")
    assert not [word for word in ("unsafe", "http", "*") if word in policy]
    stopped = page.evaluate(
        """() => new Promise(resolve => {
            const tell = event => resolve(event.effectiveDirective);
            document.addEventListener("securitypolicyviolation", tell, {once: true});
            const script = document.createElement("script");
            script.textContent = "window.bad = true";
            document.body.append(script);
        })"""
    )
    assert stopped.startswith("script-src")
    assert page.evaluate("window.bad") is None
    page.close()


def test_ten_thousand_numbers_are_searched_and_filtered_without_a_stutter(open_page: Open, tmp_path: Path) -> None:
    page = open_page(page_of_many(10_000, tmp_path))
    page.evaluate(
        """() => {
            window.longest = 0;
            const keep = list => list.getEntries().forEach(
                each => window.longest = Math.max(window.longest, each.duration));
            new PerformanceObserver(keep).observe({type: "event", durationThreshold: 16});
        }"""
    )
    page.locator("#ask").press_sequentially("3권역 4,567")
    page.locator("main button.n").nth(9_000).click()
    page.keyboard.press("Escape")
    page.select_option("#region", "3")
    assert page.locator("#count").inner_text()
    longest = page.evaluate("() => new Promise(done => setTimeout(() => done(window.longest), 300))")
    assert 0 < longest < 500  # milliseconds from a key or click to the next picture
