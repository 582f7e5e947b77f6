"""results.json and manifest.json: the same figures, findings and states, for machines; and run.log.

Comes in: the run. Goes out: files whose keys others rely on. Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.earlier.results import MANIFEST
from pipeline.forms.dimensions import DIMENSIONS
from pipeline.model.figures import Figure
from pipeline.model.findings import Finding, Place
from pipeline.model.result import RunResult
from pipeline.model.returns import ExpectedReturn, Return


def results_of(result: RunResult, region: int | None = None) -> dict[str, Any]:
    """The content of results.json, of the office or of one region; see docs/interface.md for the keys."""
    return {
        "year": result.config.year,
        **({} if region is None else {"of_region": region}),
        "as_of": result.as_of.isoformat(),
        "status": "확정" if result.is_final else "잠정",
        "figures": [figure_entry(figure) for figure in result.figures],
        "findings": [_finding(item) for item in result.findings],
        "returns": [_return(item) for item in result.returns],
        "expected": [_expected(entry) for entry in result.board if entry.is_due],
    }


def write_results(result: RunResult, path: Path, region: int | None = None) -> Path:
    """results.json at ``path``, of the office or of one region."""
    return write_json(results_of(result, region), path)


def write_manifest(result: RunResult, folder: Path, versions: Mapping[str, str]) -> Path:
    """manifest.json: the sha256 of every input and of every file in ``folder``, and the versions that made them."""
    content = {
        "year": result.config.year,
        "inputs": {item.file: item.sha256 for item in result.returns if item.sha256},
        "outputs": hashes_of(folder),
        "config_sha256": hashlib.sha256(result.config.path.read_bytes()).hexdigest(),
        "forms": {form.id: form.version for form in result.forms},
        "versions": dict(versions),
    }
    return write_json(content, folder / MANIFEST)


def write_log(result: RunResult, path: Path, bugs: Sequence[str]) -> None:
    """run.log: every file, every finding, and ``bugs`` (tracebacks), which prevented a copy from being marked."""
    lines = [f"{result.config.year}년 기준일 {result.as_of} 상태 {'확정' if result.is_final else '잠정'}"]
    for item in result.returns:
        lines.append(f"파일 {item.file} {item.state.value} {item.form or '-'} {item.sha256[:12]}")
    for found in result.findings:
        lines.append(f"{found.rule} {found.severity.value} {found.effect.value} {found.place}: {found.message}")
    lines += [f"표시본을 만들지 못한 우리 쪽 문제: {told}" for told in bugs]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def hashes_of(folder: Path) -> dict[str, str]:
    """The sha256 of every file in a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_json(content: dict[str, Any], path: Path) -> Path:
    """Writes the file so that people can read it and compare two versions: each record on a line of its own."""
    entries = ",\n".join(f"{_on_one_line(key)}: {_laid_out(value)}" for key, value in content.items())
    path.write_text(f"{{\n{entries}\n}}\n", encoding="utf-8", newline="\n")
    return path


def _laid_out(value: Any) -> str:
    if not value or not isinstance(value, list | dict):
        return _on_one_line(value)
    if isinstance(value, list):
        return "[\n " + ",\n ".join(map(_on_one_line, value)) + "\n]"
    return "{\n " + ",\n ".join(f"{_on_one_line(key)}: {_on_one_line(each)}" for key, each in value.items()) + "\n}"


_on_one_line = json.JSONEncoder(ensure_ascii=False).encode


def _place(place: Place) -> dict[str, str]:
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell}


def figure_entry(figure: Figure) -> dict[str, Any]:
    """A figure as an entry of ``figures``."""
    return {
        "measure": figure.measure,
        "unit": figure.unit,
        **{name: getattr(figure, name) for name in DIMENSIONS},
        "value": figure.value,
        "state": figure.state.value,
        "sources": [_place(place) for place in figure.sources],
        "doubts": [doubt.words for doubt in figure.doubts],
        **(_missing(figure) if figure.missing else {}),
    }


def _missing(figure: Figure) -> dict[str, Any]:
    """What the figure lacks, in words for readers and by kind for next year's run."""
    return {"missing": list(figure.missing_words), "lacks": [lack.entry() for lack in figure.missing]}


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "severity": item.severity.value,
        "effect": item.effect.value,
        **_place(item.place),
        "value": item.value,
        "message": item.message,
        "advice": item.advice,
        "form": item.form,
        "region": item.region,
        "month": item.month,
        **({"exception": item.exception} if item.exception else {}),
        **({"answer": item.answer} if item.answer else {}),
    }


def _return(item: Return) -> dict[str, Any]:
    return {
        "file": item.file,
        "sha256": item.sha256,
        "form": item.form,
        "region": item.region,
        "month": item.month,
        "rounds": list(item.rounds),
        "version": item.version_number,
        "form_version": item.version,
        "written_on": item.written_on.isoformat() if item.written_on else None,
        "on_time": item.on_time,
        "state": item.state.value,
        "superseded_by": item.superseded_by or None,
    }


def _expected(entry: ExpectedReturn) -> dict[str, Any]:
    return {
        "form": entry.slot.form,
        "region": entry.slot.region,
        "month": entry.slot.month,
        "round": entry.slot.round,
        "due": entry.due.isoformat(),
        "state": entry.state.value,
        "files": list(entry.files),
    }
