"""The commands behind the command line: each calls the steps of ``main`` and writes what it promises.

Comes in: checked flags. Goes out: files, and for ``run_report`` whether the report is final.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from pipeline import console
from pipeline.errors import ConfigError
from pipeline.main import collect, load
from pipeline.publish import staging
from pipeline.result import RunResult
from pipeline.writers.results import write_manifest, write_results

LIBRARIES = ("pandas", "openpyxl", "XlsxWriter", "python-docx", "matplotlib", "python-calamine", "lxml")


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
    workers: int
    scheduler: str | None
    today: date


def run_report(folders: Folders, options: Options, *, check_only: bool = False) -> bool:
    """The whole job (or, with ``check_only``, all but the report). Returns whether everything is final."""
    config, forms = load(folders.config, options.year)
    target = folders.output or folders.root / "output" / str(options.year)
    _keep_apart(folders.input, target)
    as_of = options.as_of or (options.today if options.today < config.plan.end else None)
    result = collect(config, forms, folders.input, as_of=as_of, workers=options.workers, progress=console.Progress())
    if options.strict and result.open_errors:
        console.tell("고칠 곳이 남아 있어 보고서는 쓰지 않습니다(--strict).")
        check_only = True
    with staging(target) as folder:
        write_all(result, folder, check_only=check_only)
    console.show_result(result, target)
    return result.is_final


def write_all(result: RunResult, folder: Path, *, check_only: bool) -> None:
    """Every file of an output folder, the manifest last."""
    if not check_only:
        _write_report(result, folder)
    write_results(result, folder / "results.json")
    _write_log(result, folder / "run.log")
    write_manifest(result, folder, {name: version(name) for name in LIBRARIES})


def _write_report(result: RunResult, folder: Path) -> Path:
    from pipeline.blocks import ChartBlock
    from pipeline.charts import write_charts
    from pipeline.content import build_report
    from pipeline.writers.document import write_document

    report = build_report(result)
    pictures = write_charts([block for block in report.blocks if isinstance(block, ChartBlock)], folder / "차트")
    base = result.config.settings.report.base_document
    path = folder / f"성과보고_{result.config.year}.docx"
    return write_document(report, pictures, path, result.config.path.parent / base if base else None)


def _write_log(result: RunResult, path: Path) -> None:
    lines = [f"{result.config.year}년 기준일 {result.as_of} 상태 {'확정' if result.is_final else '잠정'}"]
    for item in result.returns:
        lines.append(f"파일 {item.file} {item.state.value} {item.form or '-'} {item.sha256[:12]}")
    for found in result.findings:
        lines.append(f"{found.rule} {found.severity.value} {found.effect.value} {found.place}: {found.message}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _keep_apart(source: Path, target: Path) -> None:
    """The output folder is replaced as a whole: it must not be, hold or lie in the input folder."""
    a, b = source.resolve(), target.resolve()
    if a == b or a in b.parents or b in a.parents:
        raise ConfigError(f"입력 폴더({source})와 결과 폴더({target})가 겹칩니다. 서로 다른 폴더를 알려 주세요.")


def run_templates(folders: Folders, options: Options) -> int:
    raise ConfigError("아직 만들 수 없습니다.")


def run_explain(folders: Folders, options: Options, words: str) -> int:
    raise ConfigError("아직 찾을 수 없습니다.")
