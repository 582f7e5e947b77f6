"""The content of filled forms without a fault, into which a test puts its one mistake.

Comes in: the settings, a form, a region, a month, a round. Goes out: header values by label and lines of cells by sheet
name, in the notation of ``markdown_book``. No person is named and every number is invented.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.forms.form import Form, FormSet
from pipeline.settings.load import YearConfig

Lines = list[list[str]]
Tables = dict[str, Lines]

WRITTEN = {
    "operating_plan": "{year}-03-25",
    "joint_project_plan": "{year}-06-24",
    "phone_monitoring": "{year}-12-13",
    "settlement": "{year}-12-20",
    "head_office": "{year}-12-24",
}
MEETING_LABELS = ["회의구분", "회의일", "장소", "구 총괄담당자 참석", "찾동 수퍼바이저(명)"]
MEETING_LABELS += ["대표기관 실무자(명)", "기타(명)", "주요안건", "회의결과"]
PROJECT, ACTIVITY = "이웃 살핌", "안부 전화"


def faultless_header(config: YearConfig, forms: FormSet, form: Form, region: int, month: int) -> dict[str, str]:
    """Header label -> value; a month's return is written on the 8th of the next month."""
    next_month = f"{config.year + month // 12}-{month % 12 + 1:02d}-08"
    known = {
        "year": str(config.year),
        "region": f"{region}권역",
        "lead": config.regions[region].lead,
        "author": "담당 사회복지사",
        "date": next_month if form.period == "month" else WRITTEN[form.id].format(year=config.year),
        "month": str(month),
        "activity_state": "있음",
    }
    return {column.label: known[column.id] for column in forms.header(form)}


def faultless_tables(config: YearConfig, form: Form, region: int, month: int, round_number: int) -> Tables:
    """Sheet name -> lines of cells, the first of them the labels."""
    makers: dict[str, Callable[[], Tables]] = {
        "operating_plan": lambda: operating_plan(config, region),
        "joint_project_plan": lambda: joint_project_plan(config),
        "monthly_results": lambda: monthly_results(config, region, month),
        "phone_monitoring": lambda: phone_monitoring(config, region, round_number),
        "settlement": settlement,
        "head_office": lambda: head_office(config),
    }
    return makers[form.id]()


def _lines(text: str) -> Lines:
    return [[part.strip() for part in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]


def operating_plan(config: YearConfig, region: int) -> Tables:
    dongs = config.regions[region].dongs
    organisations = [["대표기관", config.regions[region].lead, "지역연계팀", "2"]]
    organisations += [["동주민센터", f"{dong}주민센터", "찾동팀", "1"] for dong in dongs]
    return {
        "기본현황": [["구분", "기관명", "담당부서", "담당자 수(명)"], *organisations],
        "지역문제": _lines("""
            | 연번 | 지역 문제   | 현황·근거      | 협력 방향 |
            | 1    | 중장년 고립 | 1인 가구 증가  | 함께 찾음 |"""),
        "단계별계획": _lines(f"""
            | 단계              | 시작일          | 종료일          | 추진내용  | 담당기관 |
            | 1단계 협력 필요성 | {config.year}-01-04 | {config.year}-04-30 | 문제 찾기 | 대표기관 |
            | 2단계 협력 환경조성 | {config.year}-03-02 | {config.year}-06-30 | 규칙 정함 | 대표기관 |
            | 3단계 협력 도전   | {config.year}-07-01 | {config.year}-12-15 | 공동사업  | 대표기관 |"""),
        "회의계획": [
            ["월", "예정일", "장소", "주요안건"],
            *([str(month), "", "회의실", "사례 나눔"] for month in range(1, 13)),
        ],
    }


def joint_project_plan(config: YearConfig) -> Tables:
    items = config.plan.budget.items if config.plan.budget else ()
    budget = [
        [
            PROJECT,
            item.name,
            "재료비",
            str(item.per_region_won // 20),
            "10",
            f"=D{row}*E{row} -> {item.per_region_won // 2}",
        ]
        for row, item in enumerate(items, 2)
    ]
    return {
        "사업개요": _lines(f"""
            | 사업명 | 사업목적 | 사업대상 | 사업내용 | 시작일 | 종료일 | 참여기관 | 기대효과 |
            | {PROJECT} | 고립 줄이기 | 이웃 | 안부 묻기 | {config.year}-03-02 | {config.year}-12-15 | | |"""),
        "세부사업": _lines(f"""
            | 사업명 | 세부사업명 | 목표 건수(건) | 목표 인원(명) | 목표 횟수(회) |
            | {PROJECT} | {ACTIVITY} | 120 | 60 | |"""),
        "추진일정": _lines(f"""
            | 사업명 | 세부사업명 | 시작월 | 종료월 | 내용 |
            | {PROJECT} | {ACTIVITY} | 3 | 12 | 매월 진행 |"""),
        "소요예산": [["사업명", "예산과목", "산출내역", "단가(원)", "수량", "금액(원)"], *budget],
    }


def monthly_results(config: YearConfig, region: int, month: int) -> Tables:
    dongs = config.regions[region].dongs
    return {
        "회의결과": [
            MEETING_LABELS,
            ["권역회의", f"{config.year}-{month:02d}-15", "회의실", "예", "3", "2", "0", "사례 나눔", "일정 정함"],
        ],
        "공동사업실적": _lines(f"""
            | 사업명 | 세부사업명 | 실적 건수(건) | 실적 인원(명) | 실적 횟수(회) | 내용 |
            | {PROJECT} | {ACTIVITY} | {10 + month} | {5 + month % 3} | | 안부 전화 |"""),
        "위기가구": [
            ["동", "발굴(가구)", "지원(건)", "사례공유(건)"],
            *([dong, str(position % 3), str(position + month % 2), ""] for position, dong in enumerate(dongs)),
        ],
        "소식지": _lines(f"""
            | 기관명 | 구분 | 제목 | 내용 | 일자 |
            | {config.regions[region].lead} | 행사 | 나눔의 날 | 함께해요 | {config.year}-{month:02d}-20 |"""),
    }


def phone_monitoring(config: YearConfig, region: int, round_number: int) -> Tables:
    form = config.plan.forms["phone_monitoring"]
    period = next(entry for entry in form.rounds if entry.number == round_number)
    labels = ["회차", "동", "시작일", "종료일", "대상자(명)", "상담(건)", "지원기관", "지원 대상자(명)", "비고"]
    rows = [
        [
            str(round_number),
            dong,
            str(period.start),
            str(period.end),
            str(20 + position),
            str(100 + position),
            "",
            "",
            "",
        ]
        for position, dong in enumerate(config.regions[region].dongs)
    ]
    return {"모니터링": [labels, *rows]}


def settlement() -> Tables:
    spent = "=SUMIF('집행내역'!$B$2:$B$20,A{row},'집행내역'!$E$2:$E$20) -> {won}"
    return {
        "정산총괄": [
            ["예산과목", "교부액(원)", "집행액(원)", "잔액(원)", "반납액(원)"],
            ["사무관리비", "1270000", spent.format(row=7, won=400000), "=B7-C7 -> 870000", "870000"],
            ["업무추진비", "500000", spent.format(row=8, won=200000), "=B8-C8 -> 300000", "300000"],
        ],
        "집행내역": _lines("""
            | 집행일     | 예산과목   | 적요      | 거래처    | 금액(원) | 증빙번호 |
            | 2021-05-11 | 사무관리비 | 재료 구입 | 동네 가게 | 400000   | 사무-01  |
            | 2021-06-11 | 업무추진비 | 회의 다과 | 동네 가게 | 200000   | 업무-01  |"""),
    }


def head_office(config: YearConfig) -> Tables:
    items = config.plan.budget.items if config.plan.budget else ()
    plenary = [
        ["전체회의", f"{config.year}-{month:02d}-24", "대회의실", "18", "추진사항 공유", ""] for month in (3, 6, 9, 11)
    ]
    grants = [
        [f"{region}권역", item.name, f"{config.year}-03-26", str(item.per_region_won)]
        for region in config.regions
        for item in items
    ]
    return {
        "추진실적": [["구분", "일자", "장소", "참석(명)", "내용", "결과"], *plenary],
        "교부내역": [["권역", "예산과목", "교부일", "교부액(원)"], *grants],
    }
