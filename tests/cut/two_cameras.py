"""Two cameras, each private while its own person is home."""

from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    someone_home,
)
from ..passing_time import async_settle


async def async_guard_two(
    hass: HomeAssistant,
    anna: dict[str, object],
    ben: dict[str, object],
    annas: MarkedCamera | None = None,
) -> MockConfigEntry:
    """Guard a camera for each of two people, with one cut each; nobody is home."""
    cuts = {"anna": anna, "ben": ben}
    cameras = {"anna": annas or MarkedCamera("anna"), "ben": MarkedCamera("ben")}
    await async_make_cameras(hass, *cameras.values())
    for name in cuts:
        hass.states.async_set(f"person.{name}", "not_home")
    entry = await async_guard(
        hass,
        *(
            ConfigSubentryDataWithId(
                **camera_subentry(camera.entity_id, name, cuts=[cuts[name]]),
                subentry_id=name,
            )
            for name, camera in cameras.items()
        ),
        *(someone_home(f"person.{name}", cameras=[name]) for name in cameras),
    )
    await async_settle()
    return entry
