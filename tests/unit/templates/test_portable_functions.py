"""The forms use only functions, checks and conditional formats that Hancom Cell, WPS and LibreOffice have too.

The lists below are what the workbook format of Excel 97 already had ([MS-XLS], Ftab, with its numbers there), which all
of these programs read and write; LibreOffice's help describes each of them as well. Before a newer function goes on the
list, it must be looked up in the documentation of every program.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from pipeline.alongside import write_blank
from pipeline.forms.form import load_forms
from pipeline.settings.load import load_config
from tests.unit.templates.making import FORM_IDS, FORMS, context_of, filling_of, make

FUNCTIONS = {
    "COUNT": 0, "IF": 1, "SUM": 4, "MAX": 7, "INT": 25, "AND": 36, "OR": 37, "OFFSET": 78, "LEFT": 115,
    "ISNUMBER": 128, "COUNTA": 169, "SUMPRODUCT": 228, "SUMIF": 345,
}  # fmt: skip
CHECKS = {"any", "list", "whole", "date", "custom"}
CONDITIONS = {"expression"}
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ROOT = Path(__file__).resolve().parents[3]
_TEXT = re.compile(r'"[^"]*"|\'[^\']*\'')
_CALL = re.compile(r"([A-Z_][A-Z0-9_.]*)\s*\(")


def functions_in(formula: str) -> set[str]:
    return set(_CALL.findall(_TEXT.sub("", formula)))


def used_in(path: Path) -> dict[str, set[str]]:
    """The functions, checks and conditions of a workbook, hidden sheets and names included."""
    used: dict[str, set[str]] = {"functions": set(), "checks": set(), "conditions": set(), "parts": set()}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            used["parts"].add(name)
            if not re.fullmatch(r"xl/(?:workbook|worksheets/sheet\d+)\.xml", name):
                continue
            root = etree.fromstring(package.read(name))
            formulas = "//m:f | //m:formula | //m:formula1 | //m:formula2 | //m:definedName"
            for element in root.xpath(formulas, namespaces=NAMESPACE):
                used["functions"] |= functions_in(str(element.text or ""))
            checks = root.xpath("//m:dataValidation", namespaces=NAMESPACE)
            used["checks"] |= {check.get("type", "any") for check in checks}
            used["conditions"] |= {rule.get("type") for rule in root.xpath("//m:cfRule", namespaces=NAMESPACE)}
            assert not root.xpath("//m:extLst", namespaces=NAMESPACE), name  # what only newer programs look at
    return used


def workbooks(folder: Path) -> list[Path]:
    made = []
    for form_id in FORM_IDS:
        form = FORMS[form_id]
        made.append(make(folder / "blank", form))
        made.append(make(folder / "filled", form, None, filling_of(form, context_of(form))))
    made.append(write_blank(load_config(ROOT / "config.yaml", 2021), load_forms(), folder / "own.xlsx"))
    return made


def test_every_function_check_and_condition_is_on_the_list_and_the_list_has_no_others(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for path in workbooks(tmp_path):
        used = used_in(path)
        assert used["functions"] <= set(FUNCTIONS), path.name
        assert used["checks"] <= CHECKS, path.name
        assert used["conditions"] <= CONDITIONS, path.name
        assert not any("vba" in name or "dynamic" in name or "richData" in name for name in used["parts"]), path.name
        seen.update(used["functions"] | used["checks"] | used["conditions"])
    assert set(seen) == set(FUNCTIONS) | CHECKS | CONDITIONS


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ('=IF(A1="SUMIFS(x)",XLOOKUP(B1,C:C,D:D),"")', {"IF", "XLOOKUP"}),
        ("=_xlfn.CONCAT('TEXTJOIN(1)'!A1)", {"CONCAT"}),
        ("=A1*(B1+2)", set()),
    ],
)
def test_a_function_is_seen_wherever_it_stands_but_not_in_texts_or_names_of_sheets(
    formula: str, found: set[str]
) -> None:
    assert {name.rpartition(".")[2] for name in functions_in(formula)} == found
