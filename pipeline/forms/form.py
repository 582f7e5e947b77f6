"""A form, declared once as data: what the blank template, its guide, the reader, the checks and the docs are made
from.

Comes in: one YAML file per form (``load_forms``). Goes out: frozen models. Nothing here opens a workbook or names a
year, a region or a person. Raises ConfigError where a declaration contradicts itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipeline.errors import ConfigError
from pipeline.forms.declared_report import REPORT_FILE, DeclaredReport, load_report
from pipeline.forms.report_check import check_report
from pipeline.settings.yaml_model import DistinctNames, StrictModel, read_model

FORMS_FOLDER = Path(__file__).parent
COMMON_FILE = "common.yaml"

ColumnType = Literal["text", "count", "amount", "date", "month", "choice", "yes_no"]
ChoicesFrom = Literal["", "dongs", "regions", "leads", "budget_items", "projects", "activities"]
Dimension = Literal["", "region", "dong", "month", "round", "project", "activity", "item"]
Names = Annotated[tuple[str, ...], Field(strict=False)]


class Column(StrictModel):
    """One column of a table (or one field of the header block).

    ``label`` is the contract with the people who fill in the form. ``measure`` makes each number of the column a fact;
    ``item`` is then the fixed item of those facts. ``dimension`` says what the column's value means for the facts of
    its row; ``whole`` is the entry that means "not broken down". ``prefilled`` columns are written into the template: a
    row that holds nothing else was not filled in. ``repeats`` marks a number that another form states first. ``known``
    gives, for each choice of the column before it, what is written into the template ("{lead}", "{dong}주민센터").
    ``formula`` uses {column id} for the same row and {table.column:column} for a whole column.
    """

    id: str
    label: str
    type: ColumnType = "text"
    required: bool = False
    unit: str = ""
    units: Names = ()
    choices: DistinctNames = ()
    choices_from: ChoicesFrom = ""
    extra_choices: DistinctNames = ()
    whole: str = ""
    listed_in: str = ""
    aliases: Names = ()
    help: str = ""
    example: str | int = ""
    width: float = Field(default=14, strict=False)
    measure: str = ""
    dimension: Dimension = ""
    item: str = ""
    repeats: bool = False
    formula: str = ""
    minimum: int | None = None
    maximum: int | None = None
    allow_negative: bool = False
    prefilled: bool = False
    carry_down: bool = False
    known: dict[str, str] = Field(default_factory=dict)
    within: Literal["year", "month", "any"] = "year"

    @property
    def is_number(self) -> bool:
        return self.type in ("count", "amount")

    @property
    def accepted_units(self) -> tuple[str, ...]:
        """Units that may follow a typed number in this column; for an amount at least won."""
        return self.units or ((self.unit,) if self.unit else ("원",) if self.type == "amount" else ())


class Count(StrictModel):
    """Counts rows: each row of the table where ``where`` holds adds 1 to ``measure``, with the cell of ``column`` as
    source.
    """

    measure: str
    column: str
    where: dict[str, str] = Field(default_factory=dict)
    item: str = ""


# The rule that reports a kind where the form names none; its words fit any programme.
USUAL_RULES = {
    "not_below": "GEN-001",
    "not_above": "GEN-002",
    "not_before": "ROW-002",
    "equal": "GEN-003",
    "product": "GEN-004",
    "difference": "GEN-004",
    "sum": "GEN-004",
    "unique": "GEN-005",
    "together": "GEN-006",
    "at_least_one": "GEN-007",
    "listed": "GEN-008",
    "when_equals": "GEN-009",
    "when_at_least": "GEN-009",
}


class RowRule(StrictModel):
    """A rule between the cells of one row (or the rows of one table); ``pipeline.check.row_gate`` knows the kinds.

    ``named`` is the rule that reports it; a form needs to name one only for words of its own.
    """

    named: str = Field(default="", alias="rule")
    kind: Literal[
        "not_below",
        "not_above",
        "not_before",
        "equal",
        "product",
        "difference",
        "sum",
        "unique",
        "together",
        "at_least_one",
        "listed",
        "when_equals",
        "when_at_least",
    ]
    column: str = ""
    other: str = ""
    columns: Names = ()
    value: str = ""
    allowed: Names = ()
    minimum: int = 0

    @property
    def rule(self) -> str:
        return self.named or USUAL_RULES[self.kind]


class AcrossRule(StrictModel):
    """A rule between the sums of two measures of one sender, or between names of two forms, in whatever tables they
    are; ``pipeline.check.across_rules`` knows the kinds. not_above, not_below, equal: the sum of ``measure`` compared
    with that of ``other``, for each of ``by``. done: what ``other`` plans must have happened by the year's end, and
    what happened must have been planned. listed: each name in ``column`` (table.column of this form) must be in
    ``other`` (form.table.column).
    """

    kind: Literal["not_above", "not_below", "equal", "done", "listed"]
    measure: str = ""
    other: str
    by: Annotated[tuple[Dimension, ...], Field(strict=False)] = ()
    column: str = ""

    @model_validator(mode="after")
    def _names_what_it_compares(self) -> AcrossRule:
        if bool(self.column) != (self.kind == "listed") or bool(self.measure) == (self.kind == "listed"):
            raise ValueError("across의 listed에는 column을, 다른 것에는 measure를 적어 주세요.")
        return self


class TableForm(StrictModel):
    """A table of a sheet. ``rows`` is how many input rows the template offers; ``min_rows`` how many must be filled.

    ``begins_with`` is the date column (form.table.column) of a plan by project: before that date the table has nothing
    to report.
    """

    id: str
    title: str
    columns: Annotated[tuple[Column, ...], Field(strict=False, min_length=1)]
    rows: int = Field(default=20, ge=1)
    min_rows: int = 0
    total_of: Names = ()
    begins_with: Annotated[str, Field(pattern=r"^$|^\w+\.\w+\.\w+$")] = ""
    rules: Annotated[tuple[RowRule, ...], Field(strict=False)] = ()
    counts: Annotated[tuple[Count, ...], Field(strict=False)] = ()

    def column(self, column_id: str) -> Column:
        """The column with that id. Raises KeyError."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(f"{self.id}.{column_id}")

    def dimension_column(self, dimension: str) -> Column | None:
        return next((column for column in self.columns if column.dimension == dimension), None)

    def decides_numbers(self, column: Column) -> bool:
        """Whether the numbers of a row mean nothing without this column."""
        counts = any(column.id in (count.column, count.item, *count.where) for count in self.counts)
        return bool(column.measure or column.dimension) or counts

    @property
    def keyed_by(self) -> frozenset[str]:
        """The dimensions that no two rows of a return may share; empty where rows may repeat."""
        for rule in self.rules:
            dimensions = [self.column(name).dimension for name in rule.columns]
            if rule.kind == "unique" and all(dimensions):
                return frozenset(dimensions)
        return frozenset()

    @property
    def required_numbers(self) -> tuple[str, ...]:
        """The columns whose numbers every row must have."""
        return tuple(column.id for column in self.columns if column.measure and column.required)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that hold numbers of a measure."""
        return tuple(column.id for column in self.columns if column.measure)

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure for which the table can give facts, in order, each once."""
        found = [column.measure for column in self.columns if column.measure] + [c.measure for c in self.counts]
        return tuple(dict.fromkeys(found))


class SheetForm(StrictModel):
    name: str
    tables: Annotated[tuple[TableForm, ...], Field(strict=False, min_length=1)]


class Grouping(StrictModel):
    """One way the figures of a measure are shown: by these dimensions, for each region and (``total``) for the
    office.
    """

    by: Annotated[tuple[Dimension, ...], Field(strict=False)] = ()
    total: bool = True


class Measure(StrictModel):
    """A quantity. ``add_over`` lists the dimensions over which its numbers may be summed; over any other they never
    are. ``optional`` measures may be blank in a row without anything being missing (for example one of three kinds of
    result). ``aliases`` are other names by which people ask for it; ``short`` is the name above a narrow column.
    """

    name: str
    unit: str
    aliases: Names = ()
    add_over: Annotated[tuple[Dimension, ...], Field(strict=False)]
    figures: Annotated[tuple[Grouping, ...], Field(strict=False)] = (Grouping(),)
    optional: bool = False
    short: str = ""


class Form(StrictModel):
    """One standard form. ``period`` says what one file covers: a year, a month, or a monitoring round."""

    id: str
    version: str
    accepts: Names = ()
    name: str
    long_name: str = ""
    sender: Literal["region", "head_office"] = "region"
    period: Literal["year", "month", "round"] = "year"
    purpose: str
    due: str = ""
    guide: Names = ()
    header: Names
    sheets: Annotated[tuple[SheetForm, ...], Field(strict=False, min_length=1)]
    measures: dict[str, Measure] = Field(default_factory=dict)
    across: Annotated[tuple[AcrossRule, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _no_contradiction(self) -> Form:
        seen: set[str] = set()
        for sheet, table in self.tables():
            if table.id in seen:
                raise ValueError(f"'{sheet.name}' 시트의 표 이름 '{table.id}'이(가) 두 번 쓰였습니다.")
            seen.add(table.id)
            ids = {column.id for column in table.columns}
            used = {c for rule in table.rules for c in (*rule.columns, rule.column)} | {c.column for c in table.counts}
            unknown = sorted(used - ids - {""})
            if unknown or len(ids) != len(table.columns):
                raise ValueError(
                    f"'{sheet.name}' 시트의 규칙이나 열 이름이 맞지 않습니다: {', '.join(unknown) or '열 이름이 겹침'}"
                )
        return self

    @property
    def title(self) -> str:
        return self.long_name or self.name

    def tables(self) -> Iterator[tuple[SheetForm, TableForm]]:
        """Every table with its sheet, in the order of the form."""
        for sheet in self.sheets:
            for table in sheet.tables:
                yield sheet, table

    def table(self, table_id: str) -> TableForm:
        """The table with that id. Raises KeyError."""
        for _, table in self.tables():
            if table.id == table_id:
                return table
        raise KeyError(f"{self.id}.{table_id}")

    def sheet_of(self, table_id: str) -> SheetForm:
        """The sheet that holds a table. Raises KeyError."""
        for sheet, table in self.tables():
            if table.id == table_id:
                return sheet
        raise KeyError(f"{self.id}.{table_id}")


class CommonFields(StrictModel):
    """The header fields that forms choose from, by id."""

    header_fields: dict[str, dict[str, object]]

    @cached_property
    def columns(self) -> dict[str, Column]:
        return {name: Column.model_validate({"id": name, **entry}) for name, entry in self.header_fields.items()}


class FormSet:
    """All forms by id, every measure that they declare, and the report made from them."""

    def __init__(
        self, forms: Sequence[Form], header_fields: dict[str, Column], report: DeclaredReport | None = None
    ) -> None:
        self.report = report or DeclaredReport()
        self.forms: dict[str, Form] = {}
        self.measures: dict[str, Measure] = {}
        self.header_fields = header_fields
        for form in forms:
            if form.id in self.forms:
                raise ConfigError(f"서식 '{form.id}'이(가) 두 번 선언되었습니다.")
            self.forms[form.id] = form
            for name, measure in form.measures.items():
                if name in self.measures:
                    raise ConfigError(f"서식 '{form.id}'의 측정값 '{name}'은(는) 다른 서식에서 이미 선언했습니다.")
                self.measures[name] = measure
        self._check_measures()
        self._check_across()

    def __iter__(self) -> Iterator[Form]:
        return iter(self.forms.values())

    def __getitem__(self, form_id: str) -> Form:
        return self.forms[form_id]

    def __contains__(self, form_id: object) -> bool:
        return form_id in self.forms

    def header(self, form: Form) -> tuple[Column, ...]:
        """The header block's fields of a form, in order."""
        return tuple(self.header_fields[name] for name in form.header)

    def _check_across(self) -> None:
        for form in self:
            for rule in form.across:
                names = [name for name in (rule.measure, rule.other) if name and rule.kind != "listed"]
                unknown = [name for name in names if name not in self.measures]
                if rule.kind == "listed":
                    unknown = [n for n in (f"{form.id}.{rule.column}", rule.other) if not self._has_column(n)]
                if unknown:
                    raise ConfigError(f"서식 '{form.id}'의 across 규칙이 없는 이름을 씁니다: {', '.join(unknown)}")

    def _has_column(self, name: str) -> bool:
        """Whether "form.table.column" is declared."""
        form, _, rest = name.partition(".")
        table, _, column = rest.partition(".")
        if form not in self.forms:
            return False
        return any(t.id == table and any(c.id == column for c in t.columns) for _, t in self.forms[form].tables())

    def _check_measures(self) -> None:
        for form in self:
            unknown_header = [name for name in form.header if name not in self.header_fields]
            if unknown_header:
                raise ConfigError(f"서식 '{form.id}'의 머리글 항목을 알 수 없습니다: {', '.join(unknown_header)}")
            for _, table in form.tables():
                for name in table.measures:
                    if name not in self.measures:
                        raise ConfigError(
                            f"서식 '{form.id}'의 '{table.id}' 표가 선언되지 않은 측정값 '{name}'을(를) 씁니다."
                        )


def load_forms(*extra_folders: Path, folder: Path = FORMS_FOLDER, report: Path | None = REPORT_FILE) -> FormSet:
    """Every form of ``folder`` and of ``extra_folders``, by file name, and the report (None: without sections of its
    own); the folder of another programme may have header fields of its own. Raises ConfigError with every mistake of a
    file.
    """
    own = folder / COMMON_FILE
    common = read_model(own if own.is_file() else FORMS_FOLDER / COMMON_FILE, CommonFields, "공통 서식 파일")
    paths = [path for each in (folder, *extra_folders) for path in sorted(each.glob("*.yaml"))]
    forms = [read_model(path, Form, "서식 파일") for path in paths if path.name != COMMON_FILE]
    if report is None:
        return FormSet(forms, common.columns)
    declared, positions = load_report(report)
    found = FormSet(forms, common.columns, declared)
    check_report(declared, positions, found.measures, found.forms, report)
    return found
