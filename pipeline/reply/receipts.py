"""접수증: for each region a plain text with its standing in one line, then in detail; fingerprints for machines come
last.

Comes in: the run. Goes out: one text file per region (what to correct, what is owed, what was received and how it was
read), and one for the head office, which also lists the files whose sender is not known. UTF-8 with a byte order mark
and Windows line ends, so that every Korean Notepad shows it. File names come from the settings alone, never from what a
return says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.forms.form import Column, TableForm
from pipeline.korean import korean_date
from pipeline.model.findings import Severity
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn, Return, ReturnState, SlotState
from pipeline.model.tables import TableFrames, ValueRow, ValueTable
from pipeline.model.words import HEAD_OFFICE, RETURN_WORDS, SEVERITY_WORDS, return_period, slot_words
from pipeline.rules.request_words import reason_of
from pipeline.settings.load import YearConfig
from pipeline.sheets.fitting import safe_text

ENCODING = "utf-8-sig"
FINGERPRINT = 12
RULE = "─" * 40
CHECK_REQUEST = "아래 '읽은 수'가 보내신 것과 같은지 확인해 주세요. 다르면 총괄부서로 알려 주시기 바랍니다."


def write_receipts(result: RunResult, folder: Path) -> list[Path]:
    """접수증/1권역.txt and so on, in the order of the regions; the head office's last.

    The head office has one where the year asks it for a form or a file's sender is not known.
    """
    texts = {
        region.name: _receipt(result, number, region.full_name) for number, region in result.config.regions.items()
    }
    if _office_has_one(result):
        texts[HEAD_OFFICE] = _receipt(result, None, result.config.settings.office.department)
    return [_write(folder / f"{name}.txt", lines) for name, lines in texts.items()]


def _write(path: Path, lines: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\r\n".join([*(_one_line(line) for line in lines), ""]).encode(ENCODING))
    return path


def _one_line(text: str) -> str:
    """The text on one line, so that a file's name cannot begin a line of its own."""
    return safe_text(text).replace("\n", " ")


def _office_has_one(result: RunResult) -> bool:
    asked = any(entry.slot.region is None for entry in result.board)
    return asked or any(_owner(result.config, item) is None for item in result.returns)


def _owner(config: YearConfig, item: Return) -> int | None:
    """The region whose receipt lists the file; None for the head office's, where unknown senders go too."""
    return item.region if item.region in config.regions else None


def _receipt(result: RunResult, region: int | None, name: str) -> list[str]:
    return _Receipt(result, region).lines(name)


class _Receipt:
    def __init__(self, result: RunResult, region: int | None) -> None:
        self.result, self.region = result, region
        self.returns = [item for item in result.returns if _owner(result.config, item) == region]
        self.board = [entry for entry in result.board if entry.slot.region == region and entry.is_due]
        self.due_of = {file: entry.due for entry in self.board for file in entry.files}
        files = {item.file for item in self.returns}
        self.found = [item for item in result.findings if item.place.file in files and not item.exception]

    def lines(self, name: str) -> list[str]:
        config, office = self.result.config, self.result.config.settings.office
        return [
            f"{config.year}년 {config.programme_name} 접수증",
            name,
            f"{korean_date(self.result.as_of)} 기준 · {office.district} {office.department}",
            RULE,
            self._standing(),
            CHECK_REQUEST,
            "",
            *self._findings(),
            *self._owed(),
            *self._received(),
            *self._fingerprints(),
        ]

    def _standing(self) -> str:
        """ "받음 17 · 고칠 곳 1 · 미제출 0": returns received, places to correct, returns missing."""
        received = sum(1 for entry in self.board if entry.files)
        errors, doubts = sum(1 for item in self.found if item.is_error), sum(1 for item in self.found if item.is_doubt)
        parts = [f"받음 {received:,}", f"고칠 곳 {errors:,}", *([f"확인할 곳 {doubts:,}"] if doubts else [])]
        return " · ".join([*parts, f"미제출 {len(self.board) - received:,}"])

    # -- what came ----------------------------------------------------------------------------------------------------

    def _received(self) -> Iterator[str]:
        yield f"□ 받은 파일 {len(self.returns):,}개"
        if not self.returns:
            yield "  ○ 아직 받은 파일이 없습니다."
        for item in self.returns:
            yield from self._file(item)
        yield ""

    def _file(self, item: Return) -> Iterator[str]:
        yield f"  ○ {self._title(item)}"
        yield f"     파일: {item.file}"
        if item.version_number > 1:
            yield f"     제출본: {item.version_number}번째"
        if item.form is not None:
            yield f"     작성일: {self._written(item)}"
        reason = reason_of(item)
        yield f"     처리: {RETURN_WORDS[item.state]}{f' - {reason}' if reason else ''}"
        if item.state is ReturnState.USED:
            yield from self._tables(item)

    def _title(self, item: Return) -> str:
        if item.form is None:
            return "어느 서식인지 알 수 없는 파일"
        form = self.result.forms[item.form]
        return form.name if form.period == "year" else f"{form.name} {return_period(item)}"

    def _written(self, item: Return) -> str:
        if item.written_on is None:
            return "적혀 있지 않음"
        due = self.due_of.get(item.file)
        by = f"마감 {korean_date(due)}, " if due else ""
        words = {True: f" ({by}기한 안)", False: f" ({by}기한을 넘김)", None: ""}
        return f"{korean_date(item.written_on)}{words[item.on_time]}"

    def _tables(self, item: Return) -> Iterator[str]:
        if item.no_activity:
            yield "     읽은 수: '실적 없음'으로 적으셨습니다."
        form = self.result.forms[str(item.form)]
        for sheet, table in form.tables():
            frames = self.result.frames[(form.id, table.id)]
            if item.number not in frames.parts:
                continue
            part = frames.parts[item.number]
            if part.rows or not item.no_activity:
                yield f"     읽은 수: [{sheet.name}] {_table_words(table, frames, part)}"

    # -- what is owed, and what was found ------------------------------------------------------------------------------

    def _owed(self) -> Iterator[str]:
        owed = [entry for entry in self.board if not entry.files]
        yield f"□ 아직 받지 못한 자료 {len(owed):,}건"
        if not owed:
            yield "  ○ 없습니다. 고맙습니다."
        for entry in owed:
            yield f"  ○ {slot_words(entry.slot, self.result.forms)} (마감 {korean_date(entry.due)}){_sent_back(entry)}"
        yield ""

    def _findings(self) -> Iterator[str]:
        counts = Counter(item.severity for item in self.found)
        yield "□ 살펴본 결과"
        yield "  ○ " + " · ".join(f"{SEVERITY_WORDS[severity]} {counts[severity]:,}건" for severity in Severity)
        for item in self.found:
            if item.is_error:
                yield f"     - {item.place}: {item.message} {item.advice}"
        yield ""

    def _fingerprints(self) -> Iterator[str]:
        known = [item for item in self.returns if item.sha256]
        if known:
            yield f"□ 파일의 지문(sha256의 앞 {FINGERPRINT}자)"
        for item in known:
            yield f"  ○ {item.sha256[:FINGERPRINT]}  {item.file}"


def _sent_back(entry: ExpectedReturn) -> str:
    return " - 받은 파일을 쓸 수 없어 다시 받아야 합니다." if entry.state is SlotState.TO_MEND else ""


def _table_words(table: TableForm, frames: TableFrames, part: ValueTable) -> str:
    """ "3줄 · 대상자(명) 90 · 상담(건) 453": how a table was read, with all its rows, even those left out of the
    sums.
    """
    parts = [f"{len(part.rows):,}줄"]
    for column in table.columns:
        if column.measure and any(isinstance(row.values.get(column.id), int) for row in part.rows):
            parts.append(f"{column.label} {_sum_words(table, column, part.rows)}")
    out = sum(1 for row in part.rows if (part.return_number, row.row) in frames.left_out)
    return " · ".join(parts) + (f" (이 가운데 {out:,}줄은 고칠 곳이 있어 합계에서 뺌)" if out else "")


def _sum_words(table: TableForm, column: Column, rows: Sequence[ValueRow]) -> str:
    """The column's sum; by round where the table has rounds, because the same people may be in several."""
    rounds = table.dimension_column("round")
    sums: Counter[object] = Counter()
    for row in rows:
        value = row.values.get(column.id)
        sums[row.values.get(rounds.id) if rounds else None] += value if isinstance(value, int) else 0
    numbers = sorted(number for number in sums if isinstance(number, int))
    if len(numbers) < 2:
        return f"{sums.total():,}"
    return ", ".join(f"{number}회차 {sums[number]:,}" for number in numbers)
