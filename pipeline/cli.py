"""The command line: flags, exit codes, and every word on the screen. The only module that prints or asks the clock.

Comes in: arguments. Goes out: an exit code of the contract. An error about the run is one Korean sentence (and its
details); anything else is our bug: one sentence, and the traceback goes into a log file.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from pipeline import console
from pipeline.errors import EXIT_BUG, EXIT_OK, EXIT_PROVISIONAL, ConfigError, PipelineError

COMMANDS = ("templates", "check", "explain")


class _Parser(argparse.ArgumentParser):
    """argparse whose mistakes are ConfigError, so that they are told in Korean with the contract's exit code."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(f"명령을 알아듣지 못했습니다{_what(message)}. 예: python run.py --year 2021")


def _what(message: str) -> str:
    """The part of argparse's English sentence that the officer typed."""
    typed = re.findall(r"(--?[\w-]+|'[^']*')", message)
    return f"({', '.join(dict.fromkeys(typed[:3]))})" if typed else ""


def build_parser() -> argparse.ArgumentParser:
    """The flags of every command."""
    parser = _Parser(prog="run.py", description="권역에서 받은 서식을 읽어 성과보고를 만듭니다.", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="이 도움말을 보여 줍니다")
    parser.add_argument(
        "command", nargs="?", choices=COMMANDS, help="templates 빈 서식 · check 점검만 · explain 수의 출처"
    )
    parser.add_argument("words", nargs="*", help='explain에서 찾을 말. 예: "3권역 상담"')
    parser.add_argument("--year", help="사업연도 네 자리")
    parser.add_argument("--input", type=Path, help="받은 파일이 있는 폴더(기본 input/연도)")
    parser.add_argument("--output", type=Path, help="결과를 쓸 폴더(기본 output/연도). 통째로 바뀝니다")
    parser.add_argument("--config", type=Path, help="설정 파일(기본 config.yaml)")
    parser.add_argument("--as-of", help="기준일. 예: 2021-06-30. 그때까지 마감된 것만 받을 것으로 셉니다")
    parser.add_argument("--region", type=int, help="그 권역만의 보고서")
    parser.add_argument("--form", help="templates에서 만들 서식 하나의 이름")
    parser.add_argument("--strict", action="store_true", help="고칠 곳이 남아 있으면 보고서를 쓰지 않습니다")
    parser.add_argument("--workers", type=int, default=0, help="파일을 읽는 프로세스 수")
    parser.add_argument("--scheduler", help="Dask 클러스터 주소(선택 설치)")
    return parser


def main(argv: Sequence[str], *, root: Path | None = None) -> int:
    """Run a command and return its exit code. ``root`` is the folder that holds config.yaml, input/ and output/."""
    console.prepare()
    root = root or Path.cwd()
    try:
        return _run(argv, root)
    except PipelineError as error:
        console.tell_error(error.message, error.details)
        return error.exit_code
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    except KeyboardInterrupt:
        console.tell_error("사용자가 멈췄습니다. 이전 결과는 그대로입니다.", ())
        return EXIT_BUG
    except Exception:  # our bug: one sentence on the screen, the rest in a file
        console.tell_error(f"예상하지 못한 문제로 멈췄습니다. 이전 결과는 그대로입니다. 기록: {_log_bug(root)}", ())
        return EXIT_BUG


def _run(argv: Sequence[str], root: Path) -> int:
    arguments = build_parser().parse_intermixed_args(list(argv))
    year = _year(arguments.year)
    as_of = _as_of(arguments.as_of, year)
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
        reading=commands.HowToRead(_workers(arguments.workers), os.cpu_count() or 1, arguments.scheduler or ""),
        today=date.today(),
    )
    if arguments.command == "templates":
        return commands.run_templates(folders, options)
    if arguments.command == "explain":
        return commands.run_explain(folders, options, " ".join(arguments.words))
    if arguments.words:
        raise ConfigError(
            f"'{' '.join(arguments.words)}'은(는) 알 수 없는 명령입니다. 쓸 수 있는 명령: {', '.join(COMMANDS)}, test"
        )
    is_final = commands.run_report(folders, options, check_only=arguments.command == "check")
    return EXIT_OK if is_final else EXIT_PROVISIONAL


def _import_commands() -> ModuleType:
    """The heavy imports, after the flags are known to be good.

    What libraries make at their import lives to the end; looking through it at every collection costs a sixth of a run.
    """
    if gc.get_freeze_count():
        return importlib.import_module("pipeline.commands")
    gc.disable()
    commands = importlib.import_module("pipeline.commands")
    gc.freeze()
    gc.enable()
    return commands


def _year(text: str | None) -> int:
    if text is None:
        raise ConfigError("어느 해인지 알려 주세요. 예: python run.py --year 2021 (도움말: python run.py --help)")
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100):
        raise ConfigError(f"연도 '{text}'을(를) 알 수 없습니다. 네 자리로 적어 주세요(예: --year 2021).")
    return int(text)


def _as_of(text: str | None, year: int) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"기준일 '{text}'을(를) 알 수 없습니다. {year}-06-30처럼 적어 주세요.") from None
    if day.year not in (year, year + 1):
        raise ConfigError(f"기준일 {text}이(가) {year}년과 맞지 않습니다.")
    return day


def _workers(count: int) -> int:
    if count < 0:
        raise ConfigError("--workers에는 1 이상의 수를 적어 주세요.")
    return count


def _log_bug(root: Path) -> str:
    """Write the traceback where it can be found; into the temporary folder where output/ cannot be written."""
    for folder in (root / "output", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / "문제기록.log"
            path.write_text(traceback.format_exc(), encoding="utf-8")
        except OSError:
            continue
        return str(path)
    return "남기지 못함"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
