"""News: counted by region and kind, and a short digest of their titles."""

from __future__ import annotations

from pipeline.model.result import RunResult
from pipeline.report.blocks import TableBlock
from pipeline.report.sections.newsletter import digest_table, news_of
from tests.support.run_in_memory import Rows, Sent, a_run, headline, section, sent, the_year, whole_year
from tests.support.told_blocks import cells, row, sentences, table


def month(region: int, number: int, *, news: Rows) -> Sent:
    return sent("monthly_results", region, month=number, newsletter=news)


def item(title: str, kind: str = "행사") -> dict[str, object]:
    return {"organisation": "복지관", "kind": kind, "title": title}


def test_news_by_kind_in_the_order_of_the_form() -> None:
    result = a_run(
        month(1, 1, news=[item("가", "자원"), item("나", "행사"), item("다", "자원")]), month(2, 1, news=[item("라")])
    )
    found = table(section("소식지", result), "newsletter")
    assert [column.header for column in found.columns] == ["권역", "행사", "자원", "계"]
    assert (row(found, "1권역"), row(found, "2권역"), row(found, "계")) == (
        ["1*", "2*", "3*"],
        ["1*", "미제출", "1*"],
        ["2*", "2*", "4*"],
    )


def test_every_kind_of_a_whole_year_adds_up() -> None:
    # Each region sends one item a month: 6 of 행사 (odd months), 6 of 모집 (even months).
    found = table(section("소식지", the_year()), "newsletter")
    assert row(found, "3권역") == ["6", "6", "12"]
    assert row(found, "계") == ["30", "30", "60"]


def test_a_month_without_news_is_told_and_a_missing_one_is_not() -> None:
    returns = [one for one in whole_year() if (one.region, one.month) not in ((4, 8), (4, 9))]
    told = sentences(section("소식지", a_run(*returns, sent("monthly_results", 4, month=8, no_activity=True))))
    assert "소식이 없던 달: 4권역 8월" in told


def shown_digest(result: RunResult) -> TableBlock:
    found = digest_table(result)
    assert found is not None
    return found


def test_the_digest_is_short_and_spread_over_the_year() -> None:
    found = shown_digest(the_year())
    assert cells(found)[0][1] == " / ".join(
        f"- {number}월 소식 1-{number}({kind}, 복지관)"
        for number, kind in ((1, "행사"), (4, "모집"), (8, "모집"), (12, "모집"))
    )
    assert found.notes == ("소식 60건 가운데 20건. 전체는 집계대장에 있음",)


def test_a_title_told_every_month_is_told_once() -> None:
    returns = [month(1, number, news=[item("주민을 찾습니다")]) for number in range(1, 13)]
    found = shown_digest(a_run(*returns))
    assert cells(found) == [["1권역", "- 1월 주민을 찾습니다(행사, 복지관)"]]


def test_a_very_long_title_is_cut() -> None:
    found = shown_digest(a_run(month(1, 1, news=[item("가" * 80)])))
    assert cells(found)[0][1] == f"- 1월 {'가' * 59}…(행사, 복지관)"


def test_the_latest_news_come_first() -> None:
    result = a_run(month(1, 2, news=[item("이월")]), month(1, 11, news=[item("십일월")]))
    assert [news.title for news in news_of(result, 1)] == ["십일월", "이월"]
    assert news_of(result, 2) == []


def test_without_news_there_is_no_section() -> None:
    assert section("소식지", a_run(sent("settlement", 1))) == []
    assert headline("소식지", a_run(sent("settlement", 1))) == []
