"""Repair messages, mended as people do it: read, then press Submit."""

from collections.abc import Awaitable, Callable
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloudcam_privacy.const import DOMAIN

from .common import (
    MarkedCamera,
    async_come_home,
    async_guard,
    async_guard_with,
    async_leave,
    async_make_cameras,
    camera_subentry,
    cut,
    issues,
    rule_subentry,
    someone_home,
    state_of,
)
from .passing_time import async_pass, async_settle

PLUG = "input_boolean.plug"

type Mend = Callable[[str], Awaitable[tuple[dict[str, Any], dict[str, Any]]]]


@pytest.fixture
async def mend(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Mend:
    """Return what opens an issue and presses Submit; answers both steps."""
    assert await async_setup_component(hass, "repairs", {})

    async def mend(key: str) -> tuple[dict[str, Any], dict[str, Any]]:
        (issue,) = issues(hass, key)
        client = await hass_client()
        wanted = {"handler": DOMAIN, "issue_id": issue.issue_id}
        path = "/api/repairs/issues/fix"
        shown = await (await client.post(path, json=wanted)).json()
        done = await (await client.post(f"{path}/{shown['flow_id']}", json={})).json()
        await async_settle()
        return shown, done

    return mend


async def _async_plain(hass: HomeAssistant, *rules: Any, **fields: Any) -> Any:
    await async_make_cameras(hass, MarkedCamera("Living room"))
    return await async_guard(
        hass, camera_subentry("camera.living_room", "Living room", **fields), *rules
    )


def _opened(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return the subentry whose form was opened."""
    (flow,) = hass.config_entries.subentries.async_progress()
    assert flow["handler"][0] == entry.entry_id
    assert flow["step_id"] != "user"
    context: dict[str, Any] = dict(flow["context"])
    return str(context["subentry_id"])


@pytest.mark.parametrize("key", ["gate_only", "cut_missing"])
async def test_form_of_the_camera_opens(
    hass: HomeAssistant, mend: Mend, key: str
) -> None:
    cuts = [cut("switch.gone", "off")] if key == "cut_missing" else []
    entry = await _async_plain(hass, cuts=cuts)
    shown, done = await mend(key)
    assert shown["type"] == "form"
    assert shown["description_placeholders"]["camera"] == "Living room"
    assert done["reason"] == "form_opened"
    assert entry.subentries[_opened(hass, entry)].title == "Living room"
    assert issues(hass, key), "it goes when it is mended, not when a form opens"


@pytest.mark.parametrize(
    ("key", "condition"),
    [
        (
            "rule_entity_missing",
            {"condition": "state", "entity_id": "light.gone", "state": "on"},
        ),
        ("rule_invalid", {"no": "condition"}),
    ],
)
async def test_form_of_the_rule_opens(
    hass: HomeAssistant, mend: Mend, key: str, condition: dict[str, Any]
) -> None:
    entry = await _async_plain(
        hass, rule_subentry("condition", "Door", conditions=[condition])
    )
    shown, done = await mend(key)
    assert shown["description_placeholders"]["rule"] == "Door"
    assert done["reason"] == "form_opened"
    assert entry.subentries[_opened(hass, entry)].data["name"] == "Door"


async def test_camera_that_is_gone_is_taken_out_and_rules_stay(
    hass: HomeAssistant, mend: Mend
) -> None:
    entry = await _async_plain(hass, someone_home("person.anna"))
    er.async_get(hass).async_remove("camera.living_room")
    await async_settle()

    shown, done = await mend("source_missing")

    assert shown["description_placeholders"] == {"camera": "Living room"}
    assert done["type"] == "create_entry"
    assert [s.data.get("name") for s in entry.subentries.values()] == [
        "Someone is home"
    ]
    assert not issues(hass, "source_missing")


async def test_lost_memory_is_forgiven(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    mend: Mend,
) -> None:
    entry = await async_guard_with(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    del hass_storage[DOMAIN]
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "mode") == "private"

    _, done = await mend("store_damaged")

    assert done["type"] == "create_entry"
    assert state_of(hass, entry, "sensor", "mode") == "open"
    await async_pass(hass, freezer, 2)
    assert not issues(hass, "store_damaged")


async def test_cut_that_failed_is_tried_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, mend: Mend
) -> None:
    """The switch does nothing at first, and works when Submit is pressed."""
    works: list[str] = []

    async def switch(call: Any) -> None:
        if works:
            hass.states.async_set(PLUG, "off")

    hass.states.async_set(PLUG, "on")
    entry = await async_guard_with(hass, cut(PLUG, "off"))
    hass.services.async_register("input_boolean", "turn_off", switch)
    await async_come_home(hass)
    for _ in range(20):
        await async_pass(hass, freezer, 10)
    assert state_of(hass, entry, "sensor", "assurance") == "failed"

    works.append("now")
    shown, done = await mend("cut_failed")
    assert shown["description_placeholders"]["tried"] == "plug"
    assert done["type"] == "create_entry"
    await async_pass(hass, freezer, 2)
    assert state_of(hass, entry, "sensor", "assurance") in ("confirmed", "verified")
    await async_pass(hass, freezer, 2)
    assert not issues(hass, "cut_failed")
    await async_leave(hass)
