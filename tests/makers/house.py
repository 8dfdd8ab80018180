"""A house with cameras of one maker, each guarded as the first form would have it."""

from collections.abc import Sequence
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.catalogue import as_stored, look_around
from custom_components.cloudcam_privacy.forms.sources import new_camera

from ..house import async_guard, camera_subentry, someone_home, state_of
from ..passing_time import async_pass, async_settle
from .maker import Maker

ANNA: Final = "person.anna"
SURE: Final = ("confirmed", "verified")


class House:
    """Guarded cameras of a maker; Anna may come home."""

    def __init__(
        self,
        hass: HomeAssistant,
        freezer: FrozenDateTimeFactory,
        maker: Maker,
        integration: MockConfigEntry,
        entry: MockConfigEntry,
    ) -> None:
        """Keep what belongs together."""
        self.hass = hass
        self.freezer = freezer
        self.maker = maker
        self.integration = integration
        self.entry = entry
        self.said_too_much = 0.0
        """Seconds for which the camera was said to be cut while it was not."""

    @property
    def assurance(self) -> str:
        """Return how sure it is said to be."""
        return state_of(self.hass, self.entry, "sensor", "assurance")

    async def come(self) -> None:
        """Anna comes home."""
        self.hass.states.async_set(ANNA, "home")
        await async_settle()

    async def leave(self) -> None:
        """Anna leaves."""
        self.hass.states.async_set(ANNA, "not_home")
        await async_settle()

    async def wait(self, seconds: float) -> None:
        """Let time pass, and see whether more is said than is true."""
        for _ in range(round(seconds / 5)):
            await async_pass(self.hass, self.freezer, 5, step=5)
            if self.maker.uploads and self.assurance in SURE:
                self.said_too_much += 5


def cameras_of(hass: HomeAssistant, integration: MockConfigEntry) -> Sequence[str]:
    """Return the cameras that an integration has, without those that are disabled."""
    registry = er.async_get(hass)
    return [
        each.entity_id
        for each in er.async_entries_for_config_entry(registry, integration.entry_id)
        if each.domain == "camera" and not each.disabled
    ]


async def async_set_up_house(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, maker: Maker
) -> House:
    """Guard a maker's camera with what is found for it; nobody is home."""
    integration = await maker.async_set_up(hass)
    camera = maker.camera_of(cameras_of(hass, integration))
    found = [cut for cut in look_around(hass, camera).ticked if maker.takes(cut)]
    assert found
    fields = new_camera(hass, camera, cuts=as_stored(hass, found), take_over=False)
    hass.states.async_set(ANNA, "not_home")
    subentry = camera_subentry(camera, "Hall", **fields)
    entry = await async_guard(hass, subentry, someone_home(ANNA))
    await async_settle()
    return House(hass, freezer, maker, integration, entry)
