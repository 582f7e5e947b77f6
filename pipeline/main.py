"""The steps of a run: collect, read, check, add up, say, write.

Comes in: the settings, the forms and a folder of returned workbooks. Goes out: ``RunResult``, and with ``write``
the files of the output folder. This is the only module that knows the order of the steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.check import (
    CellGate,
    CheckContext,
    apply_exceptions,
    check_published,
    check_rounds,
    check_tables,
    frames_of,
    leave_out,
    place_answers,
    rounds_of,
)
from pipeline.count.begins import beginnings
from pipeline.count.facts import build_facts
from pipeline.count.figures import build_figures
from pipeline.count.gaps import build_gaps
from pipeline.earlier.results import NOT_KNOWN, YearBefore
from pipeline.errors import NoUsableReturnError, PipelineError
from pipeline.forms.declared_report import CODE_SECTIONS, REPORT_FILE
from pipeline.forms.form import FORMS_FOLDER, Form, FormSet, load_forms
from pipeline.joints.duties import proofs_of
from pipeline.model.findings import Effect, Finding, Gate, Place
from pipeline.model.progress import Progress, unwatched
from pipeline.model.result import RunResult
from pipeline.model.returns import Difference, Return, ReturnState
from pipeline.model.tables import ValueTable
from pipeline.receive.board import build_board
from pipeline.receive.folder import Entry, list_entries
from pipeline.receive.private_data import private_name
from pipeline.receive.reader import Reader, reading_limits
from pipeline.receive.versions import choose_versions, ignore_after
from pipeline.rules.catalogue import rules, worded_finding
from pipeline.settings.declared import Declared, DeclaredForm, check_names
from pipeline.settings.load import YearConfig, load_config
from pipeline.workbook.gate import entry_problem, ignored_entry
from pipeline.workbook.outcome import FileReading, ReadingLimits
from pipeline.workbook.pool import ReadingProcesses, read_files, read_files_on_cluster

_ABOUT_THE_FILE = (Gate.FILE, Gate.INTAKE)
MANY_FILES = 40


@dataclass(frozen=True, slots=True)
class HowToRead:
    """Where the files are read: by ``workers`` processes here (0: one, or ``cores`` of them for many files), or by the
    cluster at the address ``scheduler``.

    ``started`` are processes that stay for several folders; without them each folder is read by new ones.
    """

    workers: int = 0
    cores: int = 1
    scheduler: str = ""
    started: ReadingProcesses | None = None

    def __enter__(self) -> HowToRead:
        return self

    def __exit__(self, *_: object) -> None:
        if self.started is not None:
            self.started.close()

    @property
    def processes(self) -> int:
        """How many processes may work side by side when there is much to do."""
        return self.workers or self.cores

    def read(self, files: Sequence[tuple[Path, str]], limits: ReadingLimits) -> Generator[FileReading, None, None]:
        """One reading per file, in the order given; close the generator unless it is read to its end."""
        if self.scheduler:
            return read_files_on_cluster(files, limits, self.scheduler, self.processes)
        workers = self.processes if len(files) >= MANY_FILES else self.workers or 1
        read = read_files if self.started is None else self.started.read
        return read(files, limits, workers)


def load(config_path: Path, year: int) -> tuple[YearConfig, FormSet]:
    """The settings of a year and the forms. Raises ConfigError with every mistake."""
    config = load_config(config_path, year)
    beside, settings = config_path.parent, config.settings
    folder = beside / settings.form_folder if settings.form_folder else FORMS_FOLDER
    own_report = None if settings.form_folder else REPORT_FILE  # our report's sections do not fit other forms
    report = beside / settings.report.file if settings.report.file else own_report
    forms = load_forms(*(beside / extra for extra in settings.extra_form_folders), folder=folder, report=report)
    return _with_known_names(config, forms), forms


def _with_known_names(config: YearConfig, forms: FormSet) -> YearConfig:
    """The settings unchanged. Raises ConfigError where they name something that nothing declares."""
    declared = Declared(
        forms={form.id: DeclaredForm([table.id for _, table in form.tables()], form.period) for form in forms},
        sections=[*CODE_SECTIONS, *(section.name for section in forms.report.sections)],
        rules=list(rules()),
        duties=proofs_of(forms),
    )
    check_names(config, declared)
    return config


def collect(
    config: YearConfig,
    forms: FormSet,
    folder: Path,
    *,
    as_of: date | None = None,
    reading: HowToRead = HowToRead(),
    find_before: Callable[[], YearBefore] = lambda: NOT_KNOWN,
    progress: Progress = unwatched,
) -> RunResult:
    """Read and check a folder, and add up what counts. ``as_of`` None means the whole year: everything is due.

    ``find_before`` gives the year before, for comparison. Raises NoUsableReturnError where no file can be used, and
    whatever ``find_before`` raises.
    """
    returns, tables, before = _read_folder(config, forms, folder, reading, find_before, progress)
    differences = _choose_returns(folder, returns, forms, config, as_of)
    frames = frames_of(forms, returns, tables)
    findings = _findings(CheckContext(config, forms, frames, returns, as_of, before.figures), before)
    leave_out(frames, findings, returns)
    facts, gaps = build_facts(forms, frames, config, as_of), build_gaps(forms, frames, findings, as_of)
    begun = beginnings(forms, frames, config.year, _in_question(returns, findings))
    board = build_board(returns, forms, config, as_of, Counter(item.place.file for item in findings if item.is_error))
    figures = build_figures(facts, forms, config, board, _blank_months(returns), gaps, _doubted(findings), begun)
    return RunResult(
        config=config,
        forms=forms,
        as_of=as_of or config.plan.end,
        returns=returns,
        findings=findings,
        differences=differences,
        board=board,
        frames=frames,
        facts=facts,
        figures=figures,
        begun=begun,
        gaps=gaps,
        previous=before.figures,
        previous_note=before.note,
    )


def _in_question(returns: Sequence[Return], findings: Sequence[Finding]) -> set[int]:
    """The numbers of the returns that have an error to correct or a doubt to confirm."""
    files = {item.place.file for item in findings if item.is_error or item.is_doubt}
    return {result.number for result in returns if result.file in files}


def run_of_other_years(
    config_path: Path, forms: FormSet, reading: HowToRead, progress: Progress = unwatched
) -> Callable[[int, Path], RunResult | None]:
    """A function that runs a folder of another year's returns; it gives None where there is no folder or the run fails.

    ``forms`` are those of the same settings, because forms do not depend on the year.
    """

    def run_of(year: int, folder: Path) -> RunResult | None:
        if not folder.is_dir():
            return None
        try:
            config = _with_known_names(load_config(config_path, year), forms)
            return collect(config, forms, folder, reading=reading, progress=progress)
        except PipelineError:
            return None

    return run_of


def _read_folder(
    config: YearConfig,
    forms: FormSet,
    folder: Path,
    reading: HowToRead,
    find_before: Callable[[], YearBefore],
    progress: Progress,
) -> tuple[list[Return], dict[int, list[tuple[str, ValueTable]]], YearBefore]:
    returns, readable = _set_aside(list_entries(folder))
    before = find_before()
    readings = reading.read([(entry.path, entry.file) for _, entry in readable], reading_limits(config))
    with closing(readings):  # whatever happens here, no reading process is left behind
        tables = _read(config, forms, readable, readings, returns, progress)
    returns.sort(key=lambda result: result.number)
    progress("점검과 합계", 0, len(returns))  # the rest is one step; the next message replaces this line
    return returns, tables, before


def _read(
    config: YearConfig,
    forms: FormSet,
    readable: Sequence[tuple[int, Entry]],
    readings: Iterable[FileReading],
    returns: list[Return],
    progress: Progress,
) -> dict[int, list[tuple[str, ValueTable]]]:
    """The (table id, values) pairs of each usable return, by the return's number; adds every return to ``returns``."""
    reader, gate = Reader(forms, config), CellGate(forms, config)
    tables: dict[int, list[tuple[str, ValueTable]]] = {}
    for done, ((number, entry), outcome) in enumerate(zip(readable, readings, strict=True), start=1):
        result = reader.read(number, outcome)
        result.add(*private_name(entry.stored, entry.file))
        returns.append(result)
        if result.state is ReturnState.USED:
            values, found = gate.check(result)
            tables[number] = list(zip(result.tables, values, strict=True))
            result.add(*found, *_place_in_rounds(forms[result.form or ""], result, dict(tables[number]), config))
        progress("읽기", done, len(readable))
    return tables


def _place_in_rounds(form: Form, result: Return, tables: Mapping[str, ValueTable], config: YearConfig) -> list[Finding]:
    """Set the rounds of a return; one of which nobody can tell the round is refused, as one of the stamp's round."""
    result.rounds = rounds_of(form, result, tables)
    found = list(check_rounds(form, result, tables, config))
    if any(item.effect is Effect.RETURN_REFUSED for item in found):
        result.state = ReturnState.REFUSED
        result.rounds = (result.stamp.round,) if result.stamp and result.stamp.round else ()
    return found


def _set_aside(entries: Sequence[Entry]) -> tuple[list[Return], list[tuple[int, Entry]]]:
    """The files that are not opened (temporary files are ignored, links and devices refused), and the others, which are
    to be read, with their numbers.
    """
    set_aside: list[Return] = []
    readable: list[tuple[int, Entry]] = []
    for number, entry in enumerate(entries):
        rule = ignored_entry(entry.path.name)
        problem: tuple[str, dict[str, object]] | None = (rule, {}) if rule else entry_problem(entry.path)
        if problem is None:
            readable.append((number, entry))
            continue
        state = ReturnState.IGNORED if rule else ReturnState.REFUSED
        result = Return(number, entry.file, entry.path, state=state)
        result.add(worded_finding(problem[0], Place(entry.file), problem[1]))
        result.add(*private_name(entry.stored, entry.file))
        set_aside.append(result)
    return set_aside, readable


def _choose_returns(
    folder: Path, returns: Sequence[Return], forms: FormSet, config: YearConfig, as_of: date | None
) -> list[Difference]:
    """Leave only those returns in state used that count: asked for, not after ``as_of``, the newest version. Returns
    the differences between versions. Raises NoUsableReturnError where nothing is left.
    """
    _refuse_unasked(returns, config, forms)
    if as_of is not None:
        ignore_after(returns, forms, config, as_of)
    differences = choose_versions(returns, forms)
    if not any(result.state is ReturnState.USED for result in returns):
        raise NoUsableReturnError(_nothing_usable(folder, returns), details=_reasons(returns))
    return differences


def _refuse_unasked(returns: Sequence[Return], config: YearConfig, forms: FormSet) -> None:
    for result in returns:
        if result.state is ReturnState.USED and result.form and config.expected(result.form) is None:
            result.state = ReturnState.IGNORED
            words: dict[str, object] = {"form": forms[result.form].name, "year": config.year}
            result.add(worded_finding("INT-006", Place(result.file), words))


def _findings(context: CheckContext, before: YearBefore) -> list[Finding]:
    """All findings in one list, each marked with its return, after answers and exceptions are applied. Mistakes in
    versions that do not count are left out.
    """
    findings = check_tables(context)
    if before.figures is not None and before.again is not None:
        findings += check_published(before.again, before.figures, context.forms, context.config, before.published)
    by_file = {result.file: result for result in context.returns}
    marked = []
    for item in findings:
        owner = by_file.get(item.place.file)
        marked.append(item.of_return(form=owner.form, region=owner.region, month=owner.month) if owner else item)
    own = [item for result in context.returns for item in _reported(result)]
    return apply_exceptions(place_answers([*own, *marked], context.returns), context.config)


def _reported(result: Return) -> list[Finding]:
    """The findings to report. A superseded or ignored file only says why it does not count; nobody has to correct its
    mistakes any more.
    """
    if result.state in (ReturnState.SUPERSEDED, ReturnState.IGNORED):
        return [item for item in result.findings if not item.is_error and item.gate in _ABOUT_THE_FILE]
    return result.findings


def _doubted(findings: Iterable[Finding]) -> frozenset[Place]:
    return frozenset(item.place for item in findings if item.is_doubt)


def _blank_months(returns: Sequence[Return]) -> dict[str, set[tuple[int | None, int | None]]]:
    """By form, the (region, month) pairs whose used return says that nothing happened."""
    blanks: dict[str, set[tuple[int | None, int | None]]] = {}
    for result in returns:
        if result.state is ReturnState.USED and result.no_activity and result.form:
            blanks.setdefault(result.form, set()).add((result.region, result.month))
    return blanks


def _nothing_usable(folder: Path, returns: Sequence[Return]) -> str:
    return f"입력 폴더 '{folder}'의 파일 {len(returns)}개 가운데 쓸 수 있는 서식이 없습니다."


def _reasons(returns: Sequence[Return]) -> tuple[str, ...]:
    told = (_deciding(result.findings) for result in returns if result.findings)
    return tuple(f"{item.place}: {item.message} {item.advice}" for item in told)


def _deciding(findings: Sequence[Finding]) -> Finding:
    """The finding that explains why a file is not used: one that refuses it, else one about the file as a whole, else
    an error, else the first.
    """
    for decides in (
        lambda item: item.effect is Effect.RETURN_REFUSED,
        lambda item: item.gate in _ABOUT_THE_FILE,
        lambda item: item.is_error,
    ):
        if found := next(filter(decides, findings), None):
            return found
    return findings[0]
