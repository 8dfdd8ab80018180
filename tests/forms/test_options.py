"""Tests of the form of the options."""

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN

from .forms import check_texts, sent_fields, shown


async def test_options(hass: HomeAssistant, household: MockConfigEntry) -> None:
    anna = await hass.auth.async_create_user("Anna")
    gone = await hass.auth.async_create_user("Gone")
    await hass.auth.async_update_user(gone, is_active=False)
    robot = await hass.auth.async_create_system_user("Robot")

    form = await hass.config_entries.options.async_init(household.entry_id)

    assert form["step_id"] == "init"
    check_texts(form, "options")
    assert shown(form) == {
        "lower_users": [],
        "automations_may_lower": True,
        "voice_may_lower": False,
        "lift_minutes": 30,
        "ledger": "full",
    }
    users = sent_fields(form)["lower_users"]["selector"]["select"]["options"]
    assert {"value": anna.id, "label": "Anna"} in users
    assert not {gone.id, robot.id} & {user["value"] for user in users}

    chosen = {
        "lower_users": [anna.id],
        "automations_may_lower": False,
        "voice_may_lower": True,
        "lift_minutes": 90,
        "ledger": "counts",
    }
    result = await hass.config_entries.options.async_configure(form["flow_id"], chosen)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert household.options == chosen
    form = await hass.config_entries.options.async_init(household.entry_id)
    assert shown(form) == chosen


async def test_user_without_login_is_kept_until_taken_off(
    hass: HomeAssistant,
) -> None:
    entry = MockConfigEntry(domain=DOMAIN, options={"lower_users": ["gone"]})
    entry.add_to_hass(hass)

    form = await hass.config_entries.options.async_init(entry.entry_id)
    values = shown(form)
    assert values["lower_users"] == ["gone"]
    await hass.config_entries.options.async_configure(form["flow_id"], values)
    assert entry.options["lower_users"] == ["gone"]

    form = await hass.config_entries.options.async_init(entry.entry_id)
    del values["lower_users"]
    await hass.config_entries.options.async_configure(form["flow_id"], values)
    assert entry.options == {**values, "lower_users": []}


@pytest.mark.parametrize(
    ("field", "value"),
    [("lift_minutes", 0), ("lift_minutes", 1441), ("lower_users", ["nobody"])],
)
async def test_out_of_range(
    hass: HomeAssistant, household: MockConfigEntry, field: str, value: object
) -> None:
    form = await hass.config_entries.options.async_init(household.entry_id)
    values = shown(form)

    with pytest.raises(InvalidData) as caught:
        await hass.config_entries.options.async_configure(
            form["flow_id"], {**values, field: value}
        )
    assert field in caught.value.schema_errors

    result = await hass.config_entries.options.async_configure(form["flow_id"], values)
    assert result["type"] is FlowResultType.CREATE_ENTRY
