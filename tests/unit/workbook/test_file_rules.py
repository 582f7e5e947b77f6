"""Every rule about files: declared once, worded politely, and with all the words that the code passes to it."""

from __future__ import annotations

import re
import string

import pytest

from pipeline.model.findings import Effect, Place, Severity
from pipeline.rules.catalogue import Rule, finding, rules
from pipeline.workbook.outcome import FileRule

FILE_RULES = {rule_id: rule for rule_id, rule in rules().items() if rule_id.startswith("FILE-")}
READ_ALL_THE_SAME = range(70, 100)
# One example of everything that pipeline/workbook passes to a rule.
WORDS = {
    "file": "1권역/3월 결과.xlsx",
    "number": 13,
    "size": "23.4MB",
    "limit": 2_000,
    "length": 263,
    "product": "Fasoo",
    "encoding": "CP949",
    "count": 12_345,
    "kind": "옛 워드(.doc)",
    "part": "3월",
    "sheet": "모니터링",
    "cell": "E12",
    "seconds": 20,
    "detail": "SIGABRT",
    "extension": ".cell",
    "application": "LibreOffice",
}


def test_the_code_and_the_catalogue_know_the_same_rules() -> None:
    assert set(FILE_RULES) == {str(rule) for rule in FileRule}


@pytest.mark.parametrize("rule", FILE_RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_either_refuses_the_file_or_keeps_everything(rule: Rule) -> None:
    refuses = int(rule.id.removeprefix("FILE-")) not in READ_ALL_THE_SAME

    assert (rule.effect is Effect.RETURN_REFUSED) == refuses
    assert (rule.severity is Severity.ERROR) == refuses


@pytest.mark.parametrize("rule", FILE_RULES.values(), ids=lambda rule: rule.id)
def test_a_sentence_is_korean_complete_and_says_what_to_do(rule: Rule) -> None:
    made = finding(rule.id, Place("a.xlsx"), value="#SPILL!", **WORDS)

    for text in (made.message, made.advice):
        assert re.search("[가-힣]", text)
        assert re.search(r"(?:니다|세요)(?:\([^()]*\))?\.\Z", text)
        assert not re.search(r"[{}]|  |None|error|exception", text, re.IGNORECASE)
    assert rule.title
    assert re.fullmatch(r"[A-Z][0-9]+(?:, [A-Z][0-9]+)*", rule.source)


def test_every_placeholder_is_one_that_the_code_fills() -> None:
    asked = {
        name
        for rule in FILE_RULES.values()
        for text in (rule.message, rule.advice)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }

    assert asked <= WORDS.keys() | {"value"}
