"""The answers of a reading process: one outcome per file, our bugs with their place, and an end when the memory is used
up.
"""

from __future__ import annotations

import io
import os
import pickle
from dataclasses import astuple
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.model.cells import CellKind
from pipeline.workbook import worker
from pipeline.workbook.outcome import FileRule, ReadingLimits
from pipeline.workbook.reading import RawOutcome, file_outcome
from pipeline.workbook.worker import packed, receive, send, unpacked
from tests.unit.workbook.packages import book

LIMITS = ReadingLimits()


def answers(*requests: tuple[str, str]) -> list[Any]:
    """The answers to (path, name) pairs."""
    questions, told = io.BytesIO(), io.BytesIO()
    for request in requests:
        send(questions, request)
    questions.seek(0)
    worker.serve(questions, told, LIMITS)
    told.seek(0)
    return [unpacked(message) for message in iter(lambda: receive(told), None)]


def test_every_file_is_answered_in_turn_with_what_it_reads_as(tmp_path: Path) -> None:
    good, other = tmp_path / "a.xlsx", tmp_path / "b.pdf"
    good.write_bytes(book('<row r="1"><c r="A1"><v>7</v></c></row>'))
    other.write_bytes(b"%PDF-1.4")
    outcomes = [file_outcome(path, path.name, LIMITS) for path in (good, other)]
    assert [outcome.problem for outcome in outcomes] == ["", FileRule.PDF]
    told = answers((str(good), good.name), (str(other), other.name))
    assert [RawOutcome(*answer) for answer in told] == outcomes


def test_a_mistake_of_ours_is_told_by_its_place_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(path: Path, name: str, limits: ReadingLimits) -> RawOutcome:
        if name == "odd":
            raise KeyError("a cell's text")
        return RawOutcome(sha256=f"{path} {name}", size=limits.max_cells)

    monkeypatch.setattr(worker, "file_outcome", mistaken)
    first, second = answers(("/in/odd", "odd"), ("/in/even", "even"))
    line = mistaken.__code__.co_firstlineno + 2
    assert first == ("", 0, None, FileRule.CRASHED, {"detail": f"KeyError test_worker.py:{line}"}, [])
    assert RawOutcome(*second) == RawOutcome(sha256="/in/even even", size=LIMITS.max_cells)


def test_where_memory_is_used_up_nothing_more_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def swelling(path: Path, name: str, limits: ReadingLimits) -> RawOutcome:
        raise MemoryError

    monkeypatch.setattr(worker, "file_outcome", swelling)
    assert answers(("/in/a", "a"), ("/in/b", "b")) == [worker.OUT_OF_MEMORY]


@pytest.mark.parametrize(("most", "hard", "cap"), [(100, 300, 100), (500, 300, 300), (500, -1, 500)])
def test_memory_is_capped_but_never_above_what_the_system_allows(
    most: int, hard: int, cap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits are sent on standard input as a parent does, and then no file."""
    resource = pytest.importorskip("resource", reason="Windows knows no cap")
    asked, told, capped = io.BytesIO(), io.BytesIO(), []
    send(asked, astuple(ReadingLimits(memory_bytes=most)))
    asked.seek(0)
    monkeypatch.setattr(worker.sys, "platform", "linux")
    monkeypatch.setattr(worker.sys, "stdin", SimpleNamespace(buffer=asked))
    monkeypatch.setattr(worker.sys, "stdout", SimpleNamespace(buffer=told))
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker.gc, "freeze", lambda: None)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (hard, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: capped.append(limits))
    worker.main()
    told.seek(0)
    assert capped == [(cap, hard)]
    assert unpacked(receive(told) or b"") == worker.READY


# --- the messages between the two


def test_messages_keep_plain_values_and_rules() -> None:
    stream = io.BytesIO()
    send(stream, ("가", 1, [(1, 2.5, True, None)], FileRule.CRASHED))
    send(stream, "second")
    stream.seek(0)

    assert unpacked(receive(stream) or b"") == ("가", 1, [(1, 2.5, True, None)], FileRule.CRASHED)
    assert unpacked(receive(stream) or b"") == "second"
    assert receive(stream) is None


@pytest.mark.parametrize("kept", [0, 3, 4, 9])
def test_a_message_cut_short_is_the_end(kept: int) -> None:
    stream = io.BytesIO()
    send(stream, "a message")

    assert receive(io.BytesIO(stream.getvalue()[:kept])) is None


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


def test_a_message_is_plain_on_a_python_that_names_members_through_getattr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python 3.11.2, Debian's own, does."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda self, protocol: (getattr, (type(self), self.name)))
    message = (FileRule.CRASHED, [CellKind.NUMBER])
    assert unpacked(packed(message)) == message


@pytest.mark.parametrize("message", [Harmful(), Path("a"), ReadingLimits()], ids=["call", "path", "record"])
def test_nothing_but_plain_values_can_be_unpacked(message: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pickle.dumps(message))
