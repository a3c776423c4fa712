"""A real page in a real browser: Playwright, with the Chromium of the system."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from depicted.pytest_plugin import AssertMatchesBaseline

    def types_of_playwright_fit(page: Page, locator: Locator, check: AssertMatchesBaseline) -> None:
        """Nobody calls this: the type checker reads it."""
        check(page, threshold="strict")
        check(locator, "button", metric="exact")
        check(page.main_frame.locator("p").first)
        check(page.screenshot(full_page=True), ignore=[(0, 0, 10, 10)])


CHROMIUM = os.environ.get("DEPICTED_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

CONFTEST = f"""
import os, pytest
from playwright.sync_api import sync_playwright

@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path={CHROMIUM!r}, args={FLAGS.split()!r})
        yield browser
        browser.close()

@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={{"width": 640, "height": 400}})
    page.set_content(os.environ["CONTENT"])
    return page
"""

TESTS = """
def test_page(page, assert_matches_baseline):
    assert_matches_baseline(page)

def test_button(page, assert_matches_baseline):
    assert_matches_baseline(page.get_by_role("button"), "button")

def test_clock_left_out(page, assert_matches_baseline):
    assert_matches_baseline(page.screenshot(), ignore=[(0, 0, 640, 340)])
"""

PAGE = """<!doctype html><title>Order</title>
<style>body { font: 20px sans-serif; margin: 24px } button { font: inherit; padding: 12px 24px; background: #06c;
color: #fff; border: 0; border-radius: 6px }</style>
<h1>Your order</h1><p>Two notebooks, one pen: <b>EUR 24.00</b></p><button>Pay now</button>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on PATH, nor in DEPICTED_CHROMIUM")


def test_pages_and_elements_of_a_browser(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENT", PAGE)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_shop=TESTS)
    pytester.runpytest_subprocess("--depicted-update").assert_outcomes(passed=3)
    pytester.runpytest_subprocess().assert_outcomes(passed=3)

    monkeypatch.setenv("CONTENT", PAGE.replace("#06c", "#0a5").replace("24.00", "25.00"))
    done = pytester.runpytest_subprocess("--depicted-report=report")
    done.assert_outcomes(failed=2, passed=1)
    done.stdout.fnmatch_lines(["*AssertionError: different: distortion *", "*largest: *", "report: *index.html"])
    look_at(pytester.path / "report/index.html")


def look_at(report: Path) -> None:
    """Open the report as people would: in both colour schemes, on a screen and on a phone."""
    keep = os.environ.get("DEPICTED_KEEP_SCREENSHOTS")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390)):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
            page.goto(report.as_uri())
            assert page.locator("section.pair").count() == 2
            pictures = page.locator("section.pair img")
            assert pictures.count() == 6
            assert pictures.evaluate_all("images => images.every(image => image.complete && image.naturalWidth > 0)")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            if keep:
                page.screenshot(path=f"{keep}/report-{scheme}-{width}.png", full_page=True)
            page.close()
        browser.close()
