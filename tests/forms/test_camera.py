"""Tests of the forms of one camera: what is shown and what is stored."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN

from .camera_form import reconfigure, start, stored
from .forms import sent_fields, shown, submit, told


async def test_another_camera(
    hass: HomeAssistant, household: MockConfigEntry, garden: str
) -> None:
    form = await start(hass, household)
    assert shown(form) == {
        "resting_mode": "open",
        "when_unsure": "private",
        "upload_limit": 5,
        "trust_internal": False,
        "hide_reason": False,
        "sound": "with_picture",
        "take_over": True,
        "look_again": True,
    }

    result = await submit(hass, form, camera=garden)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    camera = stored(household, 1)
    assert (camera.subentry_type, camera.title, camera.unique_id) == (
        "camera",
        "Garden",
        garden,
    )
    assert camera.data == {
        "camera": garden,
        "resting_mode": "open",
        "when_unsure": "private",
        "cuts": [],
        "upload_rate": None,
        "upload_limit": 5,
        "trust_internal": False,
        "witnesses": [],
        "battery": False,
        "hide_reason": False,
        "sound": "with_picture",
        "take_over": True,
    }


async def test_another_camera_that_nothing_stops(
    hass: HomeAssistant, household: MockConfigEntry, garden: str
) -> None:
    """Whoever leaves the form as it is reads that before it is added."""
    form = await start(hass, household)

    form = await submit(hass, form, **{**shown(form), "camera": garden})

    assert form["step_id"] == "cuts"
    notes = (form["description_placeholders"] or {})["notes"]
    assert "**Garden**: nothing stops its uploads yet." in notes
    result = await submit(hass, form, **shown(form))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_everything_chosen(
    hass: HomeAssistant,
    household: MockConfigEntry,
    garden: str,
    plug: er.RegistryEntry,
    rate: str,
) -> None:
    await submit(
        hass,
        await start(hass, household),
        camera=garden,
        resting_mode="local",
        when_unsure="ignore",
        cuts=[{"entity_id": plug.entity_id, "cut_state": "Off", "last_resort": True}],
        upload_rate=rate,
        upload_limit=7.5,
        trust_internal=True,
        hide_reason=True,
        take_over=False,
    )

    assert stored(household, 1).data == {
        "camera": garden,
        "resting_mode": "local",
        "when_unsure": "ignore",
        "cuts": [
            {
                "entity_id": plug.id,
                "cut_state": "off",
                "from_mode": "local",
                "last_resort": True,
                "stops": "upload",
            }
        ],
        "upload_rate": rate,
        "upload_limit": 7.5,
        "witnesses": [],
        "battery": False,
        "trust_internal": True,
        "hide_reason": True,
        "sound": "with_picture",
        "take_over": False,
    }


async def test_cuts_are_found_if_none_are_given(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kitchen: er.RegistryEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    hall = entity_registry.async_get_or_create(
        "camera", "tuya", "hall", device_id=kitchen.device_id
    )

    await submit(hass, await start(hass, household), camera=hall.entity_id, cuts=[])

    camera = stored(household, 1)
    assert camera.data["camera"] == camera.unique_id == hall.id
    assert [cut["cut_state"] for cut in camera.data["cuts"]] == ["off", "on"]


@pytest.mark.usefixtures("garden")
async def test_dialog_of_a_cut(hass: HomeAssistant, household: MockConfigEntry) -> None:
    form = await start(hass, household)

    config = sent_fields(form)["cuts"]["selector"]["object"]
    assert config["multiple"] is True
    assert config["translation_key"] == "cuts"
    fields = config["fields"]
    assert list(fields) == [
        "entity_id",
        "cut_state",
        "from_mode",
        "stops",
        "last_resort",
        "restore_entity",
        "restore_state",
        "not_restored",
    ]
    assert (
        "input_select"
        in fields["entity_id"]["selector"]["entity"]["filter"][0]["domain"]
    )
    modes = fields["from_mode"]["selector"]["select"]["options"]
    assert [mode["value"] for mode in modes] == ["local", "blurred", "private"]
    assert modes[0]["label"].startswith("Local")
    states = fields["cut_state"]["selector"]["select"]["options"]
    assert {"value": "motion_off", "label": "Motion detection turned off"} in states


@pytest.mark.usefixtures("garden")
async def test_guarded_cameras_are_not_offered(
    hass: HomeAssistant, household: MockConfigEntry, kitchen: er.RegistryEntry
) -> None:
    form = await start(hass, household)

    config = sent_fields(form)["camera"]["selector"]["entity"]
    assert set(config["exclude_entities"]) == {
        kitchen.entity_id,
        "camera.kitchen_guarded",
    }


async def test_change(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kitchen: er.RegistryEntry,
    plug: er.RegistryEntry,
    rate: str,
) -> None:
    # With a listener on the entry a flow must not reload it by itself.
    household.add_update_listener(_listener)
    form = await reconfigure(hass, household)
    assert shown(form) == {
        "resting_mode": "open",
        "cuts": [
            {
                "entity_id": "switch.kitchen_privacy_mode",
                "cut_state": "on",
                "from_mode": "private",
                "last_resort": False,
                "stops": "upload",
            }
        ],
        "when_unsure": "private",
        "upload_limit": 5,
        "witnesses": [],
        "battery": False,
        "trust_internal": False,
        "hide_reason": False,
        "sound": "with_picture",
        "take_over": True,
        "look_again": False,
    }

    result = await submit(
        hass,
        form,
        **{
            **shown(form),
            "resting_mode": "private",
            "cuts": [
                {"entity_id": plug.id, "cut_state": "off", "from_mode": "blurred"}
            ],
            "upload_rate": rate,
        },
    )

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert "uploads are stopped" in told(result)
    assert stored(household).data == {
        "camera": kitchen.id,
        "resting_mode": "private",
        "when_unsure": "private",
        "cuts": [
            {
                "entity_id": plug.id,
                "cut_state": "off",
                "from_mode": "blurred",
                "last_resort": False,
                "stops": "upload",
            }
        ],
        "upload_rate": rate,
        "upload_limit": 5,
        "witnesses": [],
        "battery": False,
        "trust_internal": False,
        "hide_reason": False,
        "sound": "with_picture",
        "take_over": True,
    }
    assert shown(await reconfigure(hass, household))["upload_rate"] == rate


async def _listener(hass: HomeAssistant, entry: Any) -> None:
    """Stand for the integration's own listener."""


async def test_all_cuts_and_the_rate_can_be_taken_off(
    hass: HomeAssistant, household: MockConfigEntry, rate: str
) -> None:
    form = await reconfigure(hass, household)
    await submit(hass, form, **{**shown(form), "upload_rate": rate})
    form = await reconfigure(hass, household)
    values = shown(form)
    del values["upload_rate"]

    await submit(hass, form, **{**values, "cuts": []})

    assert stored(household).data["cuts"] == []
    assert stored(household).data["upload_rate"] is None


async def test_renaming_does_no_harm(
    hass: HomeAssistant, household: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    before = dict(stored(household).data)
    entity_registry.async_update_entity(
        "switch.kitchen_privacy_mode", new_entity_id="switch.renamed"
    )

    form = await reconfigure(hass, household)
    assert shown(form)["cuts"][0]["entity_id"] == "switch.renamed"
    await submit(hass, form, **shown(form))

    assert stored(household).data == {**before, "witnesses": []}


async def test_cut_that_is_gone_is_not_lost_silently(
    hass: HomeAssistant, household: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    before = dict(stored(household).data)
    entity_registry.async_remove("switch.kitchen_privacy_mode")

    form = await reconfigure(hass, household)
    typed = {**shown(form), "resting_mode": "blurred"}
    form = await submit(hass, form, **typed)

    assert form["errors"] == {"cuts": "cut_unknown"}
    assert shown(form) == typed
    assert stored(household).data == before
    result = await submit(hass, form, **{**shown(form), "cuts": []})
    assert result["reason"] == "reconfigure_successful"
    assert "nothing stops its uploads yet" in told(result)
    assert stored(household).data == {
        **before,
        "resting_mode": "blurred",
        "witnesses": [],
        "cuts": [],
    }


async def test_options_of_a_selection_that_is_not_loaded(
    hass: HomeAssistant, household: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    known = entity_registry.async_get_or_create(
        "select", "reolink", "1", capabilities={"options": ["Arm", "Disarm"]}
    )
    unknown = entity_registry.async_get_or_create("select", "reolink", "2")
    form = await reconfigure(hass, household)
    values = shown(form)

    values["cuts"] = [{"entity_id": known.entity_id, "cut_state": "open"}]
    form = await submit(hass, form, **values)
    assert form["errors"] == {"cuts": "cut_state_invalid"}

    values["cuts"] = [
        {"entity_id": known.entity_id, "cut_state": "disarm"},
        {"entity_id": unknown.entity_id, "cut_state": "Anything"},
    ]
    await submit(hass, form, **values)
    cuts = stored(household).data["cuts"]
    assert [cut["cut_state"] for cut in cuts] == ["Disarm", "Anything"]


async def test_source_that_is_gone_does_not_hinder(
    hass: HomeAssistant,
    household: MockConfigEntry,
    garden: str,
    entity_registry: er.EntityRegistry,
    kitchen: er.RegistryEntry,
) -> None:
    entity_registry.async_remove(kitchen.entity_id)

    result = await submit(hass, await start(hass, household), camera=garden)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert stored(household, 1).title == "Garden"


@pytest.mark.parametrize(("from_mode", "told"), [("local", True), ("private", False)])
async def test_cut_that_takes_the_picture_is_told(
    hass: HomeAssistant, household: MockConfigEntry, from_mode: str, told: bool
) -> None:
    """Whoever switches the camera itself off has no picture at home."""
    form = await reconfigure(hass, household)
    cut = {
        "entity_id": "camera.kitchen_camera",
        "cut_state": "off",
        "from_mode": from_mode,
    }
    await submit(hass, form, **{**shown(form), "cuts": [cut]})
    form = await reconfigure(hass, household)
    said = (form["description_placeholders"] or {})["cuts"]
    assert ("not even at home" in said) is told


@pytest.mark.usefixtures("garden")
async def test_nothing_of_ours_is_offered_to_stop_the_uploads(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    """It would be refused."""
    form = await start(hass, household)

    fields = sent_fields(form)["cuts"]["selector"]["object"]["fields"]
    excluded = fields["entity_id"]["selector"]["entity"]["exclude_entities"]
    registered = er.async_get(hass).entities.values()
    ours = {each.entity_id for each in registered if each.platform == DOMAIN}
    assert set(excluded) == ours != set()
