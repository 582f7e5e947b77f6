"""A programme made from scratch: its folder is written, its example read, its report made; and JSON Schemas for
editors.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from pipeline.assets import NEW_PROGRAMME
from pipeline.report import sections
from tests.support.command import ROOT, run_here
from tests.support.docx_dump import dump_document
from tools.reference import DOCUMENT, reference


def laid_out(tmp_path: Path) -> Path:
    outcome = run_here("new-programme", str(tmp_path / "쉼터 사업"), "--year", "2024", root=tmp_path)
    assert outcome.code == 0
    return tmp_path / "쉼터 사업"


def test_what_is_laid_out_makes_a_report_as_it_is(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    output = tmp_path / "out"
    words = ("--config", str(folder / "config.yaml"), "--input", str(folder / "input"), "--output", str(output))
    assert run_here("--year", "2024", *words, root=tmp_path).code == 20  # everything but the example is missing
    dump = dump_document(output / "성과보고_2024.docx")
    assert "2024년 새 사업" in dump
    figures = json.loads((output / "results.json").read_text(encoding="utf-8"))["figures"]
    planned = [one["value"] for one in figures if one["measure"] == "planned_sessions" and one["region"] == 1]
    assert planned[0] == 24  # the form's own example


def test_its_blank_forms_are_made(tmp_path: Path) -> None:
    folder = laid_out(tmp_path)
    words = ("--config", str(folder / "config.yaml"), "--output", str(tmp_path / "blank"))
    assert run_here("templates", "--year", "2024", *words, root=tmp_path).code == 0
    assert len(list((tmp_path / "blank").rglob("*.xlsx"))) == 3 * (1 + 12)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "사업").mkdir()
    (tmp_path / "사업" / "메모.txt").write_text("남길 것", encoding="utf-8")
    outcome = run_here("new-programme", str(tmp_path / "사업"), root=tmp_path)
    assert outcome.code == 10
    assert "폴더가 비어 있지 않습니다" in outcome.err
    assert [path.name for path in (tmp_path / "사업").iterdir()] == ["메모.txt"]


def test_it_asks_for_one_folder(tmp_path: Path) -> None:
    outcome = run_here("new-programme", root=tmp_path)
    assert (outcome.code, outcome.err) == (
        10,
        "■ 새 사업을 둘 폴더 하나를 적어 주세요. 예: python run.py new-programme 새사업\n",
    )


@pytest.mark.parametrize(
    ("config", "forms", "report"),
    [
        (ROOT / "config.yaml", ROOT / "pipeline" / "forms", Path(sections.__file__).parents[1] / "report.yaml"),
        *(
            (home / "config.yaml", home / "서식", home / "report.yaml")
            for home in (ROOT / "examples" / "경로당", NEW_PROGRAMME)
        ),
    ],
    ids=["own", "second", "new"],
)
def test_the_schemas_take_every_file_of_ours(config: Path, forms: Path, report: Path, tmp_path: Path) -> None:
    outcome = run_here("schema", "--config", str(config), "--output", str(tmp_path / "schema"), root=tmp_path)
    assert outcome.code == 0
    files = {"config": [config], "report": [report], "common": [forms / "common.yaml"]}
    files["form"] = [path for path in forms.glob("*.yaml") if path.name != "common.yaml"]
    for kind, paths in files.items():
        schema = json.loads((tmp_path / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        for path in paths:
            plain = json.loads(json.dumps(YAML(typ="safe").load(path.read_text(encoding="utf-8")), default=str))
            assert [error.message for error in Draft202012Validator(schema).iter_errors(plain)] == []


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("config", {"경로당들": []}),
        ("report", {"sections": [{"name": "가", "title": "나", "blocks": [{"tabel": {}}]}]}),
        ("form", {"id": "a", "measures": {"m": {"name": "가", "unti": "명"}}}),
    ],
)
def test_the_schemas_refuse_what_the_program_refuses(kind: str, wrong: dict[str, object], tmp_path: Path) -> None:
    run_here("schema", "--output", str(tmp_path), root=tmp_path)
    schema = json.loads((tmp_path / f"{kind}.schema.json").read_text(encoding="utf-8"))
    told = " ".join(error.message for error in Draft202012Validator(schema).iter_errors(wrong))
    assert any(word in told for word in ("경로당들", "tabel", "unti"))


def test_the_reference_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == reference()
