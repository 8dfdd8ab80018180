"""A camera with a privacy switch, a plug and a meter, to prove things with."""

from collections.abc import Generator
from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from .common import (
    ANNA,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    entity_id_of,
    issues,
    someone_home,
)

METER = "sensor.upload"
PLUG = "input_boolean.plug"
SWITCH = "input_boolean.privacy_switch"


@pytest.fixture(autouse=True)
def no_waiting() -> Generator[None]:
    """Look for a frozen picture at once."""
    package = "custom_components.cloudcam_privacy"
    with (
        patch(f"{package}.cut.picture_check.FROZEN_PAUSE", 0),
        patch(f"{package}.cut.restore.PAUSE", 0.01),
    ):
        yield


@pytest.fixture
async def camera(hass: HomeAssistant) -> MarkedCamera:
    """Return a camera with a privacy switch, a plug and a meter; nobody is home."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_setup_component(
        hass,
        "input_boolean",
        {"input_boolean": {"privacy_switch": {}, "plug": {"initial": True}}},
    )
    hass.states.async_set(ANNA, "not_home")
    sends(hass, 110)
    return camera


def sends(hass: HomeAssistant, rate: float | str, unit: str = "kB/s") -> None:
    hass.states.async_set(METER, str(rate), {"unit_of_measurement": unit})


async def guard(
    hass: HomeAssistant,
    camera: MarkedCamera,
    *more: dict[str, object],
    **fields: object,
) -> MockConfigEntry:
    cuts = [cut(SWITCH, "on"), *more]
    return await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room", cuts=cuts, **fields),
        someone_home(ANNA),
    )


async def settle(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def let_pass(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float
) -> None:
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass)
    await settle(hass)


def happenings(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    told: list[str] = []
    entity_id = entity_id_of(hass, entry, "event", "privacy")

    @callback
    def changed(event: Event) -> None:
        if event.data["entity_id"] == entity_id:
            told.append(event.data["new_state"].attributes["event_type"])

    hass.bus.async_listen("state_changed", changed)
    return told


def told_issues(hass: HomeAssistant) -> set[str]:
    return {issue.translation_key or "" for issue in issues(hass)}
