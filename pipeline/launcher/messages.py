"""What the user is told when the environment cannot be made: one Korean sentence that names the next step.

Comes in: what went wrong. Goes out: text. Nothing is printed here.
"""

from __future__ import annotations

import os
import sys

from pipeline.launcher.environment import NEWEST, OLDEST, PREFERRED

NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "CERTIFICATE_VERIFY_FAILED",
    "Max retries exceeded",
    "Connection aborted",
    "Connection refused",
    "Failed to establish",
    "Read timed out",
)
FULL_DISK_SIGNS = ("No space left on device", "Errno 28", "WinError 112")
NO_RIGHT_SIGNS = (
    "Permission denied",
    "Errno 13",
    "WinError 5",
    "Access is denied",
    "Read-only file system",
    "Errno 30",
)


class SetupError(Exception):
    """The environment cannot be made; the text is the Korean sentence for the screen."""


def log_path(root: str) -> str:
    """The path of the log: beside run.py, or in the temporary folder where that folder is not writable."""
    if os.access(root, os.W_OK):
        return os.path.join(root, "setup.log")
    import tempfile

    return os.path.join(tempfile.gettempdir(), "network-report-setup.log")


def python_sentence(version: tuple[int, ...]) -> str:
    """For a Python that is too old, where no other one was found."""
    return (
        "이 프로그램에는 Python {}.{} 이상이 필요하니(지금은 {}.{}), "
        "python.org에서 Python {}을 설치한 뒤 다시 실행해 주세요."
    ).format(*OLDEST, version[0], version[1], PREFERRED[0])


def no_venv_sentence() -> str:
    """For a Python that cannot make environments, as Debian and Ubuntu ship it."""
    if sys.platform.startswith("linux"):
        remedy = "터미널에서 sudo apt install python3-venv 를 실행한 뒤"
    else:
        remedy = "python.org에서 Python {}을 설치한 뒤".format(PREFERRED[0])
    return "이 컴퓨터의 Python에는 실행 환경을 만드는 기능(venv)이 없으니, {} 다시 실행해 주세요.".format(remedy)


def folder_sentence(root: str, reason: str) -> str:
    """For a folder that cannot be written, a full disk, or files in use."""
    return (
        "이 폴더({})에 실행 환경을 만들 수 없으니({}), 다른 창을 닫고 디스크 여유 공간(1GB)과 쓰기 권한을 확인하시거나 "
        "내 컴퓨터의 다른 폴더로 옮긴 뒤 다시 실행해 주세요."
    ).format(root, reason)


def missing_file_sentence(name: str) -> str:
    """For an incomplete copy of the project."""
    return "프로그램 파일({})이 없으니, 프로그램 폴더 전체를 다시 받아 주세요.".format(name)


def broken_program_sentence(part: str, root: str) -> str:
    """For a part of the program that cannot be imported: a damaged environment, or our own bug."""
    return "프로그램의 일부({})를 불러올 수 없으니, .venv 폴더를 지우고 다시 실행해 주세요 (자세한 기록: {}).".format(
        part, log_path(root)
    )


def failure_sentence(output: str, root: str) -> str:
    """The sentence for what pip or venv printed when it failed; it names the log with the full output. The order of the
    checks matters: first a full disk and a refused hash; with a bundle the network is never the reason.
    """
    if any(sign in output for sign in FULL_DISK_SIGNS):
        return folder_sentence(root, "디스크가 가득 참")
    if "DO NOT MATCH THE HASHES" in output:
        advice = "내려받은 파일이 이 프로그램의 목록과 달라 설치를 멈췄으니, 전산 담당자에게 알려 주세요"
    elif any(sign in output for sign in NO_RIGHT_SIGNS):
        return folder_sentence(root, "쓰기 권한 없음")
    elif os.path.isdir(os.path.join(root, "wheels")):
        advice = (
            "wheels 폴더의 파일로는 이 컴퓨터(Python {}.{}, {})에 설치할 수 없으니, "
            "이 컴퓨터에 맞는 오프라인 묶음(python run.py bundle)으로 바꾸어 주세요"
        ).format(sys.version_info[0], sys.version_info[1], sys.platform)
    elif any(sign in output for sign in NETWORK_SIGNS):
        advice = (
            "필요한 프로그램을 내려받을 수 없으니, 인터넷 연결을 확인하시거나 "
            "오프라인 묶음(wheels 폴더가 들어 있음)을 쓰세요"
        )
    else:
        advice = (
            "필요한 프로그램을 설치하지 못했으니, Python {}.{}~{}.{}인지 확인한 뒤 다시 실행하시고 "
            "계속되면 전산 담당자에게 기록을 보여 주세요"
        ).format(*OLDEST, *NEWEST)
    return "{} (자세한 기록: {}).".format(advice, log_path(root))
