"""The officer's own totals in the page: differences first, our numbers clickable, hers always plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from pipeline.model.alongside import Compared, Comparison, Verdict
from pipeline.model.figures import Figure, State
from pipeline.model.findings import Place
from pipeline.model.lacks import Lack, LackKind
from pipeline.report.page.alongside import alongside_section
from tests.support.report_page import page_of_text

FIGURE = Figure("consultations", "건", 1_551, State.PARTIAL, region=2)
SAME = Compared(
    place=Place("장부.xlsx", "장부", "B2"), name="2권역 상담", typed="1,551", verdict=Verdict.SAME, hers=1_551,
    figure=FIGURE, title="2권역 상담(건)",
)  # fmt: skip
DIFFERENT = replace(SAME, typed="1500", verdict=Verdict.DIFFERENT, hers=1_500, remarks=("까닭",))
NOWHERE = Compared(place=Place("장부.xlsx", "장부", "B4"), name="회식", typed="3", verdict=Verdict.NOT_FOUND)


def section(*items: Compared, numbers: dict[str, int] | None = None) -> str:
    return alongside_section(Comparison(Path("장부.xlsx"), "장부.xlsx", items, ("알림",)), numbers or {})


def rows(markup: str) -> list[list[str]]:
    """The lines of the table's body, cell by cell, without markup."""
    body = markup.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if row)
    return [[unescape(re.sub("<[^>]+>", " ", cell)).strip() for cell in row] for row in cells]


def test_what_differs_stands_first_and_what_is_the_same_last() -> None:
    told = rows(section(SAME, NOWHERE, DIFFERENT))
    assert told[2][4] == "0"
    assert [row[5] for row in told] == ["다름", "못 찾음", "같음"]
    assert told[0] == [
        "장부 › B2", "2권역 상담", "1,500건", "2권역 상담(건) 1,551건*", "-51", "다름", "까닭",
    ]  # fmt: skip
    assert told[1] == ["장부 › B4", "회식", "3", "", "", "못 찾음", ""]


def test_our_number_opens_its_cells_where_the_page_has_them() -> None:
    assert 'data-k="7"' in section(SAME, numbers={FIGURE.key: 7})
    assert "<button" not in section(SAME)


def test_a_number_that_we_lack_is_told_by_its_word() -> None:
    owed = Lack(LackKind.NOT_SUBMITTED, "전화모니터링", ("2권역",))
    missing = Figure("consultations", "건", None, State.MISSING, region=2, missing=(owed,))
    (row,) = rows(section(replace(DIFFERENT, verdict=Verdict.NO_NUMBER, figure=missing)))
    assert row[3].split() == ["2권역", "상담(건)", "미제출"]


def test_the_files_sum_and_what_was_left_out_are_told() -> None:
    told = section(SAME, DIFFERENT)
    assert "장부.xlsx: 같음 1 · 다름 1" in told
    assert '<p class="note">알림</p>' in told


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "</section></main>"])
def test_a_hostile_text_of_her_file_stays_text(text: str, tmp_path: Path) -> None:
    page = page_of_text(text, tmp_path).read_text(encoding="utf-8")
    section = page.partition('<section id="alongside"')[2].partition("</section>")[0]
    assert section.count(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) == 7
    assert "<script" not in section
    assert "<img" not in section
