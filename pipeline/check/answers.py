"""The regions' answers, each beside the finding that it is about.

Comes in: findings and the returns with what was answered in them. Goes out: the same findings, ``answer`` set where the
region wrote one. Nothing is judged: whether a reason will do is for the officer to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.forms.stamp import BLANK_VALUE, LONGEST_ANSWER, MORE_VALUES
from pipeline.model.findings import Finding
from pipeline.model.returns import Return
from pipeline.normalise import one_line, shortened


def place_answers(findings: Sequence[Finding], returns: Sequence[Return]) -> list[Finding]:
    """The findings; an answer belongs to those of the same rule at the cells that it was written for. One that was
    given for an earlier version says nothing about a value that is another one since.

    Spaces at the end of a sheet's name, which nobody sees, do not come back in the list of requests.
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
    """Whether a line of an earlier list speaks of what stands there today; a line for many cells lists their values."""
    if item.gaps:  # what is lacking is nowhere but in the sentence
        return asked == shortened(item.message, LONGEST_ANSWER)
    value = shortened(item.value, LONGEST_ANSWER) or BLANK_VALUE
    return not item.place.cell or shown.endswith(MORE_VALUES) or f", {value}, " in f", {shown}, "
