"""Personal data: what is found, what is not, and that masking keeps the shape. All numbers are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.cells import Cell
from pipeline.normalise import PersonalData, find_in_cell, find_personal_data, mask, stored_text
from pipeline.normalise.personal import ACCOUNT_NUMBER, CARD_NUMBER, EMAIL, HOME_ADDRESS, MOBILE_NUMBER, RESIDENT_NUMBER
from tests.unit.normalise.making import boolean, day, number, text, uncalculated

FOUND = [
    # C31: dashes of every kind, spaces, full width, no dash, none of them with a right check digit
    (RESIDENT_NUMBER, "900101-1234567"),
    (RESIDENT_NUMBER, "9001011234567"),
    (RESIDENT_NUMBER, "900101 1234567"),
    (RESIDENT_NUMBER, "900101 - 1234567"),
    (RESIDENT_NUMBER, "９００１０１－１２３４５６７"),
    (RESIDENT_NUMBER, "900101–2234567"),
    (RESIDENT_NUMBER, "000229-4234567"),
    (RESIDENT_NUMBER, "991231-8234567"),
    (RESIDENT_NUMBER, "850505.1234567"),
    (RESIDENT_NUMBER, "850505-\u200b1234567"),
    (RESIDENT_NUMBER, "850505\n-1234567"),
    (RESIDENT_NUMBER, "٩٠٠١٠١-١٢٣٤٥٦٧"),
    # gaps inside the last seven digits
    (RESIDENT_NUMBER, "800101-1 234567"),
    (RESIDENT_NUMBER, "800101-1\u00a0234567"),
    (RESIDENT_NUMBER, "800101 - 1 234567"),
    (RESIDENT_NUMBER, "800101-123 4567"),
    (RESIDENT_NUMBER, "800101-123456 7"),
    (RESIDENT_NUMBER, "800101-1\n234567"),
    (RESIDENT_NUMBER, "800101-12\u200b34567"),
    (RESIDENT_NUMBER, "800101-1-234567"),
    (RESIDENT_NUMBER, "800101-1 234 567"),
    (RESIDENT_NUMBER, "８００１０１－１　２３４５６７"),
    (RESIDENT_NUMBER, "050505-3 234567"),
    # a year of vouchers too, so the check digit decides: the others weighted are 6+15+5+7+8+18+6+12+20+30 = 127,
    # 127 mod 11 is 6, and 11 - 6 = 5; a foreigner's: 159 mod 11 is 5, and 13 - 5 = 8
    (RESIDENT_NUMBER, "350101-1 234565"),
    (RESIDENT_NUMBER, "350101-5 234568"),
    # C32
    (MOBILE_NUMBER, "010-1234-5678"),
    (MOBILE_NUMBER, "01012345678"),
    (MOBILE_NUMBER, "010 1234 5678"),
    (MOBILE_NUMBER, "010.1234.5678"),
    (MOBILE_NUMBER, "010)1234-5678"),
    (MOBILE_NUMBER, "０１０－１２３４－５６７８"),
    (MOBILE_NUMBER, "010ㅡ1234ㅡ5678"),
    (MOBILE_NUMBER, "011-123-4567"),
    (MOBILE_NUMBER, "016-123-4567"),
    (MOBILE_NUMBER, "+82-10-1234-5678"[1:]),
    (MOBILE_NUMBER, "82 (0)10 1234 5678"),
    (MOBILE_NUMBER, "10-1234-5678"),
    (CARD_NUMBER, "1234-5678-9012-3456"),
    (CARD_NUMBER, "5234 5678 9012 3456"),
    (CARD_NUMBER, "9410-1234-5678-9012"),
    (CARD_NUMBER, "4111111111111111"),
    (CARD_NUMBER, "3782-822463-10005"),
    (ACCOUNT_NUMBER, "110-123-456789"),
    (ACCOUNT_NUMBER, "1002-123-456789"),
    (ACCOUNT_NUMBER, "123456-01-123456"),
    (ACCOUNT_NUMBER, "301-0123-4567-81"),
    (ACCOUNT_NUMBER, "3333-01-1234567"),
    (ACCOUNT_NUMBER, "110–123–456789"),
    (HOME_ADDRESS, "101동 1203호"),
    (HOME_ADDRESS, "１０１동１２０３호"),
    (HOME_ADDRESS, "12동, 305호"),
    (HOME_ADDRESS, "빌라 302호"),
    (HOME_ADDRESS, "맨션 가동 201호"),
    (HOME_ADDRESS, "고시원 412호"),
    (EMAIL, "a.b-1@mail.example.co.kr"),
    (EMAIL, "neighbour_77@example.com"),
    (EMAIL, "neighbour＠example.com"),
]


@pytest.mark.parametrize(("kind", "value"), FOUND)
def test_personal_data_is_found_alone_and_in_a_sentence(kind: str, value: str) -> None:
    assert find_personal_data(value) == (PersonalData(kind, 0, len(value)),)
    sentence = f"담당자 {value} 로 문의"
    assert find_personal_data(sentence) == (PersonalData(kind, 4, 4 + len(value)),)
    assert not any(ch.isdecimal() for ch in mask(sentence))


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("계좌 123-45-678901 로 입금", "계좌 ***-**-****** 로 입금"),
        ("국민은행 12345678901234", "국민은행 **************"),
        ("입금계좌: 1005-2021-1234567", "입금계좌: ****-****-*******"),
        ("1234-5678-901234(신한은행)", "****-****-******(신한은행)"),
        ("농협 301 0123 4567 81", "농협 *** **** **** **"),
        ("신한은행 110 123 456789 예금주", "신한은행 *** *** ****** 예금주"),
    ],
)
def test_digits_beside_a_bank_are_an_account(sentence: str, masked: str) -> None:
    assert [data.kind for data in find_personal_data(sentence)] == [ACCOUNT_NUMBER]
    assert mask(sentence) == masked


def test_of_an_email_address_no_letter_is_shown_either() -> None:
    assert mask("신청: neighbour_77@example.com 으로") == "신청: *********_**@*******.*** 으로"


def test_a_home_beside_a_particle_is_a_home() -> None:
    assert mask("녹번동 101동 1203호에 사는 분") == "녹번동 ***동 ****호에 사는 분"


@pytest.mark.parametrize(
    "harmless",
    [
        "은평로 195, 3층 302호",  # an office
        "응암1동 2호점",
        "신사1동 101호",
        "임대주택 100호 공급",
        "101동 203호실",
        "아파트 1000호",
        "서울시보 제1203호",
        "@홍보담당",
        "단가 @1,000",
        "a@b",
        "02-351-7000",
        "02-1234-5678",
        "(02) 351-7000",
        "031-123-4567",
        "051-1234-5678",
        "070-1234-5678",
        "1588-1234",
        "국민은행 02-1234-5678",
        "은행 앞 031-1234-5678",
        "123-45-67890",
        "사업자등록번호 123-45-67890 (국민은행)",
        "법인등록번호 110111-1234567",
        "2021-03-05",
        "2021. 3. 5. ~ 2021. 6. 13.",
        "2021-03-05 14:30:00",
        "20210305",
        "증빙번호 2021-0012-03",
        "2021-0305-0001",
        "2021-0305-0001-0002",
        "2021030500000012",
        "210305-1 250000",  # a voucher of a day, and an amount
        "350101-1 234567",
        "240305-12 34500원",
        "210305-210613 5명",
        "800101 1 234567",  # three columns without a dash
        "800101-1 2 3 4567",  # a row of small numbers
        "800101-1 2345678",
        "801301-1 234567",
        "법인등록번호 110111-1 234567",
        "2019 2020 2021 2022",
        "1,270,000원",
        "8850000",
        "10,000,000,000",
        "123456789012",
        "901301-1234567",  # no thirteenth month
        "900230-1234567",  # no 30 February
        "990229-3234567",  # 2099 is no leap year
        "900101-9234567",
        "900101-123456",
        "900101-12345678",
        "1900101-1234567",
        "010-123-456",
        "010-1234-56789",
        "20101234567890",
        "신사1․2동 120명 730건",
        "3-5-7",
        "",
        "가" * 1000,
    ],
)
def test_what_is_no_personal_data_is_left_alone(harmless: str) -> None:
    assert find_personal_data(harmless) == ()
    assert mask(harmless) == harmless


def test_several_pieces_in_one_text_are_found_in_order() -> None:
    sentence = "900101-1234567, 010-1234-5678 / 1234-5678-9012-3456; 110-123-456789"
    assert [data.kind for data in find_personal_data(sentence)] == [
        RESIDENT_NUMBER,
        MOBILE_NUMBER,
        CARD_NUMBER,
        ACCOUNT_NUMBER,
    ]
    assert mask(sentence) == "******-*******, ***-****-**** / ****-****-****-****; ***-***-******"


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("010-1234-5678 1234-5678-9012-3456", "***-****-**** ****-****-****-****"),
        ("5678 1234-5678-9012-3456", "5678 ****-****-****-****"),
        ("2021-1234-5678-9012-3456", "2021-****-****-****-****"),
        ("5678 5234 5678 9012 3456", "**** **** **** **** ****"),
        ("번호 1 900101-1234567 2", "번호 1 ******-******* 2"),
        ("번호 1 900101-1 234567 2", "번호 1 ******-* ****** 2"),
        ("240305-1 800101-1234567", "240305-1 ******-*******"),
        ("240305-1 800101-1 234567", "240305-1 ******-* ******"),
    ],
)
def test_numbers_beside_a_number_hide_none_of_it(sentence: str, masked: str) -> None:
    assert mask(sentence) == masked


@pytest.mark.parametrize("gap", ["", " ", "가", "\n", "-", "1", "x"])
@pytest.mark.parametrize(
    "piece",
    [
        "900101-1234567",
        "900101-1 234567",
        "900101-1  2  3  4",
        "1-",
        "010-",
        "1234 ",
        "0",
        "9001",
        "국민은행 1",
        "- ",
        "12-34-",
        "a@",
        "a.b@c.",
        "101동 12",
        "빌라 호",
    ],
)
def test_a_pasted_page_of_100_kb_takes_no_time(piece: str, gap: str) -> None:
    """A quadratic algorithm would take minutes for such a page, and an exponential pattern would never end."""
    page = (piece + gap) * (100_000 // len(piece + gap))
    assert len(mask(page)) == len(page)


@given(st.text(alphabet="0123456789-. 가은행동호@ac\n０１", max_size=60))
def test_masking_keeps_the_shape_and_pieces_never_overlap(value: str) -> None:
    masked = mask(value)
    assert len(masked) == len(value)
    assert all(after in (before, "*") for before, after in zip(value, masked, strict=True))
    found = find_personal_data(value)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_numbers_stored_as_numbers() -> None:
    assert find_in_cell(number(9001011234567)) == (PersonalData(RESIDENT_NUMBER, 0, 13),)
    assert find_in_cell(number(9001011234567.0))[0].kind == RESIDENT_NUMBER
    assert find_in_cell(number(1012345678)) == (PersonalData(MOBILE_NUMBER, 0, 10),)
    assert find_in_cell(number(4111111111111111))[0].kind == CARD_NUMBER
    assert find_in_cell(text("문의 010-1234-5678"))[0].start == 3


@pytest.mark.parametrize(
    "cell",
    [
        None,
        number(1012345678, "#,##0"),
        number(20210305),
        number(1270000),
        number(12.5),
        number(float("nan")),
        day(44260),
        boolean(True),
        uncalculated("A1"),
        text("02-351-7000"),
    ],
)
def test_ordinary_cells_hold_no_personal_data(cell: Cell | None) -> None:
    assert find_in_cell(cell) == ()


def test_stored_text() -> None:
    assert [stored_text(cell) for cell in (None, number(3.0), number(2.5), text(" 가 "), uncalculated("A1"))] == [
        "",
        "3",
        "2.5",
        " 가 ",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0.6282051282051282",
        "12.3456789012345678",
        "3.4005128205128E-02",
        "4005128205128205E-3",
        "비율 0.3782051282051282, 0.4005128205128205",
        "1=0.5432109876543210;2=0.1098765432109876",
    ],
)
def test_digits_behind_a_decimal_point_or_an_exponent_are_no_personal_data(text: str) -> None:
    assert find_personal_data(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("010.2345.6789", MOBILE_NUMBER),
        ("880101.1234567", RESIDENT_NUMBER),
        ("4005.1282.0512.8205", CARD_NUMBER),
        ("값 0.5, 연락처 010-2345-6789", MOBILE_NUMBER),
    ],
)
def test_a_personal_number_with_dots_between_its_parts_is_found(text: str, kind: str) -> None:
    assert [found.kind for found in find_personal_data(text)] == [kind]
