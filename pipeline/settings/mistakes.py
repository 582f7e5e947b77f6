"""The mistakes of a settings file, collected so that all of them are told at once.

Comes in: where a mistake is and its sentence. Goes out: ``ConfigError`` with every sentence, each with its line.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from pathlib import Path
from unicodedata import normalize

from pipeline.errors import ConfigError
from pipeline.korean import some_of
from pipeline.settings.yaml_tree import NodePath, Position, at_line, position_of

TITLE = "설정 파일"
MOST_NAMES = 20


class Mistakes:
    """The sentences so far; ``positions`` gives the (line, column) of each entry of the file."""

    def __init__(self, positions: dict[NodePath, Position]) -> None:
        self.positions = positions
        self.sentences: list[str] = []

    def add(self, path: NodePath, sentence: str) -> None:
        self.sentences.append(f"{at_line(position_of(path, self.positions))}: {sentence}")

    def line(self, path: NodePath) -> str:
        """ "81행": where another entry stands that a sentence mentions."""
        return f"{position_of(path, self.positions)[0]}행"

    def raise_all(self, path: Path) -> None:
        """Raise ConfigError with every mistake of the file at ``path``; nothing where there is none."""
        if self.sentences:
            count = len(self.sentences)
            raise ConfigError(
                f"{TITLE}({path.name})에서 고칠 곳 {count}군데를 찾았습니다.", details=tuple(self.sentences)
            )


def meant(name: str, known: Collection[str], what: str) -> str:
    """What an unknown name may be: the nearest known one, else all of them, of which each is a ``what`` ("서식").

    Compared jamo by jamo (ㄱㅛㅇ), so that a short name with one wrong vowel is still near.
    """
    by_jamo = {normalize("NFD", each): each for each in known}
    near = difflib.get_close_matches(normalize("NFD", name), list(by_jamo), n=1, cutoff=0.7)
    if near:
        return f"'{by_jamo[near[0]]}'의 오타인가요?"
    return f"쓸 수 있는 {what}: {some_of(list(known), MOST_NAMES) or '없음'}"
