"""What happens in a household: people, things, wishes."""

from datetime import timedelta
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from . import truth
from .life import ANNA, BEN
from .reckoning import CHAIN
from .story import Story
from .things import ALWAYS, NEVER, Weather
from .world import CAMERAS, PEOPLE, SENSORS

ODD: Final = ("unavailable", "unknown", "gone")

who = st.sampled_from((ANNA, BEN, "automation", "nobody"))
a_camera = st.sampled_from(CAMERAS)
a_thing = st.sampled_from(("plug", "recording", "router", "kitchen"))
a_mode = st.sampled_from(CHAIN)


class Happenings(Story):
    """What people and things do, and what people want."""

    # People and sensors

    @rule(
        who=st.sampled_from(PEOPLE),
        state=st.sampled_from(("home", "not_home", "Work", *ODD)),
    )
    def go(self, who: str, state: str) -> None:
        self._be(who, state)

    @rule(what=st.sampled_from(SENSORS), state=st.sampled_from(("on", "off", *ODD)))
    def sense(self, what: str, state: str) -> None:
        self._be(what, state)

    @precondition(lambda self: self.is_calm)
    @rule(who=st.sampled_from(PEOPLE))
    def come_and_go(self, who: str) -> None:
        """Have somebody come home to a house where nothing is amiss, and leave."""
        for other in PEOPLE:
            self._be(other, "not_home")
        self._be(who, "home")
        self._be(who, "not_home")

    def _be(self, entity_id: str, state: str) -> None:
        async def step() -> None:
            before = self.expected_modes()
            self.house.states[entity_id] = state
            self.house.note()
            self.house.write(entity_id)
            truth.check_modes(self.house)  # At once, not after all has settled.
            await self.loop.settle()
            self.check_calls(before)

        self.run(step())

    # Things

    @rule(what=a_thing, weather=st.sampled_from(Weather))
    def change_weather(self, what: str, weather: Weather) -> None:
        self.is_calm = False
        self.house.things[what].weather = weather

    @rule(what=a_thing, is_there=st.booleans())
    def lose_or_find(self, what: str, is_there: bool) -> None:
        async def step() -> None:
            self.is_calm = False
            self.house.things[what].come_or_go(is_there)

        self.run(step())

    @rule(what=a_thing)
    def undo_by_hand(self, what: str) -> None:
        """Somebody switches back what was cut."""

        async def step() -> None:
            thing = self.house.things[what]
            if truth.wanted(self.house, thing, self.expected_modes()):
                self.is_calm = False
                thing.be(thing.home if thing.home != "off" else "on")

        self.run(step())

    @precondition(lambda self: self.is_calm)
    @rule(what=a_thing, is_on=st.booleans())
    def switch_by_hand(self, what: str, is_on: bool) -> None:
        """Somebody switches something that is not cut, and so wants it."""

        async def step() -> None:
            thing = self.house.things[what]
            if not truth.wanted(self.house, thing, self.expected_modes()):
                states = (NEVER, ALWAYS) if what == "recording" else ("off", "on")
                thing.home = states[is_on]
                thing.be(thing.home)

        self.run(step())

    @rule(camera=a_camera, fails=st.booleans())
    def film(self, camera: str, fails: bool) -> None:
        self.is_calm = self.is_calm and not fails
        self.house.films[camera].fails = fails

    @rule(is_gone=st.booleans())
    def measure(self, is_gone: bool) -> None:
        async def step() -> None:
            self.is_calm = False
            self.house.meter_is_gone = is_gone
            self.house.measure()

        self.run(step())

    # Wishes

    @rule(
        who=who,
        camera=a_camera,
        mode=a_mode,
        minutes=st.sampled_from((None, 1, 10, 300)),
        by_select=st.booleans(),
    )
    def wish(
        self, who: str, camera: str, mode: str, minutes: int | None, by_select: bool
    ) -> None:
        house = self.house

        async def step() -> None:
            if camera not in self.guarded:
                return
            reckoned = house.allowed[camera]
            baselines = reckoned.baselines(house.rules, house.now)
            if len(baselines) > 1:
                return
            length = None if by_select or not minutes else timedelta(minutes=minutes)
            before = self.expected_modes()
            may = house.may_lower(who)
            expected = reckoned.wish(mode, house.now, baselines.pop(), may, length)
            if by_select:
                action = ("select", "select_option", camera, "mode")
                done = await house.async_ask(who, *action, option=mode)
            else:
                data: dict[str, Any] = (
                    {"duration": {"minutes": minutes}} if minutes else {}
                )
                action = ("cloudcam_privacy", "set_mode", camera, "guarded")
                done = await house.async_ask(who, *action, mode=mode, **data)
            assert done == expected, f"{who} was {'heard' if done else 'refused'}"
            await self.loop.settle()
            self.check_calls(before)

        self.run(step())

    @rule(who=who, camera=a_camera)
    def resume(self, who: str, camera: str) -> None:
        house = self.house

        async def step() -> None:
            if camera not in self.guarded:
                return
            reckoned = house.allowed[camera]
            baselines = reckoned.baselines(house.rules, house.now)
            if len(baselines) > 1:
                return
            before = self.expected_modes()
            may = house.may_lower(who)
            expected = reckoned.resume(house.now, baselines.pop(), may)
            action = ("cloudcam_privacy", "resume", camera, "guarded")
            assert await house.async_ask(who, *action) == expected
            await self.loop.settle()
            self.check_calls(before)

        self.run(step())
