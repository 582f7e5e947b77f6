"""The attachments: closing line, a region's pages, dongs, and where the numbers come from."""

from __future__ import annotations

from datetime import date

from pipeline.report.blocks import Block, PageBreak, Paragraph, TableBlock, text_of
from pipeline.report.sections.appendix import attach, build_appendix, closing
from pipeline.report.sections.region_tables import detail_table, dong_table, month_table, summary_table
from pipeline.report.sections.sources import keys_in, source_table
from tests.support.run_in_memory import a_run, config, monitoring, section, sent, the_year, whole_year
from tests.support.told_blocks import cells, headings, row, table


def test_the_closing_line_ends_as_official_letters_do() -> None:
    lines = [text_of(block.runs) for block in closing(["월별 실적", "권역별 실적"]) if isinstance(block, Paragraph)]
    assert lines == ["붙임  1. 월별 실적 1부.", "         2. 권역별 실적 1부.  끝."]
    assert [text_of(block.runs) for block in closing(["대장"]) if isinstance(block, Paragraph)] == [
        "붙임  대장 1부.  끝."
    ]


def test_the_closing_line_lists_what_follows_and_each_begins_a_page() -> None:
    blocks = build_appendix(the_year(), section("위기가구", the_year()))
    listed = [text_of(block.runs) for block in blocks if isinstance(block, Paragraph)]
    assert [text.strip().split(". ", 1)[1] for text in listed] == [
        "월별·동별 실적 1부.", "권역별 실적 1부.", "담당자 확인 자료 1부.  끝.",
    ]  # fmt: skip
    starts = [number for number, block in enumerate(blocks) if isinstance(block, PageBreak)]
    assert [blocks[number + 1] for number in starts if getattr(blocks[number + 1], "text", "").startswith("[붙임")] == [
        block for block in blocks if getattr(block, "text", "").startswith("[붙임")
    ]


def test_attachments_without_data_are_left_out() -> None:
    assert attach([("월별 실적", [])]) == []


def test_only_an_attachment_begins_a_page_not_a_region() -> None:
    small = a_run(*(monitoring(r, 1, ("권역 전체", 10 * r, 90 * r)) for r in range(1, 6)), year=2020)
    assert sum(isinstance(block, PageBreak) for block in build_appendix(small, [])) == 2
    assert sum(isinstance(block, PageBreak) for block in build_appendix(the_year(), [])) == 3


def test_a_region_stands_beside_the_whole() -> None:
    found = summary_table(the_year(), 2)
    assert found is not None
    # Round 2: 202 + 212 + 222 people of 5,012; the plenaries are the head office's and have no share.
    assert row(found, "대상자 2회차") == ["명", "636", "5,012", "12.7"]
    assert row(found, "전체회의") == ["회", "4", "–", "–"]
    assert row(found, "권역회의") == ["회", "12", "60", "20.0"]


def test_a_single_round_is_said_once_and_needs_no_number() -> None:
    found = summary_table(a_run(monitoring(1, 1, ("녹번동", 5, 9)), year=2020), 1)
    assert found is not None
    assert [line[0] for line in cells(found)][:3] == ["대상자", "상담", "계획한 공동사업"]


def test_the_only_round_so_far_of_a_year_of_two_is_said_once_with_its_number() -> None:
    found = summary_table(a_run(monitoring(1, 1, ("녹번동", 5, 9)), as_of=date(2021, 7, 31)), 1)
    assert found is not None
    told = [line[0] for line in cells(found)]
    assert [name for name in told if "회차" in name or name == "상담"] == ["대상자 1회차", "상담 1회차"]


def test_two_rounds_are_told_one_by_one_and_together() -> None:
    found = summary_table(the_year(), 2)
    assert found is not None
    told = [line[0] for line in cells(found)]
    assert [name for name in told if name.startswith("상담")] == ["상담", "상담 1회차", "상담 2회차"]
    assert "대상자" not in told  # people are never added over rounds


def test_what_a_sum_consists_of_is_told_in_one_line() -> None:
    found = detail_table(the_year(), 3)
    assert found is not None
    assert row(found, "회의 참석") == ["찾동 수퍼바이저 48명, 대표기관 실무자 28명, 기타 16명"]
    assert row(found, "참여기관") == ["5곳(대표기관 1곳, 동주민센터 4곳)"]
    assert row(found, "목표 인원") == ["90명"]


def test_the_months_add_up_and_what_never_applied_has_no_column() -> None:
    found = month_table(the_year(), 1)
    assert found is not None
    heads = [column.header.replace("\n", " ") for column in found.columns]
    assert "공동사업 (회)" not in heads
    assert row(found, "7월")[heads.index("공동사업 (건)") - 1] == "10"
    assert row(found, "1월")[heads.index("공동사업 (건)") - 1] == "–"
    assert row(found, "계")[heads.index("공동사업 (건)") - 1] == "60"


def test_a_dong_that_was_not_broken_down_is_a_dash_and_one_that_is_missing_says_so() -> None:
    result = a_run(
        monitoring(1, 1, ("녹번동", 5, 9), ("불광1동", 0, 0)),
        monitoring(2, 1, ("권역 전체", 50, 90)),
        sent("monthly_results", 1, month=1),
    )
    found = dong_table(result, config().regions)
    assert found is not None
    listed = {line[1]: line[2:4] for line in cells(found)}
    assert listed["녹번동"] == ["5", "9"]
    assert listed["불광1동"] == ["0", "0"]
    assert listed["응암1동"] == ["–", "–"]
    assert listed["역촌동"] == ["–", "–"]
    assert listed["구산동"] == ["미제출", "미제출"]
    assert found.notes[0] == "동별로 나누어 내지 않은 수는 –로 적음"


def test_dongs_of_a_year_that_knows_none_have_no_table() -> None:
    assert dong_table(a_run(monitoring(1, 1, ("권역 전체", 5, 9)), year=2020), [1]) is None


def test_sources_name_forms_sheets_files_and_cells() -> None:
    result = the_year()
    body: list[Block] = section("위기가구", result)
    (found,) = source_table(result, body, [("동별 실적", [one for one in [dong_table(result, [1])] if one])])
    assert isinstance(found, TableBlock)
    # 12 months x 16 dongs; found and supports everywhere, shared in all but the first dong of each region. By dong the
    # first one's 해당없음 is printed, so the cells that say it are told too.
    assert cells(found)[0] == [
        "표 1",
        "권역별 위기가구 발굴·지원",
        "월별실적 › 위기가구",
        "60",
        str(12 * (16 + 16 + 11)),
    ]
    assert cells(found)[1][:2] == ["그림 1", "월별 위기가구 발굴과 지원"]
    assert cells(found)[-1] == [
        "표 2",
        "동별 실적",
        "전화모니터링 › 모니터링; 월별실적 › 위기가구",
        "14",
        str(12 + 12 * 9),
    ]


def test_a_table_of_words_has_no_sources() -> None:
    assert source_table(the_year(), [TableBlock("words", "말", (), ())], []) == []
    assert list(keys_in(PageBreak())) == []


def test_a_region_that_sent_nothing_still_has_its_page() -> None:
    result = a_run(*whole_year([(one.form, one.region, one.month) for one in whole_year() if one.region == 4]
                               + [("phone_monitoring", 4, 1), ("phone_monitoring", 4, 2)]))  # fmt: skip
    found = summary_table(result, 4)
    assert found is not None
    assert row(found, "대상자 1회차")[1] == "미제출"
    known = {text for text, *_ in cells(found) if row(found, text)[1] != "미제출"}
    assert known == {"교부액"}  # the head office tells what it granted
    assert "4권역 서부장애인종합복지관(갈현2동, 구산동, 대조동)" in headings(build_appendix(result, []))


def test_tables_and_pictures_of_the_body_are_counted_apart() -> None:
    result = the_year()
    rows = cells(
        table(source_table(result, [*section("위기가구", result), *section("위기가구", result)], []), "sources")
    )
    assert [line[0] for line in rows] == ["표 1", "그림 1", "표 2", "그림 2"]
