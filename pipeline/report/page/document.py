"""근거보기.html: the report as a page in which every number shows where it comes from.

Comes in: a ``Report``, its pictures and its ``Evidence``. Goes out: one file, the same bytes for the same input. Its
Content-Security-Policy allows only our script and our style sheet, by their hashes, and pictures inside the file: no
network, no frame, no form, no script smuggled in by a text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from pipeline.report.blocks import Report
from pipeline.report.page.alongside import ALONGSIDE, TITLE, alongside_section
from pipeline.report.page.body import Body
from pipeline.report.page.evidence import Evidence, Explained, Worked
from pipeline.report.page.markup import Markup, data_block, tag, text

_HERE = Path(__file__).resolve().parent


def write_page(report: Report, pictures: Mapping[str, Path], evidence: Evidence, path: Path) -> Path:
    """The path of the page; ``pictures`` holds a PNG for the key of every chart block.

    Raises ``SelfCheckError`` where a chart has no picture.
    """
    keys = chain((figure.key for figure in evidence.figures), (worked.key for worked in evidence.worked))
    numbers = {key: number for number, key in enumerate(keys)}
    # These two are our own files and never anything else, so they are written without escaping.
    style, script = (Markup((_HERE / name).read_text(encoding="utf-8")) for name in ("page.css", "page.js"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", text(f"{report.title} 근거보기")),
        tag("style", style),
    )
    body = tag(
        "body",
        tag("a", text("본문으로 건너뛰기"), href="#report", class_="skip"),
        _tools(evidence),
        tag("main", Body(pictures, numbers).markup(report), *_sections(evidence, numbers), id="report", tabindex=-1),
        _dialog(),
        data_block("data", _data(evidence, numbers)),
        tag("script", script),
    )
    path.write_text(f"<!DOCTYPE html>\n{tag('html', head, body, lang='ko')}\n", encoding="utf-8", newline="\n")
    return path


def _policy(style: str, script: str) -> str:
    def allowed(inline: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {allowed(script)}; style-src {allowed(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _tools(evidence: Evidence) -> Markup:
    choices = [tag("option", text(f"모든 {evidence.words.unit}"), value="")]
    choices += [tag("option", text(name), value=number) for number, name in evidence.regions]
    return tag(
        "header",
        tag(
            "div",
            tag("label", text("수 찾기"), for_="ask"),
            tag("input", id="ask", type="search", autocomplete="off", spellcheck="false", aria_describedby="hint"),
            role="search",
        ),
        tag("div", tag("label", text(evidence.words.unit), for_="region"), tag("select", *choices, id="region")),
        tag("p", tag("a", text("제출 현황"), href="#board")),
        *([] if evidence.compared is None else [tag("p", tag("a", text(TITLE), href=f"#{ALONGSIDE}"))]),
        tag("p", text(f"예: {evidence.example}, 표 3, 집행률. 본문의 수를 눌러도 근거가 나옵니다."), id="hint"),
        tag("p", id="count", role="status"),
        tag("ol", id="found"),
    )


def _sections(evidence: Evidence, numbers: Mapping[str, int]) -> Iterator[Markup]:
    """The sections after the report: the board, and the officer's own totals."""
    yield _board(evidence)
    if evidence.compared is not None:
        yield alongside_section(evidence.compared, numbers)


def _board(evidence: Evidence) -> Markup:
    senders = (tag("th", text(name), scope="col", data_r=region) for region, name in evidence.board.senders)
    rows = (
        tag(
            "tr",
            tag("th", tag("p", text(form)), scope="row", class_="left"),
            *(
                tag("td", tag("p", text(state)), class_="center", data_r=region)
                for (region, _), state in zip(evidence.board.senders, states, strict=True)
            ),
        )
        for form, states in evidence.board.rows
    )
    table = tag(
        "table",
        tag("caption", tag("p", text(f"서식별·{evidence.words.unit}별 제출 현황"))),
        tag("thead", tag("tr", tag("th", text("서식"), scope="col"), *senders)),
        tag("tbody", *rows),
        class_="short",
    )
    inside = tag("div", table, class_="wide", tabindex=0, role="group", aria_label="제출 현황")
    return tag("section", tag("h2", text("제출 현황"), class_="plain"), inside, id="board", tabindex=-1)


def _dialog() -> Markup:
    return tag(
        "dialog",
        tag("h2", id="panel-title", class_="plain", tabindex=-1),
        tag("div", id="panel-body"),
        tag("button", text("닫기"), type="button", id="close"),
        id="panel",
        aria_labelledby="panel-title",
    )


def _data(evidence: Evidence, numbers: Mapping[str, int]) -> dict[str, object]:
    """The evidence, with numbers in place of files, sheets and keys, so that each of these is written once."""
    files = sorted({source.file for figure in evidence.figures for source in figure.sources})
    sheets = sorted({source.sheet for figure in evidence.figures for source in figure.sources})
    figure_at = {figure.key: at for at, figure in enumerate(evidence.figures)}
    file_at, sheet_at = ({name: at for at, name in enumerate(names)} for names in (files, sheets))
    return {
        "files": [[name, evidence.links.get(name, "")] for name in files],
        "sheets": sheets,
        "figures": [_figure(figure, file_at, sheet_at) for figure in evidence.figures],
        "worked": [_worked(worked, figure_at) for worked in evidence.worked],
        "printed": [[numbers[item.key], item.text, item.place, item.folded] for item in evidence.printed],
        "words": {
            "names": evidence.words.names,
            "empty": evidence.words.empty,
            "total": evidence.words.total,
            "particle": evidence.words.particle,
            "unit": evidence.words.unit,
        },
    }


def _worked(worked: Worked, figure_at: Mapping[str, int]) -> dict[str, object]:
    parts = [figure_at[part] for part in worked.parts if part in figure_at]
    return {"key": worked.key, "formula": worked.formula, "parts": parts}


def _figure(figure: Explained, file_at: Mapping[str, int], sheet_at: Mapping[str, int]) -> dict[str, object]:
    told: dict[str, object] = {
        "key": figure.key,
        "title": figure.title,
        "value": figure.value,
        "text": figure.text,
        "made": figure.made,
        "region": figure.region,
        "names": figure.names,
        "cells": [
            [file_at[source.file], sheet_at[source.sheet], source.cell, source.value] for source in figure.sources
        ],
        "lacking": figure.lacking,
        "out": figure.left_out,
        "before": figure.before,
        "changed": figure.changed,
    }
    return {name: value for name, value in told.items() if value not in ("", (), [], None)}
