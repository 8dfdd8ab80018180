"""A camera that says that it is off, and is not."""

from .machine import AnyStory
from .things import Weather
from .world import PEOPLE


def test_a_camera_that_lies_is_found_out(story: AnyStory) -> None:
    """Home Assistant asks no camera that is off; whoever wants proof has to."""
    for thing in ("kitchen", "router"):
        story.change_weather(what=thing, weather=Weather.LIES)
    story.measure(is_gone=True)
    story.go(who=PEOPLE[0], state="home")
    story.wait(seconds=240)
    assert story.house.rate > 0
    assert story.house.state("Kitchen", "sensor", "assurance") == "contradicted"
