"""Until when a mode lasts: the moment at which it really changes, else none."""

from datetime import datetime

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import async_act, async_person, entity_id_of, state_of
from ..passing_time import async_pass, async_settle
from .watched import async_watch, rule

pytestmark = pytest.mark.usefixtures("all_enabled")

ALARM, ADA = "binary_sensor.alarm", "person.ada"


@pytest.fixture
async def entry(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> MockConfigEntry:
    """Guard a camera at night, while Ada is home, and not while the alarm is on."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-03-02T23:00:00Z")
    for entity_id, state in ((ALARM, "off"), (ADA, "not_home")):
        hass.states.async_set(entity_id, state)
    return await async_watch(
        hass,
        rule("schedule", start="22:00:00", end="06:00:00", mode="local"),
        rule("presence", people=[ADA], presence="anyone_home", hold={"minutes": 30}),
        rule("activity", entities=[ALARM], mode="open", exception=True),
    )


def told(
    hass: HomeAssistant, entry: MockConfigEntry, sound: str | None = None
) -> tuple[str, str | None]:
    """Return the mode, and until when all that tell of it say that it lasts.

    `sound` is when the sound changes, if that is earlier.
    """
    state = hass.states.get(entity_id_of(hass, entry, "sensor", "mode"))
    assert state is not None
    until: str | None = state.attributes["until"]
    for domain, key in (("select", "mode"), ("switch", "privacy")):
        by_hand = hass.states.get(entity_id_of(hass, entry, domain, key))
        assert by_hand is not None
        assert by_hand.attributes.get("until") == until
    next_change = state_of(hass, entry, "sensor", "next_change")
    assert (next_change == "unknown") is (until is None)
    if until is None:
        return state.state, None
    if sound is None:
        assert dt_util.parse_datetime(next_change) == datetime.fromisoformat(until)
    else:
        assert f"{datetime.fromisoformat(next_change):%d %H:%M}" == sound
    return state.state, f"{datetime.fromisoformat(until):%d %H:%M}"


async def test_what_really_changes(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The end of the night matters only if nothing else holds the mode."""
    assert told(hass, entry) == ("local", "03 06:00")
    hass.states.async_set(ADA, "home")
    await async_settle()
    assert told(hass, entry) == ("private", None)
    hass.states.async_set(ALARM, "on")
    await async_settle()
    assert told(hass, entry) == ("open", None)
    hass.states.async_set(ALARM, "off")
    hass.states.async_set(ADA, "not_home")
    await async_settle()
    assert told(hass, entry) == ("private", "02 23:30")
    # Ada comes back for a moment: it lingers for longer, in the same mode.
    await async_pass(hass, freezer, 600)
    hass.states.async_set(ADA, "home")
    hass.states.async_set(ADA, "not_home")
    await async_settle()
    assert told(hass, entry) == ("private", "02 23:40")
    await async_pass(hass, freezer, 1801)
    assert told(hass, entry) == ("local", "03 06:00")


@pytest.mark.parametrize(
    ("mode", "minutes", "expected"),
    [
        ("private", 60, ("private", "03 00:00")),
        ("local", 60, ("local", "03 06:00")),
        ("private", 600, ("private", "03 09:00")),
        ("open", 60, ("open", "03 00:00")),
        ("open", 450, ("open", "03 22:00")),
    ],
)
async def test_overrides(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    mode: str,
    minutes: int,
    expected: tuple[str, str],
) -> None:
    """What is set by hand ends when it does, or later if the rules ask for the same."""
    camera = entity_id_of(hass, entry, "camera", "guarded")
    context = await async_person(hass)
    await async_act(
        hass,
        "set_mode",
        {"entity_id": camera},
        context,
        mode=mode,
        duration={"minutes": minutes},
    )
    await async_settle()
    assert told(hass, entry) == expected


async def test_until_of_the_sound(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Muted by hand for an hour, and by the mode as well from when Ada comes."""
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}

    def until() -> str | None:
        state = hass.states.get(entity_id_of(hass, entry, "switch", "sound"))
        assert state is not None
        told = state.attributes.get("until")
        return told and f"{datetime.fromisoformat(told):%d %H:%M}"

    assert until() is None
    await async_act(hass, "mute", camera, duration={"hours": 1})
    await async_settle()
    assert until() == "03 00:00"
    assert told(hass, entry, sound="03 00:00") == ("local", "03 06:00")
    hass.states.async_set(ADA, "home")
    await async_settle()
    assert until() is None
