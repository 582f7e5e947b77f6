"""What a city's run found, for machines and for reference: results.json, the ledger, the manifest.

Comes in: the city's results. Goes out: files; the same results give the same bytes. The ledger's totals are live sums
over its own rows. Nothing is added up here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.city.offices import OUTPUT, RESULTS, OfficeRun
from pipeline.city.result import CityResult
from pipeline.city.totals import Slice, Spread, Total, slice_of
from pipeline.earlier.results import MANIFEST
from pipeline.model.figures import Figure
from pipeline.model.returns import SlotState
from pipeline.model.words import none_word, state_words
from pipeline.records.results import figure_entry, hashes_of, write_json
from pipeline.sheets.cell_styles import SLOT_TONES
from pipeline.sheets.drawing import CONTENTS, Book, Column, Formula, Said, Sheet, Value, contents_of

PROGRAMME = "자치구 종합"
FIGURES = "자치구별 수"
_GROUP, _VALUE = 0, 9  # columns of the sheet of figures


def write_results(result: CityResult, path: Path) -> Path:
    """results.json of the city: offices, totals, the offices' own figures with their cells, board, spread."""
    content = {
        "year": result.year,
        "as_of": result.as_of.isoformat(),
        "status": "확정" if result.is_final else "잠정",
        "offices": [_office(run) for run in result.runs],
        "totals": [_total(total) for total in result.totals],
        "figures": [{"office": run.name, **figure_entry(figure)} for run in result.runs for figure in run.figures],
        "expected": [{"office": run.name, **entry} for run in result.runs for entry in run.expected],
        "spread": [_spread(spread) for spread in result.spreads],
    }
    return write_json(content, path)


def write_manifest(result: CityResult, folder: Path) -> Path:
    """manifest.json: the sha256 of every office's results.json and of every file in ``folder``."""
    inputs = {f"{run.name}/{OUTPUT}/{result.year}/{RESULTS}": run.sha256 for run in result.runs if run.sha256}
    return write_json({"year": result.year, "inputs": inputs, "outputs": hashes_of(folder)}, folder / MANIFEST)


def write_ledger(result: CityResult, path: Path) -> Path:
    """The ledger: offices, totals, every office's and region's numbers, the board, the spread."""
    title = f"{result.year}년 {PROGRAMME}대장"
    book = Book(title, "자치구별 수와 합계, 제출 현황", PROGRAMME, result.as_of)
    book.new_name(CONTENTS)
    groups = {total.slice: number for number, total in enumerate(result.totals, start=1)}
    figures = _figures_sheet(result, groups)
    sheets = [_offices_sheet(result), _totals_sheet(result, groups, figures), figures, _board(result), _spreads(result)]
    for sheet in sheets:
        sheet.name = book.new_name(sheet.name)
    for sheet in (contents_of(CONTENTS, sheets, f"차례: {title}"), *sheets):
        book.add(sheet)
    return book.save(path)


def _office(run: OfficeRun) -> dict[str, Any]:
    return {
        "office": run.name,
        "exit_code": run.code,
        "reason": run.reason or None,
        "status": run.status or None,
        "as_of": run.as_of.isoformat() if run.as_of else None,
        "results_sha256": run.sha256 or None,
        "findings": dict(sorted(run.findings.items())),
        "forms": dict(sorted({form for basis in run.bases.values() for form in basis.forms})),
    }


def _total(total: Total) -> dict[str, Any]:
    figure = total.figure
    return {
        "measure": figure.measure,
        "unit": figure.unit,
        "round": figure.round,
        "item": figure.item,
        "forms": dict(total.slice.basis.forms),
        "value": figure.value,
        "state": figure.state.value,
        "offices": list(total.offices),
        "missing": list(figure.missing_words),
        "doubts": [doubt.words for doubt in figure.doubts],
    }


def _spread(spread: Spread) -> dict[str, Any]:
    """The means per region as text, so that no digit is lost."""
    return {
        "measure": spread.slice.basis.measure,
        "round": spread.slice.round,
        "forms": dict(spread.slice.basis.forms),
        "compared": spread.compared,
        "least": [spread.least[0], str(spread.least[1])],
        "middle": str(spread.middle),
        "most": [spread.most[0], str(spread.most[1])],
        "unusual": [[name, str(mean)] for name, mean in spread.unusual],
        "left_out": list(spread.left_out),
    }


def _shown(figure: Figure) -> Value:
    return figure.value if figure.value is not None else Said(none_word(figure), "missing")


def _offices_sheet(result: CityResult) -> Sheet:
    rows: list[list[Value]] = []
    for run in result.runs:
        state = Said(run.status, "good" if run.code == 0 else "doubt") if run.is_written else Said("결과 없음", "bad")
        counts = [run.findings.get(kind, 0) if run.is_written else None for kind in ("error", "warning")]
        where = f"{run.name}/{OUTPUT}/{result.year}" if run.is_written else ""
        rows.append([run.name, state, run.code, run.as_of, *counts, where, run.reason])
    columns = [
        Column("자치구", "text", 16),
        Column("상태", "center", 12),
        Column("끝난 번호", "plain_number", 12),
        Column("기준일", "date", 14),
        Column("고칠 곳", "number", 12),
        Column("확인할 곳", "number", 12),
        Column("결과 폴더", "text", 28),
        Column("결과가 없는 까닭", "wrap", 46),
    ]
    return Sheet("자치구", "자치구별 실행 결과", columns, rows, "자치구마다 어떻게 끝났는지", portrait=False)


def _what(each: Slice) -> list[Value]:
    return [each.basis.form_name, each.basis.forms_text, each.basis.label, each.basis.unit, each.round, each.item or ""]


_WHAT = [
    Column("서식", "text", 16),
    Column("서식 이름과 판", "text", 26),
    Column("측정 항목", "text", 16),
    Column("단위", "center", 8),
    Column("회차", "round", 8),
    Column("구분", "text", 16),
]


def _totals_sheet(result: CityResult, groups: dict[Slice, int], figures: Sheet) -> Sheet:
    rows: list[list[Value]] = []
    for total in result.totals:
        number, figure = groups[total.slice], total.figure
        value = _shown(figure)
        if figure.value is not None:
            sum_of = f"=SUMIFS({figures.range_of(_VALUE)},{figures.range_of(_GROUP)},{number})"
            marks = ("†" if figure.doubts else "") + ("*" if figure.state == "partial" else "")
            value = Formula(sum_of, figure.value, marks)
        lacking = "\n".join(figure.missing_words)
        rows.append([number, *_what(total.slice), value, state_words(figure), len(total.offices), lacking])
    columns = [
        Column("묶음", "plain_number", 8),
        *_WHAT,
        Column("합계", "total", 18),
        Column("상태", "center", 14),
        Column("자치구 수", "number", 12),
        Column("빠진 것", "wrap", 46),
    ]
    note = f"합계는 '{FIGURES}' 시트에서 같은 묶음의 줄을 더한 살아 있는 식입니다. 서식의 판이 다르면 묶음도 다릅니다."
    return Sheet("합계", "자치구 합계", columns, rows, "서식이 같은 자치구끼리 더한 수", note=note)


def _figures_sheet(result: CityResult, groups: dict[Slice, int]) -> Sheet:
    rows: list[list[Value]] = []
    for run in result.runs:
        for figure in run.figures:
            each = slice_of(run, figure)
            group = groups.get(each) if figure.region is None else None
            lacking = "\n".join(figure.missing_words)
            unit = run.called(figure.region, "계")
            rows.append([group, run.name, unit, *_what(each), _shown(figure), state_words(figure), lacking, figure.key])
    columns = [
        Column("묶음", "plain_number", 8),
        Column("자치구", "text", 16),
        Column(result.unit.word, "center", 10),
        *_WHAT,
        Column("값", "number", 18),
        Column("상태", "center", 14),
        Column("빠진 것", "wrap", 46),
        Column("results.json의 수", "text", 30),
    ]
    note = "'묶음'이 있는 줄이 합계에 들어갑니다. 어느 칸에서 왔는지는 그 자치구의 집계대장에 있습니다."
    return Sheet(
        FIGURES, f"자치구와 {result.unit.each} 수", columns, rows, "자치구가 센 수 모두", note=note, on_screen=True
    )


def _board(result: CityResult) -> Sheet:
    rows: list[list[Value]] = []
    for run in result.runs:
        for entry in run.expected:
            state = SlotState(entry["state"])
            when = (entry["month"], entry["round"])
            due = date.fromisoformat(entry["due"])
            rows.append([run.name, run.called(entry["region"]), entry["name"], *when, due, _said(state)])
    columns = [
        Column("자치구", "text", 16),
        Column(result.unit.word, "center", 12),
        Column("서식", "text", 18),
        Column("월", "month", 8),
        Column("회차", "round", 8),
        Column("마감", "date", 14),
        Column("상태", "center", 12),
    ]
    return Sheet("제출 현황", "자치구별 제출 현황", columns, rows, "낼 자료와 낸 자료", grouped_by=0, on_screen=True)


def _said(state: SlotState) -> Value:
    return Said(state.value, SLOT_TONES[state])


def _spreads(result: CityResult) -> Sheet:
    rows: list[list[Value]] = []
    for spread in result.spreads:
        means = [_mean(spread.least[1]), _mean(spread.middle), _mean(spread.most[1])]
        rows.append(
            [*_what(spread.slice)[:-1], spread.compared, *means, _names(spread.unusual), ", ".join(spread.left_out)]
        )
    columns = [
        *_WHAT[:-1],
        Column("견준 자치구 수", "number", 16),
        Column("가장 작은 값", "number", 16),
        Column("가운데 값", "number", 16),
        Column("가장 큰 값", "number", 16),
        Column("크게 다른 자치구", "wrap", 34),
        Column("견주지 않은 자치구", "wrap", 34),
    ]
    note = f"{result.unit.word} 하나의 평균끼리 견줍니다. 덜 모였거나 확인 중인 수는 견주지 않습니다."
    return Sheet(
        "자치구 사이의 차이", "자치구 사이의 차이", columns, rows, f"{result.unit.word}당 평균의 폭", note=note
    )


def _mean(mean: object) -> float:
    return round(float(str(mean)), 1)


def _names(unusual: Sequence[tuple[str, object]]) -> str:
    return ", ".join(f"{name} {_mean(mean):,}" for name, mean in unusual)
