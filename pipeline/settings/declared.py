"""Whether everything that the settings name is declared: forms, tables, sections of the report, duties, rules.

Comes in: the settings, and what forms, report and rules declare. Raises ConfigError with every mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.settings.load import YearConfig
from pipeline.settings.mistakes import Mistakes, meant
from pipeline.settings.schema import Duty, ExpectedForm, YearPlan
from pipeline.settings.yaml_tree import NodePath

DUTIES = "총괄부서_할_일"
HOW_TO_ASK = {
    "year": "'마감'을 적어 주세요",
    "month": "'월'과 '다음달_마감일'을, 한 해의 합계만 받는 해에는 '연간: true'와 '마감'을 적어 주세요",
    "round": "'회차'를 적어 주세요",
}


@dataclass(frozen=True, slots=True)
class DeclaredForm:
    """What the settings must know of a form: its tables, and what one return covers ("year", "month", "round")."""

    tables: Collection[str]
    period: str


@dataclass(frozen=True, slots=True)
class DutyProofs:
    """By what the head office shows that it did a duty: entries of a kind in the table ``kinds_in`` of ``form``, or the
    rows of one of ``tables``.
    """

    form: str = ""
    kinds_in: str = ""
    kinds: Collection[str] = ()
    tables: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """Every name that the settings may use and do not declare themselves."""

    forms: Mapping[str, DeclaredForm]
    sections: Collection[str]
    rules: Collection[str] = ()
    duties: DutyProofs = field(default_factory=DutyProofs)


def check_names(config: YearConfig, declared: Declared) -> None:
    """Raise ConfigError where the settings name something that is not declared."""
    mistakes = Mistakes(config.positions)
    for index, name in enumerate(config.settings.report.sections):
        if name not in declared.sections:
            hint = meant(name, declared.sections, "절")
            mistakes.add(("보고서", "절", index), f"'{name}'은(는) 없는 절입니다. {hint}")
    for year, plan in config.settings.years.items():
        here: NodePath = ("연도", year)
        for form_id, expected in plan.forms.items():
            _check_form(form_id, expected, declared, (*here, "서식", form_id), mistakes)
        _check_duties(plan, declared.duties, here, mistakes)
        for index, exception in enumerate(plan.exceptions):
            if exception.rule not in declared.rules:
                hint = meant(exception.rule, declared.rules, "규칙")
                mistakes.add((*here, "예외", index, "규칙"), f"'{exception.rule}'은(는) 없는 규칙입니다. {hint}")
    mistakes.raise_all(config.path)


def _check_form(form_id: str, expected: ExpectedForm, declared: Declared, path: NodePath, mistakes: Mistakes) -> None:
    form = declared.forms.get(form_id)
    if form is None:
        mistakes.add(path, f"'{form_id}'은(는) 없는 서식입니다. {meant(form_id, declared.forms, '서식')}")
        return
    for table in expected.tables:
        if table not in form.tables:
            has = ", ".join(form.tables)
            mistakes.add((*path, "표"), f"서식 '{form_id}'에는 '{table}' 표가 없습니다. 있는 표: {has}")
    asked = {
        "year": expected.due,
        "month": (expected.months and expected.due_day_of_next_month) or (expected.annual and expected.due),
        "round": expected.rounds,
    }
    if not asked[form.period]:
        mistakes.add(path, f"서식 '{form_id}'을(를) 언제 받는지 알 수 없습니다. {HOW_TO_ASK[form.period]}.")


def _check_duties(plan: YearPlan, proofs: DutyProofs, here: NodePath, mistakes: Mistakes) -> None:
    """A duty that nothing can prove would be reported as not done."""
    for index, duty in enumerate(plan.duties):
        path = (*here, DUTIES, index)
        if duty.kind and duty.kind not in proofs.kinds:
            hint = meant(duty.kind, proofs.kinds, "구분")
            mistakes.add((*path, "구분"), f"'{duty.what}'의 구분 '{duty.kind}'은(는) 없는 구분입니다. {hint}")
        if duty.table and duty.table not in proofs.tables:
            hint = meant(duty.table, proofs.tables, "표")
            mistakes.add((*path, "표"), f"'{duty.what}'의 표 '{duty.table}'은(는) 할 일을 보여 주지 않습니다. {hint}")
    asked = plan.forms.get(proofs.form)
    needed = {duty.table if duty.table in proofs.tables else proofs.kinds_in for duty in plan.duties if _is_shown(duty)}
    for table in sorted(needed):
        if proofs.form and (asked is None or (asked.tables and table not in asked.tables)):
            mistakes.add(
                (*here, DUTIES),
                f"총괄부서의 할 일을 확인할 '{table}' 표(서식 '{proofs.form}')를 이 해에 받지 않습니다. "
                "'서식'에 더하거나 그 표로 확인할 할 일의 '구분'과 '표'를 지워 주세요.",
            )


def _is_shown(duty: Duty) -> bool:
    return bool(duty.kind or duty.table)
