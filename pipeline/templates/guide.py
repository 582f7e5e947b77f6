"""The sheet 작성요령: what the form is for, when it is due, what may go into every cell, and what happens next.

Comes in: a form, what is known, and the same sentences that the cells' hints use. Goes out: one locked sheet. It says
nothing that is not in the form's declaration or the settings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pipeline.forms.form import Column, Form, SheetForm
from pipeline.forms.stamp import GUIDE_SHEET
from pipeline.sheets.fitting import checked, put_text
from pipeline.templates.context import department_of, due_text, title_line
from pipeline.templates.layout import lines_needed
from pipeline.templates.printed_page import page_setup, pages_needed
from pipeline.templates.rule_wording import rule_sentence
from pipeline.templates.styles import LINE_POINTS, Styles
from pipeline.templates.validation import Wording

WIDTHS = (15.0, 21.0, 7.0, 58.0, 19.0)
HEADINGS = ("시트", "칸", "필수", "적는 법", "예")
_TAKEN_IN = 0.15  # of a page: text beyond full pages up to this share is shrunk in rather than left alone on a page
ALWAYS = (
    "시트 이름과 칸 제목은 바꾸지 마세요. 옮겨 붙일 때에는 '값만 붙여넣기'를 씁니다. 칸이 잠기면 Ctrl+Z로 되돌립니다.",
    "없으면 0을, 우리와 상관없으면 해당없음을 적습니다(금액은 0). 제목이 푸른 칸은 비워 두어도 됩니다.",
    "줄 늘리기: 표 맨 아래 회색 줄의 번호를 오른쪽 단추로 눌러 [삽입]을 고릅니다. 안 되면 [검토] - [시트 보호 해제]를 "
    "먼저 누릅니다(암호는 없습니다).",
    "주민등록번호, 휴대전화번호, 계좌번호, 카드번호는 어느 칸에도 적지 않습니다.",
)
WITH_FORMULAS = (
    "자동 계산 칸이 있는 표의 줄 늘리기: [검토] - [시트 보호 해제](암호 없음)를 누르고, 표 안의 한 줄을 복사한 뒤 "
    "회색 줄의 번호를 오른쪽 단추로 눌러 [복사한 셀 삽입]을 고릅니다."
)
LEGEND = (
    ("required", "필수 *", "제목이 노랗고 *가 붙은 칸입니다. 적기 시작한 줄에서는 꼭 채웁니다. 남는 줄은 비워 둡니다."),
    ("optional", "선택", "제목이 푸른 칸입니다. 해당하지 않으면 비워 둡니다."),
    ("computed", "자동 계산", "제목이 회색인 칸입니다. 저절로 채워지며 잠겨 있습니다."),
    ("doubt", "확인할 칸", "빠졌거나 앞뒤가 맞지 않는 칸은 저절로 붉어집니다. 시트 위에 빠진 칸의 수가 나옵니다."),
)


@dataclass(frozen=True, slots=True)
class GuideRow:
    """One line of the table of cells."""

    sheet: str
    label: str
    required: str
    how: str
    example: str


def guide_rows(form: Form, header: Sequence[Column], wording: Wording) -> Iterator[GuideRow]:
    """Every cell that the form has, in the order of its sheets: the header block first."""
    for column in header:
        yield _row(form.sheets[0].name, column, wording, in_header=True)
    for sheet, table in form.tables():
        for column in table.columns:
            yield _row(sheet.name, column, wording)


def _row(sheet: str, column: Column, wording: Wording, *, in_header: bool = False) -> GuideRow:
    required = "자동" if column.formula else "필수" if column.required else ""
    how, example = wording.how(column, in_header=in_header), wording.example(column, in_header=in_header)
    return GuideRow(sheet, column.label, required, how, example)


def rule_lines(sheet: SheetForm, wording: Wording) -> list[str]:
    """What must agree on a sheet, one sentence per rule."""
    return [rule_sentence(wording.form, table, rule) for table in sheet.tables for rule in table.rules]


def facts_of(form: Form, wording: Wording) -> list[tuple[str, str]]:
    """The questions that a person has before filling in, and their answers."""
    department = department_of(wording.context)
    who = (
        f"각 {wording.context.unit}" + ("의 대표기관" if wording.context.leads else "")
        if form.sender == "region"
        else department
    )
    answers = [("무엇인가요", form.purpose), ("누가 적나요", who), ("언제까지", due_text(form, wording.context))]
    if form.sender == "region":
        answers.append(("다 적으면", f"저장한 파일을 그대로 {department}에 보내 주세요. 파일 이름은 바뀌어도 됩니다."))
        answers.append(("그다음에는", "고칠 곳이 있으면 그 칸을 표시해 돌려드립니다. 그 칸만 고쳐 다시 보내 주세요."))
    else:
        answers.append(
            ("다 적으면", f"저장한 뒤, {wording.context.unit}에서 받은 파일과 함께 취합 폴더에 넣어 주세요.")
        )
    return [(question, answer) for question, answer in answers if answer]


class GuideSheet:
    """Writes the guide from the top down."""

    def __init__(self, sheet: Worksheet, styles: Styles, wording: Wording) -> None:
        self.sheet, self.styles, self.wording = sheet, styles, wording
        self.row, self.height = 0, 0.0

    def write(self, form: Form, header: Sequence[Column]) -> None:
        for column, width in enumerate(WIDTHS):
            checked(self.sheet.set_column(column, column, width))
        self._line(f"{title_line(form, self.wording.context)} {GUIDE_SHEET}", "title", height=28)
        for question, answer in facts_of(form, self.wording):
            self._prose(question, answer)
        self._band("칸의 색")
        for name, label, meaning in LEGEND:
            put_text(self.sheet, self.row, 0, label, self.styles.legend(name))
            self._prose("", meaning)
        self._band("먼저 알아 두세요")
        computed = any(column.formula for _, table in form.tables() for column in table.columns)
        for number, sentence in enumerate((*form.guide, *ALWAYS, *([WITH_FORMULAS] if computed else [])), 1):
            self._prose("", f"{number}. {sentence}", from_column=0)
        self._cells(form, header)
        self._rules(form)
        self._page(form)

    def _page(self, form: Form) -> None:
        """Portrait where it fits on one page; else landscape, with text as large as on the screen. A short rest that
        would stand alone on the last page is shrunk onto the page before.
        """
        upright, across = (pages_needed(sum(WIDTHS), self.height, landscape=turned) for turned in (False, True))
        landscape = upright > 1 + _TAKEN_IN
        pages = max(1, math.ceil((across if landscape else upright) - _TAKEN_IN))
        last = {"last_row": self.row, "last_column": len(WIDTHS) - 1}
        page_setup(self.sheet, form, GUIDE_SHEET, landscape=landscape, pages=pages, **last)

    def _height(self, points: float) -> None:
        checked(self.sheet.set_row(self.row, points))
        self.height += points

    def _cells(self, form: Form, header: Sequence[Column]) -> None:
        self._band("칸마다 적는 법")
        for column, heading in enumerate(HEADINGS):
            put_text(self.sheet, self.row, column, heading, self.styles.part("heading"))
        self._height(20)
        checked(self.sheet.repeat_rows(self.row, self.row))
        self.row += 1
        for line in guide_rows(form, header, self.wording):
            texts = (line.sheet, line.label, line.required, line.how, line.example)
            for column, text in enumerate(texts):
                align = "center" if column == HEADINGS.index("필수") else "left"
                put_text(self.sheet, self.row, column, text, self.styles.part("guide", align=align))
            lines = max(lines_needed(text, width) for text, width in zip(texts, WIDTHS, strict=True))
            self._height(4 + lines * LINE_POINTS)
            self.row += 1

    def _rules(self, form: Form) -> None:
        lines = [(sheet.name, sentence) for sheet in form.sheets for sentence in rule_lines(sheet, self.wording)]
        if not lines:
            return
        self._band("서로 맞아야 하는 것")
        for sheet, sentence in lines:
            self._prose(sheet, sentence)

    def _band(self, text: str) -> None:
        self._height(LINE_POINTS)
        self.row += 1
        for column in range(1, len(WIDTHS)):
            checked(self.sheet.write_blank(self.row, column, None, self.styles.part("band")))
        self._line(text, "band", height=24)

    def _line(self, text: str, part: str, *, height: float) -> None:
        put_text(self.sheet, self.row, 0, text, self.styles.part(part))
        self._height(height)
        self.row += 1

    def _prose(self, label: str, text: str, *, from_column: int = 1) -> None:
        """A label and a text across the other columns. They may be merged, because nobody reads numbers from prose."""
        if label:
            put_text(self.sheet, self.row, 0, label, self.styles.part("prose_label"))
        prose = self.styles.part("prose", align="left")
        checked(self.sheet.merge_range(self.row, from_column, self.row, len(WIDTHS) - 1, "", prose))
        put_text(self.sheet, self.row, from_column, text, prose)
        self._height(4 + lines_needed(text, sum(WIDTHS[from_column:])) * LINE_POINTS)
        self.row += 1
