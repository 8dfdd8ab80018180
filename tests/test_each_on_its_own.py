"""Two cameras: whatever is raised for one of them is no matter of the other."""

from typing import override
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .common import (
    ANNA,
    MARKER,
    MarkedCamera,
    async_come_home,
    async_guard,
    async_leave,
    async_make_cameras,
    entity_id_of,
    household_of,
    state_of,
)
from .cut.devices import Plug
from .passing_time import async_pass, async_settle
from .subentries import camera_subentry, cut, someone_home


class SilentCamera(MarkedCamera):
    """Has lost what its integration knew of it, and raises when it is asked."""

    is_lost = False

    @property
    @override
    def is_on(self) -> bool:
        if self.is_lost:
            raise KeyError("state")
        return bool(self._attr_is_on)


@pytest.fixture
def silent() -> SilentCamera:
    """Return the camera that is guarded first."""
    return SilentCamera("Hall")


@pytest.fixture
async def entry(
    hass: HomeAssistant, plug: Plug, silent: SilentCamera
) -> MockConfigEntry:
    """Guard it with its own switch, and after it one with a plug."""
    other = MarkedCamera("Kitchen")
    await async_make_cameras(hass, silent, other)
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(silent.entity_id, "Hall", cuts=[cut(silent.entity_id, "off")]),
        camera_subentry(other.entity_id, "Kitchen", cuts=[cut(plug.entity_id, "off")]),
        someone_home(ANNA),
    )
    await async_settle()
    return entry


def modes(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    """Return the modes of both."""
    return [state_of(hass, entry, "sensor", "mode", camera) for camera in range(2)]


@pytest.mark.parametrize("reload", [False, True])
async def test_camera_that_does_not_say_whether_it_is_on(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    silent: SilentCamera,
    freezer: FrozenDateTimeFactory,
    hass_client_no_auth: ClientSessionGenerator,
    reload: bool,
) -> None:
    """It is commanded all the same, and not confirmed; the other one is."""
    silent.is_lost = True
    if reload:
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_settle()
    await async_come_home(hass)
    assert modes(hass, entry) == ["private", "private"]
    assert not plug.on
    assert [
        state_of(hass, entry, "sensor", "assurance", camera) for camera in range(2)
    ] == ["pending", "confirmed"]
    picture = hass.states.get(entity_id_of(hass, entry, "camera", "guarded"))
    assert picture is not None
    client = await hass_client_no_auth()
    answer = await client.get(picture.attributes["entity_picture"])
    assert answer.status == 200
    assert MARKER not in await answer.read()
    silent.is_lost = False
    asked = [silent.is_on]
    await async_leave(hass)
    await async_pass(hass, freezer, 10)
    assert modes(hass, entry) == ["open", "open"]
    assert [*asked, silent.is_on, plug.on] == [False, True, True]


@pytest.mark.parametrize("step", ["async_cut", "async_enact"])
async def test_step_that_fails(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug, step: str
) -> None:
    """Whatever it is of one camera, the other one is cut, and both are told of."""
    hall, _ = household_of(entry).guards.values()
    with patch.object(hall, step, side_effect=RuntimeError):
        await async_come_home(hass)
    assert modes(hass, entry) == ["private", "private"]
    assert not plug.on
