"""Thousands of returns: every copy is a return of its own region, as if that region had filled it in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from examples.generator.copies import write_copies
from examples.generator.settings import settings_text
from pipeline.forms.slots import expected_slots
from pipeline.main import collect, load
from pipeline.receive.board import slots_of

CONFIG = Path(__file__).resolve().parents[3] / "config.yaml"
REGIONS = 14


def test_copies_fill_every_slot_once_and_hold_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(settings_text(CONFIG, 2021, REGIONS, months=(3,)), encoding="utf-8")
    config, forms = load(path, 2021)
    wanted = [slot for slot, _ in expected_slots(forms, config)]
    assert write_copies(config, forms, 1, tmp_path / "input") == len(wanted) == REGIONS * 6 + 1
    result = collect(config, forms, tmp_path / "input")
    assert Counter(slot for item in result.returns for slot in slots_of(item, forms)) == Counter(wanted)
    assert [f"{item.rule} {item.place}" for item in result.findings if item.is_error] == []
    people = {
        figure.region: figure.value for figure in result.figures.of("people") if figure.round == 1 and not figure.dong
    }
    assert people[None] == REGIONS * (people[REGIONS] or 0) > 0


def test_copies_of_too_few_regions_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(settings_text(CONFIG, 2021, 5), encoding="utf-8")
    with pytest.raises(ValueError, match="too few"):
        write_copies(*load(path, 2021), 1, tmp_path / "input")
