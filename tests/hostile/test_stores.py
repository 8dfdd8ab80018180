"""A store that somebody has meddled with, or a power cut has spoiled."""

from copy import deepcopy
from typing import Any

from hypothesis import example, given, strategies as st
import pytest

from ..lab.machine import AnyStory
from ..lab.world import PEOPLE
from .anything import many, things

KEY = "cloudcam_privacy"
UNREADABLE = "The memory cannot be read"


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to all that is in a value."""
    inside: list[Any] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    found = [path]
    for key, each in inside:
        found += _places(each, (*path, key))
    return found


def _put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    value = deepcopy(value)
    at = value
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return value


@pytest.mark.timeout(0)
def test_spoiled_memory(story: AnyStory) -> None:
    """Home Assistant starts, the gate is shut while somebody is home, and obeys."""
    house = story.house
    story.wish(
        who="user-anna",
        camera="Kitchen",
        mode="private",
        minutes=300,
        by_select=False,
    )
    story.go(who=PEOPLE[0], state="home")
    story.wait(seconds=31)
    kitchen = story.house.guards["Kitchen"].camera_id
    good = deepcopy(story.stores[KEY]["data"])
    assert good["cameras"]
    cut = next(iter(good["cuts"]))
    places = _places(good)

    @many
    @given(st.sampled_from(places), things)
    @example(("cameras", kitchen, "gave_picture"), 10**30)
    @example(("cuts", cut, "state"), [10**30])
    @example(("cuts", cut, "position"), 10**30)
    @example(("clean",), 10**30)
    def spoil(path: tuple[Any, ...], new: Any) -> None:
        async def step() -> None:
            await house.life.async_end(story.stores)
            house.loop.forget_timers()
            for thing in house.things.values():
                thing.entity = None
                thing.be(thing.home)
            story.stores[KEY]["data"] = _put(good, path, new)
            await house.async_begin(None, ours_first=False, known=True)
            await house.loop.pass_(20)
            for guard in house.guards.values():
                assert guard.gate.mode == "private", (path, new)
            assert house.things["plug"].state == "off"
            await house.loop.pass_(300)

        story.runner.run(step())
        lines, story.troubles.lines = story.troubles.lines, []
        assert all(UNREADABLE in line for line in lines), (path, new, lines[0])

    spoil()
