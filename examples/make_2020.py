"""examples/2020: the real figures of 2020 as filled forms, made from the same declarations as the blank ones.

Comes in: the settings, the forms and the figures below (the district office's own summary of 2020). Goes out: fifteen
workbooks, five regions by three forms. Nothing is invented: what is not known of 2020 is left blank or 해당없음.

Run: ``python -m examples.make_2020`` from the project's root, or ``make examples``.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.forms.form import FormSet, load_forms
from pipeline.korean import korean_date
from pipeline.settings.load import YearConfig, load_config
from pipeline.settings.schema import Region
from pipeline.templates import Filling, TemplateContext, workbook_name, write_workbook

YEAR = 2020
ROOT = Path(__file__).resolve().parent
START, END = date(2020, 4, 20), date(2020, 6, 13)
SECOND_HALF = (date(2020, 7, 1), date(2020, 12, 31))
WRITTEN_ON = date(2020, 12, 31)
WHOLE_REGION = "권역 전체"
UNKNOWN = "해당없음"

PEOPLE = {1: 632, 2: 390, 3: 611, 4: 945, 5: 786}
CONSULTATIONS = {1: 3839, 2: 3309, 3: 4256, 4: 3700, 5: 4540}
SUPPORTED = {1: ("응암노인복지관", 163)}


@dataclass(frozen=True)
class KnownProject:
    """A joint project of 2020; ``results`` are counts by activity, then by what is counted (case, people, time)."""

    name: str
    purpose: str
    target_group: str
    content: str
    results: dict[str, dict[str, int]]


PROJECTS: dict[int, KnownProject] = {
    1: KnownProject(
        name="나눔서포터즈 운영",
        purpose="이웃을 잘 아는 주민의 힘으로 복지 사각지대를 줄임",
        target_group="복지 사각지대에 놓인 주민",
        content="주민 인적망을 찾아 복지서비스로 이어 주어 복지 사각지대를 줄임",
        results={
            "나눔서포터즈 활동 취약계층 생활모니터링": {"case": 136, "people": 165},
            "역량강화": {"case": 1, "people": 9},
        },
    ),
    2: KnownProject(
        name="우리동네 복지사 사회적 네트워크 ‘동이랑 민이랑’",
        purpose="복지 자격을 갖춘 주민이 이웃을 살피는 역할을 맡게 함",
        target_group="위기에 놓인 가구와 이를 찾을 주민",
        content="사회복지사 자격을 가진 주민을 찾아 교육하고, 위기가구와 자원을 찾는 역할을 맡김",
        results={"우리동네 복지사 반찬나눔 활동": {"case": 18}},
    ),
    3: KnownProject(
        name="고독사 예방 『함께 다시서기』 프로젝트",
        purpose="고독사 위험이 있는 가구가 이웃과 관계를 되찾게 함",
        target_group="고독사 위험이 있는 중장년 가구",
        content="고독사 위험가구와 정기 활동을 하고 자조모임을 꾸려 서로 살피게 함",
        results={
            "중장년 고독사 위기가구 프로그램 요리교실": {"time": 2},
            "중장년 고독사 위기가구 프로그램 목공예교실": {"time": 2},
        },
    ),
    4: KnownProject(
        name="서-대갈구와 함께 나눔릴레이 기증",
        purpose="정서 안정을 돕고 이웃 사이의 나눔을 넓힘",
        target_group="정서 지원이 필요한 주민",
        content="콩나물 키트를 길러 마음의 안정을 얻고, 기른 콩나물을 다시 이웃에게 나눔",
        results={"콩나물키트 프로그램 참여": {"people": 110}},
    ),
    5: KnownProject(
        name="우리동네 잔손지원 사업",
        purpose="저소득 가구의 생활 속 작은 불편을 덜어 줌",
        target_group="저소득 가구",
        content="계약한 업체와 함께 저소득 가구의 빨래와 집수리를 도움",
        results={"잔손지원": {"case": 36}},
    ),
}
PARTNERS = "은평구마을공동체지원센터"


def main(folder: Path = ROOT / "2020", config_path: Path = ROOT.parent / "config.yaml") -> list[Path]:
    """Write the fifteen workbooks into ``folder`` (emptied first) and return their paths."""
    config, forms = load_config(config_path, YEAR), load_forms()
    shutil.rmtree(folder, ignore_errors=True)
    paths = []
    for region in config.regions.values():
        fillings = {
            "phone_monitoring": _monitoring(region),
            "joint_project_plan": _plan(region),
            "monthly_results": _results(region),
        }
        for form_id, filling in fillings.items():
            paths.append(_write(forms, config, region, form_id, filling, folder))
    return paths


def _write(forms: FormSet, config: YearConfig, region: Region, form_id: str, filling: Filling, folder: Path) -> Path:
    form = forms[form_id]
    context = TemplateContext(
        year=YEAR,
        region=region.number,
        region_name=region.name,
        lead=region.lead,
        dongs=region.dongs,
        regions=tuple(r.name for r in config.regions.values()),
        leads=tuple(r.lead for r in config.regions.values()),
        annual=form.period == "month",
        round=1 if form.period == "round" else None,
        programme=config.programme_name,
        department=config.settings.office.department,
        due=korean_date(config.plan.end) + "까지",
    )
    path = folder / f"{region.number}권역" / workbook_name(form, context)
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_workbook(form, forms.header(form), context, path, filling)


def _header(region: Region) -> dict[str, object]:
    return {
        "year": YEAR,
        "region": region.name,
        "lead": region.lead,
        "author": f"{region.lead} 담당자",
        "date": WRITTEN_ON,
    }


def _monitoring(region: Region) -> Filling:
    row: dict[str, object] = {
        "round": 1,
        "dong": WHOLE_REGION,
        "start_date": START,
        "end_date": END,
        "people_count": PEOPLE[region.number],
        "consultation_count": CONSULTATIONS[region.number],
    }
    if region.number in SUPPORTED:
        row["supported_organisation"], row["supported_people_count"] = SUPPORTED[region.number]
    return Filling(_header(region), {"monitoring": [row]})


def _plan(region: Region) -> Filling:
    entry = PROJECTS[region.number]
    project = {
        "project": entry.name,
        "purpose": entry.purpose,
        "target_group": entry.target_group,
        "content": entry.content,
        "start_date": SECOND_HALF[0],
        "end_date": SECOND_HALF[1],
        "partners": PARTNERS,
    }
    activities: list[dict[str, object]] = [
        {"project": entry.name, "activity": name, **{f"target_{unit}": UNKNOWN for unit in _target_columns(done)}}
        for name, done in entry.results.items()
    ]
    return Filling(_header(region), {"projects": [project], "activities": activities})


def _target_columns(done: dict[str, int]) -> list[str]:
    """The targets of 2020 are not known: 해당없음 stands in the columns that the results use."""
    return [{"case": "cases", "people": "people", "time": "times"}[unit] for unit in done]


def _results(region: Region) -> Filling:
    entry = PROJECTS[region.number]
    rows = [
        {"project": entry.name, "activity": name, **{f"{unit}_count": count for unit, count in done.items()}}
        for name, done in entry.results.items()
    ]
    return Filling({**_header(region), "month": "연간", "activity_state": "있음"}, {"project_results": rows})


if __name__ == "__main__":
    for written in main():
        print(written.relative_to(ROOT.parent))
