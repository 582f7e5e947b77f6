"""The words for states, severities, effects, periods, measures and regions: one word for one thing in every output.

Comes in: figures, findings, returns, slots. Goes out: short Korean words. No numbers are calculated and no sentences
are made here.
"""

from __future__ import annotations

from collections import Counter

from pipeline.forms.form import FormSet
from pipeline.forms.slots import Slot
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Effect, Finding, Severity
from pipeline.model.lacks import in_question
from pipeline.model.returns import Return, ReturnState
from pipeline.settings.load import YearConfig

HEAD_OFFICE = "총괄부서"
WHOLE = "전체"
YES, NO = "예", "아니오"
NO_NUMBER = "–"
ANNUAL = "연간"
HALF_NAMES = ("상반기", "하반기")
NOT_SUBMITTED, NOT_APPLICABLE, IN_QUESTION, LEFT_BLANK = "미제출", "해당없음", "확인 중", "적은 수 없음"
STATE_WORDS = {
    State.VALUE: "모두 더함",
    State.ZERO: "0으로 적음",
    State.NOT_APPLICABLE: NOT_APPLICABLE,
    State.MISSING: NOT_SUBMITTED,
    State.PARTIAL: "일부만 더함",
}
FACT_WORDS = STATE_WORDS | {State.VALUE: "값 있음"}  # a single number is not a sum
SEVERITY_WORDS = {Severity.ERROR: "고칠 곳", Severity.WARNING: "확인할 곳", Severity.NOTE: "알림"}
RETURN_WORDS = {
    ReturnState.USED: "씀",
    ReturnState.REFUSED: "반려",
    ReturnState.SUPERSEDED: "새 제출본으로 바뀜",
    ReturnState.IGNORED: "쓰지 않음",
}
EFFECT_WORDS = {Effect.RETURN_REFUSED: "파일 반려", Effect.ROW_LEFT_OUT: "줄 제외", Effect.KEPT: "합계에 넣음"}
NO_NUMBER_THERE = "적힌 수 없음"
DIMENSION_WORDS = {
    "region": "권역",
    "dong": "동",
    "month": "월",
    "round": "회차",
    "project": "사업명",
    "activity": "세부사업명",
    "item": "구분",
}


def none_word(figure: Figure) -> str:
    """The word for a figure without a value in a list."""
    if in_question(figure.missing):
        return IN_QUESTION
    return LEFT_BLANK if figure.is_blank else NOT_APPLICABLE if figure.state is State.NOT_APPLICABLE else NOT_SUBMITTED


def state_words(figure: Figure) -> str:
    """The word for a figure's state."""
    return none_word(figure) if figure.value is None else STATE_WORDS[figure.state]


def measure_labels(forms: FormSet) -> dict[str, str]:
    """Each measure's name with its unit: "대상자(명)". Two measures that would share a name also name their form."""
    named = {name: f"{measure.name}({measure.unit})" for name, measure in forms.measures.items()}
    counts = Counter(named.values())
    owner = {name: form.name for form in forms for name in form.measures}
    return {name: label if counts[label] == 1 else f"{owner[name]} {label}" for name, label in named.items()}


def region_label(config: YearConfig, region: int | None, otherwise: str = HEAD_OFFICE) -> str:
    """ "1권역"; ``otherwise`` where there is no region."""
    return otherwise if region is None else config.called(region)


def period_words(slot: Slot) -> str:
    """The part of the year that a return covers: "4월", "2회차", "연간"."""
    if slot.month is not None:
        return f"{slot.month}월"
    return f"{slot.round}회차" if slot.round is not None else ANNUAL


def return_period(item: Return) -> str:
    """The part of the year that a file covers: "4월", "1회차", "1, 2회차", "연간"."""
    if item.month is not None:
        return f"{item.month}월"
    return f"{', '.join(map(str, item.rounds))}회차" if item.rounds else ANNUAL


def form_name(forms: FormSet, form: str) -> str:
    """The form's Korean name; its id where the form is no longer declared."""
    return forms[form].name if form in forms else form


def slot_words(slot: Slot, forms: FormSet) -> str:
    """ "월별실적 4월": an expected return of a region."""
    period, name = period_words(slot), form_name(forms, slot.form)
    return name if period == ANNUAL else f"{name} {period}"


def effect_words(item: Finding) -> str:
    """What a finding did to the numbers; a word of its own where the number it asks for is missing."""
    return NO_NUMBER_THERE if item.gaps and item.effect is Effect.KEPT else EFFECT_WORDS[item.effect]


def verdict_words(item: Finding) -> str:
    """The same, or the words for an allowed exception."""
    return "예외로 허용" if item.exception else effect_words(item)
