"""Formulas: their text for Excel, and their results without Excel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.forms.form import Form
from pipeline.templates.formulas import (
    Results,
    RowCell,
    WholeColumn,
    check_formula,
    excel_formula,
    parse_formula,
    total_formula,
)
from tests.unit.templates.making import FORMS


def form_with(formula: str, **tables: list[dict[str, object]]) -> Form:
    """A form whose table ``t`` has the numbers a, b, c, the name n and a formula in f; more tables may stand beside."""
    numbers = [{"id": name, "label": name, "type": "count"} for name in "abc"]
    columns = [*numbers, {"id": "n", "label": "n"}, {"id": "f", "label": "f", "type": "count", "formula": formula}]
    sheets = [{"name": "가", "tables": [{"id": "t", "title": "가", "columns": columns}]}]
    sheets += [{"name": name, "tables": [{"id": name, "title": name, "columns": c}]} for name, c in tables.items()]
    return Form.model_validate(
        {"id": "x", "version": "1", "name": "시험", "purpose": "시험", "header": [], "sheets": sheets}
    )


def address(part: RowCell | WholeColumn) -> str:
    return part.column.upper() + "7" if isinstance(part, RowCell) else f"{part.table}!{part.column}"


def excel(formula: str, **tables: list[dict[str, object]]) -> str:
    form = form_with(formula, **tables)
    return excel_formula(parse_formula(formula), form.table("t"), address)


OTHER = [{"id": "k", "label": "k"}, {"id": "v", "label": "v", "type": "count"}]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("{a}*{b}", '=IF(COUNT(A7,B7)<2,"",A7*B7)'),
        ("{a} - {b}", '=IF(COUNT(A7,B7)<2,"",A7-B7)'),
        ("{a}-({b}-{c})", '=IF(COUNT(A7,B7,C7)<3,"",A7-(B7-C7))'),
        ("{a}-{b}-{c}", '=IF(COUNT(A7,B7,C7)<3,"",A7-B7-C7)'),
        ("({a}+{b})*2", '=IF(COUNT(A7,B7)<2,"",(A7+B7)*2)'),
        ("{a}+{a}", '=IF(COUNT(A7)<1,"",A7+A7)'),
        ("SUM({o.v:column})", '=IF(COUNT(A7,B7,C7,o!v)=0,"",SUM(o!v))'),
        (
            "SUMIF({o.k:column},{n},{o.v:column})",
            '=IF(OR(N7="",COUNT(A7,B7,C7,o!v)=0),"",SUMIF(o!k,N7,o!v))',
        ),
    ],
)
def test_excel_shows_nothing_until_what_the_formula_needs_is_there(formula: str, text: str) -> None:
    assert excel(formula, o=OTHER) == text


@pytest.mark.parametrize(
    ("formula", "row", "value"),
    [
        ("{a}*{b}", {"a": 15000, "b": 20}, 300000),
        ("{a}*{b}", {"a": 15000}, ""),
        ("{a}*{b}", {"a": 15000, "b": ""}, ""),
        ("{a}*{b}", {"a": 0, "b": 20}, 0),
        ("{a}*{b}", {"a": "15,000원", "b": 20}, ""),
        ("{a}*{b}", {"a": True, "b": 20}, ""),
        ("{a}-({b}-{c})", {"a": 10, "b": 7, "c": 2}, 5),
        ("{a}-{b}-{c}", {"a": 10, "b": 7, "c": 2}, 1),
        ("({a}+{b})*2", {"a": 3, "b": 4}, 14),
        ("{a}+{b}*2", {"a": 3, "b": 4}, 11),
    ],
)
def test_a_row_is_worked_out_by_hand_arithmetic(formula: str, row: dict[str, object], value: object) -> None:
    assert Results(form_with(formula), {"t": [row]}).value("t", 0, "f") == value


def test_spending_is_added_up_for_each_budget_item() -> None:
    results = Results(
        FORMS["settlement"],
        {
            "summary": [
                {"item": "사무관리비", "granted_won": 1270000},
                {"item": "업무추진비", "granted_won": 500000},
                {"item": None},
            ],
            "spending": [
                {"item": "사무관리비", "amount_won": 85000},
                {"item": "업무추진비", "amount_won": 40000},
                {"item": "사무관리비", "amount_won": 15000},
                {"item": "사무관리비", "amount_won": "만 원"},
                {"item": None, "amount_won": 7},
            ],
        },
    )
    assert [results.value("summary", n, "spent_won") for n in range(4)] == [100000, 40000, "", ""]
    assert [results.value("summary", n, "remaining_won") for n in range(3)] == [1170000, 460000, ""]
    assert [results.total("summary", name) for name in ("granted_won", "spent_won", "remaining_won")] == [
        1770000,
        140000,
        1630000,
    ]


def test_nothing_spent_is_a_zero_once_the_grant_is_written_down() -> None:
    results = Results(
        FORMS["settlement"], {"summary": [{"item": "사무관리비", "granted_won": 1270000}, {"item": "업무추진비"}]}
    )
    assert results.value("summary", 0, "spent_won") == 0
    assert results.value("summary", 0, "remaining_won") == 1270000
    assert results.value("summary", 1, "spent_won") == ""
    assert results.value("summary", 1, "remaining_won") == ""


def test_a_number_typed_over_a_formula_counts_in_what_builds_on_it() -> None:
    rows = {"summary": [{"item": "사무관리비", "granted_won": 100, "spent_won": 30}]}
    results = Results(FORMS["settlement"], rows)
    assert results.value("summary", 0, "spent_won") == 30
    assert results.formula_value("summary", 0, "spent_won") == 0
    assert results.value("summary", 0, "remaining_won") == 70


def test_a_total_of_nothing_shows_nothing_and_a_total_of_zero_shows_zero() -> None:
    form = form_with("{a}*{b}")
    assert Results(form, {"t": [{"a": None}, {"a": "없음"}]}).total("t", "a") == ""
    assert Results(form, {"t": [{"a": 0}]}).total("t", "a") == 0
    assert total_formula("E8:E47") == '=IF(COUNT(E8:E47)=0,"",SUM(E8:E47))'


@given(st.lists(st.tuples(st.sampled_from(["사무관리비", "업무추진비"]), st.integers(0, 10**9)), max_size=20))
def test_the_items_spending_adds_up_to_all_spending(payments: list[tuple[str, int]]) -> None:
    rows = {
        "summary": [{"item": name, "granted_won": 10**9} for name in ("사무관리비", "업무추진비")],
        "spending": [{"item": item, "amount_won": amount} for item, amount in payments],
    }
    results = Results(FORMS["settlement"], rows)
    assert results.total("summary", "spent_won") == sum(amount for _, amount in payments)


@pytest.mark.parametrize(
    "formula",
    [
        "{a}/{b}",
        "{a}+",
        "({a}",
        "{a} {b}",
        "MAX({o.v:column})",
        "SUM({a})",
        "SUMIF({o.k:column},{n})",
        "",
        "1.5*{a}",
        "{a}**{b}",
    ],
)
def test_anything_else_in_a_formula_is_refused_in_korean(formula: str) -> None:
    with pytest.raises(ConfigError, match="수식"):
        parse_formula(formula)


@pytest.mark.parametrize("formula", ["{a}*{z}", "SUM({o.z:column})", "SUM({p.v:column})"])
def test_a_formula_that_names_a_missing_column_is_refused(formula: str) -> None:
    form = form_with(formula, o=OTHER)
    with pytest.raises(ConfigError, match="없는 열"):
        check_formula(form, form.table("t"), form.table("t").column("f"))


def test_a_formula_that_compares_columns_of_two_tables_is_refused() -> None:
    form = form_with("SUMIF({o.k:column},{n},{t.a:column})", o=OTHER)
    with pytest.raises(ConfigError, match="한 표의 열"):
        check_formula(form, form.table("t"), form.table("t").column("f"))


def test_a_formula_that_needs_itself_is_refused() -> None:
    with pytest.raises(ConfigError, match="자기 자신"):
        Results(form_with("{a}+{f}"), {"t": [{"a": 1}]}).value("t", 0, "f")


@pytest.mark.parametrize("name", ["사무*", "a?", "<10", "=3", "~"])
def test_a_name_that_excel_would_take_for_a_pattern_is_refused(name: str) -> None:
    results = Results(form_with("SUMIF({o.k:column},{n},{o.v:column})", o=OTHER), {"t": [{"a": 1, "n": name}]})
    with pytest.raises(ConfigError, match="쓸 수 없습니다"):
        results.value("t", 0, "f")
