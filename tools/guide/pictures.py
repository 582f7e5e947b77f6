"""The guide's pictures, each made from an output of the current program.

Comes in: an empty folder to work in. Goes out: a PNG for each name in ``MAKERS``. It needs LibreOffice, poppler and
Chromium; raises ``FileNotFoundError`` where one is missing, ``ValueError`` where an output lacks what a picture shows.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import pdfplumber
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from pipeline.cli import main as run_program
from pipeline.errors import EXIT_OK, EXIT_PROVISIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
YEAR = "2021"
_FONTS = ROOT / "tests" / "render" / "fonts.conf"
_DPI = 90
_ABOVE_FOOT = 0.93
_MARGIN = 20  # pixels
_CONSOLE = """<!DOCTYPE html><meta charset="utf-8"><style>
pre{display:inline-block;margin:0;padding:16px;background:#222;color:#eee;font:15px/22px "DejaVu Sans Mono",NanumGothic}
i{display:inline-block;width:9px;font-style:normal}i.w{width:18px}
</style>"""
_COLUMNS = 110  # of the console in the picture; longer lines are wrapped


@dataclass(frozen=True, slots=True)
class Outputs:
    """The outputs of the example year: the text on the screen, the output folder, the blank forms; ``work`` is for
    temporary files.
    """

    screen: str
    folder: Path
    templates: Path
    work: Path


def make_pictures(work: Path, folder: Path) -> dict[str, Path]:
    """Make all pictures in ``folder``; the path of each by its name."""
    outputs = run_example(work)
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: folder / f"{name}.png" for name in MAKERS}
    for name, path in made.items():
        MAKERS[name](outputs, path)
    return made


def run_example(work: Path) -> Outputs:
    """Run the example year as the guide describes, and make region 1's blank forms."""
    folder, templates = work / "output" / YEAR, work / "templates"
    screen = io.StringIO()
    with redirect_stdout(screen), redirect_stderr(screen):
        for command in (
            ["templates", "--year", YEAR, "--region", "1", "--output", str(templates)],
            ["--year", YEAR, "--input", str(ROOT / "examples" / YEAR), "--output", str(folder)],
        ):
            screen.truncate(0)
            screen.seek(0)
            if run_program(command, root=ROOT) not in (EXIT_OK, EXIT_PROVISIONAL):
                raise ValueError(f"the example year did not run:\n{screen.getvalue()}")
    told = screen.getvalue().replace(str(work), "C:\\성과보고").replace("/", "\\")
    return Outputs(f"C:\\성과보고> 실행.bat --year {YEAR} --input examples\\{YEAR}\n{told}", folder, templates, work)


def _screen(outputs: Outputs, path: Path) -> None:
    """Put every character into a box of its own, so that 한글 is two columns wide in any font, as on a console."""
    rows = []
    for line in outputs.screen.splitlines():
        row, column = "", 0
        for letter in line:
            wide = east_asian_width(letter) in "WF"
            row, column = (row + "\n", 0) if column + wide >= _COLUMNS else (row, column)
            row += f"<i class={'w' if wide else 'n'}>{escape(letter)}</i>"
            column += 1 + wide
        rows.append(row)
    source = outputs.work / "screen.html"
    source.write_text(f"{_CONSOLE}<pre>{chr(10).join(rows)}</pre>", encoding="utf-8")
    with _opened(source) as page:
        page.locator("pre").screenshot(path=path)


def _report(outputs: Outputs, path: Path) -> None:
    _page_with("잠정", outputs.folder / f"성과보고_{YEAR}.docx", outputs.work, path)


def _evidence(outputs: Outputs, path: Path) -> None:
    with _opened(outputs.folder / "근거보기.html") as page:
        page.locator("button.n").first.click()
        page.locator("dialog[open]").wait_for()
        page.screenshot(path=path)


def _blank_form(outputs: Outputs, path: Path) -> None:
    book = min(outputs.templates.rglob("*월별실적*.xlsx"))
    _page_with("해당월", book, outputs.work, path)
    _trim(path)


def _marked_copy(outputs: Outputs, path: Path) -> None:
    book = min((outputs.folder / "수정요청").glob("*.xlsx"))
    _page_with("①", book, outputs.work, path)
    _trim(path)


def _marked_cell(outputs: Outputs, path: Path) -> None:
    book = min((outputs.folder / "수정요청").glob("*.xlsx"))
    _page_with("①", book, outputs.work, path, nth=2)
    _trim(path)


MAKERS: dict[str, Callable[[Outputs, Path], None]] = {
    "화면": _screen,
    "보고서": _report,
    "근거보기": _evidence,
    "서식": _blank_form,
    "수정요청": _marked_copy,
    "고칠칸": _marked_cell,
}


def _page_with(words: str, document: Path, work: Path, path: Path, nth: int = 1) -> None:
    """Make a picture of the first (or nth) page of a document that has these words."""
    profile = (work / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
    _run(*command, "--outdir", str(work), str(document))
    pdf = work / f"{document.stem}.pdf"
    with pdfplumber.open(pdf) as pages:
        numbers = [page.page_number for page in pages.pages if words in page.extract_text()]
    if len(numbers) < nth:
        raise ValueError(f"{document.name} has {len(numbers)} pages with the words {words}, not {nth}")
    _run(
        "pdftoppm",
        "-png",
        "-r",
        str(_DPI),
        "-singlefile",
        "-f",
        str(numbers[nth - 1]),
        str(pdf),
        str(path.with_suffix("")),
    )


def _trim(path: Path) -> None:
    """Cut off the page's footer and the white space below its content."""
    with Image.open(path) as opened:
        page = opened.convert("RGB")
    page = page.crop((0, 0, page.width, int(page.height * _ABOVE_FOOT)))
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    bottom = page.height if box is None else min(page.height, box[3] + _MARGIN)
    page.crop((0, 0, page.width, bottom)).save(path)


def _run(*command: str) -> None:
    environment = os.environ | {"FONTCONFIG_FILE": str(_FONTS)}
    subprocess.run([_tool(command[0]), *command[1:]], env=environment, capture_output=True, check=True, timeout=180)


def _tool(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(f"{names[0]} is needed for the pictures of the guide")
    return found


@contextmanager
def _opened(path: Path) -> Iterator[Page]:
    """The file as a page in the Chromium of this computer."""
    program = _tool("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 700})
        page.goto(path.as_uri())
        yield page
        browser.close()
