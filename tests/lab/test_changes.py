"""Rooms, names, deputies, thumbnails and batteries, told by hand."""

import pytest

from .life import ANNA, BEN
from .machine import AnyStory
from .set_up import BATTERY
from .things import Weather
from .world import PEOPLE


def mode(story: AnyStory, camera: str = "Living room") -> str:
    return story.house.state(camera, "sensor", "mode")


@pytest.mark.parametrize("way", ["area", "device", "floor"])
def test_a_room_is_turned_off_and_on(story: AnyStory, way: str) -> None:
    """Neither lowers what is private because somebody is home, or by hand."""
    room = {"who": ANNA, "camera": "Living room", "way": way}
    story.go(who=PEOPLE[0], state="home")
    for action in ("switch.turn_off", "switch.toggle", "homeassistant.turn_on"):
        story.act_on_room(action=action, **room)
        assert mode(story) == "private"
    story.go(who=PEOPLE[0], state="not_home")
    story.wish(
        who=ANNA, camera="Living room", mode="local", minutes=None, by_select=True
    )
    story.act_on_room(action="camera.turn_off", **room)
    assert mode(story) == "private"
    for _ in range(2):
        story.act_on_room(action="camera.turn_on", **room)
        assert mode(story) == "local"


def test_seen_under_a_new_name(story: AnyStory) -> None:
    """A camera that has got another id is looked at as before, also in Local."""
    story.wish(
        who=ANNA, camera="Living room", mode="local", minutes=None, by_select=True
    )
    for _ in range(2):
        for moving in (False, True):
            story.look(camera="Living room", destination="home", moving=moving)
        story.wait(seconds=61)
        assert all(onlooker.seen for onlooker in story.onlookers)
        story.rename(camera="Living room")


@pytest.mark.parametrize("how", ["rename", "disable"])
def test_watched_over_under_another_name(story: AnyStory, how: str) -> None:
    """Who watched or played when it was renamed sees no more of it than others."""
    story.look(camera="Living room", destination="home", moving=True)
    story.play(camera="Kitchen")
    seen = [onlooker.seen for onlooker in story.onlookers]
    story.wait(seconds=61)
    assert all(
        onlooker.seen > before
        for onlooker, before in zip(story.onlookers, seen, strict=True)
    )
    for camera in ("Living room", "Kitchen"):
        if how == "rename":
            story.rename(camera=camera)
        else:
            story.disable_or_enable(camera=camera)
    story.go(who=PEOPLE[0], state="home")
    story.wait(seconds=240)
    assert mode(story) == "private"


def test_addresses_die_with_a_raise(story: AnyStory) -> None:
    """A bridge that never asks again sees nothing any more."""
    story.play(camera="Kitchen")
    story.wait(seconds=61)
    assert story.onlookers[0].seen
    story.go(who=PEOPLE[0], state="home")
    story.wait(seconds=240)


def test_a_kept_picture_proves_nothing(story: AnyStory) -> None:
    """The same picture on and off, and things that say that they are cut, and are not."""
    story.keep_thumbnail(camera="Kitchen", keeps=True)
    story.wait(seconds=1000)
    for thing in ("kitchen", "router"):
        story.change_weather(what=thing, weather=Weather.LIES)
    story.measure(is_gone=True)
    story.go(who=PEOPLE[0], state="home")
    story.wait(seconds=1000)
    assert story.house.rate > 0
    assert story.house.state("Kitchen", "sensor", "assurance") != "verified"


def test_nobody_wakes_a_battery(story: AnyStory) -> None:
    """Neither when it is cut nor when it comes back; people who look do."""
    story.add_or_remove()
    film = story.house.films[BATTERY]
    for state in ("home", "not_home"):
        story.go(who=PEOPLE[0], state=state)
        story.wait(seconds=4000)
    assert film.asked == 0
    story.look(camera=BATTERY, destination="home", moving=False)
    assert film.asked == 1


@pytest.mark.parametrize(
    ("who", "how", "lowers"),
    [
        (ANNA, "script", True),
        (BEN, "script", False),
        ("nobody", "script", False),
        (ANNA, "slow script", True),
        (BEN, "slow script", False),
        (ANNA, "automation by hand", True),
        (BEN, "automation by hand", False),
        ("nobody", "automation by hand", False),
        (BEN, "automation", True),
        ("nobody", "automation", True),
        (ANNA, "scene", True),
        (BEN, "scene", False),
    ],
)
@pytest.mark.parametrize("story", [[ANNA]], indirect=True)
def test_deputies(story: AnyStory, who: str, how: str, lowers: bool) -> None:
    """Whoever sends somebody else gets no more than himself; only Anna is chosen."""
    story.go(who=PEOPLE[0], state="home")
    story.send_deputy(who=who, camera="Living room", mode="open", how=how)
    assert mode(story) == ("open" if lowers else "private")


def test_a_camera_that_gives_nothing_is_asked_ever_less(story: AnyStory) -> None:
    """Neither in hours of privacy nor after them is it asked without end."""
    film = story.house.films["Kitchen"]
    story.wait(seconds=4000)
    story.go(who=PEOPLE[0], state="home")
    before = film.asked
    story.wait(seconds=20000)
    assert film.asked - before <= 20
    story.film(camera="Kitchen", fails=True)
    story.go(who=PEOPLE[0], state="not_home")
    asked = []
    for _ in range(3):
        before = film.asked
        story.wait(seconds=20000)
        asked.append(film.asked - before)
    assert asked[0] <= 40
    assert all(1 <= each <= 12 for each in asked[1:])
