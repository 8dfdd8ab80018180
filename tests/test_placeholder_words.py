"""What the placeholder says follows how sure it is that nothing is uploaded."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.household.messages import placeholder_text

from .common import (
    MarkedCamera,
    async_act,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    entity_id_of,
    household_of,
    someone_home,
    state_of,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_pass, async_settle


@pytest.mark.parametrize(
    ("cuts", "obeys", "waits", "headline", "shown"),
    [
        (True, True, 0, "Private", ("confirmed", "off", "off")),
        (True, False, 0, "Hidden here", ("pending", "unknown", "off")),
        (True, False, 90, "Hidden here", ("failed", "unknown", "on")),
        (False, True, 90, "Hidden here", ("gate_only", "unknown", "unknown")),
    ],
)
async def test_words(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    cuts: bool,
    obeys: bool,
    waits: int,
    headline: str,
    shown: tuple[str, str, str],
) -> None:
    """It claims no more than is known; assurance, uploads and leak say the same."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    plug = Plug()
    await async_add_devices(hass, plug)
    plug.is_deaf = not obeys
    hass.states.async_set("person.anna", "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(
            "camera.living_room",
            "Living room",
            cuts=[cut(plug.entity_id, "off")] if cuts else [],
        ),
        someone_home("person.anna"),
    )
    await async_settle()
    hass.states.async_set("person.anna", "home")
    await async_settle()
    await async_pass(hass, freezer, waits)
    sure = shown[0] == "confirmed"
    assert shown == (
        state_of(hass, entry, "sensor", "assurance"),
        state_of(hass, entry, "switch", "uploads"),
        state_of(hass, entry, "binary_sensor", "leak"),
    )
    household = household_of(entry)
    (guard,) = household.guards.values()
    text = placeholder_text(guard, household.texts)
    assert (text.headline, text.sure) == (headline, sure)
    assert (text.footer == "The camera may still be uploading.") is not sure


async def test_coming_back(hass: HomeAssistant) -> None:
    """Until when the camera is open is not until when it shows nothing."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    plug = Plug()
    await async_add_devices(hass, plug)
    hass.states.async_set("person.anna", "home")
    camera = camera_subentry(
        "camera.living_room", "Living room", cuts=[cut(plug.entity_id, "off")]
    )
    entry = await async_guard(hass, camera, someone_home("person.anna"))
    await async_settle()
    plug.is_deaf = True
    household = household_of(entry)
    (guard,) = household.guards.values()
    anna = await async_person(hass)
    target = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    for_an_hour = {"mode": "open", "duration": {"hours": 1}}
    await async_act(hass, "set_mode", {**target, **for_an_hour}, context=anna)
    await async_settle()
    assert guard.changes.mode is not None
    text = placeholder_text(guard, household.texts)
    assert (text.headline, text.until) == ("Coming back", None)
