"""The settings file: all mistakes at once, in Korean, with their lines; the real file has none."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest

from pipeline.errors import ConfigError
from pipeline.settings.load import YearConfig, load_config

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "config.yaml").read_text(encoding="utf-8")


def load(tmp_path: Path, old: str = "", new: str = "", year: int = 2021) -> YearConfig:
    assert old in TEXT
    path = tmp_path / "config.yaml"
    path.write_text(TEXT.replace(old, new, 1) if old else TEXT, encoding="utf-8")
    return load_config(path, year)


def mistakes(tmp_path: Path, old: str, new: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, old, new)
    assert caught.value.exit_code == 10
    return [caught.value.message, *caught.value.details]


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(TEXT.splitlines(), 1) if re.search(text, line))


def test_the_settings_hold_the_programmes_real_facts() -> None:
    config = load_config(ROOT / "config.yaml", 2021)
    assert {number: region.dongs for number, region in config.regions.items()} == {
        1: ("녹번동", "불광1동", "응암1동"),
        2: ("역촌동", "신사1동", "신사2동"),
        3: ("응암2동", "응암3동", "증산동", "수색동"),
        4: ("갈현2동", "구산동", "대조동"),
        5: ("갈현1동", "불광2동", "진관동"),
    }
    assert config.plan.budget is not None
    assert config.plan.budget.total_won == 8_850_000
    assert [(item.name, item.total_won) for item in config.plan.budget.items] == [
        ("사무관리비", 6_350_000),
        ("업무추진비", 2_500_000),
    ]
    assert config.region_of_dong["수색동"] == 3


def test_settings_typed_on_a_mac_are_those_typed_anywhere_else(tmp_path: Path) -> None:
    """Hangul in its parts looks the same and would be another name."""
    (tmp_path / "config.yaml").write_text(normalize("NFD", TEXT), encoding="utf-8")
    own, usual = load_config(tmp_path / "config.yaml", 2021), load_config(ROOT / "config.yaml", 2021)
    assert (own.regions, own.plan, own.settings.programme) == (usual.regions, usual.plan, usual.settings.programme)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("총액_원: 8850000", "총액_원: 8750000", "총액_원", ["8,750,000원", "6,350,000 + 2,500,000 = 8,850,000원"]),
        ("권역별_원: 500000", "권역별_원: 400000", "업무추진비", ["400,000원 × 5개 권역 = 2,000,000원"]),
        ("총액_원: 8850000", "총액_원: 8,850,000", "총액_원", ["쉼표"]),
        ("총액_원: 8850000", "총액_원: 08850000", "총액_원", ["앞자리 0"]),
        ("총액_원: 8850000", "총액_원: 8_850_000", "총액_원", ["밑줄"]),
        ("증산동, 수색동]", "증산동, 수새동]", "응암2동, 응암3동", ["'수새동'", "'수색동'의 오타인가요?"]),
        ("마감: 2021-03-31", "마감: 3월 말", "operating_plan: ", ["2021-03-31처럼"]),
        ("마감: 2021-03-31", "마갑: 2021-03-31", "operating_plan: ", ["'마갑'", "'마감'의 오타인가요?"]),
        ("번호: 5", "번호: 4", "^권역:", ["4권역이 2번"]),
        ("약칭: 녹번", "약칭: 녹/번", "번호: 1", ["파일 이름에 쓸 수 없는 글자"]),
        ("약칭: 녹번", "약칭: nul", "번호: 1", ["'nul'에 파일 이름에"]),
        ("총괄부서: 복지정책과", "총괄부서: ../복지정책과", "총괄부서", ["'../복지정책과'에 파일 이름에"]),
        ("총괄부서: 복지정책과", "총괄부서: CON.과", "총괄부서", ["'CON.과'에 파일 이름에"]),
        ('담당자_전자우편: ""', '담당자_전자우편: "a@b.kr\\nBcc: c@d.kr"', "담당자_전자우편", ["주소 하나를"]),
        ('담당자_전자우편: ""', "담당자_전자우편: 김주무관", "담당자_전자우편", ["주소 하나를"]),
        ("    - 단계별이행", "    - 회의", "  절:", ["'회의' 절이 2번"]),
        ("  차트: 그림", "  차트: 엑셀", "  차트: ", ["'차트'의 값 '엑셀'을(를) 쓸 수 없습니다", "'그림', '워드'"]),
        (
            "추가_서식_폴더: []",
            "추가_서식_폴더: [없는 폴더]",
            "추가_서식_폴더",
            ["'없는 폴더' 폴더를 찾을 수 없습니다"],
        ),
        ("파일당_초: 20", "파일당_초: 99999999999999999999", "파일당_초", ["3600 이하"]),
        ("  2021:\n", '  "2021":\n', "^  2021:", ["'2021'을(를) 이름으로", "따옴표 없이"]),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: str, words: list[str]) -> None:
    told = "\n".join(mistakes(tmp_path, old, new)[1:])
    assert f"{line_of(line)}행" in told
    for word in words:
        assert word in told


NEW_DONG_YEAR = """
  2022:
    시작: 2022-01-01
    끝: 2022-12-31
    모든_동: [가동, 나동, 다동]
    권역:
      - {번호: 1, 대표기관: 가나복지관, 약칭: 가나, 동: [가동, 나동]}
      - {번호: 2, 대표기관: 다라복지관, 약칭: 다라, 동: [다동]}
    서식:
      settlement: {마감: 2022-12-31}
"""


def test_a_year_with_a_new_dong_has_a_list_of_dongs_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(TEXT + NEW_DONG_YEAR, encoding="utf-8")
    assert load_config(path, 2022).region_of_dong == {"가동": 1, "나동": 1, "다동": 2}
    assert load_config(path, 2021).region_of_dong["수색동"] == 3


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("동: [다동]", "동: [라동]", "동: \\[라동\\]", "'라동'은(는) '모든_동'에 없는 동입니다."),
        ("동: [다동]", "동: [라동]", "동: \\[라동\\]", "새로 생긴 동이면 그 해 아래에 '모든_동'을 새로 적어 주세요."),
        ("나동, 다동]", "나동, 다동, 라동]", "^    권역:", "4개 동 가운데 '라동'이(가) 어느 권역에도 없습니다."),
        (
            NEW_DONG_YEAR[NEW_DONG_YEAR.index("    권역:") : NEW_DONG_YEAR.index("    서식:")],
            "",
            "모든_동: \\[가동",
            "3개 동 가운데 '다동'이(가) 어느 권역에도 없습니다.",
        ),
    ],
)
def test_a_years_own_dongs_must_fit_its_regions(tmp_path: Path, old: str, new: str, line: str, told: str) -> None:
    text = TEXT + NEW_DONG_YEAR.replace(old, new)
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path, 2021)
    where = next(number for number, words in enumerate(text.splitlines(), 1) if re.search(line, words))
    assert any(f"{where}행" in detail and told in detail for detail in caught.value.details), caught.value.details


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    text = TEXT.replace("총액_원: 8850000", "총엑_원: 8850000").replace("번호: 2\n", "번호: 둘\n", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path, 2021)
    told = "\n".join(caught.value.details)
    assert "'총액_원'의 오타인가요?" in told
    assert "'번호'에는" in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  자치구: 은평구", "\t자치구: 은평구", "탭 대신 공백"),
        ("  자치구: 은평구", "  자치구: 은평구\n  자치구: 은평", "두 번"),
        ("기관:\n", "기관: !!python/object:os.system\n", "허용되지 않는 설정 문법"),
        ("기관:\n", "---\n기관:\n---\n", "문법"),
        ("  자치구: 은평구", "  자치구: [은평구", "문법"),
    ],
)
def test_broken_grammar_is_one_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert words in "\n".join(mistakes(tmp_path, old, new))


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(TEXT.encode("cp949", errors="replace"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path, 2021)


def test_an_alias_bomb_ends_quickly(tmp_path: Path) -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    path = tmp_path / "config.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigError):
        load_config(path, 2021)


def test_an_unknown_year_says_which_years_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="적혀 있는 해: 2020년, 2021년"):
        load(tmp_path, year=2031)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2021, 7, 10), date(2021, 7, 12)),  # a Saturday
        (date(2021, 10, 10), date(2021, 10, 12)),  # a Sunday, and the Monday after it is a substitute holiday
        (date(2021, 3, 31), date(2021, 3, 31)),
        (date(2021, 2, 11), date(2021, 2, 15)),  # three days of 설, then a Sunday
    ],
)
def test_a_deadline_moves_to_the_next_working_day(day: date, working: date) -> None:
    assert load_config(ROOT / "config.yaml", 2021).working_day(day) == working


OTHER = """
기관: {자치구: 은평구, 총괄부서: 어르신복지과, 부서장: 어르신복지과장}
사업: {이름: 경로당 활성화}
보내는_곳: {이름: 경로당, 세는_말: 곳}
경로당:
  - {번호: 1, 이름: 응암경로당, 약칭: 응암}
  - {번호: 2, 약칭: 둘째}
보고서: {절: [요약]}
연도:
  2021:
    시작: 2021-01-01
    끝: 2021-12-31
    서식: {visits: {마감: 2021-12-31}}
    예산:
      총액_원: 300
      과목: [{이름: 운영비, 경로당별_원: 100, 합계_원: 200}]
"""


def test_what_sends_the_forms_is_called_as_the_settings_say(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(OTHER.replace("총액_원: 300", "총액_원: 200"), encoding="utf-8")
    config = load_config(path, 2021)
    assert [config.called(number) for number in (1, 2, 3)] == ["응암경로당", "2경로당", "3경로당"]
    assert (config.unit.each, config.unit.counted(30)) == ("경로당별", "경로당 30곳")
    assert config.unit.model_copy(update={"counter": "개"}).counted(5) == "5개 경로당"
    assert config.regions[1].full_name == config.regions[1].name == "응암경로당"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("총액_원: 300", "총액_원: 300", 15, "총액 300원이 과목의 합 200 = 200원과 다릅니다."),
        ("경로당별_원: 100", "경로당별_원: 200", 16, "합계 200원이 경로당별 200원 × 경로당 2곳 = 400원과 다릅니다."),
        ("번호: 2, 약칭", "번호: 1, 약칭", 5, "1경로당이 2번 적혀 있습니다. 경로당 번호는 하나씩만 씁니다."),
        (
            "번호: 2, 약칭",
            "번호: 2, 이름: 응암경로당, 약칭",
            7,
            "응암경로당의 이름 '응암경로당'이 응암경로당의 이름 '응암경로당'(6행)과",
        ),
        (
            "경로당별_원: 100",
            "경로당마다_원: 100",
            16,
            "'경로당마다_원'은(는) 알 수 없는 항목입니다. 쓸 수 있는 이름: 이름, 경로당별_원",
        ),
    ],
)
def test_mistakes_in_settings_with_another_word_are_told_in_that_word(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in OTHER
    path = tmp_path / "config.yaml"
    path.write_text(OTHER.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path, 2021)
    told = [detail for detail in caught.value.details if words in detail]
    assert len(told) == 1, caught.value.details
    assert told[0].startswith(f"{line}행 ")
