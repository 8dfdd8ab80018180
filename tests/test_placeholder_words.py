"""What the placeholder says follows how sure it is that nothing is uploaded."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.household.messages import placeholder_text

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    household_of,
    someone_home,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle


@pytest.mark.parametrize(
    ("cuts", "obeys", "headline", "sure"),
    [
        (True, True, "Private", True),
        (True, False, "Hidden here", False),
        (False, True, "Hidden here", False),
    ],
)
async def test_words(
    hass: HomeAssistant, cuts: bool, obeys: bool, headline: str, sure: bool
) -> None:
    """It claims no more than is known."""
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
    household = household_of(entry)
    (guard,) = household.guards.values()
    text = placeholder_text(guard, household.texts)
    assert (text.headline, text.sure) == (headline, sure)
    assert (text.footer == "The camera may still be uploading.") is not sure
