"""Sums and times: right, cheap, and kept over a restart."""

from collections.abc import Iterator
import gc
import sys
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import async_get_image
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.guard import Guard
from custom_components.cloudcam_privacy.ledger.session import (
    EVENT_ACCESS,
    AccessPath,
    Who,
)
from custom_components.cloudcam_privacy.policy.mode import Answer, Destination, Mode

from ..common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    household_of,
)
from .seen import is_watched, number, state_of

CAMERA = "camera.living_room_guarded_view"
SOMEBODY = Who("Anna", Destination.REMOTE, AccessPath.MJPEG)


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return a household with one camera, and everything enabled."""
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    enabled = "homeassistant.helpers.entity.Entity.entity_registry_enabled_default"
    with patch(enabled, True):
        return await async_guard(hass, camera_subentry(source.entity_id, "Living room"))


def the_guard(entry: MockConfigEntry) -> Guard:
    """Return the guard of the only camera."""
    (guard,) = household_of(entry).guards.values()
    return guard


async def go_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float
) -> None:
    """Let time pass."""
    freezer.tick(seconds)
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()


async def test_sums_survive_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What was counted is counted on."""
    await async_get_image(hass, CAMERA)
    guard = the_guard(entry)
    household_of(entry).async_set_mode([guard], Mode.PRIVATE, await async_person(hass))
    with pytest.raises(HomeAssistantError):
        await async_get_image(hass, CAMERA)
    left = number(hass, guard, "data_left_home")
    viewed = state_of(hass, guard, "sensor", "last_viewed")
    assert left > 500

    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    guard = the_guard(entry)
    assert number(hass, guard, "data_left_home") == left
    assert number(hass, guard, "refusals") == 1
    again = state_of(hass, guard, "sensor", "last_viewed")
    assert again.state == viewed.state
    assert again.attributes["who"] == viewed.attributes["who"] == "Home Assistant"
    with pytest.raises(HomeAssistantError):
        await async_get_image(hass, CAMERA)
    assert number(hass, guard, "refusals") == 2


async def test_uses_are_told_before_the_end(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What goes on when the integration is unloaded is told all the same."""
    await async_get_image(hass, CAMERA)
    entity_id = state_of(hass, the_guard(entry), "event", "access").entity_id
    states = async_capture_events(hass, "state_changed")
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
    told = [
        event.data["new_state"].attributes["event_type"]
        for event in states
        if event.data["entity_id"] == entity_id
        and "event_type" in event.data["new_state"].attributes
    ]
    assert told == ["viewed"]


async def test_stills_that_come_regularly(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Somebody whose stills come every ten seconds looks all the time."""
    guard = the_guard(entry)
    events = async_capture_events(hass, EVENT_ACCESS)
    for _ in range(2):
        await async_get_image(hass, CAMERA)
        assert is_watched(hass, guard)
        await go_on(hass, freezer, 5.1)
        assert not is_watched(hass, guard)
        await go_on(hass, freezer, 4.9)
    changes = async_capture_events(hass, "state_changed")
    for _ in range(6):
        await async_get_image(hass, CAMERA)
        await go_on(hass, freezer, 5.1)
        assert is_watched(hass, guard)
        await go_on(hass, freezer, 4.9)
    watched = "binary_sensor.living_room_watched"
    assert len([c for c in changes if c.data["entity_id"] == watched]) == 1
    assert not events
    await go_on(hass, freezer, 5.1)
    assert not is_watched(hass, guard)
    await go_on(hass, freezer, 16)
    (event,) = events
    assert (event.data["frames"], event.data["duration"]) == (8, 70)


async def test_slow_moving_picture(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """A source that takes eight seconds for a frame makes no use of each."""
    events = async_capture_events(hass, EVENT_ACCESS)
    visit = the_guard(entry).ledger.visit(SOMEBODY)
    for _ in range(10):
        visit.saw(Answer.LIVE, 1000)
        await go_on(hass, freezer, 8)
    visit.ended()
    assert [event.data["frames"] for event in events] == [1, 9]


async def test_refusals_in_a_row(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """A dashboard that is refused all day is told of once an hour, and counted."""
    guard = the_guard(entry)
    household_of(entry).async_set_mode([guard], Mode.PRIVATE, await async_person(hass))
    await hass.async_block_till_done()
    events = async_capture_events(hass, EVENT_ACCESS)
    changes = async_capture_events(hass, "state_changed")
    for _ in range(400):
        with pytest.raises(HomeAssistantError):
            await async_get_image(hass, CAMERA)
        await go_on(hass, freezer, 10)
    assert len(events) == 2
    assert number(hass, guard, "refusals") == 400
    told = [c for c in changes if c.data["entity_id"].startswith("event.")]
    assert len(told) == 2


async def test_times(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Minutes count while something is so, and only then."""
    guard, anna = the_guard(entry), await async_person(hass)

    def minutes() -> tuple[float, ...]:
        keys = ("time_seen", "time_private", "time_open_at_home")
        return tuple(
            round(float(state_of(hass, guard, "sensor", key).state), 1) for key in keys
        )

    await go_on(hass, freezer, 600)
    assert minutes() == (0, 0, 0)
    hass.states.async_set("zone.home", "1")
    await hass.async_block_till_done()
    await go_on(hass, freezer, 600)
    assert minutes() == (0, 0, 10)
    household_of(entry).async_set_mode([guard], Mode.PRIVATE, anna)
    await go_on(hass, freezer, 300)
    assert minutes() == (0, 5, 10)
    household_of(entry).async_resume([guard], anna)
    hass.states.async_set("zone.home", "0")
    await hass.async_block_till_done()
    visit = guard.ledger.visit(Who("Anna", Destination.HOME, AccessPath.WEBRTC))
    visit.began()
    await go_on(hass, freezer, 120)
    visit.ended()
    await hass.async_block_till_done()
    assert minutes() == (2, 5, 10)

    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert minutes() == (2, 5, 10)


async def test_calm_device_page(hass: HomeAssistant) -> None:
    """A camera's page has eight entities at most that are not diagnostic."""
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    entry = await async_guard(hass, camera_subentry(source.entity_id, "Living room"))
    (camera_id,) = household_of(entry).guards
    shown = [
        entity.entity_id
        for entity in er.async_get(hass).entities.values()
        if entity.platform == DOMAIN
        and entity.config_subentry_id == camera_id
        and entity.disabled_by is None
        and entity.entity_category is None
    ]
    assert len(shown) <= 8, shown


@pytest.fixture
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from changing what is counted."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
async def test_a_frame_costs_nothing(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Ten thousand frames leave no object behind, and nothing is written for them."""
    ledger = the_guard(entry).ledger
    visit = ledger.visit(SOMEBODY)
    events = async_capture_events(hass, "state_changed")
    for _ in range(100):
        visit.saw(Answer.LIVE, 30_000)
    begun = len(events)
    before = sys.getallocatedblocks()
    for _ in range(10_000):
        visit.saw(Answer.LIVE, 30_000)
    assert sys.getallocatedblocks() - before < 20
    assert len(events) == begun
    ledger.async_stop()


async def test_card_that_polls_for_an_hour(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """It does not fill the recorder with what grows all the time."""
    guard = the_guard(entry)
    seldom = [
        state_of(hass, guard, "sensor", key).entity_id
        for key in ("last_viewed", "data_left_home")
    ]
    rows: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"] in seldom:
            rows.append(event.data["entity_id"])

    hass.bus.async_listen("state_changed", note)
    for _ in range(360):
        await async_get_image(hass, CAMERA)
        await go_on(hass, freezer, 10)
    assert len(rows) <= 6
    await go_on(hass, freezer, 3600)
    assert number(hass, guard, "data_left_home") > 360 * 500
