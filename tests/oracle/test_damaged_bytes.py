"""The bytes of a real return, damaged at random: the program never silently reads another number, and never crashes.

A damaged file is refused, or read with a finding that a good file does not have, or read with the original values.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from pipeline.check.cell_gate import CellGate
from pipeline.main import load
from pipeline.receive.reader import Reader, reading_limits
from pipeline.workbook.reading import read_bytes

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "2021"
RETURNS = (
    "1권역/1권역_운영계획서_2021년.xlsx",
    "1권역/1권역_전화모니터링_2021년_1차.xlsx",
    "1권역/1권역_정산서_2021년.xlsx",
    "2권역/2권역_공동사업계획서_2021년.xlsx",
    "월별실적/07월/1권역_월별실적_2021년_07월.xlsx",
)
A_RETURN, BATCH, BATCHES = 40, 1_000, 20  # 200 every day, 20,000 thoroughly

Told = tuple[object, frozenset[str]]


def flipped(data: bytearray, chance: Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def overwritten(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    data[start : start + 64] = bytes(len(data[start : start + 64]))


def cut_short(data: bytearray, chance: Random) -> None:
    del data[chance.randrange(len(data)) :]


def with_a_hole(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 16, 512))]


def twice(data: bytearray, chance: Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice((16, 512, 4096))]


def exchanged(data: bytearray, chance: Random) -> None:
    """Swap two sectors of a disk."""
    first, second = sorted(chance.sample(range(max(2, len(data) // 512)), 2))
    a, b = bytes(data[first * 512 : first * 512 + 512]), bytes(data[second * 512 : second * 512 + 512])
    data[first * 512 : first * 512 + 512], data[second * 512 : second * 512 + 512] = b, a


def at_the_end(data: bytearray, chance: Random) -> None:
    """Damage the directory of the package, which has its sizes, checksums and offsets."""
    data[-chance.randrange(1, 1200)] = chance.randrange(256)


KINDS: Sequence[Callable[[bytearray, Random], None]] = (
    flipped,
    overwritten,
    cut_short,
    with_a_hole,
    twice,
    exchanged,
    at_the_end,
)


class Desk:
    """Reads a return as a run does: gate, both readings, recognition, cells."""

    def __init__(self) -> None:
        config, forms = load(ROOT / "config.yaml", 2021)
        self.limits = reading_limits(config)
        self.reader, self.cells = Reader(forms, config), CellGate(forms, config)

    def told(self, data: bytes, name: str) -> Told:
        """The form, its header and every value (None where the file was refused), and the rules of the findings about
        the file.
        """
        result = self.reader.read(0, read_bytes(data, self.limits, name))
        if result.is_refused:
            return None, frozenset(item.rule for item in result.findings)
        tables, found = self.cells.check(result)
        values = [(table.sheet, [(row.row, row.values) for row in table.rows]) for table in tables]
        rules = frozenset(item.rule for item in (*result.findings, *found))
        return (result.form, result.region, result.month, result.header, values), rules


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def batches() -> list[object]:
    daily = [pytest.param(name, number, A_RETURN, id=f"{number}") for number, name in enumerate(RETURNS)]
    names = [RETURNS[number % len(RETURNS)] for number in range(BATCHES)]
    return daily + [
        pytest.param(name, 100 + number, BATCH, id=f"thorough-{number}", marks=pytest.mark.thorough)
        for number, name in enumerate(names)
    ]


@pytest.mark.parametrize(("name", "seed", "count"), batches())
def test_damaged_bytes_never_give_another_number_in_silence(desk: Desk, name: str, seed: int, count: int) -> None:
    good, chance = (EXAMPLES / name).read_bytes(), Random(seed)
    meant, before = desk.told(good, name)
    assert meant is not None
    silent = []
    for number in range(count):
        data, kind = bytearray(good), chance.choice(KINDS)
        kind(data, chance)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings of a library about a broken file are no fault of ours
            values, rules = desk.told(bytes(data), name)
        if values != meant and not rules - before:
            silent.append((kind.__name__, number))
    assert silent == []
