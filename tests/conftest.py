"""What every test may use, and what happens where a tool for the render tests is missing.

Comes in: pytest's own hooks. Goes out: the option ``--rewrite-golden``, the marker ``render`` on everything in
tests/render, and one clear line when those tests are left out. It must not hide a missing tool where the tool is
promised: with NETWORK_REPORT_REQUIRE_RENDER=1 (as in CI) a missing tool fails the run instead.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

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


def missing_render_tools() -> list[str]:
    """The commands that the render tests need and this computer lacks, each with the Debian package that has it."""
    return [f"{tool} ({package})" for tool, package in RENDER_TOOLS.items() if shutil.which(tool) is None]


def pytest_report_header() -> list[str]:
    missing = missing_render_tools()
    return [f"render tests are LEFT OUT, for want of: {', '.join(missing)}"] if missing else []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the render tests; take them out where their tools are missing. Raises UsageError where they are required."""
    render = [item for item in items if RENDER_FOLDER in item.path.parents]
    for item in render:
        item.add_marker("render")
    missing = missing_render_tools()
    if not render or not missing:
        return
    if os.environ.get(REQUIRE_RENDER) == "1":
        raise pytest.UsageError(
            f"the render tests are required here, but these tools are missing: {', '.join(missing)}"
        )
    config.hook.pytest_deselected(items=render)
    items[:] = [item for item in items if item not in render]


@pytest.fixture(scope="session")
def rewrite_golden(pytestconfig: pytest.Config) -> bool:
    """Whether the golden files are to be written anew from today's outputs (``make golden``)."""
    return bool(pytestconfig.getoption("--rewrite-golden"))
