"""A house with two guarded cameras in rooms, into which sensors are put."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    entity_id_of,
    issues,
    rule_subentry,
    state_of,
)
from ..passing_time import async_settle
from ..rooms import device_of

ROOMS = ("Kitchen", "Bedroom")
KITCHEN, BEDROOM = 0, 1
USUAL = ["occupancy", "motion", "presence"]


class House:
    """Two rooms, each with a guarded camera; sensors are put into them."""

    entry: MockConfigEntry

    def __init__(self, hass: HomeAssistant, cameras: list[MarkedCamera]) -> None:
        """Begin without sensors."""
        self.hass = hass
        self.cameras = cameras
        self.maker = MockConfigEntry(domain="sensors")
        self.maker.add_to_hass(hass)

    def area(self, name: str) -> str:
        """Return the id of a room."""
        area = ar.async_get(self.hass).async_get_area_by_name(name)
        assert area is not None
        return area.id

    def sensor(
        self,
        name: str,
        room: str | None,
        *,
        kind: str = "motion",
        domain: str = "binary_sensor",
        state: str | None = "off",
        device_id: str | None = None,
    ) -> str:
        """Put a sensor into a room."""
        entry = er.async_get(self.hass).async_get_or_create(
            domain,
            "sensors",
            name,
            config_entry=self.maker,
            device_id=device_id,
            original_device_class=kind,
            original_name=name,
            suggested_object_id=name,
        )
        if room is not None:
            self.move(entry.entity_id, room)
        if state is not None:
            self.hass.states.async_set(entry.entity_id, state)
        return entry.entity_id

    def move(self, entity_id: str, room: str | None) -> None:
        """Move a sensor."""
        er.async_get(self.hass).async_update_entity(
            entity_id, area_id=self.area(room) if room else None
        )

    def move_camera(self, number: int, room: str | None) -> None:
        """Move a source camera."""
        dr.async_get(self.hass).async_update_device(
            device_of(self.hass, self.cameras[number].entity_id),
            area_id=self.area(room) if room else None,
        )

    async def guard(self, *rules: Any, **fields: Any) -> None:
        """Guard the cameras with a room rule, and others."""
        cuts = fields.pop("cuts", ([], []))
        self.entry = await async_guard(
            self.hass,
            *(
                camera_subentry(camera.entity_id, name, cuts=cuts[number])
                for number, (camera, name) in enumerate(
                    zip(self.cameras, ROOMS, strict=True)
                )
            ),
            rule_subentry(
                "room",
                "In the room",
                **{"sensors": USUAL, "trackers": [], **fields},
            ),
            *rules,
        )

    async def modes(self) -> list[str]:
        """Return the modes of kitchen and bedroom, when all has come to rest."""
        await async_settle()
        await self.hass.async_block_till_done()
        return [
            state_of(self.hass, self.entry, "sensor", "mode", number)
            for number in (KITCHEN, BEDROOM)
        ]

    async def explain(self, number: int) -> dict[str, Any]:
        """Return what `explain` says of the rule for one camera."""
        camera = entity_id_of(self.hass, self.entry, "camera", "guarded", number)
        answers: Any = await self.hass.services.async_call(
            "cloudcam_privacy",
            "explain",
            {"entity_id": camera},
            blocking=True,
            return_response=True,
        )
        (rule,) = answers[camera]["rules"]
        assert isinstance(rule, dict)
        return rule

    def issues_of(self, key: str) -> list[str]:
        """Return the rooms that the repair issue names, if there is one."""
        return [
            line.removeprefix("- ").split(":")[0]
            for issue in issues(self.hass, key)
            for line in str(
                (issue.translation_placeholders or {})["rooms"]
            ).splitlines()
        ]


async def async_build(hass: HomeAssistant) -> House:
    """Return a house with two rooms on two floors, and a hall upstairs."""
    cameras = [MarkedCamera(f"{name} camera") for name in ROOMS]
    await async_make_cameras(hass, *cameras)
    await async_setup_component(hass, "repairs", {})
    floors = fr.async_get(hass)
    ground, up = floors.async_create("Ground"), floors.async_create("Upstairs")
    areas = ar.async_get(hass)
    areas.async_create("Kitchen", floor_id=ground.floor_id, aliases={"Cooking"})
    areas.async_create("Bedroom", floor_id=up.floor_id)
    areas.async_create("Hall", floor_id=up.floor_id)
    house = House(hass, cameras)
    for number, room in enumerate(ROOMS):
        house.move_camera(number, room)
    return house
