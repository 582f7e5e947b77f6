"""A settings file for any number of regions: the office's own, with other regions, months and budget.

Comes in: the settings file to start from. Goes out: a YAML text. Names of regions and dongs are put together from
syllables; none is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FIRST_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노"
SECOND_SYLLABLES = "람솔빛들봄온새늘찬결한별숲길담쌈품뜰꽃내울벗돌바미루리솜잎"
MOST_REGIONS = len(FIRST_SYLLABLES) * len(SECOND_SYLLABLES)
DONGS_A_REGION = 3


def name_of(position: int) -> str:
    """The place name of the region at that position (from 0): two syllables, each name once."""
    second, first = divmod(position, len(FIRST_SYLLABLES))
    return FIRST_SYLLABLES[first] + SECOND_SYLLABLES[second]


def settings_text(base: Path, year: int, regions: int, months: Sequence[int] = (), *, district: str = "") -> str:
    """The settings with ``regions`` regions of three dongs in ``year``; ``months`` restricts the monthly forms,
    ``district`` gives the office another name.

    Raises ValueError where the file lacks the year or there are not so many names.
    """
    if regions > MOST_REGIONS:
        raise ValueError(f"there are names for {MOST_REGIONS} regions only")
    settings: dict[str, Any] = YAML(typ="safe").load(base.read_text(encoding="utf-8"))
    if year not in settings["연도"]:
        raise ValueError(f"{base.name} has no year {year}")
    settings["권역"] = [_region(position) for position in range(regions)]
    settings["모든_동"] = [dong for region in settings["권역"] for dong in region["동"]]
    if district:
        settings["기관"]["자치구"] = district
    plan = settings["연도"][year]
    settings["연도"] = {year: plan}
    if months:
        plan["서식"]["monthly_results"]["월"] = list(months)
    if "예산" in plan:
        for item in plan["예산"]["과목"]:
            item["합계_원"] = item["권역별_원"] * regions
        plan["예산"]["총액_원"] = sum(item["합계_원"] for item in plan["예산"]["과목"])
    text = StringIO()
    writer = YAML()
    writer.allow_unicode = True
    writer.dump(settings, text)
    return text.getvalue()


def _region(position: int) -> dict[str, Any]:
    name = name_of(position)
    return {
        "번호": position + 1,
        "대표기관": f"{name}종합사회복지관",
        "약칭": name,
        "동": [f"{name}{number}동" for number in range(1, DONGS_A_REGION + 1)],
    }
