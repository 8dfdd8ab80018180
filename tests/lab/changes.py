"""What happens to rooms, names and deputies while people go on watching."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import rule

from . import deputies
from .happenings import Happenings, a_camera, a_mode, who
from .reckoning import Camera

ENABLED_AFTER: Final = 30
"""Seconds after which Home Assistant sets up again what was enabled."""

ROOM_ACTIONS: Final = {
    "switch.turn_off": None,
    "switch.turn_on": None,
    "switch.toggle": None,
    "select.select_first": None,
    "homeassistant.turn_off": "off",
    "homeassistant.turn_on": "on",
    "camera.turn_off": "off",
    "camera.turn_on": "on",
}
"""Home Assistant's own actions, and what they mean for the camera of a room, if anything."""


class Changes(Happenings):
    """What others do, and what becomes of names."""

    @rule(
        who=who,
        camera=a_camera,
        action=st.sampled_from(tuple(ROOM_ACTIONS)),
        way=st.sampled_from(("area", "device", "floor")),
    )
    def act_on_room(self, who: str, camera: str, action: str, way: str) -> None:
        """Turn a room off or on: no switch of ours is in it, and the camera is."""
        house = self.house

        async def step() -> None:
            if camera not in self.guarded or camera in house.disabled:
                return
            reckoned, means = house.allowed[camera], ROOM_ACTIONS[action]
            before = self.expected_modes()
            may, expected = house.may_lower(who), True
            if means == "off":
                reckoned.turn_off(house.now)
            elif means == "on":
                expected = reckoned.turn_on(house.now, may)
            done = await house.async_act_on_room(who, action, camera, way)
            assert done == expected, f"{who} was {'heard' if done else 'refused'}"
            await self.loop.settle()
            self.check_calls(before)

        self.run(step())

    @rule(who=who, camera=a_camera, mode=a_mode, how=st.sampled_from(deputies.DEPUTIES))
    def send_deputy(self, who: str, camera: str, mode: str, how: str) -> None:
        """Have something else do what one would like, or may not do oneself."""
        house = self.house

        async def step() -> None:
            if camera not in self.guarded or camera in house.disabled:
                return
            reckoned, before = house.allowed[camera], self.expected_modes()
            if len(reckoned.baselines(house.rules, house.now)) > 1:
                return
            is_so = house.state(camera, "select", "mode") == mode
            await house.async_send(who, how, camera, mode)
            if how == "slow script":
                await self.loop.pass_(deputies.DELAY - 0.1)
            may = house.may_send(who, how)
            if not (how == "scene" and is_so):  # A scene leaves what is so already.
                self._expect(reckoned, mode, may)
            await self.loop.pass_(0.5)
            if how != "slow script":
                await self.loop.pass_(0.5)
                self.check_calls(before)

        self.run(step())

    def _expect(self, reckoned: Camera, mode: str, may: bool) -> None:
        house = self.house
        house.note()
        (baseline, *others) = reckoned.baselines(house.rules, house.now)
        assert not others
        reckoned.wish(mode, house.now, baseline, may, None)

    @rule(camera=a_camera)
    def rename(self, camera: str) -> None:
        """Give the guarded camera another id, whoever is watching."""
        house = self.house

        async def step() -> None:
            if camera in self.guarded:
                house.rename(camera)

        self.run(step())

    @rule(camera=a_camera)
    def disable_or_enable(self, camera: str) -> None:
        """Disable the guarded camera, whoever is watching; its guard goes on."""
        house = self.house

        async def step() -> None:
            if camera not in self.guarded:
                return
            if camera not in house.disabled:
                house.disable(camera)
                return
            self.is_calm = False
            house.enable(camera)
            await self.loop.pass_(ENABLED_AFTER - 1)
            self._begin_anew()
            await self.loop.pass_(2)

        self.run(step())

    def _begin_anew(self) -> None:
        raise NotImplementedError

    @rule(camera=a_camera, keeps=st.booleans())
    def keep_thumbnail(self, camera: str, keeps: bool) -> None:
        """Have a camera give the same picture for ever, cut or not."""
        self.is_calm = self.is_calm and not keeps
        self.house.films[camera].keeps = keeps
