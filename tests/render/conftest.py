"""LibreOffice and poppler for the render tests: a document becomes a PDF, a PDF becomes pictures.

Comes in: a path. Goes out: paths inside pytest's temporary folder. Every worker process has its own LibreOffice profile
(two processes with one profile wait for each other or fail), and fonts.conf replaces 맑은 고딕 by NanumGothic, so that
pages look as they will in Word.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.office_macros import CALL, write_macro

FONTS = Path(__file__).with_name("fonts.conf")
OFFICE_TIMEOUT_S = 180


@dataclass(frozen=True)
class Office:
    """Conversions with the tools of this computer. ``profile`` and ``results`` belong to this process alone."""

    profile: Path
    results: Path

    def to_pdf(self, document: Path) -> Path:
        """The document (DOCX, XLSX) as a PDF in a folder of its own.

        Raises FileNotFoundError where LibreOffice wrote none: its exit code is 0 even for a file that does not exist.
        """
        return self._convert(document, "pdf")

    def resave(self, workbook: Path) -> Path:
        """The workbook opened, recalculated and saved as XLSX again. Raises FileNotFoundError like ``to_pdf``."""
        return self._convert(workbook, "xlsx")

    def edit(self, workbook: Path, statements: str) -> Path:
        """The workbook as XLSX after Basic statements about ``Book``, recalculated. Raises ValueError with
        LibreOffice's own message where a statement fails.
        """
        office = ("soffice", f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--norestore")
        if not self.profile.exists():
            self._run(*office, "--terminate_after_init")
        made = self._new_folder(workbook) / workbook.name
        write_macro(self.profile, workbook, made, statements)
        self._run(*office, CALL)
        error = made.with_name(f"{made.name}.error")
        if error.is_file() or not made.is_file():
            raise ValueError(error.read_text(encoding="utf-8") if error.is_file() else "LibreOffice saved nothing")
        return made

    def _convert(self, document: Path, kind: str) -> Path:
        folder = self._new_folder(document)
        self._run(
            "soffice",
            f"-env:UserInstallation={self.profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(document),
        )
        made = folder / f"{document.stem}.{kind}"
        if not made.is_file():
            raise FileNotFoundError(f"LibreOffice made no {kind} of {document}")
        return made

    def to_png(self, pdf: Path, dpi: int = 60) -> list[Path]:
        """One picture for each page, in page order."""
        folder = self._new_folder(pdf)
        self._run("pdftoppm", "-png", "-r", str(dpi), str(pdf), str(folder / "page"))
        return sorted(folder.glob("page-*.png"))

    def _new_folder(self, source: Path) -> Path:
        folder = self.results / f"{len(list(self.results.iterdir())):04d}-{source.suffix[1:]}"
        folder.mkdir()
        return folder

    def _run(self, *command: str) -> None:
        """Run a tool to its end; one that hangs is ended with all its children. Raises CalledProcessError."""
        environment = os.environ | {"FONTCONFIG_FILE": str(FONTS), "HOME": str(self.profile.parent)}
        program = shutil.which(command[0]) or command[0]
        with subprocess.Popen(
            [program, *command[1:]],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=OFFICE_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command, output)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """``office.to_pdf(path) -> Path`` and ``office.to_png(pdf, dpi) -> list[Path]``."""
    home = tmp_path_factory.mktemp("office")
    results = home / "results"
    results.mkdir()
    return Office(profile=home / "profile", results=results)
