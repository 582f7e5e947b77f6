"""Files that cannot be marked get a list of their own, which says why; one file's problem does not affect others."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from pipeline.model.result import RunResult
from pipeline.reply.marked import copies, write_return_copies
from tests.support.few_returns import monitoring_rows, run_over, write_form, write_monitoring
from tests.support.rich_workbook import SHEET, parts_of, workbook_of

RESIDENT_NUMBER, MOBILE = "990101-1234567", "010-1234-5678"


def faulty(path: Path, *, region: int = 3) -> bytes:
    rows = monitoring_rows(region)
    rows[0]["people_count"] = "약 70명"
    return write_monitoring(path, rows, region=region).read_bytes()


def texts_of(path: Path) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    assert book.sheetnames == ["수정요청"]
    cells = (cell for row in book["수정요청"].iter_rows() for cell in row)
    return [unescape(str(cell.value)) for cell in cells if cell.value is not None]  # as Excel shows them


def only_copy(result: RunResult, folder: Path) -> Path:
    paths = write_return_copies(result, folder)
    assert len(paths) == 1
    return paths[0]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    return workbook_of({**parts_of(data), name: content})


@pytest.mark.parametrize(
    ("name", "data", "stem"),
    [
        ("3권역 모니터링.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "3권역 모니터링_수정요청_목록"),
        ("잘린 파일.xlsx", b"PK\x03\x04" + bytes(300), "잘린 파일_수정요청_목록"),
        ("빈 파일.xlsx", b"", "빈 파일_수정요청_목록"),
    ],
    ids=["암호", "잘림", "빈 파일"],
)
def test_a_file_that_cannot_be_opened(name: str, data: bytes, stem: str, tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    faulty(folder / "3권역.xlsx")
    (folder / name).write_bytes(data)
    paths = write_return_copies(run_over(folder), tmp_path / "수정요청")
    assert {path.stem for path in paths} == {"3권역_전화모니터링_1회차_수정요청", stem}
    texts = texts_of(next(path for path in paths if path.stem == stem))
    assert any("보내 주신 파일에는 표시를 하지 못했습니다. 파일을 열 수 없었습니다." in text for text in texts)
    assert "파일 전체" in texts


def test_personal_data_is_not_spread_by_a_copy(tmp_path: Path) -> None:
    """Neither a resident number nor a mobile number gets into the folder, whatever part it is in."""
    for number, region in ((RESIDENT_NUMBER, 3), (MOBILE, 4)):
        rows = monitoring_rows(region)
        rows[0]["note"] = f"문의 {number}"
        write_monitoring(tmp_path / "받은 파일" / f"{region}권역.xlsx", rows, region=region)
    paths = write_return_copies(run_over(tmp_path / "받은 파일"), tmp_path / "수정요청")
    assert len(paths) == 2
    for path in paths:
        texts = texts_of(path)
        assert any("개인정보로 보이는 값이 들어 있어" in text for text in texts)
        assert "I9" in texts
        content = b"".join(parts_of(path.read_bytes()).values())
        assert not any(number.encode() in content for number in (RESIDENT_NUMBER, MOBILE))
        assert b"99010" not in content


def test_an_email_address_goes_back_in_the_marked_copy_to_whoever_wrote_it(tmp_path: Path) -> None:
    rows = monitoring_rows(3)
    rows[0]["note"], rows[1]["people_count"] = "문의 office@welfare.example", "약 30"
    write_monitoring(tmp_path / "받은 파일" / "3권역.xlsx", rows, region=3)
    book = openpyxl.load_workbook(only_copy(run_over(tmp_path / "받은 파일"), tmp_path / "수정요청"))
    assert book["모니터링"]["I9"].value == "문의 office@welfare.example"
    asked = [cell.value for row in book["수정요청"].iter_rows() for cell in row if cell.value]
    assert "문의 ******@*******.*******" in asked


def test_a_sheet_whose_name_cannot_be_said_is_not_marked_in_silence(tmp_path: Path) -> None:
    """The list of requests names the cell; a copy without any marked cell would look as if all were well."""
    path = tmp_path / "받은 파일" / "3권역.xlsx"
    faulty(path)
    book = openpyxl.load_workbook(path)
    book["모니터링"].title = "모니터링 a1@example.com"
    book.save(path)
    texts = texts_of(only_copy(run_over(path.parent), tmp_path / "수정요청"))
    assert any("시트 이름에 개인정보로 보이는 값이 있어" in text for text in texts)
    assert "E9" in texts


def test_personal_data_in_a_note_keeps_the_copy_back_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    data = faulty(folder / "3권역.xlsx")
    note = f"<comments><text>{RESIDENT_NUMBER}</text></comments>".encode()
    (folder / "3권역.xlsx").write_bytes(with_part(data, "xl/comments9.xml", note))
    texts = texts_of(only_copy(run_over(folder), tmp_path / "수정요청"))
    assert any("개인정보로 보이는 값" in text for text in texts)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("_xmlsignatures/sig1.xml", "전자서명"),
        ("xl/revisions/revisionHeaders.xml", "공유된 파일"),
    ],
)
def test_a_file_that_marking_would_break(part: str, reason: str, tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    data = faulty(folder / "3권역.xlsx")
    (folder / "3권역.xlsx").write_bytes(with_part(data, part, b"<x/>"))
    texts = texts_of(only_copy(run_over(folder), tmp_path / "수정요청"))
    assert any(reason in text for text in texts)
    assert "E9" in texts


def test_a_workbook_with_macros_is_not_handed_on(tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    parts = parts_of(faulty(folder / "3권역.xlsm"))
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    (folder / "3권역.xlsm").write_bytes(
        workbook_of({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": b"\0"})
    )
    path = only_copy(run_over(folder), tmp_path / "수정요청")
    assert path.suffix == ".xlsx"
    assert any("매크로가 들어 있거나" in text for text in texts_of(path))


def test_a_file_that_changed_after_it_was_checked(tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    data = faulty(folder / "3권역.xlsx")
    result = run_over(folder)
    for content in (data[:-1] + b"\1", None):
        if content is None:
            (folder / "3권역.xlsx").unlink()
        else:
            (folder / "3권역.xlsx").write_bytes(content)
        texts = texts_of(only_copy(result, tmp_path / "수정요청"))
        assert any("점검한 뒤에 파일이 바뀌었거나 없어졌습니다." in text for text in texts)


def test_an_error_nobody_foresaw_stops_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "받은 파일"
    faulty(folder / "3권역.xlsx")
    faulty(folder / "4권역.xlsx", region=4)
    result = run_over(folder)
    whole = copies.marked_copy

    def breaking(data, request, *others):
        if request.region == 3:
            raise ZeroDivisionError
        return whole(data, request, *others)

    monkeypatch.setattr(copies, "marked_copy", breaking)
    bugs: list[str] = []
    third, fourth = write_return_copies(result, tmp_path / "수정요청", bugs)
    assert any("짜임이 보통 엑셀 파일과 달라" in text for text in texts_of(third))
    assert "모니터링" in openpyxl.load_workbook(BytesIO(fourth.read_bytes())).sheetnames
    assert len(bugs) == 1
    assert "Traceback" in bugs[0]


def test_a_copy_that_would_change_a_value_is_not_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "받은 파일"
    faulty(folder / "3권역.xlsx")
    result = run_over(folder)
    whole = copies.marked_copy

    def careless(*arguments):
        parts = parts_of(whole(*arguments))
        parts[SHEET] = re.sub(rb'(<c r="E10"[^>]*><v>)77', rb"\g<1>78", parts[SHEET])
        return workbook_of(parts)

    monkeypatch.setattr(copies, "marked_copy", careless)
    assert any("짜임이 보통" in text for text in texts_of(only_copy(result, tmp_path / "수정요청")))


def test_the_list_says_what_to_do_with_the_original(tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    data = faulty(folder / "3권역.xlsx")
    (folder / "3권역.xlsx").write_bytes(with_part(data, "_xmlsignatures/sig1.xml", b"<x/>"))
    texts = texts_of(only_copy(run_over(folder), tmp_path / "수정요청"))
    assert any("가지고 계신 원본 파일에서 아래 내용을 고쳐 주세요." in text for text in texts)
    assert any("이 목록은 보내지 않으셔도 됩니다." in text for text in texts)
    assert not any("붉은 칸" in text for text in texts)


def test_texts_of_the_file_stay_texts_in_the_list(tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    data = faulty(folder / "3권역.xlsx")
    (folder / "3권역.xlsx").write_bytes(with_part(data, "_xmlsignatures/sig1.xml", b"<x/>"))
    result = run_over(folder)
    nasty = '=HYPERLINK("http://example.com")'
    findings = [replace(item, value=nasty, message=f"{nasty}\x07 _x0041_ 입니다.") for item in result.findings]
    path = only_copy(replace(result, findings=findings), tmp_path / "수정요청")
    parts = parts_of(path.read_bytes())
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert b"<hyperlink" not in parts["xl/worksheets/sheet1.xml"]
    assert f"{nasty} _x0041_ 입니다." in texts_of(path)


def test_the_head_office_is_asked_to_put_its_file_back(tmp_path: Path) -> None:
    folder = tmp_path / "받은 파일"
    activity = {"kind": "교육", "activity_date": "3월쯤", "content": "실무자 교육"}
    write_form(folder / "총괄.xlsx", "head_office", {"activities": [activity], "grants": []}, region=None)
    path = only_copy(run_over(folder), tmp_path / "수정요청")
    assert path.name == "복지정책과_총괄부서실적_수정요청.xlsx"
    sheet = openpyxl.load_workbook(BytesIO(path.read_bytes()))["수정요청"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("취합 폴더에 다시 넣어 주세요" in text for text in texts)
