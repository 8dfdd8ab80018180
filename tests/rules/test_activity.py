"""Activity rules: what "active" means, and states that are asked for by name."""

from homeassistant.core import HomeAssistant
import pytest

from ..passing_time import async_settle
from .watched import async_start_watch, async_watch, rule, set_states, verdict

TV, DOOR = "media_player.tv", "binary_sensor.door"


@pytest.mark.parametrize(
    ("entity_id", "active", "passive"),
    [
        (
            "alarm_control_panel.x",
            "triggered pending",
            "disarmed armed_home armed_away",
        ),
        ("assist_satellite.x", "listening processing responding", "idle"),
        ("binary_sensor.x", "on", "off"),
        ("calendar.x", "on", "off"),
        ("climate.x", "heat cool heat_cool auto dry fan_only", "off"),
        ("cover.x", "open opening closing", "closed"),
        ("device_tracker.x", "home", "not_home"),
        ("fan.x", "on", "off"),
        ("input_boolean.x", "on", "off"),
        ("lawn_mower.x", "mowing returning", "docked paused"),
        ("light.x", "on", "off"),
        ("lock.x", "unlocked unlocking open opening jammed", "locked locking"),
        ("media_player.x", "playing buffering on", "off idle standby paused"),
        ("person.x", "home", "not_home"),
        ("select.x", "Occupied detected True YES", "no empty"),
        ("sensor.x", "1 0.2 230 occupied", "0 0.0 -4 free"),
        ("sun.sun", "above_horizon", "below_horizon"),
        ("switch.x", "on", "off"),
        ("timer.x", "active", "idle paused"),
        ("vacuum.x", "cleaning returning", "docked idle"),
        ("valve.x", "open opening closing", "closed"),
        ("zone.x", "2", "0"),
    ],
)
async def test_what_active_means(
    hass: HomeAssistant, entity_id: str, active: str, passive: str
) -> None:
    """Without states, each domain has its own idea of something going on."""
    watch = await async_start_watch(hass, "activity", entities=[entity_id])
    assert watch.verdict() == "unknown"
    for words, expected in (
        (active, "true"),
        (passive, "false"),
        ("unknown unavailable error nan inf None Purple", "unknown"),
        (active, "true"),
    ):
        for state in words.split():
            hass.states.async_set(entity_id, state)
            assert (state, watch.verdict()) == (state, expected)
    watch.async_stop()


CASES: dict[str, list[tuple[str, str | None, str]]] = {
    "any": [
        ("off", "off", "false"),
        ("playing", "off", "true"),
        ("off", "unavailable", "unknown"),
        ("playing", "unavailable", "true"),
        ("off", None, "unknown"),
    ],
    "all": [
        ("playing", "on", "true"),
        ("playing", "off", "false"),
        ("playing", "unknown", "unknown"),
        ("off", "unknown", "false"),
        ("off", None, "false"),
    ],
}


@pytest.mark.parametrize("match", CASES)
async def test_any_and_all(hass: HomeAssistant, match: str) -> None:
    """One is enough, or all are needed."""
    entry = await async_watch(hass, rule("activity", entities=[TV, DOOR], match=match))
    for tv, door, expected in CASES[match]:
        set_states(hass, {TV: tv, DOOR: door})
        await async_settle()
        assert (tv, door, verdict(hass, entry)) == (tv, door, expected)


async def test_states_by_name(hass: HomeAssistant) -> None:
    """The states that count are those in the list, in any spelling."""
    entry = await async_watch(
        hass, rule("activity", entities=[TV], states=["Paused", "idle"])
    )
    for state, expected in (
        ("paused", "true"),
        ("playing", "false"),
        ("idle", "true"),
        ("unavailable", "unknown"),
        ("unknown", "unknown"),
    ):
        hass.states.async_set(TV, state)
        await async_settle()
        assert verdict(hass, entry) == expected
    hass.states.async_remove(TV)
    await async_settle()
    assert verdict(hass, entry) == "unknown"


async def test_unavailable_by_name(hass: HomeAssistant) -> None:
    """Whoever asks for "unavailable" is told that it is so, not that it is unknown."""
    entry = await async_watch(
        hass, rule("activity", entities=[TV], states=["unavailable"])
    )
    for state, expected in (
        ("unavailable", "true"),
        ("playing", "false"),
        ("unknown", "unknown"),
    ):
        hass.states.async_set(TV, state)
        await async_settle()
        assert verdict(hass, entry) == expected


async def test_zone_within_the_one_that_counts(hass: HomeAssistant) -> None:
    """Whoever is in the garden is at home, and at no other place that was named."""
    for zone, name in (("zone.garden", "Garden"), ("zone.work", "Work")):
        hass.states.async_set(zone, "0", {"friendly_name": name})
    watch = await async_start_watch(
        hass, "activity", entities=["person.ada"], states=["home", "Work"]
    )
    for state, in_zones, expected in (
        ("Garden", ["zone.garden", "zone.home"], "true"),
        ("Garden", ["zone.garden"], "false"),
        ("Garden", ["zone.garden", "zone.work"], "true"),
        ("Work", ["zone.work"], "true"),
        ("not_home", [], "false"),
        ("Atlantis", [], "unknown"),
        ("unknown", [], "unknown"),
    ):
        hass.states.async_set("person.ada", state, {"in_zones": in_zones})
        assert (state, watch.verdict()) == (state, expected)
    watch.async_stop()


async def test_numbers_by_name(hass: HomeAssistant) -> None:
    """A number is the same however it is written."""
    watch = await async_start_watch(
        hass, "activity", entities=["sensor.scene"], states=["1", "2.50"]
    )
    for state, expected in (
        ("1", "true"),
        ("1.0", "true"),
        ("2.5", "true"),
        ("3", "false"),
        ("nan", "unknown"),
    ):
        hass.states.async_set("sensor.scene", state)
        assert (state, watch.verdict()) == (state, expected)
    watch.async_stop()
