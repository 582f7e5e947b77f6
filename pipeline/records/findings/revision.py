"""The sheet 바뀐 수 of 검증결과: every printed number that differs from the run before.

Comes in: the changes. Goes out: one sheet, the office's totals first. It compares nothing itself.
"""

from __future__ import annotations

from pipeline.earlier.revision import ChangedFigure, Revision
from pipeline.forms.form import FormSet
from pipeline.korean import korean_date, some_of
from pipeline.model.words import measure_labels
from pipeline.settings.load import YearConfig
from pipeline.sheets.drawing import Column, Said, Sheet, Value

CHANGED = "바뀐 수"
SAME_FILES = "파일은 그대로이고, 합계에 넣거나 뺀 줄이나 설정이 바뀜"
MOST_FILES = 4
NOT_THERE = Said("없음", "grey")


def revision_sheet(revision: Revision, config: YearConfig, forms: FormSet) -> Sheet:
    """Number, before, after, and the files through which it changed."""
    labels = measure_labels(forms)
    day = f"기준일 {korean_date(revision.as_of)}의 " if revision.as_of is not None else ""
    rows: list[list[Value]] = [
        [
            change.figure.words(labels[change.figure.measure], config.called),
            NOT_THERE if change.before is None else change.before,
            NOT_THERE if change.now is None else change.now,
            (change.now or 0) - (change.before or 0),
            _why(change),
        ]
        for change in revision.changes
    ]
    columns = [
        Column("수의 이름", "wrap", 50),
        Column("지난번", "number", 14),
        Column("이번", "number", 14),
        Column("차이", "number", 14),
        Column("까닭", "wrap", 76),
    ]
    return Sheet(
        CHANGED,
        "바뀐 수: 지난번 결과와 달라진 수",
        columns,
        rows,
        "지난번 결과와 값이 달라진 수와 그 까닭",
        note=f"지난번은 {day}{'확정' if revision.is_final else '잠정'} 결과입니다. 그 보고서를 이미 나누어 주셨으면 "
        "아래 수를 함께 알려 주세요.",
        verdict="'없음'은 그때 낸 자료가 없어 수가 없던 것입니다. 합계가 먼저, 곳마다 달마다의 수가 뒤에 나옵니다.",
    )


def _why(change: ChangedFigure) -> str:
    both = [name for name in change.added if name in change.removed]
    groups = {
        "내용이 바뀐 파일": both,
        "새로 쓴 파일": [name for name in change.added if name not in both],
        "쓰지 않게 된 파일": [name for name in change.removed if name not in both],
    }
    return "\n".join(f"{words}: {some_of(files, MOST_FILES)}" for words, files in groups.items() if files) or SAME_FILES
