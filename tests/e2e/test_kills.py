"""Home Assistant is killed around a raise and a lowering, on a fast and a slow disk."""

from random import Random

import pytest

# The house that is killed is made with it.
pytest.importorskip("pytest_homeassistant_custom_component")

from ..lab.kills.__main__ import SLOW_DISK, kill_once


@pytest.mark.parametrize("disk", [0, SLOW_DISK], ids=["fast disk", "slow disk"])
@pytest.mark.parametrize("around", ["raise", "lower"])
def test_what_a_kill_leaves(around: str, disk: float) -> None:
    """Every cut is back, or somebody is asked; none is put back that a person had set."""
    random = Random(f"{around} {disk}")
    for _ in range(3):
        assert kill_once(random, around, disk).faults == []
