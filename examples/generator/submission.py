"""One return of a made-up year: which slot it fills, its file's name and what is written into it.

Comes in: values made by the other modules of this package. Goes out: workbooks, through the program's own writer of
templates. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot
from pipeline.templates import Filling, TemplateContext, write_workbook

Row = dict[str, object]
Rows = list[Row]


@dataclass(frozen=True, slots=True)
class Submission:
    """``file`` is the path inside the folder of returns, with forward slashes."""

    slot: Slot
    context: TemplateContext
    filling: Filling
    file: str


def write_submissions(forms: FormSet, submissions: Iterable[Submission], folder: Path) -> Sequence[Path]:
    """The paths of the workbooks, written below ``folder`` in the order given; what else lies there stays."""
    return [write_submission(forms, submission, folder) for submission in submissions]


def write_submission(forms: FormSet, submission: Submission, folder: Path) -> Path:
    """The path of one workbook, written."""
    form = forms[submission.slot.form]
    return write_workbook(form, forms.header(form), submission.context, folder / submission.file, submission.filling)
