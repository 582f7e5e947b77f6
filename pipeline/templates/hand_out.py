"""The blank workbooks of a year as they are handed out: one folder per region, with a page on what is due when.

Comes in: forms, the year's settings, the folder. Goes out: files, and the list of those left as they are: a workbook
that somebody has saved since may hold work and is never replaced.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.disk.whole_file import whole_file, why_not_written
from pipeline.errors import OutputLockedError
from pipeline.forms.form import Form, FormSet
from pipeline.forms.slots import slots_of_form
from pipeline.korean import korean_date
from pipeline.settings.load import YearConfig
from pipeline.templates.context import (
    NO_CLOCK,
    TemplateContext,
    department_of,
    file_name_of,
    period_text,
    workbook_name,
)
from pipeline.templates.workbook import write_workbook
from pipeline.templates.year import Projects, contexts_of_year

DUE_PAGE = "낼_것과_기한.txt"
# What every spreadsheet program rewrites when it saves: the day, or at least its own name and version.
_SAVED = {
    "docProps/core.xml": f">{NO_CLOCK.isoformat()}Z</dcterms:modified>",
    "docProps/app.xml": "<AppVersion>12.0000</AppVersion>",
}


@dataclass(frozen=True, slots=True)
class Blank:
    """One workbook of the year: what is known about it, and when it is due."""

    form: Form
    context: TemplateContext
    due: date

    @property
    def folder(self) -> str:
        return file_name_of(self.context.region_name or department_of(self.context))

    @property
    def file(self) -> str:
        return workbook_name(self.form, self.context)


@dataclass(frozen=True, slots=True)
class HandOut:
    """The result: how many workbooks were written, and which were kept (their paths inside the folder)."""

    written: int
    kept: tuple[str, ...]


def blanks_of_year(
    forms: Iterable[Form], config: YearConfig, projects: Projects, region: int | None = None
) -> list[Blank]:
    """The workbooks that the year asks for; with ``region`` that region's alone."""
    return [
        Blank(form, context, due)
        for form in forms
        for (_, due), context in zip(slots_of_form(form, config), contexts_of_year(form, config, projects), strict=True)
        if region in (None, context.region)
    ]


def hand_out(blanks: Iterable[Blank], forms: FormSet, target: Path, *, due_pages: bool) -> HandOut:
    """Write the workbooks, each into its folder, and (``due_pages``) a page beside them.

    Raises OutputLockedError where a file cannot be written.
    """
    by_folder: dict[str, list[Blank]] = {}
    written, kept = 0, []
    for blank in blanks:
        by_folder.setdefault(blank.folder, []).append(blank)
        path = target / blank.folder / blank.file
        if path.exists() and not is_untouched(path):
            kept.append(f"{blank.folder}/{blank.file}")
            continue
        write_workbook(blank.form, forms.header(blank.form), blank.context, path)
        written += 1
    for folder, own in by_folder.items() if due_pages else ():
        _write_page(target / folder / DUE_PAGE, own)
    return HandOut(written, tuple(kept))


def is_untouched(path: Path) -> bool:
    """Whether a workbook is as this program wrote it, judged by what it records about its last saving."""
    try:
        with zipfile.ZipFile(path) as package:
            return all(words in package.read(name).decode("utf-8", "replace") for name, words in _SAVED.items())
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _write_page(path: Path, blanks: Iterable[Blank]) -> None:
    """Written for Windows' own editor: with a byte order mark and Windows line ends."""
    try:
        with whole_file(path) as draft:
            draft.write_text("\n".join(_lines(list(blanks))) + "\n", encoding="utf-8-sig", newline="\r\n")
    except OSError as error:
        message = f"'{path.name}' 파일을 쓸 수 없습니다. 열려 있으면 닫아 주세요."
        raise OutputLockedError(why_not_written(error, f"'{path.name}' 파일을", message)) from None


def _lines(blanks: list[Blank]) -> Iterator[str]:
    first = blanks[0]
    yield f"{first.context.year}년 {first.folder} 낼 것과 기한"
    yield ""
    for blank in sorted(blanks, key=lambda each: each.due):
        period = period_text(blank.form, blank.context)
        name = " ".join(part for part in (blank.form.name, period) if part)
        yield f"{korean_date(blank.due, weekday=True)}까지  {name}"
        yield f"    {blank.file}"
    yield ""
    yield "파일마다 '작성요령' 시트에 적는 법이 있습니다. 다 적은 파일은 이름을 바꾸어도 됩니다."
    if first.form.sender == "region":
        yield f"보낼 곳: {department_of(first.context)}"
