"""Making and updating ``.venv`` from the hashed lock files, with one line of progress.

Comes in: the project's folder and the kinds of packages wanted. Goes out: a finished and stamped environment, or a
``SetupError`` with the sentence for the user. All that venv and pip print goes to the log, never to the screen.
"""

from __future__ import annotations

import os
import sys

from pipeline.launcher.environment import (
    RUNTIME,
    TEST,
    base_python,
    expected_stamp,
    lock_path,
    normalised,
    read_names,
    read_stamp,
    ready,
    venv_path,
    venv_python,
    write_stamps,
)
from pipeline.launcher.messages import SetupError, failure_sentence, folder_sentence, log_path, no_venv_sentence

TYPE_CHECKING = False  # importing ``typing`` would add several milliseconds to every start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

FIRST_TIME = "처음 실행이라 필요한 프로그램을 준비합니다 (1~2분)"
CHANGED = "필요한 프로그램이 바뀌어 실행 환경을 새로 맞춥니다 (1~2분)"
FOR_TESTS = "시험과 묶음에 필요한 프로그램을 준비합니다 (1~2분)"


class Progress:
    """One line that fills up on a terminal; a few plain lines where the output goes to a file."""

    def __init__(self, stream: TextIO, headline: str, total: int) -> None:
        self.stream = stream
        self.headline = headline
        self.total = total
        self.done: set[str] = set()
        self.width = 0
        self.live = stream.isatty()
        self.next_line = 0
        self.show("")

    def read(self, line: str) -> None:
        """Take one line of pip's output: ``Ignoring x: markers …``, ``Downloading x-1.0-….whl (9 MB)``, and so on."""
        words = line.split()
        if not words:
            return
        wheels = [word.replace("\\", "/").rpartition("/")[2] for word in words if word.endswith(".whl")]
        if words[0] == "Ignoring":
            self.total -= 1
        elif words[0] in ("Downloading", "Processing", "Using") and wheels:
            self.add(wheels[0].split("-")[0])
        elif line.startswith("Requirement already satisfied: "):
            self.add(words[3].split("==")[0])
        elif line.startswith("Installing collected packages"):
            self.show("설치하는 중")

    def add(self, name: str) -> None:
        name = normalised(name)
        if name not in self.done:
            self.done.add(name)
            self.show("{}/{} {}".format(len(self.done), max(self.total, len(self.done)), name))

    def show(self, step: str) -> None:
        text = self.headline + " … " + step
        if self.live:
            width = sum(2 if character > "\u1100" else 1 for character in text)  # Hangul is two columns wide
            self.stream.write("\r" + text + " " * max(0, self.width - width))
            self.width = width
        elif not step[:1].isdigit() or len(self.done) >= self.next_line:
            self.stream.write(("  … " + step if step else self.headline) + "\n")
            self.next_line = len(self.done) + max(1, self.total // 3)
        self.stream.flush()

    def close(self, step: str) -> None:
        """End the line, with a last step if there is one."""
        if step:
            self.show(step)
        if self.live:
            self.stream.write("\n")
            self.stream.flush()


def run_logged(command: list[str], log: TextIO, on_line: Callable[[str], None]) -> int:
    """Exit code of ``command``; every line it prints goes to the log and to ``on_line``, none to the screen."""
    import subprocess

    environment = dict(os.environ, PYTHONIOENCODING="utf-8:replace", PYTHONUNBUFFERED="1")
    log.write("$ " + " ".join(command) + "\n")
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        if process.stdout is not None:
            for line in process.stdout:
                log.write(line)
                log.flush()
                on_line(line.rstrip())
    return process.returncode


def pip_command(root: str, kind: str) -> list[str]:
    """The pip command, with the lock's hashes; installs only from the folder ``wheels`` where that is beside run.py."""
    command = [
        venv_python(root),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
        "--disable-pip-version-check",
        "--no-warn-script-location",
        "--retries",
        "2",
        "-r",
        lock_path(root, kind),
    ]
    wheels = os.path.join(root, "wheels")
    if os.path.isdir(wheels):
        command += ["--no-index", "--find-links", wheels]
    return command


def new_venv(root: str, log: TextIO) -> None:
    """Make an empty ``.venv`` with pip in it, in place of whatever is there. Raises SetupError."""
    import importlib.util
    import shutil

    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError(no_venv_sentence())
    if os.path.isdir(venv_path(root)):
        shutil.rmtree(venv_path(root))
    output: list[str] = []
    interpreter = getattr(sys, "_base_executable", None) or sys.executable
    if run_logged([interpreter, "-m", "venv", venv_path(root)], log, output.append) != 0:
        text = "\n".join(output)
        raise SetupError(no_venv_sentence() if "ensurepip" in text else failure_sentence(text, root))


def install(root: str, kind: str, headline: str, log: TextIO) -> None:
    """Install one lock file into ``.venv``. Raises SetupError.

    While pip changes files there is no stamp, so that after a kill half-way the next run starts again. Where pip fails
    before its first change (for example without a network), the stamps are restored: what worked before still works.
    """
    before = {name: read_stamp(root, name) for name in (RUNTIME, TEST)}
    after = dict(before, **{kind: expected_stamp(root, kind)})
    progress = Progress(sys.stderr, headline, len(read_names(lock_path(root, kind))))
    output: list[str] = []

    def on_line(line: str) -> None:
        output.append(line)
        progress.read(line)

    write_stamps(root, {RUNTIME: "", TEST: ""})
    finished = False
    try:
        finished = run_logged(pip_command(root, kind), log, on_line) == 0
        progress.close("준비를 마쳤습니다" if finished else "")
    finally:
        untouched = not any(line.startswith("Installing collected packages") for line in output)
        if finished or untouched:
            write_stamps(root, after if finished else before)
    if not finished:
        raise SetupError(failure_sentence("\n".join(output), root))


def make_ready(root: str, kinds: list[str]) -> None:
    """Make or update ``.venv`` until ``ready`` is true, one process at a time. Raises SetupError."""
    try:
        with open(os.path.join(root, ".venv.lock"), "a+", encoding="utf-8") as lock:
            wait_for_lock(lock)
            if not ready(root, kinds):  # another window may have made it in the meantime
                with open(log_path(root), "w", encoding="utf-8") as log:
                    make_in_turn(root, kinds, log)
    except OSError as error:
        raise SetupError(folder_sentence(root, str(error.strerror or error))) from error


def make_in_turn(root: str, kinds: list[str], log: TextIO) -> None:
    """Make a new ``.venv`` where none was ever finished or its interpreter is gone; then install what each kind still
    needs.
    """
    fresh = not read_stamp(root, RUNTIME).endswith("\n" + base_python(root) + "\n")
    if fresh:
        new_venv(root, log)
    headlines = {RUNTIME: FIRST_TIME if fresh else CHANGED, TEST: FOR_TESTS}
    for kind in kinds:
        if not ready(root, [kind]):
            install(root, kind, headlines[kind], log)
    compile_program(root, log)


def compile_program(root: str, log: TextIO) -> None:
    """Compile the program, as pip compiles what it installs; a folder that is not writable is left as it is. Without
    this, every start would compile everything again where Python does not write beside the source: on a read-only
    share, or with PYTHONDONTWRITEBYTECODE.
    """
    run_logged([venv_python(root), "-m", "compileall", "-q", os.path.join(root, "pipeline")], log, lambda line: None)


def wait_for_lock(lock: TextIO) -> None:
    """Wait for the lock on making the environment; it ends when ``lock`` is closed or the process ends, for whatever
    reason.
    """
    if not try_lock(lock):
        import time

        print("다른 창에서 실행 환경을 준비하고 있어, 끝날 때까지 기다립니다.", file=sys.stderr)
        while not try_lock(lock):
            time.sleep(0.5)


def try_lock(lock: TextIO) -> bool:
    """Whether the lock could be taken now. Raises OSError where the folder does not support locks (some network
    drives).
    """
    if sys.platform == "win32":
        import msvcrt

        try:
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
