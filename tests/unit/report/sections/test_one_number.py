"""In a report one name always means the same number, and a number has the same name everywhere."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.explain.printed import printed_numbers
from pipeline.report.blocks import Item, KeyFigures, Run, TableBlock, text_of
from pipeline.report.sections import build_report
from tests.support.run_in_memory import a_run, forms, whole_year
from tests.support.told_blocks import cells, row, table

NUMBER = re.compile(r"△?[\d,]+(?:\.\d+)?")


def test_no_two_measures_are_called_the_same() -> None:
    """Except the three units of one result, which differ by their unit."""
    called = [(measure.name, measure.unit) for measure in forms().measures.values()]
    assert len(called) == len(set(called))


def test_one_figure_is_printed_as_one_number_wherever_it_stands() -> None:
    """Money is printed both in thousands and in won; nothing else is printed in two ways."""
    result = a_run(*[one for number, one in enumerate(whole_year()) if number % 2])
    shown: dict[str, set[str]] = defaultdict(set)
    for printed in printed_numbers(build_report(result)):
        match = NUMBER.match(printed.text)
        if match and not printed.key.split(" ")[0].endswith("_won"):
            shown[printed.key].add(match[0].lstrip("△"))
    assert {key: texts for key, texts in shown.items() if len(texts) > 1} == {}


def test_projects_known_and_projects_planned_have_two_names() -> None:
    """Without the plans of two regions five projects are known by their results, and three are planned."""
    result = a_run(*whole_year([("joint_project_plan", region, None) for region in (2, 4)]))
    blocks = build_report(result).blocks
    told = [text_of(block.runs) for block in blocks if isinstance(block, Item)]
    assert any("5개* 공동사업을 추진함" in text for text in told)
    (keys,) = [block for block in blocks if isinstance(block, KeyFigures)]
    assert [key.value for key in keys.items if key.label.startswith("공동사업")] == [Run("5개*")]
    summary = table(blocks, "regions_summary")
    assert row(summary, "계획한 공동사업")[-1] == "3*"
    named = [line[0] for block in blocks if isinstance(block, TableBlock) for line in cells(block)]
    assert "공동사업" not in named
