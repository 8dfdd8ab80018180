"""Cameras that are not cut, leak or stay away: mended by trying again, or by hand."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import (
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard,
    async_leave,
    async_person,
    camera_subentry,
    cut,
    household_of,
    issues,
    state_of,
)
from ..cut.devices import Plug
from ..passing_time import async_pass
from .conftest import sends
from .dialogue import DOMAIN, Dialogue, keys

ALL_TRIED = 65
AWAY = 95
"""Seconds after which a cut has failed, and after which a camera is lost."""
GRACED = 31
"""Seconds after which a camera that was cut is to be silent."""


async def async_fail_to_cut(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, plug: Plug
) -> None:
    """Let a plug that hears nothing be tried until there is an issue."""
    plug.is_deaf = True
    await async_come_home(hass)
    await async_pass(hass, freezer, ALL_TRIED)
    (issue,) = issues(hass)
    assert issue.translation_key == "cut_failed"
    assert issue.severity is ir.IssueSeverity.ERROR
    assert issue.translation_placeholders == {
        "camera": "Living room",
        "tried": "Mock Title Device",
    }


async def test_cut_failed(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    dialogue: Dialogue,
) -> None:
    """Submitted, it is tried at once; as long as it fails, the issue comes again."""
    await async_fail_to_cut(hass, freezer, plug)
    plug.calls.clear()
    assert (await dialogue.mend("cut_failed"))["type"] == "create_entry"
    assert plug.calls == ["off"]
    assert keys(hass) == []
    await async_pass(hass, freezer, ALL_TRIED)
    assert keys(hass) == ["cut_failed"]
    plug.is_deaf = False
    await dialogue.mend("cut_failed")
    assert assurance(hass, entry) == "confirmed"
    await async_pass(hass, freezer, ALL_TRIED)
    assert keys(hass) == []


async def test_cut_failed_and_helped_by_hand(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Once the plug is off, by whomever, the issue goes."""
    await async_fail_to_cut(hass, freezer, plug)
    plug.show(lambda: plug.set_on(False))
    await async_pass(hass, freezer, 2)
    assert keys(hass) == []


async def test_contradicted(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    dialogue: Dialogue,
) -> None:
    """Submitted, what reads back as cut is not sent again, and is looked at anew."""
    await async_come_home(hass)
    await async_pass(hass, freezer, GRACED)
    sends(hass, 90)
    await async_pass(hass, freezer, AWAY)
    assert keys(hass) == ["contradicted"]
    assert state_of(hass, entry, "binary_sensor", "leak") == "on"
    plug.calls.clear()
    await dialogue.mend("contradicted")
    assert plug.calls == []
    await async_pass(hass, freezer, GRACED)
    sends(hass, 90)
    await async_pass(hass, freezer, AWAY)
    assert keys(hass) == ["contradicted"]
    sends(hass, 0)
    await async_pass(hass, freezer, 2)
    assert keys(hass) == []
    assert assurance(hass, entry) == "verified"
    assert state_of(hass, entry, "binary_sensor", "leak") == "off"


async def test_somebody_keeps_switching_it_on(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    dialogue: Dialogue,
) -> None:
    """The third time we stop fighting and say so, until somebody asks to go on."""
    await async_come_home(hass)
    for _ in range(3):
        plug.show(lambda: plug.set_on(True))
        await async_pass(hass, freezer, 10)
    await async_pass(hass, freezer, 1200, step=10)
    assert hass.states.is_state(plug.entity_id, "on")
    assert keys(hass) == ["contradicted"]
    assert assurance(hass, entry) == "contradicted"
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await dialogue.mend("contradicted")
    await async_pass(hass, freezer, 40)
    assert hass.states.is_state(plug.entity_id, "off")
    assert keys(hass) == []


async def test_trying_again_forgets_nobody(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What the meter makes us send again does not begin the count anew."""
    sends(hass, 90)
    await async_come_home(hass)
    for _ in range(2):
        plug.show(lambda: plug.set_on(True))
        await async_pass(hass, freezer, 10)
    await async_pass(hass, freezer, 20)
    sends(hass, 0)
    await async_pass(hass, freezer, 1)
    assert assurance(hass, entry) == "verified"
    plug.show(lambda: plug.set_on(True))
    await async_pass(hass, freezer, 120, step=10)
    assert hass.states.is_state(plug.entity_id, "on")
    assert keys(hass) == ["contradicted"]


async def test_did_not_come_back(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: MarkedCamera,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    dialogue: Dialogue,
) -> None:
    """Submitted, it is waited for anew; what reads back as on is not sent again."""
    await async_come_home(hass)
    camera.fails = True
    await async_leave(hass)
    await async_pass(hass, freezer, AWAY)
    assert keys(hass) == ["did_not_come_back"]
    asked = camera.asked
    await async_pass(hass, freezer, 1500, step=10)
    assert camera.asked - asked <= 10
    plug.calls.clear()
    await dialogue.mend("did_not_come_back")
    assert plug.calls == []
    assert keys(hass) == []
    await async_pass(hass, freezer, AWAY)
    assert keys(hass) == ["did_not_come_back"]
    assert state_of(hass, entry, "sensor", "mode") == "open"
    camera.fails = False
    await async_pass(hass, freezer, 60)
    assert keys(hass) == []


async def test_did_not_come_back_while_rules_go_on(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A camera is waited for, whatever rules are decided anew meanwhile."""
    await async_come_home(hass)
    camera.fails = True
    await async_leave(hass)
    await async_pass(hass, freezer, AWAY)
    guarded = {"entity_id": "camera.living_room_guarded_view"}
    await hass.services.async_call(
        DOMAIN,
        "set_mode",
        {**guarded, "mode": "open"},
        blocking=True,
        context=await async_person(hass),
    )
    camera.fails = False
    await async_pass(hass, freezer, 60)
    assert keys(hass) == []


async def test_came_back_after_another_mode(
    hass: HomeAssistant,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is waited for also when the mode changes once more meanwhile."""
    switched_off = cut(camera.entity_id, "off", from_mode="private")
    entry = await async_guard(
        hass, camera_subentry(camera.entity_id, "Living room", cuts=[switched_off])
    )
    (guard,) = household_of(entry).guards.values()
    person = await async_person(hass)
    await async_pass(hass, freezer, 60)
    for mode in ("private", "local", "open"):
        camera.fails = mode != "private"
        household_of(entry).async_set_mode([guard], Mode(mode), person)
        await async_pass(hass, freezer, AWAY)
    assert "did_not_come_back" in keys(hass)
    camera.fails = False
    await async_pass(hass, freezer, 3700, step=10)
    assert "did_not_come_back" not in keys(hass)


async def test_lost_camera_is_no_matter_while_it_is_private(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    """That it gives no picture is meant so; afterwards it is told, until it does."""
    await async_come_home(hass)
    camera.fails = True
    for _ in range(2):
        await async_leave(hass)
        await async_pass(hass, freezer, AWAY)
        assert keys(hass) == ["did_not_come_back"]
        await async_come_home(hass)
        await async_pass(hass, freezer, AWAY)
        assert keys(hass) == []
    camera.fails = False
    await async_leave(hass)
    await async_pass(hass, freezer, AWAY)
    assert keys(hass) == []
