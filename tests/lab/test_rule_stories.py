"""Random stories of people, groups, zones and rooms: what rules say after each step."""

import os
import random
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from ..common import entity_id_of, rule_subentry
from ..passing_time import async_settle
from ..rooms import device_of
from ..rules.room_house import House, async_build
from .rule_reckoning import NO, PLACES, SAID, Known

STORIES: Final = int(os.environ.get("LAB_RULE_STORIES", "8"))
STEPS: Final = 60

PEOPLE: Final = ("person.ada", "person.ben", "device_tracker.guest")
SENSORS: Final = ("motion_1", "motion_2", "presence_1")
ROOMS: Final = ("Kitchen", "Bedroom", "Hall")
TRACKERS: Final = ("sensor.ada_room", "sensor.ben_room")
FLOORS: Final = {"Kitchen": "Ground", "Bedroom": "Upstairs", "Hall": "Upstairs"}
ZONES: Final = {
    "Home": (50.0, 100),
    "Garden": (50.0002, 20),
    "Street": (50.001, 50),
    "Work": (50.1, 100),
}


class RuleStory:
    """One story in one house."""

    def __init__(self, hass: HomeAssistant, house: House, seed: int) -> None:
        """Begin with nobody home and nothing on."""
        self.hass = hass
        self.house = house
        self.chance = random.Random(seed)
        self.told: list[str] = []
        self.known = Known(
            places=dict.fromkeys(PEOPLE, "out"),
            members={PEOPLE[0]},
            sensors={},
            rooms_of={},
            said_rooms=dict.fromkeys(TRACKERS, "not_home"),
            camera_rooms=["Kitchen", "Bedroom"],
            floors=FLOORS,
        )

    async def begin(self) -> None:
        """Furnish the house and guard the cameras."""
        for name, (latitude, radius) in ZONES.items():
            position = {"latitude": latitude, "longitude": 8.0, "radius": radius}
            self.hass.states.async_set(
                f"zone.{name.lower()}", "0", {"friendly_name": name, **position}
            )
        for person in PEOPLE:
            self._be(person, "out")
        for tracker in TRACKERS:
            self.hass.states.async_set(tracker, "not_home")
        for sensor, room in zip(SENSORS, ("Kitchen", "Bedroom", "Hall"), strict=True):
            kind = sensor.partition("_")[0]
            entity_id = self.house.sensor(sensor, room, kind=kind)
            self.known.sensors[entity_id] = "off"
            self.known.rooms_of[entity_id] = room
        # A camera's own sensor says nothing, whichever room the camera is in.
        own = device_of(self.hass, self.house.cameras[0].entity_id)
        self.house.sensor("own", None, state="on", device_id=own)
        family = {"family": {"entities": list(self.known.members)}}
        await async_setup_component(self.hass, "group", {"group": family})
        await self.house.guard(
            rule_subentry(
                "presence",
                "Someone is home",
                mode="local",
                people=["group.family"],
                presence="anyone_home",
            ),
            trackers=list(TRACKERS),
        )

    async def step(self) -> None:
        """Let something happen, and see what the rules say."""
        happenings = (
            *(self.go,) * 4,
            *(self.sense,) * 4,
            *(self.name_room,) * 3,
            self.change_group,
            self.move_sensor,
            self.disable_or_enable,
            self.move_camera,
            self.reload,
        )
        await self.chance.choice(happenings)()
        self.known.note()
        await async_settle()
        await self.hass.async_block_till_done()
        await self.check()

    async def check(self) -> None:
        """See that verdicts and modes are as they must be."""
        home = self.known.someone_home()
        for number, room in enumerate(self.known.camera_rooms):
            expected = {
                "Someone is home": home,
                "In the room": self.known.someone_in(room),
            }
            camera = entity_id_of(
                self.hass, self.house.entry, "camera", "guarded", number
            )
            answer: Any = await self.hass.services.async_call(
                "cloudcam_privacy",
                "explain",
                {"entity_id": camera},
                blocking=True,
                return_response=True,
            )
            explained = answer[camera]
            said = {rule["name"]: rule["verdict"] for rule in explained["rules"]}
            assert said == expected, self.story(number)
            mode = (
                "private"
                if expected["In the room"] != NO
                else "local"
                if home != NO
                else "open"
            )
            assert explained["mode"] == mode, self.story(number)
            assert (await self.house.modes())[number] == mode, self.story(number)

    def story(self, camera: int) -> str:
        """Return what has happened, for somebody who looks into it."""
        return "\n".join([*self.told, f"and then camera {camera}:"])

    # What happens

    async def go(self) -> None:
        """Have somebody be somewhere."""
        self._be(self.chance.choice(PEOPLE), self.chance.choice(list(PLACES)))

    def _be(self, person: str, where: str) -> None:
        state, in_zones, _ = PLACES[where]
        self.known.places[person] = where
        self.told.append(f"{person}: {where}")
        if state is None:
            self.hass.states.async_remove(person)
        else:
            attributes = {} if in_zones is None else {"in_zones": in_zones}
            self.hass.states.async_set(person, state, attributes)

    async def sense(self) -> None:
        """Have a sensor say something, or nothing."""
        sensor = self.chance.choice(list(self.known.sensors))
        state = self.chance.choice([*SAID, "on", "off"])
        self.known.sensors[sensor] = state
        self.told.append(f"{sensor}: {state}")
        if state is None:
            self.hass.states.async_remove(sensor)
        else:
            self.hass.states.async_set(sensor, state)

    async def name_room(self) -> None:
        """Have a tracker name a room, a floor, or nothing that there is."""
        tracker = self.chance.choice(TRACKERS)
        said = self.chance.choice(
            [*ROOMS, "not_home", "not_home", "Upstairs", "unknown", "Nowhere", ""]
        )
        self.known.said_rooms[tracker] = said
        self.told.append(f"{tracker}: {said}")
        self.hass.states.async_set(tracker, said)

    async def change_group(self) -> None:
        """Have the group made of other people."""
        members = self.chance.sample(PEOPLE, self.chance.randint(1, len(PEOPLE)))
        self.known.members = set(members)
        self.told.append(f"the group is made of {members}")
        await self.hass.services.async_call(
            "group",
            "set",
            {"object_id": "family", "entities": members},
            blocking=True,
        )

    async def move_sensor(self) -> None:
        """Put a sensor into another room, or into none."""
        sensor = self.chance.choice(list(self.known.rooms_of))
        room = self.chance.choice([*ROOMS, None])
        self.known.rooms_of[sensor] = room
        self.told.append(f"{sensor} is put into {room}")
        self.house.move(sensor, room)

    async def disable_or_enable(self) -> None:
        """Disable a sensor, which takes its state away, or enable it again."""
        sensor = self.chance.choice(list(self.known.rooms_of))
        registry = er.async_get(self.hass)
        disable = sensor not in self.known.disabled
        self.told.append(f"{sensor} is {'disabled' if disable else 'enabled'}")
        by = er.RegistryEntryDisabler.USER if disable else None
        registry.async_update_entity(sensor, disabled_by=by)
        if disable:
            self.known.disabled.add(sensor)
        else:
            self.known.disabled.remove(sensor)

    async def move_camera(self) -> None:
        """Put a camera into another room, its source or the guarded one."""
        number = self.chance.randrange(2)
        room = self.chance.choice(ROOMS)
        self.known.camera_rooms[number] = room
        self.told.append(f"camera {number} is put into {room}")
        camera = self.house.cameras[number].entity_id
        guarded = entity_id_of(self.hass, self.house.entry, "camera", "guarded", number)
        for entity_id in (camera, guarded):
            dr.async_get(self.hass).async_update_device(
                device_of(self.hass, entity_id), area_id=self.house.area(room)
            )

    async def reload(self) -> None:
        """Begin anew with what is remembered."""
        self.told.append("reload")
        assert await self.hass.config_entries.async_reload(self.house.entry.entry_id)


@pytest.mark.parametrize("seed", range(STORIES))
async def test_rule_stories(hass: HomeAssistant, seed: int) -> None:
    """Whatever happens in whatever order, the rules say what the documentation does."""
    story = RuleStory(hass, await async_build(hass), seed)
    await story.begin()
    await story.check()
    for _ in range(STEPS):
        await story.step()
