"""What the officer sees on the screen: sentences, the board, progress. Works on consoles that cannot print every
character.

Comes in: sentences and the run. Goes out: text on stdout and stderr. It must not decide anything.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.korean import some_of, text_width
from pipeline.model.findings import Finding, Severity
from pipeline.model.words import SEVERITY_WORDS, none_word
from pipeline.settings.load import YearConfig

if TYPE_CHECKING:  # a mistyped flag must be reported before anything heavy is imported
    from rich.table import Table

    from pipeline.earlier.follow_up import RequestFollowUp
    from pipeline.earlier.revision import Revision
    from pipeline.model.alongside import Compared, Comparison
    from pipeline.model.result import RunResult
    from pipeline.model.returns import ExpectedReturn

MOST_FINDINGS = 12
MOST_COMPARED = 8
MOST_KEPT = 3
MOST_ACROSS = 8  # senders side by side on a screen


def prepare() -> None:
    """Make stdout and stderr UTF-8, so that a character that the console lacks never stops a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def fall_silent() -> None:
    """Called when nobody reads stdout any more: further output is discarded, even at the end of the process."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def tell_error(message: str, details: Sequence[str]) -> None:
    """Print a sentence about a run that cannot go on, with its details below."""
    Progress.end_line()
    print(f"■ {message}", file=sys.stderr)
    for detail in details:
        print(f"  - {detail}", file=sys.stderr)


def tell(message: str) -> None:
    """Print a sentence for the officer."""
    Progress.end_line()
    print(message)


def is_watched() -> bool:
    """Whether somebody is at the terminal and can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, proposed: str) -> str:
    """What somebody types; ``proposed`` where only Enter is pressed, or nothing can be read."""
    try:
        return input(f"{question} [{proposed}]: " if proposed else f"{question}: ").strip() or proposed
    except EOFError:
        return proposed


def show_folder(folder: Path) -> None:
    """Open a folder in the file manager, where there is one to open it."""
    if sys.platform == "win32" and folder.is_dir():
        os.startfile(folder)


def tell_kept(folder: Path, files: Sequence[str]) -> None:
    """Print what the new output lacks of the earlier one and nobody could make again, and where it is kept."""
    tell(
        f"결과 폴더에 있던 보고서나 직접 넣거나 고치신 파일을 '{folder}'에 남겨 두었습니다: {some_of(files, MOST_KEPT)}"
    )


class Progress:
    """A line that is updated while something long is done; silent where nobody watches."""

    open_line = ""  # the text of the line that is not ended yet

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"  # a dumb terminal cannot rewrite a line

    def __call__(self, step: str, done: int, total: int) -> None:
        if not self.watched or total <= 1:
            return
        line = f"{step} {done}/{total}"
        rest = " " * max(0, text_width(Progress.open_line) - text_width(line))
        print(f"\r{line}{rest}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        Progress.open_line = "" if done == total else line

    @staticmethod
    def end_line() -> None:
        """End the progress line, so that the next message begins on a line of its own."""
        if Progress.open_line:
            print(file=sys.stderr)
            Progress.open_line = ""


def show_result(
    result: RunResult,
    output: Path,
    follow_up: RequestFollowUp | None = None,
    revision: Revision | None = None,
    compared: Comparison | None = None,
) -> None:
    """Print the board, the gravest findings, how the last requests and numbers turned out, how the officer's own totals
    compare with ours, and where the files are.
    """
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False, soft_wrap=True)
    console.print(_board(result))
    errors = result.open_errors
    for line in _errors(errors):
        console.print(line, markup=False)
    for line in _to_look_at(result.config, result.findings):
        console.print(line, markup=False)
    if follow_up is not None and follow_up.items:
        told = " · ".join(f"{state.value} {count}건" for state, count in follow_up.counts.items() if count)
        only = "" if follow_up.only is None else f"({result.config.called(follow_up.only)}만)"
        console.print(f"지난번 요청과 견주면{only}: {told}", markup=False)
    if revision is not None and revision.changes:
        console.print(_changed(revision), markup=False)
    for line in [] if compared is None else _compared(compared):
        console.print(line, markup=False)
    unconfirmed = result.config.plan.unconfirmed
    if unconfirmed:
        console.print(f"\n설정에서 아직 확인하지 않은 값: {', '.join(unconfirmed)} (설정 파일의 '확인:')", markup=False)
    why = "" if result.is_final else f" (미제출 {len(result.owed)}건, 고칠 곳 {len(errors)}건)"
    console.print(f"\n상태: {result.status_of(None)}{why}", markup=False)
    console.print(f"결과: {output}", markup=False)


def _to_look_at(config: YearConfig, findings: Sequence[Finding]) -> Iterator[str]:
    """How many warnings and notes there are, and how many answers came."""
    others = Counter(item.severity for item in findings if _is_open(item))
    kinds = [kind for kind in (Severity.WARNING, Severity.NOTE) if others[kind]]
    if kinds:
        yield " · ".join(f"{SEVERITY_WORDS[kind]} {others[kind]}건" for kind in kinds)
    if answers := sum(1 for item in findings if item.answer):
        yield f"까닭을 적어 보낸 곳 {answers}건: 검증결과의 '{config.unit.word}의 답' 시트에 있습니다."


def _errors(errors: Sequence[Finding]) -> Iterator[str]:
    if errors:
        yield f"\n고칠 곳 {len(errors)}건"
    yield from (f"  - {_told(item)}" for item in errors[:MOST_FINDINGS])
    if len(errors) > MOST_FINDINGS:
        yield f"  … 나머지 {len(errors) - MOST_FINDINGS}건은 검증결과에 있습니다."


def _changed(revision: Revision) -> str:
    files = {name for change in revision.changes for name in (*change.added, *change.removed)}
    through = f"(새로 쓰거나 뺀 파일 {len(files)}개)" if files else "(파일은 그대로이고 합계에 넣는 줄이나 설정이 바뀜)"
    where = "검증결과의 '바뀐 수' 시트에 있습니다."
    return f"지난번 결과와 달라진 수: {len(revision.changes):,}개 {through}. {where}"


def _compared(compared: Comparison) -> Iterator[str]:
    from pipeline.model.alongside import Verdict

    yield f"\n손으로 센 수와 대조({compared.file}): {compared.summary}"
    different = [item for item in compared.items if item.verdict is Verdict.DIFFERENT]
    yield from map(_difference, different[:MOST_COMPARED])
    if len(different) > MOST_COMPARED:
        yield f"  … 다른 수가 {len(different) - MOST_COMPARED:,}개 더 있습니다."
    yield from (f"  ※ {note}" for note in compared.notes)
    if compared.items:
        yield "  자세한 것은 검증결과의 '손으로 센 수와 대조' 시트에 있습니다."


def _difference(item: Compared) -> str:
    hers = item.typed if item.hers is None else f"{item.hers:,}"
    figure = item.figure
    ours = "" if figure is None else none_word(figure) if figure.value is None else f"{figure.value:,}"
    told = "".join(f" {remark}" for remark in item.remarks)
    return f"  - {item.place.sheet} › {item.place.cell} {item.title}: 손으로 {hers}, 우리 {ours}.{told}"


def _is_open(item: Finding) -> bool:
    return item.is_doubt or (item.severity is Severity.NOTE and not item.exception)


def _told(item: Finding) -> str:
    return f"{item.place}: {item.message} {item.advice}"


def _board(result: RunResult) -> Table:
    """Forms down and senders across; the other way round where there are too many senders for a screen."""
    from rich.table import Table

    senders: list[int | None] = [*result.config.regions]
    if any(entry.slot.region is None for entry in result.board):
        senders.append(None)
    names = [result.config.called(one) if one is not None else "총괄부서" for one in senders]
    due = [entry for entry in result.board if entry.is_due]
    forms = [form for form in result.forms if any(entry.slot.form == form.id for entry in due)]
    cells = [
        [_standing([e for e in due if e.slot.form == form.id and e.slot.region == one]) for one in senders]
        for form in forms
    ]
    rows, columns = [form.name for form in forms], names
    if len(senders) > MOST_ACROSS:
        rows, columns, cells = columns, rows, [list(column) for column in zip(*cells, strict=True)]
    table = Table(title=f"{result.config.year}년 자료 제출 현황")
    table.add_column("서식" if rows is not names else result.config.unit.word)
    for name in columns:
        table.add_column(name, justify="center")
    for name, own in zip(rows, cells, strict=True):
        table.add_row(name, *own)
    return table


def _standing(entries: list[ExpectedReturn]) -> str:
    from pipeline.model.returns import SlotState

    counts = Counter(entry.state for entry in entries)
    if len(entries) == 1:
        return entries[0].state.value
    return "\n".join(f"{state.value} {counts[state]}" for state in SlotState if counts[state]) or "-"
