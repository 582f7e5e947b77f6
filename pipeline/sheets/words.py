"""The words by which workbooks and receipts call things: measures, regions, states, verdicts, expected returns.

Comes in: figures, findings, slots. Goes out: short Korean words, the same in every output. No number is worked out
here.
"""

from __future__ import annotations

from collections import Counter

from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Finding, Severity, effect_words
from pipeline.model.returns import ReturnState, SlotState
from pipeline.settings.load import YearConfig

HEAD_OFFICE = "총괄부서"
WHOLE = "전체"
YES, NO = "예", "아니오"
NO_NUMBER = "–"
STATE_WORDS = {
    State.VALUE: "값 있음",
    State.ZERO: "0으로 적음",
    State.NOT_APPLICABLE: "해당없음",
    State.MISSING: "미제출",
    State.PARTIAL: "일부만 더함",
}


def state_words(figure: Figure) -> str:
    """How a figure stands."""
    return figure.none_word if figure.value is None else STATE_WORDS[figure.state]


SEVERITY_WORDS = {Severity.ERROR: "고칠 곳", Severity.WARNING: "확인할 곳", Severity.NOTE: "알림"}
RETURN_WORDS = {
    ReturnState.USED: "씀",
    ReturnState.REFUSED: "반려",
    ReturnState.SUPERSEDED: "새 제출본으로 바뀜",
    ReturnState.IGNORED: "쓰지 않음",
}
SLOT_TONES = {
    SlotState.SUBMITTED: "good",
    SlotState.LATE: "doubt",
    SlotState.TO_MEND: "bad",
    SlotState.MISSING: "missing",
}
SEVERITY_TONES = {Severity.ERROR: "bad", Severity.WARNING: "doubt", Severity.NOTE: "grey"}
DIMENSION_WORDS = {
    "region": "권역",
    "dong": "동",
    "month": "월",
    "round": "회차",
    "project": "사업명",
    "activity": "세부사업명",
    "item": "구분",
}


def measure_labels(forms: FormSet) -> dict[str, str]:
    """What each measure is called, its unit with it: "대상자(명)". Two that would share a name also say their form."""
    named = {name: f"{measure.name}({measure.unit})" for name, measure in forms.measures.items()}
    counts = Counter(named.values())
    owner = {name: form.name for form in forms for name in form.measures}
    return {name: label if counts[label] == 1 else f"{owner[name]} {label}" for name, label in named.items()}


def region_label(config: YearConfig, region: int | None, otherwise: str = HEAD_OFFICE) -> str:
    """ "1권역"; for no region the word that fits the case."""
    return otherwise if region is None else config.called(region)


def period_words(slot: Slot) -> str:
    """The part of the year that a return covers: "4월", "2회차", "연간"."""
    if slot.month is not None:
        return f"{slot.month}월"
    return f"{slot.round}회차" if slot.round is not None else "연간"


def form_name(forms: FormSet, form: str) -> str:
    """The form's Korean name; its id where no such form is declared any more."""
    return forms[form].name if form in forms else form


def slot_words(slot: Slot, forms: FormSet) -> str:
    """ "월별실적 4월": an expected return of a region."""
    period, name = period_words(slot), form_name(forms, slot.form)
    return name if period == "연간" else f"{name} {period}"


def verdict_words(item: Finding) -> str:
    """What became of the numbers of a finding; an allowed exception says so."""
    return "예외로 허용" if item.exception else effect_words(item)
