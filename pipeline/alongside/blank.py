"""A blank sheet that the officer may begin with: names that are certain to be understood, with room for her numbers.

Comes in: the year's settings and the forms. Goes out: one workbook of two sheets, a column of office totals, and
measures against regions. It is optional: any sheet of her own will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.disk.whole_file import whole_file, why_not_written
from pipeline.errors import ConfigError, OutputLockedError
from pipeline.forms.form import FormSet, Measure
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import Book, Column, Sheet, Value

TWO_COLUMNS = "두 칸"
NAME, OWN = "이름", "손으로 센 수"
_ABOUT = (
    "센 것만 적어 주세요. 빈칸은 견주지 않습니다. 이름은 고쳐도 되고 줄은 더해도 됩니다(동, 사업, 달의 이름도 됩니다)."
)
_MONEY = "금액은 원으로 적거나 '6,350천원'처럼 단위를 붙여 적습니다. 합계가 아닌 것(비율, 증감)은 견주지 않습니다."


def write_blank(config: YearConfig, forms: FormSet, path: Path) -> Path:
    """The workbook at ``path``. Raises ConfigError where there is one already: her numbers may be in it."""
    if path.exists():
        raise ConfigError(
            f"'{path}' 파일이 이미 있습니다. 적어 둔 수가 지워지지 않게 새로 만들지 않았습니다. "
            "새로 시작하려면 그 파일의 이름을 바꾸거나 다른 폴더로 옮겨 주세요."
        )
    title = f"{config.year}년 손으로 센 수"
    book = Book(title, "손으로 센 합계와 프로그램의 합계를 견주는 표", config.settings.office.department, _day(config))
    for sheet in (_two_columns(config, forms, title), _by_region(config, forms, title)):
        sheet.name = book.new_name(sheet.name)
        book.add(sheet)
    try:
        with whole_file(path) as draft:
            book.save(draft)
    except OSError as error:
        message = f"'{path}' 파일을 쓸 수 없습니다. 폴더에 쓸 수 있는지 확인해 주세요."
        raise OutputLockedError(why_not_written(error, f"'{path}' 파일을", message)) from None
    return path


def _day(config: YearConfig) -> date:
    return config.plan.end


def _two_columns(config: YearConfig, forms: FormSet, title: str) -> Sheet:
    rows: list[list[Value]] = [[name, None] for name, _ in _names(config, forms)]
    columns = [Column(NAME, "text", 44), Column(OWN, "number", 18)]
    return Sheet(TWO_COLUMNS, title, columns, rows, note=_ABOUT, verdict=_MONEY, portrait=True, filtered=False)


def _by_region(config: YearConfig, forms: FormSet, title: str) -> Sheet:
    regions = [config.called(number) for number in config.regions]
    names = [name for name, measure in _names(config, forms) if "region" in measure.add_over]
    rows: list[list[Value]] = [[name, *([None] * (len(regions) + 1))] for name in names]
    columns = [Column(NAME, "text", 44), *(Column(region, "number", 13) for region in (*regions, "계"))]
    return Sheet(config.unit.each, title, columns, rows, note=_ABOUT, verdict=_MONEY, filtered=False)


def _names(config: YearConfig, forms: FormSet) -> Iterator[tuple[str, Measure]]:
    """The measures of the year's forms, by the names in the report; separately for each round where rounds do not add
    up.
    """
    for form in forms:
        asked = config.expected(form.id)
        if asked is None:
            continue
        tables = [table for _, table in form.tables() if config.asks_for(form.id, table.id)]
        counted = {name for table in tables for name in table.measures}
        for name, measure in form.measures.items():
            if name not in counted:
                continue
            said = f"{measure.name}({measure.unit})"
            ways = {grouping.by for grouping in measure.figures if grouping.total}
            if () in ways:
                yield said, measure
            elif ("round",) in ways:
                yield from ((f"{each.number}회차 {said}", measure) for each in asked.rounds)
