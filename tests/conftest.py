"""Fixtures and options for all tests, and what happens where a tool for the render tests is missing.

Comes in: pytest's own hooks. Goes out: the options ``--rewrite-golden`` and ``--thorough``, the marker ``render`` on
everything in tests/render, and a clear last line when those tests are left out. With NETWORK_REPORT_REQUIRE_RENDER=1
(as in CI) a missing tool fails the run, so that it does not stay unnoticed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.reply import blank_forms
from tests.support.made_once import remembering

# No property has a deadline, because machines differ in speed.
settings.register_profile(
    "untimed",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

RENDER_FOLDER = Path(__file__).parent / "render"
RENDER_TOOLS = {
    "soffice": "libreoffice-writer, libreoffice-calc",
    "pdftoppm": "poppler-utils",
    "fc-match": "fontconfig",
}
REQUIRE_RENDER = "NETWORK_REPORT_REQUIRE_RENDER"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files anew from today's outputs instead of comparing; read the diff before committing",
    )
    parser.addoption("--thorough", action="store_true", help="also the long tests (marked thorough), as CI does")


@pytest.fixture(scope="session", autouse=True)
def blank_forms_are_made_once() -> Iterator[None]:
    """The mail drafts for small folders have dozens of blank forms attached, the same in every test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blank_forms, "workbook_bytes", remembering(blank_forms.workbook_bytes))
        yield


def missing_render_tools() -> list[str]:
    """The commands that the render tests need and that this computer lacks, each with its Debian package."""
    return [f"{tool} ({package})" for tool, package in RENDER_TOOLS.items() if shutil.which(tool) is None]


def pytest_configure() -> None:
    """Raise UsageError at once where the render tests are required and cannot run."""
    missing = missing_render_tools()
    if missing and os.environ.get(REQUIRE_RENDER) == "1":
        raise pytest.UsageError(f"the render tests are required here, but tools are missing: {', '.join(missing)}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the render tests; remove them where their tools are missing, and the thorough ones unless ``--thorough`` is
    given.
    """
    if not config.getoption("--thorough"):
        long = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    render = [item for item in items if RENDER_FOLDER in item.path.parents]
    for item in render:
        item.add_marker("render")
    if render and missing_render_tools():
        config.hook.pytest_deselected(items=render)
        items[:] = [item for item in items if item not in render]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = missing_render_tools()
    if missing:
        terminalreporter.write_line(f"The render tests were LEFT OUT, for want of {', '.join(missing)}.", yellow=True)


@pytest.fixture(scope="session")
def rewrite_golden(pytestconfig: pytest.Config) -> bool:
    """Whether the golden files are to be rewritten from the current outputs (``make golden``)."""
    return bool(pytestconfig.getoption("--rewrite-golden"))
