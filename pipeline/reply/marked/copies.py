"""The folder 수정요청: one workbook for every file that has something to correct.

Comes in: the run; the received files are read once more and must not have changed. Goes out: paths. A marked copy is
read back and compared with the original, cell by cell, before it is written; in case of doubt, a separate list is
written instead.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from pathlib import Path

from pipeline.forms.stamp import RETURN_SHEET, RETURN_TITLE, STAMP_SHEET, Stamp
from pipeline.model.findings import Effect, Finding, Gate
from pipeline.model.progress import Progress, each_told, unwatched
from pipeline.model.result import RunResult
from pipeline.model.returns import Return
from pipeline.normalise import EMAIL, find_personal_data
from pipeline.receive.reader import reading_limits
from pipeline.reply.marked.marking import Former, marked_copy
from pipeline.reply.marked.package import UNUSUAL, CannotMark, WorkbookPackage
from pipeline.reply.marked.plain_list import list_workbook
from pipeline.reply.marked.request_sheet import build_sheet
from pipeline.reply.marked.requests import Request, plan_requests
from pipeline.reply.marked.stamp_sheet import marks_by_row, next_stamp
from pipeline.settings.load import YearConfig
from pipeline.workbook.gate import file_bytes
from pipeline.workbook.outcome import FileRule, Refused
from pipeline.workbook.package_parts import in_usual_names
from pipeline.workbook.reading import WorkbookValues, raw_outcome

PERSONAL_DATA = "개인정보로 보이는 값이 들어 있어, 퍼지지 않도록 파일을 복사하지 않았습니다."
NOT_READABLE = "파일을 열 수 없었습니다."
CHANGED = "점검한 뒤에 파일이 바뀌었거나 없어졌습니다."
# These do not prevent a copy: it gets a file name of its own, and an e-mail address is mostly an organisation's and
# goes back to the sender who wrote it.
_NOT_SPREAD = ("PRIV-006", "PRIV-007")
_DIGITS_BETWEEN_TAGS = re.compile(r">([^<]*[0-9][^<]{4,}[0-9][^<]*)<")
_TEXT_PARTS = re.compile(
    "comments|threadedcomment|drawings/|docprops/|customxml/|persons/|sharedstrings", re.IGNORECASE
)

Sheets = dict[str, tuple[object, ...]]


def write_return_copies(
    result: RunResult, folder: Path, bugs: list[str] | None = None, progress: Progress = unwatched
) -> list[Path]:
    """The paths of the copies, one for each file with open errors or warnings; no folder where there are none.

    A file that cannot be marked safely gets a list instead, which is named as one and says why. A problem with one file
    never stops the others; only a folder that cannot be written raises OSError. A bug of ours costs one copy; its
    traceback is added to ``bugs``, which goes into the log.
    """
    requests = plan_requests(result)
    if requests:
        folder.mkdir(parents=True, exist_ok=True)
    writer = _Writer(result.config, [] if bugs is None else bugs)
    paths = []
    findings: dict[str, list[Finding]] = {}
    for item in result.findings:
        findings.setdefault(item.place.file, []).append(item)
    for request in each_told(progress, "수정요청 쓰기", requests):
        name, content = writer.file(request, findings.get(request.source.file, []))
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths


class _Writer:
    def __init__(self, config: YearConfig, bugs: list[str]) -> None:
        self.config, self.bugs = config, bugs
        self.limits = reading_limits(config)

    def file(self, request: Request, findings: list[Finding]) -> tuple[str, bytes]:
        """Name and bytes of the marked copy, or of the list that takes its place."""
        try:
            return request.file_name, self._marked(request, findings)
        except CannotMark as refused:
            reason = refused.reason
        except Exception as error:  # an unforeseen file must not keep the other regions from their copies
            reason = f"{UNUSUAL} ({type(error).__name__})"
            self.bugs.append(f"{request.file_name}\n{traceback.format_exc()}")
        return request.list_name, list_workbook(build_sheet(request, 1, reason), request.department)

    def _marked(self, request: Request, findings: list[Finding]) -> bytes:
        source = request.source
        if any(item.gate is Gate.PERSONAL_DATA and item.rule not in _NOT_SPREAD for item in findings):
            raise CannotMark(PERSONAL_DATA)
        data = self._bytes(source)
        if any(item.rule == FileRule.WAS_STRICT for item in source.findings):
            data = in_usual_names(data)  # new parts use the usual names, and a file must not mix both kinds
        before = self._read(data)
        if _has_personal_data_beside_cells(data):
            raise CannotMark(PERSONAL_DATA)
        stamp = _stamp_for(source, findings, self.config)
        sheet = build_sheet(request, stamp.revision if stamp else 1)
        copy = marked_copy(data, request, sheet, stamp, _former(source, before))
        if _compared(self._read(copy)) != _compared(before):
            raise CannotMark(UNUSUAL)
        return copy

    def _bytes(self, source: Return) -> bytes:
        refusals = [item.gate for item in source.findings if item.effect is Effect.RETURN_REFUSED]
        if not source.sha256 or Gate.FILE in refusals:
            raise CannotMark(NOT_READABLE)
        try:
            data = file_bytes(source.path, self.limits)
        except Refused as refused:
            raise CannotMark(CHANGED) from refused
        if hashlib.sha256(data).hexdigest() != source.sha256:
            raise CannotMark(CHANGED)
        return data

    def _read(self, data: bytes) -> WorkbookValues:
        outcome = raw_outcome(data, self.limits, "")
        if outcome.values is None:
            raise CannotMark(NOT_READABLE)
        return outcome.values


def _stamp_for(source: Return, findings: list[Finding], config: YearConfig) -> Stamp | None:
    """The copy's stamp. A file without a stamp gets one only where everything that it would say is certain."""
    if source.stamp is None:
        doubtful = any(item.gate is Gate.WORKBOOK and item.effect is Effect.RETURN_REFUSED for item in findings)
        if doubtful or source.year != config.year:
            return None
    return next_stamp(source)


def _former(source: Return, before: WorkbookValues) -> Former:
    """What our earlier copy left in the file, recognised by the sheets that only we write."""
    marks: dict[int, tuple[str, str]] = {}
    has_sheet = False
    for name, _, cells, *_ in before[0]:
        if name == STAMP_SHEET:
            marks = marks_by_row({(row, column): str(value) for row, column, _, value, *_ in cells})
        elif name == RETURN_SHEET:
            first = next((str(value) for row, column, _, value, *_ in cells if (row, column) == (1, 1)), "")
            has_sheet = first.startswith(RETURN_TITLE)
    came_back = has_sheet or bool(source.stamp and source.stamp.revision)
    return Former(marks, came_back=came_back, has_sheet=has_sheet)


def _compared(values: WorkbookValues) -> tuple[Sheets, object]:
    """What must be the same in the copy: everything read from each sheet of the sender, except what marks change:
    whether text is invisible (a cell's fill may make it visible) and comments.
    """
    sheets: Sheets = {}
    for name, state, *content, looks, attached in values[0]:
        if name != STAMP_SHEET and not name.startswith(RETURN_SHEET):
            kept = [tuple(look[:-1]) for look in looks if any(look[2:-1])]
            sheets[name] = (state, *content, kept, attached[1])
    return sheets, values[1]


def _has_personal_data_beside_cells(data: bytes) -> bool:
    """Whether a part still holds a personal number that nobody sees any more (texts of deleted cells): a second,
    simpler search of everything outside the cells. E-mail addresses there come from the account that saved the file and
    do not count.
    """
    package = WorkbookPackage(data)
    for name in package.names:
        if _TEXT_PARTS.search(name) and not name.endswith((".rels", ".bin")):
            text = package.part(name).decode("utf-8", errors="replace")
            pieces = (find_personal_data(piece) for piece in _DIGITS_BETWEEN_TAGS.findall(text))
            if any(found.kind != EMAIL for piece in pieces for found in piece):
                return True
    return False
