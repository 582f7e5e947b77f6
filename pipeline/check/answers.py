"""The regions' answers, each attached to the finding that it is about.

Comes in: findings, and the returns with the answers in them. Goes out: the same findings, with ``answer`` set where the
region wrote one. Nothing is judged: whether a reason is good enough is for the officer to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.forms.stamp import BLANK_VALUE, LONGEST_ANSWER, MORE_VALUES
from pipeline.model.findings import Finding
from pipeline.model.returns import Return
from pipeline.normalise import one_line, shortened


def place_answers(findings: Sequence[Finding], returns: Sequence[Return]) -> list[Finding]:
    """The findings; an answer goes to findings of the same rule at the cells that it was written for. An answer to an
    earlier version does not apply if the value has changed since. Sheet names are compared without spaces at the end,
    which the list of requests loses.
    """
    answers = {
        (source.file, answer.rule, one_line(answer.sheet), cell): answer
        for source in returns
        for answer in source.answers
        for cell in answer.cells
    }
    placed = []
    for item in findings:
        answer = answers.get((item.place.file, item.rule, one_line(item.place.sheet), item.place.cell))
        fits = answer is not None and (answer.about is None or _is_about(item, *answer.about))
        placed.append(replace(item, answer=answer.text) if answer is not None and fits else item)
    return placed


def _is_about(item: Finding, shown: str, asked: str) -> bool:
    """Whether a line of an earlier list is about the value that is there today; a line for many cells lists their
    values.
    """
    if item.gaps:  # a missing number can only be compared by the sentence about it
        return asked == shortened(item.message, LONGEST_ANSWER)
    value = shortened(item.value, LONGEST_ANSWER) or BLANK_VALUE
    return not item.place.cell or shown.endswith(MORE_VALUES) or f", {value}, " in f", {shown}, "
