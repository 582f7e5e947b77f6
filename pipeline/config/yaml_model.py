"""A YAML file -> a typed model, with every mistake told at once in Korean, each with its line and column.

Comes in: the path of a YAML file and a pydantic model. Goes out: the model. Raises ``ConfigError`` whose details
are one sentence per mistake. It never guesses a type: ``0101``, ``1_000`` and ``8,850`` are mistakes, not numbers.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarint import ScalarInt

from pipeline.errors import ConfigError

Position = tuple[int, int]
Path_ = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

MAX_DEPTH = 40
MAX_NODES = 50_000
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


class StrictModel(BaseModel):
    """The base of every model read from YAML: frozen, no unknown keys, no silent conversion between text and
    numbers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


def read_model(path: Path, model: type[M], title: str) -> M:
    """The file as ``model``. Raises ConfigError (``title`` names the file for the officer, e.g. "설정 파일")."""
    plain, positions = read_yaml(path, title)
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        details = sentences_of(error, model, positions)
        raise ConfigError(
            f"{title}({path.name})에서 고칠 곳 {len(details)}군데를 찾았습니다.", details=details
        ) from None


def sentences_of(error: ValidationError, model: type[BaseModel], positions: dict[Path_, Position]) -> tuple[str, ...]:
    """One Korean sentence per mistake, with line and column, in the order of the file."""
    items = sorted(error.errors(), key=lambda item: position_of(tuple(item["loc"]), positions))
    return tuple(_sentence(item, model, positions) for item in items)


def read_yaml(path: Path, title: str) -> tuple[Any, dict[Path_, Position]]:
    """Plain lists, dicts and scalars, and the (line, column) of every node, both counted from 1."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{title}({path.name})을 찾을 수 없습니다. 파일이 있는지 확인해 주세요.") from None
    except UnicodeDecodeError:
        raise ConfigError(
            f"{title}({path.name})의 글자를 읽을 수 없습니다. 메모장에서 'UTF-8'로 다시 저장해 주세요."
        ) from None
    except OSError:
        raise ConfigError(f"{title}({path.name})을 열 수 없습니다. 읽기 권한을 확인해 주세요.") from None
    try:
        tree = YAML(typ="rt").load(text)
    except (YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(
            f"{title}({path.name})의 문법이 맞지 않습니다.", details=(_syntax_sentence(error, text),)
        ) from None
    positions: dict[Path_, Position] = {(): (1, 1)}
    mistakes: list[str] = []
    counter = [0]
    plain = _plain(tree, (), positions, mistakes, counter)
    if mistakes:
        raise ConfigError(
            f"{title}({path.name})에서 고칠 곳 {len(mistakes)}군데를 찾았습니다.", details=tuple(mistakes)
        )
    return plain, positions


def at_line(position: Position) -> str:
    """ "12행 5열": how a place in a settings file is named to the officer."""
    return f"{position[0]}행 {position[1]}열"


def position_of(path: Path_, positions: dict[Path_, Position]) -> Position:
    """The position of the nearest node that is there: a missing key is shown at the block that lacks it."""
    while path not in positions:
        path = path[:-1]
    return positions[path]


def _plain(node: Any, path: Path_, positions: dict[Path_, Position], mistakes: list[str], counter: list[int]) -> Any:
    counter[0] += 1
    if counter[0] > MAX_NODES or len(path) > MAX_DEPTH:
        if counter[0] < MAX_NODES * 2:
            mistakes.append(
                f"{at_line(position_of(path, positions))}: 설정이 너무 깊거나 깁니다. "
                "되풀이되는 별칭(&, *)을 지워 주세요."
            )
            counter[0] = MAX_NODES * 2
        return None
    tag = str(getattr(getattr(node, "tag", None), "value", None) or "")
    if tag.startswith("!") or "python" in tag:
        mistakes.append(f"{at_line(position_of(path, positions))}: 허용되지 않는 설정 문법({tag})입니다. 지워 주세요.")
        return None
    if isinstance(node, CommentedMap):
        for key in node:
            line, column = node.lc.key(key)
            positions[(*path, key)] = (line + 1, column + 1)
            if not isinstance(key, str | int):
                mistakes.append(
                    f"{at_line((line + 1, column + 1))}: '{key}'은(는) 이름으로 쓸 수 없습니다. 따옴표로 감싸 주세요."
                )
        return {key: _plain(value, (*path, key), positions, mistakes, counter) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            line, column = node.lc.item(index)
            positions[(*path, index)] = (line + 1, column + 1)
        return [_plain(value, (*path, index), positions, mistakes, counter) for index, value in enumerate(node)]
    return _scalar(node, path, positions, mistakes)


def _scalar(node: Any, path: Path_, positions: dict[Path_, Position], mistakes: list[str]) -> Any:
    where = at_line(position_of(path, positions))
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "값")
    if isinstance(node, ScalarInt) and (node != 0 or type(node) is not ScalarInt):  # a lone 0 comes as one too
        mistakes.append(f"{where}: '{name}'의 수는 8850처럼 앞자리 0이나 밑줄(_) 없이 적어 주세요.")
        return int(node)
    if isinstance(node, datetime):
        mistakes.append(f"{where}: '{name}'에는 시각 없이 날짜만 2021-03-31처럼 적어 주세요.")
        return node.date()
    if isinstance(node, str):
        return str(node)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return node


def _syntax_sentence(error: Exception, text: str) -> str:
    if isinstance(error, RecursionError):
        return "설정이 너무 깊게 겹쳐 있습니다. 들여쓰기를 확인해 주세요."
    if isinstance(error, DuplicateKeyError):
        mark = error.problem_mark or error.context_mark
        parts = str(error.problem).split('"')
        key = parts[1] if len(parts) > 1 else ""
        lines = [number + 1 for number, row in enumerate(text.splitlines()) if row.strip().startswith(f"{key}:")]
        place = ", ".join(f"{number}행" for number in lines)
        where = at_line((mark.line + 1, mark.column + 1))
        return f"{where}: '{key}' 항목이 두 번 적혀 있습니다({place}). 하나만 남겨 주세요."
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        row = text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else ""
        hint = "탭 대신 공백을 쓰세요." if "\t" in row else "앞뒤의 들여쓰기, 쌍점(:), 따옴표를 확인해 주세요."
        return f"{at_line((mark.line + 1, mark.column + 1))}: 문법을 읽을 수 없습니다. {hint}"
    impossible = next(_impossible_dates(text), None)
    if isinstance(error, ValueError) and impossible is not None:
        return impossible
    return "문법을 읽을 수 없습니다. '---'로 나뉜 문서가 둘 이상이면 하나만 남겨 주세요."


def _impossible_dates(text: str) -> Iterator[str]:
    """Sentences about what looks like a date and is none: for those the YAML library names no line."""
    for number, row in enumerate(text.splitlines(), start=1):
        for found in _DATE.finditer(row.partition("#")[0]):
            try:
                date(*(int(part) for part in found.groups()))
            except ValueError:
                where = at_line((number, found.start() + 1))
                yield f"{where}: '{found[0]}'은(는) 달력에 없는 날짜입니다. 2021-03-31처럼 적어 주세요."


def _keys(model: Any) -> dict[str, Any]:
    """Key as written in the file -> annotation, for a model class."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _owner(model: type[BaseModel], path: Path_) -> type[BaseModel]:
    """The model that the node at ``path`` should follow: where its known keys are listed."""
    owner = model
    current: Any = model
    for part in path:
        current = _unwrapped(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            current = _keys(current).get(str(part))
        else:
            current = getattr(current, "__args__", (None, None))[-1 if get_origin(current) is dict else 0]
        inner = _unwrapped(current)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            owner = inner
    return owner


def _unwrapped(annotation: Any) -> Any:
    """The annotation without ``Annotated`` and ``| None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _unwrapped(annotation.__origin__)
    if origin in (Union, UnionType):
        return _unwrapped(next(argument for argument in annotation.__args__ if argument is not type(None)))
    return annotation


_WORDS = {
    "missing": "'{name}'이(가) 없습니다. 이 항목을 적어 주세요.",
    "int_type": "'{name}'에는 8850처럼 쉼표와 따옴표 없이 정수를 적어 주세요(지금: {value}).",
    "int_from_float": "'{name}'에는 소수점 없는 정수를 적어 주세요(지금: {value}).",
    "float_type": "'{name}'에는 수를 적어 주세요(지금: {value}).",
    "string_type": "'{name}'에는 글자를 적어 주세요. 숫자로만 된 글자는 따옴표로 감싸 주세요(지금: {value}).",
    "bool_type": "'{name}'에는 true 또는 false를 적어 주세요(지금: {value}).",
    "date_type": "'{name}'에는 날짜를 2021-03-31처럼 적어 주세요(지금: {value}).",
    "list_type": "'{name}'에는 목록을 적어 주세요. 예: [녹번동, 불광1동]",
    "tuple_type": "'{name}'에는 목록을 적어 주세요. 예: [녹번동, 불광1동]",
    "dict_type": "'{name}' 아래에는 '이름: 값' 줄을 들여 적어 주세요.",
    "model_type": "'{name}' 아래에는 '이름: 값' 줄을 들여 적어 주세요.",
    "greater_than_equal": "'{name}'의 값 {value}이(가) 너무 작습니다. {ge} 이상이어야 합니다.",
    "greater_than": "'{name}'의 값 {value}이(가) 너무 작습니다. {gt}보다 커야 합니다.",
    "less_than_equal": "'{name}'의 값 {value}이(가) 너무 큽니다. {le} 이하여야 합니다.",
    "string_too_short": "'{name}'이(가) 비어 있습니다. 값을 적어 주세요.",
    "too_short": "'{name}'이(가) 비어 있습니다. 하나 이상 적어 주세요.",
    "literal_error": "'{name}'의 값 {value}은(는) 쓸 수 없습니다. 쓸 수 있는 값: {expected}",
    "enum": "'{name}'의 값 {value}은(는) 쓸 수 없습니다. 쓸 수 있는 값: {expected}",
}


def _sentence(error: ErrorDetails, model: type[BaseModel], positions: dict[Path_, Position]) -> str:
    path: Path_ = tuple(error["loc"])
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "설정")
    where = at_line(position_of(path, positions))
    if error["type"] == "extra_forbidden":
        owner = _owner(model, path[:-1])
        near = difflib.get_close_matches(name, list(_keys(owner)), n=1, cutoff=0.5)
        hint = f" '{near[0]}'의 오타인가요?" if near else " 쓸 수 있는 이름: " + ", ".join(_keys(owner))
        return f"{where}: '{name}'은(는) 알 수 없는 항목입니다.{hint}"
    if error["type"] == "value_error":
        return f"{where}: {error['ctx']['error']}"
    template = _WORDS.get(error["type"], "'{name}'의 값 {value}을(를) 쓸 수 없습니다.")
    return f"{where}: " + template.format(name=name, value=_shown(error.get("input")), **error.get("ctx", {}))


def _shown(value: Any) -> str:
    text = "비어 있음" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
