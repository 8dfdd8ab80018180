"""All registry ids are new, as after a registry that could not be read."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import (
    ANNA,
    MarkedCamera,
    async_come_home,
    async_guard,
    async_leave,
    async_make_cameras,
    entity_id_of,
    issues,
    state_of,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle
from .subentries import camera_subentry, cut, someone_home

PLACE = "camera.living_room"


def registry_id(hass: HomeAssistant, entity_id: str) -> str:
    """Return an entity's registry id."""
    entry = er.async_get(hass).async_get(entity_id)
    assert entry is not None
    return entry.id


@pytest.fixture
async def entry(hass: HomeAssistant, plug: Plug) -> MockConfigEntry:
    """Guard a camera, as the form stores it, in whose place it is; Anna is home."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    camera = registry_id(hass, PLACE)
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(
            camera,
            "Living room",
            cuts=[cut(registry_id(hass, plug.entity_id), "off")],
            take_over=True,
        ),
        someone_home(ANNA),
    )
    await async_come_home(hass)
    assert not plug.on
    return entry


@pytest.mark.parametrize("ours_first", [False, True])
async def test_all_goes_on(
    hass: HomeAssistant, entry: MockConfigEntry, ours_first: bool
) -> None:
    """The camera is guarded, cut, in the original's place, and put back."""
    registry = er.async_get(hass)
    before = {entity.id for entity in registry.entities.values()}
    await hass.config_entries.async_unload(entry.entry_id)
    for other in hass.config_entries.async_entries():
        if other is not entry:
            await hass.config_entries.async_unload(other.entry_id)
    for entity_id in list(registry.entities):
        registry.async_remove(entity_id)
    registry.deleted_entities.clear()
    if ours_first:
        assert await hass.config_entries.async_setup(entry.entry_id)
    plug = Plug()
    plug.on = False
    await async_add_devices(hass, plug)
    await async_make_cameras(hass, MarkedCamera("Living room"))
    if not ours_first:
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await async_settle()
    assert before.isdisjoint(entity.id for entity in registry.entities.values())
    assert entity_id_of(hass, entry, "camera", "guarded") == PLACE
    original = registry.async_get(f"{PLACE}_original")
    assert original is not None
    assert original.hidden_by is not None
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    assert not issues(hass)
    await async_leave(hass)
    assert plug.on
    assert state_of(hass, entry, "sensor", "mode") == "open"
