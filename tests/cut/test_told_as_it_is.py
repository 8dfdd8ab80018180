"""What is told of cameras that come back, or do not, and of what cannot be known."""

from datetime import UTC, datetime, timedelta
from typing import Any, override
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import async_get_image
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.witness import happened_at
from custom_components.cloudcam_privacy.household.privacy_events import PrivacyEvent
from custom_components.cloudcam_privacy.source.source import Source

from ..common import (
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
    entity_id_of,
    household_of,
    issues,
    marked_jpeg,
    state_of,
)
from ..passing_time import async_pass, async_settle
from .devices import Choice, Plug, async_add_devices
from .test_cut_shared import async_share

BACK = (PrivacyEvent.RESTORED, PrivacyEvent.CAME_BACK, PrivacyEvent.DID_NOT_COME_BACK)
WITNESS = "event.motion"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told_by(entry: MockConfigEntry, camera: int = 0) -> list[PrivacyEvent]:
    """Return a list that grows with what happens to a camera."""
    told: list[PrivacyEvent] = []
    list(household_of(entry).guards.values())[camera].when_happened.async_add(
        told.append
    )
    return told


class Keeper(MarkedCamera):
    """A camera that gives the same thumbnail, on or off."""

    films_when_off = True

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.asked += 1
        return marked_jpeg(1)


async def test_kept_thumbnail_proves_nothing(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The same bytes on and off are no proof that the camera is off, nor on."""
    camera = Keeper("Living room")
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(hass, cut(camera.entity_id, "off"), camera=camera)
    for _ in range(3):
        await async_get_image(hass, entity_id_of(hass, entry, "camera", "guarded"))
        await async_pass(hass, freezer, 10)
    await async_come_home(hass)
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"


async def test_never_known_option_is_told(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What was never known cannot be put back, and nobody says that it was."""
    choice = Choice()
    choice.forget()
    await async_add_devices(hass, choice)
    entry = await async_guard_with(hass, cut(choice.entity_id, "never"))
    told = told_by(entry)
    await async_come_home(hass)
    await async_pass(hass, freezer, 6)
    assert choice.calls == ["never"]
    await async_leave(hass)
    await async_pass(hass, freezer, 5)
    assert choice.calls == ["never"]
    assert issues(hass, "cut_not_restored")
    assert PrivacyEvent.RESTORED not in told
    choice.show(choice.forget)
    await hass.services.async_call(
        "select",
        "select_option",
        {"entity_id": choice.entity_id, "option": "always"},
        blocking=True,
    )
    await async_pass(hass, freezer, 5)
    assert not issues(hass, "cut_not_restored")


async def test_camera_that_never_gives_a_still(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is not waited for, and nobody is alarmed."""
    camera = MarkedCamera("Living room")
    camera.fails = True
    plug = Plug()
    await async_add_devices(hass, plug)
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), camera=camera)
    told = told_by(entry)
    await async_come_home(hass)
    await async_leave(hass)
    assert assurance(hass, entry) == "open"
    await async_pass(hass, freezer, 900, step=10)
    assert [each for each in told if each in BACK] == [PrivacyEvent.RESTORED]
    assert camera.asked <= 5


async def test_still_held_for_another(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A camera whose plug another one keeps off is open, and back when the plug is."""
    plug = Plug()
    await async_add_devices(hass, plug)
    camera = MarkedCamera("anna")
    entry = await async_share(hass, plug, camera)
    household_of(entry).guards["anna"].stored.gave_picture = True
    told = told_by(entry)
    hass.states.async_set("person.anna", "not_home")
    await async_pass(hass, freezer, 200, step=5)
    assert state_of(hass, entry, "sensor", "assurance") == "open"
    (held,) = household_of(entry).guards["anna"].cuts.cuts
    assert held.status == "held"
    assert [each for each in told if each in BACK] == []
    hass.states.async_set("person.ben", "not_home")
    await async_pass(hass, freezer, 15)
    assert [each for each in told if each in BACK] == [
        PrivacyEvent.RESTORED,
        PrivacyEvent.CAME_BACK,
    ]


async def test_restored_is_told_when_it_is_so(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """However long putting back takes."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    told = told_by(entry)
    await async_come_home(hass)
    plug.lag = 100
    await async_leave(hass)
    await async_pass(hass, freezer, 90, step=5)
    assert PrivacyEvent.RESTORED not in told
    assert assurance(hass, entry) == "open"
    await async_pass(hass, freezer, 20, step=5)
    assert PrivacyEvent.RESTORED in told


async def test_gate_opens_whatever_goes_wrong(hass: HomeAssistant) -> None:
    """An error on the way back shuts nobody out for ever; it is told."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    told = told_by(entry)
    await async_come_home(hass)
    with patch.object(Source, "async_wait_until_back", side_effect=ZeroDivisionError):
        await async_leave(hass)
    (guard,) = household_of(entry).guards.values()
    assert guard.gate.mode == "open"
    assert told[-1] is PrivacyEvent.DID_NOT_COME_BACK


async def test_name_of_what_is_gone(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A repair issue calls it what it was, and there is one for one cause."""
    plug = Plug("Pump")
    await async_add_devices(hass, plug)
    registered = entity_registry.async_get(plug.entity_id)
    assert registered is not None
    await async_guard_with(hass, cut(registered.id, "off"))
    entity_registry.async_remove(plug.entity_id)
    await async_settle()
    await async_come_home(hass)
    await async_pass(hass, freezer, 120, step=5)
    (missing,) = issues(hass, "cut_missing")
    assert missing.translation_placeholders is not None
    assert missing.translation_placeholders["entity"] == plug.entity_id
    assert not issues(hass, "cut_failed")


# Witnesses


async def async_witnessed(hass: HomeAssistant) -> tuple[Plug, MockConfigEntry]:
    """Guard a camera with an entity that tells what its maker gets."""
    plug = Plug()
    await async_add_devices(hass, plug)
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    hass.states.async_set(WITNESS, "unknown")
    entry = await async_guard_with(
        hass, cut(plug.entity_id, "off"), camera=camera, witnesses=[WITNESS]
    )
    await async_come_home(hass)
    return plug, entry


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-20, "confirmed"), (20, "confirmed"), (40, "contradicted")],
)
async def test_witness(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    seconds: float,
    expected: str,
) -> None:
    """What the maker got after the cut contradicts it; what it got before does not.

    What it tells of in the first half minute may have been on its way.
    """
    _, entry = await async_witnessed(hass)
    at = dt_util.utcnow() + timedelta(seconds=seconds)
    await async_pass(hass, freezer, 40)
    hass.states.async_set(WITNESS, at.isoformat())
    await async_settle()
    assert assurance(hass, entry) == expected
    assert state_of(hass, entry, "binary_sensor", "leak") == (
        "on" if expected == "contradicted" else "off"
    )


def changed(
    state: str, seconds: float = 0, attributes: dict[str, Any] | None = None
) -> State:
    """Return a state of a motion sensor that was written some seconds after noon."""
    at = NOON + timedelta(seconds=seconds)
    return State("binary_sensor.motion", state, attributes, at, at, at)


def shown(entity_id: str, state: str) -> State:
    """Return a state of a witness that was written after noon."""
    at = NOON + timedelta(seconds=90)
    return State(entity_id, state, None, at, at, at)


NEVER = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00",
)
"""Times that say that nothing has happened, and to which nothing can be added."""


@pytest.mark.parametrize(
    ("new", "old", "attribute", "expected"),
    [
        (changed("on", 90), changed("off"), None, 30),
        (changed("off", 90), changed("on"), None, None),
        (changed("on", 90), changed("unavailable"), None, None),
        (changed("on", 90, {"id": "2"}), changed("on", 0, {"id": "1"}), "id", 30),
        (changed("on", 90, {"id": "1"}), changed("off", 0, {"id": "1"}), "id", None),
        (
            changed("on", 90, {"at": "2026-03-02T12:00:05+00:00"}),
            changed("on"),
            "at",
            5,
        ),
        *(
            (shown("image.clip", state), shown("image.clip", "2026"), None, None)
            for state in NEVER
        ),
        *(
            (changed("on", 90, {"at": state}), changed("on"), "at", None)
            for state in NEVER
        ),
    ],
)
def test_when_a_witness_tells_of(
    new: State, old: State, attribute: str | None, expected: float | None
) -> None:
    """By its own time, or by its change less the minute between two polls."""
    at = happened_at(new, old, attribute, 60)
    assert at == (None if expected is None else NOON + timedelta(seconds=expected))


def test_when_a_witness_that_is_told_tells_of() -> None:
    """What is not polled may have been on its way for half a minute."""
    at = happened_at(changed("on", 90), changed("off"), None, 0)
    assert at == NOON + timedelta(seconds=60)
