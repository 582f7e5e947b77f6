"""Which changes are in a sample, and how the score counts those that no test noticed."""

from __future__ import annotations

from pathlib import Path

from tools.mutate import ROOT, TESTS, read_states, sample, summary

NAMES = [f"pipeline.count.facts.x_sum__mutmut_{number}" for number in range(1, 101)]


def test_a_seed_always_draws_the_same_changes_and_another_seed_others() -> None:
    assert sample(NAMES, 10, seed=7) == sample(NAMES, 10, seed=7)
    assert sample(NAMES, 10, seed=7) != sample(NAMES, 10, seed=8)
    assert len(set(sample(NAMES, 10, seed=7))) == 10


def test_a_sample_larger_than_the_room_is_the_whole_room() -> None:
    assert sorted(sample(NAMES, 1_000, seed=7)) == sorted(NAMES)


def test_only_a_failing_test_or_the_end_of_the_time_counts_as_noticed() -> None:
    listing = """
    pipeline.count.facts.x_sum__mutmut_1: killed
    pipeline.count.facts.x_sum__mutmut_2: timeout
    pipeline.count.facts.x_sum__mutmut_3: survived
    pipeline.count.facts.xǁFactsǁadd__mutmut_1: no tests
    pipeline.count.facts.xǁFactsǁadd__mutmut_2: segfault
"""
    states = read_states(listing)
    assert states["pipeline.count.facts.xǁFactsǁadd__mutmut_1"] == "no tests"
    assert summary(states) == "40.0% of 5 noticed (1 killed, 1 no tests, 1 segfault, 1 survived, 1 timeout)"


def test_every_room_is_judged_by_tests_that_exist() -> None:
    folders = [Path(name) for tests in TESTS.values() for name in tests if not name.startswith("--")]
    assert all((ROOT / folder).exists() for folder in folders)
    assert all((ROOT / "pipeline" / room).is_dir() for room in TESTS)
