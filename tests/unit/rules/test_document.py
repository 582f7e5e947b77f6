"""docs/rules.md agrees with the catalogue."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from pipeline.rules.catalogue import Rule, rules
from pipeline.rules.document import DOCUMENT, rules_document, sample_sentence, sample_words, write_document


def test_the_document_is_current() -> None:
    """After a change of a rule: python -m pipeline.rules.document"""
    assert DOCUMENT.read_text(encoding="utf-8") == rules_document()


def test_every_rule_stands_in_it_once() -> None:
    lines = [line for line in rules_document().splitlines() if line.startswith("| ")]
    ids = [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert sorted(found for found in ids if found != "규칙") == sorted(rules())
    assert all(line.count(" | ") == 5 for line in lines)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_sample_sentences_are_whole(rule: Rule) -> None:
    sentence = sample_sentence(rule)
    assert "{" not in sentence
    assert "''" not in sentence
    assert "  " not in sentence


def test_samples_have_no_words_that_nobody_asks_for() -> None:
    asked = {
        rule.id: {name for _, name, _, _ in string.Formatter().parse(rule.message) if name} for rule in rules().values()
    }
    assert {rule: set(words) for rule, words in sample_words().items()} == {
        r: names for r, names in asked.items() if names
    }


def test_it_is_written_as_it_is_read(tmp_path: Path) -> None:
    path = write_document(tmp_path / "docs" / "rules.md")
    assert path.read_bytes().decode("utf-8") == rules_document()
