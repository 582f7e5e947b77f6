"""What a region reads when something is wrong with its workbook: whole sentences, with the words of the case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.markdown_book import Book, book, told

LEAD_1, LEAD_2 = "녹번종합사회복지관", "신사종합사회복지관"
PHONE, RESIDENT = "010-2345-6789", "880101-1234567"


def messages(case: str, *books: Book) -> list[str]:
    """The sentences of every finding of the rule with which a case begins."""
    rule = case[:8]
    return [line.sentence for line in told(*books) if f"{rule} " in line]


def monitoring(cells: dict[str, str] | None = None, **header: str | None) -> Book:
    return book("phone_monitoring", header=header).with_cells("모니터링", cells or {})


def unstamped(form: str = "phone_monitoring", **header: str | None) -> Book:
    return book(form, header=header).stamped(None)


def monthly(sheet: str, cells: dict[str, str], **header: str | None) -> Book:
    return book("monthly_results", header=header).with_cells(sheet, cells)


HEADERS = {
    "BOOK-002": (
        unstamped(사업연도="2020"),
        "사업연도가 2020년으로 적혀 있습니다. 이번 취합은 2021년입니다. 연도를 잘못 적었으면 2021년으로 고쳐 주세요. "
        "다른 해의 서식이면 2021년 서식에 옮겨 적어 다시 내 주세요.",
    ),
    "BOOK-023 of a region": (
        monitoring(권역="2권역", 대표기관=LEAD_2),
        "'권역' 칸은 '2권역'인데 이 서식은 1권역용으로 보내 드린 것입니다. 1권역이 맞으면 '권역' 칸을 1권역으로 고쳐 "
        "주세요. 아니면 알맞은 서식에 옮겨 적어 다시 내 주세요.",
    ),
    "BOOK-023 of a month": (
        monthly("회의결과", {}, 해당월="5"),
        "'해당월' 칸은 '5월'인데 이 서식은 4월용으로 보내 드린 것입니다. 4월이 맞으면 '해당월' 칸을 4월로 고쳐 주세요. "
        "아니면 알맞은 서식에 옮겨 적어 다시 내 주세요.",
    ),
    "BOOK-025": (
        unstamped(권역="", 대표기관=""),
        "어느 권역의 자료인지 알 수 없습니다('권역' 칸이 비어 있음). '권역' 옆 칸에서 권역을 골라 다시 내 주세요.",
    ),
    "BOOK-026": (
        monitoring(대표기관=LEAD_2),
        f"1권역의 대표기관은 '{LEAD_1}'인데 2권역의 '{LEAD_2}'이 적혀 있습니다. 대표기관 칸을 '{LEAD_1}'으로 고쳐 "
        "주세요.",
    ),
    "BOOK-027": (
        unstamped(대표기관=LEAD_2),
        f"권역은 1권역인데 대표기관은 2권역의 '{LEAD_2}'입니다. 어느 쪽이 맞는지 알 수 없습니다. 권역과 대표기관을 "
        f"맞게 고쳐 다시 내 주세요(1권역의 대표기관은 '{LEAD_1}').",
    ),
    "BOOK-044": (
        book("operating_plan", header={"작성일": "2019-04-09"}),
        "작성일이 '2019-04-09'로 적혀 있어 2021년 자료를 쓴 날로 보기 어렵습니다. 연도를 잘못 적지 않았는지 확인해 "
        "주세요(예: 2021-04-09).",
    ),
    "BOOK-079": (
        monthly("회의결과", {"B7": "2021-05-15"}, 해당월="5", 작성일="2021-06-05").renamed("받은 파일.xlsx"),
        "'해당월' 칸은 '5월'인데 이 서식은 4월용으로 보내 드린 것입니다. 적힌 날짜나 파일 이름도 5월이어서 5월 자료로 "
        "읽었습니다. 5월 자료가 맞으면 그대로 두셔도 됩니다. 4월 자료이면 '해당월' 칸을 4월로 고쳐 다시 내 주세요.",
    ),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_sentence_about_the_header_block(case: str) -> None:
    odd, sentence = HEADERS[case]
    assert messages(case, odd) == [sentence]


SHEETS = {
    "BOOK-005": (
        monitoring().sheet_renamed("모니터링", "결과"),
        "시트 이름이 '결과'인데 제목 칸이 같아 '모니터링' 시트로 읽었습니다. 시트 이름은 '모니터링'으로 두시면 됩니다.",
    ),
    "BOOK-020": (
        monitoring({f"{column}6": "" for column in "DEFGHI"}).stamped(None),
        "'전화모니터링' 서식과 비슷하지만 다른 점이 많아 읽지 않았습니다(찾지 못한 것: 제목 칸 여럿). 보내 드린 "
        "'전화모니터링' 서식에 값을 옮겨 적어 다시 내 주세요.",
    ),
    "BOOK-041": (
        monitoring().with_sheet("옛자료", {"A1": "연필"}, "hidden"),
        "숨겨진 '옛자료' 시트에 값이 있습니다. 서식에 없는 시트여서 읽지 않았습니다. 시트 이름을 오른쪽 단추로 눌러 "
        "'숨기기 취소'를 한 뒤 살펴보시고, 필요 없으면 지워 주세요.",
    ),
    "BOOK-048": (
        monthly("위기가구", {"D1": "", "D2": "3"}),
        "열 제목 '사례공유(건)'를 찾지 못했는데, 제목을 알 수 없는 D열에 수가 적혀 있어 읽지 않았습니다. 서식에 있던 "
        "제목을 그대로 되살려 다시 내 주세요. 다른 것을 적은 열이면 지우시거나 비고에 적어 주세요.",
    ),
    "BOOK-065": (
        book("settlement").with_cells("집행내역", {"E1": "금액(천원)"}),
        "열 제목이 '금액(천원)'인데 서식의 제목은 '금액(원)'입니다. 단위가 달라 적힌 수를 그대로 쓸 수 없습니다. 이 "
        "열의 수를 모두 '원' 단위로 고쳐 적고 제목을 '금액(원)'으로 되돌려 다시 내 주세요. 예: 12천원이면 12,000으로 "
        "적습니다. 적힌 수가 이미 '원' 단위이면 제목만 되돌려 주세요.",
    ),
    "BOOK-065 where no factor is known": (
        monitoring({"E6": "대상자(가구)"}),
        "열 제목이 '대상자(가구)'인데 서식의 제목은 '대상자(명)'입니다. 단위가 달라 적힌 수를 그대로 쓸 수 없습니다. "
        "이 열의 수를 모두 '명' 단위로 고쳐 적고 제목을 '대상자(명)'로 되돌려 다시 내 주세요. 적힌 수가 이미 '명' "
        "단위이면 제목만 되돌려 주세요.",
    ),
}


@pytest.mark.parametrize("case", SHEETS)
def test_a_sentence_about_sheets_and_labels(case: str) -> None:
    odd, sentence = SHEETS[case]
    assert messages(case, odd) == [sentence]


CELLS = {
    "BOOK-015": (
        monitoring({"A8": "", "A9": ""}).merging("모니터링", "A7:A9"),
        "A7:A9 칸이 합쳐져 있어 '1'을 그 줄 모두의 값으로 읽었습니다. 줄마다 따로 적으셔도 됩니다.",
    ),
    "BOOK-016": (
        monitoring({"A10": "합계", "E10": "63", "F10": "303", "B12": "작년", "E12": "50"}),
        "표에 따로 적힌 글('작년' 등 2개 칸)은 표의 줄이 아니어서 읽지 않았습니다. 실적이면 표 안의 빈 줄에 옮겨 적어 "
        "주세요. 아니면 그대로 두셔도 됩니다.",
    ),
    "BOOK-060": (
        monitoring({"E8": "21 {struck}", "E9": "1022 {struck}", "F9": "101 {struck}", "D9": "2021-06-30"}),
        "취소선이나 대각선이 그어진 칸(E8, E9, F9)의 값도 지우지 않은 값으로 보고 함께 읽었습니다(대상자(명) 1,043, "
        "상담(건) 101). 뺄 값이면 칸의 내용을 지워 다시 내 주세요. 살릴 값이면 그은 선을 없애 주세요.",
    ),
    "BOOK-062": (
        monitoring({"E8": "28^^1^^"}),
        "대상자(명) 칸의 '281' 가운데 '1'은 각주 표시처럼 작게 올리거나 내려 쓴 글자여서 어디까지가 값인지 알 수 "
        "없습니다. 작게 쓴 글자를 지우고 값만 적어 주세요. 설명은 비고나 내용 칸에 적습니다.",
    ),
    "BOOK-063": (
        monitoring({"E8": "21 {white}"}),
        "글자가 바탕과 같은 색이거나 너무 작아 보이지 않는 칸(E8)의 값도 함께 읽었습니다(대상자(명) 21). 글자색을 "
        "'자동'으로 바꾸어 맞는 값인지 확인해 주세요. 넣지 않을 값이면 지워 주세요.",
    ),
    "BOOK-074": (
        book("monthly_results")
        .rows_inserted("위기가구", 1, above=2)
        .with_cells("위기가구", {"B2": "(가구)", "C2": "(건)"}),
        "제목 줄 아래의 2행은 단위('가구' 등)를 적은 줄로 보아 자료로 읽지 않았습니다. 맞게 읽었으면 그대로 두셔도 "
        "됩니다. 단위는 열 제목에 이미 있으므로 다시 적지 않으셔도 됩니다.",
    ),
    "BOOK-075": (
        monthly("회의결과", {"H8": "2. 예산"}),
        "주요안건 칸의 '2. 예산'은 바로 위 7행의 글이 이어진 것으로 보아 함께 읽었습니다. 맞게 읽었으면 그대로 두셔도 "
        "됩니다. 다음에는 이어지는 글을 한 칸에 모두 적어 주세요.",
    ),
    "BOOK-077": (
        book("settlement").rows_inserted("집행내역", 1, above=2).with_cells("집행내역", {"E2": "(천원)"}),
        "제목 줄 아래에 금액(원)의 단위를 '천원'으로 적으셨는데 서식의 단위는 '원'입니다. 단위가 달라 적힌 수를 그대로 "
        "쓸 수 없습니다. 이 열의 수를 모두 '원' 단위로 고쳐 적고 단위를 적은 줄을 지워 다시 내 주세요. 적힌 수가 이미 "
        "'원' 단위이면 그 줄만 지워 주세요.",
    ),
    "PRIV-001": (
        monitoring({"I7": f"주민 {RESIDENT}"}),
        "주민등록번호로 보이는 값(주민 ******-*******)이 있어 이 파일을 쓰지 않았습니다. 번호를 지운 파일을 다시 내 "
        "주세요. 받은 쪽에서는 원본 파일과 메일을 지워 주세요.",
    ),
    "PRIV-002": (
        monitoring({"I7": f"문의 {PHONE}"}),
        "개인 휴대전화 번호로 보이는 값(문의 ***-****-****)이 있습니다. 개인 연락처는 적을 수 없습니다. 번호를 지우고 "
        "다시 내 주세요. 연락처가 필요하면 기관의 대표 전화를 적습니다(예: 02-000-0000).",
    ),
    "PRIV-002 in the name of a sheet": (
        monitoring().with_sheet(f"메모 {PHONE}", {"A1": "메모"}),
        "시트 이름에 개인 휴대전화 번호로 보이는 값(메모 ***-****-****)이 있습니다. 개인 연락처는 적을 수 없습니다. "
        "번호를 지우고 다시 내 주세요. 시트 이름을 바꾸면 됩니다. 연락처가 필요하면 기관의 대표 전화를 적습니다(예: "
        "02-000-0000).",
    ),
    "PRIV-007": (
        monitoring().renamed(f"담당 {PHONE}.xlsx"),
        "파일이나 폴더의 이름에 휴대전화 번호로 보이는 값이 있습니다. 결과 파일에는 이름을 가려서 적었습니다. 번호나 "
        "주소를 뺀 이름으로 바꾸어 주세요.",
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_sentence_about_cells_and_rows(case: str) -> None:
    odd, sentence = CELLS[case]
    assert messages(case, odd) == [sentence]


def test_a_month_without_activity_is_told_for_each_sheet_with_the_number_of_its_rows() -> None:
    told_of = messages("BOOK-035", monthly("회의결과", {}, **{"해당월 실적": "실적 없음"}))
    sheets = (("회의결과", 1), ("공동사업실적", 1), ("위기가구", 3), ("소식지", 1))
    assert told_of == [
        f"'해당월 실적'은 '실적 없음'인데 '{sheet}' 시트에 적힌 줄이 {rows}개 있습니다. 수는 합계에 넣었습니다. 실적이 "
        "있었으면 '있음'으로 고치고, 없었으면 적힌 줄을 지워 주세요."
        for sheet, rows in sheets
    ]


def test_only_a_form_of_a_month_is_told_of_months_in_which_nothing_happened() -> None:
    filled = book("settlement")
    for number, (name, grid) in enumerate(filled.sheets.items()):
        labels = {place: text for place, text in grid.cells.items() if place[0] <= (1 if number else 6)}
        filled = filled.with_grid(name, lambda grid, cells=labels: replace(grid, cells=cells))
    assert messages("BOOK-045", filled) == [
        "'정산서' 서식에 적힌 것이 없어 제출한 것으로 보지 않았습니다. 서식을 채워 다시 내 주세요."
    ]
