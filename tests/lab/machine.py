"""Random stories of a household: whatever happens, in whatever order."""

import asyncio
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.config_entries import ConfigSubentry
from hypothesis import strategies as st
from hypothesis.stateful import rule

from custom_components.cloudcam_privacy.rules.clock import CHECK

from . import truth
from .changes import Changes
from .happenings import a_camera
from .noticing import LITTLE
from .onlookers import PEERS
from .set_up import of_camera, subentry_of
from .things import Weather
from .world import CAMERAS, PEOPLE

REST: Final = 1300
"""Seconds in which all that works has come to rest, the slow proof included."""


class AnyStory(Changes):
    """Any story: time goes by, Home Assistant comes and goes, people look."""

    # Time

    @rule(seconds=st.sampled_from((1, 11, 31, 59, 60, 61, 240, 301, 1000, 4000, 20000)))
    def wait(self, seconds: int) -> None:
        async def step() -> None:
            pace = max(1, seconds // 20)
            for _ in range(0, seconds, pace):
                await self.loop.pass_(pace)
                truth.check_all(self.house)

        self.run(step())

    @rule(
        seconds=st.sampled_from((-7200, -300, -5, *LITTLE, 5, 300, 3600, 40000)),
        meanwhile=st.sampled_from((None, *PEOPLE)),
        state=st.sampled_from(("home", "not_home", "unavailable")),
    )
    def set_clock(self, seconds: float, meanwhile: str | None, state: str) -> None:
        """Set the clock, as a time server does; within half a minute all has followed."""
        house, by = self.house, timedelta(seconds=seconds)

        async def step() -> None:
            house.note()
            self.clock.set(by)
            house.noticing.was_set(by, house.rules, house.allowed)
            if meanwhile is not None:
                house.states[meanwhile] = state
                house.note()
                house.write(meanwhile)
                truth.check_not_lowered(house)
            await self.loop.pass_(CHECK.total_seconds())

        self.run(step())

    # Home Assistant

    @rule()
    def reload(self) -> None:
        async def step() -> None:
            self._begin_anew()
            entry_id = self.house.entry.entry_id
            assert await self.house.hass.config_entries.async_reload(entry_id)

        self.run(step())

    @rule()
    def add_or_remove(self) -> None:
        """Guard the camera in the hall, or no longer."""
        house, name = self.house, CAMERAS[2]

        async def step() -> None:
            self._begin_anew()
            self.is_calm = False
            entries = house.hass.config_entries
            if (subentry := subentry_of(house.entry, name)) is not None:
                del house.allowed[name]
                house.disabled.discard(name)
                entries.async_remove_subentry(house.entry, subentry.subentry_id)
            else:
                data = of_camera(house, name)
                self._add(data)
            await self.loop.pass_(1)

        self.run(step())

    def _add(self, data: Any) -> None:
        subentry = ConfigSubentry(
            data=MappingProxyType(data["data"]),
            subentry_type=data["subentry_type"],
            title=data["title"],
            unique_id=data["unique_id"],
        )
        self.house.hass.config_entries.async_add_subentry(self.house.entry, subentry)

    @override
    def _begin_anew(self) -> None:
        self.house.noticing.begin_anew()
        for each in self.house.rules:
            each.begin_anew()

    @rule(
        killed=st.booleans(),
        ours_first=st.booleans(),
        known=st.booleans(),
        seconds=st.sampled_from((5, 400, 4000)),
        back=st.sampled_from(("home", "not_home", "unknown")),
    )
    def restart(
        self, killed: bool, ours_first: bool, known: bool, seconds: int, back: str
    ) -> None:
        """Home Assistant stops, or is killed; meanwhile Anna comes or goes."""
        house = self.house

        async def step() -> None:
            if killed:
                await self.loop.pass_(11)  # What may be lost is written by then.
            await house.life.async_end(self.stores, killed=killed)
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            for thing in house.things.values():
                thing.entity = None
                thing.finish()
            self.loop.forget_timers()
            self.onlookers.clear()
            self.tokens.clear()
            house.note()
            for each in house.rules:
                each.blur(house.now)
            self.clock.pass_(seconds)
            house.states[PEOPLE[0]] = back
            self._begin_anew()
            for each in house.rules:
                each.blur(house.now)
            self.is_calm = False
            await house.async_begin(None, ours_first=ours_first, known=known)

        self.run(step())

    # Onlookers

    @rule(
        camera=a_camera,
        destination=st.sampled_from(tuple(PEERS)),
        moving=st.booleans(),
    )
    def look(self, camera: str, destination: str, moving: bool) -> None:
        house = self.house

        async def step() -> None:
            if camera not in self.can_be_seen:
                return
            token = house.token(camera)
            onlooker = house.look(camera, destination, token, moving=moving)
            self.tokens.append((camera, token))
            if moving:
                self.onlookers.append(onlooker)
            if len(self.onlookers) > 3:
                self.onlookers.pop(0).leave()
            await self.loop.settle()
            assert onlooker.answer

        self.run(step())

    @rule(destination=st.sampled_from(tuple(PEERS)), which=st.integers(0, 5))
    def look_with_old_token(self, destination: str, which: int) -> None:
        async def step() -> None:
            if self.tokens:
                camera, token = self.tokens[which % len(self.tokens)]
                if camera in self.can_be_seen:
                    self.house.look(camera, destination, token, moving=False)

        self.run(step())

    @rule(camera=a_camera)
    def play(self, camera: str) -> None:
        """Ask for the video's address and play it, as a bridge does."""

        async def step() -> None:
            if camera not in self.can_be_seen:
                return
            if address := await self.house.async_address(camera):
                self.onlookers.append(self.house.network.play(camera, address))

        self.run(step())

    @rule(camera=a_camera)
    def snapshot(self, camera: str) -> None:
        house = self.house

        async def step() -> None:
            if camera in self.can_be_seen and await house.async_snapshot(camera):
                assert house.may_see(camera, "internal"), f"A snapshot shows {camera}"

        self.run(step())

    # In the end

    @rule()
    def calm_down(self) -> None:
        """Everything works again; after a while all is as it should be, for good."""
        house = self.house

        async def step() -> None:
            for thing in house.things.values():
                thing.finish()
                thing.weather = Weather.FINE
                thing.be(thing.told)  # What it has lied about comes true.
                thing.come_or_go(True)
            for film in house.films.values():
                film.fails = film.keeps = False
            house.meter_is_gone = False
            house.measure()
            await self.loop.pass_(REST)
            truth.check_at_rest(house)
            before = self.expected_modes()
            await self.loop.pass_(5)
            self.is_calm = True
            if before == {c: house.state(c, "sensor", "mode") for c in self.guarded}:
                self.check_calls(before)

        self.run(step())
