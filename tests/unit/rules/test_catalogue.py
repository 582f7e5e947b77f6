"""The catalogue of rules: every rule has tests of a case that breaks it and of one that does not, and readable
sentences.
"""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from pipeline.model.findings import Effect, Place, Severity
from pipeline.rules.catalogue import Rule, finding, rules, worded_finding
from tests.unit.check.test_cell_rules import ERRORS, NOTES, PRIVATE

UNIT = Path(__file__).parents[1]
TESTED_IN = [
    *sorted((UNIT / "receive").glob("test_*.py")),
    *sorted((UNIT / "check").glob("test_*.py")),
]
NAME = re.compile(r"test_([a-z]+)_([0-9]{3})_\w*__(error|warning|note|ok)")
OF_DATA = [rule for rule in rules().values() if not rule.id.startswith("FILE-")]  # those of files: tests/unit/workbook


@cache
def named_tests() -> set[tuple[str, str]]:
    """(rule, how its test ends) by the names of the test functions, and by the tables of cases."""
    found = {(f"{match[1].upper()}-{match[2]}", match[3]) for match in map(NAME.fullmatch, _functions()) if match}
    for table in (ERRORS, NOTES, PRIVATE):
        found |= {(rule, rules()[rule].severity.value) for rule in table} | {(rule, "ok") for rule in table}
    return found


def _functions() -> list[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in TESTED_IN]
    return [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def placeholders(rule: Rule) -> set[str]:
    texts = (rule.message, rule.advice)
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", OF_DATA, ids=lambda rule: rule.id)
def test_every_rule_is_broken_by_one_test_and_just_kept_by_another(rule: Rule) -> None:
    assert {(rule.id, rule.severity.value), (rule.id, "ok")} <= named_tests()


def test_no_test_names_a_rule_that_is_not_there_or_another_severity() -> None:
    wrong = {(rule, end) for rule, end in named_tests() if rule not in rules()}
    wrong |= {(rule, end) for rule, end in named_tests() - wrong if end not in ("ok", rules()[rule].severity.value)}
    assert wrong == set()


@pytest.mark.parametrize("rule", OF_DATA, ids=lambda rule: rule.id)
def test_sentences_are_courteous_and_free_of_jargon(rule: Rule) -> None:
    plain = re.sub(r"\{[^{}]*\}", "", f"{rule.message} {rule.advice}")
    assert "니다" in rule.message or rule.message.endswith("{note}")
    assert "니다" in rule.advice or "세요" in rule.advice
    assert not re.search(r"에러|데이터|파싱|컬럼|로우|포맷|필드|오류 코드", plain)
    assert set(re.findall(r"[A-Za-z]{3,}", plain)) <= {"TRUE"}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_only_errors_cost_a_row_or_a_return_and_every_rule_has_a_source(rule: Rule) -> None:
    assert rule.effect is Effect.KEPT or rule.severity is Severity.ERROR
    assert rule.title
    assert rule.source, "a rule comes from the forms, the facts of the programme or the catalogue of failures"


def test_a_word_takes_the_particle_that_its_last_sound_asks_for() -> None:
    told = [finding("PRJ-003", Place(), value=name, hint="", listed="").message for name in ("나눔", "이웃 살피기")]
    assert told == [
        "사업명 '나눔'이 공동사업계획서에 없습니다.",
        "사업명 '이웃 살피기'가 공동사업계획서에 없습니다.",
    ]


def test_a_sentence_without_one_of_its_words_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        finding("PRJ-003", Place(), value="나눔")
    with pytest.raises(KeyError):
        finding("XXX-999", Place())


def test_the_effect_of_one_case_may_differ_from_the_rules() -> None:
    kept = worded_finding("CELL-010", Place(), {"value": "많음", "label": "비고"}, effect=Effect.KEPT)
    assert (kept.severity, kept.effect, kept.value) == (Severity.ERROR, Effect.KEPT, "많음")


def test_no_value_is_shown_as_nothing() -> None:
    assert worded_finding("BOOK-016", Place(), {"value": None, "more": ""}).value == ""


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_placeholders_are_plain_names(rule: Rule) -> None:
    assert all(re.fullmatch(r"[a-z_]+", name) for name in placeholders(rule))
