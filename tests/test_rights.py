"""Who may lower privacy: people, automations and scripts."""

from collections.abc import Awaitable, Callable
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockUser,
    async_fire_time_changed,
)

from .lowering import (
    BY_EVENT,
    BY_HAND,
    BY_STATE,
    BY_TIME,
    async_automate,
    async_home,
    async_lower,
    async_user,
    lower_kitchen,
)
from .passing_time import async_pass, async_settle
from .rooms import guards_of, modes_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
"""Let automations go on waiting for their time when a test is over."""


# Persons


async def test_people(hass: HomeAssistant) -> None:
    """Whoever has a login may; Home Assistant's own users have none."""
    entry = await async_home(hass)
    anna = await async_user(hass, "Anna")
    cloud = await hass.auth.async_create_system_user(
        "Home Assistant Cloud", group_ids=["system-admin"]
    )
    assert not await async_lower(hass, entry, None)
    assert not await async_lower(hass, entry, Context(user_id=cloud.id))
    assert await async_lower(hass, entry, Context(user_id=anna.id))
    override = guards_of(entry)[0].decision.override
    assert override is not None
    assert override.by == "Anna"


async def test_chosen_people(hass: HomeAssistant) -> None:
    """With some chosen, the others may not."""
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(hass, {"lower_users": [anna.id]})
    assert not await async_lower(hass, entry, Context(user_id=ben.id))
    assert await async_lower(hass, entry, Context(user_id=anna.id))


@pytest.mark.parametrize("end", ["deactivated", "removed"])
async def test_former_people(hass: HomeAssistant, end: str) -> None:
    """Who can no longer log in, no longer may."""
    entry = await async_home(hass)
    anna = await async_user(hass, "Anna")
    if end == "removed":
        await hass.auth.async_remove_user(anna)
        await hass.async_block_till_done()
        # The action itself already fails for a user that does not exist.
        with pytest.raises(HomeAssistantError):
            await async_lower(hass, entry, Context(user_id=anna.id))
        assert modes_of(entry) == ["private", "private"]
    else:
        await hass.auth.async_update_user(anna, is_active=False)
        await hass.async_block_till_done()
        assert not await async_lower(hass, entry, Context(user_id=anna.id))


async def test_read_only_people(
    hass: HomeAssistant, hass_read_only_user: MockUser
) -> None:
    """Who may control nothing, may not even raise."""
    entry = await async_home(hass)
    hass_read_only_user.mock_policy({"entities": {"all": {"read": True}}})
    with pytest.raises(HomeAssistantError):
        await async_lower(hass, entry, Context(user_id=hass_read_only_user.id))
    assert modes_of(entry) == ["private", "private"]


# Automations and scripts


async def _set_state(hass: HomeAssistant, context: Context) -> None:
    hass.states.async_set("input_boolean.guests", "on", context=context)


async def _fire_event(hass: HomeAssistant, context: Context) -> None:
    hass.bus.async_fire("evening", context=context)


async def _let_time_pass(hass: HomeAssistant, _: Context) -> None:
    async_fire_time_changed(hass)


@pytest.mark.parametrize(
    ("trigger", "set_off"),
    [(BY_STATE, _set_state), (BY_EVENT, _fire_event), (BY_TIME, _let_time_pass)],
    ids=["state", "event", "time"],
)
@pytest.mark.parametrize("wait", [[], [{"delay": "00:00:05"}]], ids=["now", "later"])
@pytest.mark.parametrize("allowed", [True, False])
async def test_automations(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    trigger: dict[str, Any],
    set_off: Callable[[HomeAssistant, Context], Awaitable[None]],
    wait: list[dict[str, Any]],
    allowed: bool,
) -> None:
    """An automation may as the option says, whatever and whoever set it off."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-20 19:59:59")
    entry = await async_home(hass, {"automations_may_lower": allowed})
    hass.states.async_set("input_boolean.guests", "off")
    await async_automate(hass, trigger, *wait, lower_kitchen(hass, entry))
    freezer.tick(1)
    await set_off(hass, Context())
    await async_settle()
    freezer.tick(6)
    async_fire_time_changed(hass)
    await async_settle()
    assert modes_of(entry)[0] == ("open" if allowed else "private")
    if allowed:
        override = guards_of(entry)[0].decision.override
        assert override is not None
        assert override.by == "Evening"


async def test_automation_that_runs_twice_at_once(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Its state tells of the second run only; the first is still known."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-20 19:59:59")
    entry = await async_home(hass)
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "mode": "parallel",
                "triggers": {"trigger": "time", "at": ["20:00:00", "20:00:03"]},
                "actions": [{"delay": "00:00:05"}, lower_kitchen(hass, entry)],
            }
        },
    )
    await async_pass(hass, freezer, 5)
    assert modes_of(entry)[0] == "private"
    await async_pass(hass, freezer, 2)
    assert modes_of(entry)[0] == "open"


async def test_automation_set_off_by_a_person(hass: HomeAssistant) -> None:
    """What somebody switched on is a reason for an automation like any other."""
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(hass, {"lower_users": [anna.id]})
    hass.states.async_set("input_boolean.guests", "off")
    await async_automate(hass, BY_STATE, lower_kitchen(hass, entry))
    await _set_state(hass, Context(user_id=ben.id))
    await hass.async_block_till_done()
    assert modes_of(entry)[0] == "open"


@pytest.mark.parametrize("automations", [True, False])
@pytest.mark.parametrize("chosen", [True, False])
async def test_automation_started_by_hand(
    hass: HomeAssistant, automations: bool, chosen: bool
) -> None:
    """Pressing "run" lends nobody a right: both must be allowed to."""
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(
        hass, {"lower_users": [anna.id], "automations_may_lower": automations}
    )
    await async_automate(hass, BY_HAND, lower_kitchen(hass, entry))
    await hass.services.async_call(
        "automation",
        "trigger",
        {"entity_id": "automation.evening"},
        context=Context(user_id=(anna if chosen else ben).id),
        blocking=True,
    )
    await hass.async_block_till_done()
    expected = "open" if automations and chosen else "private"
    assert modes_of(entry)[0] == expected


async def test_scripts_have_the_right_of_whoever_starts_them(
    hass: HomeAssistant,
) -> None:
    """A script passes on the context: a person's or nobody's."""
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(hass, {"lower_users": [anna.id]})
    scripts = {"Open kitchen": [lower_kitchen(hass, entry)]}
    await async_automate(hass, BY_HAND, scripts=scripts)

    async def run(context: Context) -> str:
        await hass.services.async_call(
            "script", "turn_on", {"entity_id": "script.open_kitchen"}, context=context
        )
        await hass.async_block_till_done()
        return modes_of(entry)[0]

    assert await run(Context()) == "private"
    assert await run(Context(user_id=ben.id)) == "private"
    assert await run(Context(user_id=anna.id)) == "open"


async def test_script_called_by_an_automation(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is part of the automation, even with nothing but the clock behind that."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-20 19:59:59")
    entry = await async_home(hass)
    scripts = {"Open kitchen": [lower_kitchen(hass, entry)]}
    await async_automate(
        hass, BY_TIME, {"action": "script.open_kitchen"}, scripts=scripts
    )
    freezer.tick(1)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert modes_of(entry)[0] == "open"
