"""The drafts: one for each region that owes a return or has to correct something, one for the head; none is sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.korean import text_width
from pipeline.model.result import RunResult
from pipeline.reply.head_texts import report_text
from pipeline.reply.mail import _draft, write_mail_drafts
from pipeline.reply.mail_texts import attachment_lines, grouped
from pipeline.reply.marked import ERROR_CELLS, WARNING_CELLS, write_return_copies
from pipeline.report.blocks import KeyFigure, KeyFigures, Report, Run
from pipeline.report.sections import build_report
from pipeline.report.sections.budget import spending_rate
from pipeline.settings.schema import Office
from pipeline.templates import write_workbook
from pipeline.templates.year import contexts_of_year
from tests.support.few_returns import monitoring_rows, run_over, write_form, write_monitoring
from tests.support.small_run import run_2020, small_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """Region 3's monitoring has faults, region 4's has none; there are an unreadable file without a known sender and
    the office's own form.
    """
    folder = tmp_path_factory.mktemp("받은 파일")
    rows = monitoring_rows(3)
    rows[0]["people_count"] = "약 70명"
    rows[2]["consultation_count"] = None
    write_monitoring(folder / "3.xlsx", rows)
    write_monitoring(folder / "4.xlsx", monitoring_rows(4), region=4)
    activity = {"kind": "교육", "activity_date": "3월쯤", "content": "실무자 교육"}
    write_form(folder / "총괄.xlsx", "head_office", {"activities": [activity], "grants": []}, region=None)
    (folder / "이름 없음.xlsx").write_bytes(b"PK\x03\x04" + bytes(400))
    return run_over(folder)


@pytest.fixture(scope="module")
def folder(run: RunResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drafts of the run, with its copies and a report."""
    home = tmp_path_factory.mktemp("결과")
    report = home / "성과보고_2021.docx"
    report.write_bytes(b"PK report")
    copies = write_return_copies(run, home / "수정요청")
    written = write_mail_drafts(run, home / "메일", copies, (build_report(run), report))
    assert sorted(written) == sorted((home / "메일").iterdir())
    return home / "메일"


def mail(folder: Path, stem: str) -> EmailMessage:
    message = message_from_bytes((folder / f"{stem}.eml").read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def with_addresses(run: RunResult, region: str, office: dict[str, str]) -> RunResult:
    settings = run.config.settings
    regions = tuple(entry.model_copy(update={"email": region}) for entry in settings.regions)
    named: Office = settings.office.model_copy(update=office)
    changed = settings.model_copy(update={"regions": regions, "office": named})
    return replace(run, config=replace(run.config, settings=changed))


def test_who_gets_a_letter(folder: Path) -> None:
    """Every region owes something by the end of July; region 3, the office and the unknown sender have something to
    correct.
    """
    assert {path.stem for path in folder.glob("*.eml")} == {
        "1권역_제출요청",
        "2권역_제출요청",
        "3권역_보완요청",
        "4권역_제출요청",
        "5권역_제출요청",
        "복지정책과_보완요청",
        "보낸곳_확인필요",
        "부서장_보고",
    }


def test_the_subject_counts_what_is_mended_and_owed(run: RunResult, folder: Path) -> None:
    owed = [entry for entry in run.owed if entry.slot.region == 3]
    assert mail(folder, "3권역_보완요청")["Subject"] == (
        f"[복지정책과] 3권역 자료 보완 요청 (전화모니터링 1회차 등 {len(owed) + 1}건)"
    )
    assert mail(folder, "1권역_제출요청")["Subject"].startswith("[복지정책과] 1권역 자료 제출 요청 (")
    assert mail(folder, "보낸곳_확인필요")["Subject"] == "[복지정책과] 보낸 곳을 알 수 없는 파일 확인 (1건)"


def test_a_draft_opens_as_a_draft_and_knows_no_clock(folder: Path) -> None:
    for path in folder.glob("*.eml"):
        message = mail(folder, path.stem)
        assert message["X-Unsent"] == "1"
        assert message["Date"] is None
        assert message["Message-ID"] is None
        assert message["From"] is None
        assert message["To"] is None  # the settings name no address
        assert not message.defects


def test_a_letter_is_courteous_and_specific(folder: Path) -> None:
    text = body(mail(folder, "3권역_보완요청"))
    assert text.startswith("은평종합사회복지관 담당자님, 안녕하십니까.\n복지정책과입니다.\n")
    assert "가. 전화모니터링 1회차 - 꼭 고칠 곳 2건" in text
    assert (
        "     - '모니터링' 시트 E9: 대상자(명) 칸의 '약 70명'은 어림수이거나\n       범위입니다.\n"
        "       → 정확한 수 하나를" in text
    )
    assert "- '모니터링' 시트 F11: 상담(건) 칸이 비어 있습니다." in text
    assert "- 운영계획서 (마감 2021. 3. 31.(수))" in text
    assert "- 월별실적 1월 (마감 2021. 2. 10.(수))" in text
    assert "'실적 없음'을 골라" in text
    assert (
        "붙임  1. 3권역_전화모니터링_1회차_수정요청.xlsx 1부.\n      2. 3권역_공동사업계획서_2021년.xlsx 1부." in text
    )


def test_what_came_in_order_is_said_as_well(folder: Path) -> None:
    text = body(mail(folder, "4권역_제출요청"))
    assert "1. 잘 받은 자료 1건\n  - 전화모니터링 1회차\n  - 고치실 것이 없습니다." in text
    assert "수정요청" not in text


def test_a_region_is_told_by_when_to_answer_and_whom_to_ask(run: RunResult, folder: Path, tmp_path: Path) -> None:
    """The settings name no officer: the letter then names only the department, and asks nobody to call it."""
    text = body(mail(folder, "3권역_보완요청"))
    assert "\n  회신 기한: 이 메일을 받으신 날부터 근무일로 5일 안\n\n1. " in text
    assert "문의" not in text
    assert "\n복지정책과 드림\n" in text
    officer = {"officer": "담당 주무관", "officer_phone": "02-351-0000", "reply_days": 3}
    write_mail_drafts(with_addresses(run, "", officer), tmp_path, [], None)
    text = body(mail(tmp_path, "3권역_보완요청"))
    assert "복지정책과 담당 주무관입니다." in text
    assert (
        "  회신 기한: 이 메일을 받으신 날부터 근무일로 3일 안\n  문의: 복지정책과 담당 주무관 (전화 02-351-0000)\n"
        in text
    )
    assert "\n복지정책과 담당 주무관 드림\n" in text
    assert "회신 기한" not in body(mail(tmp_path, "복지정책과_보완요청"))


def test_a_form_that_is_owed_goes_along_blank(run: RunResult, folder: Path, tmp_path: Path) -> None:
    """The same workbook that the office sends out at the beginning of the year, for this region and month."""
    attached = {part.get_filename(): part.get_content() for part in mail(folder, "4권역_제출요청").iter_attachments()}
    owed = [entry for entry in run.owed if entry.slot.region == 4]
    assert len(attached) == len(owed) == 8  # two plans and the months from January to June
    form = run.forms["monthly_results"]
    context = next(c for c in contexts_of_year(form, run.config) if (c.region, c.month) == (4, 5))
    blank = write_workbook(form, run.forms.header(form), context, tmp_path / "빈 서식.xlsx")
    assert attached["4권역_월별실적_2021년_05월.xlsx"] == blank.read_bytes()
    assert "  - 아직 내지 않은 자료는 붙임의 빈 서식에 적어 보내 주세요." in body(mail(folder, "4권역_제출요청"))


def test_looks_are_named_only_where_a_copy_has_them(run: RunResult, folder: Path, tmp_path: Path) -> None:
    """Region 3 has only errors. For the file that cannot be opened a list is sent, in which no cell is marked."""
    text = body(mail(folder, "3권역_보완요청"))
    assert ERROR_CELLS in text
    assert WARNING_CELLS not in text
    assert "답 적는 칸" not in text
    assert "목록" not in text
    attached = [part.get_filename() for part in mail(folder, "보낸곳_확인필요").iter_attachments()]
    assert attached == ["이름 없음_수정요청_목록.xlsx"]
    write_mail_drafts(run, tmp_path, [], None)
    assert ERROR_CELLS not in body(mail(tmp_path, "3권역_보완요청"))


def test_a_list_in_place_of_a_copy_asks_to_mend_the_original(tmp_path: Path) -> None:
    rows = monitoring_rows(3)
    rows[0]["people_count"], rows[0]["note"] = "약 70명", "연락처 010-1234-5678"
    write_monitoring(tmp_path / "in" / "3.xlsx", rows)
    result = run_over(tmp_path / "in")
    copies = write_return_copies(result, tmp_path / "수정요청")
    write_mail_drafts(result, tmp_path / "메일", copies, None)
    text = body(mail(tmp_path / "메일", "3권역_보완요청"))
    assert [path.name for path in copies] == ["3권역_전화모니터링_1회차_수정요청_목록.xlsx"]
    assert "붙임 파일: 3권역_전화모니터링_1회차_수정요청_목록.xlsx" in text
    assert "'목록' 파일에는 고칠 곳만 적혀 있습니다. 가지고 계신 원본을 고쳐" in text
    assert ERROR_CELLS not in text


def test_no_line_is_wider_than_76_columns(folder: Path) -> None:
    """Except the subject above the text, which is pasted in one piece."""
    for path in folder.glob("*.txt"):
        subject, _, *lines = path.read_text(encoding="utf-8").splitlines()
        assert subject.startswith("제목: ")
        assert [line for line in lines if text_width(line) > 76] == []


def test_only_the_regions_own_copies_are_attached(folder: Path) -> None:
    attached = list(mail(folder, "3권역_보완요청").iter_attachments())
    names = [part.get_filename() for part in attached]
    assert [name for name in names if "수정요청" in name] == ["3권역_전화모니터링_1회차_수정요청.xlsx"]
    assert all(name.startswith("3권역_") for name in names)
    copy = folder.parent / "수정요청" / "3권역_전화모니터링_1회차_수정요청.xlsx"
    assert attached[0].get_content() == copy.read_bytes()
    raw = (folder / "3권역_보완요청.eml").read_bytes()
    assert b"filename*=utf-8''3%EA%B6%8C%EC%97%AD" in raw


@pytest.mark.parametrize(
    "name",
    [
        "3권역_전화모니터링_1회차_수정요청.xlsx",
        "성과보고 2021 (최종).docx",
        "아주 긴 이름의 " * 7 + "보고서.xlsx",
        "report-2021.docx",
        unicodedata.normalize("NFD", "한글_맥에서 옴.xlsx"),
    ],
)
def test_an_attachment_is_named_in_both_ways_that_mail_programs_know(name: str) -> None:
    """Outlook and the mail of portals read the encoded words of Content-Type, others filename* (RFC 2231)."""
    content = bytes(range(256)) * 9
    raw = _draft("제목", "", "본문", {name: content}).as_bytes()
    head = raw[raw.index(b"Content-Type: application/") :]
    head = head[: head.index(b"\r\n\r\n")]
    assert head.isascii()
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b"name=" in line or line.startswith(b" ="))
    typed = re.search(rb'\r\n name="([^"]*)"', head)
    assert typed is not None
    shown = unicodedata.normalize("NFC", name)
    assert str(make_header(decode_header(typed[1].decode().replace("\r\n", "")))) == shown
    plain = re.search(rb"filename\*=utf-8''(\S+)", head) or re.search(rb'filename="([^"]+)"', head)
    assert plain is not None
    assert unquote(plain[1].decode()) == shown
    (part,) = message_from_bytes(raw, policy=default).iter_attachments()
    assert (part.get_filename(), part.get_content(), part.defects) == (shown, content, [])


def test_the_text_to_paste_says_the_same(folder: Path) -> None:
    for path in folder.glob("*.eml"):
        message = mail(folder, path.stem)
        assert path.with_suffix(".txt").read_text(encoding="utf-8") == f"제목: {message['Subject']}\n\n{body(message)}"


def test_the_office_is_written_to_for_its_own_form(folder: Path) -> None:
    text = body(mail(folder, "복지정책과_보완요청"))
    assert text.startswith("복지정책과 담당자님께")
    assert "취합 폴더에 넣고" in text


def test_an_unknown_sender_is_looked_for(folder: Path) -> None:
    text = body(mail(folder, "보낸곳_확인필요"))
    assert "어느 권역에서 온 것인지 알 수 없었습니다" in text
    assert "받은 파일: 이름 없음.xlsx" in text


def test_the_head_gets_the_report_and_its_gist(run: RunResult, folder: Path) -> None:
    message = mail(folder, "부서장_보고")
    assert message["Subject"] == ("[복지정책과] 2021년 찾동 동단위 민관협력 네트워크 추진실적(7. 31. 기준) (잠정)")
    assert [part.get_filename() for part in message.iter_attachments()] == ["성과보고_2021.docx"]
    text = body(message)
    due = [entry for entry in run.board if entry.is_due]
    came = sum(1 for entry in due if entry.files)
    assert f"\n연도 중 잠정 · 자료 기준일 2021. 7. 31. · 제출 {came}/{len(due)}건 · 복지정책과\n" in text
    # region 3 without the rows 9 and 11: 77 + 91; region 4's three dongs: 70 + 77 + 84
    assert "\n1. 주요 수치\n  - 모니터링 대상자 399명* (5개 권역 중 2개, 1회차)\n" in text
    assert "  - 전화 상담 1,995건* (4. 1. ~ 6. 30.)\n" in text
    assert "  ※ * 표는 아직 들어오지 않았거나 확인 중인 자료를 뺀 합계임\n" in text
    missing = text.split("2. 아직 없거나 고칠 자료")[1]
    assert "1권역 미제출 9건: " in missing
    assert "3권역 보완 중 1건: 전화모니터링 1회차" in missing
    assert "3. 정해 주실 것\n  - 지금 '잠정'으로 쓰실지" in missing


def test_the_head_gets_the_cards_of_the_first_page(run: RunResult, folder: Path) -> None:
    cards = [key for block in build_report(run).blocks if isinstance(block, KeyFigures) for key in block.items]
    section = body(mail(folder, "부서장_보고")).split("1. 주요 수치\n")[1].split("\n\n")[0]
    shown = [line for line in section.splitlines() if line.startswith("  - ")]
    assert len(shown) == len(cards) >= 3
    for line, key in zip(shown, cards, strict=True):
        assert line.startswith(f"  - {key.label.partition(chr(10))[0]} {key.value.text} ")


def test_the_spending_rate_is_told_where_the_first_page_has_no_room_for_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The year 2021 of the tests, its report without its cards."""
    result = small_run(tmp_path_factory)
    rate = f"{spending_rate(result).value:.1f}%*"
    report = Report("2021년 성과보고", ())
    lines = report_text(result, report, ["성과보고.docx"])
    assert f"  - 예산 집행률 {rate}" in lines
    with_card = Report("", (KeyFigures((KeyFigure(Run(rate), "예산 집행률\n(집행 1원)", "전년보다 1%p 증가"),)),))
    lines = report_text(result, with_card, ["성과보고.docx"])
    assert [line for line in lines if "집행률" in line] == [f"  - 예산 집행률 {rate} (집행 1원), 전년보다 1%p 증가"]


def test_a_final_year_asks_the_head_for_nothing() -> None:
    result = run_2020()
    lines = report_text(result, build_report(result), ["성과보고_2020.docx"])
    assert "2. 아직 없거나 고칠 자료" in lines
    assert lines[lines.index("2. 아직 없거나 고칠 자료") + 1] == "  - 없음"
    assert not any("정해 주실 것" in line for line in lines)


def test_without_a_report_the_head_gets_no_letter(run: RunResult, tmp_path: Path) -> None:
    names = {path.name for path in write_mail_drafts(run, tmp_path, [], None)}
    assert "부서장_보고.eml" not in names
    assert "3권역_보완요청.eml" in names


def test_without_copies_none_is_attached(run: RunResult, tmp_path: Path) -> None:
    write_mail_drafts(run, tmp_path, [], None)
    assert not any("수정요청" in part.get_filename() for part in mail(tmp_path, "3권역_보완요청").iter_attachments())
    assert "붙임 파일:" not in body(mail(tmp_path, "3권역_보완요청"))


@pytest.mark.parametrize(("typed", "to"), [(" center3@example.org ", "center3@example.org"), ("나중에 적기", None)])
def test_the_address_of_the_settings_is_used_where_it_is_one(
    run: RunResult, tmp_path: Path, typed: str, to: str | None
) -> None:
    named = with_addresses(run, typed, {"head_email": "head@example.org", "officer_email": "officer@example.org"})
    report = tmp_path / "보고.docx"
    report.write_bytes(b"PK")
    write_mail_drafts(named, tmp_path / "메일", [], (build_report(named), report))
    assert mail(tmp_path / "메일", "3권역_보완요청")["To"] == to
    assert mail(tmp_path / "메일", "부서장_보고")["To"] == "head@example.org"
    assert mail(tmp_path / "메일", "복지정책과_보완요청")["To"] == "officer@example.org"


def test_the_same_run_writes_the_same_bytes(run: RunResult, folder: Path, tmp_path: Path) -> None:
    copies = sorted((folder.parent / "수정요청").iterdir())
    for path in write_mail_drafts(run, tmp_path, copies, (build_report(run), folder.parent / "성과보고_2021.docx")):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_months_are_said_in_few_words() -> None:
    months = [("월별실적", month, "") for month in (1, 2, 7, 8, 9, 11)]
    assert grouped([("운영계획서", None, ""), *months, ("전화모니터링", None, "1회차")]) == [
        "운영계획서",
        "월별실적 1~2월·7~9월·11월",
        "전화모니터링 1회차",
    ]


def test_attachments_are_named_as_official_letters_do() -> None:
    assert attachment_lines([]) == []
    assert attachment_lines(["가.xlsx", "나.xlsx"]) == ["", "붙임  1. 가.xlsx 1부.", "      2. 나.xlsx 1부.  끝."]


def test_a_regions_own_report_is_announced_with_its_own_status_and_numbers(run: RunResult, tmp_path: Path) -> None:
    """Region 4 sent its round of 70, 77 and 84 people; the mistakes of region 3 and the missing returns of others do
    not matter.
    """
    report = tmp_path / "성과보고_2021_4권역.docx"
    report.write_bytes(b"docx")
    own = run.of_region(4)
    write_mail_drafts(own, tmp_path, [], (build_report(run, 4), report), region=4)
    message = mail(tmp_path, "부서장_보고")
    assert message["Subject"].startswith("[복지정책과] 2021년 4권역 찾동 동단위 민관협력 네트워크 추진실적")
    assert message["Subject"].endswith(" (잠정)")
    text = body(message)
    assert "- 모니터링 대상자 231명 " in text
    assert "3권역" not in text
    due = [entry for entry in own.board if entry.is_due]
    assert f"제출 {sum(1 for entry in due if entry.files)}/{len(due)}건" in text
