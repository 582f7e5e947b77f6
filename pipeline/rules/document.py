"""docs/rules.md: every rule with a sample sentence, made from the catalogue so that the two cannot disagree.

Comes in: the catalogue and the words of one made-up case for each rule (``samples/words.yaml``). Goes out: Markdown. It
must not word anything about a rule itself: everything it prints about a rule is in the catalogue.

Run: ``python -m pipeline.rules.document`` from the project's root writes the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from pipeline.korean import format_korean
from pipeline.model.findings import Gate, Severity, gate_of
from pipeline.model.words import EFFECT_WORDS, SEVERITY_WORDS
from pipeline.rules.catalogue import CATALOGUE_FOLDER, Rule, rules

SAMPLES = CATALOGUE_FOLDER / "samples" / "words.yaml"
DOCUMENT = CATALOGUE_FOLDER.parents[1] / "docs" / "rules.md"

GATES = {
    Gate.FILE: "파일",
    Gate.INTAKE: "접수와 판",
    Gate.WORKBOOK: "통합 문서: 서식, 머리글, 시트, 열, 병합, 수식",
    Gate.PERSONAL_DATA: "개인정보",
    Gate.CELL: "칸 하나",
    Gate.ROW: "줄과 표",
    Gate.ANY_FORM: "서식이 정한 규칙(모든 사업)",
    Gate.ORGANISATION: "운영계획서: 기관",
    Gate.PLAN: "운영계획서: 단계와 회의 계획",
    Gate.PROJECT: "공동사업",
    Gate.MEETING: "회의",
    Gate.HOUSEHOLD: "위기가구",
    Gate.MONITORING: "전화모니터링",
    Gate.BUDGET: "예산과 교부",
    Gate.SETTLEMENT: "정산",
    Gate.TREND: "흐름과 지난해",
    Gate.EXCEPTION: "허용한 예외",
}
INTRODUCTION = """# Rules

Made by `python -m pipeline.rules.document` from `pipeline/rules/*.yaml`; never edited by hand, a test compares them.
Severity: an error keeps the report provisional, a warning asks for a look, a note only records. Effect: what a finding
does to the numbers; where one cell decides no number of its row, the row stays. The sample sentence is a made-up case.
Source: `forms` (rules across cells and forms), `facts` (the programme's own rules), `interface`, or a case of the
catalogue of failures (F file, S sheet, C cell, X across files, O outputs, I invariants).

{count}개 규칙 가운데 오류 {errors}개, 경고 {warnings}개, 알림 {notes}개.
"""
HEADING = "| 규칙 | 무엇을 보나 | 등급 | 수에 미치는 영향 | 문장의 본보기 | 출처 |\n|---|---|---|---|---|---|"


@cache
def sample_words() -> Mapping[str, Mapping[str, object]]:
    """The words of one case, by rule id; a rule whose sentence has no placeholder needs no case."""
    words: Mapping[str, Mapping[str, object]] = YAML(typ="safe").load(SAMPLES.read_text(encoding="utf-8"))
    return words


def sample_sentence(rule: Rule) -> str:
    """The rule's message in its sample case. Raises KeyError where the samples lack one of its words."""
    return format_korean(rule.message, **sample_words().get(rule.id, {}))


def rules_document() -> str:
    """The whole of docs/rules.md. Raises KeyError for a rule without words for its sample."""
    catalogue = list(rules().values())
    by_gate: dict[Gate, list[Rule]] = {gate: [] for gate in Gate}
    for rule in sorted(catalogue, key=lambda rule: rule.id):
        by_gate[gate_of(rule.id)].append(rule)
    counts = {severity: sum(rule.severity is severity for rule in catalogue) for severity in Severity}
    introduction = INTRODUCTION.format(
        count=len(catalogue),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
    sections = [
        "\n".join((f"## {GATES[gate]} ({gate})", "", HEADING, *(_row(rule) for rule in those)))
        for gate, those in by_gate.items()
    ]
    return "\n\n".join((introduction.rstrip(), *sections)) + "\n"


def _row(rule: Rule) -> str:
    cells = (
        rule.id,
        rule.title,
        SEVERITY_WORDS[rule.severity],
        EFFECT_WORDS[rule.effect],
        sample_sentence(rule),
        rule.source,
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def write_document(path: Path = DOCUMENT) -> Path:
    """The path of the document, written anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rules_document(), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    print(write_document().name)
