"""The command line: flags, exit codes, and every word on the screen. The only module that prints or asks the clock.

Comes in: arguments. Goes out: an exit code of the contract. An error about the run is one Korean sentence (and its
details); anything else is our bug: one sentence, and the traceback goes into a log file.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import importlib
import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from pipeline import VERSION, console
from pipeline.errors import EXIT_BUG, EXIT_OK, EXIT_PROVISIONAL, ConfigError, PipelineError
from pipeline.workbook.pool import ReadingProcesses

COMMANDS = ("templates", "check", "explain", "city", "new-year", "new-programme", "schema", "doctor")
WITHOUT_YEAR = ("doctor", "new-programme", "schema")
PATHS = ("input", "output", "config", "compare", "offices")  # the flags that name a folder or a file
READING = (None, "check", "explain", "templates")  # the commands that read returns; None is the whole job
_COLLECT_SELDOM = (500_000, 20, 20)  # objects made between two collections, and how many collections until a deeper one


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are ConfigError, so that they appear in Korean with the contract's exit code."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(f"명령을 알아듣지 못했습니다{_what(message)}. 예: python run.py --year 2021")

    def refuse_unknown_flags(self, argv: Sequence[str]) -> None:
        """Report a mistyped flag by its own name; argparse would complain about the word after it."""
        flags = [flag for action in self._actions for flag in action.option_strings]
        for word in argv:
            name = word.partition("=")[0]
            if name.startswith("--") and not any(flag.startswith(name) for flag in flags):
                near = difflib.get_close_matches(name, flags, n=1, cutoff=0.5)
                hint = f" '{near[0]}'인가요?" if near else ""
                raise ConfigError(f"'{name}'은(는) 없는 선택입니다.{hint} (도움말: python run.py --help)")


class _Help(argparse.HelpFormatter):
    """The help's own words in Korean."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "쓰는 법: ")


def _what(message: str) -> str:
    """The part of argparse's English sentence that the officer typed."""
    typed = re.findall(r"(--?[\w-]+|'[^']*')", message.partition("(choose from")[0])
    return f"({', '.join(dict.fromkeys(typed[:3]))})" if typed else ""


def build_parser() -> _Parser:
    """The flags of every command."""
    parser = _Parser(
        prog="run.py",
        usage="python run.py [templates | check | explain | city | new-year | new-programme | schema | doctor | test | "
        "bundle] --year 연도 [선택]",
        description="받은 서식을 읽어 성과보고를 만듭니다.",
        formatter_class=_Help,
        add_help=False,
    )
    orders, choices = parser.add_argument_group("명령"), parser.add_argument_group("선택")
    orders.add_argument(
        "command",
        nargs="?",
        choices=COMMANDS,
        metavar="명령",
        help="없으면 보고서까지 모두 · templates 빈 서식 · check 점검만 · explain 수의 출처 · new-year 새해 설정 · "
        "city 여러 자치구 · new-programme 다른 사업의 본보기 · schema 편집기가 쓸 YAML 검사표 · "
        "doctor 이 컴퓨터 살피기 · test 프로그램 시험 · bundle 인터넷이 없는 컴퓨터로 옮길 묶음",
    )
    orders.add_argument("words", nargs="*", metavar="말", help='explain에서 찾을 말. 예: "3권역 상담"')
    add = choices.add_argument
    add("-h", "--help", action="help", help="이 도움말을 보여 줍니다")
    add("--version", action="version", version=f"성과보고 만들기 {VERSION}", help="이 프로그램의 버전을 보여 줍니다")
    add("--year", metavar="연도", help="사업연도 네 자리")
    add("--input", metavar="폴더", help="받은 파일이 있는 폴더(기본 input/연도)")
    add("--output", metavar="폴더", help="결과를 쓸 폴더(기본 output/연도). 통째로 바뀝니다")
    add("--config", metavar="파일", help="설정 파일(기본 config.yaml)")
    add("--as-of", metavar="날짜", help="기준일. 예: 2021-06-30. 그때까지 마감된 것만 받을 것으로 셉니다")
    add("--region", type=int, metavar="번호", help="그 권역(보내는 곳)만의 보고서나 빈 서식")
    add(
        "--form", metavar="서식", help="templates에서 만들 서식 하나의 이름(월별실적). compare는 손으로 센 수를 적는 표"
    )
    add("--compare", metavar="파일", help="손으로 센 합계를 적은 엑셀 파일. 우리 수와 견줍니다")
    add("--holiday", action="append", default=[], metavar="날짜", help="new-year에서 더할 공휴일(선거일, 임시공휴일)")
    add("--offices", metavar="폴더", help="city에서 자치구의 폴더를 모아 둔 곳(기본 offices)")
    add("--strict", action="store_true", help="고칠 곳이 남아 있으면 보고서를 쓰지 않습니다")
    add("--workers", type=int, default=0, metavar="수", help="한꺼번에 읽고 쓸 프로세스 수")
    add("--scheduler", metavar="주소", help="Dask 클러스터 주소(선택 설치). local이면 이 컴퓨터에서")
    return parser


def main(argv: Sequence[str], *, root: Path | None = None) -> int:
    """Run a command and return its exit code. ``root`` is the folder that holds config.yaml, input/ and output/."""
    console.prepare()
    root = root or Path.cwd()
    if not argv and console.is_watched():
        return _menu(root)
    return _answered(argv, root)


def _menu(root: Path) -> int:
    """Run commands one after the other until somebody ends the menu; the exit code is that of the last one."""
    from pipeline.desk.menu import choose

    code = EXIT_OK
    while True:
        try:
            words = choose(root, _years(root), console.ask, console.tell)
        except KeyboardInterrupt:
            words = None
        if words is None:
            return code
        if words[0] == "bundle":  # run.py makes it, with tools that only it installs
            code = subprocess.call([sys.executable, str(root / "run.py"), *words])
            continue
        code = _answered(words, root)
        if words[0] == "--year" and code in (EXIT_OK, EXIT_PROVISIONAL):
            output = Path(words[words.index("--output") + 1]) if "--output" in words else root / "output" / words[1]
            console.show_folder(output)


def _years(root: Path) -> list[int]:
    """The years of the settings; [] where they cannot be read; the command then reports it."""
    from pipeline.settings.yaml_tree import read_yaml

    try:
        plain, _ = read_yaml(root / "config.yaml", "설정 파일")
        return [year for year in plain["연도"] if isinstance(year, int)]
    except (PipelineError, KeyError, TypeError):
        return [date.today().year]


def _answered(argv: Sequence[str], root: Path) -> int:
    """Run a command; every possible end is an exit code and a sentence."""
    try:
        code = _run(argv, root)
        sys.stdout.flush()  # here, where a reader who is gone can be handled, and not at the end of the process
        return code
    except PipelineError as error:
        console.tell_error(error.message, error.details)
        return error.exit_code
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    except KeyboardInterrupt:
        kept = "마친 자치구의 결과만 새것이고 나머지는 그대로입니다." if "city" in argv else "이전 결과는 그대로입니다."
        console.tell_error(f"사용자가 멈췄습니다. {kept}", ())
        return EXIT_BUG
    except BrokenPipeError:  # the reader of the output is gone, as in "| head"
        console.fall_silent()
        return EXIT_OK
    except Exception:  # a bug of ours: one sentence on the screen, the rest in a file
        console.tell_error(f"예상하지 못한 문제로 멈췄습니다. 이전 결과는 그대로입니다. 기록: {_log_bug(root)}", ())
        return EXIT_BUG


def _run(argv: Sequence[str], root: Path) -> int:
    parser = build_parser()
    parser.refuse_unknown_flags(argv)
    arguments = parser.parse_intermixed_args(list(argv))
    _take_paths(arguments)
    _refuse_compare(arguments)
    is_open = arguments.command in WITHOUT_YEAR and not arguments.year
    year = _usual_year(arguments.command, root) if is_open else _year(arguments.year)
    as_of = _as_of(arguments.as_of, year)
    if arguments.command == "city":
        return _run_city(arguments, root, year, as_of)
    if arguments.offices is not None:
        raise ConfigError("--offices는 city에서만 씁니다. 예: python run.py city --year 2021 --offices offices")
    with ReadingProcesses() as processes:
        if arguments.command in READING and not arguments.scheduler:
            with suppress(OSError):  # if it cannot be started, reading will say so
                processes.start()  # it gets ready while our own imports run
        return _run_command(arguments, root, year, as_of, processes)


def _run_command(
    arguments: argparse.Namespace, root: Path, year: int, as_of: date | None, processes: ReadingProcesses
) -> int:
    commands = _import_commands()
    folders = commands.Folders(
        root=root,
        config=arguments.config or root / "config.yaml",
        input=arguments.input or root / "input" / str(year),
        output=arguments.output,
    )
    options = commands.Options(
        year=year,
        as_of=as_of,
        region=arguments.region,
        form=arguments.form,
        strict=arguments.strict,
        reading=commands.HowToRead(
            _workers(arguments.workers), os.cpu_count() or 1, arguments.scheduler or "", processes
        ),
        today=date.today(),
        compare=arguments.compare,
    )
    return _carry_out(arguments, commands, folders, options)


def _carry_out(arguments: argparse.Namespace, commands: ModuleType, folders: Any, options: Any) -> int:
    """Run the given command; without one the whole job."""
    year: int = options.year
    if arguments.command == "templates":
        return int(commands.run_templates(folders, options))
    if arguments.command == "doctor":
        return int(commands.run_doctor(folders, year))
    if arguments.command == "schema":
        return int(commands.run_schema(folders))
    if arguments.command == "new-programme":
        return int(commands.run_new_programme(arguments.words, year))
    if arguments.command == "new-year":
        return int(commands.run_new_year(folders, year, [_day(text, "공휴일") for text in arguments.holiday]))
    if arguments.command == "explain":
        return int(commands.run_explain(folders, options, " ".join(arguments.words)))
    if arguments.words:
        raise ConfigError(
            f"'{' '.join(arguments.words)}'은(는) 알 수 없는 명령입니다. "
            f"쓸 수 있는 명령: {', '.join(COMMANDS)}, test, bundle"
        )
    is_final = commands.run_report(folders, options, check_only=arguments.command == "check")
    return EXIT_OK if is_final else EXIT_PROVISIONAL


def _take_paths(arguments: argparse.Namespace) -> None:
    """Turn the paths of the flags from text into paths. An empty one (a script's variable that was not set) would be
    the working folder, which nobody means.
    """
    for flag in PATHS:
        text = getattr(arguments, flag)
        if text is not None and not text.strip():
            raise ConfigError(
                f"--{flag}에 적은 이름이 비어 있습니다. 이름을 적거나 --{flag}을(를) 빼고 다시 실행해 주세요."
            )
        setattr(arguments, flag, None if text is None else Path(text))


def _refuse_compare(arguments: argparse.Namespace) -> None:
    if arguments.compare is not None and arguments.command not in (None, "check"):
        raise ConfigError(
            "--compare는 보고서를 만들 때나 check에 씁니다. 예: python run.py --year 2021 --compare 합계.xlsx"
        )


def _run_city(arguments: argparse.Namespace, root: Path, year: int, as_of: date | None) -> int:
    """Run a city; only flags that apply to all offices are allowed, because each has its own settings and input."""
    for flag in ("input", "config", "region", "form"):
        if getattr(arguments, flag) is not None:
            raise ConfigError(f"--{flag}은(는) city에서 쓰지 않습니다. 자치구마다 제 폴더의 것을 씁니다.")
    if arguments.words:
        raise ConfigError(f"city에는 '{' '.join(arguments.words)}'을(를) 쓰지 않습니다.")
    command = importlib.import_module("pipeline.city.command")
    options = command.CityOptions(
        year=year,
        offices=arguments.offices or root / "offices",
        output=arguments.output or root / "output" / f"{year}_종합",
        workers=_workers(arguments.workers) or os.cpu_count() or 1,
        scheduler=arguments.scheduler or "",
        flags=(*(("--as-of", as_of.isoformat()) if as_of else ()), *(("--strict",) if arguments.strict else ())),
    )
    code: int = command.run_city(options)
    return code


def _import_commands() -> ModuleType:
    """The heavy imports, once the flags are known to be good. Objects made by imports live to the end, and most of a
    run's objects live until its outputs are written; scanning them again and again for garbage would cost a fifth of a
    run.
    """
    if gc.get_freeze_count():
        return importlib.import_module("pipeline.commands")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy has no work here that threads could share
    gc.disable()
    commands = importlib.import_module("pipeline.commands")
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_COLLECT_SELDOM)
    return commands


def _year(text: str | None) -> int:
    if text is None:
        raise ConfigError("어느 해인지 알려 주세요. 예: python run.py --year 2021 (도움말: python run.py --help)")
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100):
        raise ConfigError(f"연도 '{text}'을(를) 알 수 없습니다. 네 자리로 적어 주세요(예: --year 2021).")
    return int(text)


def _usual_year(command: str, root: Path) -> int:
    """The current year, or the latest year of the settings where they do not have it."""
    years, today = [] if command == "new-programme" else _years(root), date.today().year
    return today if today in years else max(years, default=today)


def _as_of(text: str | None, year: int) -> date | None:
    if text is None:
        return None
    day = _day(text, "기준일")
    if day.year not in (year, year + 1):
        raise ConfigError(f"기준일 {text}이(가) {year}년과 맞지 않습니다.")
    return day


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{name} '{text}'을(를) 알 수 없습니다. 2021-06-30처럼 적어 주세요.") from None


def _workers(count: int) -> int:
    if count < 0:
        raise ConfigError("--workers에는 1 이상의 수를 적어 주세요.")
    return count


def _log_bug(root: Path) -> str:
    """Write the traceback into a log file in output/, or in the temporary folder where output/ is not writable; returns
    its path.
    """
    for folder in (root / "output", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / "문제기록.log"
            path.write_text(traceback.format_exc(), encoding="utf-8")
        except (OSError, UnicodeError):  # includes a system that cannot encode the name
            continue
        return str(path)
    return "남기지 못함"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
