"""Launcher: the one command of this project, ``python run.py …``. It uses only the standard library.

Comes in: the command line. Goes out: the exit code of ``pipeline.cli``, of pytest for ``python run.py test``, or of
tools.bundle for ``python run.py bundle``. On first use it makes ``.venv`` beside itself from the hashed lock file and
continues under that interpreter; ``python run.py prepare [test]`` does only that. Later starts only compare one small
stamp; slow modules are imported only when they are needed.

It must load on Python 3.7, only to say in Korean which Python to install, and it must never show a traceback. It knows
nothing about reports: it passes all other commands to ``pipeline.cli`` unchanged.
"""

from __future__ import annotations

import os
import sys

from pipeline.launcher.environment import (
    OLDEST,
    RUNTIME,
    TEST,
    find_python,
    importable,
    lock_path,
    ready,
    supported,
    venv_path,
    venv_python,
)
from pipeline.launcher.messages import (
    SetupError,
    broken_program_sentence,
    log_path,
    missing_file_sentence,
    python_sentence,
)

ROOT = os.path.dirname(os.path.realpath(__file__))
MARK = "NETWORK_REPORT_STARTED"  # set for the one restart under the chosen interpreter, then removed
EXIT_INTERRUPTED = 130
WHOLE_SUITE = ["-n", "auto"]  # a process for each core, unless the user gives arguments


def use_utf8() -> None:
    """Print Korean on consoles with any code page; a character that cannot be encoded becomes "?", never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def switch_to(command: list[str]) -> int:
    """Continue as ``command``: this process becomes it, or (on Windows) waits for it and returns its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        import subprocess

        return subprocess.call(command)
    return os.execv(command[0], command)


def hand_over(argv: list[str], root: str) -> int:
    """Run the program itself in this process; its exit code. Raises SetupError where it cannot even be imported."""
    from pathlib import Path

    try:
        from pipeline.cli import main as run_program
    except Exception as error:
        import traceback

        with open(log_path(root), "a", encoding="utf-8") as log:
            traceback.print_exc(file=log)
        part = getattr(error, "name", None) or type(error).__name__
        raise SetupError(broken_program_sentence(part, root)) from error
    return run_program(argv, root=Path(root))


def go_on(python: str, argv: list[str], root: str) -> int:
    """Carry out the user's command under an interpreter that has all packages; pytest and tools.bundle run from the
    project's folder.
    """
    if argv[:1] == ["test"]:
        os.chdir(root)
        return switch_to([python, "-m", "pytest", *(argv[1:] or WHOLE_SUITE)])
    if argv[:1] == ["bundle"]:
        os.chdir(root)
        return switch_to([python, "-m", "tools.bundle", *argv[1:]])
    if python == sys.executable or os.path.realpath(sys.prefix) == os.path.realpath(venv_path(root)):
        return hand_over(argv, root)
    os.environ[MARK] = "1"
    return switch_to([python, os.path.join(root, "run.py"), *argv])


def interpreter_for(argv: list[str], kinds: list[str], root: str) -> str:
    """Path of an interpreter that has all packages of these kinds; makes an environment where there is none.

    Where the current Python is not supported, it may be another Python of this computer, under which run.py has to be
    started again. Raises SetupError.
    """
    if ready(root, kinds):
        return venv_python(root)
    version = sys.version_info[:2]
    if argv[:1] != ["prepare"] and supported(version) and importable(root, kinds, sys.path):
        return sys.executable
    if not supported(version):
        other = find_python()
        if other:
            return other
        if version < OLDEST:
            raise SetupError(python_sentence(version))
    from pipeline.launcher.making import make_ready

    make_ready(root, kinds)
    return venv_python(root)


def start(argv: list[str], root: str) -> int:
    """Find or make an environment for ``argv``, then run it there. Raises SetupError."""
    if os.environ.pop(MARK, ""):
        return hand_over(argv, root)
    for path in (lock_path(root, RUNTIME), lock_path(root, TEST), os.path.join(root, "pipeline", "cli.py")):
        if not os.path.exists(path):
            raise SetupError(missing_file_sentence(os.path.relpath(path, root)))
    kinds = [RUNTIME, TEST] if argv[:1] in (["test"], ["bundle"]) or argv == ["prepare", "test"] else [RUNTIME]
    python = interpreter_for(argv, kinds, root)
    if python not in (sys.executable, venv_python(root)):
        return switch_to([python, os.path.join(root, "run.py"), *argv])
    if argv[:1] == ["prepare"]:
        print("실행 환경이 준비되어 있습니다.")
        return 0
    return go_on(python, argv, root)


def main() -> int:
    """Exit code of the whole command."""
    use_utf8()
    try:
        return start(sys.argv[1:], ROOT)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n사용자가 멈추었습니다.", file=sys.stderr)
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
