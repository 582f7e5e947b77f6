"""The rules that readings name: each exists, each has all the words for its sentence, and no cell breaks a reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.cells import PICTURE, Cell, CellKind
from pipeline.model.findings import Effect, Place, Severity
from pipeline.normalise import (
    NameList,
    Reading,
    RegionList,
    ValueState,
    choices,
    dates,
    display_of,
    find_in_cell,
    find_personal_data,
    mask,
    numbers,
    read_amount,
    read_choice,
    read_count,
    read_date,
    read_month,
    read_name,
    read_region,
    read_text,
    read_yes_no,
    reading,
    split_dongs,
    text,
)
from pipeline.rules.catalogue import finding, rules
from tests.unit.normalise import making

RULE_ID = re.compile(r"(?:CELL|PRIV)-[0-9]{3}")
TOLD_BY_THE_CHECKS = {"CELL-001", "CELL-003", "CELL-004", "CELL-113"}  # what is asked depends on the form
PERSONAL = {f"PRIV-00{number}" for number in range(1, 8)}

READERS: dict[str, Callable[[Cell | None], Reading]] = {
    "count": partial(read_count, units=("명",)),
    "amount": read_amount,
    "refund": partial(read_amount, allow_negative=True),
    "date": partial(read_date, year=2021, month=3),
    "old Mac date": partial(read_date, year=2021, month=None, date_1904=True),
    "month": partial(read_month, year=2021),
    "choice": lambda cell: read_choice(cell, ("행사", "모집"), {"알림": "행사"}),
    "name": lambda cell: read_name(cell, NameList(["신사1동", "신사2동"])),
    "region": lambda cell: read_region(cell, RegionList({1: ["녹번종합사회복지관"]})),
    "yes or no": read_yes_no,
    "text": partial(read_text, maximum=50),
}

CELLS = {
    "CELL-002": ("choice", making.text("행사장")),
    "CELL-010": ("count", making.text("많음")),
    "CELL-011": ("count", making.text("약 30")),
    "CELL-012": ("count", making.text("6O")),
    "CELL-013": ("count", making.text("③")),
    "CELL-014": ("count", making.text("1E+03")),
    "CELL-015": ("count", making.boolean(True)),
    "CELL-016": ("count", making.number(float("nan"))),
    "CELL-017": ("count", making.text("1234567890123456")),
    "CELL-018": ("count", making.number(12.5)),
    "CELL-019": ("count", making.number(-3)),
    "CELL-020": ("count", making.day(44260)),
    "CELL-021": ("count", making.number(0.85, "0%")),
    "CELL-022": ("count", making.text("3건")),
    "CELL-023": ("count", making.text("1,23")),
    "CELL-024": ("count", making.text("ㅡ")),
    "CELL-025": ("count", making.number(1_000_000)),
    "CELL-026": ("amount", making.number(6350000, "#,##0,")),
    "CELL-027": ("count", making.text("25+45")),
    "CELL-028": ("text", making.text("6_x0030_")),
    "CELL-030": ("count", making.error("#REF!")),
    "CELL-031": ("count", making.uncalculated("SUM(D4:D9)")),
    "CELL-032": ("count", making.number(3, formula="[1]Sheet1!A1")),
    "CELL-033": ("count", making.number(5, ";;;")),
    "CELL-034": ("count", making.number(44260)),
    "CELL-035": ("amount", making.number(0.5)),
    "CELL-036": ("count", making.text("2.000")),
    "CELL-037": ("count", making.error(PICTURE)),
    "CELL-040": ("date", making.text("구정")),
    "CELL-041": ("date", making.text("5/3")),
    "CELL-042": ("date", making.text("2021-02-29")),
    "CELL-043": ("date", making.text("2021. 3. 5.(목)")),
    "CELL-044": ("date", making.text("’05.3.5")),
    "CELL-045": ("date", making.text("令和3年3月5日")),
    "CELL-046": ("date", making.text("2021. 3.")),
    "CELL-047": ("date", making.text("3.5~3.7")),
    "CELL-048": ("date", making.text("2121-01-01")),
    "CELL-049": ("date", making.text("미정")),
    "CELL-050": ("yes or no", making.text("△")),
    "CELL-051": ("month", making.text("13월")),
    "CELL-052": ("month", making.text("2020년 3월")),
    "CELL-060": ("text", making.text("가" * 51)),
    "CELL-070": ("name", making.text("신사동")),
    "CELL-071": ("region", making.text("9권역")),
}
NOTED = {
    "CELL-101": ("count", making.text("1,234명")),
    "CELL-102": ("date", making.text("’21.3.5")),
    "CELL-103": ("text", making.text("나\u200b눔")),
    "CELL-104": ("choice", making.text("알림")),
    "CELL-105": ("count", making.text("-")),
    "CELL-106": ("count", making.text(" ")),
    "CELL-107": ("text", making.day(44260)),
    "CELL-110": ("count", making.number(30, '"전년 "0"명"')),
    "CELL-111": ("date", making.day(44260.99939814815)),
    "CELL-112": ("text", making.text("\U000f02b1 개요")),
    "CELL-120": ("date", making.text("3/5")),
}


def named_rules() -> set[str]:
    """Every rule id that a module of the package holds in a constant."""
    values = [value for module in (choices, dates, numbers, reading, text) for value in vars(module).values()]
    return {value for value in values if isinstance(value, str) and RULE_ID.fullmatch(value)}


def own_rules() -> set[str]:
    return {rule_id for rule_id in rules() if RULE_ID.fullmatch(rule_id)}


def test_the_catalogue_and_the_readers_know_the_same_rules() -> None:
    assert own_rules() == named_rules() | TOLD_BY_THE_CHECKS | PERSONAL


def test_every_rule_of_a_reading_has_an_example_here() -> None:
    assert set(CELLS) | set(NOTED) == named_rules()


@pytest.mark.parametrize("rule_id", CELLS)
def test_a_refused_cell_is_worded__error(rule_id: str) -> None:
    reader, cell = CELLS[rule_id]
    found = READERS[reader](cell)
    assert found.problem == rule_id
    told = finding(rule_id, Place("a.xlsx", "시트", cell.address), value=found.typed, label="대상자(명)", **found.words)
    assert (told.severity, told.effect) == (Severity.ERROR, Effect.ROW_LEFT_OUT)
    assert "대상자(명)" in told.message
    assert "{" not in told.message + told.advice


@pytest.mark.parametrize("rule_id", NOTED)
def test_a_changed_cell_is_noted__ok(rule_id: str) -> None:
    reader, cell = NOTED[rule_id]
    found = READERS[reader](cell)
    assert (found.note_rule, found.problem) == (rule_id, "")
    told = finding(rule_id, Place("a.xlsx"), value=found.typed, label="대상자(명)", note=found.note)
    assert told.effect is Effect.KEPT
    assert found.note in told.message


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [
        ("CELL-001", {"label": "대상자(명)", "example": 120}),
        ("CELL-003", {"label": "월", "minimum": 1, "maximum": 12}),
        ("CELL-003", {"label": "단가", "minimum": 0, "maximum": ""}),
        ("CELL-004", {"label": "회의일", "example": "2021-03-05"}),
        *((rule_id, {"where": "", "how": "", "kind": "휴대전화 번호"}) for rule_id in sorted(PERSONAL)),
    ],
)
def test_rules_that_the_checks_tell_are_worded(rule_id: str, words: dict[str, object]) -> None:
    told = finding(rule_id, Place("a.xlsx"), value="***", **words)
    assert told.severity is (Severity.WARNING if rule_id == "PRIV-006" else Severity.ERROR)
    assert "{" not in told.message + told.advice


def test_only_a_resident_number_refuses_the_whole_return() -> None:
    assert {rule_id for rule_id in own_rules() if rules()[rule_id].effect is Effect.RETURN_REFUSED} == {"PRIV-001"}


@pytest.mark.parametrize("rule_id", sorted(CELLS) + sorted(NOTED) + sorted(PERSONAL | TOLD_BY_THE_CHECKS))
def test_wording_is_plain_and_courteous(rule_id: str) -> None:
    rule = rules()[rule_id]
    assert re.search(r"니다[.(]|니다\.$|\{note\}$|\{hint\}$", rule.message)
    assert re.search(r"주세요|됩니다|적습니다|있습니다|괜찮습니다", rule.advice)
    assert not re.search(r"셀렉|에러|타입|포맷|null|None|NaN|invalid", rule.message + rule.advice)


@pytest.mark.parametrize(
    ("rule_id", "message", "advice"),
    [
        (
            "CELL-011",
            "대상자(명) 칸의 '약 30'은 어림수이거나 범위입니다.",
            "정확한 수 하나를 적어 주세요(예: '약 30'이나 '20~25' 대신 28).",
        ),
        (
            "CELL-002",
            "대상자(명) 칸의 '행사장'은 목록에 없습니다. 혹시 '행사'를 적으려던 것인가요?",
            "다음 가운데 하나를 골라 주세요: 행사, 모집",
        ),
        (
            "CELL-026",
            "대상자(명) 칸은 '6,350'으로 보이지만 저장된 값은 6,350,000입니다. 셀 서식이 값을 다르게 보이게 합니다.",
            "셀 서식을 '숫자'로 바꾼 뒤 보이는 수가 맞는지 확인하고, 다르면 고쳐 주세요(금액은 원 단위).",
        ),
        (
            "CELL-043",
            "대상자(명) 칸의 '2021. 3. 5.(목)'에서 2021-03-05은 금요일인데 목요일로 적혀 있습니다.",
            "날짜와 요일 가운데 틀린 것을 고쳐 주세요. 요일은 적지 않아도 됩니다(예: 2021-03-05).",
        ),
        (
            "CELL-030",
            "대상자(명) 칸이 오류값 '#REF!'입니다. 수식이 가리키던 셀이 지워졌습니다.",
            "수식 대신 값을 직접 적어 주세요(예: 30).",
        ),
    ],
)
def test_whole_sentences(rule_id: str, message: str, advice: str) -> None:
    reader, cell = CELLS[rule_id]
    found = READERS[reader](cell)
    told = finding(rule_id, Place("a.xlsx"), value=found.typed, label="대상자(명)", **found.words)
    assert (told.message, told.advice) == (message, advice)


LIKELY = st.text(alphabet="0123456789,.-/~'’() 년월일명건원만천약금\n\u00a0\u200b１ㅡ=%eExOl·․동권역", max_size=30)
TEXTS = st.one_of(st.text(max_size=60), LIKELY, st.sampled_from(["", "-", "없음", "9" * 500, "1e3000000"]))
CODES = st.one_of(
    st.sampled_from(["General", "#,##0", "0%", ";;;", "#,##0,", "yyyy-mm-dd", '0"천원"', "h:mm", "@", "# ?/?"]),
    st.text(alphabet='0#?,.;%"\\_*[]$₩ -@Eh/ymds', max_size=15),
)
NUMBERS = st.one_of(
    st.integers(min_value=-(10**20), max_value=10**20), st.floats(), st.integers(0, 80_000), st.just(10**5000)
)
FORMULAS = st.one_of(st.just(""), st.text(max_size=20), st.sampled_from(["[1]A!A1", "SUM(A1:A2)", "'[", "['!"]))
ANY_CELL = st.one_of(
    st.none(),
    st.builds(lambda value, formula: Cell(1, 1, CellKind.TEXT, value, formula=formula), TEXTS, FORMULAS),
    st.builds(lambda value: Cell(1, 1, CellKind.ERROR, value), TEXTS),
    st.builds(lambda value: Cell(1, 1, CellKind.BOOLEAN, value), st.booleans()),
    st.builds(lambda formula: Cell(1, 1, CellKind.UNCALCULATED, None, formula=formula), FORMULAS),
    st.builds(
        lambda value, code, is_date: Cell(1, 1, CellKind.NUMBER, value, number_format=code, is_date=is_date),
        NUMBERS,
        CODES,
        st.booleans(),
    ),
)


@settings(max_examples=600)
@given(ANY_CELL, st.sampled_from(sorted(READERS)))
def test_no_cell_breaks_a_reader(cell: Cell | None, reader: str) -> None:
    found = READERS[reader](cell)
    usable = found.state in (ValueState.VALUE, ValueState.ZERO)
    assert usable == (found.value is not None)
    assert (found.state is ValueState.UNREADABLE) == bool(found.problem)
    assert bool(found.note) == bool(found.note_rule)
    assert not (found.note and found.problem)
    assert (found.value == 0) is (found.state is ValueState.ZERO)
    assert "\n" not in found.typed
    assert find_personal_data(found.typed) == ()
    if found.problem:
        finding(found.problem, Place("a.xlsx"), value=found.typed, label="칸", **found.words)
    if found.note:
        finding(found.note_rule, Place("a.xlsx"), value=found.typed, label="칸", note=found.note)
    if isinstance(found.value, date):
        assert 2000 <= found.value.year <= 2100
    find_in_cell(cell)


@given(st.integers(min_value=0, max_value=999_999))
def test_a_count_is_the_same_however_it_is_written(value: int) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    written = [
        making.number(value, "#,##0"),
        making.text(f"{value:,}명"),
        making.text(f" {value} 명"),
        making.text(wide),
    ]
    assert {READERS["count"](cell).value for cell in written} == {value}


@given(st.dates(min_value=date(2021, 1, 1), max_value=date(2021, 12, 31)))
def test_a_date_is_the_same_however_it_is_written(value: date) -> None:
    year, month, day = value.year, value.month, value.day
    weekday = "월화수목금토일"[value.weekday()]
    written = [
        value.isoformat(),
        f"{year}. {month}. {day}.",
        f"{year}. {month}. {day}.({weekday})",
        f"{year}년 {month}월 {day}일",
        f"{year}/{month}/{day}",
        f"’{year % 100}.{month}.{day}",
        f"{month}월 {day}일({weekday})",
        f"{month}.{day}",
        f"{year}{month:02}{day:02}",
    ]
    assert {READERS["date"](making.text(typed)).value for typed in written} == {value}
    serial = 44260 + (value - date(2021, 3, 5)).days
    assert READERS["date"](making.day(serial)).value == value


@given(st.text(max_size=80))
def test_any_text_can_be_shown_masked_and_split(value: str) -> None:
    assert mask(value) == mask(mask(value))
    assert len(display_of(making.text(value))) <= 80
    assert isinstance(split_dongs(value), tuple)
