"""A guarded camera takes the place of its source, and gives it back."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

from homeassistant.components.camera import DATA_COMPONENT
from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.history import state_changes_during_period
from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.source import take_over

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    entity_id_of,
    rule_subentry,
    state_of,
)

ANNA = "person.anna"
PLACE, ORIGINAL = "camera.living_room", "camera.living_room_original"
ASSISTANTS = ("conversation", "cloud.alexa", "cloud.google_assistant")
HIDDEN = er.RegistryEntryHider.INTEGRATION


class Unregistered(MarkedCamera):
    """A camera as YAML makes it: without a unique id."""

    _attr_has_entity_name = False

    def __init__(self) -> None:
        """Name it as YAML would."""
        super().__init__("Living room")
        self._attr_unique_id = None
        self._attr_device_info = None
        self.entity_id = PLACE


@pytest.fixture
async def source(hass: HomeAssistant) -> er.RegistryEntry:
    """Return a camera with a name of its own, that two assistants know about."""
    hass.states.async_set(ANNA, "not_home")
    await async_make_cameras(hass, MarkedCamera("Living room"))
    async_expose_entity(hass, "conversation", PLACE, True)
    async_expose_entity(hass, "cloud.alexa", PLACE, False)
    return er.async_get(hass).async_update_entity(
        PLACE, name="Cat cam", aliases=["Kitty"]
    )


async def async_fill_in(
    hass: HomeAssistant, *cameras: str, wait: bool = True, **fields: Any
) -> ConfigEntry[Household]:
    """Fill in the first form, and submit all that follows as it stands."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    given: dict[str, Any] = {
        "cameras": list(cameras),
        "people": [ANNA],
        "home_mode": "private",
        "away_mode": "open",
        **fields,
    }
    while result["type"] == "form":
        result = await hass.config_entries.flow.async_configure(
            result["flow_id"], given
        )
        assert not result.get("errors")
        given = {}
    if wait:
        await hass.async_block_till_done()
    entry: ConfigEntry[Household] = result["result"]
    return entry


def registered(hass: HomeAssistant, entity_id: str) -> er.RegistryEntry:
    """Return what is registered under an id."""
    found = er.async_get(hass).async_get(entity_id)
    assert found is not None
    return found


def name_of(hass: HomeAssistant, entity_id: str) -> str:
    """Return what people see an entity called."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state.name


def picture_of(hass: HomeAssistant, entity_id: str) -> str:
    """Return the address of a camera's picture."""
    state = hass.states.get(entity_id)
    assert state is not None
    return str(state.attributes["entity_picture"])


def exposed(hass: HomeAssistant, entity_id: str) -> list[bool]:
    """Return to which of the assistants it is exposed."""
    return [async_should_expose(hass, each, entity_id) for each in ASSISTANTS]


async def async_change(
    hass: HomeAssistant, entry: ConfigEntry[Household], **fields: Any
) -> None:
    """Change the options of the one camera."""
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_update_subentry(
        entry, camera, data={**camera.data, **fields}
    )
    await hass.async_block_till_done()


def check_as_before(hass: HomeAssistant, source: er.RegistryEntry) -> None:
    """Check that the source is where and how it was."""
    back = registered(hass, PLACE)
    assert back.id == source.id
    assert back.hidden_by is None
    assert DOMAIN not in back.options
    assert exposed(hass, PLACE) == [True, False, False]
    assert name_of(hass, PLACE) == "Cat cam"
    assert er.async_get(hass).async_get(ORIGINAL) is None
    assert hass.states.get(ORIGINAL) is None
    assert f"/{PLACE}?" in picture_of(hass, PLACE)


async def test_place_is_taken(hass: HomeAssistant, source: er.RegistryEntry) -> None:
    """Whoever names the camera, by id, name or voice, gets the guarded one."""
    entry = await async_fill_in(hass, PLACE)

    own, original = registered(hass, PLACE), registered(hass, ORIGINAL)
    assert own.platform == DOMAIN
    assert entity_id_of(hass, entry, "camera", "guarded") == PLACE
    assert name_of(hass, PLACE) == "Cat cam"
    assert own.aliases == ["Kitty"]
    assert exposed(hass, PLACE) == [True, False, False]
    assert original.id == source.id
    assert original.hidden_by is HIDDEN
    assert exposed(hass, ORIGINAL) == [False, False, False]
    for each in (PLACE, ORIGINAL):
        assert f"/{each}?" in picture_of(hass, each)
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "mode") == "private"


async def test_undone_when_removed(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """Without the integration all is as before."""
    entry = await async_fill_in(hass, PLACE)
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    check_as_before(hass, source)


async def test_undone_when_no_longer_guarded(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """Without its guard a camera is as before."""
    entry = await async_fill_in(hass, PLACE)
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_remove_subentry(entry, camera.subentry_id)
    await hass.async_block_till_done()
    check_as_before(hass, source)


async def test_option(hass: HomeAssistant, source: er.RegistryEntry) -> None:
    """The place is given back and taken again, as the option says."""
    entry = await async_fill_in(hass, PLACE)
    own = registered(hass, PLACE)

    await async_change(hass, entry, take_over=False)
    check_as_before(hass, source)
    beside = entity_id_of(hass, entry, "camera", "guarded")
    assert beside == f"{PLACE}_guarded_view"
    assert registered(hass, beside).id == own.id
    assert name_of(hass, beside) == "Cat cam Guarded view"
    assert exposed(hass, beside) == [False, False, False]

    await async_change(hass, entry, take_over=True)
    assert registered(hass, PLACE).id == own.id
    assert registered(hass, ORIGINAL).id == source.id
    assert name_of(hass, PLACE) == "Cat cam"
    assert exposed(hass, PLACE) == [True, False, False]


async def test_what_the_household_chooses_stays(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """Its own choice for the guarded camera, and its id, outlast a restart."""
    entry = await async_fill_in(hass, PLACE)
    async_expose_entity(hass, "conversation", PLACE, False)
    er.async_get(hass).async_update_entity(PLACE, new_entity_id="camera.cat")
    await hass.async_block_till_done()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert entity_id_of(hass, entry, "camera", "guarded") == "camera.cat"
    assert exposed(hass, "camera.cat") == [False, False, False]
    assert registered(hass, ORIGINAL).hidden_by is HIDDEN

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert registered(hass, "camera.cat").id == source.id


async def test_two_cameras_and_an_id_that_is_taken(hass: HomeAssistant) -> None:
    """Each camera of a form gets its place; an id that is taken is numbered."""
    hass.states.async_set(ANNA, "not_home")
    cameras = MarkedCamera("Living room"), MarkedCamera("Living room original")
    await async_make_cameras(hass, *cameras)
    before = {each: registered(hass, each).id for each in (PLACE, ORIGINAL)}
    entry = await async_fill_in(hass, PLACE, ORIGINAL)
    for place in before:
        assert registered(hass, place).platform == DOMAIN
    sources = {guard.source.entity_id for guard in entry.runtime_data.guards.values()}
    assert sources == {f"{ORIGINAL}_2", f"{ORIGINAL}_original"}

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert {each: registered(hass, each).id for each in before} == before


async def test_without_unique_id(hass: HomeAssistant) -> None:
    """A camera that cannot be renamed keeps its id, and is guarded beside it."""
    hass.states.async_set(ANNA, "not_home")
    await async_make_cameras(hass, Unregistered())
    entry = await async_fill_in(hass, PLACE)
    assert er.async_get(hass).async_get(PLACE) is None
    assert hass.states.get(PLACE) is not None
    own = entity_id_of(hass, entry, "camera", "guarded")
    assert own == f"{PLACE}_guarded_view"
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert hass.states.get(PLACE) is not None


async def test_group_goes_on(hass: HomeAssistant, source: er.RegistryEntry) -> None:
    """A group that names the camera has the guarded one in it."""
    group = {"group": {"cameras": {"entities": [PLACE]}}}
    assert await async_setup_component(hass, "group", group)
    await async_fill_in(hass, PLACE)
    state = hass.states.get("group.cameras")
    assert state is not None
    assert state.attributes["entity_id"] == (PLACE,)
    assert registered(hass, PLACE).platform == DOMAIN


async def test_area_is_not_named_twice(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """It is in the source's area, and its entity ids do without it."""
    er.async_get(hass).async_update_entity(PLACE, name=None)
    room = ar.async_get(hass).async_create("Living room")
    device = source.device_id
    assert device is not None
    devices = dr.async_get(hass)
    devices.async_update_device(device, area_id=room.id)
    entry = await async_fill_in(hass, PLACE)
    assert entity_id_of(hass, entry, "switch", "privacy") == (
        "switch.living_room_privacy"
    )

    def own_area() -> str | None:
        own = devices.async_get(registered(hass, PLACE).device_id or "")
        assert own is not None
        return own.area_id

    assert own_area() == room.id
    own = registered(hass, PLACE).device_id
    assert own is not None
    devices.async_update_device(own, area_id=None)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert own_area() is None


@pytest.mark.parametrize("steps", range(6))
async def test_crash_while_taking(
    hass: HomeAssistant, source: er.RegistryEntry, steps: int
) -> None:
    """It goes on where it was; until then the id is the source's, ours or nobody's."""
    registry = er.async_get(hass)
    with patch.object(
        registry, "async_update_entity", side_effect=breaking(registry, steps)
    ):
        entry = await async_fill_in(hass, PLACE)
    own = registry.async_get(PLACE)
    assert own is None or own.id == source.id or own.platform == DOMAIN
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert registered(hass, PLACE).platform == DOMAIN
    assert registered(hass, ORIGINAL).hidden_by is HIDDEN
    assert exposed(hass, PLACE) == [True, False, False]
    assert exposed(hass, ORIGINAL) == [False, False, False]
    assert name_of(hass, PLACE) == "Cat cam"
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    check_as_before(hass, source)


@pytest.mark.parametrize("steps", range(4))
async def test_crash_while_giving_back(
    hass: HomeAssistant, source: er.RegistryEntry, steps: int
) -> None:
    """What is not given back yet is given back with the next start."""
    entry = await async_fill_in(hass, PLACE)
    registry = er.async_get(hass)
    with patch.object(
        registry, "async_update_entity", side_effect=breaking(registry, steps)
    ):
        await async_change(hass, entry, take_over=False)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    check_as_before(hass, source)
    own = entity_id_of(hass, entry, "camera", "guarded")
    assert own == f"{PLACE}_guarded_view"


def breaking(registry: er.EntityRegistry, steps: int) -> Callable[..., Any]:
    """Return an update of the registry that fails after some calls, as in a crash."""
    update = registry.async_update_entity
    left = steps

    def broken(*args: Any, **kwargs: Any) -> er.RegistryEntry:
        nonlocal left
        if left == 0:
            raise RuntimeError("crash")
        left -= 1
        return update(*args, **kwargs)

    return broken


async def test_id_that_somebody_else_takes(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """A source that does not let go of its id is guarded beside it, until it does."""
    let_go = asyncio.Event()
    camera = hass.data[DATA_COMPONENT].get_entity(PLACE)
    assert camera is not None
    with (
        patch.object(take_over, "GONE_LIMIT", 0),
        patch.object(camera, "async_will_remove_from_hass", let_go.wait),
    ):
        entry = await async_fill_in(hass, PLACE, wait=False)
        assert entity_id_of(hass, entry, "camera", "guarded") != PLACE
        assert er.async_get(hass).async_get(PLACE) is None
        let_go.set()
        await hass.async_block_till_done()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert entity_id_of(hass, entry, "camera", "guarded") == PLACE


async def test_rules_stay_with_the_source(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """What a rule or a cut names goes on to be the original, not its guard."""
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(PLACE, "Cat cam", cuts=[cut(PLACE, "off")], take_over=True),
        rule_subentry("activity", "Streams", entities=[PLACE], states=["streaming"]),
        rule_subentry(
            "condition",
            "Seen",
            conditions=[{"condition": "state", "entity_id": PLACE, "state": "x"}],
        ),
    )
    camera, streams, seen = entry.subentries.values()
    assert camera.data["camera"] == source.id
    assert camera.data["cuts"][0]["entity_id"] == source.id
    assert streams.data["entities"] == [ORIGINAL]
    assert seen.data["conditions"][0]["entity_id"] == ORIGINAL
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_history_stays_with_the_source(
    recorder_mock: Recorder, hass: HomeAssistant, enable_custom_integrations: None
) -> None:
    """What was recorded of the source goes with it, and comes back with it."""
    hass.states.async_set(ANNA, "not_home")
    await async_make_cameras(hass, MarkedCamera("Living room"))
    start = dt_util.utcnow()

    async def async_recorded(entity_id: str) -> list[str]:
        await async_wait_recording_done(hass)
        found = await get_instance(hass).async_add_executor_job(
            partial(
                state_changes_during_period,
                hass,
                start,
                entity_id=entity_id,
                include_start_time_state=False,
            )
        )
        return [each.state for each in found.get(entity_id, ())]

    hass.states.async_set(PLACE, "recording")
    assert "recording" in await async_recorded(PLACE)
    for _ in range(2):
        entry = await async_fill_in(hass, PLACE)
        assert "recording" in await async_recorded(ORIGINAL)
        assert "recording" not in await async_recorded(PLACE)
        await hass.config_entries.async_remove(entry.entry_id)
        await hass.async_block_till_done()
        assert "recording" in await async_recorded(PLACE)
