"""Two cameras behind one router."""

from .machine import AnyStory
from .things import Weather
from .world import GUESTS, PEOPLE


def test_put_back_once_by_two(story: AnyStory) -> None:
    """Both have cut it in the same moment; when both open it goes on once."""
    story.add_or_remove()
    story.calm_down()
    story.come_and_go(who=PEOPLE[0])
    story.go(who=PEOPLE[0], state="home")
    story.go(who=PEOPLE[0], state="not_home")
    assert story.house.things["router"].calls == ["on"]


def test_put_back_late_for_a_camera_that_is_gone(story: AnyStory) -> None:
    """What does not obey when a camera is removed is asked again until it does."""
    story.add_or_remove()
    story.calm_down()
    story.sense(what=GUESTS, state="on")
    router = story.house.things["router"]
    assert router.state == "off"
    story.change_weather(what="router", weather=Weather.HANGS)
    story.sense(what=GUESTS, state="off")
    story.add_or_remove()
    story.wait(seconds=240)
    assert router.state == "off"
    story.calm_down()
    assert router.state == "on"


def test_cut_again_while_it_is_on_its_way_back(story: AnyStory) -> None:
    """What has not told yet that it came back still shows the cut that was."""
    story.add_or_remove()
    story.sense(what=GUESTS, state="on")
    router = story.house.things["router"]
    story.change_weather(what="router", weather=Weather.TELLS_LATE)
    story.sense(what=GUESTS, state="off")
    story.change_weather(what="router", weather=Weather.LOST)
    story.sense(what=GUESTS, state="on")
    assert (router.state, router.told) == ("on", "off")
    assert story.house.state("Hall", "sensor", "assurance") == "pending"
    story.change_weather(what="router", weather=Weather.FINE)
    story.wait(seconds=240)
    assert router.state == "off"
    assert story.house.state("Hall", "sensor", "assurance") == "confirmed"
