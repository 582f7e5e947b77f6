"""Settings that somebody edited by hand: read, or refused in Korean sentences, whatever was typed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.main import load

LINES = (Path(__file__).resolve().parents[2] / "config.yaml").read_text(encoding="utf-8").splitlines()
TYPED = [
    "",
    "null",
    "0",
    "-1",
    "2021-02-30",
    "[",
    "{}",
    "- ",
    ": ",
    "# ",
    "'",
    "\t",
    "가: 나",
    "*x",
    "&x 1",
    "!!python/name:os",
    "9" * 400,
]


@given(st.data())
def test_any_edit_is_read_or_refused_in_words(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        edit, words = (
            data.draw(st.sampled_from(["value", "gone", "twice", "deeper"])),
            data.draw(st.sampled_from(TYPED)),
        )
        key, colon, _ = lines[at].partition(":")
        changed = {
            "value": [f"{key}{colon} {words}"],
            "gone": [],
            "twice": [lines[at]] * 2,
            "deeper": [f"  {lines[at]}"],
        }
        lines[at : at + 1] = changed[edit]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        assert has_hangul(refusal(path))


def refusal(path: Path) -> str:
    try:
        load(path, 2021)
    except ConfigError as error:
        return str(error)
    return "읽음"


def has_hangul(text: str) -> bool:
    return any("가" <= sign <= "힣" for sign in text)
