"""Whether there is a complete environment, decided from file names and one small stamp.

Comes in: the project's folder and the kinds of packages wanted. Goes out: yes or no, and paths. It writes nothing but
the stamps, uses no network, and stays quick (a few milliseconds), because every start of the program waits for it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # importing ``typing`` would add several milliseconds to every start
if TYPE_CHECKING:
    from collections.abc import Iterable

RUNTIME = "requirements"
TEST = "requirements-test"
OLDEST = (3, 11)
NEWEST = (3, 14)  # later versions are tried too, but only where none of these is found
PREFERRED = ("3.13", "3.12", "3.11", "3.14")


def lock_path(root: str, kind: str) -> str:
    """The hashed lock file of ``kind`` (``RUNTIME`` or ``TEST``)."""
    return os.path.join(root, kind + ".txt")


def normalised(name: str) -> str:
    """A package name as the index compares it: ``ruamel_yaml`` and ``Ruamel.YAML`` are both ``ruamel-yaml``."""
    return name.lower().replace("_", "-").replace(".", "-")


def version_key(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: ``3.1.0rc1`` -> (3, 1, 0), ``2026.6`` -> (2026, 6)."""
    numbers = []
    for part in version.split("."):
        digits = ""
        for character in part:
            if not character.isdigit():
                break
            digits += character
        if not digits:
            break
        numbers.append(int(digits))
    return tuple(numbers)


def read_names(lock: str) -> list[str]:
    """Normalised package names pinned in a lock file, in its order; markers, hashes and comments are ignored."""
    with open(lock, encoding="utf-8") as lines:
        return [normalised(line.split("==")[0].strip()) for line in lines if line[:1].isalnum() and "==" in line]


def read_ranges(source: str) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """(name, lowest, below) of each ``name>=lowest,<below`` line of a ``.in`` file.

    These ranges, not the exact pins of the lock, decide whether installed versions are suitable: the lock is one tested
    choice within them, and refusing a later patch would force a download where there may be no network.
    """
    ranges = []
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            if not line[:1].isalnum():
                continue
            name, _, bounds = line.split("#")[0].strip().partition(">=")
            lowest, _, below = bounds.partition(",<")
            ranges.append((normalised(name), version_key(lowest), version_key(below)))
    return ranges


def installed_versions(folders: Iterable[str]) -> dict[str, str]:
    """Version by normalised name of every package in the import path; the first folder wins, as it does for imports.

    Reads folder names (``pandas-3.1.1.dist-info``) instead of asking ``importlib.metadata``, whose import alone takes
    40 ms.
    """
    versions: dict[str, str] = {}
    for folder in folders:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            entries = []  # zip files and missing folders are normal in an import path
        for entry in entries:
            if entry.endswith(".dist-info"):
                name, _, version = entry[: -len(".dist-info")].rpartition("-")
                versions.setdefault(normalised(name), version)
    return versions


def importable(root: str, kinds: list[str], folders: Iterable[str]) -> bool:
    """Whether ``folders`` hold all packages of these kinds, in versions within their ranges."""
    versions = installed_versions(folders)
    for kind in kinds:
        for name, lowest, below in read_ranges(os.path.join(root, kind + ".in")):
            if name not in versions or not lowest <= version_key(versions[name]) < below:
                return False
    return True


def supported(version: tuple[int, ...]) -> bool:
    """Whether this Python is one that the locked packages are known to install on."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def find_python() -> str:
    """Path of a supported Python of this computer, or "". Each candidate is run once, because a shim may lead
    nowhere.
    """
    import shutil
    import subprocess

    for version in PREFERRED:
        if sys.platform == "win32":
            command = ["py", "-" + version]
        else:
            command = ["python" + version]
        if shutil.which(command[0]) is None:
            continue
        try:
            answer = subprocess.run(
                [*command, "-c", "import sys; print(sys.executable)"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=30,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return os.fsdecode(answer.stdout.strip())
    return ""


def venv_path(root: str) -> str:
    return os.path.join(root, ".venv")


def venv_python(root: str) -> str:
    """The interpreter inside ``.venv``, whether or not it is there."""
    if sys.platform == "win32":
        return os.path.join(venv_path(root), "Scripts", "python.exe")
    return os.path.join(venv_path(root), "bin", "python")


def base_python(root: str) -> str:
    """The interpreter on which ``.venv`` is based; "" where it is gone, which makes the environment useless.

    A system upgrade changes the link's target (``python3.11`` -> ``python3.13``), and the packages are no longer found.
    """
    path = os.path.realpath(venv_python(root))
    if sys.platform == "win32" and os.path.exists(path):
        path = os.path.join(venv_setting(root, "home"), "python.exe")
    return path if os.path.exists(path) else ""


def venv_setting(root: str, key: str) -> str:
    """A value of ``.venv/pyvenv.cfg``, "" where there is none."""
    try:
        with open(os.path.join(venv_path(root), "pyvenv.cfg"), encoding="utf-8") as lines:
            settings = [line.partition("=") for line in lines]
    except OSError:
        return ""
    return next((value.strip() for name, _, value in settings if name.strip() == key), "")


def stamp_path(root: str, kind: str) -> str:
    return os.path.join(venv_path(root), kind + ".stamp")


def expected_stamp(root: str, kind: str) -> str:
    """The stamp of a finished environment: the lock file's sha256 and the base interpreter."""
    import hashlib

    with open(lock_path(root, kind), "rb") as lock:
        return hashlib.sha256(lock.read()).hexdigest() + "\n" + base_python(root) + "\n"


def read_stamp(root: str, kind: str) -> str:
    """The stamp as stored; "" where there is none (never finished, or being changed at this moment)."""
    try:
        with open(stamp_path(root, kind), encoding="utf-8") as stamp:
            return stamp.read()
    except OSError:
        return ""


def ready(root: str, kinds: list[str]) -> bool:
    """Whether ``.venv`` was finished for these kinds from today's lock files and its interpreter is still there."""
    for kind in kinds:
        stamp = read_stamp(root, kind)
        if not stamp or stamp != expected_stamp(root, kind):
            return False
    return bool(base_python(root))


def write_stamps(root: str, stamps: dict[str, str]) -> None:
    """Write the stamps of an environment; an empty text removes the stamp of that kind."""
    for kind, text in stamps.items():
        path = stamp_path(root, kind)
        if text:
            with open(path + ".new", "w", encoding="utf-8") as stamp:
                stamp.write(text)
            os.replace(path + ".new", path)
        elif os.path.exists(path):
            os.remove(path)
