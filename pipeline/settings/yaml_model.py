"""A YAML file -> a typed model, with every mistake reported at once in Korean, each with its line and column.

Comes in: the path of a YAML file and a pydantic model. Goes out: the model. Raises ``ConfigError`` whose details
are one sentence per mistake. It never guesses a type: ``0101``, ``1_000`` and ``8,850`` are mistakes, not numbers.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import ConfigError
from pipeline.korean import attach
from pipeline.letters.characters import fold_name
from pipeline.settings.yaml_tree import NodePath, Position, at_line, position_of, read_yaml

M = TypeVar("M", bound=BaseModel)


def _told_apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """``names``. Raises ValueError where two of them are read as one."""
    first: dict[str, str] = {}
    for name in names:
        other = first.get(fold_name(name))
        if other is not None:
            one, two = attach(f"'{other}'", "과/와"), attach(f"'{name}'", "은/는")
            raise ValueError(f"{one} {two} 같은 이름으로 읽힙니다. 하나만 남겨 주세요.")
        first[fold_name(name)] = name
    return names


DistinctNames = Annotated[tuple[str, ...], Field(strict=False), AfterValidator(_told_apart)]


class StrictModel(BaseModel):
    """The base of every model read from YAML: frozen, no unknown keys, no silent conversion between text and
    numbers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


def read_model(path: Path, model: type[M], title: str) -> M:
    """The file as ``model``. Raises ConfigError (``title`` names the file for the officer, e.g. "설정 파일")."""
    return read_with_positions(path, model, title)[0]


def read_with_positions(path: Path, model: type[M], title: str) -> tuple[M, dict[NodePath, Position]]:
    """The same, with the (line, column) of every entry."""
    plain, positions = read_yaml(path, title)
    try:
        return model.model_validate(plain), positions
    except ValidationError as error:
        details = sentences_of(error, model, positions)
        raise ConfigError(
            f"{title}({path.name})에서 고칠 곳 {len(details)}군데를 찾았습니다.", details=details
        ) from None


def sentences_of(
    error: ValidationError, model: type[BaseModel], positions: dict[NodePath, Position]
) -> tuple[str, ...]:
    """One Korean sentence per mistake, with line and column, in the order of the file. A list whose items are all wrong
    is not called empty besides.
    """
    told = [item for item in error.errors() if not (item["type"] == "too_short" and item["input"])]
    items = sorted(told, key=lambda item: position_of(_path(item), positions))
    return tuple(_sentence(item, model, positions) for item in items)


def _keys(model: Any) -> dict[str, Any]:
    """Key as written in the file -> annotation, for a model class."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _owner(model: type[BaseModel], path: NodePath) -> type[BaseModel]:
    """The model that the node at ``path`` should follow; it lists the known keys."""
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
    "literal_error": "'{name}'의 값 '{value}'을(를) 쓸 수 없습니다. 쓸 수 있는 값: {expected}",
    "enum": "'{name}'의 값 '{value}'을(를) 쓸 수 없습니다. 쓸 수 있는 값: {expected}",
    "string_pattern_mismatch": "'{name}'의 값 '{value}'을(를) 쓸 수 없습니다. 주소 하나를 적거나 \"\"로 비워 주세요.",
}
_IN_KEY = "[key]"  # how pydantic marks a mistake in a key


def _path(error: ErrorDetails) -> NodePath:
    """Where the mistake is, without the bracketed tags by which a model distinguishes two kinds of value."""
    return tuple(part for part in error["loc"] if not str(part).startswith("("))


def _sentence(error: ErrorDetails, model: type[BaseModel], positions: dict[NodePath, Position]) -> str:
    path = _path(error)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "설정")
    where = at_line(position_of(path, positions))
    if error["type"] == "extra_forbidden":
        owner = _owner(model, path[:-1])
        near = difflib.get_close_matches(name, list(_keys(owner)), n=1, cutoff=0.5)
        hint = f" '{near[0]}'의 오타인가요?" if near else " 쓸 수 있는 이름: " + ", ".join(_keys(owner))
        return f"{where}: '{name}'은(는) 알 수 없는 항목입니다.{hint}"
    if path[-1:] == (_IN_KEY,):
        return f"{where}: '{path[-2]}'을(를) 이름으로 쓸 수 없습니다. 다른 이름들처럼 따옴표 없이 적어 주세요."
    if error["type"] == "value_error":
        return f"{where}: {error['ctx']['error']}"
    template = _WORDS.get(error["type"], "'{name}'의 값 {value}을(를) 쓸 수 없습니다.")
    context = error.get("ctx", {})
    if "expected" in context:  # an English list
        context = {"expected": str(context["expected"]).replace(" or ", ", ")}
    return f"{where}: " + template.format(name=name, value=_shown(error.get("input")), **context)


def _shown(value: Any) -> str:
    text = "비어 있음" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
