"""``run.py city`` with generated offices, one of them broken, from the command line to the roll-up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from examples.city import make_offices
from tests.support.command import run_here


def test_flags_of_one_office_are_refused_for_a_city(tmp_path: Path) -> None:
    outcome = run_here("city", "--year", 2021, "--region", 1, root=tmp_path, output=tmp_path / "종합")
    assert outcome.code == 10
    assert "--region" in outcome.err


def test_offices_are_refused_without_city(tmp_path: Path) -> None:
    outcome = run_here("--year", 2021, "--offices", tmp_path, root=tmp_path, output=tmp_path / "종합")
    assert outcome.code == 10
    assert "city" in outcome.err


@pytest.mark.thorough
def test_a_city_adds_up_around_a_broken_office(tmp_path: Path) -> None:
    offices, output = tmp_path / "offices", tmp_path / "roll-up"
    made = make_offices(3, offices, months=(3,))
    (made[1] / "config.yaml").write_text("기관: [", encoding="utf-8")
    outcome = run_here("city", "--year", 2021, "--offices", offices, "--workers", 2, root=tmp_path, output=output)
    assert outcome.code == 10
    assert f"{made[1].name}: 결과 없음(10)" in outcome.out
    _adds_up(outcome.results, [made[0], made[2]], lost=made[1].name)


def _adds_up(city: dict[str, list[dict[str, object]]], offices: list[Path], lost: str) -> None:
    """Check that every total is the sum of the offices' own results.json."""
    own = [json.loads((office / "output" / "2021" / "results.json").read_text(encoding="utf-8")) for office in offices]
    finer = ("region", "dong", "month", "project", "activity")
    assert len(city["totals"]) > 20
    for total in city["totals"]:
        same = [
            figure["value"]
            for content in own
            for figure in content["figures"]
            if all(figure[name] is None for name in finer)
            and all(figure[name] == total[name] for name in ("measure", "round", "item"))
        ]
        known = [value for value in same if value is not None]
        assert total["value"] == (sum(known) if known else None)
        assert f"{lost}: 결과 없음" in total["missing"]
