"""A guarded camera takes the place of its hidden source: name, assistants, area."""

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
import pytest

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.household import Household

from .house import MarkedCamera, async_make_cameras, entity_id_of

ANNA = "person.anna"
SOURCE = "camera.living_room"
ASSISTANTS = ("conversation", "cloud.alexa", "cloud.google_assistant")


@pytest.fixture
async def source(hass: HomeAssistant) -> er.RegistryEntry:
    """Return a camera with a name of its own, that two assistants know about."""
    hass.states.async_set(ANNA, "not_home")
    await async_make_cameras(hass, MarkedCamera("Living room"))
    async_expose_entity(hass, "conversation", SOURCE, True)
    async_expose_entity(hass, "cloud.alexa", SOURCE, False)
    return er.async_get(hass).async_update_entity(SOURCE, name="Cat cam")


async def set_up(hass: HomeAssistant, *, hide: bool = True) -> ConfigEntry[Household]:
    """Fill in the first form."""
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    result = await hass.config_entries.flow.async_configure(
        form["flow_id"],
        {
            "cameras": [SOURCE],
            "people": [ANNA],
            "home_mode": "private",
            "away_mode": "open",
            "take_over": hide,
        },
    )
    await hass.async_block_till_done()
    entry: ConfigEntry[Household] = result["result"]
    return entry


def guarded(hass: HomeAssistant, entry: ConfigEntry[Household]) -> er.RegistryEntry:
    """Return the guarded camera."""
    found = er.async_get(hass).async_get(entity_id_of(hass, entry, "camera", "guarded"))
    assert found is not None
    return found


def exposed(hass: HomeAssistant, entity_id: str) -> list[bool]:
    """Return to which of the assistants it is exposed."""
    return [async_should_expose(hass, each, entity_id) for each in ASSISTANTS]


async def set_hiding(
    hass: HomeAssistant, entry: ConfigEntry[Household], hide: bool
) -> None:
    """Change the option of the camera."""
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_update_subentry(
        entry, camera, data={**camera.data, "take_over": hide}
    )
    await hass.async_block_till_done()


async def test_name_and_assistants_are_handed_over(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """Whoever asks for "Cat cam" gets the guarded one, and the source on its removal."""
    entry = await set_up(hass)

    camera = guarded(hass, entry)
    state = hass.states.get(camera.entity_id)
    assert state is not None
    assert state.name == "Cat cam"
    assert exposed(hass, camera.entity_id) == [True, False, False]
    assert exposed(hass, SOURCE) == [False, False, False]

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert hass.states.get(camera.entity_id) is None
    registered = er.async_get(hass).async_get(SOURCE)
    assert registered is not None
    assert (registered.name, registered.hidden_by) == ("Cat cam", None)
    assert exposed(hass, SOURCE) == [True, False, False]


async def test_nothing_is_handed_over_unasked(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """A source that is not hidden keeps its assistants, until it is."""
    entry = await set_up(hass, hide=False)
    camera = guarded(hass, entry)
    assert camera.name is None
    assert exposed(hass, camera.entity_id) == [False, False, False]
    assert exposed(hass, SOURCE) == [True, False, False]

    await set_hiding(hass, entry, True)

    assert guarded(hass, entry).name == "Cat cam"
    assert exposed(hass, camera.entity_id) == [True, False, False]
    assert exposed(hass, SOURCE) == [False, False, False]


async def test_what_the_household_chooses_afterwards_stays(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """Across reloads; and a name of its own is not taken from the guarded camera."""
    entry = await set_up(hass)
    entity_id = guarded(hass, entry).entity_id
    er.async_get(hass).async_update_entity(entity_id, name="Sofa")
    async_expose_entity(hass, "conversation", entity_id, False)

    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert guarded(hass, entry).name == "Sofa"
    assert exposed(hass, entity_id) == [False, False, False]

    await set_hiding(hass, entry, False)
    await set_hiding(hass, entry, True)
    assert guarded(hass, entry).name == "Sofa"


async def test_area_is_not_named_twice(
    hass: HomeAssistant, source: er.RegistryEntry
) -> None:
    """It is in the source's area, and its entity ids do without it."""
    er.async_get(hass).async_update_entity(SOURCE, name=None)
    room = ar.async_get(hass).async_create("Living room")
    device = source.device_id
    assert device is not None
    devices = dr.async_get(hass)
    devices.async_update_device(device, area_id=room.id)

    entry = await set_up(hass)

    camera = guarded(hass, entry)
    assert camera.entity_id == "camera.living_room_guarded_view"
    assert entity_id_of(hass, entry, "switch", "privacy") == (
        "switch.living_room_privacy"
    )
    assert camera.device_id is not None
    own = devices.async_get(camera.device_id)
    assert own is not None
    assert own.area_id == room.id

    devices.async_update_device(own.id, area_id=None)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    own = devices.async_get(camera.device_id)
    assert own is not None
    assert own.area_id is None
