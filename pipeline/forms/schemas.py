"""JSON Schemas of the YAML files that declare a programme, so that an editor can complete and check them.

Comes in: the word for what sends the forms. Goes out: files. They say which keys and kinds of values are allowed where;
what depends on several entries (sums, names of other files) is checked by the program.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pipeline.disk.whole_file import whole_file, why_not_written
from pipeline.errors import OutputLockedError
from pipeline.forms.declared_report import DeclaredReport
from pipeline.forms.form import CommonFields, Form
from pipeline.settings.load import own_key
from pipeline.settings.schema import Settings

SCHEMAS: dict[str, type[BaseModel]] = {
    "config": Settings,
    "form": Form,
    "common": CommonFields,
    "report": DeclaredReport,
}
_FOR_PROGRAMMERS = ("title", "description")


def schema_of(model: type[BaseModel], word: str) -> dict[str, Any]:
    """The schema of a model, its keys in the programme's own words ("경로당별_원")."""
    plain = _plain(model.model_json_schema(by_alias=True), word)
    assert isinstance(plain, dict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain}


def _plain(node: Any, word: str) -> Any:
    """The node without titles and descriptions, which are for programmers only, and with keys in the programme's own
    words.
    """
    if isinstance(node, list):
        return [_plain(item, word) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if not (key in _FOR_PROGRAMMERS and isinstance(value, str))}
    made = {key: _plain(value, word) for key, value in kept.items()}
    for name in ("properties", "required"):
        own = made.get(name)
        if isinstance(own, dict):
            made[name] = {own_key(key, word): value for key, value in own.items()}
        elif isinstance(own, list):
            made[name] = [own_key(key, word) for key in own]
    return made


def write_schemas(folder: Path, word: str) -> list[Path]:
    """config.schema.json and the others in ``folder``. Raises OutputLockedError where they cannot be written."""
    try:
        return [_write(folder / f"{name}.schema.json", schema_of(model, word)) for name, model in SCHEMAS.items()]
    except OSError as error:
        message = f"'{folder}'에 쓸 수 없습니다. 폴더에 쓸 수 있는지 확인해 주세요."
        raise OutputLockedError(why_not_written(error, f"'{folder}'에", message)) from None


def _write(path: Path, schema: dict[str, Any]) -> Path:
    with whole_file(path) as draft:
        draft.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path
