"""Random stories of a household."""

import os

from freezegun.api import FrozenDateTimeFactory
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
import pytest

from .machine import AnyStory
from .virtual import Clock

STORIES = int(os.environ.get("LAB_STORIES", "100"))
STEPS = int(os.environ.get("LAB_STEPS", "20"))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.mark.timeout(0)
def test_stories(freezer: FrozenDateTimeFactory) -> None:
    """Whatever happens in whatever order, all is as it must be after each step."""
    AnyStory.clock = Clock(freezer)
    shrink = (Phase.shrink,) if os.environ.get("LAB_SHRINK") else ()
    run_state_machine_as_test(
        AnyStory,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=(*PHASES, *shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
