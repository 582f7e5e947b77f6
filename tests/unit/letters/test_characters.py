"""When two spellings are one name."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.letters.characters import fold_name


@pytest.mark.parametrize(
    "spelling",
    [
        "동이랑·민이랑",
        "동이랑․민이랑",
        "동이랑・민이랑",
        "동이랑ㆍ민이랑",
        "동이랑･민이랑",
        "동이랑‧민이랑",
        "동이랑•민이랑",
        "동이랑∙민이랑",
        "동이랑⋅민이랑",
        "‘동이랑 · 민이랑’",
        "『동이랑·민이랑』",
        "「동이랑·민이랑」",
        '"동이랑·민이랑"',
        "“동이랑·민이랑”",
        "'동이랑·민이랑'",
        "동이랑\n·민이랑",
        "동이랑\u00a0·\u200b민이랑",
        "동이랑·_x000D_\n민이랑",
        unicodedata.normalize("NFD", "동이랑·민이랑"),
    ],
)
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert fold_name(spelling) == "동이랑·민이랑"


@pytest.mark.parametrize(
    ("first", "second"),
    [("신사1동", "신사2동"), ("동이랑민이랑", "동이랑·민이랑"), ("나눔(1차)", "나눔(2차)"), ("A", "B")],
)
def test_different_names_keep_different_keys(first: str, second: str) -> None:
    assert fold_name(first) != fold_name(second)


def test_full_width_and_case_are_folded() -> None:
    assert fold_name("ＭＯＵ 체결（１차）") == fold_name("mou체결(1차)") == "mou체결(1차)"
