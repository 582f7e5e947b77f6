"""Reading in separate processes: in order, a crash affects one file, no process is left behind (facts 8 and 9,
F21-F23).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.workbook import pool
from pipeline.workbook.outcome import FileReading, FileRule, ReadingLimits
from pipeline.workbook.pool import ReadingProcesses, read_files
from pipeline.workbook.reading import read_bytes
from tests.unit.workbook.packages import book, parts, strings, worksheet, zipped

LIMITS = ReadingLimits()
Files = list[tuple[Path, str]]

# A reading process that does what a file's name says before it reads the file.
MISBEHAVING = """
import sys
sys.path[:] = sys.argv[1:]
import os, signal, threading
from pipeline.workbook import worker
usual = worker.file_outcome
def misbehave(path, name, limits):
    if name.startswith("abort"):
        signal.signal(signal.SIGABRT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGABRT)
    if name.startswith("hang"):
        threading.Event().wait()
    if name.startswith("swell"):
        raise MemoryError
    if name.startswith("exit"):
        os._exit(7)
    if name.startswith("mistake"):
        raise KeyError("a cell's text")
    if name.startswith("once"):
        mark = path.with_suffix(".seen")
        if not mark.exists():
            mark.touch()
            os._exit(3)
    return usual(path, name, limits)
worker.file_outcome = misbehave
worker.main()
"""


def numbered(value: int) -> bytes:
    return book(f'<row r="1"><c r="A1"><v>{value}</v></c></row>')


def written(folder: Path, names: list[str]) -> Files:
    """One workbook per name; A1 holds its place in the list."""
    files = []
    for place, name in enumerate(names):
        path = folder / name
        path.write_bytes(numbered(place))
        files.append((path, name))
    return files


def outcome(reading: FileReading) -> object:
    """A1 of a workbook that was read, else the rule."""
    return reading.problem or reading.workbook.sheets[0].cells[1, 1].value


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Every reading process of a test; none of them may outlive it."""
    started: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            started.append(self)

    monkeypatch.setattr(pool.subprocess, "Popen", Recorded)
    yield started
    assert [process.args for process in started if process.poll() is None] == []


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_outcomes_come_in_the_order_given(count: int, workers: int, tmp_path: Path) -> None:
    files = written(tmp_path, [f"{n}.xlsx" for n in range(count)])

    readings = list(read_files(files, LIMITS, workers))

    assert [outcome(reading) for reading in readings] == list(range(count))
    assert [(reading.path, reading.file) for reading in readings] == files


def test_a_child_reads_what_the_parent_would(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c></row>'
    merged = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
    data = zipped(parts(worksheet(rows, after=merged), text=strings("<t>가</t>")) | {"xl/vbaProject.bin": b"x"})
    path = tmp_path / "a.xlsm"
    path.write_bytes(data)

    (reading,) = read_files([(path, "1권역/a.xlsm")], LIMITS)

    in_process = read_bytes(data, LIMITS, "1권역/a.xlsm")
    assert (reading.workbook, reading.notes, reading.sha256) == (
        in_process.workbook,
        in_process.notes,
        in_process.sha256,
    )
    assert reading.notes == ((FileRule.MACROS, {}),)


def test_entries_that_cannot_be_opened_are_refused_in_their_place(tmp_path: Path) -> None:
    files = written(tmp_path, ["a.xlsx", "b.xlsx"])
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    names = ["link.xlsx", "a.xlsx", "folder.xlsx", "pipe.xlsx", "gone.xlsx", "b.xlsx"]

    readings = list(read_files([(tmp_path / name, name) for name in names], LIMITS, 2))

    assert files[1] == (readings[5].path, readings[5].file)
    assert [outcome(reading) for reading in readings] == [
        FileRule.LINK, 0, FileRule.FOLDER, FileRule.DEVICE, FileRule.GONE, 1,
    ]  # fmt: skip


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("abort.xlsx", FileRule.CRASHED, {"detail": "SIGABRT"}),
        ("exit.xlsx", FileRule.CRASHED, {"detail": "7"}),
        ("swell.xlsx", FileRule.TOO_MUCH_MEMORY, {"limit": "1,000MB"}),
    ],
)
@pytest.mark.parametrize("place", [0, 4, 9])
def test_a_process_that_dies_costs_one_file(
    name: str,
    rule: str,
    words: dict[str, object],
    place: int,
    workers: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVING)
    names = [f"{n}.xlsx" for n in range(10)]
    names[place] = name
    files = written(tmp_path, names)

    readings = list(read_files(files, LIMITS, workers))

    expected: list[object] = list(range(10))
    expected[place] = rule
    assert [outcome(reading) for reading in readings] == expected
    assert readings[place].words == words
    assert (readings[place].size, len(readings[place].sha256)) == (files[place][0].stat().st_size, 64)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_file_that_takes_too_long_costs_itself(workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVING)
    files = written(tmp_path, ["0", "1", "hang", "3", "4", "hang too"])

    readings = list(read_files(files, ReadingLimits(seconds_per_file=1), workers))

    assert [outcome(reading) for reading in readings] == [0, 1, FileRule.TOO_SLOW, 3, 4, FileRule.TOO_SLOW]
    assert readings[2].words == {"seconds": 1}


def test_many_bad_files_cost_no_good_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVING)
    files = written(tmp_path, ["abort1", "abort2", "3", "abort4", "exit5", "swell6", "7", "abort8"])

    found = [outcome(reading) for reading in read_files(files, LIMITS, 2)]

    crashed, swollen = FileRule.CRASHED, FileRule.TOO_MUCH_MEMORY
    assert found == [crashed, crashed, 2, crashed, crashed, swollen, 6, crashed]


def test_a_file_is_tried_again_where_an_earlier_one_may_be_to_blame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVING)
    files = written(tmp_path, ["a.xlsx", "once.xlsx", "b.xlsx"])

    assert [outcome(reading) for reading in read_files(files, LIMITS)] == [0, 1, 2]
    assert (tmp_path / "once.seen").exists()


def test_our_own_mistake_costs_one_file_and_says_where_without_quoting_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_START", MISBEHAVING)
    readings = list(read_files(written(tmp_path, ["a", "mistake", "b"]), LIMITS))

    assert [outcome(reading) for reading in readings] == [0, FileRule.CRASHED, 2]
    assert str(readings[1].words["detail"]).startswith("KeyError ")
    assert "cell" not in str(readings[1].words)


def test_memory_is_limited_where_the_system_can(tmp_path: Path) -> None:
    """Nine million characters pass the gate, but need more memory than the process may use here."""
    text = strings("<t>" + "".join(chr(0xAC00 + n * 7919 % 11_000) for n in range(9_000_000)) + "</t>")
    path = tmp_path / "big.xlsx"
    path.write_bytes(zipped(parts(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), text=text), stored=True))
    files = [(path, "big.xlsx"), *written(tmp_path, ["small.xlsx"])]
    limits = ReadingLimits(max_file_bytes=10**9, memory_bytes=180_000_000)

    first, second = read_files(files, limits)

    assert first.problem in (FileRule.TOO_MUCH_MEMORY, FileRule.CRASHED)
    assert outcome(second) == 0


def test_closing_early_ends_every_process(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    readings = read_files(written(tmp_path, [f"{n}.xlsx" for n in range(50)]), LIMITS, 3)
    assert outcome(next(readings)) == 0
    assert any(process.poll() is None for process in processes)

    readings.close()

    assert all(process.poll() is not None for process in processes)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_exception_in_the_caller_ends_every_process(
    error: type[BaseException], tmp_path: Path, processes: list[subprocess.Popen[bytes]]
) -> None:
    files = written(tmp_path, [f"{n}.xlsx" for n in range(50)])

    def read_a_few() -> None:
        with closing(read_files(files, LIMITS, 3)) as readings:
            next(readings)
            raise error

    with pytest.raises(error):
        read_a_few()

    assert processes
    assert all(process.poll() is not None for process in processes)


def test_one_process_reads_one_folder_after_the_other(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    (tmp_path / "2020").mkdir()
    before, now = written(tmp_path / "2020", ["a.xlsx"]), written(tmp_path, [f"{n}.xlsx" for n in range(9)])

    with ReadingProcesses() as reading:
        reading.start()
        assert [outcome(item) for item in reading.read(before, LIMITS)] == [0]
        assert [outcome(item) for item in reading.read(now, LIMITS)] == list(range(9))
        assert len(processes) == 1


def test_files_left_in_the_middle_or_other_limits_do_not_reach_the_next_folder(tmp_path: Path) -> None:
    files, small = written(tmp_path, [f"{n}.xlsx" for n in range(30)]), ReadingLimits(max_file_bytes=10)

    with ReadingProcesses() as reading:
        next(reading.read(files, LIMITS, 2))
        assert [outcome(item) for item in reading.read(files[::-1], LIMITS, 2)] == list(range(30))[::-1]
        assert {item.problem for item in reading.read(files[:3], small)} == {FileRule.TOO_BIG}


def test_reading_runs_only_a_little_ahead_of_the_caller(tmp_path: Path) -> None:
    files = written(tmp_path, [f"{n}.xlsx" for n in range(60)])
    readings = read_files(files, LIMITS, 2)
    next(readings)
    for path, _ in files[1 + 2 * 4 :]:  # two processes, four outcomes each
        path.unlink()

    found = [outcome(reading) for reading in readings]

    assert found[8:] == [FileRule.GONE] * 51


def test_a_process_that_cannot_start_is_our_error_and_no_endless_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_START", "raise SystemExit(9)")

    with pytest.raises(RuntimeError, match="exit code 9"):
        list(read_files(written(tmp_path, ["a.xlsx"]), LIMITS))


def test_it_works_from_any_folder_even_one_with_a_module_of_a_librarys_name(tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text("raise ImportError('the wrong lxml')", encoding="ascii")
    (tmp_path / "pipeline.py").write_text("raise ImportError('the wrong pipeline')", encoding="ascii")
    written(tmp_path, ["a.xlsx"])
    project = str(Path(pool.__file__).parents[2])
    code = (
        f"import sys; sys.path.insert(0, {project!r})\n"
        "from pathlib import Path\n"
        "from pipeline.workbook.outcome import ReadingLimits\n"
        "from pipeline.workbook.pool import read_files\n"
        "print([r.problem or 'read' for r in read_files([(Path('a.xlsx'), 'a.xlsx')], ReadingLimits())])\n"
    )

    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.stderr) == ("['read']", "")


def test_a_reading_process_needs_none_of_the_heavy_libraries() -> None:
    heavy = {"pandas", "numpy", "openpyxl", "pydantic"}
    code = f"import sys, pipeline.workbook.worker; print(sorted({heavy} & sys.modules.keys()))"
    project = Path(pool.__file__).parents[2]

    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_reading_process_without_a_parent_ends(tmp_path: Path) -> None:
    """Its stdin ends with the parent."""
    command = [sys.executable, "-c", pool._START, str(Path(pool.__file__).parents[2]), *filter(None, sys.path)]

    done = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, b"")
