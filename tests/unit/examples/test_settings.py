"""Settings for any number of regions: valid, and without a name twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples.generator.settings import MOST_REGIONS, name_of, settings_text
from pipeline.settings.load import load_config

CONFIG = Path(__file__).resolve().parents[3] / "config.yaml"


def test_the_settings_of_many_regions_are_valid_and_their_budget_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(settings_text(CONFIG, 2021, regions=30), encoding="utf-8")
    config = load_config(path, 2021)
    assert list(config.regions) == list(range(1, 31))
    assert len(config.region_of_dong) == 90
    assert config.plan.budget is not None
    assert config.plan.budget.total_won == 30 * (1_270_000 + 500_000)


def test_every_region_has_a_name_of_its_own() -> None:
    assert len({name_of(position) for position in range(MOST_REGIONS)}) == MOST_REGIONS


def test_more_regions_than_names_are_refused() -> None:
    with pytest.raises(ValueError, match="names"):
        settings_text(CONFIG, 2021, regions=MOST_REGIONS + 1)


def test_a_year_that_the_settings_lack_is_refused() -> None:
    with pytest.raises(ValueError, match="1999"):
        settings_text(CONFIG, 1999, regions=2)
