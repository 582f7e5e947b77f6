"""The base document of the HWPX: made by its script, valid, and without anybody's text."""

from __future__ import annotations

import zipfile

from hwpx.tools.validator import validate_document

from pipeline.assets import BASE_HWPX
from tools.base_document.make_hwpx_base import base_hwpx


def test_the_committed_hwpx_base_is_what_the_script_makes() -> None:
    assert BASE_HWPX.read_bytes() == base_hwpx()


def test_every_part_of_it_keeps_the_format() -> None:
    assert not validate_document(BASE_HWPX).issues


def test_the_hwpx_base_names_no_author() -> None:
    with zipfile.ZipFile(BASE_HWPX) as package:
        assert b"author" not in package.read("Contents/content.hpf")
