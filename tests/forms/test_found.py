"""Tests of the step that shows what was found, each with a tick."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from custom_components.cloudcam_privacy.const import DOMAIN

from . import camera_form
from .forms import sent_fields, shown, submit, submit_first

PRIVACY = "camera.kitchen_camera/switch.kitchen_privacy_mode/on"
RECORDING = "camera.kitchen_camera/switch.kitchen_motion_recording/off"


async def found(hass: HomeAssistant, *cameras: str) -> ConfigFlowResult:
    """Send the first form, and return the second one."""
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    return await send(hass, form, cameras=list(cameras))


async def send(
    hass: HomeAssistant, form: ConfigFlowResult, **fields: Any
) -> ConfigFlowResult:
    result = await submit_first(hass, form, **fields)
    if result["type"] is FlowResultType.FORM:
        assert result["step_id"] == "cuts"
    return result


def options(form: Any) -> dict[str, str]:
    """Return the options of the second form: value to label."""
    choices = sent_fields(form)["cuts"]["selector"]["select"]["options"]
    return {choice["value"]: choice["label"] for choice in choices}


def said(form: Any) -> dict[str, str]:
    """Return what fills the texts of a form."""
    placeholders: dict[str, str] = form["description_placeholders"]
    return placeholders


def cuts_of(result: ConfigFlowResult, number: int = 0) -> list[tuple[str, str, str]]:
    """Return the stored cuts of a camera: reference, state, mode."""
    subentry = list(result["result"].subentries.values())[number]
    return [
        (cut["entity_id"], cut["cut_state"], cut["from_mode"])
        for cut in subentry.data["cuts"]
    ]


@pytest.mark.usefixtures("kitchen")
async def test_each_cut_is_told_in_words(hass: HomeAssistant) -> None:
    for key in ("privacy_mode", "motion_recording"):
        hass.states.async_set(f"switch.kitchen_{key}", "off")

    form = await found(hass, "camera.kitchen_camera")

    assert shown(form) == {"cuts": [RECORDING, PRIVACY], "look_again": False}
    assert options(form) == {
        RECORDING: "motion recording: Turned off, from Local on. Stops what the"
        " camera sends by itself. No motion alerts meanwhile. Home Assistant learns at"
        " once whether it worked.",
        PRIVACY: "privacy mode: Turned on, from Private on. Takes the picture"
        " away, at home too. Home Assistant learns at once whether it worked.",
    }


async def test_nothing_is_switched_before_it_is_confirmed(
    hass: HomeAssistant, kitchen: er.RegistryEntry, entity_registry: er.EntityRegistry
) -> None:
    calls = [
        call
        for service in ("turn_on", "turn_off")
        for call in async_mock_service(hass, "switch", service)
    ]

    form = await found(hass, kitchen.entity_id)

    assert not hass.config_entries.async_entries(DOMAIN)
    result = await send(hass, form)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    recording = entity_registry.async_get("switch.kitchen_motion_recording")
    privacy = entity_registry.async_get("switch.kitchen_privacy_mode")
    assert recording
    assert privacy
    assert cuts_of(result) == [
        (recording.id, "off", "local"),
        (privacy.id, "on", "private"),
    ]
    assert calls == []


async def test_without_a_tick_it_is_not_used(
    hass: HomeAssistant, kitchen: er.RegistryEntry, entity_registry: er.EntityRegistry
) -> None:
    """What takes the picture is then needed from Local on."""
    privacy = entity_registry.async_get("switch.kitchen_privacy_mode")
    assert privacy

    result = await send(hass, await found(hass, kitchen.entity_id), cuts=[PRIVACY])

    assert cuts_of(result) == [(privacy.id, "on", "local")]


async def test_all_ticks_can_be_removed(
    hass: HomeAssistant, kitchen: er.RegistryEntry
) -> None:
    result = await send(hass, await found(hass, kitchen.entity_id), cuts=[])

    assert cuts_of(result) == []


async def test_cameras_are_told_apart(
    hass: HomeAssistant, kitchen: er.RegistryEntry, garden: str
) -> None:
    form = await found(hass, kitchen.entity_id, garden)

    assert all(label.startswith("Kitchen, ") for label in options(form).values())
    notes = said(form)["notes"]
    assert "**Garden**: nothing stops its uploads yet." in notes
    assert "**Kitchen**" not in notes
    result = await send(hass, form)
    assert len(cuts_of(result)) == 2
    assert cuts_of(result, 1) == []


async def test_form_of_a_camera_without_cuts_opens_next(
    hass: HomeAssistant, kitchen: er.RegistryEntry, garden: str
) -> None:
    result = await send(hass, await found(hass, kitchen.entity_id, garden))

    kind, flow_id = result["next_flow"]
    assert kind == "config_subentries_flow"
    form = await hass.config_entries.subentries.async_configure(flow_id)
    assert (form["step_id"], said(form)["name"]) == ("reconfigure", "Garden")
    assert said(form)["cuts"].startswith("- Nothing stops the uploads yet")


async def test_nothing_opens_where_all_cameras_have_cuts(
    hass: HomeAssistant, kitchen: er.RegistryEntry
) -> None:
    result = await send(hass, await found(hass, kitchen.entity_id))

    assert "next_flow" not in result


async def test_camera_that_shows_nothing_in_local_is_told(
    hass: HomeAssistant, kitchen: er.RegistryEntry, entity_registry: er.EntityRegistry
) -> None:
    entity_registry.async_remove("switch.kitchen_motion_recording")

    form = await found(hass, kitchen.entity_id)

    assert said(form)["notes"] == (
        "- **Kitchen** shows nothing in Local, not even at home: what stops its uploads "
        "also takes the picture away."
    )


@pytest.mark.parametrize(
    ("domain", "key", "device_class", "told"),
    [
        ("select", "ptz_preset", None, "close views"),
        ("number", "zoom", None, "close views"),
        ("event", "press", "doorbell", "you can talk"),
        ("binary_sensor", "visitor", None, "you can talk"),
        ("light", "zoo", None, ""),
    ],
)
async def test_what_guarding_means_for_a_camera_is_told(
    hass: HomeAssistant,
    kitchen: er.RegistryEntry,
    entity_registry: er.EntityRegistry,
    domain: str,
    key: str,
    device_class: str | None,
    told: str,
) -> None:
    """What Blurred hides can be put together from many close views; who may be talked to."""
    entity_registry.async_get_or_create(
        domain,
        "tuya",
        f"kitchen-{key}",
        config_entry=None,
        device_id=kitchen.device_id,
        translation_key=key,
        original_device_class=device_class,
    )
    notes = said(await found(hass, kitchen.entity_id))["notes"]
    for words in ("close views", "you can talk"):
        assert (words in notes) is (words == told)


async def test_recorder_is_told(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    camera = entity_registry.async_get_or_create("camera", "frigate", "e:camera:hall")

    form = await found(hass, camera.entity_id)

    assert "comes from a recorder" in said(form)["notes"]
    assert list(shown(form)) == ["look_again"]


async def test_look_again(
    hass: HomeAssistant, kitchen: er.RegistryEntry, entity_registry: er.EntityRegistry
) -> None:
    entity_registry.async_update_entity(
        "switch.kitchen_privacy_mode", disabled_by=er.RegistryEntryDisabler.USER
    )
    form = await found(hass, kitchen.entity_id)
    assert list(options(form)) == [RECORDING]
    notes = said(form)["notes"]
    assert "disabled: switch.kitchen_privacy_mode" in notes

    entity_registry.async_update_entity("switch.kitchen_privacy_mode", disabled_by=None)
    form = await send(hass, form, cuts=[], look_again=True)

    # What was there stays without its tick, what is new has one.
    assert shown(form) == {"cuts": [PRIVACY], "look_again": False}


async def test_what_has_gone_meanwhile_is_an_error(
    hass: HomeAssistant, kitchen: er.RegistryEntry, entity_registry: er.EntityRegistry
) -> None:
    form = await found(hass, kitchen.entity_id)
    entity_registry.async_remove("switch.kitchen_privacy_mode")
    form = await send(hass, form, look_again=True)
    assert shown(form)["cuts"] == [RECORDING]

    result = await send(hass, form)

    assert [cut[1] for cut in cuts_of(result)] == ["off"]


async def test_entity_that_does_not_answer_is_told(
    hass: HomeAssistant, kitchen: er.RegistryEntry
) -> None:
    hass.states.async_set("switch.kitchen_privacy_mode", "unavailable")
    hass.states.async_set("switch.kitchen_motion_recording", "on")

    labels = options(await found(hass, kitchen.entity_id))

    assert labels[PRIVACY].endswith("It is not available right now.")
    assert "not available" not in labels[RECORDING]


async def test_camera_form_shows_the_same(
    hass: HomeAssistant,
    household: MockConfigEntry,
    plug: er.RegistryEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """What is in use is ticked; what was added by hand stays as it is."""
    hass.states.async_set("switch.kitchen_privacy_mode", "off")
    form = await camera_form.reconfigure(hass, household)
    assert said(form)["cuts"] == ("- privacy mode: Turned on, from Private on")
    by_hand = {"entity_id": plug.entity_id, "cut_state": "off", "last_resort": True}
    given = {**shown(form), "look_again": True}
    given["cuts"] = [*given["cuts"], by_hand]

    form = await submit(hass, form, **given)

    assert form["step_id"] == "cuts"
    assert shown(form)["cuts"] == [PRIVACY]
    result = await submit(hass, form, cuts=[RECORDING])
    assert result["reason"] == "reconfigure_successful"
    recording = entity_registry.async_get("switch.kitchen_motion_recording")
    assert recording
    cuts = camera_form.stored(household).data["cuts"]
    assert [(cut["entity_id"], cut["last_resort"]) for cut in cuts] == [
        (recording.id, False),
        (plug.id, True),
    ]


@pytest.mark.usefixtures("garden")
async def test_another_camera_can_be_looked_around_first(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kitchen: er.RegistryEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    hall = entity_registry.async_get_or_create(
        "camera", "tuya", "hall", device_id=kitchen.device_id
    )
    form = await camera_form.start(hass, household)

    form = await submit(hass, form, camera=hall.entity_id, look_again=True)

    assert len(options(form)) == 2
    await submit(hass, form, cuts=[])
    assert camera_form.stored(household, 1).data["cuts"] == []


async def test_nothing_is_left_to_guard(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    result = await hass.config_entries.subentries.async_init(
        (household.entry_id, "camera"), context={"source": SOURCE_USER}
    )

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "no_camera_left"
