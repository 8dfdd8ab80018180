"""Before the first cut is sent, all gates are as they stay."""

from homeassistant.core import HomeAssistant, ServiceCall
import pytest

from ..common import (
    ANNA,
    MarkedCamera,
    async_act,
    async_come_home,
    async_guard,
    async_leave,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    entity_id_of,
    household_of,
    rule_subentry,
)
from ..passing_time import async_settle

NAMES = ("Kitchen", "Hall", "Bath", "Attic", "Cellar")
LIVE = {"open", "local"}
HOUR = {"hours": 1}


@pytest.mark.parametrize("mode", ["open", "local", "blurred", "private"])
@pytest.mark.parametrize("mute", [True, False])
async def test_somebody_comes_home(hass: HomeAssistant, mode: str, mute: bool) -> None:
    """Kitchen, Bath and Cellar are cut then; Hall is kept open, and Attic is cut."""
    cameras = [MarkedCamera(name) for name in NAMES]
    await async_make_cameras(hass, *cameras)
    hass.states.async_set(ANNA, "not_home")
    for name in NAMES:
        hass.states.async_set(f"switch.{name.lower()}", "on")
    entry = await async_guard(
        hass,
        *(
            camera_subentry(
                camera.entity_id,
                name,
                cuts=[cut(f"switch.{name.lower()}", "off", from_mode="local")],
            )
            for name, camera in zip(NAMES, cameras, strict=True)
        ),
        rule_subentry(
            "presence",
            "Home",
            mode=mode,
            mute=mute,
            people=[ANNA],
            presence="anyone_home",
        ),
    )
    guards = household_of(entry).guards.values()
    seen: list[list[tuple[str, bool]]] = []

    def gates() -> list[tuple[str, bool]]:
        return [(guard.gate.mode, guard.gate.muted) for guard in guards]

    async def turn_off(call: ServiceCall) -> None:
        seen.append(gates())
        hass.states.async_set(call.data["entity_id"], "off")

    async def turn_on(call: ServiceCall) -> None:
        hass.states.async_set(call.data["entity_id"], "on")

    hass.services.async_register("switch", "turn_off", turn_off)
    hass.services.async_register("switch", "turn_on", turn_on)
    anna = await async_person(hass)
    targets = [
        {"entity_id": entity_id_of(hass, entry, "camera", "guarded", number)}
        for number in range(len(NAMES))
    ]
    await async_come_home(hass)
    await async_act(hass, "set_mode", targets[1], anna, mode="open", duration=HOUR)
    if mode in LIVE:
        await async_act(hass, "unmute", targets[2], anna, duration=HOUR)
    await async_leave(hass)
    await async_act(hass, "set_mode", targets[3], anna, mode="local")
    await async_act(hass, "mute", targets[4], anna)
    await async_settle()
    seen.clear()

    hass.states.async_set(ANNA, "home")
    first = gates()
    await async_settle()
    assert first == gates()
    assert len(seen) == (0 if mode == "open" else 3)
    assert all(each == first for each in seen)
    modes = [mode for mode, _ in first]
    assert modes[1] == "open"
    assert modes[0] == modes[2] == modes[4] == mode
    assert first[2][1] is (mode not in LIVE)
    assert first[0][1] is (mute or mode not in LIVE)
