"""What a run says where no file can be used: for each file the reason why not, instead of its first finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import NoUsableReturnError
from pipeline.main import collect
from tests.support.markdown_book import ReadHere, book, settings


def test_the_reason_is_the_finding_that_refused_the_file(tmp_path: Path) -> None:
    header = {"작성일": "'2021. 12. 13.", "사업연도": "2020"}
    book("phone_monitoring", header=header, file="1권역.xlsx").write(tmp_path)
    with pytest.raises(NoUsableReturnError) as stopped:
        collect(*settings(), tmp_path, reading=ReadHere())
    assert len(stopped.value.details) == 1
    assert "사업연도" in stopped.value.details[0]
    assert "날짜" not in stopped.value.details[0]
