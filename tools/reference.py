"""docs/reference.md: every key of the settings, form and report files, made from the models that read them.

Run: ``python -m tools.reference``. The document is never edited by hand; a test compares it with the models.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pipeline.forms.declared_report import BLOCK_KINDS, CODE_BLOCKS, CODE_SECTIONS, WORDS, DeclaredReport
from pipeline.forms.form import USUAL_RULES, CommonFields, Form
from pipeline.settings.schema import Settings

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "reference.md"
FILES: dict[str, type[BaseModel]] = {
    "config.yaml": Settings,
    "a form's YAML": Form,
    "common.yaml": CommonFields,
    "report.yaml": DeclaredReport,
}
INTRODUCTION = """# Reference: the YAML files

Made by `python -m tools.reference` from the models that read the files; never edited by hand, a test compares them.
How a programme is made of them, step by step and in Korean: [새_사업.md](새_사업.md). JSON Schemas of the same for
editors: `python run.py schema`. A key without a default must be there. In config.yaml, keys that begin with 권역 are
spelled with the programme's own word for what sends its forms (`보내는_곳`): 경로당, 경로당별_원.
"""


def reference() -> str:
    """The whole document."""
    seen: set[type[BaseModel]] = set()
    parts = [INTRODUCTION.rstrip()]
    for name, model in FILES.items():
        parts.append(f"## {name}")
        parts += _sections(model, seen)
    parts.append(f"## Words\n\n{_words()}")
    return "\n\n".join(parts) + "\n"


def _words() -> str:
    listed = {
        "Kinds of a block": BLOCK_KINDS,
        "Blocks made by code (`block:`)": CODE_BLOCKS,
        "Sections made by code (`절`)": CODE_SECTIONS,
        "Words in braces": sorted(WORDS),
        "Rules of a kind without a name": [f"{kind} {rule}" for kind, rule in USUAL_RULES.items()],
    }
    return "\n".join(f"- {name}: {', '.join(f'`{word}`' for word in words)}" for name, words in listed.items())


def _sections(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """The table of a model, then the tables of the models that its fields use, each once."""
    if model in seen:
        return
    seen.add(model)
    rows = [_row(field.alias or name, field) for name, field in model.model_fields.items()]
    about = " ".join((model.__dict__.get("__doc__") or "").split())
    yield "\n".join((f"### {model.__name__}", "", about, "", "| key | value | default |", "|---|---|---|", *rows))
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            yield from _sections(inner, seen)


def _row(key: str, field: FieldInfo) -> str:
    shown = "" if field.is_required() else _default(field)
    return f"| `{key}` | {_kind(field.annotation)} | {shown} |".replace("\n", " ")


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, BaseModel):
        return "its own defaults"
    return "–" if value in ("", (), None) or value == {} else f"`{value}`"


def _kind(annotation: Any) -> str:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inside[0])
    if origin is Literal:
        return " / ".join(f"`{value}`" if value != "" else "nothing" for value in inside)
    if origin in (Union, UnionType):
        return " or ".join(_kind(one) for one in inside if one is not NoneType)
    if origin is tuple:
        return f"list of {_kind(inside[0])}"
    if origin is dict:
        return f"{_kind(inside[1])} by {_kind(inside[0])}"
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if inspect.isclass(annotation) and issubclass(annotation, Enum):
        return " / ".join(f"`{one.value}`" for one in annotation)
    names = {
        str: "text",
        int: "whole number",
        float: "number",
        bool: "true or false",
        object: "text or whole number",
        date: "date",
    }
    return names[annotation]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8", newline="\n")
    print(DOCUMENT.name)
