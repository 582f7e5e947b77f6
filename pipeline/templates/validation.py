"""What a cell may hold: the sentence that says so, and Excel's validation of it.

Comes in: a column's declaration and what is known. Goes out: Korean sentences (for the guide, the hint beside the cell
and the refusal) and XlsxWriter's options for the check, all from the same declaration. It must not refuse what people
may honestly write and the reader accepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.forms.form import Column, Form
from pipeline.korean import format_korean
from pipeline.templates.context import TemplateContext, choices_of, date_bounds, fixed_header, title_line

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255  # Excel's limits, in UTF-16 units
LISTED_CHOICES, LISTED_WIDTH = 8, 60
NO_MATTER = "해당없음"
SAMPLES = {"count": "12", "amount": "10000", "month": "4", "date": "{year}-04-15"}
ANY_DATE_YEARS = 5  # years from the form's year; an unlimited date further away is taken for a typing error
_FROM_RETURNS = ("projects", "activities")  # lists that a later return may have changed


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences about the columns of one workbook."""

    form: Form
    context: TemplateContext

    def allowed(self, column: Column, *, in_header: bool = False) -> str:
        """What may be written into the column, as one sentence; "" for free text."""
        fixed = self._fixed(column) if in_header else None
        if fixed is not None:
            return f"'{fixed}' 그대로 둡니다."
        if column.formula:
            return "직접 적지 않습니다."
        if column.type in ("count", "amount"):
            return self._number(column)
        if column.type == "date":
            return self._date(column)
        if column.type == "month":
            return "1부터 12까지의 숫자로 적습니다."
        if column.listed_in:
            sheet, listed = self._listed(column)
            return format_korean("'{sheet}' 시트에 적은 {label} 가운데에서 고릅니다.", sheet=sheet, label=listed)
        choices = choices_of(column, self.context)
        if not choices:
            return ""
        listed_text = ", ".join(choices)
        short = len(choices) <= LISTED_CHOICES and len(listed_text) <= LISTED_WIDTH
        return f"목록에서 고릅니다: {listed_text}." if short else "목록에서 고릅니다."

    def how(self, column: Column, *, in_header: bool = False) -> str:
        """The guide's words about a column: what it is, then what may be written."""
        return " ".join(part for part in (column.help, self.allowed(column, in_header=in_header)) if part)

    def example(self, column: Column, *, in_header: bool = False) -> str:
        """The declared example; a date is moved into the workbook's own year (and month), where it is accepted. "" for
        a field with only one right value.
        """
        if in_header and self._fixed(column) is not None:
            return ""
        if column.type != "date" or not column.example:
            return f"{column.example:,}" if isinstance(column.example, int) else column.example
        day = date.fromisoformat(str(column.example))
        bounds = date_bounds(column, self.context)
        if bounds and bounds[0].month == bounds[1].month:
            return bounds[0].replace(day=min(day.day, bounds[1].day)).isoformat()
        leap_day = day.month == 2 and day.day == 29
        return day.replace(year=self.context.year, day=28 if leap_day else day.day).isoformat()

    def hint(self, column: Column, *, in_header: bool = False) -> tuple[str, str]:
        """Title and text of the note that Excel shows beside the chosen cell."""
        title = f"{column.label} (필수)" if column.required else column.label
        text = self.how(column, in_header=in_header)
        example = self.example(column, in_header=in_header)
        return cut(title, TITLE_LIMIT), cut(f"{text} 예: {example}" if example else text, MESSAGE_LIMIT)

    def refusal(self, column: Column, *, in_header: bool = False) -> tuple[str, str]:
        """Title and text of the message when Excel refuses a value: what is allowed, then what to do."""
        title = cut(f"{column.label}: 다시 적어 주세요", TITLE_LIMIT)
        fixed = self._fixed(column) if in_header else None
        if fixed is not None:
            text = format_korean(
                "이 파일은 '{title}' 서식입니다. '{fixed}'{fixed:~을/를} 그대로 두세요. "
                "다른 달이나 {unit}의 내용은 그 서식 파일에 적습니다.",
                unit=self.context.unit,
                title=title_line(self.form, self.context),
                fixed=str(fixed),
            )
        elif column.listed_in:
            text = f"목록에 없는 이름입니다. {self.allowed(column)} 새 이름이면 그 시트에 먼저 적어 주세요."
        elif column.choices_from in _FROM_RETURNS and self.offered(column):
            text = f"목록에 없는 이름입니다. {self.allowed(column)} 계획에 새로 넣은 이름이면 그대로 쓰셔도 됩니다."
        elif self.offered(column):
            text = f"목록에 없는 값입니다. {self.allowed(column)} 칸 오른쪽의 ▼를 눌러 골라 주세요."
        else:
            text = f"여기에 쓸 수 없는 값입니다. {self.allowed(column)} {self._sample(column)}처럼 적어 주세요."
            text += f" 우리와 상관없으면 {NO_MATTER}이라고 적습니다." if may_not_matter(column) else ""
        return title, cut(text, MESSAGE_LIMIT)

    def _sample(self, column: Column) -> str:
        """A value that the column accepts, for messages that must show one."""
        return self.example(column) or SAMPLES.get(column.type, "").format(year=self.context.year)

    def offered(self, column: Column, *, in_header: bool = False) -> tuple[str, ...]:
        """What the drop-down of the cell offers; only its own value where that is fixed."""
        fixed = self._fixed(column) if in_header else None
        if fixed is not None:
            return (fixed,) if isinstance(fixed, str) else ()
        return choices_of(column, self.context)

    def _fixed(self, column: Column) -> int | str | None:
        return fixed_header(self.form, self.context).get(column.id)

    def _listed(self, column: Column) -> tuple[str, str]:
        table_id, _, column_id = column.listed_in.partition(".")
        return self.form.sheet_of(table_id).name, self.form.table(table_id).column(column_id).label

    def _number(self, column: Column) -> str:
        lowest, highest = lowest_of(column), column.maximum
        unit = f"{column.unit} 단위로 " if column.type == "amount" and column.unit else ""
        if lowest is not None and highest is not None:
            words = f"{lowest}부터 {highest}까지의 정수를 숫자로만 적습니다."
        elif lowest is not None:
            words = f"{lowest} 이상의 정수를 숫자로만 적습니다."
        elif highest is not None:
            words = f"{highest} 이하의 정수를 숫자로만 적습니다."
        else:
            words = "정수를 숫자로만 적습니다(음수도 됩니다)."
        return unit + words

    def _date(self, column: Column) -> str:
        bounds = date_bounds(column, self.context)
        if bounds is None:
            return "날짜를 적습니다."
        return f"{bounds[0].isoformat()}부터 {bounds[1].isoformat()}까지의 날짜를 적습니다."


def lowest_of(column: Column) -> int | None:
    """The lowest number that the column accepts; None where any is allowed. No count is negative unless declared so."""
    if column.minimum is not None:
        return column.minimum
    return None if column.allow_negative else 0


def may_not_matter(column: Column) -> bool:
    """Whether 해당없음 is an answer in the column: where people or cases are counted, but not for amounts."""
    return column.type == "count" and bool(column.measure) and not column.formula


def cut(text: str, limit: int) -> str:
    """The text, shortened with "…" to ``limit`` UTF-16 units, as Excel counts them."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    while len(text.encode("utf-16-le")) // 2 > limit - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def check_of(
    wording: Wording, column: Column, source: str | Sequence[str], *, in_header: bool = False, first_cell: str = "A1"
) -> dict[str, object]:
    """XlsxWriter's options for the cells of a column, the first of which is ``first_cell``.

    ``source`` is what a drop-down offers: texts, or a formula ("=목록_1"); () where there is none. For names from
    another return the validation only warns, because that return may have changed since.
    """
    title, message = wording.hint(column, in_header=in_header)
    options: dict[str, object] = {"input_title": title, "input_message": message}
    if may_not_matter(column) and not source:
        options |= {"validate": "custom", "value": _count_or_no_matter(column, first_cell)}
    else:
        options |= _condition(wording, column, source, in_header=in_header)
    if options["validate"] != "any":
        error_title, error = wording.refusal(column, in_header=in_header)
        may_have_changed = bool(column.listed_in) or column.choices_from in _FROM_RETURNS
        error_type = "warning" if may_have_changed else "stop"
        options |= {"error_title": error_title, "error_message": error, "error_type": error_type}
    return {key: value for key, value in options.items() if value != ""}


def _condition(wording: Wording, column: Column, source: str | Sequence[str], *, in_header: bool) -> dict[str, object]:
    fixed = fixed_header(wording.form, wording.context).get(column.id) if in_header else None
    if isinstance(fixed, int):
        return {"validate": "integer", "criteria": "==", "value": fixed}
    if source:
        return {"validate": "list", "source": source if isinstance(source, str) else list(source)}
    if column.type in ("count", "amount"):
        return _between("integer", lowest_of(column), column.maximum)
    if column.type == "month":
        return _between("integer", 1, 12)
    if column.type == "date":
        year = wording.context.year
        bounds = date_bounds(column, wording.context)
        first, last = bounds or (date(year - ANY_DATE_YEARS, 1, 1), date(year + ANY_DATE_YEARS, 12, 31))
        return _between("date", first, last)
    return {"validate": "any"}


def _count_or_no_matter(column: Column, cell: str) -> str:
    """The formula that lets a cell accept a whole number within its bounds, or 해당없음."""
    lowest, highest = lowest_of(column), column.maximum
    terms = [f"{cell}=INT({cell})"]
    terms += [f"{cell}>={lowest}"] if lowest is not None else []
    terms += [f"{cell}<={highest}"] if highest is not None else []
    return f'=IF(ISNUMBER({cell}),AND({",".join(terms)}),{cell}="{NO_MATTER}")'


def _between(kind: str, lowest: object, highest: object) -> dict[str, object]:
    if lowest is not None and highest is not None:
        return {"validate": kind, "criteria": "between", "minimum": lowest, "maximum": highest}
    if highest is not None:
        return {"validate": kind, "criteria": "<=", "value": highest}
    return {"validate": kind, "criteria": ">=", "value": -(10**15) if lowest is None else lowest}
