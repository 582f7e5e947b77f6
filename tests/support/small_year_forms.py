"""The contents of the workbooks of the small year: numbers by simple arithmetic, and the rows of every form.

Comes in: a region of the settings, a month or a round. Goes out: fillings for ``pipeline.templates``. No person is
named.
"""

from __future__ import annotations

from datetime import date

from pipeline.settings.load import YearConfig
from pipeline.settings.schema import Region
from pipeline.templates import Filling

YEAR = 2021
SUPPORTED = {1: ("응암노인복지관", 16)}
# Per region: the project, and its activities with (target, what is counted).
PROJECTS: dict[int, tuple[str, dict[str, dict[str, int]]]] = {
    1: ("나눔서포터즈 운영", {"생활모니터링": {"cases": 120, "people": 60}, "역량강화 교육": {"times": 4}}),
    2: ("우리동네 복지사 ‘동이랑 민이랑’", {"반찬나눔": {"cases": 48}, "주민교육": {"times": 2, "people": 30}}),
    3: ("고독사 예방 『함께 다시서기』", {"요리교실": {"times": 4}, "목공교실": {"times": 4}}),
    4: ("나눔릴레이 기증", {"콩나물키트 기르기": {"people": 110}}),
    5: ("우리동네 잔손지원", {"잔손지원": {"cases": 36}}),
}
NEVER_DONE = {"목공교실"}  # planned, and not done in any month

_KIND = {"cases": "case_count", "people": "people_count", "times": "time_count"}
_MARCH_PLAN, _JUNE_PLAN = date(YEAR, 3, 25), date(YEAR, 6, 24)
_ROUNDS = {
    1: (date(YEAR, 4, 1), date(YEAR, 6, 30), date(YEAR, 7, 12)),
    2: (date(YEAR, 9, 1), date(YEAR, 11, 30), date(YEAR, 12, 13)),
}
_STAGES = (
    ("1단계 협력 필요성", date(YEAR, 1, 4), date(YEAR, 4, 30), "지역 문제를 함께 찾음"),
    ("2단계 협력 환경조성", date(YEAR, 3, 2), date(YEAR, 6, 30), "회의 규칙과 맡을 일을 정함"),
    ("3단계 협력 도전", date(YEAR, 7, 1), date(YEAR, 12, 15), "공동사업을 함께 함"),
)


# -- the numbers: simple arithmetic that a test can repeat ---------------------------------------------------------


def people_of(region: int, position: int, number: int) -> int:
    """People called in a round in the region's dong at ``position`` (0-based): 20·region + 7·position + 3·round."""
    return 20 * region + 7 * position + 3 * number


def consultations_of(region: int, position: int, number: int) -> int:
    """Five calls per person, and one more for each dong before it."""
    return 5 * people_of(region, position, number) + position


def found_of(region: int, position: int, month: int) -> int:
    """Households found: 0 to 3, so that typed zeros occur."""
    return (region + position + month) % 4


def done_of(target: int, month: int) -> int:
    """What an activity did in a month: a fifth of its target, and one more in even months."""
    return target // 5 + (1 if month % 2 == 0 else 0)


# -- the forms ------------------------------------------------------------------------------------------------------


def header_of(region: Region | None, written: date) -> dict[str, object]:
    """The header fields that a person fills in."""
    if region is None:
        return {"author": "담당 주무관", "date": written}
    return {"author": "담당 사회복지사", "date": written}


def operating_plan(region: Region) -> Filling:
    """A complete operating plan, handed in in March."""
    organisations = [{"kind": "대표기관", "organisation": region.lead, "department": "지역연계팀", "staff_count": 2}]
    organisations += [
        {
            "kind": "동주민센터",
            "organisation": f"{dong}주민센터",
            "department": "찾동팀",
            "staff_count": 1 + position % 2,
        }
        for position, dong in enumerate(region.dongs)
    ]
    problems = [
        {
            "number": 1,
            "problem": "홀로 사는 중장년의 고립",
            "evidence": "1인 가구가 늘고 있음",
            "direction": "함께 찾고 함께 살핌",
        }
    ]
    stages = [
        {"stage": stage, "start_date": first, "end_date": last, "content": content}
        for stage, first, last, content in _STAGES
    ]
    meetings = [{"month": month, "place": "대표기관 회의실", "agenda": "동별 사례 나눔"} for month in range(1, 13)]
    tables: dict[str, list[dict[str, object]]] = {
        "organisations": organisations,
        "problems": problems,
        "stages": stages,
        "meeting_plan": meetings,
    }
    return Filling(header_of(region, _MARCH_PLAN), tables)


def project_plan(region: Region) -> Filling:
    """The region's one project with its targets, handed in in June."""
    name, activities = PROJECTS[region.number]
    project = {
        "project": name,
        "purpose": "복지 사각지대를 줄임",
        "target_group": "도움이 필요한 주민",
        "content": "민관이 함께 찾아가 살핌",
        "start_date": date(YEAR, 3, 2),
        "end_date": date(YEAR, 12, 15),
        "partners": "동주민센터 찾동팀",
    }
    planned = [
        {"project": name, "activity": activity, **{f"target_{kind}": target for kind, target in targets.items()}}
        for activity, targets in activities.items()
    ]
    schedule = [
        {"project": name, "activity": activity, "start_month": 3, "end_month": 12, "content": "매월 진행"}
        for activity in activities
    ]
    budget = [
        {
            "project": name,
            "item": "사무관리비",
            "basis": "재료비",
            "unit_price_won": 25_000,
            "quantity": 40 + region.number,
        },
        {"project": name, "item": "업무추진비", "basis": "회의 다과", "unit_price_won": 5_000, "quantity": 90},
    ]
    return Filling(
        header_of(region, _JUNE_PLAN),
        {"projects": [project], "activities": planned, "schedule": schedule, "budget": budget},
    )


def meetings(region: Region, month: int) -> list[dict[str, object]]:
    """A regional meeting every month; at the end of a quarter also a plenary one, as the region records it."""
    meeting = {
        "kind": "권역회의",
        "meeting_date": date(YEAR, month, 15),
        "place": "대표기관 회의실",
        "coordinator_attended": "예" if month in (3, 6) else "아니오",
        "supervisor_count": len(region.dongs),
        "lead_staff_count": 2,
        "other_count": region.number % 2,
        "agenda": "공동사업 점검, 동별 사례 나눔",
        "result": "다음 달 일정을 정함",
    }
    plenary = {
        **meeting,
        "kind": "전체회의",
        "meeting_date": date(YEAR, month, 24),
        "coordinator_attended": "예",
        "supervisor_count": 0,
    }
    return [meeting, plenary] if month in (3, 6) else [meeting]


def project_results(region: Region, month: int) -> list[dict[str, object]]:
    """The results of each activity, in the units in which it was planned."""
    name, activities = PROJECTS[region.number]
    return [
        {
            "project": name,
            "activity": activity,
            **{_KIND[kind]: done_of(target, month) for kind, target in targets.items()},
        }
        for activity, targets in activities.items()
        if activity not in NEVER_DONE
    ]


def households(region: Region, month: int) -> list[dict[str, object]]:
    """A line for each dong; no cases to share where nothing was found."""
    rows: list[dict[str, object]] = []
    for position, dong in enumerate(region.dongs):
        found = found_of(region.number, position, month)
        rows.append(
            {"dong": dong, "found_count": found, "support_count": 2 * found, "shared_count": 1 if found else "해당없음"}
        )
    return rows


def newsletter(region: Region, month: int) -> list[dict[str, object]]:
    """Two items a month."""
    return [
        {
            "organisation": region.lead,
            "kind": "행사",
            "title": f"{month}월 이웃 나눔의 날",
            "item_date": date(YEAR, month, 20),
        },
        {"organisation": f"{region.dongs[0]}주민센터", "kind": "모집", "title": "이웃을 살필 주민을 찾습니다"},
    ]


def monitoring_round(region: Region, number: int) -> Filling:
    """A line for each dong of the region."""
    start, end, written = _ROUNDS[number]
    rows: list[dict[str, object]] = [
        {
            "round": number,
            "dong": dong,
            "start_date": start,
            "end_date": end,
            "people_count": people_of(region.number, position, number),
            "consultation_count": consultations_of(region.number, position, number),
        }
        for position, dong in enumerate(region.dongs)
    ]
    if region.number in SUPPORTED:
        rows[0]["supported_organisation"], rows[0]["supported_people_count"] = SUPPORTED[region.number]
    return Filling(header_of(region, written), {"monitoring": rows})


def settlement(region: int, *, corrected: bool = False) -> Filling:
    """Region 2's first version forgot a payment of 20,000 won; the corrected one, written later, has it."""
    lines = [
        ("사무관리비", "프로그램 재료 구입", 640_000),
        ("사무관리비", "홍보물 인쇄", 270_000),
        ("업무추진비", "회의 다과", 430_000 + region * 1_000),
    ]
    if corrected:
        lines.append(("업무추진비", "성과공유회 다과", 20_000))
    spending = [
        {
            "spending_date": date(YEAR, 5 + position, 11),
            "item": item,
            "description": description,
            "payee": "동네 가게",
            "amount_won": amount,
            "voucher": f"증빙-{position + 1:02d}",
        }
        for position, (item, description, amount) in enumerate(lines)
    ]
    spent = {item: sum(amount for name, _, amount in lines if name == item) for item in ("사무관리비", "업무추진비")}
    granted = {"사무관리비": 1_270_000, "업무추진비": 500_000}
    summary = [
        {"item": item, "granted_won": amount, "returned_won": amount - spent[item]} for item, amount in granted.items()
    ]
    written = date(YEAR, 12, 22 if corrected else 20)
    header: dict[str, object] = {"author": "담당 사회복지사", "date": written}
    return Filling(header, {"summary": summary, "spending": spending})


def head_office(config: YearConfig) -> Filling:
    """The year's events, and two grants for each region."""
    events = [
        ("교육", date(YEAR, 3, 18), 32, "찾동·복지관 실무자 역량강화 교육"),
        ("전체회의", date(YEAR, 3, 24), 18, "1분기 추진사항 공유"),
        ("전체회의", date(YEAR, 6, 24), 17, "2분기 추진사항 공유"),
        ("현장모니터링", date(YEAR, 6, 29), None, "권역별 현장 모니터링"),
        ("전체회의", date(YEAR, 9, 23), 16, "3분기 추진사항 공유"),
        ("전체워크숍", date(YEAR, 10, 14), 41, "실무자 전체 워크숍"),
        ("성과공유회", date(YEAR, 12, 9), 63, "네트워크 성과공유회"),
        ("전체회의", date(YEAR, 12, 16), 19, "4분기 추진사항 공유"),
    ]
    activities = [
        {
            "kind": kind,
            "activity_date": day,
            "place": "구청 대회의실",
            "content": content,
            **({"attendee_count": count} if count else {}),
        }
        for kind, day, count, content in events
    ]
    amounts = {"사무관리비": 1_270_000, "업무추진비": 500_000}
    grants = [
        {"region": region.name, "item": item, "grant_date": date(YEAR, 3, 26), "granted_won": amount}
        for region in config.regions.values()
        for item, amount in amounts.items()
    ]
    return Filling(header_of(None, date(YEAR, 12, 24)), {"activities": activities, "grants": grants})
