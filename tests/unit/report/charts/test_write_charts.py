"""The PNG files: names, sizes, the same bytes every time, and what stops a run."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import pytest
from PIL import Image

from pipeline.errors import SelfCheckError
from pipeline.model.figures import State
from pipeline.report.blocks import ChartBlock, Panel, Point, Series
from pipeline.report.charts import write_charts
from tests.support.demo_report import demo_report
from tests.support.states_report import states_report

KINDS = ("bars", "grouped", "trend", "heatmap", "rates")


def chart(
    key: str = "그림", kind: str = "bars", *, label: str = "1권역", value: float = 3.0, title: str = ""
) -> ChartBlock:
    series = Series("실적", (Point(label, value, f"{value:g}"), Point("2권역", 1, "1")))
    return ChartBlock(key, kind, "제목", "설명", (Panel(title, (series,)),), height_mm=62.0)


def charts_of_whole_reports() -> list[ChartBlock]:
    return [
        block for report in (demo_report(), states_report()) for block in report.blocks if isinstance(block, ChartBlock)
    ]


def test_each_block_gets_a_file_named_by_its_key(tmp_path: Path) -> None:
    written = write_charts([chart("권역별 상담"), chart("b")], tmp_path / "차트")
    assert written == {"권역별 상담": tmp_path / "차트" / "권역별 상담.png", "b": tmp_path / "차트" / "b.png"}
    assert sorted((tmp_path / "차트").iterdir()) == sorted(written.values())


def test_a_picture_is_170_mm_wide_as_high_as_asked_and_opaque(tmp_path: Path) -> None:
    for path in write_charts([chart(kind, kind) for kind in KINDS], tmp_path).values():
        with Image.open(path) as picture:
            assert picture.mode == "RGB"
            assert abs(picture.width / 200 * 25.4 - 170) < 0.2
            assert abs(picture.height / 200 * 25.4 - 62) < 0.2
            assert round(picture.info["dpi"][0]) == 200


def test_no_date_and_no_program_name_is_in_a_picture(tmp_path: Path) -> None:
    with Image.open(write_charts([chart()], tmp_path)["그림"]) as picture:
        assert set(picture.info) == {"dpi"}


def test_the_same_blocks_are_the_same_bytes_whatever_the_machines_settings(tmp_path: Path) -> None:
    blocks = charts_of_whole_reports()
    first = {key: path.read_bytes() for key, path in write_charts(blocks, tmp_path / "1").items()}
    with matplotlib.rc_context(
        {"font.size": 30, "axes.linewidth": 9, "savefig.facecolor": "red", "text.antialiased": False}
    ):
        second = {key: path.read_bytes() for key, path in write_charts(blocks, tmp_path / "2").items()}
    assert first == second


def test_the_machines_settings_are_left_as_they_were(tmp_path: Path) -> None:
    with matplotlib.rc_context({"font.size": 30}):
        write_charts([chart()], tmp_path)
        assert matplotlib.rcParams["font.size"] == 30


def test_a_letter_without_a_picture_stops_the_run_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(SelfCheckError, match=r"'😀'\(U\+1F600\)"):
        write_charts([chart(label="1권역😀")], tmp_path)


@pytest.mark.parametrize("sign", ["−", "․", "‧", "\u00a0", "\u200b"])
def test_signs_that_look_alike_are_drawn_as_the_one_the_font_has(tmp_path: Path, sign: str) -> None:
    assert write_charts([chart(label=f"신사1{sign}2동")], tmp_path)["그림"].stat().st_size > 0


def test_hangul_typed_on_a_mac_is_drawn_like_any_other(tmp_path: Path) -> None:
    mac = write_charts([chart(label="\u110b\u1173\u11ab\u1111\u1167\u11bc")], tmp_path / "1")["그림"]
    windows = write_charts([chart(label="은평")], tmp_path / "2")["그림"]
    assert mac.read_bytes() == windows.read_bytes()


@pytest.mark.parametrize("text", ["$1,000 → $2,000", r"$\frac$", "100%_^{}\\"])
def test_money_signs_and_backslashes_are_only_letters(tmp_path: Path, text: str) -> None:
    plain = write_charts([chart(title="X", label="X")], tmp_path / "1")["그림"].read_bytes()
    assert write_charts([chart(title=text, label=text)], tmp_path / "2")["그림"].read_bytes() != plain


@pytest.mark.parametrize("key", ["", "..", "a/b", "a\\b", "../위", "a:b", "무엇?", "가\n나"])
def test_a_key_that_is_no_file_name_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="cannot be a file name"):
        write_charts([chart(key)], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_key_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="used twice"):
        write_charts([chart("가"), chart("가")], tmp_path)


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pie"):
        write_charts([chart(kind="pie")], tmp_path)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("kind", KINDS)
def test_a_number_that_is_none_is_refused(tmp_path: Path, kind: str, value: float) -> None:
    with pytest.raises(ValueError, match="1권역"):
        write_charts([chart(kind=kind, value=value)], tmp_path)


@pytest.mark.parametrize("panels", [(), (Panel("", ()),), (Panel("제목", (Series("가", ()),)),)])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_draw_still_makes_a_picture(tmp_path: Path, kind: str, panels: tuple[Panel, ...]) -> None:
    block = ChartBlock("그림", kind, "제목", "설명", panels)
    assert write_charts([block], tmp_path)["그림"].is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_values_that_are_all_missing_or_all_zero_can_be_drawn(tmp_path: Path, kind: str) -> None:
    missing = Series("가", (Point("1월", None, "", state=State.MISSING), Point("2월", None, "", state=State.MISSING)))
    zero = Series("나", (Point("1월", 0, "0", state=State.ZERO), Point("2월", 0, "0", state=State.ZERO)))
    for number, series in enumerate(((missing,), (zero,), (missing, zero))):
        block = ChartBlock(f"그림{number}", kind, "제목", "설명", (Panel("", series),))
        assert write_charts([block], tmp_path)[f"그림{number}"].is_file()
