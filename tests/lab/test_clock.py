"""The wall clock is set, while the clock that nobody can set goes on."""

import pytest

from .life import ANNA
from .machine import AnyStory
from .world import BATH, PEOPLE

HOURS = 3600


def mode(story: AnyStory) -> str:
    return story.house.state("Living room", "sensor", "mode")


@pytest.mark.parametrize("seconds", [-0.375, -5, -2 * HOURS])
def test_set_back_while_somebody_is_home(story: AnyStory, seconds: float) -> None:
    """Whoever came at a time that is yet to come is at home all the same."""
    story.go(who=PEOPLE[0], state="home")
    story.set_clock(seconds=seconds, meanwhile=PEOPLE[1], state="home")
    assert mode(story) == "private"


@pytest.mark.parametrize("seconds", [-3 * HOURS, 3 * HOURS])
def test_waiting_and_lingering_go_on(story: AnyStory, seconds: float) -> None:
    """A minute is a minute, whatever the clock on the wall shows."""
    story.sense(what=BATH, state="on")
    story.set_clock(seconds=seconds, meanwhile=None, state="")
    story.wait(seconds=20)
    assert mode(story) == "open"
    story.wait(seconds=11)
    assert mode(story) == "blurred"
    story.sense(what=BATH, state="off")
    story.set_clock(seconds=-seconds, meanwhile=None, state="")
    story.wait(seconds=240)
    assert mode(story) == "blurred"
    story.wait(seconds=31)
    assert mode(story) == "open"


@pytest.mark.parametrize("seconds", [-0.375, 0.375, -2 * HOURS, 2 * HOURS])
def test_what_was_waited_for_lingers(story: AnyStory, seconds: float) -> None:
    """A bath was long enough, whatever the clock shows at its end."""
    story.sense(what=BATH, state="on")
    story.wait(seconds=60)
    assert mode(story) == "blurred"
    story.set_clock(seconds=seconds, meanwhile=BATH, state="off")
    assert mode(story) == "blurred"
    story.wait(seconds=240)
    assert mode(story) == "blurred"
    story.wait(seconds=31)
    assert mode(story) == "open"


@pytest.mark.parametrize("seconds", [-0.375, -3 * HOURS])
def test_what_is_over_does_not_come_back(story: AnyStory, seconds: float) -> None:
    """Somebody left at a time that is yet to come, and nobody is at home."""
    story.go(who=PEOPLE[0], state="home")
    story.go(who=PEOPLE[0], state="not_home")
    story.set_clock(seconds=seconds, meanwhile=PEOPLE[1], state="not_home")
    assert mode(story) == "open"


@pytest.mark.parametrize("seconds", [-0.375, 0.375])
def test_little_steps_add_up(story: AnyStory, seconds: float) -> None:
    """Three are more than a second, and that is noticed."""
    for _ in range(2):
        story.sense(what=BATH, state="on")
        for _ in range(3):
            story.set_clock(seconds=seconds, meanwhile=None, state="")
        assert mode(story) == "blurred"
        story.sense(what=BATH, state="off")
        story.set_clock(seconds=seconds, meanwhile=None, state="")
        story.set_clock(seconds=-2 * HOURS, meanwhile=None, state="")
        story.wait(seconds=241)
        assert mode(story) == "open"


def test_waits_longer_until_it_is_noticed(story: AnyStory) -> None:
    """The timer rings too late, so viewers see more for up to half a minute."""
    story.wait(seconds=40)
    story.sense(what=BATH, state="on")
    story.wait(seconds=8)
    story.look(camera="Living room", destination="home", moving=True)
    story.wait(seconds=44)
    story.set_clock(seconds=-2 * HOURS, meanwhile=None, state="")
    assert story.onlookers[0].seen == 4
    assert mode(story) == "blurred"


def test_schedule_follows_within_half_a_minute(story: AnyStory) -> None:
    """Timers would ring hours late; meanwhile the house is heard as ever."""
    story.set_clock(seconds=5 * HOURS, meanwhile=PEOPLE[0], state="unavailable")
    story.go(who=PEOPLE[0], state="not_home")
    assert mode(story) == "local"
    story.set_clock(seconds=-5 * HOURS, meanwhile=None, state="")
    assert mode(story) == "open"


@pytest.mark.parametrize(
    ("wish", "hours", "after_19_minutes", "after_21_minutes"),
    [
        ("private", 2, "private", "open"),
        ("private", -2, "private", "private"),
        ("open", 2, "private", "private"),
        ("open", -2, "open", "private"),
    ],
)
def test_overrides_last_as_long_as_is_safe(
    story: AnyStory,
    wish: str,
    hours: int,
    after_19_minutes: str,
    after_21_minutes: str,
) -> None:
    """A raise does not end early, and a lowering does not end late."""
    story.go(who=PEOPLE[0], state="not_home" if wish == "private" else "home")
    asked = {"who": ANNA, "camera": "Living room", "by_select": False}
    story.wish(mode=wish, minutes=20, **asked)
    assert mode(story) == wish
    story.set_clock(seconds=hours * HOURS, meanwhile=None, state="")
    story.wait(seconds=18 * 60)
    assert mode(story) == after_19_minutes
    story.wait(seconds=2 * 60)
    assert mode(story) == after_21_minutes
