"""Whether everything that the settings name is declared: forms, tables, sections of the report.

Comes in: the settings, and the names that forms and report declare. Raises ConfigError with every mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from pipeline.settings.load import YearConfig
from pipeline.settings.mistakes import Mistakes, meant
from pipeline.settings.yaml_tree import NodePath


def check_names(
    config: YearConfig,
    form_ids: Collection[str],
    tables_of: Callable[[str], Collection[str]],
    sections: Collection[str],
) -> None:
    """Raise ConfigError where the settings name a form, a table or a section of the report that is not declared."""
    mistakes = Mistakes(config.positions)
    for index, name in enumerate(config.settings.report.sections):
        if name not in sections:
            mistakes.add(("보고서", "절", index), f"'{name}'은(는) 없는 절입니다. {meant(name, sections, '절')}")
    for number, plan in config.settings.years.items():
        for form_id, expected in plan.forms.items():
            where: NodePath = ("연도", number, "서식", form_id)
            if form_id not in form_ids:
                mistakes.add(where, f"'{form_id}'은(는) 없는 서식입니다. {meant(form_id, form_ids, '서식')}")
                continue
            for table in expected.tables:
                if table not in tables_of(form_id):
                    mistakes.add(
                        (*where, "표"),
                        f"서식 '{form_id}'에는 '{table}' 표가 없습니다. 있는 표: {', '.join(tables_of(form_id))}",
                    )
    mistakes.raise_all(config.path)
