"""The user's guide with its pictures, all made from the outputs of this test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from tests.support.command import ROOT
from tools.guide.pictures import MAKERS

OWN_PAGE, NEXT = "처음 10분", "담당자의 한 해"


@pytest.mark.thorough
def test_the_guide_is_made_with_pictures_of_today_and_its_first_ten_minutes_take_one_page(
    tmp_path: Path, office
) -> None:
    if not shutil.which("chromium") and not os.environ.get("NETWORK_REPORT_REQUIRE_RENDER"):
        pytest.skip("no chromium here")
    subprocess.run([sys.executable, "-m", "tools.guide", str(tmp_path)], check=True, cwd=ROOT)
    made = {path.stem: path for path in (tmp_path / "그림").glob("*.png")}
    assert set(made) == set(MAKERS)
    for name, path in made.items():
        with Image.open(path) as picture:
            assert len(picture.convert("L").getcolors()) > 20, f"{name} shows nothing"
            assert picture.width > 600
    with zipfile.ZipFile(tmp_path / "사용설명서.docx") as package:
        inside = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert all(path.read_bytes() in inside for path in made.values())
    with pdfplumber.open(office.to_pdf(tmp_path / "사용설명서.docx")) as pdf:
        texts = [page.extract_text().replace(" ", "") for page in pdf.pages]
    first = next(at for at, text in enumerate(texts) if text.splitlines()[1].startswith(OWN_PAGE.replace(" ", "")))
    assert texts[first + 1].splitlines()[1].startswith(NEXT.replace(" ", ""))
