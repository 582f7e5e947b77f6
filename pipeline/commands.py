"""The commands of the command line: each calls the steps of ``main`` and writes its outputs.

Comes in: checked flags. Goes out: files, and for ``run_report`` whether the report is final.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import console
from pipeline.earlier.year_before import find_year_before
from pipeline.errors import EXIT_CONFIG, EXIT_OK, ConfigError, NoUsableReturnError
from pipeline.forms.form import FormSet
from pipeline.korean import attach, some_of
from pipeline.main import HowToRead, collect, load, run_of_other_years
from pipeline.model.alongside import Comparison
from pipeline.model.progress import each_told
from pipeline.model.result import RunResult
from pipeline.publish.outputs import Wanted, write_outputs
from pipeline.publish.swap import staging
from pipeline.receive.reader import reading_limits
from pipeline.settings.load import YearConfig, sender_word
from pipeline.settings.year_setup import lines_to_look_at, set_up_year

if TYPE_CHECKING:  # imported only where it is needed
    from pipeline.alongside import OwnFile
    from pipeline.templates.year import Projects

COMPARE = "compare"  # instead of a form's id: the sheet for the officer's own totals
MOST_KEPT = 3  # files that are named on the screen


@dataclass(frozen=True, slots=True)
class Folders:
    root: Path
    config: Path
    input: Path
    output: Path | None


@dataclass(frozen=True, slots=True)
class Options:
    year: int
    as_of: date | None
    region: int | None
    form: str | None
    strict: bool
    reading: HowToRead
    today: date
    compare: Path | None = None


def run_report(folders: Folders, options: Options, *, check_only: bool = False) -> bool:
    """The whole job (or, with ``check_only``, everything but the report). Returns whether everything is final, for the
    office or for the region that was asked for.
    """
    config, forms = load(folders.config, options.year)
    _check_region(config, options.region)
    make_input_folder(folders, options.year)
    target = _target(folders, config, options)
    _keep_apart(folders.input, target)
    own_file = _own_file(config, folders, target, options)
    result = _collected(folders, options, config, forms)
    own = result if options.region is None else result.of_region(options.region)
    if options.strict and own.open_errors:
        console.tell("고칠 곳이 남아 있어 보고서는 쓰지 않습니다(--strict).")
        check_only = True
    compared = None if own_file is None else _compared(own_file, result, options)
    with staging(target, console.tell_kept) as folder:
        wanted = Wanted(options.region, check_only, target, compared, options.reading.processes)
        since = write_outputs(result, folder, wanted, console.Progress())
    console.show_result(own, target, since.requests, since.numbers, compared)
    return own.is_final


def _own_file(config: YearConfig, folders: Folders, target: Path, options: Options) -> OwnFile | None:
    """The officer's own totals. They are read before any return, so that where they cannot be read no run is lost and
    the earlier results stay in place.
    """
    if options.compare is None:
        return None
    from pipeline.alongside import read_own_file

    return read_own_file(options.compare, (folders.input, target), reading_limits(config), config.unit.word)


def _compared(own_file: OwnFile, result: RunResult, options: Options) -> Comparison:
    from pipeline.alongside import compare

    return compare(own_file, result, options.region)


def _collected(folders: Folders, options: Options, config: YearConfig, forms: FormSet) -> RunResult:
    """The run over the input folder, with the year before."""
    target = _target(folders, config, options)
    progress = console.Progress()
    run_of_year = run_of_other_years(
        folders.config, forms, options.reading, lambda step, done, total: progress(f"전년 {step}", done, total)
    )
    with options.reading:  # its processes are gone before any output is written
        return collect(
            config,
            forms,
            folders.input,
            as_of=_as_of(config, options),
            reading=options.reading,
            find_before=lambda: find_year_before(config, forms, folders.root, target, run_of_year),
            progress=progress,
        )


def _target(folders: Folders, config: YearConfig, options: Options) -> Path:
    """The output folder: as given, else named after the year (and the region) in output/."""
    name = str(options.year) if options.region is None else f"{options.year}_{config.called(options.region)}"
    return folders.output or folders.root / "output" / name


def _check_region(config: YearConfig, region: int | None) -> None:
    if region is not None and region not in config.regions:
        known = some_of([f"{number}({each.full_name})" for number, each in config.regions.items()])
        raise ConfigError(f"{attach(config.called(region), '은/는')} 없습니다. 있는 번호: {known}")


def _as_of(config: YearConfig, options: Options) -> date | None:
    """The day up to which returns are due: as given, else today while the year runs."""
    return options.as_of or (options.today if options.today < config.plan.end else None)


def _keep_apart(source: Path, target: Path) -> None:
    """Raise ConfigError where the output folder is, contains or lies in the input folder: a report replaces it as a
    whole, and blank forms have the names of the returns that came.
    """
    a, b = source.resolve(), target.resolve()
    if a == b or a in b.parents or b in a.parents:
        raise ConfigError(f"입력 폴더({source})와 결과 폴더({target})가 겹칩니다. 서로 다른 폴더를 알려 주세요.")


def run_templates(folders: Folders, options: Options) -> int:
    """Blank workbooks of the year, one folder per region. Earlier ones are replaced, except those that somebody has
    saved since.
    """
    from pipeline.templates.hand_out import blanks_of_year, hand_out

    config, forms = load(folders.config, options.year)
    target = folders.output or folders.root / "input_templates" / str(options.year)
    _keep_apart(folders.input, target)
    if options.form == COMPARE and COMPARE not in forms:
        from pipeline.alongside import write_blank

        path = write_blank(config, forms, target / f"손으로_센_수_{options.year}.xlsx")
        console.tell(f"손으로 센 수를 적는 표를 만들었습니다: {path}")
        return EXIT_OK
    asked = [form for form in forms if options.form in (None, form.id, form.name)]
    if not asked:
        known = ", ".join((*(f"{form.name}({form.id})" for form in forms), COMPARE))
        raise ConfigError(f"서식 '{options.form}'을(를) 알 수 없습니다. 쓸 수 있는 서식: {known}")
    _check_region(config, options.region)
    projects = _planned_projects(config, forms, folders.input, options.reading)
    blanks = blanks_of_year(asked, config, projects, options.region)
    if not blanks:
        raise ConfigError("만들 서식이 없습니다. 설정 파일의 '서식'과 --form, --region을 확인해 주세요.")
    made = hand_out(each_told(console.Progress(), "빈 서식", blanks), forms, target, due_pages=options.form is None)
    console.tell(f"빈 서식 {made.written}개를 만들었습니다: {target}")
    console.tell(f"{config.unit.word}마다 한 폴더입니다. 폴더째 압축해 보내시면 됩니다.")
    if made.kept:
        named = some_of(made.kept, MOST_KEPT)
        console.tell(f"적은 것이 있을 수 있어 그대로 둔 파일: {named}. 새로 만들려면 옮긴 뒤 다시 실행해 주세요.")
    return EXIT_OK


def _planned_projects(config: YearConfig, forms: FormSet, folder: Path, reading: HowToRead) -> Projects:
    """Projects and activities of the plans that have come back so far; {} where there are none."""
    from pipeline.joints.projects import names_of_projects

    try:
        return names_of_projects(collect(config, forms, folder, reading=reading, progress=console.Progress()))
    except NoUsableReturnError:
        return {}


def run_explain(folders: Folders, options: Options, words: str) -> int:
    """Where a printed number comes from, on the screen."""
    from pipeline.explain import explain
    from pipeline.explain.asking import example_question
    from pipeline.report.sections import build_report

    config, forms = load(folders.config, options.year)
    _check_region(config, options.region)
    if not words.strip():
        example = example_question(config, forms)
        raise ConfigError(f'찾을 말을 적어 주세요. 예: python run.py explain --year {options.year} "{example}"')
    result = _collected(folders, options, config, forms)
    for line in explain(result, words, build_report(result, options.region), options.region):
        console.tell(line)
    return EXIT_OK


def run_new_year(folders: Folders, year: int, added: Sequence[date]) -> int:
    """Write a block for ``year`` into the settings, made from the latest year before it; asks questions if somebody is
    at the terminal.
    """
    made, copy = set_up_year(folders.config, year, added, console.ask if console.is_watched() else None)
    names = {form.id: form.name for form in load(folders.config, year)[1]}
    for line in lines_to_look_at(made, names, folders.config, copy):
        console.tell(line)
    return EXIT_OK


def run_doctor(folders: Folders, year: int) -> int:
    """What may be wrong with this computer, on one page; returns the exit code of a wrong setting where anything is
    wrong.
    """
    from pipeline.desk.doctor import examine

    lines = examine(folders.root, folders.config, year)
    for line in lines:
        console.tell(str(line))
    bad = sum(1 for line in lines if line.advice)
    console.tell(f"\n살펴보실 곳 {bad}가지(×)가 있습니다." if bad else "\n모두 괜찮습니다.")
    return EXIT_CONFIG if bad else EXIT_OK


def run_schema(folders: Folders) -> int:
    """The JSON Schemas of settings, forms and report, in the words of this programme's settings."""
    from pipeline.forms.schemas import write_schemas

    for path in write_schemas(folders.output or folders.root / "output" / "schema", sender_word(folders.config)):
        console.tell(f"{path}")
    return EXIT_OK


def run_new_programme(words: Sequence[str], year: int) -> int:
    """A start for another programme in the folder that was named."""
    from pipeline.desk.new_programme import new_programme

    if len(words) != 1 or not words[0].strip():
        raise ConfigError("새 사업을 둘 폴더 하나를 적어 주세요. 예: python run.py new-programme 새사업")
    for line in new_programme(Path(words[0]), year):
        console.tell(line)
    return EXIT_OK


GUIDE = """이 폴더에 {year}년에 받은 엑셀 파일(.xlsx)을 넣어 주세요.
파일 이름과 하위 폴더는 자유입니다.

1. 빈 서식 만들기    python run.py templates --year {year}
2. 점검만 하기       python run.py check --year {year}
3. 보고서 만들기     python run.py --year {year}
"""


def make_input_folder(folders: Folders, year: int) -> None:
    """Make the usual folder for what the regions send, with a page on what belongs there; not a folder given by a
    flag.
    """
    if folders.input != folders.root / "input" / str(year) or folders.input.exists():
        return
    try:
        folders.input.mkdir(parents=True)
        (folders.input / "README.md").write_text(GUIDE.format(year=year), encoding="utf-8-sig", newline="\r\n")
    except OSError:
        return
    raise NoUsableReturnError(
        f"받은 파일을 넣을 폴더를 만들었습니다: {folders.input}. "
        f"받은 엑셀 파일을 넣고 다시 실행해 주세요(다른 폴더는 --input)."
    )
