"""The regions' answers, each beside the finding that it is about.

Comes in: findings and the returns with what was answered in them. Goes out: the same findings, ``answer`` set where the
region wrote one. Nothing is judged: whether a reason will do is for the officer to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.findings import Finding
from pipeline.model import Return
from pipeline.normalise import one_line


def place_answers(findings: Sequence[Finding], returns: Sequence[Return]) -> list[Finding]:
    """The findings; an answer belongs to those of the same rule at the cells that it was written for.

    Spaces at the end of a sheet's name, which nobody sees, do not come back in the list of requests.
    """
    answers = {
        (source.file, answer.rule, one_line(answer.sheet), cell): answer.text
        for source in returns
        for answer in source.answers
        for cell in answer.cells
    }
    return [
        replace(item, answer=text)
        if (text := answers.get((item.place.file, item.rule, one_line(item.place.sheet), item.place.cell)))
        else item
        for item in findings
    ]
