"""Stories told by hand, with the same checks after each step."""

from collections.abc import Iterator

from freezegun.api import FrozenDateTimeFactory
import pytest

from .machine import AnyStory
from .virtual import Clock


@pytest.fixture
def story(freezer: FrozenDateTimeFactory) -> Iterator[AnyStory]:
    """Begin a story: nobody is home, and everybody may lower privacy."""
    AnyStory.clock = Clock(freezer)
    story = AnyStory()
    try:
        story.begin(mode="private", chosen=[], automations=True)
        yield story
    finally:
        story.teardown()
