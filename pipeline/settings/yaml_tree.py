"""A YAML file -> plain values and the position of every node, with nothing guessed and no duplicate key accepted.

Comes in: the path of a YAML file. Goes out: dicts, lists and scalars, and (line, column) by path. Raises
``ConfigError`` listing every mistake of the grammar. The text of each scalar is checked: ``0101``, ``1_000`` and
``1e3`` are mistakes, not numbers; so are a key written twice, tags, and documents after the first.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.errors import ConfigError

Position = tuple[int, int]
NodePath = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_NODES = 50_000
_PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_CORE = "tag:yaml.org,2002:"


def read_yaml(path: Path, title: str) -> tuple[Any, dict[NodePath, Position]]:
    """Plain lists, dicts and scalars, and the (line, column) of every node, both counted from 1.

    ``title`` names the file for the officer, e.g. "설정 파일".
    """
    text = _text(path, title)
    try:
        root = YAML(typ="safe").compose(text)
    except (YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{title}({path.name})의 문법이 맞지 않습니다.", details=(_why(error, text),)) from None
    tree = _Tree()
    plain = None if root is None else tree.plain(root, ())
    if tree.mistakes:
        count = len(tree.mistakes)
        raise ConfigError(f"{title}({path.name})에서 고칠 곳 {count}군데를 찾았습니다.", details=tuple(tree.mistakes))
    return plain, tree.positions


def at_line(position: Position) -> str:
    """ "12행 5열": a position in a settings file, as the officer reads it."""
    return f"{position[0]}행 {position[1]}열"


def position_of(path: NodePath, positions: dict[NodePath, Position]) -> Position:
    """The position of the nearest existing node: a missing key is shown at the block that lacks it."""
    while path not in positions:
        path = path[:-1]
    return positions[path]


def _text(path: Path, title: str) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))  # as returns and documents have it
    except FileNotFoundError:
        raise ConfigError(f"{title}({path.name})을 찾을 수 없습니다. 파일이 있는지 확인해 주세요.") from None
    except UnicodeDecodeError:
        raise ConfigError(
            f"{title}({path.name})의 글자를 읽을 수 없습니다. 메모장에서 'UTF-8'로 다시 저장해 주세요."
        ) from None
    except OSError:
        raise ConfigError(f"{title}({path.name})을 열 수 없습니다. 읽기 권한을 확인해 주세요.") from None


def _why(error: Exception, text: str) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        rows = text.splitlines()
        row = rows[mark.line] if mark.line < len(rows) else ""
        if row.startswith("---"):
            return f"{at_line((mark.line + 1, 1))}: '---' 뒤에 문서가 하나 더 있습니다. 하나만 남겨 주세요."
        hint = "탭 대신 공백을 쓰세요." if "\t" in row else "앞뒤의 들여쓰기, 쌍점(:), 따옴표를 확인해 주세요."
        return f"{at_line((mark.line + 1, mark.column + 1))}: 문법을 읽을 수 없습니다. {hint}"
    if isinstance(error, RecursionError):
        return "설정이 너무 깊게 겹쳐 있습니다. 들여쓰기를 확인해 주세요."
    return "문법을 읽을 수 없습니다. 들여쓰기와 따옴표를 확인해 주세요."


class _Tree:
    """The walk over the nodes; collects positions and mistakes."""

    def __init__(self) -> None:
        self.positions: dict[NodePath, Position] = {(): (1, 1)}
        self.mistakes: list[str] = []
        self._nodes = 0

    def plain(self, node: Node, path: NodePath) -> Any:
        """The node's value; None where it is a mistake, which is then recorded."""
        self._nodes += 1
        if self._nodes > MAX_NODES or len(path) > MAX_DEPTH:
            if self._nodes < 2 * MAX_NODES:  # reported once: an alias bomb would report it a million times
                self._say(path, "설정이 너무 깊거나 깁니다. 되풀이되는 별칭(&, *)을 지워 주세요.")
                self._nodes = 2 * MAX_NODES
            return None
        tag = str(node.tag)
        if not tag.startswith(_CORE) or "python" in tag:
            self._say(path, f"허용되지 않는 설정 문법({tag.removeprefix(_CORE)})입니다. 지워 주세요.")
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return self._sequence(node, path)
        return self._scalar(str(node.tag).removeprefix(_CORE), str(node.value), path)

    def _say(self, path: NodePath, sentence: str) -> None:
        self.mistakes.append(f"{at_line(position_of(path, self.positions))}: {sentence}")

    def _mapping(self, node: MappingNode, path: NodePath) -> dict[str | int, Any]:
        values: dict[str | int, Any] = {}
        lines: dict[str | int, int] = {}
        for key_node, value_node in node.value:
            position = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            key = self._key(key_node)
            if key is None:
                sentence = f"'{key_node.value}'{'' if isinstance(key_node, ScalarNode) else ' 같은 것'}"
                self.mistakes.append(f"{at_line(position)}: {sentence}: 이름으로 쓸 수 없습니다. 따옴표로 감싸 주세요.")
                continue
            if key in values:
                rows = f"{lines[key]}행, {position[0]}행"
                self.mistakes.append(
                    f"{at_line(position)}: '{key}' 항목이 두 번 적혀 있습니다({rows}). 하나만 남겨 주세요."
                )
                continue
            lines[key] = position[0]
            self.positions[(*path, key)] = position
            values[key] = self.plain(value_node, (*path, key))
        return values

    def _key(self, node: Node) -> str | int | None:
        if not isinstance(node, ScalarNode) or self._nodes > MAX_NODES:
            return None
        if node.tag == f"{_CORE}int" and _PLAIN_INTEGER.fullmatch(node.value):
            return int(node.value)
        return str(node.value) if node.tag == f"{_CORE}str" else None

    def _sequence(self, node: SequenceNode, path: NodePath) -> list[Any]:
        values = []
        for index, item in enumerate(node.value):
            if self._nodes > MAX_NODES:
                break
            self.positions[(*path, index)] = (item.start_mark.line + 1, item.start_mark.column + 1)
            values.append(self.plain(item, (*path, index)))
        return values

    def _scalar(self, kind: str, text: str, path: NodePath) -> Any:
        name = next((str(part) for part in reversed(path) if isinstance(part, str)), "값")
        if kind == "int":
            if _PLAIN_INTEGER.fullmatch(text):
                return int(text)
            self._say(path, f"'{name}'의 수는 8850처럼 앞자리 0이나 밑줄(_) 없이 적어 주세요(지금: {text}).")
            return None
        if kind == "float":
            if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", text):
                return float(text)
            self._say(path, f"'{name}'의 수는 1000이나 2.5처럼 적어 주세요(지금: {text}).")
            return None
        if kind == "timestamp":
            return self._date(text, name, path)
        constants = {"null": None, "bool": text.casefold() == "true"}
        return constants.get(kind, text)

    def _date(self, text: str, name: str, path: NodePath) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            is_day = re.fullmatch(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", text)
            why = "달력에 없는 날짜입니다" if is_day else "시각 없이 날짜만 적어 주세요"
            self._say(path, f"'{name}'의 값 {text}: {why}. 예: 2021-03-31")
            return None
