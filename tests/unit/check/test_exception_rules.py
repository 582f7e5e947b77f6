"""Allowed exceptions: a finding that somebody has examined stays on record, and its row counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model.findings import Effect
from pipeline.settings.load import YearConfig
from pipeline.settings.schema import AllowedException
from tests.support.markdown_book import Book, book, check, line_of, run, settings

REASON = {"까닭": "단체 통화로 확인함", "허용한_사람": "복지정책과 담당", "날짜": date(2021, 12, 20)}


def allowing(**narrowed: object) -> YearConfig:
    """The settings with one exception in them."""
    config = settings()[0]
    exception = AllowedException.model_validate({**REASON, **narrowed})
    plan = config.plan.model_copy(update={"exceptions": (exception,)})
    return replace(config, plan=plan)


def too_few(region: int = 1) -> Book:
    """A monitoring return whose row 7 has fewer consultations than people."""
    return book("phone_monitoring", region=region).with_cells("모니터링", {"F7": "7"})


def test_exc_001_exception_that_matches_nothing__warning() -> None:
    found = check(book("phone_monitoring"), config=allowing(규칙="MON-001", 권역=1))
    assert [(item.rule, item.severity, item.value, item.place.file) for item in found] == [
        ("EXC-001", "warning", "MON-001", "config.yaml")
    ]


def test_exc_001_exception_that_matches__ok() -> None:
    found = check(too_few(), config=allowing(규칙="MON-001", 권역=1))
    assert [line_of(item) for item in found] == ["MON-001 warning kept 모니터링!F7 '7'"]
    assert found[0].exception == "단체 통화로 확인함 (복지정책과 담당, 2021-12-20)"


def test_an_exception_for_another_region_allows_nothing() -> None:
    found = check(too_few(), config=allowing(규칙="MON-001", 권역=2))
    assert [(item.rule, item.exception) for item in found] == [("MON-001", ""), ("EXC-001", "")]


def test_an_exception_for_one_cell_allows_only_that_cell() -> None:
    odd = too_few().with_cells("모니터링", {"F8": "8"})
    found = check(odd, config=allowing(규칙="MON-001", 시트="모니터링", 셀="F7"))
    assert [(item.place.cell, bool(item.exception)) for item in found] == [("F7", True), ("F8", False)]


def test_an_allowed_row_counts_again() -> None:
    odd = book("phone_monitoring").with_cells("모니터링", {"G7": "노인복지관", "H7": "21"})  # of 20 people
    refused, allowed = run(odd), run(odd, config=allowing(규칙="MON-002", 권역=1))
    assert refused.figures.get("people", region=1, round=1).value == 21 + 22
    assert allowed.figures.get("people", region=1, round=1).value == 20 + 21 + 22
    assert [item.effect for item in allowed.findings] == [Effect.KEPT]


def test_exc_002_exception_for_a_refused_return__warning() -> None:
    odd = book("phone_monitoring", header={"사업연도": "2020"})
    found = check(odd, config=allowing(규칙="BOOK-023"))
    assert [(item.rule, item.exception) for item in found] == [("BOOK-023", ""), ("EXC-002", "")]
    assert found[1].severity == "warning"


def test_exc_002_refused_return_of_another_region__ok() -> None:
    odd = book("phone_monitoring", header={"사업연도": "2020"})
    found = check(odd, config=allowing(규칙="BOOK-023", 권역=2))
    assert [(item.rule, item.exception) for item in found] == [("BOOK-023", ""), ("EXC-001", "")]
