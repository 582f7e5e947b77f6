"""The section of 근거보기.html that compares the officer's own totals with ours.

Comes in: the comparison, and the place of each figure in the page's data. Goes out: ``Markup``. Our number is a button
like those of the report, so that its cells open beside her number; whatever her file says is written as plain text.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.count.derived import marks_of
from pipeline.korean import count_text
from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.words import none_word
from pipeline.report.page.markup import Markup, joined, tag, text

ALONGSIDE, TITLE = "alongside", "손으로 센 수와 대조"
_HEADINGS = ("칸", "적은 이름", "손으로 센 수", "우리 수", "차이", "결과", "살펴볼 것")


def alongside_section(compared: Comparison, numbers: Mapping[str, int]) -> Markup:
    """The result for each of her numbers, those that differ first."""
    items = sorted(compared.items, key=lambda item: list(Verdict).index(item.verdict) or len(Verdict))
    head = (tag("th", text(heading), scope="col") for heading in _HEADINGS)
    rows = (_row(item, numbers) for item in items)
    table = tag(
        "table",
        tag("caption", tag("p", text(f"{compared.file}: {compared.summary}"))),
        tag("thead", tag("tr", *head)),
        tag("tbody", *rows),
        class_="small",
    )
    inside = tag("div", table, class_="wide", tabindex=0, role="group", aria_label=TITLE)
    notes = (tag("p", text(note), class_="note") for note in compared.notes)
    return tag("section", tag("h2", text(TITLE), class_="plain"), inside, *notes, id=ALONGSIDE, tabindex=-1)


def _row(item: Compared, numbers: Mapping[str, int]) -> Markup:
    figure = item.figure
    unit = "" if figure is None else figure.unit
    difference = "" if item.difference is None else f"{item.difference:+,}" if item.difference else "0"
    cells = (
        tag("td", _lines(f"{item.place.sheet} › {item.place.cell}"), class_="left"),
        tag("th", _lines(item.name), scope="row", class_="left"),
        tag("td", _lines(item.typed if item.hers is None else count_text(item.hers, unit)), class_="right"),
        tag("td", tag("p", _ours(item, numbers)), class_="right"),
        tag("td", _lines(difference), class_="right"),
        tag("td", _lines(item.verdict.value), class_="center"),
        tag("td", _lines(*item.remarks, *item.candidates), class_="left"),
    )
    return tag("tr", *cells, data_r=None if figure is None else figure.region)


def _ours(item: Compared, numbers: Mapping[str, int]) -> Markup:
    figure = item.figure
    if figure is None:
        return text("")
    if figure.value is None:
        return joined(text(f"{item.title}\n"), text(none_word(figure)))
    shown = text(f"{count_text(figure.value, figure.unit)}{marks_of(figure)}")
    if (number := numbers.get(figure.key)) is not None:
        shown = tag("button", shown, type="button", class_="n", data_k=number, aria_haspopup="dialog")
    return joined(text(f"{item.title}\n"), shown)


def _lines(*lines: str) -> Markup:
    return joined(*(tag("p", text(line)) for line in lines))
