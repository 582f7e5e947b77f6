"""The page of the offline bundle: how to install it, in Korean, for whoever unpacks it.

Comes in: the systems and Pythons that the bundle is for. Goes out: text. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = """\
동단위 민관협력 네트워크 성과보고 만들기 — 인터넷이 없는 컴퓨터에 설치하기

이 묶음 하나로 설치합니다. 인터넷도, 프로그램을 만드는 도구(컴파일러)도 쓰지 않습니다.
쓸 수 있는 Python: {pythons} (64비트)

지금까지 쓰던 폴더가 있으면 그 위에 풀지 마세요. 새 폴더에 푼 다음 쓰던 폴더의
config.yaml, input, output을 새 폴더로 복사하세요.
"""

_WINDOWS = """
[윈도우]
1. Python이 없으면 먼저 설치합니다. 인터넷이 되는 컴퓨터에서 www.python.org의
   "Windows installer (64-bit)" {python}을 받아 USB로 옮기고 두 번 누릅니다.
   첫 화면에서 "Add python.exe to PATH"에 표시하고 Install Now를 누릅니다.
2. 이 묶음(zip)을 오른쪽 단추의 "압축 풀기"로 내 컴퓨터에 풉니다. 공유 폴더나 USB에서 바로
   실행하지 말고, 경로가 짧은 곳(예: C:\\성과보고)이 좋습니다.
3. 푼 폴더의 실행.bat을 두 번 누릅니다. 처음 한 번은 wheels 폴더의 파일로 준비하느라
   1~2분 걸리고, 그다음부터는 바로 시작합니다.

Python을 설치할 수 없는 컴퓨터: 같은 윈도우(64비트)의 다른 컴퓨터에 위와 같이 설치한 Python의
폴더(보통 내 계정 폴더의 AppData\\Local\\Programs\\Python\\Python{folder})를 통째로 복사해, 이름을
python으로 바꾸어 실행.bat 옆에 둡니다. 실행.bat은 그 안의 python.exe를 먼저 씁니다.
python.org의 "embeddable package"에는 준비하는 데 쓰는 기능(venv, pip)이 없어 쓸 수 없습니다.
"""

_LINUX = """
[리눅스] x86-64, glibc 2.28 이상
1. Python이 있는지 봅니다: python3 --version
   데비안과 우분투에서는 python3-venv도 있어야 합니다.
2. 묶음을 풀고 그 폴더에서 실행합니다: python3 run.py doctor
"""

_TAIL = """
[제대로 옮겨졌는지 보려면]
SHA256SUMS에 모든 파일의 SHA-256이 있습니다. 설치할 때 wheels의 파일은 하나하나 프로그램의
목록(requirements.txt, requirements-test.txt)과 견주고, 다르면 설치하지 않습니다.
  윈도우: certutil -hashfile 파일 SHA256
  리눅스: sha256sum --check --quiet SHA256SUMS

[설치한 뒤]
예제로 해 보기:      python run.py --year 2020 --input examples/2020
스스로 시험하기:     python run.py test
컴퓨터 살펴보기:     python run.py doctor
쓰는 법은 docs 폴더의 사용설명서에 있습니다(html은 두 번 누르면 열립니다).
윈도우에서는 명령의 python run.py 대신 실행.bat이라고 적어도 됩니다.
"""


def install_page(targets: Sequence[str], pythons: Sequence[str]) -> str:
    """The page's text, with a plain line feed at the end of each line."""
    python = pythons[0] if len(pythons) == 1 else "3.13"
    parts = [_HEAD.format(pythons=", ".join(pythons))]
    if "windows" in targets:
        parts.append(_WINDOWS.format(python=python, folder=python.replace(".", "")))
    if "linux" in targets:
        parts.append(_LINUX)
    return "".join([*parts, _TAIL])
