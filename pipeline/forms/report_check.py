"""A declared report checked against the forms: it may only name what exists, and only add up what may be added.

Comes in: a declared report, the positions of its entries, and the forms. Raises ConfigError with a sentence for each
mistake: its line and column, what is wrong and what would be right.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigError
from pipeline.forms.declared_report import (
    CODE_BLOCKS,
    CODE_SECTIONS,
    TITLE,
    Block,
    Chart,
    DeclaredReport,
    Number,
    Table,
    pieces_of,
)
from pipeline.korean import attach
from pipeline.settings.yaml_tree import NodePath, Position, at_line, position_of

if TYPE_CHECKING:
    from pipeline.forms.form import Measure

AXIS_WORDS = {"region": "보내는 곳", "dong": "동", "month": "달", "round": "회차", "item": "구분", "project": "사업"}
WON = "원"
_ROUND_WORDS = frozenset(("round", "round_name", "period", "calls_name"))
Dimensions = frozenset[str]
NO_DIMENSIONS: Dimensions = frozenset()


def check_report(
    report: DeclaredReport,
    positions: dict[NodePath, Position],
    measures: Mapping[str, Measure],
    form_ids: Collection[str],
    path: Path,
) -> None:
    """Raise ConfigError with every mistake of the file at ``path``."""
    found = _Checks(measures, form_ids)
    found.report(report)
    if found.mistakes:
        ordered = sorted(found.mistakes, key=lambda mistake: position_of(mistake[0], positions))
        details = tuple(f"{at_line(position_of(where, positions))}: {sentence}" for where, sentence in ordered)
        raise ConfigError(f"{TITLE}({path.name})에서 고칠 곳 {len(details)}군데를 찾았습니다.", details=details)


class _Checks:
    def __init__(self, measures: Mapping[str, Measure], form_ids: Collection[str]) -> None:
        self.measures, self.form_ids = measures, form_ids
        self.mistakes: list[tuple[NodePath, str]] = []

    def say(self, path: NodePath, sentence: str) -> None:
        self.mistakes.append((path, sentence))

    def report(self, report: DeclaredReport) -> None:
        for index, key in enumerate(report.keys):
            where: NodePath = ("keys", index)
            if key.number is not None:
                self.number(key.number, NO_DIMENSIONS, (*where, "number"))
            elif key.block not in CODE_BLOCKS:
                self.unknown((*where, "block"), "블록", key.block, CODE_BLOCKS)
        for name in ("order", "by_month", "in_detail", "not_of_regions"):
            for index, measure in enumerate(getattr(report, name)):
                self.known(measure, (name, index))
        names = Counter(section.name for section in report.sections)
        keys = Counter(_keys_of(report))
        for index, section in enumerate(report.sections):
            where = ("sections", index)
            if names[section.name] > 1 or section.name in CODE_SECTIONS:
                self.say((*where, "name"), f"'{section.name}' 절이 이미 있습니다. 다른 이름을 적어 주세요.")
            if section.headline:
                self.text(section.headline, NO_DIMENSIONS, (*where, "headline"))
            if section.compared is not None:
                self.measure(section.compared.measure, NO_DIMENSIONS, (*where, "compared", "measure"))
            self.blocks(section.blocks, NO_DIMENSIONS, where, keys)

    def blocks(
        self, blocks: Collection[Block], dims: Dimensions, path: NodePath, keys: Counter[tuple[str, str]]
    ) -> None:
        for index, block in enumerate(blocks):
            where = (*path, "blocks", index)
            self.sentences(block, dims, where)
            self.drawn(block, dims, where, keys)
            if block.block is not None and block.block not in CODE_BLOCKS:
                self.unknown((*where, "block"), "블록", block.block, CODE_BLOCKS)
            if block.rounds is not None:
                inside, at = dims | {"round"}, (*where, "rounds")
                self.text(block.rounds.title, inside, (*at, "title"))
                self.measure(block.rounds.of, inside, (*at, "of"))
                self.blocks(block.rounds.blocks, inside, at, keys)

    def drawn(self, block: Block, dims: Dimensions, where: NodePath, keys: Counter[tuple[str, str]]) -> None:
        for kind, drawn in _drawn(block):
            if keys[kind, drawn.key] > 1:
                self.say((*where, kind, "key"), f"key '{drawn.key}'이(가) 두 번 쓰였습니다. 서로 다르게 적어 주세요.")
        if block.table is not None:
            self.table(block.table, dims, (*where, "table"))
        if block.chart is not None:
            self.chart(block.chart, dims, (*where, "chart"))

    def sentences(self, block: Block, dims: Dimensions, where: NodePath) -> None:
        for kind, text in (("text", block.text), ("heading", block.heading)):
            if text is not None:
                self.text(text, dims, (*where, kind))
        if block.missing is not None and block.missing.form not in self.form_ids:
            self.unknown((*where, "missing", "form"), "서식", block.missing.form, self.form_ids)
        if block.highest is not None:
            self.number(block.highest.number, dims | _axis(block.highest.over), (*where, "highest", "number"))
        if block.change is not None:
            self.measure(block.change.measure, dims, (*where, "change", "measure"))
        if block.empty is not None:
            self.measure(block.empty.measure, dims | {block.empty.over}, (*where, "empty", "measure"), is_total=False)
        if block.target is not None:
            pair = Number(percent=(block.target.done, block.target.planned))
            self.number(pair, dims, (*where, "target"))

    def table(self, table: Table, dims: Dimensions, path: NodePath) -> None:
        along = frozenset(table.axes) - {"region"}
        for index, number in enumerate(table.numbers):
            where = path if table.measure else (*path, "columns" if isinstance(table.rows, str) else "rows", index)
            self.number(number, dims | along, where, is_total="region" in table.axes or "dong" not in table.axes)
            if table.unit and isinstance(table.columns, str):
                self.say((*path, "unit"), "unit: 천원은 columns에 측정값을 적은 표에만 쓸 수 있습니다.")
            if table.total != "none":
                for axis in along:
                    self.sum_along(number, axis, where)
            self.text(number.name, dims, where, only_words=True)
            for name in number.difference:
                self.known(name, where)
            units = {self.measures[name].unit for name in number.measures if name in self.measures}
            if table.unit and not number.percent and units - {WON}:
                self.say(
                    where, f"'{table.unit}' 표에는 단위가 '원'인 측정값만 실을 수 있습니다({', '.join(sorted(units))})."
                )
        if table.included is not None:
            self.measure(table.included.measure, dims | {"item"}, (*path, "included", "measure"), is_total=False)
        for kind, lines in (("caption", (table.caption,)), ("notes", table.notes)):
            for text in lines:
                self.text(text, dims, (*path, kind), only_words=True)

    def sum_along(self, number: Number, axis: str, where: NodePath) -> None:
        for name in number.measures:
            measure = self.measures.get(name)
            if measure is not None and axis not in measure.add_over:
                named = f"'{name}'({measure.name})"
                self.say(
                    where,
                    f"{attach(named, '은/는')} {AXIS_WORDS[axis]}끼리 더할 수 없는 값입니다. "
                    "이 표에는 total: none을 적어 주세요.",
                )

    def chart(self, chart: Chart, dims: Dimensions, path: NodePath) -> None:
        for index, number in enumerate(chart.panels):
            where = (*path, "panels", index)
            inside = dims | {"round"} if chart.by_round else dims
            self.number(number, inside | _axis(chart.axis), where, is_total=chart.axis != "dong")
            if chart.question == "target" and not number.percent:
                self.say(where, "question: target에는 percent: [실적, 목표]를 적어 주세요.")
            if chart.question == "share" and not number.measure:
                self.say(where, "question: share에는 measure를 적어 주세요.")
            if chart.beside_last_year and not number.measure:
                self.say(where, "전년과 나란히 그릴 수 있는 것은 measure뿐입니다.")
            if chart.question == "share":
                self.sum_along(number, chart.axis, where)
        for kind, lines in (("caption", (chart.caption,)), ("notes", chart.notes)):
            for text in lines:
                self.text(text, dims, (*path, kind), only_words=True)

    def text(self, text: str, dims: Dimensions, path: NodePath, *, only_words: bool = False) -> None:
        try:
            pieces = list(pieces_of(text))
        except ValueError as error:
            self.say(path, str(error))
            return
        for piece in pieces:
            if isinstance(piece, str):
                continue
            if piece.word in _ROUND_WORDS and "round" not in dims:
                self.say(path, f"'{{{piece.word}}}'은(는) rounds 안에서만 쓸 수 있습니다.")
            if piece.number is not None and only_words:
                self.say(path, "제목과 주석에는 수를 적을 수 없습니다. 수는 text에 적어 주세요.")
            elif piece.number is not None:
                self.number(piece.number, dims, path)

    def number(self, number: Number, dims: Dimensions, path: NodePath, *, is_total: bool = True) -> None:
        for name in number.measures:
            self.measure(name, dims, path, is_total=is_total)
        units = {self.measures[name].unit for name in number.percent if name in self.measures}
        if len(units) > 1:
            self.say(
                path, f"단위가 다른 값({', '.join(sorted(units))})의 백분율은 낼 수 없습니다. ratio로 적어 주세요."
            )

    def measure(self, name: str, dims: Dimensions, path: NodePath, *, is_total: bool = True) -> None:
        """Check that the forms make figures of the measure by exactly these dimensions."""
        if not self.known(name, path):
            return
        measure = self.measures[name]
        ways = [(frozenset(way.by) - {"region"}, way.total) for way in measure.figures]
        if any(by == dims and (total or not is_total) for by, total in ways):
            return
        named = attach(f"'{name}'({measure.name})", "은/는")
        never = [axis for by, _ in ways for axis in by - dims if axis not in measure.add_over]
        if never:
            word = AXIS_WORDS.get(never[0], never[0])
            self.say(
                path, f"{named} {word}끼리 더할 수 없는 값입니다. {word}마다 따로 보여 주세요(rows, columns나 rounds)."
            )
            return
        by = ", ".join(sorted(dims)) or "없음"
        asked = f"갈래({by})로 나눈 전체의 수" if is_total else f"갈래({by})로 나눈 수"
        self.say(
            path, f"{named} {attach(asked, '이/가')} 서식에 없습니다. 서식의 measures › {name} › figures에 적어 주세요."
        )

    def known(self, name: str, path: NodePath) -> bool:
        if name in self.measures:
            return True
        self.unknown(path, "측정값", name, self.measures)
        return False

    def unknown(self, path: NodePath, what: str, name: str, known: Collection[str]) -> None:
        near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
        hint = f"'{near[0]}'의 오타인가요?" if near else f"쓸 수 있는 이름: {', '.join(known)}"
        self.say(path, f"'{name}'은(는) 없는 {what}입니다. {hint}")


def _axis(axis: str) -> Dimensions:
    return frozenset({axis}) - {"region"}


def _drawn(block: Block) -> list[tuple[str, Table | Chart]]:
    both = (("table", block.table), ("chart", block.chart))
    return [(kind, drawn) for kind, drawn in both if drawn is not None]


def _keys_of(report: DeclaredReport) -> Iterator[tuple[str, str]]:
    def inside(blocks: Collection[Block]) -> Iterator[tuple[str, str]]:
        for block in blocks:
            yield from ((kind, drawn.key) for kind, drawn in _drawn(block))
            if block.rounds is not None:
                yield from inside(block.rounds.blocks)

    for section in report.sections:
        yield from inside(section.blocks)
