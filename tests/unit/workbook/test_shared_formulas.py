"""Formulas that Excel stored once for a block read in each cell as openpyxl's translator writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from pipeline.workbook.shared_formulas import moved_formula


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1", "C4"),
        ("$A1", "$A4"),
        ("A$1", "C$1"),
        ("$A$1", "$A$1"),
        ("SUM(B9:B48)", "SUM(D12:D51)"),
        ("B9*C9", "D12*E12"),
        ('IF(A1="A1",A1,"B2")', 'IF(C4="A1",C4,"B2")'),
        ("LOG10(A1)", "LOG10(C4)"),
        ("'A1 시트'!A1", "'A1 시트'!C4"),
        ("시트!A1+시트!B$2", "시트!C4+시트!D$2"),
        ("A1시트!A1", "A1시트!C4"),
        ("[1]Sheet1!A1", "[1]Sheet1!C4"),
        ("SUM(A:A)", "SUM(C:C)"),
        ("SUM($A:B)", "SUM($A:D)"),
        ("SUM(1:2)", "SUM(4:5)"),
        ("SUM($1:2)", "SUM($1:5)"),
        ("표1[열A1]+A1", "표1[열A1]+C4"),
        ("Tax2021+A1", "Tax2021+C4"),
        ("A1.5", "A1.5"),
        ("XFD1048576", "#REF!"),
        ("1+2", "1+2"),
        ('"따옴표 ""A1"" 안"&A1', '"따옴표 ""A1"" 안"&C4'),
    ],
)
def test_references_move_and_nothing_else_does(formula: str, moved: str) -> None:
    """Three rows down, two columns to the right; worked out by hand."""
    assert moved_formula(formula, 3, 2) == moved


@given(
    references=st.lists(
        st.tuples(
            st.sampled_from(["", "$"]),
            st.sampled_from(["F", "Z", "AB"]),
            st.sampled_from(["", "$"]),
            st.integers(20, 99),
        ).map(lambda part: "".join(map(str, part))),
        min_size=1,
        max_size=5,
    ),
    rows=st.integers(-10, 10),
    columns=st.integers(-5, 5),
)
def test_moving_agrees_with_openpyxl(references: list[str], rows: int, columns: int) -> None:
    formula = f'IF({references[0]}>0,SUM({":".join(references[-2:])}),"F20")&{"+".join(references)}'
    expected = Translator("=" + formula, origin="M50").translate_formula(row_delta=rows, col_delta=columns)

    assert "=" + moved_formula(formula, rows, columns) == expected
