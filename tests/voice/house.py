"""A house with a camera in every room, where one of seven languages is spoken."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    floor_registry as fr,
)
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.household.guard import Guard
from custom_components.cloudcam_privacy.voice import speech
from custom_components.cloudcam_privacy.voice.meaning import Meaning

from ..common import MarkedCamera, async_guard, async_make_cameras, camera_subentry
from ..rooms import device_of
from .lists import Sentences
from .talking import NOON, async_say

UPSTAIRS: Final = ("bedroom", "kids", "office")
DOWNSTAIRS: Final = ("living", "kitchen", "door")
HERE: Final = "bedroom"
"""The room that the tablet is in."""


class ListeningHouse:
    """The house, its rooms by what the lists call them, and what was understood."""

    def __init__(self, hass: HomeAssistant, code: str, said: Sentences) -> None:
        """Take the language."""
        self.hass = hass
        self._code = code
        self._rooms = {name: room for room, name in said.cameras.items()}
        self._tablet = ""
        self.orders: list[tuple[Meaning, Sequence[Guard]]] = []

    async def async_set_up(
        self, freezer: FrozenDateTimeFactory, said: Sentences
    ) -> MockConfigEntry:
        """Set up the house, at noon on a Friday."""
        hass = self.hass
        await hass.config.async_set_time_zone("Europe/Berlin")
        freezer.move_to(NOON)
        assert await async_setup_component(hass, "homeassistant", {})
        assert await async_setup_component(hass, "conversation", {})
        cameras = {room: MarkedCamera(name) for room, name in said.cameras.items()}
        await async_make_cameras(hass, *cameras.values())
        upstairs = fr.async_get(hass).async_create(said.upstairs, level=1).floor_id
        downstairs = fr.async_get(hass).async_create(said.downstairs, level=0).floor_id
        floors = dict.fromkeys(UPSTAIRS, upstairs) | dict.fromkeys(
            DOWNSTAIRS, downstairs
        )
        devices, areas = dr.async_get(hass), {}
        for room, camera in cameras.items():
            area = ar.async_get(hass).async_create(
                said.areas[room], floor_id=floors.get(room)
            )
            areas[room] = area.id
            devices.async_update_device(
                device_of(hass, camera.entity_id), area_id=area.id
            )
        maker = MockConfigEntry(domain="test_tablet")
        maker.add_to_hass(hass)
        tablet = devices.async_get_or_create(
            config_entry_id=maker.entry_id, identifiers={("test_tablet", "1")}
        )
        devices.async_update_device(tablet.id, area_id=areas[HERE])
        self._tablet = tablet.id
        return await async_guard(
            hass,
            *(
                camera_subentry(camera.entity_id, said.cameras[room])
                for room, camera in cameras.items()
            ),
        )

    def note_orders(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take note of orders in place of carrying them out."""

        async def note(
            _: object, order: Meaning, guards: Sequence[Guard], *__: object
        ) -> str:
            self.orders.append((order, guards))
            return "noted"

        monkeypatch.setattr(speech, "async_carry_out", note)

    async def async_say(self, sentence: str) -> str:
        """Say something to the tablet; return what it answers."""
        return await async_say(
            self.hass, sentence, language=self._code, device_id=self._tablet
        )

    async def async_meaning(self, sentence: str) -> str:
        """Say something; return what was understood, or else what is answered."""
        self.orders.clear()
        answer = await self.async_say(sentence)
        return self.describe(*self.orders[0]) if self.orders else answer

    def describe(self, order: Meaning, guards: Sequence[Guard]) -> str:
        """Return an order as the lists write it."""
        what = str(order.wish)
        if order.wish == "ask":
            what += f":{order.about}"
        elif order.wish == "raise" and order.mode != "private":
            what += f":{order.mode}"
        rooms = sorted(self._rooms[guard.name] for guard in guards)
        where = " ".join(rooms)
        if order.duration is None:
            return f"{what} {where}"
        return f"{what} {where} for {round(order.duration.total_seconds())} s"

    def expected(self, meaning: str) -> str:
        """Return what is written in a list in the same way."""
        what, _, rest = meaning.partition(" ")
        place, _, time = rest.partition(" ")
        if place in ("for", "until"):
            place, time = "", rest
        rooms = {
            "all": sorted(self._rooms.values()),
            "upstairs": sorted(UPSTAIRS),
            "downstairs": sorted(DOWNSTAIRS),
            "here": [HERE],
            "": sorted(self._rooms.values()) if what.startswith("ask") else [HERE],
        }.get(place, [place])
        what = {"ask:why": "ask:mode", "ask:until": "ask:mode"}.get(what, what)
        where = " ".join(rooms)
        return f"{what} {where} for {seconds(time)} s" if time else f"{what} {where}"


def seconds(time: str) -> int:
    """Return how long "for 90m" or "until tomorrow 08:00" is, from noon."""
    word, _, rest = time.partition(" ")
    if word == "for":
        return int(rest[:-1]) * {"h": 3600, "m": 60}[rest[-1]]
    day, _, clock = rest.rpartition(" ")
    hour, minute = map(int, clock.split(":"))
    end = dt_util.start_of_local_day() + timedelta(
        days=1 if day else 0, hours=hour, minutes=minute
    )
    return round((end - dt_util.now()).total_seconds())
